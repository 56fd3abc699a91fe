"""Where a watch looks: countries, circles, polygons, and how coarse a site may be told."""

import pytest

from tocsin.record import Place
from tocsin.watch import Conditions, Near
from tocsin.watch.places import contains, where_fits
from watch.builders import an_incident, folded

GOMA = Near(latitude=-1.67, longitude=29.23, km=50, name="Goma")
FIJI = [(175.0, -20.0), (-175.0, -20.0), (-175.0, -15.0), (175.0, -15.0)]


def at(*places):
    return an_incident(where=tuple(folded(Place(**place), place["name"]) for place in places))


SITES = {
    "in the town": ({"name": "Goma", "latitude": -1.67, "longitude": 29.2, "precision": "city"}, True),
    "its edge reaches in": ({"name": "B", "latitude": -2.17, "longitude": 29.23, "radius_km": 10, "precision": "city"}, True),
    "too far": ({"name": "B", "latitude": -2.3, "longitude": 29.23, "radius_km": 10, "precision": "city"}, False),
    "a wide province about it": ({"name": "P", "latitude": -1.0, "longitude": 29.0, "radius_km": 150, "precision": "admin1"}, False),
    "a province whose middle is inside": ({"name": "P", "latitude": -1.6, "longitude": 29.2, "radius_km": 150, "precision": "admin1"}, True),
    "the country": ({"name": "C", "latitude": -1.67, "longitude": 29.23, "radius_km": 900, "precision": "country"}, False),
    "unsettled": ({"name": "Lost"}, False),
}  # fmt: skip


@pytest.mark.parametrize(("site", "inside"), SITES.values(), ids=SITES)
def test_a_circle(site, inside):
    assert (where_fits(Conditions(near=(GOMA,)), at(site)) is not None) is inside


def test_a_watch_may_ask_for_what_may_only_lie_inside():
    province = at(SITES["a wide province about it"][0])
    assert where_fits(Conditions(near=(GOMA,), coarse=True), province) is not None


def test_only_sites_count_where_there_are_any():
    origin = {"name": "Goma", "country": "CD", "role": "origin"}
    assert where_fits(Conditions(countries=frozenset({"CD"})), at(origin, {"name": "K", "country": "RW"})) is None
    assert where_fits(Conditions(countries=frozenset({"CD"})), at({"name": "Goma", "country": "CD", "role": "about"}))


def test_places_asked_for_are_alternatives():
    either = Conditions(countries=frozenset({"NG"}), near=(GOMA,))
    assert where_fits(either, at({"name": "Kano", "country": "NG"})) == "Kano, Nigeria lies in NG"
    assert where_fits(either, at(SITES["in the town"][0])) == "Goma lies within 50 km of Goma"
    assert where_fits(either, at({"name": "Oslo", "country": "NO"})) is None
    assert where_fits(Conditions(), at({"name": "Oslo"})) == ""


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((178, -18), True),
        ((-178, -18), True),
        ((180, -16), True),
        ((-180, -16), True),
        ((170, -18), False),
        ((0, -18), False),
    ],
)
def test_a_polygon_over_the_180th_meridian(point, inside):
    assert contains(FIJI, *point) is inside
    assert contains(FIJI[::-1], *point) is inside


def test_a_hollow_polygon_leaves_out_its_bay():
    bay = [(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)]
    assert contains(bay, 1, 1)
    assert not contains(bay, 2, 3)
