"""Opening a ledger: which database, whether it is one of ours, and up to the newest version."""

from __future__ import annotations

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from tocsin.errors import LedgerError
from tocsin.keep import sqlite
from tocsin.keep.migrations import NEWEST, current_version, migrate
from tocsin.keep.moments import recorded
from tocsin.keep.sql_ledger import SqlLedger
from tocsin.keep.store import Store
from tocsin.keep.trouble import translated
from tocsin.ports import Clock


def open_ledger(url: str, *, clock: Clock, actor: str, create: bool = True) -> SqlLedger:
    """The ledger in a database, made where there is none and brought to the newest version.

    Args:
        url: an SQLAlchemy URL: `sqlite:///tocsin.db` (a path from here), `sqlite:////srv/tocsin.db`, or
            `sqlite://` for one in memory.
        clock: tells when an entry is recorded.
        actor: who adds, in each entry: a program and its version, or a person.
        create: False where a missing file is an error.

    Raises: `LedgerError` where the database cannot be opened, is not a ledger, or a newer Tocsin made it.
    """
    parsed = _parse(url)
    place = sqlite.place_of(parsed)
    if not create and sqlite.is_missing(parsed):
        raise LedgerError(f"there is no ledger at {place}; `tocsin add` makes one, or name another with --database")
    with translated(place):
        engine = sqlite.make_engine(parsed)
    try:
        with translated(place):
            _prepare(engine, place, now=recorded(clock.now()), in_memory=sqlite.in_memory(parsed))
        return SqlLedger(Store(engine, place=place, clock=clock, actor=actor, in_memory=sqlite.in_memory(parsed)))
    except BaseException:
        engine.dispose()
        raise


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(f"{url!r} is no database URL; for a file write sqlite:///path/to/tocsin.db") from error
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        shown = parsed.render_as_string(hide_password=True)
        raise LedgerError(f"{shown}: this version keeps its ledger in SQLite; write sqlite:///path/to/tocsin.db")
    return parsed


def _prepare(engine: Engine, place: str, *, now: str, in_memory: bool) -> None:
    try:
        with engine.connect() as connection:
            version = current_version(connection)  # before anything is changed: it may be somebody else's
        if version == NEWEST:
            return  # without asking for the lock: others may be writing
        if not in_memory:
            sqlite.use_write_ahead_log(engine)
        with engine.connect().execution_options(**{sqlite.WRITE: True}) as connection, connection.begin():
            migrate(connection, now=now)
    except LedgerError as error:
        raise LedgerError(f"{place}: {error}") from error
