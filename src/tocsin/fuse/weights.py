"""The tables of `weights.toml`: what features count, in log odds."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

T = TypeVar("T")
Weighed = Sequence[tuple[Callable[[T, T], float], "Weight"]]  # features, each with its weight


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


def weigh(bias: float, features: Weighed[T], a: T, b: T) -> float:
    """The sum of what features make of two things, each by its weight, from a beginning; to six places."""
    total = bias
    for feature, weight in features:
        agreement = feature(a, b)
        if agreement:
            total += weight.of(agreement) * agreement
    return round(total, 6)
