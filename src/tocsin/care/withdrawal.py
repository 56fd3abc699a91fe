"""What is withdrawn, and why: the one place that decides it, for every format that can tell.

A record is withdrawn where a person dismissed it, where it is part of another now, where no report tells it any more,
and where it was erased. STIX says so by `revoked`, CAP by a Cancel, Atom by a tombstone; tables leave it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tocsin.record import Incident

Reason = Literal["dismissed", "merged", "gone", "erased", "outside"]

WHY: Mapping[Reason, str] = {
    "dismissed": "Withdrawn: a person has dismissed this record.",
    "merged": "Withdrawn: this is part of another record.",
    "gone": "Withdrawn: no report tells this any more.",
    "erased": "Withdrawn: this was erased; delete what you hold of it.",
    "outside": "Withdrawn: this is no longer a record of the kind that is sent.",
}


class Withdrawn(Struct, frozen=True, kw_only=True):
    """An incident that holds no longer: since when, why, and for a merged one the incident it is part of now."""

    id: str
    reason: Reason
    at: str
    into: str | None = None

    @property
    def words(self) -> str:
        """Why, as receivers are told it. Nothing of what the record said is in it."""
        return WHY[self.reason]


def is_withdrawn(incident: Incident) -> bool:
    """Whether a record that is in the ledger holds no longer."""
    return incident.review.state == "dismissed"
