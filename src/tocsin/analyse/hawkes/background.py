"""The rate that nothing excites: the exponential of a level, a trend and the season."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

YEAR = 365.25
LONG_ENOUGH = 2.0  # years, before a season is told from a trend


class Background(Struct, frozen=True, kw_only=True):
    """How the background may vary over `span` days: with the powers of a trend, and with so many waves a year."""

    span: float
    trend: int = 1
    waves: int = 1

    @property
    def size(self) -> int:
        """How many coefficients it has."""
        return 1 + self.trend + 2 * self.waves

    def design(self, times: Array) -> Array:
        """A row for each time in days: 1, the powers of the time from -1 to 1, and sine and cosine of the season."""
        scaled = 2.0 * np.asarray(times, dtype=np.float64) / self.span - 1.0
        turns = 2.0 * np.pi * np.asarray(times, dtype=np.float64) / YEAR
        columns = [np.ones_like(scaled)]
        columns += [scaled**power for power in range(1, self.trend + 1)]
        for wave in range(1, self.waves + 1):
            columns += [np.sin(wave * turns), np.cos(wave * turns)]
        return np.column_stack(columns)

    def grid(self) -> tuple[Array, Array]:
        """Midpoints and widths of the steps by which it is integrated: a day each, fewer where the span is short."""
        steps = max(50, int(np.ceil(self.span)))
        width = self.span / steps
        return (np.arange(steps) + 0.5) * width, np.full(steps, width)


def background_for(span: float) -> Background:
    """What a span of days can bear: a season from two years on, a trend from a quarter of a year on."""
    return Background(span=span, trend=1 if span >= YEAR / 4 else 0, waves=1 if span >= LONG_ENOUGH * YEAR else 0)
