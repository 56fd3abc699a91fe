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
from tocsin.analyse.hawkes.intervals import Bounds, Reach, Z, covariance_at
from tocsin.analyse.hawkes.likelihood import Part, Penalty
from tocsin.analyse.hawkes.nearness import ground_of
from tocsin.analyse.hawkes.simulate import Process
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

DECAYS = (np.log(1 / 730), np.log(24.0))  # a mean delay of two years to one of an hour
LIFTS = (-2.0, 2.0)
RADII = (np.log(2.0), np.log(300.0))  # km
BEGINNINGS = (0.5, 0.05)  # of the decay: a fast and a slow one can each be a hill of its own
DRAWS = 10
MOST_PROFILED = 5000  # events of a stream whose intervals are found by fitting anew; beyond, by the curvature
FEWEST = 20  # events of a stream that can be fitted
GROUNDS = 3  # times that the ground of a stream is smoothed anew


class Fitted(Struct, frozen=True, kw_only=True):
    """One stream fitted to one draw: its parameters, their covariance, and the log likelihoods.

    `loss` is the negative log likelihood with its penalty and the background integrated out, `plain` the same with
    nothing exciting anything, `own` with nothing but its own events. `errors` are the standard errors of the parameters
    of the excitation, `lower` and `upper` how far the interval of each reaches to either side, likewise.
    """

    theta: Array
    covariance: Array
    loss: float
    plain: float
    own: float
    errors: Array
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
    """A fitted process. `excitations` go by target and then by source; `delays` are mean delays in days, by target;
    `lifts` and `radii` (km) likewise, each the estimate and its interval; empty where marks and places play no part.

    `counts` are the events of each stream, `span` the days. `gained` is by how much the model with excitation is better
    than the background alone, in units of AIC, by target: above 2 it is worth having. `gained_own` is the same of a
    model in which a stream's own events alone bring on more of it.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    span: float
    background: Background
    marked: bool
    excitations: tuple[Excitation, ...]
    delays: tuple[tuple[float, float, float], ...]
    gained: tuple[float, ...]
    gained_own: tuple[float, ...]
    fits: tuple[tuple[Fitted, ...], ...]  # by draw and by target
    events: tuple[Events, ...]  # by draw
    lifts: tuple[tuple[float, float, float], ...] = ()
    radii: tuple[tuple[float, float, float], ...] = ()

    @property
    def placed(self) -> bool:
        """Whether what an event brings on is spread around its place."""
        return bool(self.radii)

    def process(self, draw: int = 0, *, thetas: Sequence[Array] | None = None) -> Process:
        """The process of one draw, or of other parameters; over all places, where they play a part."""
        chosen = thetas if thetas is not None else [fit.theta for fit in self.fits[draw]]
        levels, count = self.background.size, len(self.names)
        return Process(
            background=self.background,
            levels=np.array([theta[:levels] for theta in chosen]),
            gains=np.array([theta[levels : levels + count] for theta in chosen]),
            decays=np.exp(np.array([theta[levels + count] for theta in chosen])),
            lifts=np.array([theta[levels + count + 1] if self.marked else 0.0 for theta in chosen]),
            marks=self.events[draw].marks if self.marked else (),
        )


class Terms(Struct, frozen=True, kw_only=True):
    """How a model is fitted. `marked`: deadlier events may bring on more; `placed`: near ones more; `profiled`: with
    intervals by fitting anew, and not by the curvature alone.
    """

    background: Background | None = None
    penalty: Penalty = Penalty()
    marked: bool = False
    placed: bool = False
    profiled: bool = True


USUAL = Terms()


def fit_spans(spans: Spans, *, seed: int, draws: int = DRAWS, terms: Terms = USUAL) -> Model:
    """The model of events whose moments are known to an interval. The same seed gives the same model.

    Raises `InputError` where a stream has fewer events than can be fitted, or too many to weigh their places.
    """
    random = np.random.default_rng(seed)
    exact = all(np.allclose(low, high) for low, high in zip(spans.lows, spans.highs, strict=True))
    return fit([spans.drawn(random) for _ in range(1 if exact else draws)], terms)


def fit(drawn: Sequence[Events], terms: Terms = USUAL) -> Model:
    """The model of one or several draws of the same events.

    Raises `InputError` where a stream has fewer events than can be fitted, or too many to weigh their places.
    """
    first = drawn[0]
    for name, times in zip(first.names, first.times, strict=True):
        if len(times) < FEWEST:
            raise InputError(
                f"the stream {name!r} has {len(times)} events, and fewer than {FEWEST} say nothing; "
                "take a longer time, or choose its events more widely"
            )
    base = terms.background or background_for(first.span)
    fits = [tuple(_fit_stream(events, m, base, terms) for m in range(len(first.names))) for events in drawn]
    return _joined(first, base, terms, fits, drawn)


def _fit_stream(events: Events, target: int, base: Background, terms: Terms) -> Fitted:
    if not terms.placed:
        return _Fit(Part(events, target, base, terms.penalty, marked=terms.marked), target).done(terms)
    found = None
    for _ in range(GROUNDS):
        weights = np.ones(len(events.times[target])) if found is None else found.unexcited()
        ground = ground_of(events.places[target], weights)
        part = Part(events, target, base, terms.penalty, marked=terms.marked, ground=ground)
        found = _Fit(part, target, near=None if found is None else found.best)
    assert found is not None
    return found.done(terms)


class _Fit:
    """One stream fitted to one draw. `near`: parameters to begin with, None for the usual beginnings."""

    def __init__(self, part: Part, target: int, *, near: Array | None = None) -> None:
        self._part = part
        self._own = target
        self._level: Array = np.zeros(part.levels)
        self._level[0] = np.log(0.5 * max(1, len(part.times)) / part.span)
        self._bounds: Bounds = [
            *[(0.0, None)] * part.sources,
            DECAYS,
            *([LIFTS] if part.marked else []),
            *([RADII] if part.placed else []),
        ]
        starts = [self._start(decay) for decay in BEGINNINGS] if near is None else [near]
        found = (self._least(start, self._bounds) for start in starts)
        self._least_loss, self.best = min(found, key=lambda one: one[0])

    def _start(self, decay: float) -> Array:
        part = self._part
        gains = np.full(part.sources, 0.5 / part.sources)
        return np.concatenate(
            (gains, [np.log(decay)], [0.0] if part.marked else [], [np.log(20.0)] if part.placed else [])
        )

    def _loss(self, parameters: Array) -> tuple[float, Array]:
        value, slope, self._level = self._part.integrated(parameters, self._level)
        return value, slope

    def _least(self, start: Array, bounds: Bounds) -> tuple[float, Array]:
        from scipy.optimize import minimize

        found = minimize(self._loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
        return float(found.fun), found.x

    def unexcited(self) -> Array:
        """How likely it is of each event that nothing brought it on."""
        excited = self._part.excited(self.best).rate
        self._level = self._part.settled(excited, self._level)
        base = self._part.base(self._level)
        share: Array = base / (base + excited)
        return share

    def done(self, terms: Terms) -> Fitted:
        """The parameters, with how sure they are, and the models that are compared with it."""
        part, best = self._part, self.best
        self._loss(best)
        theta = np.concatenate((self._level, best))
        covariance = covariance_at(self._loss, best)
        errors = np.sqrt(np.diag(covariance))
        sides = np.array([errors, errors])
        if terms.profiled and len(part.times) <= MOST_PROFILED:
            reach = Reach(self._loss, best, covariance, self._bounds)
            sides = sides.copy()
            sides[:, : part.sources] = [[reach.to(at, side) for at in range(part.sources)] for side in (-1.0, 1.0)]
        plain, own = self._compared() if terms.profiled else (self._least_loss, self._least_loss)
        return Fitted(
            theta=theta,
            covariance=covariance_at(part.loss, theta),
            loss=self._least_loss,
            plain=plain,
            own=own,
            errors=errors,
            lower=sides[0],
            upper=sides[1],
        )

    def _compared(self) -> tuple[float, float]:
        """The loss with nothing exciting anything, and with nothing but the stream's own events."""
        nothing = self._part.resting
        plain = self._loss(nothing)[0]
        if self._part.sources == 1:
            return plain, self._least_loss
        alone = [(0.0, 0.0) if at != self._own else (0.0, None) for at in range(self._part.sources)]
        start = self.best.copy()
        start[[at for at in range(self._part.sources) if at != self._own]] = 0.0
        return plain, self._least(start, [*alone, *self._bounds[self._part.sources :]])[0]


