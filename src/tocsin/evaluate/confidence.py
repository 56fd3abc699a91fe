"""Confidence held against gold: of what a reading says with a probability, how often is it so?

`Sure` is one such thing, with whether it is right; the calibration error is the mean distance, in points, between the
probability and the share that is right, over ten bins.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

BINS = 10


class Sure(NamedTuple):
    """What was said with a probability, and whether it is right."""

    confidence: float
    right: bool


def expected_error(said: Iterable[Sure]) -> float | None:
    """The expected calibration error in points; None where nothing was said with a probability."""
    bins: list[list[Sure]] = [[] for _ in range(BINS)]
    for each in said:
        bins[min(int(each.confidence * BINS), BINS - 1)].append(each)
    count = sum(map(len, bins))
    return 100.0 * sum(_gap(some) for some in bins) / count if count else None


def _gap(some: list[Sure]) -> float:
    return abs(sum(each.confidence for each in some) - sum(each.right for each in some))
