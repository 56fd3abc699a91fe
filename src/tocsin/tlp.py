"""The levels of the Traffic Light Protocol, version 2.0 (FIRST, August 2022): how far something may be passed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Tlp = Literal["clear", "green", "amber", "amber+strict", "red"]
TLPS: tuple[Tlp, ...] = get_args(Tlp)  # from the loosest to the strictest


def strictest(levels: Iterable[str]) -> Tlp:
    """The strictest of some levels; of none, or where one is unknown, the strictest there is."""
    found = [TLPS.index(level) if level in TLPS else len(TLPS) - 1 for level in levels]
    return TLPS[max(found, default=len(TLPS) - 1)]


def allows(level: Tlp, marked: Tlp) -> bool:
    """Whether what is marked so may go out at a level."""
    return TLPS.index(marked) <= TLPS.index(level)
