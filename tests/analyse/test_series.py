"""Counting events over time: uncertain days are spread, gaps are no zeros, totals are no events."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from analyse.builders import NEW_YEAR, event
from fuse.builders import a_reading, killed, m, on, perpetrator
from tocsin.analyse import (
    GRIDS,
    Left,
    Telling,
    Volume,
    checked_grid,
    cut_off,
    occurrences_of,
    parse_stream,
    parted,
    series_of,
    whole,
)
from tocsin.analyse.series import periods
from tocsin.errors import InputError
from tocsin.fuse import fuse_all
from tocsin.record import Bound, Participant


def test_an_event_of_unknown_day_is_spread_over_the_days_on_which_it_can_have_been():
    january, february = series_of([event(date(2021, 1, 29), 4)], grid="month")
    assert (january.events, february.events) == (0.75, 0.25)
    assert (january.sure, january.possible) == (0, 1)


def test_what_is_of_one_day_is_certain():
    (only,) = series_of([event(killed=3), event(killed=Bound(low=2))], grid="year")
    assert (only.events, only.sure, only.possible) == (2, 2, 2)
    assert (only.killed_low, only.killed_best, only.killed_high, only.open_tolls) == (5, 5, 5, 1)


def test_a_period_in_which_nothing_was_read_is_a_gap():
    steps = series_of(
        [event()], grid="month", last=date(2021, 3, 1), volume=Volume(read={date(2021, 1, 2): 4, date(2021, 3, 5): 1})
    )
    assert [step.gap for step in steps] == [False, True, False]
    assert [step.read for step in series_of([event()], grid="month")] == [None]


def test_how_widely_events_were_reported_is_told():
    alone, copied = Telling(), Telling(reports=4, outlets=3, origins=2, copies=2)
    (step,) = series_of([event(told=alone), event(told=copied)], grid="month")
    assert (step.outlets, step.origins, step.single, step.copies) == (2.0, 1.5, 0.5, 0.4)


def test_of_events_that_a_person_coded_nothing_is_said_of_their_reports():
    (step,) = series_of([event()], grid="month")
    assert (step.outlets, step.origins, step.single, step.copies) == (None, None, None, None)


def test_what_was_read_and_what_was_not_is_told_of_each_period():
    january = date(2021, 1, 5)
    unread = {january: {"sw": 2, "fr": 1}, date(2021, 1, 9): {"sw": 1}, date(2021, 3, 1): {"ar": 7}}
    steps = series_of([event()], grid="month", last=date(2021, 2, 3), volume=Volume(read={january: 40}, unread=unread))
    assert [(step.read, step.per_read, step.unread) for step in steps] == [
        (40, 2.5, {"fr": 1, "sw": 3}),
        (0, None, {}),
    ]


def test_a_grid_can_be_of_any_number_of_days():
    steps = series_of([event(date(2021, 1, 5)), event(date(2021, 1, 26))], grid="10d")
    assert {(step.last - step.first).days for step in steps} == {9}
    assert sum(step.events for step in steps) == 2
    with pytest.raises(InputError, match="as in 10d"):
        checked_grid("0d")


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), min_size=1, max_size=12), st.sampled_from(GRIDS))
def test_no_event_is_lost_or_counted_twice(spans, grid):
    events = [event(date.fromordinal(NEW_YEAR.toordinal() + start), days, killed=2) for start, days in spans]
    steps = series_of(events, grid=grid)
    assert sum(step.events for step in steps) == pytest.approx(len(events), abs=1e-3)
    assert sum(step.killed_best for step in steps) == pytest.approx(2 * len(events), abs=1e-2)
    assert all(step.sure <= step.events + 1e-6 and step.events <= step.possible + 1e-6 for step in steps)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 2000), st.sampled_from(GRIDS))
def test_steps_follow_one_another_without_a_hole(first, days, grid):
    last = date.fromordinal(first.toordinal() + days)
    steps = periods(first, last, grid)
    assert steps[0][0] <= first <= steps[0][1]
    assert steps[-1][0] <= last <= steps[-1][1]
    assert all(a[1].toordinal() + 1 == b[0].toordinal() for a, b in pairwise(steps))


def test_periods_that_are_not_whole_are_named():
    steps = series_of([event(date(2021, 1, 5)), event(date(2021, 3, 20))], grid="month")
    assert [step.first.month for step in cut_off(steps, first=date(2021, 1, 5), last=date(2021, 3, 31))] == [1]


def test_who_did_it_is_told_from_whom_it_was_done_to():
    army = Participant(role="victim", kind="state_force", name="Ostrava's army")
    told = a_reading(m(on("2021-05-03"), perpetrator("Reed River Front"), army))
    (found,) = occurrences_of(fuse_all([told]).incidents, Left(), statuses=frozenset({"occurred"}))
    assert parse_stream("a: doer='Reed River Front'").takes(found)
    assert parse_stream('a: actor="Ostrava\'s army"').takes(found)
    assert not parse_stream('a: doer="Ostrava\'s army"').takes(found)


def test_half_a_month_is_no_count_to_forecast_from():
    steps = series_of([event(date(2021, 1, 5)), event(date(2021, 3, 20))], grid="month")
    assert [step.first.month for step in whole(steps, first=date(2021, 1, 1), last=date(2021, 3, 20))] == [1, 2]


def test_nothing_to_count_says_what_to_do():
    with pytest.raises(InputError, match="--since"):
        series_of([], grid="month")


def test_campaigns_history_and_unknown_days_are_no_events_and_are_counted():
    told = on("2024-03-22")
    readings = [
        a_reading(m(told, killed(4), trigger="bomb"), id="d1", text="A bomb killed four in Sarnath."),
        a_reading(m(told, unit="summary", trigger="attacks"), id="d2", text="There were forty attacks in Velm."),
        a_reading(m(background=True, trigger="siege"), id="d3", text="The siege of Ondira is remembered."),
        a_reading(m(trigger="raid"), id="d4", text="There was a raid somewhere in Thule."),
        a_reading(m(told, status="foiled", trigger="plot"), id="d5", text="Police foiled a plot in Mirren."),
    ]
    left = Left()
    found = list(occurrences_of(fuse_all(readings).incidents, left, statuses=frozenset({"occurred"})))
    assert [event.killed.best for event in found] == [4]
    assert (left.summaries, left.background, left.undated, left.not_occurred) == (1, 1, 1, 1)
    assert "campaigns" in left.words()


def test_a_stream_takes_what_all_its_keys_ask_for():
    stream = parse_stream("big: type=bombing,air_strike country=NG killed=10")
    assert stream.takes(event(type="bombing", country="ng", killed=12))
    assert not stream.takes(event(type="bombing", country="ng", killed=9))
    assert not stream.takes(event(type="bombing", country="ml", killed=12))
    assert not stream.takes(replace(event(type="bombing", killed=12), words={}))


def test_an_event_goes_to_the_first_stream_that_takes_it_unless_it_may_be_shared():
    both = event(type="bombing", country="ng")
    streams = [parse_stream("a: type=bombing"), parse_stream("b: country=ng")]
    assert parted([both], streams) == [[both], []]
    assert parted([both], streams, shared=True) == [[both], [both]]


@pytest.mark.parametrize("wrong", ["a: colour=red", "a: type", "a: killed=many", "a: type='x"])
def test_what_is_no_stream_says_how_one_is_written(wrong):
    with pytest.raises(InputError):
        parse_stream(wrong)