def _joined(
    first: Events, base: Background, terms: Terms, fits: Sequence[tuple[Fitted, ...]], drawn: Sequence[Events]
) -> Model:
    excitations, delays, lifts, radii = [], [], [], []
    gained, gained_own = [], []
    count = len(first.names)
    extra = 1 + terms.marked + terms.placed
    for m, target in enumerate(first.names):
        mine = [each[m] for each in fits]
        rest = np.array([each.theta[base.size :] for each in mine])
        for at, source in enumerate(first.names):
            down, up = (_error(rest[:, at], [side[at] for side in sides]) for sides in _sides(mine))
            gain = float(rest[:, at].mean())
            excitations.append(
                Excitation(source=source, target=target, gain=gain, low=max(0.0, gain - Z * down), high=gain + Z * up)
            )
        ranges = [_range(rest[:, at], [each.errors[at] for each in mine]) for at in range(count, rest.shape[1])]
        middle, low, high = (float(np.exp(-each)) for each in ranges[0])
        delays.append((middle, high, low))
        if terms.marked:
            lifts.append(ranges[1])
        if terms.placed:
            middle, low, high = (float(np.exp(each)) for each in ranges[-1])
            radii.append((middle, low, high))
        gained.append(float(np.mean([2 * (each.plain - each.loss) - 2 * (count + extra) for each in mine])))
        gained_own.append(float(np.mean([2 * (each.plain - each.own) - 2 * (1 + extra) for each in mine])))
    return Model(
        names=first.names,
        counts=tuple(len(times) for times in first.times),
        span=first.span,
        background=base,
        marked=terms.marked,
        excitations=tuple(excitations),
        delays=tuple(delays),
        gained=tuple(gained),
        gained_own=tuple(gained_own),
        fits=tuple(fits),
        events=tuple(drawn),
        lifts=tuple(lifts),
        radii=tuple(radii),
    )


def _sides(fits: Sequence[Fitted]) -> tuple[list[Array], list[Array]]:
    return [fit.lower for fit in fits], [fit.upper for fit in fits]


def _range(values: Array, errors: Sequence[float]) -> tuple[float, float, float]:
    middle, error = float(values.mean()), _error(values, errors)
    return middle, middle - Z * error, middle + Z * error


def _error(values: Array, errors: Sequence[float]) -> float:
    """The standard error of the mean of a parameter over all draws, from that of each."""
    within = float(np.mean(np.square(errors)))
    between = float(values.var(ddof=1)) if len(values) > 1 else 0.0
    return float(np.sqrt(within + (1 + 1 / len(values)) * between))
