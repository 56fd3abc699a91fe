"""Erasing a document: the one thing that changes entries. It blanks them, and leaves a tombstone that says so.

Blanked are the document, its readings, every decision that is anchored to it or cites it, and every revision, every
alert and every object put out for partners in which it has a part, old ones included. The key stays, so that the same
bytes do not come back in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from tocsin.errors import LedgerError
from tocsin.keep import outbox, parcels, partners, search
from tocsin.keep.hashes import entry_hash, form_hash
from tocsin.keep.note_tables import anchors, fuse_changed
from tocsin.keep.payloads import blank_payload, canonical, erase_payload, is_erased, load_payload
from tocsin.keep.store import Store
from tocsin.keep.summary import latest_row, save_latest
from tocsin.keep.tables import documents, entries, incidents, readings, revisions
from tocsin.ports import Erasure
from tocsin.record.json_form import Json
from tocsin.record.json_load import loads

ERASED_SCHEMA = "tocsin.erased/1"
FOLD_AGAIN = upsert(fuse_changed).on_conflict_do_nothing()


def erase_document(connection: Connection, store: Store, key: str, *, by: str, reason: str) -> Erasure:
    """Blank a document and all that was derived from it. Erasing it again only scrubs the file once more.

    Raises `LedgerError` for a key that is not in the ledger.
    """
    row = connection.execute(select(documents).where(documents.c.key == key)).one_or_none()
    if row is None:
        raise LedgerError(f"no document has the key {key!r}; name the document by its key, not by its id")
    if not store.in_memory:
        store.after_commit(lambda: store.database.scrub(store.engine, store.place))
    if row.erased is not None:
        return Erasure(sequence=row.erased, entries=(), decisions=(), revisions=0, versions=())
    versions = _other_versions(connection, row)
    decisions = _decisions_on(connection, row)
    blanked = sorted([row.sequence, *_readings_of(connection, key), *decisions])
    tombstone = store.append("erase", erase_payload(key, by=by, reason=reason, entries=blanked), actor=by).sequence
    for sequence in blanked:
        _blank_entry(connection, sequence, tombstone)
    search.remove(connection, row.sequence)
    count = _blank_revisions(connection, row.id, tombstone)
    outbox.blank(connection, row.id, tombstone)
    partners.blank(connection, row.id, tombstone)
    parcels.blank(connection, row.id, now=store.microseconds())
    return Erasure(
        sequence=tombstone, entries=tuple(blanked), decisions=tuple(decisions), revisions=count, versions=versions
    )


def _other_versions(connection: Connection, row: Row[Any]) -> tuple[str, ...]:
    """The texts before and after this one, first to last."""
    before: list[str] = []
    after: list[str] = []
    link = documents.c.key, documents.c.replaces, documents.c.replaced_by
    for start, towards, keys in ((row.replaces, "replaces", before), (row.replaced_by, "replaced_by", after)):
        while start is not None and start not in keys:
            found = connection.execute(select(*link).where(documents.c.key == start)).one_or_none()
            if found is None:
                break
            keys.append(start)
            start = found._mapping[towards]
    return (*reversed(before), *after)


def _readings_of(connection: Connection, key: str) -> list[int]:
    return list(connection.scalars(select(readings.c.sequence).where(readings.c.document == key)))


def _decisions_on(connection: Connection, row: Row[Any]) -> list[int]:
    """The decisions that quote the document or rest on it."""
    query = select(entries.c.sequence, entries.c.schema, entries.c.payload).where(entries.c.kind == "decision")
    found = []
    for entry in connection.execute(query.order_by(entries.c.sequence)):
        payload = load_payload(entry.sequence, entry.schema, entry.payload)
        if not is_erased(payload) and _rests_on(payload, row):
            found.append(entry.sequence)
    return found


def _rests_on(payload: Json, row: Row[Any]) -> bool:
    names = {row.key, row.id}
    anchored = {anchor["document"] for anchor in payload["anchors"]}
    quoted = {anchor["trigger"]["document"] for anchor in payload["anchors"]}
    return bool(names & (anchored | quoted | {payload.get("cites")}))


def _blank_entry(connection: Connection, sequence: int, tombstone: int) -> None:
    entry = connection.execute(select(entries).where(entries.c.sequence == sequence)).one()
    of = select(anchors.c.document).where(anchors.c.decision == sequence).order_by(anchors.c.document)
    blank = blank_payload(tombstone, loads(entry.payload), entry.kind, anchored=list(connection.scalars(of)))
    payload = canonical(blank)
    hash = entry_hash(
        kind=entry.kind, schema=entry.schema, recorded_at=entry.recorded_at, actor=entry.actor, payload=payload
    )
    connection.execute(update(entries).where(entries.c.sequence == sequence).values(payload=payload, hash=hash))


def _blank_revisions(connection: Connection, id: str, tombstone: int) -> int:
    """Blank every revision that names the document, whichever of its texts was meant; how many."""
    likely = revisions.c.form.contains(canonical({"": id})[4:-1], autoescape=True)
    query = select(revisions).where(revisions.c.state == "stands", likely).order_by(revisions.c.number)
    found = [row for row in connection.execute(query) if id in _documents_in(loads(row.form))]
    for row in found:
        form = canonical({"schema": ERASED_SCHEMA, "id": row.incident, "entry": tombstone})
        hash = form_hash(form)
        blank = {"form": form, "hash": hash, "state": "erased"}
        connection.execute(update(revisions).where(revisions.c.number == row.number).values(blank))
        current = select(incidents.c.incident).where(incidents.c.revision == row.number)
        if connection.scalar(current) is not None:
            latest = latest_row(incident=row.incident, revision=row.number, state="erased", hash=hash, form=form)
            save_latest(connection, latest, known=True)
            connection.execute(FOLD_AGAIN, {"incident": row.incident, "gone": False, "target": None})
    return len(found)


def _documents_in(part: Any) -> Iterator[str]:
    """Every document id that a form names, however deep."""
    if isinstance(part, list):
        for item in part:
            yield from _documents_in(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "document" and isinstance(value, str):
                yield value
            elif name == "documents" and isinstance(value, list):
                yield from value
            else:
                yield from _documents_in(value)
