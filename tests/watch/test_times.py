"""When an alert may go: at once, after the quiet hours, or with the next digest; by the clock of the place."""

import pytest

from tocsin.watch.times import Due, due, is_muted
from watch.builders import a_watch

CASES = {
    "at once": ({}, "2024-03-23T12:00:00+00:00", "2024-03-23T12:00:00+00:00"),
    "before the quiet hours": ({"quiet": ("22:00", "06:00")}, "2024-03-23T21:59:59+00:00", "2024-03-23T21:59:59+00:00"),
    "in the evening": ({"quiet": ("22:00", "06:00")}, "2024-03-23T22:00:00+00:00", "2024-03-24T06:00:00+00:00"),
    "after midnight": ({"quiet": ("22:00", "06:00")}, "2024-03-23T05:59:59+00:00", "2024-03-23T06:00:00+00:00"),
    "when they end": ({"quiet": ("22:00", "06:00")}, "2024-03-23T06:00:00+00:00", "2024-03-23T06:00:00+00:00"),
    "within a day": ({"quiet": ("09:00", "17:00")}, "2024-03-23T12:00:00+00:00", "2024-03-23T17:00:00+00:00"),
    "by local time": (
        {"quiet": ("22:00", "06:00"), "timezone": "Africa/Lagos"}, "2024-03-23T21:30:00+00:00", "2024-03-24T05:00:00+00:00",
    ),
    "over the change of the clocks": (
        {"quiet": ("22:00", "06:00"), "timezone": "Europe/Berlin"}, "2024-03-30T23:00:00+00:00", "2024-03-31T04:00:00+00:00",
    ),
    "hourly": ({"digest": "hourly"}, "2024-03-23T12:00:01+00:00", "2024-03-23T13:00:00+00:00"),
    "daily, today": ({"digest": "daily"}, "2024-03-23T06:59:59+00:00", "2024-03-23T07:00:00+00:00"),
    "daily, tomorrow": ({"digest": "daily"}, "2024-03-23T07:00:00+00:00", "2024-03-24T07:00:00+00:00"),
    "weekly": ({"digest": "weekly", "digest_at": "18:30"}, "2024-03-23T12:00:00+00:00", "2024-03-25T18:30:00+00:00"),
    "weekly, a Monday evening": ({"digest": "weekly"}, "2024-03-25T07:00:00+00:00", "2024-04-01T07:00:00+00:00"),
    "a digest in the quiet hours": (
        {"digest": "daily", "digest_at": "05:00", "quiet": ("22:00", "06:00")}, "2024-03-23T12:00:00+00:00", "2024-03-24T06:00:00+00:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "now", "at"), CASES.values(), ids=CASES)
def test_when_it_is_due(fields, now, at):
    bundle = f"w:{at}" if "digest" in fields else None
    assert due(a_watch(**fields), now) == Due(at, bundle)


def test_a_silence_lasts_to_the_end_of_its_last_day():
    assert is_muted("2024-03-23", "2024-03-23")
    assert not is_muted("2024-03-23", "2024-03-24")
    assert is_muted(True, "2030-01-01")
    assert not is_muted(False, "2024-03-23")
    assert not is_muted(None, "2024-03-23")
