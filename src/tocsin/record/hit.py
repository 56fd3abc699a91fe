"""A document that was searched for and found, with the incidents that it tells. Not for searching: the ledger does."""

from __future__ import annotations

from msgspec import Struct

from tocsin.record.incident import Incident


class Hit(Struct, frozen=True, kw_only=True):
    """A document that holds the words searched for.

    In `words`, the passage around them, each of them stands between "\\x02" and "\\x03".
    """

    key: str
    id: str
    title: str | None
    source: str | None
    published: str | None
    words: str


class Told(Struct, frozen=True):
    """A hit with the incidents that its document tells."""

    hit: Hit
    incidents: tuple[Incident, ...]
