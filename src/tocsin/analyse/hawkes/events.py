"""The events of several streams as times, ready to be fitted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.random import Generator
from numpy.typing import NDArray

from tocsin.analyse.occurrence import Occurrence
from tocsin.analyse.streams import known_dead
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]


class Events(Struct, frozen=True, kw_only=True):
    """Times in days since `first`, in order, and marks (how many were killed), for each stream; `span` days in all.

    `places` are latitude and longitude, a row for each event; none where places play no part.
    """

    names: tuple[str, ...]
    times: tuple[Array, ...]
    marks: tuple[Array, ...]
    span: float
    first: date | None = None
    places: tuple[Array, ...] = ()

    @property
    def size(self) -> int:
        """How many events there are in all."""
        return sum(len(times) for times in self.times)


class Spans(Struct, frozen=True, kw_only=True):
    """The events of each stream as intervals in which they began, in days since `first`.

    `places` are empty where they play no part. `nowhere` counts the events that were left out for want of one,
    `outside` those that lie, or may lie, before the first day or after the last.
    """

    names: tuple[str, ...]
    lows: tuple[Array, ...]
    highs: tuple[Array, ...]
    marks: tuple[Array, ...]
    span: float
    first: date
    places: tuple[Array, ...] = ()
    nowhere: int = 0
    outside: int = 0

    @property
    def size(self) -> int:
        """How many events there are in all."""
        return sum(len(lows) for lows in self.lows)

    @property
    def exact(self) -> bool:
        """Whether all moments are known."""
        return all(np.array_equal(lows, highs) for lows, highs in zip(self.lows, self.highs, strict=True))

    def drawn(self, random: Generator) -> Events:
        """One way in which it can have been: a moment drawn for each event, evenly over its interval."""
        return self.at([random.uniform(lows, highs) for lows, highs in zip(self.lows, self.highs, strict=True)])

    def at(self, times: Sequence[Array]) -> Events:
        """The events at moments that are given in the order of their intervals."""
        return ordered(
            Events(
                names=self.names,
                times=tuple(times),
                marks=self.marks,
                span=self.span,
                first=self.first,
                places=self.places,
            )
        )


def ordered(events: Events) -> Events:
    """The same events in the order of their times."""
    orders = [np.argsort(times, kind="stable") for times in events.times]

    def put(values: tuple[Array, ...]) -> tuple[Array, ...]:
        return tuple(each[order] for each, order in zip(values, orders, strict=True)) if values else ()

    return replace(events, times=put(events.times), marks=put(events.marks), places=put(events.places))


def spans_of(
    names: Sequence[str],
    streams: Sequence[Sequence[Occurrence]],
    *,
    first: date | None = None,
    last: date | None = None,
    placed: bool = False,
) -> Spans:
    """The intervals of events from `first` to the end of `last`; events that may lie outside are left out.

    `placed`: with their places, and without the events that have none.

    Raises `InputError` where no stream has an event.
    """
    every = [event for stream in streams for event in stream]
    if not every:
        raise InputError("no event belongs to any stream; look at `tocsin incidents` for what there is")
    begin = first or min(event.first for event in every)
    end = last or max(event.last for event in every)
    origin = begin.toordinal()
    lows, highs, marks, places = [], [], [], []
    nowhere = outside = 0
    for stream in streams:
        inside = [event for event in stream if event.first >= begin and event.last <= end]
        outside += len(stream) - len(inside)
        if placed:
            somewhere = [event for event in inside if event.latitude is not None and event.longitude is not None]
            nowhere += len(inside) - len(somewhere)
            inside = somewhere
            places.append(np.array([(event.latitude, event.longitude) for event in inside], dtype=np.float64))
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
        places=tuple(each.reshape(-1, 2) for each in places),
        nowhere=nowhere,
        outside=outside,
    )
