"""What is true of a ledger on PostgreSQL only. The rest is in the contract suites and in `test_durability`."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import make_url

from keep.builders import ACTOR, HandClock, a_document, a_reading, an_incident
from keep.test_migrations import NOW, shape
from servers import Server
from tocsin.errors import LedgerError
from tocsin.keep import SqlLedger, open_ledger
from tocsin.keep.databases import WRITE
from tocsin.keep.migrations import migrate
from tocsin.keep.postgres import explain, make_engine
from tocsin.keep.tables import metadata

psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` brings it")


def opened(url: str, *, create: bool = True) -> SqlLedger:
    return open_ledger(url, clock=HandClock(), actor=ACTOR, create=create)


def test_the_steps_make_the_tables_that_the_program_uses_on_a_server_too(postgres: Server) -> None:
    shapes = []
    for make in (lambda connection: migrate(connection, now=NOW), metadata.create_all):
        engine = make_engine(make_url(postgres.database()))
        with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
            make(connection)
            shapes.append(shape(connection))
        engine.dispose()
    assert shapes[0] == shapes[1]


def test_a_database_without_a_ledger_is_not_filled_unasked(postgres: Server) -> None:
    url = postgres.database()
    with pytest.raises(LedgerError, match="there is no ledger at postgresql://tocsin@/t"):
        opened(url, create=False)
    opened(url).close()
    opened(url, create=False).close()


def test_somebody_elses_database_is_left_alone(postgres: Server) -> None:
    url = postgres.database()
    postgres.run("CREATE TABLE songs (title text)", url)
    with pytest.raises(LedgerError, match="not a Tocsin ledger"):
        opened(url)


def test_the_server_itself_refuses_to_rewrite_or_delete_entries(postgres: Server) -> None:
    url = postgres.emptied()
    with opened(url) as ledger:
        ledger.add_document(a_document())
    for statement in (
        "DELETE FROM entries",
        "TRUNCATE entries CASCADE",
        "UPDATE entries SET payload = '{}'",
        "UPDATE entries SET actor = 'someone else'",
        "UPDATE entries SET payload = '{\"erased\":1}', recorded_at = '2000-01-01'",
    ):
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            postgres.run(statement, url)


def test_readers_do_not_wait_for_a_writer_and_writers_take_turns(postgres: Server) -> None:
    url = postgres.emptied()
    with opened(url) as ledger, opened(f"{url}&options=-clock_timeout%3D100ms") as other:
        ledger.add_document(a_document())
        with ledger.transaction():
            ledger.add_document(a_document("d2", "killed 2"))
            assert len(list(other.documents())) == 1
            with pytest.raises(LedgerError, match="locked by another program; wait"):
                other.add_document(a_document("d3", "killed 3"))
        assert other.add_document(a_document("d3", "killed 3"))
        assert [doc.id for doc in ledger.documents()] == ["d1", "d2", "d3"]


def test_the_words_of_an_erased_document_are_gone_from_the_servers_files(postgres: Server) -> None:
    url = postgres.emptied()
    doc = a_document(text="killed Zaphod " * 30, title="Zaphod")
    with opened(url) as ledger:
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        ledger.save_changes([an_incident(doc, title="Zaphod")], fold_version="1")
        postgres.run("CHECKPOINT")
        assert _on_disk(postgres, b"Zaphod")
        ledger.erase(doc.key, by="ana", reason="asked")
        assert ledger.check() == []
    postgres.run("CHECKPOINT")
    assert not _on_disk(postgres, b"Zaphod")
    assert _on_disk(postgres, doc.key.encode())


def _on_disk(server: Server, words: bytes) -> bool:
    files = (server.folder / "data" / "base").rglob("*")
    return any(words in file.read_bytes() for file in files if file.is_file())


def test_a_ledger_works_on_once_the_server_is_back(postgres: Server) -> None:
    with opened(postgres.emptied()) as ledger:
        ledger.add_document(a_document())
        postgres.control("restart", "-m", "fast")
        assert ledger.add_document(a_document("d2", "killed 2"))
        with pytest.raises(LedgerError, match=r"postgresql://tocsin@/t.*server"):
            _add_over_a_crash(ledger, postgres)
        assert [doc.id for doc in ledger.documents()] == ["d1", "d2"]
        assert ledger.check() == []


def _add_over_a_crash(ledger: SqlLedger, server: Server) -> None:
    with ledger.transaction():
        ledger.add_document(a_document("d3", "killed 3"))
        server.control("restart", "-m", "immediate")
        ledger.add_document(a_document("d4", "killed 4"))


def test_a_text_that_the_server_cannot_keep_is_refused_in_words(postgres: Server) -> None:
    with opened(postgres.emptied()) as ledger:
        assert ledger.add_document(a_document(text="killed \0 12")), "in a text it is escaped"
        with pytest.raises(LedgerError, match="a character that the database cannot keep"):
            ledger.add_document(a_document("d\0"))
        assert [hit.id for hit in ledger.search("killed")] == ["d1"]


UNREACHED = {
    "no server": ("postgresql://ana:hunter2@/x?host=/nowhere", r"postgresql://ana@/x does not answer"),
    "no database": ("postgresql://tocsin@/nothing?host={folder}", "does not answer|no such database"),
}


@pytest.mark.parametrize(("url", "sentence"), UNREACHED.values(), ids=UNREACHED)
def test_a_database_that_is_not_there(postgres: Server, url: str, sentence: str) -> None:
    with pytest.raises(LedgerError, match=sentence) as caught:
        opened(url.format(folder=postgres.folder))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (psycopg.errors.DiskFull, "the disk is full"),
        (psycopg.errors.InvalidPassword, "refused the user or the password"),
        (psycopg.errors.InsufficientPrivilege, "no right"),
        (psycopg.errors.TooManyConnections, "no room"),
        (psycopg.errors.AdminShutdown, "was shut down"),
        (psycopg.errors.DataCorrupted, "damaged"),
        (psycopg.errors.UniqueViolation, r"refused \(23505\)"),
    ],
)
def test_errors_of_the_server_become_sentences(kind: type[Exception], sentence: str) -> None:
    said = explain(kind("Key (id)=(a name)"), "x")
    assert re.search(sentence, said)
    assert "a name" not in said
