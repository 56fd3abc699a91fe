"""The curve of a toll as drawn: what each report said, at the moment it was published, with its bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.record import Toll, TollPoint
from tocsin.record.values import Measure, one_number
from tocsin.view.numbers import PLURALS, bound_words
from tocsin.view.words import moment_words
from tocsin.web.addresses import document_address

WIDTH, HEIGHT = 560, 150
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 12, 24


@dataclass(frozen=True, slots=True)
class Dot:
    """One report's figure: `y` of its value, `low` and `high` of its bounds, None where open (an arrow is drawn)."""

    x: float
    y: float
    low: float | None
    high: float | None
    words: str
    href: str
    opens: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure's curve, in the units of its drawing."""

    measure: str
    name: str
    dots: tuple[Dot, ...]
    path: str
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    undated: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def curves_of(points: Sequence[TollPoint]) -> tuple[Curve, ...]:
    """A curve for each measure that at least two dated figures are given for, the dead first."""
    measures: list[Measure] = ["killed", "injured"]
    measures += [point.measure for point in points]
    found = (_curve(measure, [p for p in points if p.measure == measure]) for measure in dict.fromkeys(measures))
    return tuple(curve for curve in found if curve is not None)


def _curve(measure: Measure, points: Sequence[TollPoint]) -> Curve | None:
    dated = sorted(((_instant(p.published), p) for p in points if p.published), key=lambda pair: pair[0])
    if len(dated) < 2:
        return None
    first, last = dated[0][0], dated[-1][0]
    span = (last - first).total_seconds() or 1.0
    top = _ceiling(max(max(_figure(p), p.high or 0) for _, p in dated))

    def across(moment: datetime) -> float:
        share = (moment - first).total_seconds() / span if last > first else 0.5
        return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)

    def up(figure: float) -> float:
        return round(HEIGHT - BOTTOM - figure / top * (HEIGHT - TOP - BOTTOM), 1)

    dots = tuple(_dot(point, across(moment), up) for moment, point in dated)
    return Curve(
        measure=measure,
        name=PLURALS[measure],
        dots=dots,
        path=_steps(dots),
        rows=tuple(Tick(up(n), f"{n:,}") for n in (0, top // 2, top)),
        columns=_columns(first, last, across),
        undated=len(points) - len(dated),
    )


def _dot(point: TollPoint, x: float, up: object) -> Dot:
    assert callable(up)
    figure = _figure(point)
    said = " ".join(evidence.quote for evidence in point.evidence)
    toll = Toll(measure=point.measure, low=point.low, high=point.high, best=point.best, approximate=point.approximate)
    voice = f", according to {point.attribution}" if point.attribution else ""
    when = moment_words(point.published) if point.published else ""
    lower_only = point.best is None and point.high is None and point.low is not None
    upper_only = point.best is None and point.low is None and point.high is not None
    evidence = point.evidence[0] if point.evidence else None
    return Dot(
        x=x,
        y=up(figure),
        low=up(point.low) if point.low is not None else None,
        high=up(point.high) if point.high is not None else None,
        words=f"{bound_words(toll.bound, said=said)} {PLURALS[point.measure]}: {point.source or ''}, {when}{voice}",
        href=document_address(point.document, evidence),
        opens="up" if lower_only else ("down" if upper_only else ""),
    )


def _steps(dots: Sequence[Dot]) -> str:
    """A line that stays at a figure until the next report."""
    path = f"M{dots[0].x} {dots[0].y}"
    for dot in dots[1:]:
        path += f"H{dot.x}V{dot.y}"
    return path


def _columns(first: datetime, last: datetime, across: object) -> tuple[Tick, ...]:
    assert callable(across)
    if first.date() == last.date():
        return (Tick(across(first), first.date().isoformat()),)
    return (Tick(across(first), first.date().isoformat()), Tick(across(last), last.date().isoformat()))


def _figure(point: TollPoint) -> int:
    return one_number(point) or 0


def _ceiling(figure: int) -> int:
    """A round even number at or above a figure."""
    step = 2
    while step * 10 < figure:
        step *= 5 if str(step).startswith("2") else 2
    return max(step, -(-figure // step) * step)


def _instant(moment: str) -> datetime:
    """A moment for drawing; a day alone at its noon, a time without an offset as UTC."""
    found = datetime.fromisoformat(moment if len(moment) > 10 else f"{moment}T12:00:00")
    return found if found.tzinfo else found.replace(tzinfo=UTC)
