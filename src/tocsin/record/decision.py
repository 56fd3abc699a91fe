"""A person's act on the record. Not for applying it: the fold does."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tocsin.record.evidence import Evidence

Act = Literal["confirm", "correct", "retract", "merge", "split", "dismiss", "undo"]
DecisionState = Literal["stands", "undone", "unbound"]


class Anchor(Struct, frozen=True, kw_only=True):
    """The mention that a decision is about: document key, trigger span and family.

    After re-reading, a decision binds to the mention whose trigger overlaps the span.
    """

    document: str
    trigger: Evidence
    family: str


class Decision(Struct, frozen=True, kw_only=True):
    """What a person decided, about which mentions, and why. `undoes` is the sequence number of an entry."""

    act: Act
    by: str
    reason: str
    anchors: tuple[Anchor, ...]
    property: str | None = None
    value: str | None = None
    cites: str | None = None
    undoes: int | None = None


class Decided(Struct, frozen=True, kw_only=True):
    """One decision as the ledger holds it: its number, when it was entered, and what has become of it.

    `incidents` are the ids of the incidents that hold what it is anchored to now. An `unbound` one is about mentions
    that no report tells any more, and waits for a person to look again.
    """

    sequence: int
    recorded_at: str
    decision: Decision
    incidents: tuple[str, ...]
    state: DecisionState
