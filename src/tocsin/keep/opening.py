"""Opening a ledger: which database, whether it is one of ours, and up to the newest version."""

from __future__ import annotations

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from tocsin.errors import LedgerError
from tocsin.keep.databases import WRITE, Database, database_named
from tocsin.keep.migrations import NEWEST, current_version, migrate
from tocsin.keep.moments import recorded
from tocsin.keep.sql_ledger import SqlLedger
from tocsin.keep.store import Store
from tocsin.keep.trouble import translated
from tocsin.ports import Clock

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql",
    "postgresql+psycopg": "postgresql",
    "postgres": "postgresql",  # as many a provider writes it
}


def open_ledger(url: str, *, clock: Clock, actor: str, create: bool = True) -> SqlLedger:
    """The ledger in a database, made where there is none and brought to the newest version.

    Args:
        url: an SQLAlchemy URL: `sqlite:///tocsin.db` (a path from here), `sqlite:////srv/tocsin.db`, `sqlite://` for
            one in memory, or `postgresql://user@host/database`.
        clock: tells when an entry is recorded.
        actor: who adds, in each entry: a program and its version, or a person.
        create: False where a missing ledger is an error.

    Raises: `LedgerError` where the database cannot be opened, is not a ledger, or a newer Tocsin made it.
    """
    parsed, database = _parse(url)
    place, in_memory = database.place_of(parsed), database.in_memory(parsed)
    if not create and database.is_missing(parsed):
        raise _no_ledger(place)
    with translated(place):
        engine = database.make_engine(parsed)
    try:
        with translated(place):
            _prepare(engine, database, place, now=recorded(clock.now()), create=create or in_memory)
        return SqlLedger(Store(engine, place=place, clock=clock, actor=actor, in_memory=in_memory))
    except BaseException:
        engine.dispose()
        raise


def _no_ledger(place: str) -> LedgerError:
    return LedgerError(f"there is no ledger at {place}; `tocsin add` makes one, or name another with --database")


def _parse(url: str) -> tuple[URL, Database]:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(f"{url!r} is no database URL; for a file write sqlite:///path/to/tocsin.db") from error
    if parsed.drivername not in DRIVERS:
        shown = parsed.render_as_string(hide_password=True)
        raise LedgerError(
            f"{shown}: a ledger is kept in SQLite or PostgreSQL; write sqlite:///path/to/tocsin.db"
            " or postgresql://user@host/database"
        )
    return parsed, database_named(DRIVERS[parsed.drivername])


def _prepare(engine: Engine, database: Database, place: str, *, now: str, create: bool) -> None:
    try:
        with engine.connect() as connection:
            version = current_version(connection)  # before anything is changed: it may be somebody else's
        if version == NEWEST:
            return  # without asking for the lock: others may be writing
        if version > 0 or create:
            database.prepare(engine)
            with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
                migrate(connection, now=now)
    except LedgerError as error:
        raise LedgerError(f"{place}: {error}") from error
    if version == 0 and not create:
        raise _no_ledger(place)
