"""What is put out for partners to fetch: ordinary tables. The port is `tocsin.ports.shelf.Shelf`.

A version of an object is kept once, whatever collections it lies in, so that one `id` and `modified` can never mean
two contents. `date_added` is given inside the write transaction, and the row that it is counted on is locked until
the commit: what is added later by the clock of the database comes later on the shelf, and a reader that asks for
what came after the last it saw misses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, or_, select, true, update

from tocsin.keep.fetches import note, receipts, select_fetches, sent
from tocsin.keep.parcels import SHELF, put_all
from tocsin.keep.store import Store
from tocsin.keep.tables import collections, positions, shelved, versions
from tocsin.ports.shelf import Collection, Fetch, Page, Parcel, Shelved, Wanted

_HEADS = (shelved.c.date_added, versions.c.id, versions.c.type, versions.c.spec_version, versions.c.version)


class SqlShelf:
    """The shelf of a ledger, in its database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------------------------------- collections
    def open(self, collection: Collection) -> bool:
        """Have a collection, or another title for one that is there; whether it is new."""
        words = {"title": collection.title, "description": collection.description}
        with self._store.writing() as connection:
            here = collections.c.id == collection.id
            if connection.execute(update(collections).where(here).values(words)).rowcount:
                return False
            fresh = {"id": collection.id, "opened_at": self._store.now(), **words}
            connection.execute(insert(collections).values(fresh))
            return True

    def collections(self, ids: Iterable[str] | None = None) -> Sequence[Collection]:
        """The collections of these ids, or all, by title; ids that there are not are passed over."""
        query = select(collections.c.id, collections.c.title, collections.c.description)
        if ids is not None:
            query = query.where(collections.c.id.in_(list(ids)))
        found = self._store.rows(query.order_by(collections.c.title, collections.c.id))
        return [Collection(**row._mapping) for row in found]

    # ----------------------------------------------------------------------------------------- objects
    def put(self, collection: str, parcels: Iterable[Parcel]) -> int:
        """Put versions into a collection, in this order, all or none; how many were not there yet.

        Raises `LedgerError` where there is no such collection, where the same `id` and `modified` are on the shelf
        with other bytes, or where that version was erased; `InputError` for what is no STIX object with a moment.
        """
        with self._store.writing() as connection:
            return put_all(connection, collection, parcels, now=self._store.microseconds())

    def page(
        self, collection: str, wanted: Wanted, *, limit: int, most_bytes: int | None = None, forms: bool = True
    ) -> Page:
        """The next versions of a collection, at most `limit`, and none after `most_bytes` are reached."""
        columns = (*_HEADS, versions.c.form) if forms else _HEADS
        query = _query(select(*columns), collection, wanted).limit(limit + 1)
        found: list[Shelved] = []
        size = 0
        with self._store.snapshot(), self._store.reading() as connection:
            newest = connection.scalars(select(positions.c.number).where(positions.c.name == SHELF)).one()
            rows = connection.execute(query)
            more = False
            for row in rows:
                more = len(found) == limit or (most_bytes is not None and size >= most_bytes)
                if more:
                    break
                found.append(_shelved(row))
                size += len(found[-1].form)
            rows.close()
        return Page(versions=tuple(found), more=more, newest=newest)

    def holds(self, collection: str, id: str) -> bool:
        """Whether a collection has some version of an object."""
        here = (shelved.c.collection == collection) & (shelved.c.id == id) & versions.c.erased.is_(None)
        query = select(shelved.c.date_added).join(versions, versions.c.number == shelved.c.number)
        return bool(self._store.rows(query.where(here).limit(1)))

    # ----------------------------------------------------------------------------------------- fetches
    def note(self, fetch: Fetch) -> None:
        """Write down what a partner asked for and got."""
        with self._store.writing() as connection:
            note(connection, fetch)

    def fetches(self, *, partner: str | None = None, most: int = 100) -> Sequence[Fetch]:
        """The latest requests, the latest first."""
        with self._store.reading() as connection:
            return select_fetches(connection, partner=partner, most=most)

    def sent(self, fetch: Fetch) -> Sequence[Shelved]:
        """The versions that left with an answer, without their bytes; those erased since are among them."""
        with self._store.reading() as connection:
            return sent(connection, fetch)

    def receipts(self, id: str) -> Sequence[tuple[Fetch, Shelved]]:
        """Every time that a version of an object left, in order, with who got it."""
        with self._store.snapshot(), self._store.reading() as connection:
            return receipts(connection, id)


def _query(query: Select[Any], collection: str, wanted: Wanted) -> Select[Any]:
    return (
        query.join(versions, versions.c.number == shelved.c.number)
        .where(
            shelved.c.collection == collection,
            shelved.c.date_added > wanted.after,
            versions.c.erased.is_(None),
            _among(shelved.c.id, wanted.ids),
            _among(versions.c.type, wanted.types),
            _among(versions.c.spec_version, wanted.spec_versions),
            _which(wanted),
        )
        .order_by(shelved.c.date_added)
    )


def _among(column: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    return column.in_(words) if words else true()


def _which(wanted: Wanted) -> ColumnElement[bool]:
    """The versions that any of the words or moments means."""
    if "all" in wanted.versions or not wanted.versions:
        return true()
    each: list[ColumnElement[bool]] = []
    if "first" in wanted.versions:
        each.append(shelved.c.first == true())
    if "last" in wanted.versions:
        each.append(shelved.c.last == true())
    moments = [moment for moment in wanted.versions if isinstance(moment, int)]
    if moments:
        each.append(shelved.c.modified.in_(moments))
    return or_(*each)


def _shelved(row: Row[Any]) -> Shelved:
    """A row of `_HEADS`, and of the form behind them. By position: a name looked up costs more than the row itself."""
    added, id, type, spec, version, *form = tuple(row)
    return Shelved(
        date_added=added, id=id, type=type, spec_version=spec, version=version, form=form[0] if form else b""
    )
