"""How unusual a count is, judged against its own past: a count model with trend, weekday and overdispersion.

For counts of incidents a Poisson regression with weakly informed normal priors (so that a short or empty past neither
invents a weekday nor a trend), fitted by penalised least squares; what is predicted is negative binomial, its variance
that of the quasi-Poisson model of Farrington et al. (1996) and Noufaily et al. (2013) with the uncertainty of the fit.
For tolls, whose tail is heavy, the empirical tail of past days with a Pareto tail beyond (Hill 1975), taken at the safe
side. Past surges are not weighted down, as Farrington does: it would make alarms more frequent than is stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.floating[Any]]

LONGEST_PAST = 364  # days
SHORTEST_PAST = 91
WEEKDAY_SPREAD = 0.3  # prior standard deviations, of the logarithm of the rate
TREND_SPREAD = 0.5  # over the whole past
LEVEL_SPREAD = 10.0
STEPS = 25
SAFE = 1.65  # standard errors by which the tail is taken heavier than estimated


@dataclass(frozen=True, slots=True)
class Expected:
    """What the past leads to expect of a span of days: its mean and variance."""

    mean: float
    variance: float

    def at_least(self, count: int) -> float:
        """The probability of that many or more."""
        return upper_tail(count, self.mean, self.variance)

    def range(self, probability: float) -> tuple[int, int]:
        """The counts between which what is usual lies: no more than `probability` on either side."""
        low = 0
        while 1.0 - self.at_least(low + 1) <= probability and low < self.mean:
            low += 1
        high = int(self.mean)
        while self.at_least(high + 1) > probability:
            high += 1
        return low, high


def expect(past: Counts, *, gap: int, span: int) -> Expected:
    """What is expected of the `span` days that begin `gap` days after the end of the past, one count a day.

    The past is at least `SHORTEST_PAST` days long.
    """
    days = np.arange(len(past), dtype=np.float64)
    ahead = np.arange(len(past) + gap, len(past) + gap + span, dtype=np.float64)
    design, wanted = _design(days, len(past)), _design(ahead, len(past))
    beta, covariance = _fit(design, past)
    fitted = np.exp(design @ beta)
    rates = np.exp(np.clip(wanted @ beta, -30.0, 30.0))
    mean = float(rates.sum())
    gradient = rates @ wanted
    spread = _dispersion(past, fitted, covariance, design)
    return Expected(mean, spread * mean + spread * float(gradient @ covariance @ gradient))


def _design(days: Counts, length: int) -> Counts:
    """A row for each day: level, trend (0 at the end of the past) and the seven days of the week."""
    week = np.zeros((len(days), 7))
    week[np.arange(len(days)), (days.astype(int) - length) % 7] = 1.0
    return np.column_stack([np.ones(len(days)), (days - length) / length, week])


@cache
def _priors() -> Counts:
    spreads = np.array([LEVEL_SPREAD, TREND_SPREAD, *[WEEKDAY_SPREAD] * 7])
    return np.diag(spreads**-2.0)


def _fit(design: Counts, past: Counts) -> tuple[Counts, Counts]:
    """The coefficients at the mode, and their covariance."""
    priors = _priors()
    mode = np.zeros(design.shape[1])
    mode[0] = log((float(past.sum()) + 0.5) / len(past))
    beta = mode.copy()
    for _ in range(STEPS):
        slope, curve = _slope_and_curve(design, past, beta, mode, priors)
        step: Counts = np.linalg.solve(curve, slope)
        beta = beta + step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < 1e-6:
            break
    _, curve = _slope_and_curve(design, past, beta, mode, priors)
    covariance: Counts = np.linalg.inv(curve)
    return beta, covariance


def _slope_and_curve(design: Counts, past: Counts, beta: Counts, mode: Counts, priors: Counts) -> tuple[Counts, Counts]:
    """The gradient of the logarithm of the posterior, and its curvature with the sign turned."""
    rates: Counts = np.exp(np.clip(design @ beta, -30.0, 30.0))
    slope: Counts = design.T @ (past - rates) - priors @ (beta - mode)
    curve: Counts = (design * rates[:, None]).T @ design + priors
    return slope, curve


def _dispersion(past: Counts, fitted: Counts, covariance: Counts, design: Counts) -> float:
    """How much more the counts vary than a Poisson's, by days and by weeks, whichever is more; at least 1.

    Weeks show what days hide: that one act brings on the next.
    """
    used = float(np.einsum("ij,jk,ik,i->", design, covariance, design, fitted))
    by_day = float(((past - fitted) ** 2 / fitted).sum()) / max(len(past) - used, 1.0)
    weeks = len(past) // 7
    counts = past[-weeks * 7 :].reshape(weeks, 7).sum(axis=1)
    rates = fitted[-weeks * 7 :].reshape(weeks, 7).sum(axis=1)
    by_week = float(((counts - rates) ** 2 / rates).sum()) / max(weeks - 2.0, 1.0)
    return max(1.0, by_day * (1.0 + sqrt(2.0 / len(past))), by_week)


def upper_tail(count: int, mean: float, variance: float) -> float:
    """The probability that a negative binomial count (a Poisson one where it varies no more) is that high or higher."""
    if count <= 0:
        return 1.0
    if mean <= 0.0:
        return 0.0
    each = np.arange(count, dtype=np.float64)
    logs = np.concatenate([[0.0], np.cumsum(np.log(each[1:]))])  # of the factorials
    excess = variance - mean
    if excess <= 1e-9 * mean:
        below = each * log(mean) - mean - logs
    else:
        size = mean * mean / excess
        rising = np.concatenate([[0.0], np.cumsum(np.log(size + each[:-1]))])
        below = rising - logs - size * log1p(mean / size) + each * (log(mean) - log(size + mean))
    return float(max(0.0, 1.0 - np.exp(below).sum()))


def toll_tail(past: Counts, toll: float) -> float:
    """The probability that a day brings such a toll or a higher one, from the days of the past; never below what
    their number allows to say but for the tail beyond the highest of them."""
    days = len(past)
    reached = int((past >= toll).sum())
    top = np.sort(past[past > 0])[::-1]
    k = len(top) // 4
    if reached > 2 or k < 5:
        return (reached + 1) / (days + 1)
    edge = float(top[k])
    hill = float(np.log(top[:k] / edge).mean()) if edge > 0 else 0.0
    heavy = max(hill * (1.0 + SAFE / sqrt(k)), 0.25)
    beyond = (k + 1) / (days + 1) * exp(-log(toll / edge) / heavy)
    return min(1.0, max(beyond, 0.0)) if toll > edge else (reached + 1) / (days + 1)
