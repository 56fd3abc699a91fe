"""How much each event counts by how many it killed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def mark_weights(killed: Array, lift: float, *, among: Array) -> Array:
    """(1 + killed) to the power of `lift`, divided by its mean over the events that killed `among`, so that these count
    1 on average. All ones where a lift of nothing, or no event, leaves nothing to weigh.
    """
    if lift == 0.0 or not len(among):
        return np.ones(len(killed))
    middle = float(np.log1p(among).mean())  # whatever it is, it falls out: it keeps the powers small
    usual = float(np.exp(lift * (np.log1p(among) - middle)).mean())
    found: Array = np.exp(lift * (np.log1p(killed) - middle)) / usual
    return found


def mark_slopes(killed: Array, weights: Array) -> Array:
    """The slope of the weights of events in the lift, these events being those they are weighed among."""
    logs = np.log1p(killed)
    found: Array = weights * (logs - float((weights * logs).mean())) if len(killed) else np.zeros(0)
    return found
