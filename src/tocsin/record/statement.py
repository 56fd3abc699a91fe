"""Statements: one value for one property of one mention, with the words it came from.

Statements are what is kept. The JSON forms of a reading and an incident are projections of them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tocsin.record.evidence import Evidence
from tocsin.record.values import Claim, Modality, Participant, Place, Toll, WarningNotice, When

Property = Literal["type", "status", "when", "where", "participant", "toll", "claim", "warning"]
Value = str | When | Place | Participant | Toll | Claim | WarningNotice


class Voice(Struct, frozen=True, kw_only=True):
    """Who says so: a speaker or organisation named in the text, with evidence of the name."""

    name: str
    evidence: tuple[Evidence, ...]


class Statement(Struct, frozen=True, kw_only=True):
    """One property of one mention as one reader saw it.

    `evidence` is never empty. `attribution` None means that the outlet itself says so. `confidence` is the
    probability that the text says this, None where it has not been calibrated.
    """

    property: Property
    value: Value
    original: str
    evidence: tuple[Evidence, ...]
    attribution: Voice | None = None
    modality: Modality = "asserted"
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a statement of {self.property} without evidence: {self.value!r}")
