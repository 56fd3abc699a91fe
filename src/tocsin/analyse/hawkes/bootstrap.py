"""Intervals by simulation: the fitted process is drawn many times, each draw is fitted in the same way, and how far
those fits fall from it tells how far this one may fall from the truth.

It leans on no curvature, and carries along what not knowing the hour costs: the days of the simulated events are known
as far as those of the real ones. The intervals are of percentiles, corrected for bias (Efron and Tibshirani 1993).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from tocsin.analyse.hawkes.events import Events, Spans
from tocsin.analyse.hawkes.fit import Terms
from tocsin.analyse.hawkes.model import MOST_MOVED, Excitation, Model, fit, fits_in_turn
from tocsin.analyse.hawkes.simulate import Process, simulate
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

FEWEST_RUNS = 20  # that an interval can be read from
TRIES = 3  # for each run: a draw can have too few events to be fitted


def bootstrapped(model: Model, spans: Spans, *, seed: int, runs: int, terms: Terms) -> Model:
    """The same model, with the intervals of its excitations from so many simulations of itself.

    Raises `InputError` for a model that does not die out, or whose simulations mostly have too few events.
    """
    random = np.random.default_rng(seed)
    process = _mean_process(model, spans)
    quick = replace(terms, background=model.background, profiled=False)
    drawn: list[list[float]] = []
    for _ in range(TRIES * runs):
        if len(drawn) == runs:
            break
        try:
            found = _fitted_anew(simulate(process, random, names=model.names), spans, random, quick)
        except InputError:
            if process.spread >= 1:
                raise
            continue
        drawn.append([each.gain for each in found.excitations])
    if len(drawn) < FEWEST_RUNS:
        raise InputError("simulations of the fitted model mostly have too few events to be fitted; take a longer time")
    gains = np.array(drawn)
    return replace(
        model, excitations=tuple(_corrected(each, gains[:, at]) for at, each in enumerate(model.excitations))
    )


def _mean_process(model: Model, spans: Spans) -> Process:
    count = len(model.names)
    thetas = [np.mean([fits[m].theta for fits in model.fits], axis=0) for m in range(count)]
    process = model.process(thetas=thetas)
    if not model.placed:
        return process
    return replace(process, homes=spans.places, radii=tuple(radius for radius, _, _ in model.radii))


def _fitted_anew(events: Events, spans: Spans, random: np.random.Generator, terms: Terms) -> Model:
    """The model of simulated events, of which no more is known than of the real ones."""
    known = _as_known(events, spans, random)
    if known.exact or known.size > MOST_MOVED:
        return fit([known.drawn(random)], terms)
    return fits_in_turn(known, np.concatenate(events.times), random, terms, settling=1, draws=1)[0]


def _as_known(events: Events, spans: Spans, random: np.random.Generator) -> Spans:
    """The events, known to intervals as long as those of real ones."""
    lows, highs = [], []
    for exact, low, high in zip(events.times, spans.lows, spans.highs, strict=True):
        widths = random.choice(high - low, len(exact)) if len(low) else np.zeros(len(exact))
        begun = np.where(widths > 0, np.floor(exact / np.maximum(widths, 1e-9)) * widths, exact)
        lows.append(begun)
        highs.append(np.minimum(begun + widths, events.span))
    return replace(spans, lows=tuple(lows), highs=tuple(highs), marks=events.marks, places=events.places)


def _corrected(each: Excitation, drawn: Array) -> Excitation:
    """The interval of an excitation from what simulations with it were fitted to."""
    from scipy.stats import norm

    below = (float(np.mean(drawn < each.gain)) + float(np.mean(drawn <= each.gain))) / 2
    shift = float(norm.ppf(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn))))
    shares = [float(norm.cdf(2 * shift + side * 1.959963985)) for side in (-1, 1)]
    low, high = (float(x) for x in np.quantile(drawn, shares))
    return replace(each, low=max(0.0, min(low, each.gain)), high=max(high, each.gain))
