"""The index of words: an ordinary table beside the entries, made from them and made again whenever that is wanted.

The database does the work, each its own way; the table is not among those of `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, text

from tocsin.keep import search_fts5, search_tsvector
from tocsin.keep.payloads import is_erased, load_payload
from tocsin.record.hit import Hit

DOCUMENTS = text("SELECT sequence, schema, payload FROM entries WHERE kind = 'document' ORDER BY sequence")
_TERM = re.compile(r'"([^"]*)"|(\S+)')


class Index(Protocol):
    """What a database has to answer to find documents by their words."""

    def make(self, connection: Connection) -> None:
        """Make the index, empty."""

    def add(self, connection: Connection, sequence: int, *, title: str, body: str) -> None:
        """Put the words of a document into the index."""

    def remove(self, connection: Connection, sequence: int) -> None:
        """Take the words of a document out, so that no trace of them is left in the index."""

    def missing(self, connection: Connection) -> int:
        """How many documents the index lacks."""

    def find(self, connection: Connection, terms: Sequence[str], *, most: int) -> Iterator[Any]:
        """The rows of the documents that hold all terms, the likest first."""


def _index(connection: Connection) -> Index:
    known: dict[str, Index] = {"sqlite": search_fts5, "postgresql": search_tsvector}
    return known[connection.dialect.name]


def create(connection: Connection) -> None:
    """Make the index, and fill it from the entries."""
    _index(connection).make(connection)
    fill(connection)


def fill(connection: Connection) -> None:
    """Put every document that is among the entries into an index that is empty."""
    for row in connection.execute(DOCUMENTS).all():
        payload = load_payload(row.sequence, row.schema, row.payload)
        if not is_erased(payload):
            add(connection, row.sequence, title=payload.get("title"), body=payload["text"])


def add(connection: Connection, sequence: int, *, title: str | None, body: str) -> None:
    """Put the words of a document into the index."""
    _index(connection).add(connection, sequence, title=title or "", body=body)


def remove(connection: Connection, sequence: int) -> None:
    """Take the words of a document out, so that no trace of them is left."""
    _index(connection).remove(connection, sequence)


def missing(connection: Connection) -> int:
    """How many documents the index lacks."""
    return _index(connection).missing(connection)


def find(connection: Connection, words: str, *, most: int) -> Iterator[Hit]:
    """The documents that hold all the words, the likest first. Words in quotes have to stand side by side."""
    terms = terms_of(words)
    if not terms:
        return
    for row in _index(connection).find(connection, terms, most=most):
        yield Hit(
            key=row.key, id=row.id, title=row.title or None, source=row.source, published=row.published, words=row.words
        )


def terms_of(words: str) -> list[str]:
    """What a person typed, word by word; words in quotes are one term. None of them is empty or holds a quote."""
    found = ((quoted or plain).replace('"', " ").strip() for quoted, plain in _TERM.findall(words.replace("\0", " ")))
    return [term for term in found if any(char.isalnum() for char in term)]
