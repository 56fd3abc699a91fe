"""The events of several streams as times, ready to be fitted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.occurrence import Occurrence
from tocsin.analyse.streams import known_dead
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]


class Events(Struct, frozen=True, kw_only=True):
    """Times in days since `first`, in order, and marks (how many were killed), for each stream; `span` days in all."""

    names: tuple[str, ...]
    times: tuple[Array, ...]
    marks: tuple[Array, ...]
    span: float
    first: date | None = None

    @property
    def size(self) -> int:
        """How many events there are in all."""
        return sum(len(times) for times in self.times)


class Spans(Struct, frozen=True, kw_only=True):
    """The events of each stream as intervals in which they began, in days since `first`."""

    names: tuple[str, ...]
    lows: tuple[Array, ...]
    highs: tuple[Array, ...]
    marks: tuple[Array, ...]
    span: float
    first: date

    @property
    def size(self) -> int:
        """How many events there are in all."""
        return sum(len(lows) for lows in self.lows)

    def drawn(self, random: Generator) -> Events:
        """One way in which it can have been: a moment drawn for each event, evenly over its interval."""
        times, marks = [], []
        for lows, highs, killed in zip(self.lows, self.highs, self.marks, strict=True):
            drawn = random.uniform(lows, highs)
            order = np.argsort(drawn, kind="stable")
            times.append(drawn[order])
            marks.append(killed[order])
        return Events(names=self.names, times=tuple(times), marks=tuple(marks), span=self.span, first=self.first)


def spans_of(
    names: Sequence[str],
    streams: Sequence[Sequence[Occurrence]],
    *,
    first: date | None = None,
    last: date | None = None,
) -> Spans:
    """The intervals of events from `first` to the end of `last`; events that may lie outside are left out.

    Raises `InputError` where no stream has an event.
    """
    every = [event for stream in streams for event in stream]
    if not every:
        raise InputError("no event belongs to any stream; look at `tocsin incidents` for what there is")
    begin = first or min(event.first for event in every)
    end = last or max(event.last for event in every)
    origin = begin.toordinal()
    lows, highs, marks = [], [], []
    for stream in streams:
        inside = [event for event in stream if event.first >= begin and event.last <= end]
        lows.append(np.array([event.first.toordinal() - origin for event in inside], dtype=np.float64))
        highs.append(np.array([event.last.toordinal() - origin + 1 for event in inside], dtype=np.float64))
        marks.append(np.array([known_dead(event) for event in inside], dtype=np.float64))
    return Spans(
        names=tuple(names),
        lows=tuple(lows),
        highs=tuple(highs),
        marks=tuple(marks),
        span=float(end.toordinal() - origin + 1),
        first=begin,
    )
