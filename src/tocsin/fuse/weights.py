"""The tables of `weights.toml`: what features count, in log odds."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import fsum, inf
from typing import Any, TypeVar

T = TypeVar("T")
SLACK = 1e-4  # more than rounding makes
# Features, each with what it counts where it speaks for one event and where against, and the most that those after add.
Steps = Sequence[tuple[Callable[[T, T], float], float, float, float]]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature counts where it speaks for one event, and where it speaks against it."""

    speaks_for: float
    against: float

    def of(self, agreement: float) -> float:
        """The weight of one agreement."""
        return self.speaks_for if agreement > 0 else self.against


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("tocsin.fuse").joinpath("weights.toml").read_text("utf-8"))


def load_weights(table: str, features: Iterable[str]) -> tuple[float, Mapping[str, Weight]]:
    """Where the score of a table begins, and the weight of each of the features named."""
    form = _tables()[table]
    return form["bias"], {name: Weight(**form["weights"][name]) for name in features}


def steps_of(features: Iterable[Callable[[T, T], float]], weights: Mapping[str, Weight]) -> Steps[T]:
    """Features in the order given: what is quickly seen, or tells much, should come first."""
    some = [(feature, weights[feature.__name__]) for feature in features]
    most = [max(0.0, weight.speaks_for, -weight.against) for _, weight in some]
    return tuple((f, w.speaks_for, w.against, fsum(most[n + 1 :])) for n, (f, w) in enumerate(some))


def weigh(bias: float, steps: Steps[T], a: T, b: T) -> float:
    """The sum of what features make of two things, each by its weight, from a beginning; to six places."""
    points = weigh_from(-inf, bias, steps, a, b)
    assert points is not None
    return points


def weigh_from(least: float, bias: float, steps: Steps[T], a: T, b: T) -> float | None:
    """That sum where it comes to `least` or more, else None. It is given up as soon as it cannot come to as much."""
    total, enough = bias, least - SLACK
    for feature, speaks_for, against, most_after in steps:
        agreement = feature(a, b)
        if agreement:
            total += agreement * (speaks_for if agreement > 0 else against)
        if total + most_after < enough:
            return None
    points = round(total, 6)
    return points if points >= least else None
