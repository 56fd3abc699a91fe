"""Fitting one stream to known moments: its likeliest parameters, and how sure they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.events import Events
from tocsin.analyse.hawkes.intervals import Bounds, Reach, covariance_at
from tocsin.analyse.hawkes.likelihood import Part, Penalty
from tocsin.analyse.hawkes.nearness import ground_of

Array = NDArray[np.floating[Any]]

DECAYS = (np.log(1 / 730), np.log(24.0))  # a mean delay of two years to one of an hour
LIFTS = (-2.0, 2.0)
RADII = (np.log(2.0), np.log(300.0))  # km
BEGINNINGS = (0.5, 0.05)  # of the decay: a fast and a slow one can each be a hill of its own
MOST_PROFILED = 5000  # events of a stream whose intervals are found by fitting anew; beyond, by the curvature
LOOSEST = 4.0  # variance of a parameter that is drawn: where the data say nothing, the curvature says anything
GROUNDS = 3  # times that the ground of a stream is smoothed anew


class Fitted(Struct, frozen=True, kw_only=True):
    """One stream fitted to one draw: its parameters, their covariance, and the log likelihoods.

    `loss` is the negative log likelihood with its penalty and the background integrated out, `plain` the same with
    nothing exciting anything, `own` with nothing but its own events. `errors` are the standard errors of the parameters
    of the excitation, `lower` and `upper` how far the interval of each reaches to either side, likewise. The first of
    the parameters are so many `levels` of the background, the next are gains of so many `sources`.
    """

    theta: Array
    covariance: Array
    loss: float
    plain: float
    own: float
    errors: Array
    lower: Array
    upper: Array
    levels: int
    sources: int

    def drawn(self, random: Generator) -> Array:
        """Other parameters, drawn within what the data leave open: where a gain would be below nothing it is nothing,
        and the others are as they would be beside that.
        """
        values, vectors = np.linalg.eigh(self.covariance)
        values = np.minimum(values, LOOSEST)
        theta: Array = self.theta + vectors @ (np.sqrt(values) * random.normal(size=len(values)))
        gains = np.arange(self.levels, self.levels + self.sources)
        low = gains[theta[gains] < 0]
        if len(low):
            spread = (vectors * values) @ vectors.T
            theta -= spread[:, low] @ np.linalg.solve(spread[np.ix_(low, low)], theta[low])
        theta[gains] = np.maximum(theta[gains], 0.0)
        theta[gains[-1] + 1] = np.clip(theta[gains[-1] + 1], *DECAYS)
        return theta


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


def fit_stream(events: Events, target: int, base: Background, terms: Terms, *, near: Fitted | None = None) -> Fitted:
    """The fit of one stream, from the usual beginnings or from where another fit ended.

    Raises `InputError` where it has too many events to weigh their places.
    """
    begin = None if near is None else near.theta[near.levels :]
    if not terms.placed:
        return _Fit(Part(events, target, base, terms.penalty, marked=terms.marked), target, near=begin).done(terms)
    found = None
    for _ in range(GROUNDS):
        weights = np.ones(len(events.times[target])) if found is None else found.unexcited()
        ground = ground_of(events.places[target], weights)
        part = Part(events, target, base, terms.penalty, marked=terms.marked, ground=ground)
        found = _Fit(part, target, near=begin if found is None else found.best)
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
            levels=part.levels,
            sources=part.sources,
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
