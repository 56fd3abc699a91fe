"""Fitting: the likeliest parameters of each stream, how sure they are, and what not knowing the hour adds to that.

Where days are known and hours are not, the moments are drawn several times, each draw is fitted, and the fits are
joined by Rubin's rules (1987): the variance is that within fits plus that between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background, background_for
from tocsin.analyse.hawkes.events import Events, Spans
from tocsin.analyse.hawkes.likelihood import Part, Penalty
from tocsin.analyse.hawkes.simulate import Process
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]
Bounds = Sequence[tuple[float | None, float | None]]

DECAYS = (np.log(1 / 730), np.log(24.0))  # a mean delay of two years to one of an hour
LIFTS = (-2.0, 2.0)
DRAWS = 10
Z = 1.959963985
STEP = 1e-4
MOST_PROFILED = 5000  # events of a stream whose intervals are found by fitting anew
SEARCHES = 6
CLOSE = 0.1  # to the fall wanted
NEWTON = 6  # steps by which the other parameters follow
FEWEST = 20  # events of a stream that can be fitted


class Fitted(Struct, frozen=True, kw_only=True):
    """One stream fitted to one draw: its parameters, their covariance, and the log likelihoods.

    `loss` is the negative log likelihood with its penalty, `plain` the same with nothing exciting anything. `lower` and
    `upper` are how far the interval of each gain reaches to either side, as standard errors.
    """

    theta: Array
    covariance: Array
    loss: float
    plain: float
    lower: Array
    upper: Array


class Excitation(Struct, frozen=True, kw_only=True):
    """How many events of `target` one event of `source` brings on: the estimate and its interval (95 %)."""

    source: str
    target: str
    gain: float
    low: float
    high: float


class Model(Struct, frozen=True, kw_only=True):
    """A fitted process. `excitations` go by target and then by source; `delays` are mean delays in days, by target.

    `counts` are the events of each stream, `span` the days. `gained` is by how much the model with excitation is better
    than the background alone, in units of AIC, by target: above 2 it is worth having.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    span: float
    background: Background
    marked: bool
    excitations: tuple[Excitation, ...]
    delays: tuple[tuple[float, float, float], ...]
    gained: tuple[float, ...]
    fits: tuple[tuple[Fitted, ...], ...]  # by draw and by target
    events: tuple[Events, ...]  # by draw

    def process(self, draw: int = 0, *, thetas: Sequence[Array] | None = None) -> Process:
        """The process of one draw, or of other parameters."""
        chosen = thetas if thetas is not None else [fit.theta for fit in self.fits[draw]]
        levels, count = self.background.size, len(self.names)
        return Process(
            background=self.background,
            levels=np.array([theta[:levels] for theta in chosen]),
            gains=np.array([theta[levels : levels + count] for theta in chosen]),
            decays=np.exp(np.array([theta[levels + count] for theta in chosen])),
            lifts=np.array([theta[-1] if self.marked else 0.0 for theta in chosen]),
            marks=self.events[draw].marks if self.marked else (),
        )


def fit_spans(
    spans: Spans,
    *,
    seed: int,
    draws: int = DRAWS,
    background: Background | None = None,
    penalty: Penalty | None = None,
    marked: bool = False,
) -> Model:
    """The model of events whose moments are known to an interval. The same seed gives the same model.

    Raises `InputError` where a stream has fewer events than can be fitted.
    """
    random = np.random.default_rng(seed)
    exact = all(np.allclose(low, high) for low, high in zip(spans.lows, spans.highs, strict=True))
    drawn = [spans.drawn(random) for _ in range(1 if exact else draws)]
    return fit(drawn, background=background, penalty=penalty, marked=marked)


def fit(
    drawn: Sequence[Events],
    *,
    background: Background | None = None,
    penalty: Penalty | None = None,
    marked: bool = False,
) -> Model:
    """The model of one or several draws of the same events.

    Raises `InputError` where a stream has fewer events than can be fitted.
    """
    first = drawn[0]
    for name, times in zip(first.names, first.times, strict=True):
        if len(times) < FEWEST:
            raise InputError(
                f"the stream {name!r} has {len(times)} events, and fewer than {FEWEST} say nothing; "
                "take a longer time, or choose its events more widely"
            )
    base = background or background_for(first.span)
    weight = penalty or Penalty()
    fits = [
        tuple(_fit_one(Part(events, m, base, weight, marked=marked)) for m in range(len(first.names)))
        for events in drawn
    ]
    return _joined(first, base, marked, fits, drawn)


