"""One text from one source, as it came in. Not for fetching or cleaning: `gather` makes Documents."""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import Struct

from tocsin.record.evidence import Evidence, Field

PublishedFrom = Literal["given", "metadata", "text", "guessed"]

KEY_VERSION = "1"


class Document(Struct, frozen=True, kw_only=True):
    """One text from one source. `text` never changes once stored and is not normalised.

    `key` identifies the bytes and where they came from; `id` is the caller's name for the document where
    one was given, else the key. `published` is an ISO 8601 date, or a date-time with its own offset, or
    None; `published_from` says how it is known. `retrieved` is UTC. `language` is a two-letter code.
    `extractor` is set where `text` was drawn from HTML or PDF. `replaces` is the key of an older text
    under the same URL.
    """

    key: str
    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    retrieved: str | None = None
    language: str | None = None
    source: str | None = None
    extractor: str | None = None
    replaces: str | None = None

    def field(self, name: Field) -> str:
        """The text of one field, empty where there is none."""
        return self.text if name == "text" else self.title or ""

    def quote(self, start: int, end: int, field: Field = "text") -> Evidence:
        """Evidence for the words from `start` to `end` (code points) of a field."""
        words = self.text if field == "text" else self.title or ""
        return Evidence(document=self.id, field=field, start=start, end=end, quote=words[start:end])


def document_key(raw: bytes, *, source: str | None, name: str | None) -> str:
    """The key of a document: a hash of its source, the caller's id or URL, and the raw bytes.

    Made of the fewest stable inputs and never of cleaned text: a better extractor must not rename history.
    """
    digest = hashlib.sha256()
    for part in (KEY_VERSION.encode(), (source or "").encode(), (name or "").encode(), raw):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return KEY_VERSION + digest.hexdigest()[:31]
