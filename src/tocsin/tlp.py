"""The levels of the Traffic Light Protocol, version 2.0 (FIRST, August 2022): how far something may be passed on."""

from __future__ import annotations

from typing import Literal, get_args

Tlp = Literal["clear", "green", "amber", "amber+strict", "red"]
TLPS: tuple[Tlp, ...] = get_args(Tlp)  # from the loosest to the strictest
