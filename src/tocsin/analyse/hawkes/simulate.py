"""Drawing from a self-exciting process: what nobody excites first, and then what each event brings on, and so forth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.events import Events
from tocsin.analyse.hawkes.marks import mark_weights
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

MOST_EVENTS = 2_000_000
KM_A_DEGREE = 111.2


class Process(Struct, frozen=True, kw_only=True):
    """A process over several streams. `levels` has a row of coefficients for each stream, `gains[m, l]` is how many
    events of m one of l brings on, `decays` are a day and by receiving stream, `lifts` likewise; `marks` are those to
    draw from for each stream, none where marks do not matter. `homes` are the places (degrees, a row each) among which
    the unexcited events of each stream lie, and `radii` how far from its own place an event brings on others, in km, by
    receiving stream; none where places do not matter.
    """

    background: Background
    levels: Array
    gains: Array
    decays: Array
    lifts: Array
    marks: tuple[Array, ...] = ()
    homes: tuple[Array, ...] = ()
    radii: tuple[float, ...] = ()

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
    scales = np.asarray(scale or [1.0] * len(process.levels), dtype=np.float64)
    newest = []
    for m, level in enumerate(process.levels):
        times = _unexcited(process.background, level, scales[m], random)
        marks, places = (draw(process, m, len(times), random) for draw in (_drawn_marks, _homes))
        newest.append(_Born(times, marks, places))
    every = list(newest)
    while any(len(each.times) for each in newest):
        newest = [_brought_on(process, m, newest, scales[m], random) for m in range(len(every))]
        every = [one.with_(other) for one, other in zip(every, newest, strict=True)]
        if sum(len(each.times) for each in every) > MOST_EVENTS:
            raise InputError(f"a simulation grew past {MOST_EVENTS} events; the fit is close to one without end")
    every = [each.ordered() for each in every]
    return Events(
        names=tuple(names) or tuple(f"stream {m + 1}" for m in range(len(every))),
        times=tuple(each.times for each in every),
        marks=tuple(each.marks for each in every),
        places=tuple(each.places for each in every) if process.homes else (),
        span=process.background.span,
    )


class _Born(NamedTuple):
    """Events of one stream, with their marks and places."""

    times: Array
    marks: Array
    places: Array

    def with_(self, other: _Born) -> _Born:
        return _Born(*(np.concatenate(pair) for pair in zip(self, other, strict=True)))

    def ordered(self) -> _Born:
        order = np.argsort(self.times, kind="stable")
        return _Born(*(each[order] for each in self))


def _homes(process: Process, stream: int, count: int, random: Generator) -> Array:
    if not process.homes:
        return np.zeros((count, 2))
    found: Array = random.choice(process.homes[stream], count)
    return found


def _around(places: Array, radius: float, random: Generator) -> Array:
    """A place for each, drawn by a bell of a radius in km."""
    north, east = random.normal(0.0, radius / KM_A_DEGREE, (2, len(places)))
    latitude = np.clip(places[:, 0] + north, -90.0, 90.0)
    longitude = places[:, 1] + east / np.maximum(0.1, np.cos(np.radians(places[:, 0])))
    return np.column_stack((latitude, longitude))


def _unexcited(background: Background, level: Array, scale: float, random: Generator) -> Array:
    middles, widths = background.grid()
    expected = np.exp(background.design(middles) @ level + background.offset(middles)) * widths * scale
    counts = random.poisson(expected)
    starts = np.repeat(middles - widths / 2, counts)
    drawn: Array = starts + random.uniform(0.0, 1.0, len(starts)) * np.repeat(widths, counts)
    return drawn


def _brought_on(process: Process, target: int, newest: Sequence[_Born], scale: float, random: Generator) -> _Born:
    times, places = [], []
    for source, parents in enumerate(newest):
        among = process.marks[source] if process.marks else parents.marks
        weights = mark_weights(parents.marks, float(process.lifts[target]), among=among)
        counts = random.poisson(process.gains[target, source] * scale * weights)
        born = np.repeat(parents.times, counts) + random.exponential(1.0 / process.decays[target], int(counts.sum()))
        inside = born < process.background.span
        times.append(born[inside])
        around = np.repeat(parents.places, counts, axis=0)
        places.append((_around(around, process.radii[target], random) if process.radii else around)[inside])
    found = np.concatenate(times)
    return _Born(found, _drawn_marks(process, target, len(found), random), np.concatenate(places))


def _drawn_marks(process: Process, stream: int, count: int, random: Generator) -> Array:
    if not process.marks or not len(process.marks[stream]):
        return np.zeros(count)
    drawn: Array = random.choice(process.marks[stream], count)
    return drawn
