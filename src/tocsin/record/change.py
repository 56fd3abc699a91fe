"""What became of one value of an incident between two moments. Not for finding it out: `tocsin.fuse.changes`."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from tocsin.record.evidence import Evidence

ChangeKind = Literal["added", "changed", "gone"]


class Change(Struct, frozen=True):
    """One value that came, went or became another.

    `property` is that of the record ("type", "toll", "suspect", "response", ...). `before` and `after` are values of
    the record, None where there is none. `evidence` are the quotations behind the value after, or behind the one gone.
    """

    kind: ChangeKind
    property: str
    before: Any
    after: Any
    evidence: tuple[Evidence, ...] = ()
