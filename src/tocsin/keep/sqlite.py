"""Everything that is true of SQLite only: pragmas, locks, guards, scrubbing, and what its errors mean.

What every database answers stands in `databases`. `synchronous=FULL` makes each commit
wait for the disk, so that what was reported survives a power cut; the write-ahead log lets others read meanwhile.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import OperationalError

from tocsin.errors import LedgerError
from tocsin.keep.databases import WRITE

BUSY_SECONDS = 30

# On each connection. `secure_delete` overwrites what is deleted, for the sake of `erase`.
PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON")

# An entry is never deleted, and changes only by being blanked. Said in the database, so that it holds for any
# program that opens the file.
GUARDS = (
    """CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries
       BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END""",
    """CREATE TRIGGER entries_only_erased BEFORE UPDATE ON entries
       WHEN json_extract(NEW.payload, '$.erased') IS NULL OR NEW.sequence <> OLD.sequence OR NEW.kind <> OLD.kind
         OR NEW.recorded_at <> OLD.recorded_at OR NEW.actor <> OLD.actor OR NEW.schema <> OLD.schema
       BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END""",
)


# --------------------------------------------------------------------------------------------- opening
def in_memory(url: URL) -> bool:
    """Whether the database lives in memory, on one connection."""
    return url.database in (None, "", ":memory:")


def place_of(url: URL) -> str:
    """The file, as errors name it."""
    return "the ledger in memory" if in_memory(url) else str(url.database)


def is_missing(url: URL) -> bool:
    """Whether the URL names a plain file that is not there yet."""
    database = url.database or ""
    return not in_memory(url) and not database.startswith("file:") and not Path(database).exists()


def make_engine(url: URL) -> Engine:
    """An engine that keeps the promises of the module's docstring. Opens nothing yet."""
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(BUSY_SECONDS)})
    if in_memory(url):
        engine = create_engine(
            url, hide_parameters=True, poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: two that had both begun to read could not both go on to write.
    writes = connection.get_execution_options().get(WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare(engine: Engine) -> None:
    """Switch a ledger to the write-ahead log, for good. Waits for others, which the pragma itself does not."""
    if in_memory(engine.url):
        return
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            _run(engine, "PRAGMA journal_mode = WAL")
        except OperationalError as error:
            if time.monotonic() > deadline or not _is_busy(error.orig):
                raise
            time.sleep(0.05)
        else:
            return


def guard_entries(connection: Connection) -> None:
    """Have the database itself refuse to delete or rewrite entries."""
    for guard in GUARDS:
        connection.exec_driver_sql(guard)


def number_on(_connection: Connection) -> None:
    """Nothing has to be done: a row is numbered after the highest there is."""


# --------------------------------------------------------------------------------------- looking after
def scrub(engine: Engine, place: str) -> None:
    """Rewrite the file without the traces of what was erased, the log included.

    Raises `LedgerError` where another program has the ledger open and traces may be left.
    """
    try:
        _run(engine, "VACUUM")
        row = _run(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError as error:
        if not _is_busy(error.orig):
            raise
        row = (1,)
    if row is not None and row[0]:
        raise LedgerError(
            f"{place}: the document is erased, but another program is using the ledger, so traces of it may be left"
            " in the file; stop that program and erase the document once more"
        )


def integrity(engine: Engine) -> str | None:
    """What SQLite itself finds wrong with the file, None where nothing."""
    row = _run(engine, "PRAGMA integrity_check(1)")
    return None if row is None or row[0] == "ok" else str(row[0])


def _run(engine: Engine, statement: str) -> tuple[Any, ...] | None:
    """The first row of a statement that must stand outside a transaction."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        try:
            cursor.execute(statement)
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
        finally:
            cursor.close()
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error
    finally:
        connection.close()


# ---------------------------------------------------------------------------------------------- errors
def _code(error: BaseException | None) -> int:
    """The primary result code of an error of SQLite, 0 for others."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _is_busy(error: BaseException | None) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def explain(error: sqlite3.Error, place: str) -> str:
    """One sentence that says what is wrong and what to do."""
    match _code(error):
        case sqlite3.SQLITE_NOTADB:
            return f"{place} is not a database; name another file, or one that does not exist yet"
        case sqlite3.SQLITE_CANTOPEN:
            return _explain_unopened(place)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"{place} is locked by another program; wait until it has finished, or stop it, and try again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return f"{place} cannot be written; give yourself the right to write the file and its folder"
        case sqlite3.SQLITE_FULL:
            return f"{place}: the disk is full; make room and try again, nothing that was reported is lost"
        case sqlite3.SQLITE_CORRUPT:
            return f"{place} is damaged ({error}); restore it from a copy"
        case sqlite3.SQLITE_IOERR:
            return f"{place}: the disk failed ({error}); check the disk and try again"
        case _:
            return f"{place}: the database refused ({error}); run a check of the ledger"


def _explain_unopened(place: str) -> str:
    path = Path(place)
    if path.is_dir():
        return f"{place} is a folder; name a file in it, such as {path / 'tocsin.db'}"
    if not path.parent.is_dir():
        return f"{place} cannot be made: the folder {path.parent} does not exist; make it first"
    return f"{place} cannot be opened; check that you may read and write the file and its folder"
