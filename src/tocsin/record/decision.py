"""A person's act on the record. Not for applying it: the fold does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tocsin.record.evidence import Evidence

Act = Literal["confirm", "correct", "retract", "merge", "split", "dismiss", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The mention that a decision is about: document key, trigger span and family.

    After re-reading, a decision binds to the mention whose trigger overlaps the span.
    """

    document: str
    trigger: Evidence
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided, about which mentions, and why. `undoes` is the sequence number of an entry."""

    act: Act
    by: str
    reason: str
    anchors: tuple[Anchor, ...]
    property: str | None = None
    value: str | None = None
    cites: str | None = None
    undoes: int | None = None
