"""Counts and tolls over time, with what helps to judge how far reporting made them.

An event whose day is not exact is spread over the days on which it can have been, so that a week's uncertainty is no
spike. Periods in which nothing was read are gaps and not zeros.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from tocsin.analyse.occurrence import Occurrence
from tocsin.errors import InputError
from tocsin.record.values import one_number

Grid = Literal["day", "week", "month", "quarter", "year"]
GRIDS: tuple[Grid, ...] = ("day", "week", "month", "quarter", "year")
MOST_PERIODS = 100_000


class Period(Struct, frozen=True, kw_only=True):
    """One step of a grid with what happened in it.

    `events` is the expected number (an event of unknown day counts in parts), `sure` how many lie in it for certain and
    `possible` how many can. `killed_low`, `killed_best` and `killed_high` are sums of bounds, weighted likewise; where
    an event's upper bound is open its best or lower figure stands in, and `open_tolls` counts such events. `outlets`
    is the mean number of outlets that printed an event, `single` the share that only one did. `read` is the number of
    documents read that were published in it, None where that is not known.
    """

    first: date
    last: date
    events: float = 0.0
    sure: int = 0
    possible: int = 0
    killed_low: float = 0.0
    killed_best: float = 0.0
    killed_high: float = 0.0
    open_tolls: int = 0
    outlets: float | None = None
    single: float | None = None
    read: int | None = None

    @property
    def gap(self) -> bool:
        """Whether nothing was read, so that no event means nothing."""
        return self.read == 0


def periods(first: date, last: date, grid: Grid) -> list[tuple[date, date]]:
    """The steps of a grid from the one that holds `first` to the one that holds `last`: first and last day of each."""
    if last < first:
        raise InputError(f"the series would end ({last}) before it begins ({first})")
    found: list[tuple[date, date]] = []
    day = _beginning(first, grid)
    while day <= last:
        if len(found) >= MOST_PERIODS:
            raise InputError(f"more than {MOST_PERIODS} steps of a {grid}; take a coarser grid or a shorter time")
        following = _next(day, grid)
        found.append((day, following - timedelta(days=1)))
        day = following
    return found


def _beginning(day: date, grid: Grid) -> date:
    match grid:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case _:
            return day.replace(month=1, day=1)


def _next(day: date, grid: Grid) -> date:
    match grid:
        case "day":
            return day + timedelta(days=1)
        case "week":
            return day + timedelta(days=7)
        case _:
            months = {"month": 1, "quarter": 3, "year": 12}[grid]
            years, month = divmod(day.month - 1 + months, 12)
            return date(day.year + years, month + 1, 1)


def series_of(
    events: Sequence[Occurrence],
    *,
    grid: Grid,
    first: date | None = None,
    last: date | None = None,
    read: Iterable[date] | None = None,
) -> list[Period]:
    """The series of some events. `read` are the days of publication of everything that was read, where that is known.

    Raises `InputError` where there is nothing to count and no first and last day are given.
    """
    days = [event.first for event in events] + [event.last for event in events]
    begin = first or min(days, default=None)
    end = last or max(days, default=None)
    if begin is None or end is None:
        raise InputError("there is no event to count; name --since and --until to see the zeros")
    steps = periods(begin, end, grid)
    sums = [_Sum() for _ in steps]
    starts = [step[0].toordinal() for step in steps]
    for event in events:
        for at, share in _shares(event, starts, steps[-1][1].toordinal()):
            sums[at].take(event, share)
    volume = _volume(read, starts, steps[-1][1].toordinal())
    return [each.period(*step, read=n) for each, step, n in zip(sums, steps, volume, strict=True)]


def whole(steps: Sequence[Period], *, first: date, last: date) -> list[Period]:
    """The steps of a series that lie wholly between two days: half a month is no count to forecast from."""
    return [step for step in steps if step.first >= first and step.last <= last]


def _shares(event: Occurrence, starts: Sequence[int], end: int) -> Iterable[tuple[int, float]]:
    """The steps on which an event can have been, each with its share of the event's days."""
    low, high = event.first.toordinal(), event.last.toordinal()
    days = high - low + 1
    bounds = [*starts, end + 1]
    for at in range(_index(starts, low), len(starts)):
        if bounds[at] > high:
            break
        inside = min(high + 1, bounds[at + 1]) - max(low, bounds[at])
        if inside > 0:
            yield at, inside / days


def _index(starts: Sequence[int], day: int) -> int:
    return max(0, bisect_right(starts, day) - 1)


def _volume(read: Iterable[date] | None, starts: Sequence[int], end: int) -> list[int | None]:
    if read is None:
        return [None] * len(starts)
    counts = [0] * len(starts)
    for day in read:
        if starts[0] <= day.toordinal() <= end:
            counts[_index(starts, day.toordinal())] += 1
    return list(counts)


class _Sum:
    def __init__(self) -> None:
        self._events = self._low = self._best = self._high = 0.0
        self._sure = self._possible = self._open = self._outlets = self._single = 0

    def take(self, event: Occurrence, share: float) -> None:
        self._events += share
        self._possible += 1
        self._sure += share >= 1.0
        self._outlets += event.outlets
        self._single += event.outlets == 1
        bound = event.killed
        if bound is None:
            return
        low = bound.low if bound.low is not None else 0
        best = one_number(bound) or 0
        self._open += bound.high is None
        self._low += share * low
        self._best += share * best
        self._high += share * (bound.high if bound.high is not None else max(best, low))

    def period(self, first: date, last: date, *, read: int | None) -> Period:
        return Period(
            first=first,
            last=last,
            events=round(self._events, 6),
            sure=self._sure,
            possible=self._possible,
            killed_low=round(self._low, 6),
            killed_best=round(self._best, 6),
            killed_high=round(self._high, 6),
            open_tolls=self._open,
            outlets=round(self._outlets / self._possible, 3) if self._possible else None,
            single=round(self._single / self._possible, 3) if self._possible else None,
            read=read,
        )
