"""A process of several streams, fitted, and what not knowing the hour adds to how sure it is.

Where days are known and hours are not, the moments are drawn several times, each draw is fitted, and the fits are
joined by Rubin's rules (1987): the variance is that within fits plus that between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background, background_for
from tocsin.analyse.hawkes.events import Events, Spans
from tocsin.analyse.hawkes.fit import USUAL, Fitted, Terms, fit_stream
from tocsin.analyse.hawkes.intervals import Z
from tocsin.analyse.hawkes.moments import events_at, moved, row_of
from tocsin.analyse.hawkes.simulate import Process
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

DRAWS = 10
FEWEST = 20  # events of a stream that can be fitted
MOST_MOVED = 20_000  # events in all; beyond, their moments are drawn evenly, which then takes no likelihood
SETTLING = 8  # fits before the first draw
THINNED = 2  # fits for each draw that is kept: neighbours are alike
SWEEPS = 2  # of moves before each fit


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


def fit_spans(spans: Spans, *, seed: int, draws: int = DRAWS, terms: Terms = USUAL) -> Model:
    """The model of events whose moments are known to an interval. The same seed gives the same model.

    Raises `InputError` where a stream has fewer events than can be fitted, or too many to weigh their places.
    """
    random = np.random.default_rng(seed)
    if spans.exact or spans.size > MOST_MOVED:
        return fit([spans.drawn(random) for _ in range(1 if spans.exact else draws)], terms)
    times = random.uniform(np.concatenate(spans.lows), np.concatenate(spans.highs))
    models = fits_in_turn(spans, times, random, terms, settling=SETTLING, draws=draws)
    return _joined(models[0].background, terms, [each.fits[0] for each in models], [each.events[0] for each in models])


def fit(drawn: Sequence[Events], terms: Terms = USUAL, *, near: Model | None = None) -> Model:
    """The model of one or several draws of the same events; `near` is one that is not far from it.

    Raises `InputError` where a stream has fewer events than can be fitted, or too many to weigh their places.
    """
    for name, times in zip(drawn[0].names, drawn[0].times, strict=True):
        if len(times) < FEWEST:
            raise InputError(
                f"the stream {name!r} has {len(times)} events, and fewer than {FEWEST} say nothing; "
                "take a longer time, or choose its events more widely"
            )
    base = terms.background or background_for(drawn[0].span)
    begins = near.fits[0] if near is not None else (None,) * len(drawn[0].names)
    fits = [tuple(fit_stream(events, m, base, terms, near=begin) for m, begin in enumerate(begins)) for events in drawn]
    return _joined(base, terms, fits, drawn)


def fits_in_turn(
    spans: Spans, times: Array, random: np.random.Generator, terms: Terms, *, settling: int, draws: int
) -> list[Model]:
    """Models of single draws: the moments are moved by the last fit, and fitted again. The first `settling` are not
    kept. `times` are moments to begin with, in the order of the intervals.
    """
    row = row_of(spans)
    times = times[row.order]
    quick = replace(terms, profiled=False)
    model = fit([events_at(spans, row, times)], quick)
    models = []
    for turn in range(1, settling + THINNED * draws + 1):
        process = model.process(thetas=[each.drawn(random) for each in model.fits[0]])
        if terms.placed:
            process = replace(process, radii=tuple(radius for radius, _, _ in model.radii))
        times = moved(row, times, process, random, sweeps=SWEEPS)
        if turn > settling and (turn - settling) % THINNED == 0:
            model = fit([events_at(spans, row, times)], terms)
            models.append(model)
        else:
            model = fit([events_at(spans, row, times)], quick, near=model)
    return models


def _joined(base: Background, terms: Terms, fits: Sequence[tuple[Fitted, ...]], drawn: Sequence[Events]) -> Model:
    first = drawn[0]
    excitations, delays, lifts, radii = [], [], [], []
    gained, gained_own = [], []
    count = len(first.names)
    extra = 1 + terms.marked + terms.placed
    for m, target in enumerate(first.names):
        mine = [each[m] for each in fits]
        rest = np.array([each.theta[base.size :] for each in mine])
        for at, source in enumerate(first.names):
            down, up = (_reach(rest[:, at], [side[at] for side in sides]) for sides in _sides(mine))
            gain = float(rest[:, at].mean())
            excitations.append(
                Excitation(source=source, target=target, gain=gain, low=max(0.0, gain - down), high=gain + up)
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
    middle, reach = float(values.mean()), _reach(values, errors)
    return middle, middle - reach, middle + reach


def _reach(values: Array, errors: Sequence[float]) -> float:
    """How far the interval of a parameter reaches from its mean over all draws, by the standard error in each."""
    from scipy.stats import t

    draws = len(values)
    within = float(np.mean(np.square(errors)))
    between = (1 + 1 / draws) * float(values.var(ddof=1)) if draws > 1 else 0.0
    if between <= 0.0:
        return Z * float(np.sqrt(within))
    freedom = (draws - 1) * (1 + within / between) ** 2
    return float(t.ppf(0.975, freedom) * np.sqrt(within + between))
