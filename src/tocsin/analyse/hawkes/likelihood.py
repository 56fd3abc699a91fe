"""How likely the times of one stream are, given those of all: a self-exciting process with exponential kernels.

The rate of the receiving stream is

    rate(t) = exp(x(t) . level + offset(t)) + sum over sources l of gain[l] * E_l(t)
    E_l(t) = sum over s_j < t of g_j * decay * exp(-decay (t - s_j))

so that `gain[l]` is how many events of this stream one event of source l brings on, beyond the background (the
branching ratio), and 1 / decay is the mean delay in days. A mark scales what its event brings on: g_j is
(1 + mark_j)^lift, divided by its mean over the source so that it is 1 on average; `lift` is 0 where marks say nothing.
Where places are known, what an event brings on is spread around it (`tocsin.analyse.hawkes.nearness`).

The streams are fitted one by one, for none shares a parameter with another. References: Ogata 1988; Mohler et al. 2011.

`loss` is of all parameters. `integrated` is of those of the excitation alone, with the shape of the background (trend,
season) not at its best but integrated out (Laplace): at its best it takes some of the clustering for its own, and the
estimates come out too small, as a variance does around fitted means (Patterson and Thompson 1971; Cox and Reid 1987).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.events import Events
from tocsin.analyse.hawkes.marks import mark_slopes, mark_weights
from tocsin.analyse.hawkes.nearness import Ground, Nearness
from tocsin.analyse.hawkes.recursion import Past

Array = NDArray[np.floating[Any]]
TINY = 1e-12
SETTLED = 1e-10  # of the loss, that a further step of the background would gain
STEPS = 60
HALVINGS = 12
LOWEST = 0.05  # of the mean rate, for a background to begin with
LONGEST = 2.0  # of a step, in the logarithm of the rate


class Penalty(Struct, frozen=True, kw_only=True):
    """What is taken off the log likelihood, so that sparse data give finite answers.

    The logarithm of the decay is drawn to that of `decay` with a spread of `decay_spread`, that of the radius likewise;
    trend and season to nothing with `shape_spread`; `gain` is the rate of an exponential prior on each branching ratio,
    `lift_spread` that of the lift around nothing.
    """

    decay: float = 0.2  # a mean delay of five days
    decay_spread: float = 1.5
    shape_spread: float = 0.5
    gain: float = 0.0
    lift_spread: float = 0.5
    radius: float = 20.0
    radius_spread: float = 1.5


class Excited(Struct, frozen=True, kw_only=True):
    """What all past events bring on: the rate at each event of the stream and its integral, each with its slopes in the
    parameters of the excitation, a column for each.
    """

    rate: Array
    slopes: Array
    total: float
    total_slopes: Array


class Part:
    """The likelihood of one stream. The parameters are: level; and of the excitation gain (one for each source), log
    decay, lift (where `marked`), log radius in km (where there is a `ground`).
    """

    def __init__(
        self,
        events: Events,
        target: int,
        background: Background,
        penalty: Penalty,
        *,
        marked: bool = False,
        ground: Ground | None = None,
    ) -> None:
        self._penalty = penalty
        self.span = events.span
        self.times = events.times[target]
        self.sources = len(events.times)
        self.levels = background.size
        self.marked = marked
        self.placed = ground is not None
        self._rows = background.design(self.times)
        self._offset = background.offset(self.times)
        middles, self._widths = background.grid()
        self._grid = background.design(middles)
        self._grid_offset = background.offset(middles)
        self._past = [Past(source, self.times) for source in events.times]
        self._near = [] if ground is None else [
            Nearness(times, self.times, places, ground)
            for times, places in zip(events.times, events.places, strict=True)
        ]  # fmt: skip
        self._marks = events.marks
        self._lowest = np.log(LOWEST * max(1, len(self.times)) / self.span)
        self._shape = np.full(self.levels, 1.0 / penalty.shape_spread**2)
        self._shape[0] = 0.0

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return self.levels + self.excitation

    @property
    def excitation(self) -> int:
        """How many of them are of the excitation."""
        return self.sources + 1 + self.marked + self.placed

    @property
    def resting(self) -> Array:
        """Parameters of an excitation that is none, the others where the penalty draws them."""
        found = np.zeros(self.excitation)
        found[self.sources] = np.log(self._penalty.decay)
        if self.placed:
            found[-1] = np.log(self._penalty.radius)
        return found

    def lift(self, parameters: Array) -> float:
        """The lift of parameters of the excitation."""
        return float(parameters[self.sources + 1]) if self.marked else 0.0

    def weights(self, lift: float) -> list[Array]:
        """What each event of each source counts."""
        return [mark_weights(marks, lift, among=marks) for marks in self._marks]

    def base(self, level: Array) -> Array:
        """The background at each event of the stream, a day."""
        found: Array = np.exp(self._rows @ level + self._offset)
        return found

    def _steps(self, level: Array) -> Array:
        """The background of each step of the time."""
        found: Array = np.exp(self._grid @ level + self._grid_offset) * self._widths
        return found

    def compensator(self, theta: Array) -> Array:
        """The integral of the rate, over all places, from the beginning to each event of the stream."""
        level, rest = theta[: self.levels], theta[self.levels :]
        decay = float(np.exp(rest[self.sources]))
        ends = np.concatenate(([0.0], np.cumsum(self._widths)))
        found: Array = np.interp(self.times, ends, np.concatenate(([0.0], np.cumsum(self._steps(level)))))
        for past, weights, gain in zip(self._past, self.weights(self.lift(rest)), rest, strict=False):
            found = found + gain * (past.counted(weights) - past.sums(decay, weights)[0])
        return found

    def excited(self, parameters: Array) -> Excited:
        """What the past brings on, by the parameters of the excitation."""
        gains, decay = parameters[: self.sources], float(np.exp(parameters[self.sources]))
        slopes = np.zeros((len(self.times), self.excitation))
        total_slopes = np.zeros(self.excitation)
        for at, (past, weights) in enumerate(zip(self._past, self.weights(self.lift(parameters)), strict=True)):
            r, s, farther = self._sums(at, decay, weights, parameters)
            slopes[:, at] = decay * r
            slopes[:, self.sources] += gains[at] * decay * (r - decay * s)
            left = self.span - past.sources
            tail = np.exp(-decay * left)
            total_slopes[at] = float(np.sum(weights * (1.0 - tail)))
            total_slopes[self.sources] += gains[at] * decay * float(np.sum(weights * left * tail))
            if self.marked:
                lifted = mark_slopes(self._marks[at], weights)
                slopes[:, self.sources + 1] += gains[at] * decay * self._sums(at, decay, lifted, parameters)[0]
                total_slopes[self.sources + 1] += gains[at] * float(np.sum(lifted * (1.0 - tail)))
            if self.placed:
                slopes[:, -1] += gains[at] * decay * farther
        return Excited(
            rate=slopes[:, : self.sources] @ gains,
            slopes=slopes,
            total=float(gains @ total_slopes[: self.sources]),
            total_slopes=total_slopes,
        )

    def _sums(self, at: int, decay: float, weights: Array, parameters: Array) -> tuple[Array, Array, Array]:
        """The sums of the kernels of a source, and their slopes in decay and log radius (`recursion`, `nearness`)."""
        if self.placed:
            return self._near[at].sums(decay, weights, float(np.exp(parameters[-1])))
        r, s = self._past[at].sums(decay, weights)
        return r, s, r

    def loss(self, theta: Array) -> tuple[float, Array]:
        """The penalised negative log likelihood and its gradient."""
        level, rest = theta[: self.levels], theta[self.levels :]
        excited = self.excited(rest)
        base, steps = self.base(level), self._steps(level)
        rate = np.maximum(base + excited.rate, TINY)
        value = float(steps.sum() + excited.total - np.log(rate).sum() + 0.5 * self._shape @ level**2)
        slope = np.empty(self.size)
        slope[: self.levels] = self._grid.T @ steps - self._rows.T @ (base / rate) + self._shape * level
        slope[self.levels :] = excited.total_slopes - excited.slopes.T @ (1.0 / rate)
        return self._penalised(rest, value, slope)

    def _penalised(self, rest: Array, value: float, slope: Array) -> tuple[float, Array]:
        """The value and the slope, whose last are those of the excitation, with what the penalty adds for that."""
        p, mine = self._penalty, slope[len(slope) - len(rest) :]
        value += p.gain * float(rest[: self.sources].sum())
        mine[: self.sources] += p.gain
        drawn = [(self.sources, float(np.log(p.decay)), p.decay_spread)]
        if self.marked:
            drawn.append((self.sources + 1, 0.0, p.lift_spread))
        if self.placed:
            drawn.append((len(rest) - 1, float(np.log(p.radius)), p.radius_spread))
        for at, middle, spread in drawn:
            off = float(rest[at]) - middle
            value += 0.5 * off**2 / spread**2
            mine[at] += off / spread**2
        return value, slope

    # ------------------------------------------------------------------------------ background integrated out
    def settled(self, excited: Array, level: Array) -> Array:
        """The best background beside a given rate of what is brought on, from a level to begin with."""
        best = np.array(level, dtype=np.float64)
        best[0] = max(best[0], self._lowest)  # from further down there is no slope to come back by
        value, slope, curve = self._background(best, excited)
        for _ in range(STEPS):
            step = np.clip(np.linalg.solve(curve, slope), -LONGEST, LONGEST)
            if float(slope @ step) < SETTLED:
                break
            for halving in range(HALVINGS):
                trial = best - 0.5**halving * step
                found = self._background(trial, excited)
                if found[0] <= value:
                    break
            else:  # there is nothing lower that rounding would show
                break
            best, (value, slope, curve) = trial, found
        return best

    def _background(self, level: Array, excited: Array) -> tuple[float, Array, Array]:
        """The loss as far as the background goes, its slope, and a curvature that is never negative."""
        base, steps = self.base(level), self._steps(level)
        rate = np.maximum(base + excited, TINY)
        share = base / rate
        value = float(steps.sum() - np.log(rate).sum() + 0.5 * self._shape @ level**2)
        slope = self._grid.T @ steps - self._rows.T @ share + self._shape * level
        curve = self._curvature(steps, share)
        if np.linalg.eigvalsh(curve)[0] <= 0:
            curve = self._information(share)
        return value, slope, curve

    def _curvature(self, steps: Array, share: Array) -> Array:
        rising = (self._grid * steps[:, None]).T @ self._grid
        found: Array = rising - (self._rows * (share * (1 - share))[:, None]).T @ self._rows + np.diag(self._shape)
        return found

    def _information(self, share: Array) -> Array:
        """What the events tell of the background: its curvature, as far as it is expected."""
        found: Array = (self._rows * np.square(share)[:, None]).T @ self._rows + np.diag(self._shape + 1e-9)
        return found

    def integrated(self, parameters: Array, level: Array) -> tuple[float, Array, Array]:
        """The penalised loss of parameters of the excitation, the shape of the background integrated out; its gradient;
        and the best background beside them. `level` is one to begin with.
        """
        excited = self.excited(parameters)
        best = self.settled(excited.rate, level)
        base, steps = self.base(best), self._steps(best)
        rate = np.maximum(base + excited.rate, TINY)
        share = base / rate
        told = self._information(share)
        inverse = np.linalg.inv(told)
        spread = np.einsum("ij,jk,ik->i", self._rows, inverse, self._rows) - 1.0 / told[0, 0]
        value = float(steps.sum() + excited.total - np.log(rate).sum() + 0.5 * self._shape @ best**2)
        value += 0.5 * float(np.linalg.slogdet(told)[1] - np.log(told[0, 0]))
        slope = excited.total_slopes - excited.slopes.T @ (1.0 / rate + np.square(share) / rate * spread)
        pulled = np.linalg.solve(
            self._curvature(steps, share), self._rows.T @ (np.square(share) * (1 - share) * spread)
        )
        slope -= excited.slopes.T @ (share / rate * (self._rows @ pulled))
        return *self._penalised(parameters, value, slope), best
