"""The rate that nothing excites: the exponential of a level, a trend and the season."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

YEAR = 365.25
HALF = 14  # days to either side, over which the volume of reporting is smoothed
LONG_ENOUGH = 2.0  # years, before a season is told from a trend


class Background(Struct, frozen=True, kw_only=True):
    """How the background may vary over `span` days: with the powers of a trend, and with so many waves a year.

    `volume` is by how much each day was reported on, as the logarithm of a share of the mean: the background goes with
    it. Empty where that is left out.
    """

    span: float
    trend: int = 1
    waves: int = 1
    volume: tuple[float, ...] = ()

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

    def offset(self, times: Array) -> Array:
        """What the volume of reporting adds to the logarithm of the rate at each time."""
        if not self.volume:
            return np.zeros(len(times))
        days = np.clip(np.asarray(times, dtype=np.float64).astype(int), 0, len(self.volume) - 1)
        found: Array = np.asarray(self.volume)[days]
        return found

    def grid(self) -> tuple[Array, Array]:
        """Midpoints and widths of the steps by which it is integrated: a day each, fewer where the span is short."""
        steps = max(50, int(np.ceil(self.span)))
        width = self.span / steps
        return (np.arange(steps) + 0.5) * width, np.full(steps, width)


def background_for(span: float, *, volume: tuple[float, ...] = ()) -> Background:
    """What a span of days can bear: a season from two years on, a trend from a quarter of a year on."""
    return Background(
        span=span,
        trend=1 if span >= YEAR / 4 else 0,
        waves=1 if span >= LONG_ENOUGH * YEAR else 0,
        volume=volume,
    )


def volume_of(read: Mapping[date, int], *, first: date, span: float) -> tuple[float, ...]:
    """How much was read of each day, smoothed over four weeks, as the logarithm of a share of the mean of all days.

    A day of which nothing was read counts as a little: the logarithm has to be finite.
    """
    counts = np.zeros(int(np.ceil(span)))
    for day, count in read.items():
        at = day.toordinal() - first.toordinal()
        if 0 <= at < len(counts):
            counts[at] += count
    around = np.array([counts[max(0, at - HALF) : at + HALF].mean() for at in range(len(counts))])
    least = 0.5 / (2 * HALF)
    return tuple(float(x) for x in np.log(np.maximum(around, least) / max(float(counts.mean()), least)))
