"""Where a value was read: a verbatim quotation with its place in a document."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Field = Literal["text", "title"]


class Evidence(Struct, frozen=True, kw_only=True, order=True):
    """A quotation: `document[field][start:end] == quote`, offsets in code points, half-open."""

    document: str
    field: Field = "text"
    start: int
    end: int
    quote: str
