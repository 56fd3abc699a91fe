"""Sources and their items: ordinary tables, changed in place. The port is `tocsin.ports.Sources`.

Of an item that is settled nothing stays but hashes of its key and of its page's address, so that it is known again:
what is to be forgotten is forgotten here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, func, insert, select, true, update

from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import documents, items, sources
from tocsin.record.source import Health, Item, Source

_ITEMS = items  # where an argument has the name
_STATE = ("due_at", "tried_at", "succeeded_at", "errors", "error", "etag", "last_modified")


class SqlSources:
    """The sources of a ledger, in its database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, source: Source) -> bool:
        """Follow a source from now on, or on other terms; whether it is new. What is known of its items stays."""
        with self._store.writing() as connection:
            form = msgspec.json.encode(source).decode()
            known = connection.execute(update(sources).where(sources.c.source == source.id).values(form=form))
            if known.rowcount:
                return False
            now = self._store.now()
            fresh = {"source": source.id, "url": source.url, "form": form, "added_at": now, "due_at": now, "errors": 0}
            connection.execute(insert(sources).values(fresh))
            return True

    def remove(self, id: str) -> bool:
        """Follow a source no longer; whether it was there. Its documents stay."""
        with self._store.writing() as connection:
            connection.execute(delete(items).where(items.c.source == id))
            return bool(connection.execute(delete(sources).where(sources.c.source == id)).rowcount)

    def all(self) -> Sequence[tuple[Source, Health]]:
        """Every source with how it fares, by name and address."""
        with self._store.snapshot():
            counts = self._counts()
            found = [(_source_of(row), _health_of(row, counts)) for row in self._store.rows(select(sources))]
        return sorted(found, key=lambda each: (each[0].name or each[0].url, each[0].url))

    def due(self, now: str, *, only: Collection[str] | None = None) -> Sequence[tuple[Source, Health]]:
        """Those that are to be asked by now, the longest overdue first. `only`: among the sources of these ids."""
        query = select(sources).where(sources.c.due_at <= now, _among(sources.c.source, only))
        return [(_source_of(row), _health_of(row, {})) for row in self._store.rows(query.order_by(sources.c.due_at))]

    def polled(self, id: str, *, health: Health, items: Iterable[Item] = ()) -> int:
        """Keep what came of asking a source, all of it or nothing; how many of the items are new."""
        offered = list(items)
        with self._store.writing() as connection:
            state = {name: getattr(health, name) for name in _STATE}
            connection.execute(update(sources).where(sources.c.source == id).values(state))
            known = self._known(id, [_hash(item.key) for item in offered])
            fresh = [_row_of(id, item, self._store.now()) for item in offered if _hash(item.key) not in known]
            if fresh:
                connection.execute(insert(_ITEMS), fresh)
            return len(fresh)

    def waiting(self, now: str, *, most: int, only: Collection[str] | None = None) -> Sequence[tuple[Source, Item]]:
        """Items to have by now, the first offered first, the sources in turn."""
        turn = func.row_number().over(partition_by=items.c.source, order_by=(items.c.due_at, items.c.key))
        query = (
            select(sources.c.form.label("source_form"), items.c.form, items.c.tries)
            .join(sources, sources.c.source == items.c.source)
            .where(items.c.state == "waiting", items.c.due_at <= now, _among(items.c.source, only))
            .order_by(turn, items.c.due_at, items.c.source)
            .limit(most)
        )
        return [
            (msgspec.json.decode(row.source_form, type=Source), _item_of(row.form, row.tries))
            for row in self._store.rows(query)
        ]

    def settle(
        self, id: str, item: str, *, document: str | None = None, error: str | None = None, due_at: str | None = None
    ) -> None:
        """Say what came of an item: the key of its document, or an error; `due_at`: it is tried again then.

        The words that the feed held of it go, once it is settled for good.
        """
        with self._store.writing() as connection:
            here = (items.c.source == id) & (items.c.key == _hash(item))
            tries = items.c.tries + 1
            if due_at is not None:
                change: dict[str, Any] = {"due_at": due_at, "tries": tries, "error": error}
            else:
                state = "failed" if error else "done"
                change = {"state": state, "tries": tries, "error": error, "document": document, "form": "{}"}
            connection.execute(update(items).where(here).values(change))

    def had(self, url: str) -> bool:
        """Whether the page of this address is in the ledger, from whatever source."""
        done = select(items.c.key).where(items.c.page == _hash(url), items.c.state == "done")
        kept = select(documents.c.key).where(documents.c.url == url)
        return bool(self._store.rows(done.limit(1)) or self._store.rows(kept.limit(1)))

    def next_due(self, *, only: Collection[str] | None = None) -> str | None:
        """When the next source or item is due; None where there is none."""
        of_items = select(func.min(items.c.due_at)).where(items.c.state == "waiting", _among(items.c.source, only))
        of_sources = select(func.min(sources.c.due_at)).where(_among(sources.c.source, only))
        moments = [row[0] for query in (of_items, of_sources) for row in self._store.rows(query) if row[0] is not None]
        return min(moments, default=None)

    def _known(self, id: str, keys: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for at in range(0, len(keys), CHUNK):
            query = select(items.c.key).where(items.c.source == id, items.c.key.in_(keys[at : at + CHUNK]))
            found.update(row.key for row in self._store.rows(query))
        return found

    def _counts(self) -> dict[tuple[str, str], int]:
        size = func.count().label("size")
        query = select(items.c.source, items.c.state, size).group_by(items.c.source, items.c.state)
        return {(row.source, row.state): row.size for row in self._store.rows(query)}


def _among(column: ColumnElement[str], only: Collection[str] | None) -> ColumnElement[bool]:
    return true() if only is None else column.in_(list(only))


def _hash(words: str) -> str:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _source_of(row: Row[Any]) -> Source:
    return msgspec.json.decode(row.form, type=Source)


def _health_of(row: Row[Any], counts: dict[tuple[str, str], int]) -> Health:
    done = counts.get((row.source, "done"), 0)
    failed, waiting = counts.get((row.source, "failed"), 0), counts.get((row.source, "waiting"), 0)
    state = {name: row._mapping[name] for name in _STATE}
    return Health(**state, items=done + failed + waiting, kept=done, waiting=waiting)


def _row_of(id: str, item: Item, now: str) -> dict[str, Any]:
    form = msgspec.json.encode(item).decode()
    fields = {
        "source": id,
        "key": _hash(item.key),
        "page": _hash(item.url) if item.url else None,
        "state": "waiting",
        "tries": 0,
        "form": form,
    }
    return {**fields, "seen_at": now, "due_at": now, "document": None, "error": None}


def _item_of(form: str, tries: int) -> Item:
    return msgspec.structs.replace(msgspec.json.decode(form, type=Item), tries=tries)
