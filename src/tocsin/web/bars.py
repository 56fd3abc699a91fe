"""A series as bars: a bar for each period, what is certain darker, gaps where nothing was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.analyse import Period

MOST = 120


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """One period. `height` and `sure` are shares of the tallest bar's; `gap`: nothing was read then."""

    height: float
    sure: float
    gap: bool
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The last periods of a stream; `first` and `last` are days."""

    name: str
    bars: tuple[PeriodBar, ...]
    tallest: str
    first: str
    last: str
    earlier: int


def bars_of(name: str, steps: Sequence[Period]) -> Bars:
    """The bars of a stream."""
    shown = steps[-MOST:]
    tallest = max((step.events for step in shown), default=0.0) or 1.0
    bars = tuple(
        PeriodBar(round(step.events / tallest, 3), round(step.sure / tallest, 3), step.gap, _words(step))
        for step in shown
    )
    return Bars(
        name, bars, f"{tallest:.1f}".removesuffix(".0"), shown[0].first.isoformat(), shown[-1].last.isoformat(),
        len(steps) - len(shown),
    )  # fmt: skip


def _words(step: Period) -> str:
    if step.gap:
        return f"{step.first}: nothing was read"
    killed = f", {step.killed_best:.0f} killed" if step.killed_best else ""
    return f"{step.first}: {step.events:.1f} events, {step.sure} for certain{killed}".replace(".0 ", " ")
