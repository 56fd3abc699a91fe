"""Several documents at once by their ids: the port of `tocsin.ports.Library`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import func, select

from tocsin.keep.load import document_of, held, readings_of
from tocsin.keep.store import Store
from tocsin.keep.tables import documents, entries, readings
from tocsin.keep.values import depth_in, listed, words_of
from tocsin.ports import Read
from tocsin.record import Document, Reading

# Built once: building a statement takes longer than running it. Of the texts of one id the one that counts comes last.
ORDER = (documents.c.replaced_by.is_(None), documents.c.sequence)
KEYS = held(select(documents.c.id, documents.c.key).where(documents.c.id.in_(words_of("of")))).order_by(*ORDER)
ENTRIES = select(entries).join(documents, documents.c.sequence == entries.c.sequence)
TEXTS = held(ENTRIES.where(documents.c.key.in_(words_of("of"))))
NEWEST = select(func.max(documents.c.sequence)).where(documents.c.id.in_(words_of("of")))
OTHER = readings.alias()
SECOND = held(  # a reading that came after the one that counts, and does not count
    select(
        documents.c.id,
        documents.c.sequence.label("doc"),
        readings.c.sequence.label("standing"),
        OTHER.c.sequence.label("reading"),
    )
    .join(readings, readings.c.document == documents.c.key)
    .join(OTHER, OTHER.c.document == documents.c.key)
    .where(readings.c.active, OTHER.c.active.is_(False), OTHER.c.sequence > readings.c.sequence)
    .where(documents.c.replaced_by.is_(None))
)
SECONDED = SECOND.with_only_columns(documents.c.id).distinct()
BESIDE = SECOND.where(documents.c.id.in_(words_of("of"))).order_by(documents.c.sequence, OTHER.c.sequence)
DEPTH = depth_in(entries.c.payload).label("depth")
DEPTHS = held(
    select(documents.c.published, documents.c.language, DEPTH, func.count().label("number"))
    .select_from(readings)
    .join(documents, documents.c.key == readings.c.document)
    .join(entries, entries.c.sequence == readings.c.sequence)
    .where(readings.c.active, documents.c.replaced_by.is_(None))
).group_by(documents.c.published, documents.c.language, DEPTH)


class Pair(NamedTuple):
    """The numbers of the entries of a document and of a reading of it."""

    doc: int
    reading: int


class SqlLibrary:
    """The documents of a ledger, in its database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keys(self, ids: Collection[str]) -> dict[str, str]:
        """The key of the newest text of each id; ids that there are not, or no more, are left out."""
        with self._store.reading() as connection:
            return {row.id: row.key for row in connection.execute(KEYS, {"of": listed(ids)})}

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """The newest text of each id; ids that there are not, or no more, are left out."""
        with self._store.reading() as connection:
            rows = connection.execute(TEXTS, {"of": listed(self.keys(ids).values())}).all()
        return {doc.id: doc for doc in map(document_of, rows) if doc is not None}

    def seconded(self) -> frozenset[str]:
        """The ids of all documents that have a reading kept beside the one that counts."""
        return frozenset(row.id for row in self._store.rows(SECONDED))

    def beside(self, ids: Collection[str]) -> dict[str, tuple[Reading, tuple[Reading, ...]]]:
        """The reading that counts of documents, with those that were kept beside it, by the id of each."""
        with self._store.reading() as connection:
            rows = connection.execute(BESIDE, {"of": listed(ids)}).all()
        found: dict[str, tuple[Reading, tuple[Reading, ...]]] = {}
        for row in rows:
            pairs = [Pair(row.doc, number) for number in (row.standing, row.reading)]
            standing, other = readings_of(self._store, pairs)
            found[row.id] = (standing, (*found.get(row.id, (standing, ()))[1], other))
        return found

    def newest(self, ids: Collection[str]) -> int:
        """The number of the entry with which the newest of some documents came; 0 where none of them is here."""
        with self._store.reading() as connection:
            return connection.scalar(NEWEST, {"of": listed(ids)}) or 0

    def read(self) -> Iterator[Read]:
        """How far documents were read, those that were replaced left out, in no order."""
        for row in self._store.rows(DEPTHS):
            if row.depth is not None:  # nothing is left of an erased one
                yield Read(published=row.published, language=row.language, depth=row.depth, count=row.number)
