"""The check of a ledger: is everything in it still what was put there, and does the rest follow from it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert, make_url, select

from tocsin.errors import TocsinError
from tocsin.keep import sqlite
from tocsin.keep.hashes import entry_hash, form_hash
from tocsin.keep.note_tables import anchors
from tocsin.keep.payloads import SCHEMAS, is_erased, load_payload
from tocsin.keep.projection import apply_entry
from tocsin.keep.quotes import misquoted
from tocsin.keep.store import Store
from tocsin.keep.summary import latest_rows
from tocsin.keep.tables import documents, entries, incidents, metadata, mints, readings, redirects, revisions
from tocsin.keep.trouble import FOREIGN
from tocsin.ports import Entry, Finding
from tocsin.record import Reading
from tocsin.record.json_form import Json

PROJECTIONS = (documents, readings, mints, redirects, anchors)


def check_entries(store: Store, stored: Iterator[Entry]) -> Iterator[Finding]:
    """Each entry against its hash, and the projections against those that the entries give.

    The projections are made anew in memory, by the functions that made the stored ones.
    """
    engine = sqlite.make_engine(make_url("sqlite://"))
    try:
        with engine.connect() as scratch, scratch.begin():
            metadata.create_all(scratch)
            for entry in stored:
                yield from _check_entry(scratch, entry)
            yield from _compare(store, scratch)
    finally:
        engine.dispose()


def _check_entry(scratch: Connection, entry: Entry) -> Iterator[Finding]:
    where = f"entry {entry.sequence}"
    hash = entry_hash(
        kind=entry.kind, schema=entry.schema, recorded_at=entry.recorded_at, actor=entry.actor, payload=entry.payload
    )
    if hash != entry.hash:
        yield Finding(where=where, problem="the hash is not that of its content")
    # The row has to be there for others to point at; nothing asks what it says.
    blank = dict.fromkeys(("kind", "schema", "recorded_at", "actor", "payload", "hash"), "")
    scratch.execute(insert(entries), {"sequence": entry.sequence, **blank})
    try:
        if entry.kind not in SCHEMAS:
            raise TocsinError(f"the kind {entry.kind!r} is not known")
        payload = load_payload(entry.sequence, entry.schema, entry.payload)
        apply_entry(scratch, entry, payload)
    except (TocsinError, KeyError, TypeError, *FOREIGN) as error:
        yield Finding(where=where, problem=f"it cannot be applied: {type(error).__name__}: {_brief(error)}")


def _brief(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error)


def _compare(store: Store, scratch: Connection) -> Iterator[Finding]:
    for table in PROJECTIONS:
        stored = _by_key(table, [dict(row._mapping) for row in store.rows(select(table))])
        wanted = _by_key(table, [dict(row._mapping) for row in scratch.execute(select(table))])
        yield from _differences(table, stored, wanted)


def _by_key(table: Table, rows: list[Json]) -> dict[Any, Json]:
    names = [column.name for column in table.primary_key.columns]
    return {row[names[0]] if len(names) == 1 else tuple(row[name] for name in names): row for row in rows}


def _differences(table: Table, stored: Mapping[Any, Json], wanted: Mapping[Any, Json]) -> Iterator[Finding]:
    for key in sorted(stored.keys() | wanted.keys()):
        where = f"{table.name} {key}"
        if key not in stored:
            yield Finding(where=where, problem="the row is missing")
        elif key not in wanted:
            yield Finding(where=where, problem="no entry accounts for the row")
        elif stored[key] != wanted[key]:
            names = sorted(name for name in wanted[key] if stored[key][name] != wanted[key][name])
            yield Finding(where=where, problem=f"the entries say something else of {', '.join(names)}")


def check_reading(reading: Reading) -> Iterator[Finding]:
    """Each piece of evidence of an active reading against the words of its document."""
    for evidence in misquoted(reading, reading.document):
        place = f"{evidence.field} {evidence.start} to {evidence.end}"
        yield Finding(where=f"reading {reading.id}", problem=f"{place} of {reading.document.key} says something else")


def check_erasures(stored: Iterator[Entry]) -> Iterator[Finding]:
    """The blanked entries against those that tombstones name."""
    blank: dict[int, int] = {}
    named: dict[int, int] = {}
    for entry in stored:
        try:
            payload = load_payload(entry.sequence, entry.schema, entry.payload)
        except TocsinError:
            continue  # reported by `check_entries`
        if is_erased(payload):
            blank[entry.sequence] = payload["erased"]
        elif entry.kind == "erase":
            named |= dict.fromkeys(payload.get("entries") or (), entry.sequence)
    for sequence in sorted(blank.keys() | named.keys()):
        if sequence not in named or blank.get(sequence, named[sequence]) != named[sequence]:
            yield Finding(where=f"entry {sequence}", problem="it is blank, and no tombstone says why")
        elif sequence not in blank:
            yield Finding(where=f"entry {sequence}", problem=f"entry {named[sequence]} erased it, and it is not blank")


def check_revisions(store: Store) -> Iterator[Finding]:
    """Each stored revision against its hash, and the list of incidents against the revisions."""
    for row in store.rows(select(revisions.c.number, revisions.c.incident, revisions.c.form, revisions.c.hash)):
        if form_hash(row.form) != row.hash:
            yield Finding(where=f"revision {row.number} of {row.incident}", problem="the hash is not that of its form")
    with store.reading() as connection:
        wanted = _by_key(incidents, latest_rows(connection))
    stored = _by_key(incidents, [dict(row._mapping) for row in store.rows(select(incidents))])
    yield from _differences(incidents, stored, wanted)


def check_file(store: Store) -> Iterator[Finding]:
    """What the database itself finds wrong."""
    problem = store.database.integrity(store.engine)
    if problem is not None:
        yield Finding(where=store.place, problem=problem)
