"""Distances on the earth."""

import pytest

from tocsin.record.sphere import great_circle_km


@pytest.mark.parametrize(
    ("points", "km"),
    [
        ((0, 0, 0, 0), 0.0),
        ((0, 0, 0, 1), 111.195),  # a degree of the equator
        ((0, 0, 0, 180), 20015.1),  # half of the way round
        ((0, 179.5, 0, -179.5), 111.195),  # across the antimeridian
        ((90, 0, -90, 77), 20015.1),  # from pole to pole
    ],
)
def test_distance_between_two_points(points, km):
    assert great_circle_km(*points) == pytest.approx(km, abs=0.1)
