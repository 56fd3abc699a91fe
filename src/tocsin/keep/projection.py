"""The projections: what each kind of entry does to `documents`, `readings`, `mints`, `redirects` and `anchors`.

The same function serves when an entry is added and when a check makes the projections anew, so that they cannot
come to differ. Nothing here decides anything: what had to be decided stands in the entry.
"""

from __future__ import annotations

from typing import assert_never

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from tocsin.keep.note_tables import anchors
from tocsin.keep.payloads import is_erased
from tocsin.keep.tables import documents, mints, readings, redirects
from tocsin.ports import Entry
from tocsin.record.json_form import Json

# Built once: building a statement takes longer than running it.
DEACTIVATE = update(readings).where(readings.c.document == bindparam("of"), readings.c.active).values(active=False)
ACTIVATE = (
    update(readings)
    .where(readings.c.document == bindparam("of"), readings.c.id == bindparam("chosen"))
    .values(active=True)
)
REPLACE = (
    update(documents)
    .where(documents.c.key == bindparam("older"), documents.c.replaced_by.is_(None))
    .values(replaced_by=bindparam("newer"))
)
ANCHORED = select(anchors.c.document).where(anchors.c.decision == bindparam("of"))


def apply_entry(connection: Connection, entry: Entry, payload: Json) -> None:
    """Bring the projections up to an entry. `payload` is the lifted one."""
    match entry.kind:
        case "document":
            _document(connection, entry.sequence, payload)
        case "reading":
            _reading(connection, entry.sequence, payload)
        case "activate":
            _activate(connection, payload)
        case "mint":
            connection.execute(insert(mints), {"sequence": entry.sequence, **payload})
        case "redirect":
            stamp = {"sequence": entry.sequence, "recorded_at": entry.recorded_at}
            connection.execute(insert(redirects), {**stamp, **payload})
        case "erase":
            _erase(connection, entry.sequence, payload)
        case "decision":
            _decision(connection, entry.sequence, payload)
        case _:
            assert_never(entry.kind)


def _document(connection: Connection, sequence: int, payload: Json) -> None:
    key = payload["key"]
    row = {"key": key, "id": payload.get("id") or key, "sequence": sequence}
    for name in ("url", "source", "language", "published", "retrieved", "replaces", "replaced_by", "tlp"):
        row[name] = payload.get(name)
    connection.execute(insert(documents), row)
    if payload.get("replaces"):
        connection.execute(REPLACE, {"older": payload["replaces"], "newer": key})


def _reading(connection: Connection, sequence: int, payload: Json) -> None:
    if is_erased(payload):
        return
    row = {"id": payload["id"], "document": payload["document"]["key"], "sequence": sequence, "active": False}
    connection.execute(insert(readings), row)


def _activate(connection: Connection, payload: Json) -> None:
    connection.execute(DEACTIVATE, {"of": payload["document"]})
    connection.execute(ACTIVATE, {"of": payload["document"], "chosen": payload["reading"]})


def _decision(connection: Connection, sequence: int, payload: Json) -> None:
    if is_erased(payload):
        keys = set(payload.get("documents") or ())
    else:
        keys = {anchor["document"] for anchor in payload["anchors"]}
        keys.update(connection.scalars(ANCHORED, {"of": payload.get("undoes")}))
    if keys:
        connection.execute(insert(anchors), [{"document": key, "decision": sequence} for key in sorted(keys)])


def _erase(connection: Connection, sequence: int, payload: Json) -> None:
    key = payload["document"]
    blank = dict.fromkeys(("url", "source", "language", "published", "retrieved", "tlp"))
    connection.execute(update(documents).where(documents.c.key == key).values(id=key, erased=sequence, **blank))
    connection.execute(delete(readings).where(readings.c.document == key))
