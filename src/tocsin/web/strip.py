"""How many incidents of a list there were over time: a bar for each day, month or year, each a filter of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tocsin.web.lines import Line

Unit = Literal["day", "month", "year"]
MOST_DAYS, MOST_MONTHS, MOST_BARS = 62, 72, 80


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of time, from `since` to `until`, days both; `height` is a share of the tallest bar's."""

    since: str
    until: str
    count: int
    killed: int
    height: float
    words: str
    heading: str | None


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars in order. `earlier` counts what lies before the first."""

    unit: Unit
    bars: tuple[Bar, ...]
    tallest: int
    earlier: int


def strip_of(lines: Sequence[Line]) -> Strip | None:
    """The strip of a list; None where nothing in it has a day. What has only a later bound stands at that."""
    days = [(day, line) for line in lines if (day := line.last or line.first) is not None]
    if not days:
        return None
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    unit = _unit(date.fromisoformat(first), date.fromisoformat(last))
    spans = list(_spans(date.fromisoformat(first), date.fromisoformat(last), unit))[-MOST_BARS:]
    counts: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    for day, line in days:
        name = _name(day, unit)
        counts[name] += 1
        killed[name] += line.killed or 0
    tallest = max(counts[_name(since.isoformat(), unit)] for since, _ in spans)
    bars = tuple(_bar(since, until, unit, counts, killed, tallest) for since, until in spans)
    return Strip(unit, bars, tallest, sum(day < spans[0][0].isoformat() for day, _ in days))


def _bar(since: date, until: date, unit: Unit, counts: Counter[str], killed: Counter[str], tallest: int) -> Bar:
    name = _name(since.isoformat(), unit)
    count, dead = counts[name], killed[name]
    words = f"{name}: {count} incident{'' if count == 1 else 's'}" + (f", {dead:,} killed at least" if dead else "")
    heading = {"day": name if since.day in (1, 15) else None, "month": name[:4] if since.month == 1 else None}.get(unit)
    if unit == "year" and since.year % 5 == 0:
        heading = name
    return Bar(since.isoformat(), until.isoformat(), count, dead, round(count / tallest, 3), words, heading)


def _unit(first: date, last: date) -> Unit:
    if (last - first).days < MOST_DAYS:
        return "day"
    return "month" if (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS else "year"


def _name(day: str, unit: Unit) -> str:
    return day[: {"day": 10, "month": 7, "year": 4}[unit]]


def _spans(first: date, last: date, unit: Unit) -> Iterable[tuple[date, date]]:
    """The spans that hold every day from the first to the last."""
    at = {"day": first, "month": first.replace(day=1), "year": first.replace(month=1, day=1)}[unit]
    while at <= last:
        following = _next(at, unit)
        yield at, following - timedelta(days=1)
        at = following


def _next(day: date, unit: Unit) -> date:
    match unit:
        case "day":
            return day + timedelta(days=1)
        case "month":
            return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
        case _:
            return day.replace(year=day.year + 1)
