"""Which document takes the place of which, decided once, when a document is added, and written into its entry.

Two texts are of one document if they have the same caller's id and the same source or URL, or the same URL and
not two different ids given by callers. The one fetched later counts; where that is not known, the one added later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from tocsin.errors import LedgerError
from tocsin.keep.moments import parse_instant
from tocsin.keep.tables import documents
from tocsin.record import Document


def _latest(*conditions: Any) -> Select[Any]:
    return select(documents).where(*conditions).order_by(documents.c.sequence.desc()).limit(1)


# Built once: building a statement takes longer than running it.
THIS: BindParameter[str] = bindparam("this")
BY_KEY = _latest(documents.c.key == THIS)
BY_ID = _latest(documents.c.id == THIS)
BY_URL = _latest(documents.c.url == THIS)
BY_URL_UNNAMED = _latest(documents.c.url == THIS, documents.c.id == documents.c.key)
BY_REPLACED = _latest(documents.c.replaces == THIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a document stands among the texts of the same document: the keys before and after it."""

    replaces: str | None
    replaced_by: str | None


def position_of(connection: Connection, doc: Document) -> Position:
    """Where a new document stands. Raises `LedgerError` where its id is that of an unrelated document."""
    said = None if doc.replaces == doc.key else doc.replaces
    older = _named(connection, doc) or _row(connection, said) or _same_url(connection, doc)
    successor = _replacing(connection, doc.key)
    start = successor or older
    if start is None:
        return Position(replaces=said, replaced_by=None)
    newest = _newest(connection, start)
    if successor or (newest.key != said and _is_later(newest.retrieved, doc.retrieved)):
        return Position(replaces=None if newest.key == said else said, replaced_by=newest.key)
    return Position(replaces=newest.key, replaced_by=None)


def _is_later(one: str | None, other: str | None) -> bool:
    first, second = parse_instant(one), parse_instant(other)
    return first is not None and second is not None and first > second


def _row(connection: Connection, key: str | None) -> Row[Any] | None:
    if key is None:
        return None
    return connection.execute(BY_KEY, {"this": key}).one_or_none()


def _named(connection: Connection, doc: Document) -> Row[Any] | None:
    """The latest document of the same id. Another source's under another URL is none of this one's."""
    row = connection.execute(BY_ID, {"this": doc.id}).one_or_none()
    if row is None or row.source == doc.source or (row.url is not None and row.url == doc.url):
        return row
    raise LedgerError(
        f"a document of another source ({row.source!r}) has the id {doc.id!r} already; give this one, of"
        f" {doc.source!r}, an id of its own"
    )


def _same_url(connection: Connection, doc: Document) -> Row[Any] | None:
    """The latest text of the same URL that no caller told apart from this one by an id."""
    if doc.url is None:
        return None
    query = BY_URL if doc.id == doc.key else BY_URL_UNNAMED
    row = connection.execute(query, {"this": doc.url}).one_or_none()
    if row is None:
        return None
    newest = _newest(connection, row)
    told_apart = doc.id != doc.key and newest.id not in (newest.key, doc.id)
    return None if told_apart else newest


def _replacing(connection: Connection, key: str) -> Row[Any] | None:
    """The document that said it replaces this one before this one came in."""
    return connection.execute(BY_REPLACED, {"this": key}).one_or_none()


def _newest(connection: Connection, row: Row[Any]) -> Row[Any]:
    """The end of the chain of replacements."""
    while (after := _row(connection, row.replaced_by)) is not None:
        row = after
    return row
