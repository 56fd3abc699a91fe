"""Whether a fitted process looks like the events: with the right rates, rescaled waiting times are exponential.

Between two events of a stream the integral of its rate is a draw from the unit exponential, where the model is right
(Papangelou 1972; Ogata 1988). Two tests look at that: Kolmogorov-Smirnov for the shape, and the correlation of
neighbours, for clustering that the model does not explain.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.analyse.hawkes.likelihood import Part, Penalty
from tocsin.analyse.hawkes.model import Model

Array = NDArray[np.floating[Any]]


class Goodness(Struct, frozen=True, kw_only=True):
    """How well one stream is described. `shape` and `clustering` are p-values: a small one speaks against the model.

    `waits` are the rescaled waiting times, in order of size.
    """

    stream: str
    shape: float
    clustering: float
    waits: Array

    @property
    def fits(self) -> bool:
        """Whether neither test speaks against the model, at one in a hundred each."""
        return self.shape >= 0.01 and self.clustering >= 0.01


def goodness(model: Model, draw: int = 0) -> tuple[Goodness, ...]:
    """The tests of each stream, on one draw of its moments."""
    from scipy.stats import kstest, norm

    found = []
    for m, name in enumerate(model.names):
        part = Part(model.events[draw], m, model.background, Penalty(), marked=model.marked)
        waits = np.diff(np.concatenate(([0.0], part.compensator(model.fits[draw][m].theta))))
        even = 1.0 - np.exp(-waits)
        shape = float(kstest(even, "uniform").pvalue)
        near = np.corrcoef(even[:-1], even[1:])[0, 1] if len(even) > 2 else 0.0
        clustering = float(2 * norm.sf(abs(near) * np.sqrt(len(even))))
        found.append(Goodness(stream=name, shape=shape, clustering=clustering, waits=np.sort(waits)))
    return tuple(found)
