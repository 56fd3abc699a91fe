"""The moments of events of which only an interval is known, moved to where a process makes them likely.

Moments drawn evenly over a week tear apart what followed one another within days: excitation then looks weaker, and
what a stream brings on in itself looks partly like another's doing. So each event in turn is offered a moment of its
interval, which is taken or left by how much likelier it makes all events (Metropolis et al. 1953). In turn with fits,
whose parameters are drawn within what the data leave open, that draws from all that can have been (Tanner and Wong
1987).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.hawkes.events import Events, Spans
from tocsin.analyse.hawkes.marks import mark_weights
from tocsin.analyse.hawkes.nearness import bell, distances, ground_of
from tocsin.analyse.hawkes.simulate import Process

Array = NDArray[np.floating[Any]]
Whole = NDArray[np.integer[Any]]

REACH = 14.0  # mean delays, beyond which what an event brings on is nothing
TINY = 1e-12


class Row(Struct, frozen=True, kw_only=True):
    """The events of all streams in one row, by the beginning of their interval. `order` is where each stood before;
    `ground` the density of the places of its stream, without those that follow from others.
    """

    stream: Whole
    low: Array
    high: Array
    killed: Array
    places: Array
    ground: Array
    order: Whole

    @property
    def widest(self) -> float:
        """The length of the longest interval."""
        return float((self.high - self.low).max(initial=0.0))


def row_of(spans: Spans) -> Row:
    """The row of some intervals."""
    low = np.concatenate(spans.lows)
    order = np.argsort(low, kind="stable")
    stream = np.repeat(np.arange(len(spans.lows)), [len(each) for each in spans.lows])
    places, ground = np.zeros((len(low), 2)), np.ones(len(low))
    if spans.places:
        places = np.concatenate(spans.places)
        ground = np.concatenate([ground_of(each, np.ones(len(each))).density for each in spans.places])
    return Row(
        stream=stream[order],
        low=low[order],
        high=np.concatenate(spans.highs)[order],
        killed=np.concatenate(spans.marks)[order],
        places=places[order],
        ground=ground[order],
        order=order,
    )


def events_at(spans: Spans, row: Row, times: Array) -> Events:
    """The events of the intervals at moments that are given in the order of the row."""
    before = np.empty_like(times)
    before[row.order] = times
    ends = np.cumsum([len(lows) for lows in spans.lows])[:-1]
    return spans.at(np.split(before, ends))


def moved(row: Row, times: Array, process: Process, random: Generator, *, sweeps: int) -> Array:
    """Other moments of the events, each of which was offered another one so many times."""
    mover = Mover(row, times, process)
    for _ in range(sweeps):
        mover.sweep(random)
    return mover.times


class Mover:
    """Moves events under one process. `times` are their moments."""

    def __init__(self, row: Row, times: Array, process: Process) -> None:
        self._row, self._process = row, process
        self.times = times.copy()
        weights = np.ones((len(process.decays), len(times)))
        for source, among in enumerate(process.marks):
            mine = row.stream == source
            for target, lift in enumerate(process.lifts):
                weights[target, mine] = mark_weights(row.killed[mine], float(lift), among=among)
        self._brought = process.gains[:, row.stream] * weights  # by target and event: how many it brings on in all
        self._started = self._brought * process.decays[:, None]  # the rate of these at once
        self._decays = process.decays[row.stream]
        self._radii = np.array(process.radii)[row.stream] if process.radii else None
        reach = REACH / float(process.decays.min())
        self._from = np.searchsorted(row.low, row.low - reach - row.widest, side="left")
        self._to = np.searchsorted(row.low, row.high + reach, side="right")
        base = self.base(self.times)
        self._rates = np.array([base[at] + self._excited(at, self.times[at]) for at in range(len(times))])

    def base(self, times: Array) -> Array:
        """The background at moments, one for each event."""
        background = self._process.background
        rows = background.design(times)
        found: Array = np.exp((rows * self._process.levels[self._row.stream]).sum(axis=1) + background.offset(times))
        return found

    def _closeness(self, at: int, near: slice, *, of: str) -> Any:
        """How much the places of an event and those near in time weigh: `of` the rate at it, or at them."""
        if self._radii is None:
            return 1.0
        apart = distances(self._row.places[[at]], self._row.places[near])[0]
        here = of == "it"
        return bell(apart, self._radii[at if here else near]) / self._row.ground[at if here else near]

    def _excited(self, at: int, time: float) -> float:
        """What the others would bring on of an event's stream at a moment, at its place."""
        near = slice(self._from[at], self._to[at])
        since = time - self.times[near]
        kernel = self._started[self._row.stream[at], near] * np.exp(-self._decays[at] * np.abs(since))
        kernel[at - near.start] = 0.0
        return float((kernel * self._closeness(at, near, of="it"))[since > 0].sum())

    def _change(self, at: int, time: float) -> tuple[slice, Array]:
        """What the rates at the events near in time would be with an event at another moment."""
        near = slice(self._from[at], self._to[at])
        stream = self._row.stream[near]
        kernel = self._started[stream, at] * self._closeness(at, near, of="them")
        kernel[at - near.start] = 0.0
        decays, now = self._decays[near], self.times[near]
        change = np.zeros(len(stream))
        for moment, sign in ((self.times[at], -1.0), (time, 1.0)):
            since = now - moment
            change += sign * kernel * np.exp(-decays * np.abs(since)) * (since > 0)
        return near, np.maximum(self._rates[near] + change, TINY)

    def likelier(self, at: int, time: float, base: float) -> tuple[float, slice, Array, float]:
        """By how much the log likelihood of all events rises where one is moved; `base` is the background there. With
        that the rates then, at the events near it in time and at itself.
        """
        near, rates = self._change(at, time)
        rate = max(base + self._excited(at, time), TINY)
        decays, span = self._process.decays, self._process.background.span
        lost = np.exp(-decays * (span - self.times[at])) - np.exp(-decays * (span - time))  # beyond the end
        rise = np.log(rates / self._rates[near]).sum() + np.log(rate / self._rates[at]) - self._brought[:, at] @ lost
        return float(rise), near, rates, rate

    def sweep(self, random: Generator) -> None:
        """Offer every event a moment of its interval once."""
        row = self._row
        offered = random.uniform(row.low, row.high)
        base = self.base(offered)
        hurdles = np.log(random.uniform(size=len(offered)))
        for at in np.flatnonzero(row.high > row.low).tolist():
            rise, near, rates, rate = self.likelier(at, float(offered[at]), float(base[at]))
            if rise > hurdles[at]:
                self._rates[near], self._rates[at], self.times[at] = rates, rate, offered[at]
