"""Every foreign error on the way to a ledger comes out as a sentence that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import InvalidRequestError, OperationalError

from keep.builders import ACTOR, HandClock, a_document
from tocsin.errors import LedgerError, TocsinError
from tocsin.keep import open_ledger
from tocsin.keep.trouble import explain, translated
from tocsin.ports import Ledger


def refused(url: str, *, create: bool = True) -> str:
    with pytest.raises(LedgerError) as caught:
        open_ledger(url, clock=HandClock(), actor=ACTOR, create=create)
    return str(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are notes, not a database " * 100)
    assert refused(f"sqlite:///{path}").startswith(f"{path} is not a database")
    assert path.read_bytes() == b"these are notes, not a database " * 100


def test_a_database_that_is_no_ledger_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE schema_version (version INTEGER); CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    assert "not a Tocsin ledger" in refused(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    message = refused(f"sqlite:///{tmp_path / 'no' / 'ledger.db'}")
    assert f"the folder {tmp_path / 'no'} does not exist; make it" in message


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert "is a folder; name a file in it" in refused(f"sqlite:///{tmp_path}")


def test_a_ledger_that_is_not_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    assert f"no ledger at {path}" in refused(f"sqlite:///{path}", create=False)
    assert not path.exists()
    open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR).close()
    open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR, create=False).close()


def test_a_ledger_locked_by_another_program(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(f"sqlite:///{path}?timeout=0.05", clock=HandClock(), actor=ACTOR) as ledger:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerError, match="locked by another program; wait"):
                ledger.add_document(a_document())
        assert ledger.add_document(a_document()) is True


def test_a_ledger_that_may_only_be_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR) as ledger:
        ledger.add_document(a_document())
    with open_ledger(f"sqlite:///file:{path}?mode=ro&uri=true", clock=HandClock(), actor=ACTOR) as ledger:
        assert list(ledger.documents()) == [a_document()]
        with pytest.raises(LedgerError, match="cannot be written"):
            ledger.add_document(a_document("d2", "killed 2"))


def _go_on_after_a_full_disk(ledger: Ledger) -> None:
    with ledger.transaction():
        with pytest.raises(LedgerError, match="the disk is full"):
            ledger.add_document(a_document("d2", "killed " * 10_000))
        with pytest.raises(LedgerError, match="the database undid this transaction"):
            ledger.add_document(a_document("d3", "killed 3"))


def test_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR) as ledger:
        ledger.add_document(a_document())
        with ledger._store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="the disk is full; make room"):
            ledger.add_document(a_document("d2", "killed " * 10_000))
        with pytest.raises(LedgerError, match="the database undid this transaction"):
            _go_on_after_a_full_disk(ledger)
        assert list(ledger.documents()) == [a_document()]
        assert ledger.check() == []


@pytest.mark.parametrize("url", ["tocsin.db", "", "sqlite", "://", "sqlite:/tocsin.db"])
def test_what_is_no_url(url: str) -> None:
    assert "is no database URL; for a file write sqlite:///" in refused(url)


def test_another_database_is_not_served_and_its_password_not_shown() -> None:
    message = refused("mysql://ana:hunter2@db.example/tocsin")
    assert "kept in SQLite or PostgreSQL" in message
    assert "hunter2" not in message


def _sqlite_error(code: int, text: str = "said so") -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def _unicode_error() -> None:
    "\ud800".encode()


CAUSES: list[tuple[Exception | Callable[[], object], str]] = [
    (_sqlite_error(sqlite3.SQLITE_CORRUPT), "is damaged"),
    (_sqlite_error(sqlite3.SQLITE_IOERR | 1 << 8), "the disk failed"),
    (_sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), "locked by another program"),
    (_sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), "cannot be written"),
    (_sqlite_error(sqlite3.SQLITE_CANTOPEN), "cannot be opened"),
    (_sqlite_error(sqlite3.SQLITE_ERROR, "no such table"), r"refused \(no such table\)"),
    (sqlite3.ProgrammingError("closed"), r"refused \(closed\)"),
    (InvalidRequestError("odd"), r"refused \(InvalidRequestError\)"),
    (OSError(5, "Input/output error"), "Input/output error; check"),
    (_unicode_error, "lone surrogate"),
]


@pytest.mark.parametrize(("cause", "sentence"), CAUSES, ids=[sentence for _, sentence in CAUSES])
def test_foreign_errors_become_sentences(cause: Exception | Callable[[], object], sentence: str) -> None:
    def fail() -> None:
        if isinstance(cause, Exception):
            raise cause
        cause()

    with pytest.raises(LedgerError, match=f"^/srv/x.db.*{sentence}"), translated("/srv/x.db"):
        fail()


def test_a_wrapped_error_never_shows_what_was_to_be_stored() -> None:
    wrapped = OperationalError("INSERT ...", {"text": "a name"}, _sqlite_error(sqlite3.SQLITE_FULL))
    assert (
        explain(wrapped, "x.db") == "x.db: the disk is full; make room and try again, nothing that was reported is lost"
    )


def test_our_own_errors_pass_through() -> None:
    with pytest.raises(TocsinError, match=r"^ours$"), translated("x.db"):
        raise TocsinError("ours")
