"""How sure fitted parameters are: the curvature around the best ones, and how far the likelihood lets each go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Bounds = Sequence[tuple[float | None, float | None]]
Loss = Callable[[Array], tuple[float, Array]]

Z = 1.959963985  # of an interval of 95 %
STEP = 1e-4
SEARCHES = 6
CLOSE = 0.1  # to the fall wanted
NEWTON = 6  # steps by which the other parameters follow


def covariance_at(loss: Loss, best: Array) -> Array:
    """The inverse of the curvature at the best parameters."""
    size = len(best)
    curve = np.empty((size, size))
    for i in range(size):
        step = np.zeros(size)
        step[i] = STEP
        curve[i] = (loss(best + step)[1] - loss(best - step)[1]) / (2 * STEP)
    curve = (curve + curve.T) / 2
    values, vectors = np.linalg.eigh(curve)
    values = np.maximum(values, 1e-6 * max(1.0, float(values.max())))
    covariance: Array = (vectors / values) @ vectors.T
    return covariance


class Reach:
    """How far the interval of a parameter reaches: to where the likelihood, the others fitted anew, has fallen enough.

    Such an interval is lopsided where the likelihood is, and right where a parameter is close to its bound.
    """

    def __init__(self, loss: Loss, best: Array, covariance: Array, bounds: Bounds) -> None:
        self._loss = loss
        self._best = best
        self._least = loss(best)[0]
        self._covariance = covariance
        self._low = np.array([-np.inf if low is None else low for low, _ in bounds])
        self._high = np.array([np.inf if high is None else high for _, high in bounds])

    def to(self, at: int, side: float) -> float:
        """From the best value to the end of its interval on one side, divided by 1.96."""
        error, value = float(np.sqrt(self._covariance[at, at])), float(self._best[at])
        most = value if side < 0 else np.inf
        distance = min(Z * error, most)
        for _ in range(SEARCHES):
            fallen = self._fallen(at, value + side * distance)
            if abs(fallen - Z**2) < CLOSE or (distance == most and fallen < Z**2):
                break
            grown = distance * Z / np.sqrt(max(fallen, 0.25))  # as if it fell by the square
            distance = float(min(most, max(grown, 0.4 * distance)))
        return distance / Z

    def _fallen(self, at: int, value: float) -> float:
        """Twice what the likelihood loses where a parameter is held at a value."""
        others = [i for i in range(len(self._best)) if i != at]
        shift = self._covariance[others, at] / self._covariance[at, at] * (value - self._best[at])
        held = (
            self._covariance[np.ix_(others, others)]
            - np.outer(self._covariance[others, at], self._covariance[at, others]) / self._covariance[at, at]
        )
        whole = self._best.copy()
        whole[at] = value
        whole[others] = np.clip(self._best[others] + shift, self._low[others], self._high[others])
        loss, slope = self._loss(whole)
        for _ in range(NEWTON):
            trial = whole.copy()
            trial[others] = np.clip(whole[others] - held @ slope[others], self._low[others], self._high[others])
            found, turned = self._loss(trial)
            if found > loss - 1e-3:
                break
            whole, loss, slope = trial, found, turned
        return 2 * (loss - self._least)