def _fit_one(part: Part) -> Fitted:
    from scipy.optimize import minimize

    count = max(1, len(part.times))
    level = np.zeros(part.levels)
    level[0] = np.log(0.5 * count / part.span)
    gains = np.full(part.sources, 0.5 / part.sources)
    bounds: list[tuple[float | None, float | None]] = [
        *[(None, None)] * part.levels,
        *[(0.0, None)] * part.sources,
        DECAYS,
        *([LIFTS] if part.marked else []),
    ]
    best: Any = None
    for decay in (0.5, 0.05):  # two beginnings: a fast and a slow decay can each be a hill of its own
        start = np.concatenate((level, gains, [np.log(decay)], [0.0] if part.marked else []))
        found = minimize(part.loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
        if best is None or found.fun < best.fun:
            best = found
    covariance = _covariance(part, best.x)
    reach = _Reach(part, best.x, float(best.fun), covariance, bounds)
    sides = np.array([[reach.to(part.levels + at, side) for at in range(part.sources)] for side in (-1.0, 1.0)])
    return Fitted(
        theta=best.x,
        covariance=covariance,
        loss=float(best.fun),
        plain=_plain(part, level),
        lower=sides[0],
        upper=sides[1],
    )


class _Reach:
    """How far the interval of a parameter reaches: to where the likelihood, the others fitted anew, has fallen enough.

    Such an interval is lopsided where the likelihood is, and right where a parameter is close to its bound. For very
    many events, of which each fit takes long, the curvature at the best parameters has to do.
    """

    def __init__(self, part: Part, best: Array, loss: float, covariance: Array, bounds: Bounds) -> None:
        self._part = part
        self._best = best
        self._loss = loss
        self._covariance = covariance
        self._low = np.array([-np.inf if low is None else low for low, _ in bounds])
        self._high = np.array([np.inf if high is None else high for _, high in bounds])

    def to(self, at: int, side: float) -> float:
        """From the best value to the end of its interval on one side, divided by 1.96."""
        error, value = float(np.sqrt(self._covariance[at, at])), float(self._best[at])
        if len(self._part.times) > MOST_PROFILED:
            return error
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
        loss, slope = self._part.loss(whole)
        for _ in range(NEWTON):
            trial = whole.copy()
            trial[others] = np.clip(whole[others] - held @ slope[others], self._low[others], self._high[others])
            found, turned = self._part.loss(trial)
            if found > loss - 1e-3:
                break
            whole, loss, slope = trial, found, turned
        return 2 * (loss - self._loss)


def _plain(part: Part, level: Array) -> float:
    """The loss with nothing exciting anything."""
    from scipy.optimize import minimize

    rest = np.concatenate((np.zeros(part.sources), [np.log(0.2)], [0.0] if part.marked else []))

    def loss(theta: Array) -> tuple[float, Array]:
        value, slope = part.loss(np.concatenate((theta, rest)))
        return value, slope[: part.levels]

    return float(minimize(loss, level, jac=True, method="L-BFGS-B").fun)


def _covariance(part: Part, theta: Array) -> Array:
    """The inverse of the curvature at the best parameters, those at a bound left out (with no variance)."""
    size = len(theta)
    curve = np.empty((size, size))
    for i in range(size):
        step = np.zeros(size)
        step[i] = STEP
        curve[i] = (part.loss(theta + step)[1] - part.loss(theta - step)[1]) / (2 * STEP)
    curve = (curve + curve.T) / 2
    values, vectors = np.linalg.eigh(curve)
    values = np.maximum(values, 1e-6 * max(1.0, float(values.max())))
    covariance: Array = (vectors / values) @ vectors.T
    return covariance


def _joined(
    first: Events, base: Background, marked: bool, fits: Sequence[tuple[Fitted, ...]], drawn: Sequence[Events]
) -> Model:
    excitations, delays, gained = [], [], []
    extra = len(first.names) + 1 + marked
    for m, target in enumerate(first.names):
        mine = [each[m] for each in fits]
        for at, source in enumerate(first.names):
            values = np.array([each.theta[base.size + at] for each in mine])
            down, up = (_error(values, [side[at] for side in sides]) for sides in _sides(mine))
            gain = float(values.mean())
            excitations.append(
                Excitation(source=source, target=target, gain=gain, low=max(0.0, gain - Z * down), high=gain + Z * up)
            )
        at = base.size + len(first.names)
        values = np.array([each.theta[at] for each in mine])
        log_decay, error = float(values.mean()), _error(values, [np.sqrt(each.covariance[at, at]) for each in mine])
        bounds = [float(np.exp(-log_decay + side * Z * error)) for side in (0, -1, 1)]
        delays.append((bounds[0], bounds[1], bounds[2]))
        gained.append(float(np.mean([2 * (each.plain - each.loss) - 2 * extra for each in mine])))
    return Model(
        names=first.names,
        counts=tuple(len(times) for times in first.times),
        span=first.span,
        background=base,
        marked=marked,
        excitations=tuple(excitations),
        delays=tuple(delays),
        gained=tuple(gained),
        fits=tuple(fits),
        events=tuple(drawn),
    )


def _sides(fits: Sequence[Fitted]) -> tuple[list[Array], list[Array]]:
    return [fit.lower for fit in fits], [fit.upper for fit in fits]


def _error(values: Array, errors: Sequence[float]) -> float:
    """The standard error of the mean of a parameter over all draws, from that of each."""
    within = float(np.mean(np.square(errors)))
    between = float(values.var(ddof=1)) if len(values) > 1 else 0.0
    return float(np.sqrt(within + (1 + 1 / len(values)) * between))
