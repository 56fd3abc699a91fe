from __future__ import annotations

import pytest

from tocsin.errors import InputError
from tocsin.keep.moments import parse_instant, parse_recorded_at, recorded


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-26", "2024-03-26T23:59:59+00:00"),
        ("2024-03-26T18:00", "2024-03-26T18:00:00+00:00"),
        ("2024-03-26T18:00:00Z", "2024-03-26T18:00:00+00:00"),
        ("2024-03-26 18:00:00.7+05:30", "2024-03-26T12:30:00+00:00"),
        ("2024-03-26T00:30:00+01:00", "2024-03-25T23:30:00+00:00"),
    ],
)
def test_a_date_is_its_end_and_a_time_is_itself(text: str, moment: str) -> None:
    assert parse_recorded_at(text) == moment


@pytest.mark.parametrize("text", ["", "now", "2024", "26/03/2024", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no moment"):
        parse_recorded_at(text)


def test_a_clock_that_talks_nonsense_is_named() -> None:
    with pytest.raises(InputError, match="'noon'"):
        recorded("noon")


def test_an_instant_without_an_offset_is_in_utc() -> None:
    assert parse_instant("2024-03-26T18:00") == parse_instant("2024-03-26T19:00+01:00")
    assert parse_instant("Tuesday") is parse_instant(None) is None
