"""The event types and the codes that follow from a type alone: `event_types.toml` as frozen values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

Family = Literal["violence", "plot", "response", "warning", "claim"]


class EventType(Struct, frozen=True):
    """One event type: its family, a definition, and its codes by scheme (`acled`, `plover`, `cameo`, ...)."""

    id: str
    family: Family
    definition: str
    codes: Mapping[str, str | int]


def load_table(name: str) -> dict[str, Any]:
    """The content of one TOML file of this room."""
    return tomllib.loads(files("tocsin.record").joinpath(name).read_text("utf-8"))


def _load_types() -> Mapping[str, EventType]:
    rows = load_table("event_types.toml")
    return MappingProxyType(
        {
            id: EventType(id, row["family"], row["definition"], MappingProxyType(row["codes"]))
            for id, row in rows.items()
        }
    )


EVENT_TYPES: Mapping[str, EventType] = _load_types()
ACTS = frozenset({"violence", "plot"})  # the families of what is done; the others answer, warn of or claim it
