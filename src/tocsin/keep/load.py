"""From rows of entries to what stands in them; None for what was erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from tocsin.keep import payloads
from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import documents, entries, readings
from tocsin.keep.values import numbers_of
from tocsin.record import Decision, Document, Reading

ENTRIES: Select[Any] = select(entries.c.sequence, entries.c.schema, entries.c.payload).where(
    entries.c.sequence.in_(numbers_of("of"))
)


def held(query: Select[Any]) -> Select[Any]:
    """Only documents that were not erased."""
    return query.where(documents.c.erased.is_(None))


def active() -> Select[Any]:
    """The numbers of the entries of documents and of their active readings."""
    both = select(documents.c.sequence.label("doc"), readings.c.sequence.label("reading"))
    return held(both.join(readings, readings.c.document == documents.c.key).where(readings.c.active))


def readings_of(store: Store, pairs: Sequence[Any]) -> Iterator[Reading]:
    """The readings of rows of `active`, with the text of their documents, some at a time."""
    for at in range(0, len(pairs), CHUNK // 2):
        part = pairs[at : at + CHUNK // 2]
        with store.reading() as connection:
            of = str([number for pair in part for number in (pair.doc, pair.reading)])
            rows = {row.sequence: row for row in connection.execute(ENTRIES, {"of": of})}
        for pair in part:
            doc = document_of(rows[pair.doc])
            reading = reading_of(rows[pair.reading], doc) if doc is not None else None
            if reading is not None:
                yield reading


def document_of(row: Row[Any]) -> Document | None:
    """The document of an entry."""
    payload = payloads.load_payload(row.sequence, row.schema, row.payload)
    if payloads.is_erased(payload):
        return None
    try:
        return payloads.load_stored_document(payload)
    except payloads.MALFORMED as error:
        raise payloads.unreadable(row.sequence, error) from error


def reading_of(row: Row[Any], doc: Document) -> Reading | None:
    """The reading of an entry."""
    payload = payloads.load_payload(row.sequence, row.schema, row.payload)
    if payloads.is_erased(payload):
        return None
    try:
        return payloads.load_stored_reading(payload, doc)
    except payloads.MALFORMED as error:
        raise payloads.unreadable(row.sequence, error) from error


def decision_of(row: Row[Any]) -> Decision | None:
    """The decision of an entry."""
    payload = payloads.load_payload(row.sequence, row.schema, row.payload)
    if payloads.is_erased(payload):
        return None
    try:
        return payloads.load_decision(payload)
    except payloads.MALFORMED as error:
        raise payloads.unreadable(row.sequence, error) from error
