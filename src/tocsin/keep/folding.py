"""How far the fold has come, in a ledger's database: the port of `tocsin.notes.Folding`.

What happened since is read from the entries: each of a document, an activation, a decision or an erasure touches
documents. What a fold made of them stands in `fuse_changed` and `fuse_mints` until revisions are made of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert

from tocsin.keep.fuse_sources import SqlReports, given_mint
from tocsin.keep.note_tables import (
    anchors,
    fuse_blocks,
    fuse_changed,
    fuse_items,
    fuse_links,
    fuse_mints,
    fuse_state,
)
from tocsin.keep.notes import SqlNotes
from tocsin.keep.payloads import load_payload
from tocsin.keep.store import Store
from tocsin.keep.tables import documents, entries, incidents
from tocsin.keep.values import listed, numbers_of, words_of
from tocsin.notes import Due, Pending
from tocsin.ports import Mint

TOUCHING = ("document", "activate", "decision", "erase")
PER_DOCUMENT = 4  # entries looked at for each document asked for
EMPTIED = (fuse_items, fuse_blocks, fuse_links, fuse_mints, fuse_changed)

STATE = select(fuse_state)
_since = (entries.c.sequence > bindparam("noted")) & entries.c.kind.in_(TOUCHING)
SINCE = select(entries.c.sequence, entries.c.kind).where(_since).order_by(entries.c.sequence).limit(bindparam("most"))
LEFT = select(func.count()).select_from(entries).where(_since)
CAME = select(documents.c.sequence, documents.c.key, documents.c.replaces).where(
    documents.c.sequence.in_(numbers_of("of"))
)
NAMED = select(entries.c.sequence, entries.c.schema, entries.c.payload).where(entries.c.sequence.in_(numbers_of("of")))
ANCHORED = select(anchors.c.decision, anchors.c.document).where(anchors.c.decision.in_(numbers_of("of")))

_changed = upsert(fuse_changed)
STANDS = _changed.on_conflict_do_update(index_elements=["incident"], set_={"gone": False, "target": None})
GONE = _changed.on_conflict_do_update(index_elements=["incident"], set_={"gone": True})
MERGED = _changed.on_conflict_do_update(
    index_elements=["incident"], set_={"gone": True, "target": _changed.excluded.target}
)
DUE = select(fuse_changed).order_by(fuse_changed.c.incident).limit(bindparam("most"))
UNENTERED = select(fuse_mints).where(fuse_mints.c.incident.in_(words_of("of"))).order_by(fuse_mints.c.number)
DONE = delete(fuse_changed).where(fuse_changed.c.incident.in_(words_of("of")))
ENTERED = delete(fuse_mints).where(fuse_mints.c.incident.in_(words_of("of")))
IDS = (
    select(fuse_items.c.incident)
    .where(fuse_items.c.incident > bindparam("after"))
    .group_by(fuse_items.c.incident)
    .order_by(fuse_items.c.incident)
    .limit(bindparam("most"))
)


class SqlFolding:
    """The fold of a ledger."""

    def __init__(self, store: Store, reports: SqlReports) -> None:
        self._store = store
        self.notes = SqlNotes(store)
        self.sources = reports

    # -------------------------------------------------------------------------------------------- where it stands
    def is_idle(self, digest: str) -> bool:
        """Whether the notes are those of this fuser, and nothing is to be noted or folded."""
        with self._store.reading() as connection:
            state = _state(connection)
            if state is None or state.digest != digest:
                return False
            waiting = exists().where(_since), exists().select_from(fuse_changed)
            asked = {"noted": state.noted}
            return not any(connection.scalar(select(each), asked) for each in waiting)

    def is_whole(self, digest: str) -> bool:
        """Whether the notes are those of this fuser, and have been of all documents at some time."""
        with self._store.reading() as connection:
            state = _state(connection)
            return state is not None and state.digest == digest and state.whole

    def left(self) -> int:
        """How many entries are still to be looked at."""
        with self._store.reading() as connection:
            state = _state(connection)
            return connection.scalar(LEFT, {"noted": state.noted if state else 0}) or 0

    def incidents(self, *, after: str = "", most: int) -> Sequence[str]:
        """The ids of the incidents in the notes, in their order, those after one of them."""
        with self._store.reading() as connection:
            return list(connection.scalars(IDS, {"after": after, "most": most}))

    # ----------------------------------------------------------------------------------------------------- noting
    def begin(self, digest: str) -> None:
        """Throw the notes away where they are another fuser's; then everything is pending."""
        with self._store.writing() as connection:
            state = _state(connection)
            if state is not None and state.digest == digest:
                return
            self.notes.keep_last_number()
            for table in EMPTIED:
                connection.execute(delete(table))
            # What does not come out again is to be closed.
            stood = select(incidents.c.incident, literal(True)).where(incidents.c.state != "gone")
            connection.execute(insert(fuse_changed).from_select(["incident", "gone"], stood))
            connection.execute(delete(fuse_state))
            connection.execute(insert(fuse_state).values(id=1, digest=digest, noted=0, whole=False))

    def pending(self, *, most: int) -> Pending:
        """The documents to be noted next, about so many."""
        with self._store.reading() as connection:
            state = _state(connection)
            noted = state.noted if state else 0
            rows = connection.execute(SINCE, {"noted": noted, "most": PER_DOCUMENT * most}).all()
            if not rows:
                return Pending(until=noted)
            touched = _touched(connection, [(row.sequence, row.kind) for row in rows])
        found: set[str] = set()
        seen = [row.sequence for row in rows]
        for at, sequence in enumerate(seen):
            found |= touched.get(sequence, set())
            if len(found) >= most:
                del seen[at + 1 :]
        more = len(seen) < len(rows) or len(rows) == PER_DOCUMENT * most
        return Pending(documents=frozenset(found), until=seen[-1], more=more)

    def note(
        self,
        *,
        until: int,
        whole: bool,
        changed: Collection[str] = (),
        gone: Collection[str] = (),
        mints: Iterable[Mint] = (),
        redirects: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Say what came of noting documents. `whole`: there are no others."""
        new = [{name: getattr(mint, name) for name in Mint.__struct_fields__ if name != "sequence"} for mint in mints]
        with self._store.writing() as connection:
            _run(connection, insert(fuse_mints), new)
            _run(connection, GONE, [{"incident": id, "gone": True, "target": None} for id in sorted(gone)])
            merged = [{"incident": id, "gone": True, "target": target} for id, target in sorted(redirects.items())]
            _run(connection, MERGED, merged)
            _run(connection, STANDS, [{"incident": id, "gone": False, "target": None} for id in sorted(changed)])
            moved = {"noted": until, "whole": True} if whole else {"noted": until}
            connection.execute(fuse_state.update().values(moved))

    # ---------------------------------------------------------------------------------------------------- folding
    def due(self, *, most: int) -> Due:
        """Incidents whose revisions are to be made next, so many at most."""
        with self._store.reading() as connection:
            found = connection.execute(DUE, {"most": most + 1}).all()
            more, rows = len(found) > most, found[:most]
            of = {"of": listed(row.incident for row in rows)}
            given = [given_mint(row) for row in connection.execute(UNENTERED, of)]
        unknown = {mint.incident for mint in given}
        gone = {row.incident: row.target for row in rows if row.gone and row.incident not in unknown}
        changed = tuple(row.incident for row in rows if not row.gone)
        return Due(
            changed=changed,
            gone=tuple(gone),
            mints=tuple(mint for mint in given if mint.incident in set(changed)),
            redirects={id: target for id, target in gone.items() if target is not None},
            more=more,
        )

    def done(self, due: Due) -> None:
        """Say that their revisions were made."""
        with self._store.writing() as connection:
            connection.execute(DONE, {"of": listed((*due.changed, *due.gone))})
            connection.execute(ENTERED, {"of": listed(mint.incident for mint in due.mints)})
            if not due.more:  # ids that were given on the way and are of no incident now
                connection.execute(delete(fuse_mints))
                connection.execute(delete(fuse_changed))


def _state(connection: Connection) -> Row[Any] | None:
    return connection.execute(STATE).one_or_none()


def _run(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _touched(connection: Connection, rows: Sequence[tuple[int, str]]) -> dict[int, set[str]]:
    """The documents that entries touch, by the numbers of the entries."""
    of = {kind: listed(sequence for sequence, each in rows if each == kind) for kind in TOUCHING}
    found: dict[int, set[str]] = {}
    for row in connection.execute(CAME, {"of": of["document"]}):
        found[row.sequence] = {key for key in (row.key, row.replaces) if key is not None}
    for each in connection.execute(ANCHORED, {"of": of["decision"]}):
        found.setdefault(each.decision, set()).add(each.document)
    for kind in ("activate", "erase"):
        for row in connection.execute(NAMED, {"of": of[kind]}).all():
            payload = load_payload(row.sequence, row.schema, row.payload)
            found[row.sequence] = {payload["document"]}
            blanked = payload.get("entries") or ()
            found[row.sequence].update(each.document for each in connection.execute(ANCHORED, {"of": listed(blanked)}))
    return found
