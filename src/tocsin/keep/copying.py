"""A ledger in another database: every row as it is, and proof that it arrived.

The two may be of different kinds. The copy has the same entries, numbers, revisions, accounts and namespace: it takes
the place of the ledger. Its index of words is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, func, insert, select

from tocsin.errors import LedgerError
from tocsin.keep import note_tables, search  # the tables of notes are among those of the metadata
from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import entries, metadata, schema_version

TABLES = tuple(table for table in metadata.sorted_tables if table is not schema_version)
assert note_tables.fuse_items in TABLES

Step = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a copy holds: its rows in all, and its entries and incidents among them."""

    rows: int
    entries: int
    incidents: int


def copy_store(source: Store, target: Store, *, step: Step = lambda _table, _rows: None) -> Copied:
    """Put everything that a ledger holds into an empty one, in one transaction, and compare the two row by row.

    Others may write into the source meanwhile; what they add is not in the copy. `step` is told each table and how many
    rows it had. Raises `LedgerError` where the target holds entries or the copy comes out otherwise; then the target is
    as it was.
    """
    with source.snapshot(), target.writing() as connection:
        if connection.scalar(select(func.count()).select_from(entries)):
            raise LedgerError(f"{target.place} holds entries already; name an empty database, or one that is not there")
        for table in reversed(TABLES):
            if table is not entries:
                connection.execute(delete(table))
        counts = {}
        for table in TABLES:
            counts[table.name] = _copy(source, connection, table)
            step(table.name, counts[table.name])
        search.fill(connection)
        target.database.number_on(connection)
        differing = [table.name for table in TABLES if _digest(source, table) != _digest(target, table)]
        if differing:
            raise LedgerError(f"{target.place}: {', '.join(differing)} came out otherwise; nothing of the copy is kept")
    return Copied(rows=sum(counts.values()), entries=counts["entries"], incidents=counts["incidents"])


def _copy(store: Store, connection: Connection, table: Table) -> int:
    count = 0
    for rows in _chunks(store, select(table)):
        connection.execute(insert(table), [dict(row._mapping) for row in rows])
        count += len(rows)
    return count


def _chunks(store: Store, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    with store.reading() as connection:
        yield from connection.execute(query.execution_options(yield_per=CHUNK)).partitions()


def _digest(store: Store, table: Table) -> str:
    """What the rows of a table come to, in the order of its key."""
    digest = sha256()
    for rows in _chunks(store, select(table).order_by(*table.primary_key.columns)):
        for row in rows:
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
