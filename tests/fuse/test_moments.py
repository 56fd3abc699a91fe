"""Moments and days."""

from __future__ import annotations

from datetime import date

import pytest

from fuse.builders import a_document
from tocsin.errors import FormError
from tocsin.fuse.moments import first_day, last_day, moment_of, parse_as_of, parse_moment, published_day, span_of
from tocsin.record import Interval, When


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-22", "2024-03-22 23:59:59.999999+00:00"),
        ("2024-03-22T23:55:00+03:00", "2024-03-22 20:55:00+00:00"),
        ("2024-03-22T23:55:00Z", "2024-03-22 23:55:00+00:00"),
        ("2024-03-22T23:55", "2024-03-22 23:55:00+00:00"),
        ("2024-13-22", "None"),
        ("", "None"),
        ("soon", "None"),
    ],
)
def test_a_date_counts_from_its_end_and_a_time_from_itself(text: str, moment: str) -> None:
    assert str(parse_moment(text)) == moment


def test_an_undated_document_counts_from_its_retrieval() -> None:
    doc = a_document("x", published=None, retrieved="2024-03-25T00:00:00+00:00")
    assert str(moment_of(doc)) == "2024-03-25 00:00:00+00:00"
    assert published_day(doc) == date(2024, 3, 25).toordinal()
    assert moment_of(a_document("x", published=None)) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-03-22", "2024-03-22", "2024-03-22"),
        ("2024-03-22T20:15+03:00", "2024-03-22", "2024-03-22"),
    ],
)
def test_days_that_a_date_may_mean(text: str, first: str, last: str) -> None:
    assert first_day(text) == date.fromisoformat(first).toordinal()
    assert last_day(text) == date.fromisoformat(last).toordinal()


@pytest.mark.parametrize("text", [None, "", "2024-02-30", "20240322", "March"])
def test_what_is_no_date_has_no_days(text: str | None) -> None:
    assert first_day(text) is None
    assert last_day(text) is None


def test_a_span_reaches_to_the_end_of_what_went_on() -> None:
    when = When(earliest="2024-07-25", latest="2024-07-25", end=Interval(earliest="2024-07-27", latest="2024-07-27"))
    assert span_of(when, bound=None).days == 2


def test_a_moment_asked_for_must_be_one() -> None:
    assert parse_as_of(None) is None
    with pytest.raises(FormError, match="expected an ISO date"):
        parse_as_of("last week")
