"""The two parts of a benchmark that has no train part: `fit` to learn and tune on, `check` to measure on."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Literal

Part = Literal["fit", "check"]
FIT_SHARE = 0.6


def part_of(id: str) -> Part:
    """The part of a document (in linking, of a cluster), by a hash of its id, so that it never moves."""
    return "fit" if int(sha256(id.encode()).hexdigest()[:8], 16) / 16**8 < FIT_SHARE else "check"


def part_of_case(case: Any) -> Part:
    """The part of a case of a benchmark: by what it is split by, where it says so, else by its document's id."""
    return part_of(getattr(case, "split_by", case.doc.id))
