"""Drawing from a self-exciting process: what nobody excites first, and then what each event brings on, and so forth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.events import Events
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

MOST_EVENTS = 2_000_000


class Process(Struct, frozen=True, kw_only=True):
    """A process over several streams. `levels` has a row of coefficients for each stream, `gains[m, l]` is how many
    events of m one of l brings on, `decays` are a day and by receiving stream, `lifts` likewise; `marks` are those to
    draw from for each stream, none where marks do not matter.
    """

    background: Background
    levels: Array
    gains: Array
    decays: Array
    lifts: Array
    marks: tuple[Array, ...] = ()

    @property
    def spread(self) -> float:
        """How many events one brings on in the long run, in the direction that grows most: below 1 it dies out."""
        return float(np.max(np.abs(np.linalg.eigvals(self.gains))))


def simulate(process: Process, random: Generator, *, names: Sequence[str] = (), scale: Sequence[float] = ()) -> Events:
    """One draw over the span of the background. `scale` multiplies the background of each stream and what is brought on
    in it: 0 takes the stream away.

    Raises `InputError` for a process that does not die out.
    """
    if process.spread >= 1:
        raise InputError(
            f"one event brings on {process.spread:.2f} others in the long run, so that a simulation would never end; "
            "take longer series or fewer streams"
        )
    count = len(process.levels)
    scales = np.asarray(scale or [1.0] * count, dtype=np.float64)
    times: list[Array] = []
    marks: list[Array] = []
    for m in range(count):
        times.append(_unexcited(process.background, process.levels[m], scales[m], random))
        marks.append(_drawn_marks(process, m, len(times[m]), random))
    newest = list(zip(times, marks, strict=True))
    while any(len(each) for each, _ in newest):
        newest = [_brought_on(process, m, newest, scales[m], random) for m in range(count)]
        for m, (born, killed) in enumerate(newest):
            times[m] = np.concatenate((times[m], born))
            marks[m] = np.concatenate((marks[m], killed))
        if sum(map(len, times)) > MOST_EVENTS:
            raise InputError(f"a simulation grew past {MOST_EVENTS} events; the fit is close to one without end")
    orders = [np.argsort(each, kind="stable") for each in times]
    return Events(
        names=tuple(names) or tuple(f"stream {m + 1}" for m in range(count)),
        times=tuple(each[order] for each, order in zip(times, orders, strict=True)),
        marks=tuple(each[order] for each, order in zip(marks, orders, strict=True)),
        span=process.background.span,
    )


def _unexcited(background: Background, level: Array, scale: float, random: Generator) -> Array:
    middles, widths = background.grid()
    expected = np.exp(background.design(middles) @ level) * widths * scale
    counts = random.poisson(expected)
    starts = np.repeat(middles - widths / 2, counts)
    drawn: Array = starts + random.uniform(0.0, 1.0, len(starts)) * np.repeat(widths, counts)
    return drawn


def _brought_on(
    process: Process, target: int, newest: Sequence[tuple[Array, Array]], scale: float, random: Generator
) -> tuple[Array, Array]:
    born = []
    for source, (times, killed) in enumerate(newest):
        weights = _weights(process, source, killed, float(process.lifts[target]))
        counts = random.poisson(process.gains[target, source] * scale * weights)
        delays = random.exponential(1.0 / process.decays[target], int(counts.sum()))
        children = np.repeat(times, counts) + delays
        born.append(children[children < process.background.span])
    found = np.concatenate(born) if born else np.zeros(0)
    return found, _drawn_marks(process, target, len(found), random)


def _weights(process: Process, source: int, killed: Array, lift: float) -> Array:
    if not process.marks or lift == 0.0 or not len(process.marks[source]):
        return np.ones(len(killed))
    middle = np.log1p(process.marks[source]).mean()
    weights: Array = np.exp(lift * (np.log1p(killed) - middle))
    return weights


def _drawn_marks(process: Process, stream: int, count: int, random: Generator) -> Array:
    if not process.marks or not len(process.marks[stream]):
        return np.zeros(count)
    drawn: Array = random.choice(process.marks[stream], count)
    return drawn
