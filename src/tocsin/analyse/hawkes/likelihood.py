"""How likely the times of one stream are, given those of all: a self-exciting process with exponential kernels.

The rate of the receiving stream is

    rate(t) = exp(x(t) . level) + sum over sources l of gain[l] * E_l(t)
    E_l(t) = sum over s_j < t of g_j * decay * exp(-decay (t - s_j))

so that `gain[l]` is how many events of this stream one event of source l brings on, beyond the background (the
branching ratio), and 1 / decay is the mean delay in days. A mark scales what its event brings on: g_j is
((1 + mark_j) / (geometric mean of 1 + mark))^lift, about 1 on average; `lift` is 0 where marks say nothing.

The streams are fitted one by one, for none shares a parameter with another. References: Ogata 1988; Mohler et al. 2011.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.events import Events
from tocsin.analyse.hawkes.recursion import Past

Array = NDArray[np.floating[Any]]
TINY = 1e-12


class Penalty(Struct, frozen=True, kw_only=True):
    """What is taken off the log likelihood, so that sparse data give finite answers.

    The logarithm of the decay is drawn to that of `decay` with a spread of `decay_spread`; trend and season to nothing
    with `shape_spread`; `gain` is the rate of an exponential prior on each branching ratio, `lift_spread` that of the
    lift around nothing.
    """

    decay: float = 0.2  # a mean delay of five days
    decay_spread: float = 1.5
    shape_spread: float = 0.5
    gain: float = 0.0
    lift_spread: float = 0.5


class Part:
    """The likelihood of one stream. The parameters are: level, gain (one for each source), log decay, lift."""

    def __init__(
        self, events: Events, target: int, background: Background, penalty: Penalty, *, marked: bool = False
    ) -> None:
        self._events = events
        self._penalty = penalty
        self.span = events.span
        self.times = events.times[target]
        self.sources = len(events.times)
        self.levels = background.size
        self.marked = marked
        self._rows = background.design(self.times)
        middles, self._widths = background.grid()
        self._grid = background.design(middles)
        self._past = [Past(source, self.times) for source in events.times]
        logs = [np.log1p(marks) for marks in events.marks]
        self._logs = [each - (each.mean() if len(each) else 0.0) for each in logs]

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return self.levels + self.sources + 1 + self.marked

    def parted(self, theta: Array) -> tuple[Array, Array, float, float]:
        """Level, gains, decay a day, and lift of a vector of parameters."""
        gains = theta[self.levels : self.levels + self.sources]
        lift = float(theta[-1]) if self.marked else 0.0
        return theta[: self.levels], gains, float(np.exp(theta[self.levels + self.sources])), lift

    def weights(self, lift: float) -> list[Array]:
        """What each event of each source counts."""
        return [np.exp(lift * logs) for logs in self._logs]

    def rates(self, theta: Array) -> Array:
        """The rate at each event of the stream, a day."""
        level, gains, decay, lift = self.parted(theta)
        rate: Array = np.exp(self._rows @ level)
        for past, weights, gain in zip(self._past, self.weights(lift), gains, strict=True):
            rate = rate + gain * decay * past.sums(decay, weights)[0]
        return rate

    def compensator(self, theta: Array) -> Array:
        """The integral of the rate from the beginning to each event of the stream."""
        level, gains, decay, lift = self.parted(theta)
        ends = np.concatenate(([0.0], np.cumsum(self._widths)))
        total = np.concatenate(([0.0], np.cumsum(np.exp(self._grid @ level) * self._widths)))
        found: Array = np.interp(self.times, ends, total)
        for past, weights, gain in zip(self._past, self.weights(lift), gains, strict=True):
            found = found + gain * (past.counted(weights) - past.sums(decay, weights)[0])
        return found

    def loss(self, theta: Array) -> tuple[float, Array]:
        """The penalised negative log likelihood and its gradient."""
        level, gains, decay, lift = self.parted(theta)
        base = np.exp(self._rows @ level)
        grid = np.exp(self._grid @ level) * self._widths
        rate = base.copy()
        by_gain, by_decay, by_lift = [], np.zeros_like(base), np.zeros_like(base)
        lost_gain = np.zeros(self.sources)
        lost_decay = lost_lift = 0.0
        for at, (past, weights) in enumerate(zip(self._past, self.weights(lift), strict=True)):
            r, s = past.sums(decay, weights)
            by_gain.append(decay * r)
            by_decay += gains[at] * decay * (r - decay * s)
            rate += gains[at] * decay * r
            left = self.span - past.sources
            tail = np.exp(-decay * left)
            lost_gain[at] = float(np.sum(weights * (1.0 - tail)))
            lost_decay += gains[at] * decay * float(np.sum(weights * left * tail))
            if self.marked:
                lifted = weights * self._logs[at]
                by_lift += gains[at] * decay * past.sums(decay, lifted)[0]
                lost_lift += gains[at] * float(np.sum(lifted * (1.0 - tail)))
        rate = np.maximum(rate, TINY)
        loss = float(grid.sum() + gains @ lost_gain - np.log(rate).sum())
        slope = np.zeros(self.size)
        slope[: self.levels] = self._grid.T @ grid - self._rows.T @ (base / rate)
        for at, column in enumerate(by_gain):
            slope[self.levels + at] = lost_gain[at] - float(np.sum(column / rate))
        slope[self.levels + self.sources] = lost_decay - float(np.sum(by_decay / rate))
        if self.marked:
            slope[-1] = lost_lift - float(np.sum(by_lift / rate))
        return self._penalised(theta, loss, slope)

    def _penalised(self, theta: Array, loss: float, slope: Array) -> tuple[float, Array]:
        p = self._penalty
        shape = theta[1 : self.levels]
        loss += 0.5 * float(shape @ shape) / p.shape_spread**2
        slope[1 : self.levels] += shape / p.shape_spread**2
        gains = slice(self.levels, self.levels + self.sources)
        loss += p.gain * float(theta[gains].sum())
        slope[gains] += p.gain
        at = self.levels + self.sources
        off = float(theta[at]) - float(np.log(p.decay))
        loss += 0.5 * off**2 / p.decay_spread**2
        slope[at] += off / p.decay_spread**2
        if self.marked:
            loss += 0.5 * float(theta[-1]) ** 2 / p.lift_spread**2
            slope[-1] += float(theta[-1]) / p.lift_spread**2
        return loss, slope
