"""Which incidents a selection takes."""

import pytest

from tocsin.record import Interval, Place, When
from tocsin.selection import Selection, countries_of
from view.incidents import an_incident, folded

MARCH = {"since": "2024-03-01", "until": "2024-03-31"}
TIMES = {
    "within": (When(earliest="2024-03-22", latest="2024-03-22"), True),
    "on the last day": (When(earliest="2024-03-31", latest="2024-03-31"), True),
    "before": (When(earliest="2024-02-29", latest="2024-02-29"), False),
    "after": (When(earliest="2024-04-01", latest="2024-04-01"), False),
    "perhaps": (When(earliest="2024-02-20", latest="2024-03-02"), True),
    "by a day within": (When(latest="2024-03-26"), True),
    "by a day before": (When(latest="2024-02-26"), False),
    "to come": (When(earliest="2024-03-26"), True),
    "began before, ended within": (
        When(earliest="2024-02-01", latest="2024-02-01", end=Interval(earliest="2024-03-05", latest="2024-03-05")),
        True,
    ),
    "goes on": (When(earliest="2024-01-01", latest="2024-01-01", ongoing=True), True),
    "an instant": (When(earliest="2024-03-31T23:00:00+03:00", latest="2024-03-31T23:00:00+03:00"), True),
    "unknown": (When(), True),
}


@pytest.mark.parametrize(("when", "taken"), TIMES.values(), ids=TIMES)
def test_times(when, taken):
    assert Selection(**MARCH).takes(an_incident(when=folded(when))) == taken


def test_an_event_of_which_no_time_is_told_is_not_within():
    assert not Selection(**MARCH).takes(an_incident(when=None))
    assert Selection().takes(an_incident(when=None))


def test_countries_are_those_of_the_sites():
    origin = folded(Place(name="Tajikistan", country="TJ", role="origin"))
    assert countries_of(an_incident(where=(*an_incident().where, origin))) == {"CD"}
    assert countries_of(an_incident(where=(origin,))) == {"TJ"}
    assert countries_of(an_incident(where=())) == frozenset()


def test_filters_are_joined():
    assert Selection(countries=frozenset({"CD"}), types=frozenset({"armed_assault"})).takes(an_incident())
    assert not Selection(countries=frozenset({"CD"}), types=frozenset({"bombing"})).takes(an_incident())
    assert not Selection(families=frozenset({"plot"})).takes(an_incident())
