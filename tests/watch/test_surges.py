"""What surges in the series of a watch, and how it is told."""

import random
from datetime import date, timedelta

import pytest

from tocsin.record import Participant, Toll, When
from tocsin.watch import Seen
from tocsin.watch.counts import SHORTEST_PAST
from tocsin.watch.series import SeriesKey, day_of, series_of
from tocsin.watch.surges import find_surges, ring_of
from tocsin.watch.values import Surge
from watch.builders import a_watch, an_incident, folded

LAST = date(2024, 3, 22)
SEEN = Seen(now="2024-03-23T09:00:00+00:00")


def at(day, id, *, killed=1, actor=None, **fields):
    known = {
        "id": id,
        "when": folded(When(earliest=day.isoformat(), latest=day.isoformat())),
        "tolls": (folded(Toll(measure="killed", low=killed)),),
    }
    if actor:
        known["participants"] = (folded(Participant(role="perpetrator", kind="organization", name=actor, actor=actor)),)
    return an_incident(**{**known, **fields})


def a_year(per_day=0.5, seed=1, **more):
    rng = random.Random(seed)
    days = [LAST - timedelta(days=n) for n in range(1, 380)]
    return [at(day, f"{day}-{n}", **more) for day in days for n in range(3) if rng.random() < per_day / 3]


def surges(incidents, surge, **watch):
    watch = a_watch(surge=surge, **watch)
    found = find_surges(surge, series_of(watch, incidents, SEEN), day=LAST.toordinal())
    return [(s.key, s.observed) for s in found]


def test_a_day_of_many_is_told_with_what_is_usual_and_the_incidents_behind_it():
    burst = [at(LAST, f"b{n}") for n in range(9)]
    surge = Surge()
    (first, *_) = find_surges(surge, series_of(a_watch(surge=surge), a_year() + burst, SEEN), day=LAST.toordinal())
    assert (first.key, first.observed) == (SeriesKey("incidents", "watch", ""), 9)
    assert first.incidents == tuple(f"b{n}" for n in range(9))
    ring = ring_of(first, surge)
    assert ring.told == ("w, 2024-03-22: 9 incidents, where 0 to 2 are usual",)
    assert ring.key == "incidents:watch::2024-12"
    assert "the watch puts up with 1 false alarm a year" in ring.why


def test_a_quiet_day_is_none():
    assert surges([*a_year(), at(LAST, "b1")], Surge()) == []


def test_only_what_fits_the_watch_is_counted():
    burst = [at(LAST, f"b{n}", actor="front") for n in range(9)]
    assert surges(a_year() + burst, Surge(), actors=frozenset({"other"})) == []


def test_series_are_by_country_unit_actor_and_type():
    by = Surge(by=("country", "admin1", "actor", "type"), of=("incidents",))
    found = series_of(a_watch(surge=by), [at(LAST, "x", actor="front")], SEEN)
    assert set(found) == {
        SeriesKey("incidents", "country", "CD"), SeriesKey("incidents", "admin1", "CD:North Kivu"),
        SeriesKey("incidents", "actor", "front"), SeriesKey("incidents", "type", "armed_assault"),
    }  # fmt: skip


def test_a_toll_surges_where_the_count_does_not():
    one = [at(LAST, "b1", killed=90)]
    found = surges(a_year(killed=2) + one, Surge(of=("incidents", "killed"), false_alarms_per_year=2.0))
    assert found == [(SeriesKey("killed", "watch", ""), 90)]


def test_a_series_that_has_just_begun_is_not_judged():
    young = [at(LAST - timedelta(days=n), f"y{n}") for n in range(14, SHORTEST_PAST, 3)]
    assert surges(young + [at(LAST, f"b{n}") for n in range(40)], Surge()) == []


def test_more_series_need_more_to_be_a_surge():
    """The false alarms are those of the whole watch."""
    series = series_of(a_watch(surge=Surge(by=("country",))), a_year() + [at(LAST, f"b{n}") for n in range(7)], SEEN)
    (key,) = series
    alone = find_surges(Surge(by=("country",), false_alarms_per_year=0.3), series, day=LAST.toordinal())
    many = {SeriesKey("incidents", "country", f"c{n}"): series[key] for n in range(2000)}
    assert len(alone) > 0
    assert find_surges(Surge(false_alarms_per_year=0.3), many, day=LAST.toordinal()) == []


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (When(earliest="2024-03-20", latest="2024-03-22"), date(2024, 3, 22)),
        (When(earliest="2024-03-01", latest="2024-03-31", precision="month"), None),
        (When(latest="2024-03-22"), date(2024, 3, 22)),
        (None, date(2024, 3, 22)),
    ],
)
def test_the_day_that_an_event_counts_for(when, day):
    incident = an_incident(when=folded(when) if when else None)
    assert day_of(incident) == (day.toordinal() if day else None)
