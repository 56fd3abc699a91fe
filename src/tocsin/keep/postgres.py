"""Everything that is true of PostgreSQL only: locks, guards, scrubbing, and what its errors mean.

Writers take turns, as in SQLite: each holds one advisory lock from the beginning of its transaction to the end, so that
what it looked up still holds when it writes, and entries are committed in the order of their numbers. A reader sees the
state at its first question for as long as its transaction lasts, and waits for nobody.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError

from tocsin.errors import LedgerError
from tocsin.keep.databases import WRITE

BUSY_SECONDS = 30

READ_ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# Read committed: each question sees what those wrote who had the lock before.
TAKE_TURN = """SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;
               SELECT pg_advisory_xact_lock(hashtextextended('tocsin ' || current_schema(), 0))"""
# What is reported as added is on the server's disk. How long a writer waits, the URL or the server may say.
SET_UP = (
    "SET synchronous_commit = on",
    f"SELECT set_config('lock_timeout', '{BUSY_SECONDS}s', false) WHERE current_setting('lock_timeout') = '0'",
)

GUARDS = (
    """CREATE FUNCTION entries_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'entries are append-only'; END $$""",
    """CREATE TRIGGER entries_never_deleted BEFORE DELETE OR TRUNCATE ON entries
       FOR EACH STATEMENT EXECUTE FUNCTION entries_are_append_only()""",
    """CREATE TRIGGER entries_only_erased BEFORE UPDATE ON entries FOR EACH ROW
       WHEN (NEW.payload::json -> 'erased' IS NULL OR NEW.sequence <> OLD.sequence OR NEW.kind <> OLD.kind
         OR NEW.recorded_at <> OLD.recorded_at OR NEW.actor <> OLD.actor OR NEW.schema <> OLD.schema)
       EXECUTE FUNCTION entries_are_append_only()""",
)
SERIAL = "SELECT pg_get_serial_sequence(%(table)s, %(column)s)"


# --------------------------------------------------------------------------------------------- opening
def in_memory(_url: URL) -> bool:
    """Never: a server is one place for all."""
    return False


def place_of(url: URL) -> str:
    """The database, as errors name it: without the password."""
    return URL.create("postgresql", url.username, None, url.host, url.port, url.database).render_as_string()


def is_missing(_url: URL) -> bool:
    """Nobody can tell without asking the server."""
    return False


def make_engine(url: URL) -> Engine:
    """An engine that keeps the promises of the module's docstring. Opens nothing yet.

    Raises `LedgerError` where the driver is not installed.
    """
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise LedgerError("a ledger on PostgreSQL needs the extra postgres: pip install 'tocsin[postgres]'") from error
    url = url.set(drivername="postgresql+psycopg")
    named = {} if "application_name" in url.query else {"application_name": "tocsin"}
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=named)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    for statement in SET_UP:
        connection.execute(statement).close()
    connection.commit()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE)
    connection.exec_driver_sql(TAKE_TURN if writes else READ_ONE_STATE)


def prepare(_engine: Engine) -> None:
    """Nothing has to be done."""


def guard_entries(connection: Connection) -> None:
    """Have the database itself refuse to delete or rewrite entries."""
    for guard in GUARDS:
        connection.exec_driver_sql(guard)


def number_on(connection: Connection) -> None:
    """Number rows on from the highest there are, after rows came with numbers of their own."""
    look = inspect(connection)
    for table in look.get_table_names():
        for column in look.get_pk_constraint(table)["constrained_columns"]:
            serial = connection.exec_driver_sql(SERIAL, {"table": table, "column": column}).scalar()
            if serial is not None:
                highest = f'SELECT setval(%(serial)s, coalesce(max("{column}"), 0) + 1, false) FROM "{table}"'
                connection.exec_driver_sql(highest, {"serial": serial})


# --------------------------------------------------------------------------------------- looking after
def scrub(engine: Engine, place: str) -> None:
    """Rewrite every table without the traces of what was erased.

    Raises `LedgerError` where another program keeps one in use. What the server wrote to its log, to copies and to
    other servers is out of reach.
    """
    try:
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in inspect(connection).get_table_names():
                connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != "55P03":
            raise
        raise LedgerError(
            f"{place}: the document is erased, but another program is using the ledger, so traces of it may be left"
            " in the files; stop that program and erase the document once more"
        ) from error


def integrity(_engine: Engine) -> str | None:
    """None: a server is looked after with its own tools (`pg_amcheck`)."""
    return None


# ---------------------------------------------------------------------------------------------- errors
REASONS = {
    "28": "the server refused the user or the password; check the URL, or set PGPASSWORD or a password file",
    "3D": "there is no such database; make it first (createdb), and let the user own it",
    "42501": "the user has no right to this; let the user own the database",
    "53100": "the disk is full; make room and try again, nothing that was reported is lost",
    "53": "the server has no room for this (connections, memory); see its log and try again",
    "55P03": "it is locked by another program; wait until it has finished, or stop it, and try again",
    "57P": "the server was shut down; start it and try again",
    "08": "the connection was lost; see whether the server runs and try again",
    "58": "the server's disk failed; see its log",
    "XX": "the server found its files damaged; see its log, and restore from a copy",
    "22021": "a text holds a character that the database cannot keep; take it out",
}


def explain(error: Exception, place: str) -> str:
    """One sentence that says what is wrong and what to do, without a word of what was to be stored."""
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        return _explain_unanswered(error, place)
    reason = next((said for code, said in REASONS.items() if state.startswith(code)), None)
    return f"{place}: {reason or f'the database refused ({state}); run a check of the ledger'}"


def _explain_unanswered(error: Exception, place: str) -> str:
    first = str(error).partition("\n")[0]
    if type(error).__name__ == "OperationalError":
        return f"{place} does not answer ({first}); see whether the server runs and the URL is right"
    if "NUL" in first:
        return f"{place}: {REASONS['22021']}"
    return f"{place}: the database refused ({type(error).__name__}); run a check of the ledger"
