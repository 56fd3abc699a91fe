"""The check of the notes of fusing: whether they hang together, and agree with the readings and the revisions.

Notes that are behind the entries are behind and not wrong; then only what hangs together among themselves is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select, text

from tocsin.keep.folding import SINCE, STATE
from tocsin.keep.note_tables import fuse_blocks, fuse_changed, fuse_items
from tocsin.keep.notes import BY_INCIDENT, item_of
from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import documents, incidents, revisions
from tocsin.keep.values import listed
from tocsin.ports import Finding
from tocsin.record.json_load import loads

NOTES = "notes of fusing"
AGAIN = "`tocsin check --renew` makes them anew"

ONE_SIDED = text(
    """SELECT count(*) FROM fuse_links AS l WHERE NOT EXISTS (
         SELECT 1 FROM fuse_links AS r
         WHERE r.a = l.b AND r.b = l.a AND r.decided = l.decided AND r.score = l.score)
       OR NOT EXISTS (SELECT 1 FROM fuse_items AS i WHERE i.number = l.a)"""
)
COUNTING = """SELECT d.key, r.id FROM documents AS d JOIN readings AS r ON r.document = d.key
              WHERE r.active AND d.erased IS NULL AND d.replaced_by IS NULL"""
TEXTS = "SELECT document, mention FROM fuse_items WHERE kind = 'text'"
LACKING = text(f"SELECT count(*) FROM ({COUNTING} EXCEPT {TEXTS}) AS lacking")
TOO_MUCH = text(f"SELECT count(*) FROM ({TEXTS} EXCEPT {COUNTING}) AS spare")
UNHEARD = text(
    """SELECT DISTINCT i.incident FROM fuse_items AS i WHERE i.kind IN ('act', 'other')
       AND NOT EXISTS (SELECT 1 FROM incidents AS n WHERE n.incident = i.incident AND n.state = 'stands')"""
)


def check_notes(store: Store) -> Iterator[Finding]:
    """What is wrong in the notes."""
    with store.reading() as connection:
        yield from _hang_together(connection)
        if _is_current(connection):
            yield from _agree_with_readings(connection)
            yield from _agree_with_revisions(connection)


def _is_current(connection: Connection) -> bool:
    state = connection.execute(STATE).one_or_none()
    if state is None or connection.execute(SINCE, {"noted": state.noted, "most": 1}).first() is not None:
        return False
    return connection.scalar(select(func.count()).select_from(fuse_changed)) == 0


def _hang_together(connection: Connection) -> Iterator[Finding]:
    if count := connection.scalar(ONE_SIDED):
        yield Finding(where=NOTES, problem=f"{count} links lead nowhere or one way only; {AGAIN}")
    said, found = _Sum(), _Sum()
    for row in connection.execute(select(fuse_items)).yield_per(CHUNK):
        for key in item_of(row).keys:
            said.add((key, row.rank, row.number))
    for row in connection.execute(select(fuse_blocks)).yield_per(CHUNK):
        found.add((row.key, row.rank, row.number))
    if said != found:
        yield Finding(
            where=NOTES,
            problem=f"the blocks hold {found.count} rows, and not those {said.count} that the items name; {AGAIN}",
        )


class _Sum:
    """What many rows add up to, in whatever order they come."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, row: tuple[int, int, int]) -> None:
        self.count += 1
        self._sum = (self._sum + hash(row)) & ((1 << 64) - 1)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sum) and (self.count, self._sum) == (other.count, other._sum)

    __hash__ = None  # type: ignore[assignment]


def _agree_with_readings(connection: Connection) -> Iterator[Finding]:
    for query, what in ((LACKING, "are not in them"), (TOO_MUCH, "are in them and do not count")):
        if count := connection.scalar(query):
            yield Finding(where=NOTES, problem=f"{count} readings {what}; {AGAIN}")


def _agree_with_revisions(connection: Connection) -> Iterator[Finding]:
    """The mentions that each incident has in the notes, against those of its latest revision."""
    for id in connection.scalars(UNHEARD):
        yield Finding(
            where=f"incident {id}", problem=f"the notes have it, and no revision says that it stands; {AGAIN}"
        )
    standing = select(incidents.c.incident, incidents.c.revision).where(incidents.c.state == "stands")
    rows = connection.execute(standing.order_by(incidents.c.incident)).all()
    for at in range(0, len(rows), CHUNK):
        yield from _compare(connection, {row.incident: row.revision for row in rows[at : at + CHUNK]})


def _compare(connection: Connection, latest: dict[str, int]) -> Iterator[Finding]:
    noted: dict[str, set[tuple[str, str]]] = {id: set() for id in latest}
    items = [item_of(row) for row in connection.execute(BY_INCIDENT, {"of": listed(latest)})]
    names = _ids_of(connection, {item.document for item in items})
    for item in items:
        if item.is_mention and item.incident is not None:
            noted[item.incident].add((names[item.document], item.mention))
    forms = select(revisions.c.incident, revisions.c.form).where(revisions.c.number.in_(latest.values()))
    for row in connection.execute(forms).all():
        said = {(ref["document"], ref["mention"]) for ref in loads(row.form)["mentions"]}
        if said != noted[row.incident]:
            yield Finding(where=f"incident {row.incident}", problem=f"the notes give it other mentions; {AGAIN}")


def _ids_of(connection: Connection, keys: set[str]) -> dict[str, Any]:
    wanted = sorted(keys)
    found: dict[str, Any] = {}
    for at in range(0, len(wanted), CHUNK):
        query = select(documents.c.key, documents.c.id).where(documents.c.key.in_(wanted[at : at + CHUNK]))
        found |= {row.key: row.id for row in connection.execute(query)}
    return found
