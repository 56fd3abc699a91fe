"""Connections, transactions and the one place where entries are written. Not for what entries mean.

Each thread has a transaction of its own; inside one, everything goes over its connection. Writers of one program
wait for one another here, writers of several programs in the database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from tocsin.errors import LedgerError
from tocsin.keep.databases import WRITE, database_named
from tocsin.keep.hashes import entry_hash
from tocsin.keep.moments import microseconds, parse_instant, recorded
from tocsin.keep.payloads import SCHEMAS, canonical
from tocsin.keep.projection import apply_entry
from tocsin.keep.tables import entries
from tocsin.keep.trouble import DATABASE_ERRORS, translated
from tocsin.ports import Clock, Entry, EntryKind, FineClock
from tocsin.record.json_form import Json

T = TypeVar("T")
CHUNK = 500  # rows fetched at once, so that a long loop neither holds the database nor fills the memory


class _Current(threading.local):
    """The transaction of this thread, and what is to be done once it is through.

    `undone` says that the database itself undid the transaction (a full disk makes it do so), although the caller
    may have caught the error and go on.
    """

    connection: Connection | None = None
    undone: bool = False
    afterwards: list[Callable[[], None]]


class Store:
    """An open database of entries."""

    def __init__(self, engine: Engine, *, place: str, clock: Clock, actor: str, in_memory: bool) -> None:
        self.place = place
        self.in_memory = in_memory
        self.database = database_named(engine.dialect.name)
        self._engine: Engine | None = engine
        self._clock = clock
        self._actor = actor
        self._current = _Current()
        self._lock = threading.RLock()

    @property
    def engine(self) -> Engine:
        """The engine. Raises `LedgerError` where the ledger was closed."""
        if self._engine is None:
            raise LedgerError(f"{self.place} was closed; open the ledger again")
        return self._engine

    def close(self) -> None:
        """Let go of the database. Closing twice does nothing."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def now(self) -> str:
        """The present moment, as entries write it."""
        return recorded(self._clock.now())

    def microseconds(self) -> int:
        """The present moment in microseconds since 1970, as fine as the clock tells it."""
        if isinstance(self._clock, FineClock):
            return self._clock.microseconds()
        instant = parse_instant(self.now())
        assert instant is not None
        return microseconds(instant)

    # ------------------------------------------------------------------------------------ transactions
    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing, with one commit at the end of the outermost. What the caller raises passes through."""
        outer = self._current.connection
        with translated(self.place, only=DATABASE_ERRORS):
            yield from self._outermost() if outer is None else self._nested(outer)

    def _outermost(self) -> Iterator[Connection]:
        with self._lock:
            self._current.undone = False
            afterwards = self._current.afterwards = []
            with self.engine.connect() as connection:
                connection.execution_options(**{WRITE: True})
                with connection.begin():
                    self._current.connection = connection
                    try:
                        yield connection
                    finally:
                        self._current.connection = None
                    self._require_whole()
            for do in afterwards:
                do()

    def _nested(self, outer: Connection) -> Iterator[Connection]:
        self._require_whole()
        savepoint = outer.begin_nested()
        try:
            yield outer
        except BaseException:
            try:
                savepoint.rollback()
            except SQLAlchemyError:  # there is no savepoint any more; the first error is the one to tell
                self._current.undone = True
            raise
        savepoint.commit()

    def _require_whole(self) -> None:
        if self._current.undone:
            raise LedgerError(f"{self.place}: the database undid this transaction after an error; begin it again")

    def after_commit(self, do: Callable[[], None]) -> None:
        """Have something done once the outermost transaction of this thread is committed."""
        self._current.afterwards.append(do)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction around work of our own: every foreign exception is translated."""
        with self.transaction() as connection, translated(self.place):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from: the transaction's in one, else a fresh one with a view of its own."""
        with translated(self.place):
            if self._current.connection is not None:
                yield self._current.connection
            elif self.in_memory:  # one connection for all threads
                with self._lock, self.engine.connect() as connection:
                    yield connection
            else:
                with self.engine.connect() as connection:
                    yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One view of the ledger for everything that this thread reads inside, whatever others add meanwhile."""
        with self.reading() as connection:
            before = self._current.connection
            self._current.connection = connection
            try:
                yield
            finally:
                self._current.connection = before

    # ------------------------------------------------------------------------------------------- rows
    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """All rows of a query."""
        with self.reading() as connection:
            return connection.execute(query).all()

    def rows_by(self, query: Select[Any], column: Any, values: Sequence[T]) -> Iterator[dict[T, Row[Any]]]:
        """The rows whose `column` is among `values`, by that value, chunk after chunk."""
        for at in range(0, len(values), CHUNK):
            found = self.rows(query.where(column.in_(values[at : at + CHUNK])))
            yield {row._mapping[column]: row for row in found}

    def last_sequence(self) -> int:
        """The number of the last entry, 0 where there is none."""
        with self.reading() as connection:
            return connection.scalar(select(func.max(entries.c.sequence))) or 0

    def last_erasure(self) -> int:
        """The number of the last tombstone, 0 where there is none."""
        with self.reading() as connection:
            return connection.scalar(select(func.max(entries.c.sequence)).where(entries.c.kind == "erase")) or 0

    # ---------------------------------------------------------------------------------------- entries
    def append(self, kind: EntryKind, payload: Json, *, actor: str | None = None) -> Entry:
        """Write one entry, inside the transaction of this thread, and bring the projections up to it."""
        connection = self._current.connection
        if connection is None:
            raise LedgerError(f"{self.place}: an entry is written inside a transaction only")
        fields = {
            "schema": SCHEMAS[kind],
            "recorded_at": self.now(),
            "actor": actor or self._actor,
            "payload": canonical(payload),
        }
        fields["hash"] = entry_hash(kind=kind, **fields)
        made = connection.execute(insert(entries), {"kind": kind, **fields}).inserted_primary_key
        assert made is not None
        entry = Entry(sequence=made[0], kind=kind, **fields)
        apply_entry(connection, entry, payload)
        return entry
