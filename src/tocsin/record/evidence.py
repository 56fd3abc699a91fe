"""Where a value was read: a verbatim quotation with its place in a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["text", "title"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """A quotation: `document[field][start:end] == quote`, offsets in code points, half-open."""

    document: str
    field: Field = "text"
    start: int
    end: int
    quote: str
