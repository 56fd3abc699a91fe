"""Ways of forecasting counts: simple ones that are hard to beat, and models that have to beat them.

Each takes the past, one count a period, and says how the count `ahead` periods after its end is distributed. The
baselines know no more than the past values; the models fit trend, season, memory and an excess of zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.analyse.forecast.spread import Spread, empirical, log_weights, negative_binomial

Array = NDArray[np.floating[Any]]

WINDOW = 24  # periods that the history looks back
SMOOTHING = (0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
SIZES = np.array([0.1, 0.2, 0.35, 0.6, 1.0, 1.8, 3.0, 6.0, 12.0, 30.0, 1e6])  # the last is a Poisson as good as
RIDGE = 1.0


class Forecaster(Struct, frozen=True, kw_only=True):
    """A way of forecasting. `season` is how many periods make a year, 0 for none."""

    name: str
    about: str
    baseline: bool
    forecast: Callable[[Array, int, int], Spread]  # past, ahead, season


def history(past: Array, ahead: int, season: int) -> Spread:
    """The last two years of periods, each as likely."""
    return empirical(past[-WINDOW:])


def even_rate(past: Array, ahead: int, season: int) -> Spread:
    """A negative binomial with the mean of the last two years, as wide as all counts were."""
    mean = max(float(past[-WINDOW:].mean()), 0.05)
    return negative_binomial(mean, _size(np.full(len(past), max(float(past.mean()), 0.05)), past))


def zero_inflated(past: Array, ahead: int, season: int) -> Spread:
    """The same with as many more zeros as the last two years have."""
    late = past[-WINDOW:]
    some = late[late > 0]
    if not len(some):
        return even_rate(past, ahead, season)
    mean = max(float(late.mean()), 0.05)
    size = _size(np.full(len(some), max(float(some.mean()), 0.05)), some)
    return _with_excess(mean, size, zeros=float((late == 0).mean()), expected=_zeros(np.array([mean]), size))


def last_value(past: Array, ahead: int, season: int) -> Spread:
    """The last count, spread as widely as last counts were wrong before."""
    return _spread(past[:-ahead], past[ahead:], float(past[-1]))


def same_season(past: Array, ahead: int, season: int) -> Spread:
    """The count of a year ago; before there is a year, the last one."""
    if not season or len(past) <= season + 1:
        return last_value(past, ahead, season)
    return _spread(past[:-season], past[season:], float(past[-season + (ahead - 1) % season]))


def smoothing(past: Array, ahead: int, season: int) -> Spread:
    """Exponential smoothing: a mean in which older counts weigh less, by the weight that did best before."""
    levels = {weight: _smoothed(past, weight) for weight in SMOOTHING}
    best = min(SMOOTHING, key=lambda weight: float(np.square(levels[weight][: -ahead or None] - past[ahead:]).sum()))
    return _spread(levels[best][:-ahead], past[ahead:], float(levels[best][-1]))


def regression(past: Array, ahead: int, season: int) -> Spread:
    """A log-linear model of trend, season, the last count and the mean of late: negative binomial."""
    mean, rows, counts = _regressed(past, ahead, season)
    return negative_binomial(mean, _size(np.exp(rows), counts))


def with_zeros(past: Array, ahead: int, season: int) -> Spread:
    """The same with an excess of zeros, by as much as the past has beyond what the model expects."""
    mean, rows, counts = _regressed(past, ahead, season)
    means = np.exp(rows)
    size = _size(means, counts)
    return _with_excess(mean, size, zeros=float((counts == 0).mean()), expected=_zeros(means, size))


def _zeros(means: Array, size: float) -> float:
    """The share of zeros among counts of these means."""
    return float(np.power(size / (size + means), size).mean())


def _with_excess(mean: float, size: float, *, zeros: float, expected: float) -> Spread:
    """Counts of a mean, with so many more zeros than a size makes expected as a share of zeros asks for."""
    extra = max(0.0, (zeros - expected) / max(1e-9, 1 - expected))
    return negative_binomial(mean / max(0.2, 1 - extra), size, zeros=min(extra, 0.8))


def _smoothed(past: Array, weight: float) -> Array:
    level = float(past[: min(len(past), 6)].mean())
    found = np.empty(len(past))
    for at, value in enumerate(past):
        level += weight * (float(value) - level)
        found[at] = level
    return found


def _spread(said: Array, came: Array, mean: float) -> Spread:
    """A negative binomial around a mean, as wide as such forecasts were wrong before."""
    mean = max(mean, 0.3 * float(came[-WINDOW:].mean()) if len(came) else 0.0, 0.05)
    floor = max(0.05, 0.3 * float(came.mean()) if len(came) else 0.05)
    return negative_binomial(mean, _size(np.maximum(said, floor), came))


def _size(means: Array, counts: Array) -> float:
    """The size under which counts are likeliest, their means being known."""
    if not len(counts):
        return 1.0
    totals = log_weights(counts, means, SIZES[:, None]).sum(axis=1)
    return float(SIZES[int(np.argmax(totals))])


def _regressed(past: Array, ahead: int, season: int) -> tuple[float, Array, Array]:
    """The mean `ahead`, and for the past the logs of the means with the counts that came."""
    rows = _design(past, ahead, season)
    known, counts = rows[: len(past) - ahead], past[ahead:]
    coefficients = _poisson_ridge(known, counts)
    bound = np.log(max(1.0, 3.0 * float(past.max())))
    return float(np.exp(min(float(rows[-1] @ coefficients), bound))), np.minimum(known @ coefficients, bound), counts


def _design(past: Array, ahead: int, season: int) -> Array:
    """For each period as the last known one: what the count `ahead` of it is told from."""
    count = len(past)
    at = np.arange(count, dtype=np.float64)
    columns = [np.ones(count), (at + ahead) / max(1, count) - 0.5, np.log1p(past), np.log1p(_smoothed(past, 0.3))]
    if season and count >= 2 * season:
        turns = 2 * np.pi * (at + ahead) / season
        columns += [np.sin(turns), np.cos(turns)]
    return np.column_stack(columns)


def _poisson_ridge(rows: Array, counts: Array) -> Array:
    """Coefficients of a Poisson regression, drawn to nothing but for the level, by Newton steps."""
    penalty = np.full(rows.shape[1], RIDGE)
    penalty[0] = 1e-6
    found = np.zeros(rows.shape[1])
    found[0] = np.log(max(0.05, float(counts.mean())))
    for _ in range(30):
        means = np.exp(np.clip(rows @ found, -20, 20))
        slope = rows.T @ (counts - means) - penalty * found
        curve = (rows * means[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found + np.clip(step, -1.0, 1.0)
        if float(np.abs(step).max()) < 1e-8:
            break
    return found


FORECASTERS: tuple[Forecaster, ...] = (
    Forecaster(name="history", about="the last 24 periods", baseline=True, forecast=history),
    Forecaster(name="even rate", about="a negative binomial of two years", baseline=True, forecast=even_rate),
    Forecaster(name="zero-inflated", about="the same with its zeros", baseline=True, forecast=zero_inflated),
    Forecaster(name="last value", about="the last count", baseline=True, forecast=last_value),
    Forecaster(name="same season", about="the count of a year ago", baseline=True, forecast=same_season),
    Forecaster(name="smoothing", about="exponential smoothing", baseline=True, forecast=smoothing),
    Forecaster(name="regression", about="trend, season and memory", baseline=False, forecast=regression),
    Forecaster(name="with zeros", about="the same with an excess of zeros", baseline=False, forecast=with_zeros),
)
