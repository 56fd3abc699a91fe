"""The tables of `weights.toml`: what features count, in log odds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


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
