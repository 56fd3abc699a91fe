"""Sums of decaying kernels over past events, in time linear in their number.

For source times s_1 <= s_2 <= ... with weights g_j, and a target time t, these are

    R(t) = sum g_j exp(-b (t - s_j))              over s_j < t
    S(t) = sum g_j (t - s_j) exp(-b (t - s_j))    over s_j < t    (minus the derivative of R in b)

The recursion over the sources is done in blocks by cumulative sums, each block so short that no exponential overflows.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

LONGEST = 300.0  # of a block, in units of the decay time: exp(300) is far from the largest number


class Past:
    """Which source events lie before each target time: worked out once, for any decay and weights."""

    def __init__(self, sources: Array, targets: Array) -> None:
        self.sources = sources
        self.before = np.searchsorted(sources, targets, side="left")  # how many lie strictly before
        self._some = self.before > 0
        self._last = np.maximum(self.before - 1, 0)
        self._gap = np.where(self._some, targets - sources[self._last], 0.0) if len(sources) else np.zeros(len(targets))

    def sums(self, decay: float, weights: Array) -> tuple[Array, Array]:
        """R and S at each target time."""
        if not len(self.sources):
            nothing = np.zeros(len(self.before))
            return nothing, nothing
        at, slope = _inclusive(self.sources, decay, weights)
        fallen = np.where(self._some, np.exp(-decay * self._gap), 0.0)
        r = fallen * at[self._last]
        return r, fallen * slope[self._last] + self._gap * r

    def counted(self, weights: Array) -> Array:
        """The sum of the weights before each target time."""
        return np.concatenate(([0.0], np.cumsum(weights)))[self.before]


def _inclusive(sources: Array, decay: float, weights: Array) -> tuple[Array, Array]:
    """R and S at each source time, the source itself included."""
    r, s = np.empty(len(sources)), np.empty(len(sources))
    start, carry_r, carry_s, previous = 0, 0.0, 0.0, float(sources[0])
    while start < len(sources):
        origin = float(sources[start])
        end = int(np.searchsorted(sources, origin + LONGEST / decay, side="right"))
        part = slice(start, max(end, start + 1))
        gap = origin - previous
        fall = np.exp(-decay * gap)
        carry_r, carry_s = fall * carry_r, fall * (carry_s + gap * carry_r)
        since = sources[part] - origin
        rise, fall_ = np.exp(decay * since), np.exp(-decay * since)
        total = np.cumsum(weights[part] * rise)
        moment = np.cumsum(weights[part] * since * rise)
        r[part] = fall_ * (total + carry_r)
        s[part] = fall_ * (since * (total + carry_r) - moment + carry_s)
        start = part.stop
        carry_r, carry_s, previous = float(r[start - 1]), float(s[start - 1]), float(sources[start - 1])
    return r, s
