"""The calibration error: how far what is said with a probability lies from the share that is right."""

import pytest

from tocsin.evaluate.confidence import Sure, expected_error


def said(confidence, *right):
    return [Sure(confidence, each) for each in right]


@pytest.mark.parametrize(
    ("things", "error"),
    [
        (said(0.5, True, False), 0.0),
        (said(0.9, True, True, True, False), 15.0),
        (said(0.2, True), 80.0),
        (said(1.0, True) + said(0.0, True), 50.0),
        ([], None),
    ],
    ids=["right", "too sure", "not sure enough", "one of two", "nothing said"],
)
def test_the_error_is_the_mean_gap_in_points(things, error):
    assert expected_error(things) == (pytest.approx(error) if error is not None else None)
