"""What a fitted process would do with a stream scaled or taken away: ranges from many simulations.

It answers how many events the model itself lays to that stream, not what would have happened: people would have acted
otherwise. The parameters are drawn anew for each simulation, within what the data leave open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.hawkes.model import Model
from tocsin.analyse.hawkes.simulate import Process, simulate
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

RUNS = 400
TRIES = 50
LARGEST = 0.98  # of the spread of drawn parameters: beyond, a simulation would not end
ASSUMPTIONS = (
    "The model is taken as true, with the parameters drawn within their uncertainty.",
    "Everything else stays as it was: nobody acts otherwise because the stream is weaker.",
    "The whole rate of the stream is scaled, what the background gives and what others bring on in it.",
    "It is about streams of events at large, never about a person or a people.",
)


class WhatIf(Struct, frozen=True, kw_only=True):
    """Events of one stream over the span: as fitted and with the change, each as 10 %, 50 % and 90 % of the runs.

    `less` is the difference of the two, run by run, likewise.
    """

    stream: str
    as_it_was: tuple[float, float, float]
    changed: tuple[float, float, float]
    less: tuple[float, float, float]


def what_if(model: Model, scale: Mapping[str, float], *, seed: int, runs: int = RUNS) -> tuple[WhatIf, ...]:
    """The streams of a model with some scaled (0 takes one away).

    Raises `InputError` for a stream that the model does not have, or a model that does not die out.
    """
    unknown = [name for name in scale if name not in model.names]
    if unknown:
        raise InputError(f"no stream {unknown[0]!r} in the model; it has {', '.join(model.names)}")
    if any(factor < 0 for factor in scale.values()):
        raise InputError("a stream is scaled by 0 or more: 0 takes it away, 0.5 halves it")
    random = np.random.default_rng(seed)
    factors = [scale.get(name, 1.0) for name in model.names]
    before, after = [], []
    for _ in range(runs):
        process = _drawn(model, random)
        before.append([len(times) for times in simulate(process, random).times])
        after.append([len(times) for times in simulate(process, random, scale=factors).times])
    first, second = np.array(before, dtype=np.float64), np.array(after, dtype=np.float64)
    return tuple(
        WhatIf(
            stream=name,
            as_it_was=_range(first[:, m]),
            changed=_range(second[:, m]),
            less=_range(first[:, m] - second[:, m]),
        )
        for m, name in enumerate(model.names)
    )


def _drawn(model: Model, random: Generator) -> Process:
    """The process with parameters drawn within their uncertainty, one that dies out."""
    for _ in range(TRIES):
        draw = int(random.integers(len(model.fits)))
        process = model.process(draw, thetas=[fit.drawn(random) for fit in model.fits[draw]])
        if process.spread < LARGEST:
            return process
    raise InputError(
        "the fitted process hardly dies out, so that what follows from it cannot be simulated; "
        "take longer series or fewer streams"
    )


def _range(values: Array) -> tuple[float, float, float]:
    low, middle, high = (float(x) for x in np.quantile(values, (0.1, 0.5, 0.9)))
    return low, middle, high
