"""Which types one event may be told as: `types.toml` as a table. Statuses likewise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from tocsin.errors import LexiconError
from tocsin.record import EVENT_TYPES

PATH = "fuse/types.toml"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("tocsin.fuse").joinpath("types.toml").read_text("utf-8"))


@cache
def _agreements() -> Mapping[frozenset[str], float]:
    pairs: dict[frozenset[str], float] = {}
    for row in _table()["compatible"]:
        types = row["types"]
        left_out = {frozenset(pair) for pair in row.get("except", ())}
        both = [(row["with"], t) for t in types] if "with" in row else combinations(types, 2)
        for pair in map(frozenset, both):
            if not pair <= EVENT_TYPES.keys():
                raise LexiconError(PATH, f"no such event type in {sorted(pair)}")
            if pair not in left_out:
                pairs[pair] = max(row["agreement"], pairs.get(pair, 0.0))
    return pairs


@cache
def type_agreement(a: str, b: str) -> float:
    """How well two types agree as tellings of one event: 1 the same, 0 never."""
    return 1.0 if a == b else _agreements().get(frozenset((a, b)), 0.0)


@cache
def broader(type: str) -> str | None:
    """The type that this one refines, None where it refines none."""
    name: str | None = _table()["refines"].get(type)
    return name


def refines(narrow: str, broad: str) -> bool:
    """Whether one type is a narrower telling of another."""
    above = broader(narrow)
    while above is not None:
        if above == broad:
            return True
        above = broader(above)
    return False


_DONE = frozenset({"occurred", "attempted", "denied"})
_NOT_DONE = frozenset({"attempted", "foiled", "planned", "threatened"})


@cache
def status_agrees(a: str, b: str) -> bool:
    """Whether two statuses may be told of one event: both that it took place, or both that it did not."""
    return a == b or {a, b} <= _DONE or {a, b} <= _NOT_DONE
