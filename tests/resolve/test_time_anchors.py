"""Times counted from an event: how far the words say, and what days that makes."""

from datetime import date

import pytest

from tocsin.record import Interval, When
from tocsin.resolve.time_anchors import Shift, counted_from, make_shift
from tocsin.resolve.times import find_times

FRIDAY = When(earliest="2024-03-22", latest="2024-03-22")
PUBLISHED = date(2024, 3, 26)

COUNTED = [
    ("two days later", "2024-03-24", "2024-03-24", "day"),
    ("two days earlier", "2024-03-20", "2024-03-20", "day"),
    ("a day or two later", "2024-03-23", "2024-03-24", "day"),
    ("less than a day later", "2024-03-22", "2024-03-23", "day"),
    ("hours later", "2024-03-22", "2024-03-23", "day"),
    ("30 hours later", "2024-03-22", "2024-03-23", "day"),
    ("72 hours earlier", "2024-03-19", "2024-03-19", "day"),
    ("a fortnight earlier", "2024-03-05", "2024-03-11", "week"),
    ("the following week", "2024-03-25", "2024-03-31", "week"),
    ("a year earlier", "2023-01-01", "2023-12-31", "year"),
    ("the following Friday", "2024-03-29", "2024-03-29", "day"),
    ("the previous Friday", "2024-03-15", "2024-03-15", "day"),
    ("days later", "2024-03-22", "2024-03-26", "unknown"),
    ("weeks earlier", None, "2024-03-22", "unknown"),
]


@pytest.mark.parametrize(("words", "first", "last", "precision"), COUNTED, ids=[words for words, *_ in COUNTED])
def test_words_are_counted_from_the_day_of_an_event(words, first, last, precision):
    (found,) = find_times(f"{words} it burned.", published=PUBLISHED)
    assert found.shift is not None
    when = counted_from(found.shift, FRIDAY, PUBLISHED)
    assert when == When(earliest=first, latest=last, precision=precision)


def test_what_is_counted_is_as_coarse_as_its_event():
    month = When(earliest="2024-02-01", latest="2024-02-29", precision="month")
    when = counted_from(make_shift("day", 1, 1, back=False), month, PUBLISHED)
    assert when == When(earliest="2024-02-02", latest="2024-03-01", precision="month")


def test_what_came_after_a_siege_is_counted_from_its_end_at_the_latest():
    siege = When(earliest="2024-03-18", latest="2024-03-18", end=Interval(earliest="2024-03-20", latest="2024-03-20"))
    when = counted_from(Shift("day", 1, 1), siege, PUBLISHED)
    assert when == When(earliest="2024-03-19", latest="2024-03-21")


def test_nothing_is_counted_from_an_event_of_an_unknown_day():
    assert counted_from(Shift("day", 1, 1), When(latest="2024-03-26"), PUBLISHED) is None


def test_days_beyond_the_calendar_are_open():
    assert counted_from(Shift("day", 1, 1), When(earliest="9999-12-31", latest="9999-12-31"), None) == When()
