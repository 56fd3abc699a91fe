"""Counts and tolls over time, with what helps to judge how far reporting made them.

An event whose day is not exact is spread over the days on which it can have been, so that a week's uncertainty is no
spike. Periods in which nothing was read are gaps and not zeros.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tocsin.analyse.occurrence import Occurrence
from tocsin.errors import InputError
from tocsin.record import Bound
from tocsin.record.values import one_number

Grid = str  # one of GRIDS, or so many days: "10d"
GRIDS: tuple[Grid, ...] = ("day", "week", "month", "quarter", "year")
MOST_PERIODS = 100_000


class Period(Struct, frozen=True, kw_only=True):
    """One step of a grid with what happened in it.

    `events` is the expected number (an event of unknown day counts in parts), `sure` how many lie in it for certain and
    `possible` how many can. `killed_low`, `killed_best` and `killed_high` are sums of bounds, weighted likewise; where
    an event's upper bound is open its best or lower figure stands in, and `open_tolls` counts such events.

    How widely events were reported: `outlets` is the mean number of outlets that printed one, `origins` of sources
    independent of one another, `single` the share that only one such source told, `copies` the share of reports that
    print the text of another; None where that is not known. `read` is the number of documents read that were published
    in it, None likewise, `per_read` how many events there are to a hundred of them, and `unread` what was not read, by
    language.
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
    origins: float | None = None
    single: float | None = None
    copies: float | None = None
    read: int | None = None
    per_read: float | None = None
    unread: dict[str, int] = {}

    @property
    def gap(self) -> bool:
        """Whether nothing was read, so that no event means nothing."""
        return self.read == 0


def checked_grid(text: str) -> Grid:
    """The grid of a word. Raises `InputError` for what is none."""
    if text in GRIDS or _days(text):
        return text
    raise InputError(f"{text!r} is no grid; expected {', '.join(GRIDS)}, or so many days, as in 10d")


def _days(grid: Grid) -> int:
    """How many days a step has, 0 where that is not the same for all."""
    if grid.endswith("d") and grid[:-1].isdecimal():
        return int(grid[:-1])
    return {"day": 1, "week": 7}.get(grid, 0)


class Volume(Struct, frozen=True, kw_only=True):
    """How many documents of each day of publication were read, and how many were not, by language."""

    read: dict[date, int]
    unread: dict[date, dict[str, int]] = {}


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
    if days := _days(grid):
        return date.fromordinal((day.toordinal() - 1) // days * days + 1)  # weeks begin on a Monday, as day 1 is one
    match grid:
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case _:
            return day.replace(month=1, day=1)


def _next(day: date, grid: Grid) -> date:
    if days := _days(grid):
        return day + timedelta(days=days)
    months = {"month": 1, "quarter": 3, "year": 12}[grid]
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def ahead_of(last: Period, grid: Grid, ahead: int) -> date:
    """The first day of the period that lies so many periods after one."""
    day = last.first
    for _ in range(ahead):
        day = _next(day, grid)
    return day


def series_of(
    events: Sequence[Occurrence],
    *,
    grid: Grid,
    first: date | None = None,
    last: date | None = None,
    volume: Volume | None = None,
) -> list[Period]:
    """The series of some events. `volume` is how much was read, where that is known.

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
    if volume is not None:
        _take_volume(volume, sums, starts, steps[-1][1].toordinal())
    return [each.period(*step) for each, step in zip(sums, steps, strict=True)]


def cut_off(steps: Sequence[Period], *, first: date, last: date) -> list[Period]:
    """The steps of a series that begin before the first of two days, or end after the last, and hold less for that."""
    return [step for step in steps if not _is_whole(step, first, last)]


def whole(steps: Sequence[Period], *, first: date, last: date) -> list[Period]:
    """The steps of a series that lie wholly between two days: half a month is no count to forecast from."""
    return [step for step in steps if _is_whole(step, first, last)]


def _is_whole(step: Period, first: date, last: date) -> bool:
    return step.first >= first and step.last <= last


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


def _take_volume(volume: Volume, sums: Sequence[_Sum], starts: Sequence[int], end: int) -> None:
    for each in sums:
        each.read = 0
    for day, count in volume.read.items():
        if starts[0] <= day.toordinal() <= end:
            step = sums[_index(starts, day.toordinal())]
            step.read = (step.read or 0) + count
    for day, languages in volume.unread.items():
        if starts[0] <= day.toordinal() <= end:
            sums[_index(starts, day.toordinal())].unread.update(languages)


class _Sum:
    def __init__(self) -> None:
        self._events = self._low = self._best = self._high = 0.0
        self._sure = self._possible = self._open = 0
        self._told = self._outlets = self._origins = self._single = self._reports = self._copies = 0
        self.read: int | None = None
        self.unread: Counter[str] = Counter()

    def take(self, event: Occurrence, share: float) -> None:
        self._events += share
        self._possible += 1
        self._sure += share >= 1.0
        if event.told is not None:
            self._told += 1
            self._outlets += event.told.outlets
            self._origins += event.told.origins
            self._single += event.told.origins == 1
            self._reports += event.told.reports
            self._copies += event.told.copies
        if event.killed is not None:
            self._take_killed(event.killed, share)

    def _take_killed(self, bound: Bound, share: float) -> None:
        low = bound.low if bound.low is not None else 0
        best = one_number(bound) or 0
        self._open += bound.high is None
        self._low += share * low
        self._best += share * best
        self._high += share * (bound.high if bound.high is not None else max(best, low))

    def period(self, first: date, last: date) -> Period:
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
            outlets=_share(self._outlets, self._told),
            origins=_share(self._origins, self._told),
            single=_share(self._single, self._told),
            copies=_share(self._copies, self._reports),
            read=self.read,
            per_read=_share(100 * self._events, self.read) if self.read else None,
            unread=dict(sorted(self.unread.items())),
        )


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
