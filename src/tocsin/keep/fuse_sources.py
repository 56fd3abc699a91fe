"""What is fused, by document key, from a ledger's database: the port of `tocsin.notes.Sources`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select

from tocsin.keep.load import active, decision_of, readings_of
from tocsin.keep.note_tables import anchors, fuse_mints
from tocsin.keep.store import Store
from tocsin.keep.tables import documents, entries, mints
from tocsin.keep.values import listed, words_of
from tocsin.ports import Mint
from tocsin.record import Decision, Document, Reading

UNENTERED = 1 << 62  # from here on the ids are numbered that are not entered yet: any that is entered came before

READINGS: Select[Any] = active().where(documents.c.key.in_(words_of("of")), documents.c.replaced_by.is_(None))
DATES = select(documents.c.key, documents.c.published, documents.c.retrieved).where(documents.c.key.in_(words_of("of")))
DECISIONS = (
    select(entries)
    .where(
        entries.c.sequence.in_(select(anchors.c.decision).where(anchors.c.document.in_(words_of("of")))),
    )
    .order_by(entries.c.sequence)
)
MINTS = select(mints).where(mints.c.document.in_(words_of("of"))).order_by(mints.c.sequence)
GIVEN = select(fuse_mints).where(fuse_mints.c.document.in_(words_of("of"))).order_by(fuse_mints.c.number)
IS_MINTED = select(
    or_(
        exists().where(mints.c.incident == bindparam("of")),
        exists().where(fuse_mints.c.incident == bindparam("of")),
    )
)


class SqlReports:
    """The readings, decisions and ids of documents."""

    def __init__(self, store: Store, document: Callable[[str], Document | None]) -> None:
        self._store = store
        self._document = document

    def readings(self, documents: Collection[str]) -> dict[str, Reading]:
        """The reading that counts for each; documents that do not count are left out."""
        with self._store.reading() as connection:
            pairs = connection.execute(READINGS, {"of": listed(documents)}).all()
        return {reading.document.key: reading for reading in readings_of(self._store, pairs)}

    def dates(self, documents: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
        """When each was published and retrieved, as it says."""
        with self._store.reading() as connection:
            rows = connection.execute(DATES, {"of": listed(documents)}).all()
        return {row.key: (row.published, row.retrieved) for row in rows}

    def document(self, name: str) -> Document | None:
        """The document of a key or an id; None where there is none."""
        return self._document(name)

    def decisions_on(self, documents: Collection[str]) -> Sequence[tuple[int, Decision]]:
        """The decisions anchored to any of them, with all that undo them, by sequence number."""
        with self._store.reading() as connection:
            rows = connection.execute(DECISIONS, {"of": listed(documents)}).all()
        found = ((row.sequence, decision_of(row)) for row in rows)
        return [(sequence, decision) for sequence, decision in found if decision is not None]

    def mints_of(self, documents: Collection[str]) -> Sequence[Mint]:
        """The ids founded in any of them. Those that are not entered yet come last."""
        with self._store.reading() as connection:
            entered = [Mint(**row._mapping) for row in connection.execute(MINTS, {"of": listed(documents)})]
            rows = connection.execute(GIVEN, {"of": listed(documents)}).all()
        return [*entered, *(given_mint(row) for row in rows)]

    def is_minted(self, incident: str) -> bool:
        """Whether an id was ever given."""
        with self._store.reading() as connection:
            return bool(connection.scalar(IS_MINTED, {"of": incident}))


def given_mint(row: Any) -> Mint:
    """The mint of a row of `fuse_mints`, numbered after all that are entered."""
    return Mint(
        incident=row.incident,
        document=row.document,
        field=row.field,
        start=row.start,
        end=row.end,
        family=row.family,
        sequence=UNENTERED + row.number,
    )
