"""Forecasts as distributions over counts, and how they are judged: CRPS, log score, Brier score, coverage.

A distribution is its probabilities of 0, 1, 2, ... up to a number that leaves nothing of weight beyond it. All scores
are proper: nobody gains by saying other than what they believe (Gneiting and Raftery 2007).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

LEFT = 1e-9  # the weight that may lie beyond the last number
LEAST = 1e-12  # of a probability, in the log score
MOST = 2_000_000
SMOOTH = 0.1  # of the weight of the past, given to what is like it


class Spread(Struct, frozen=True, kw_only=True):
    """The probabilities of 0, 1, 2, ..."""

    weights: Array

    @property
    def mean(self) -> float:
        """The mean."""
        return float(self.weights @ np.arange(len(self.weights)))

    def quantile(self, share: float) -> int:
        """The least count that so large a share of the weight lies at or below."""
        return int(np.searchsorted(np.cumsum(self.weights), share - 1e-12))

    def above(self, count: int) -> float:
        """The probability of more than that."""
        return float(self.weights[count + 1 :].sum())


class Scores(Struct, frozen=True, kw_only=True):
    """How one forecast did. `crps` is in events, less is better; `log` is the log probability, more is better.

    `brier` is of the question whether anything happens. `inside50` and `inside90`: whether the intervals held it.
    """

    crps: float
    log: float
    brier: float
    inside50: bool
    inside90: bool


def scores(spread: Spread, count: int) -> Scores:
    """The scores of a forecast once it is known what came."""
    below = np.cumsum(spread.weights)
    reach = max(len(below), count + 1)
    full = np.ones(reach)
    full[: len(below)] = np.minimum(below, 1.0)
    came = (np.arange(reach) >= count).astype(np.float64)
    weight = float(spread.weights[count]) if count < len(spread.weights) else 0.0
    any_ = 1.0 - float(spread.weights[0])
    return Scores(
        crps=float(np.square(full - came).sum()),
        log=float(np.log(max(weight, LEAST))),
        brier=(any_ - float(count > 0)) ** 2,
        inside50=spread.quantile(0.25) <= count <= spread.quantile(0.75),
        inside90=spread.quantile(0.05) <= count <= spread.quantile(0.95),
    )


def log_weights(counts: Array, mean: Any, size: Any) -> Array:
    """The log probabilities of counts that are negative binomial: of a mean, and of variance mean + mean squared /
    size. Means and sizes may be arrays.
    """
    from scipy.special import gammaln

    share = mean / (size + mean)
    ways = gammaln(counts + size) - gammaln(counts + 1.0) - gammaln(size)
    found: Array = ways + size * np.log1p(-share) + counts * np.log(share)
    return found


def negative_binomial(mean: float, size: float, *, zeros: float = 0.0) -> Spread:
    """Negative binomial counts; a share of `zeros` beside those they have themselves."""
    from scipy.special import nbdtrik

    mean = max(mean, 1e-6)
    last = min(MOST, int(np.ceil(nbdtrik(1 - LEFT, size, size / (size + mean)))) + 1)
    weights = np.exp(log_weights(np.arange(last + 1.0), mean, size)) * (1.0 - zeros)
    weights[0] += zeros
    return Spread(weights=weights / weights.sum())


def empirical(values: Array) -> Spread:
    """The past itself, each value as likely, smoothed a little so that what never was is not ruled out."""
    counts = np.bincount(values.astype(np.int64)).astype(np.float64)
    shown = counts / counts.sum()
    smooth = negative_binomial(float(values.mean()) + 0.05, 0.5).weights
    size = max(len(shown), len(smooth))
    both = np.zeros(size)
    both[: len(shown)] += shown * (1 - SMOOTH)
    both[: len(smooth)] += smooth * SMOOTH
    return Spread(weights=both / both.sum())
