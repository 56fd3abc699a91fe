"""What an event brings on, spread around it: a bell over the distance, beside a background that has its own places.

The rate at a time and place is

    background(t) * ground(place) + sum of gain * decay * exp(-decay (t - s_j)) * bell(distance to j, radius)

Divided by the ground at each event, which nothing that is fitted changes, its likelihood is that of times alone with
kernels weighted by bell / ground, and so it is fitted. The ground of a stream is a smooth density of its own events,
each weighted by how likely nothing brought it on (Zhuang, Ogata and Vere-Jones 2002).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]
Whole = NDArray[np.integer[Any]]

EARTH_KM = 6371.0
ANYWHERE = 1.0 / (4 * np.pi * EARTH_KM**2)  # of the ground, so that no place is ruled out
NEIGHBOURS = 5  # whose distance is the width of the bell by which an event is smoothed
NARROWEST = 10.0  # km, of that bell: what is told of a town is no better known
FARTHEST = 1500.0  # km, beyond which nothing is brought on
MOST = 3000  # events of a stream: pairs are counted, which grow with the square


class Ground(Struct, frozen=True, kw_only=True):
    """Where the events of a stream are (degrees, a row each), and the density of its background there, by km²."""

    places: Array
    density: Array


def distances(one: Array, other: Array) -> Array:
    """Kilometres from each of some places (degrees of latitude and longitude) to each of others."""
    a, b = np.radians(one), np.radians(other)
    north = a[:, None, 0] - b[None, :, 0]
    east = a[:, None, 1] - b[None, :, 1]
    half = np.sin(north / 2) ** 2 + np.cos(a[:, None, 0]) * np.cos(b[None, :, 0]) * np.sin(east / 2) ** 2
    found: Array = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return found


def ground_of(places: Array, weights: Array) -> Ground:
    """The ground of a stream; `weights` tell how likely nothing brought each event on.

    An event is smoothed over the distance of its neighbours, and says nothing of the ground under itself. Raises
    `InputError` where there are too many events.
    """
    if len(places) > MOST:
        raise InputError(
            f"{len(places)} events of a stream are too many to weigh their distances ({MOST} are not); "
            "take a shorter time, or leave the places out"
        )
    apart = distances(places, places)
    widths = np.maximum(np.sort(apart, axis=1)[:, min(NEIGHBOURS, len(places) - 1)], NARROWEST)
    bells = bell(apart, widths[None, :]) * weights[None, :]
    np.fill_diagonal(bells, 0.0)
    density = bells.sum(axis=1) / max(1e-9, float(weights.sum()))
    return Ground(places=places, density=density + ANYWHERE)


def bell(distance: Array, width: Any) -> Array:
    """The density, by km², at some distances from the middle of a bell, all of them km."""
    found: Array = np.exp(-0.5 * np.square(distance / width)) / (2 * np.pi * np.square(width))
    return found


class Nearness:
    """The pairs of a source's event and a later one of the stream: how long and how far they lie apart."""

    def __init__(self, sources: Array, targets: Array, places: Array, ground: Ground) -> None:
        self._count = len(targets)
        apart = distances(ground.places, places) if len(sources) else np.zeros((len(targets), 0))
        later = (targets[:, None] > sources[None, :]) & (apart < FARTHEST)
        pairs = np.nonzero(later)
        self._target: Whole = pairs[0]
        self._source: Whole = pairs[1]
        self._gap = targets[self._target] - sources[self._source]
        self._square: Array = np.square(apart[later])
        self._thin: Array = 1.0 / ground.density[self._target]

    def sums(self, decay: float, weights: Array, radius: float) -> tuple[Array, Array, Array]:
        """The sum of the kernels at each event of the stream; minus its slope in the decay; its slope in log radius."""
        kernel = np.exp(-decay * self._gap - 0.5 * self._square / radius**2)
        kernel *= weights[self._source] * self._thin / (2 * np.pi * radius**2)
        return (
            self._summed(kernel),
            self._summed(kernel * self._gap),
            self._summed(kernel * (self._square / radius**2 - 2.0)),
        )

    def _summed(self, values: Array) -> Array:
        found: Array = np.bincount(self._target, weights=values, minlength=self._count).astype(np.float64)
        return found
