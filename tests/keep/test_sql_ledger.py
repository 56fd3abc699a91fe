"""The SQL ledger keeps the contract, in a file, in memory and on a server, and keeps it over a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from contract.ledger_contract import LedgerContract
from keep.builders import ACTOR, HandClock, a_document, a_mint, a_reading, an_incident
from tocsin.errors import LedgerError, UnknownIncident
from tocsin.keep import SqlLedger, open_ledger
from tocsin.ports import Entry, Ledger


class TestSqlLedger(LedgerContract):
    @pytest.fixture
    def ledger(self, url: str, clock: HandClock) -> Iterator[Ledger]:
        with open_ledger(url, clock=clock, actor=ACTOR) as ledger:
            yield ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def opened(path: Path, clock: HandClock | None = None) -> SqlLedger:
    return open_ledger(f"sqlite:///{path}", clock=clock or HandClock(), actor=ACTOR)


def test_all_is_there_after_opening_again(path: Path) -> None:
    doc = a_document()
    with opened(path) as ledger:
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        ledger.save_changes([an_incident(doc)], mints=[a_mint(doc)], redirects={"x": "i1"}, fold_version="1")
        before = list(ledger.entries()), list(ledger.incidents()), ledger.mints(), ledger.redirects()
    with opened(path) as ledger:
        assert (list(ledger.entries()), list(ledger.incidents()), ledger.mints(), ledger.redirects()) == before
        assert list(ledger.active_readings()) == [a_reading(doc)]


def test_the_database_itself_refuses_to_rewrite_or_delete_entries(path: Path) -> None:
    with opened(path) as ledger:
        ledger.add_document(a_document())
    with closing(sqlite3.connect(path)) as connection:
        for statement in (
            "DELETE FROM entries",
            "UPDATE entries SET payload = '{}'",
            "UPDATE entries SET actor = 'someone else'",
            "UPDATE entries SET payload = '{\"erased\":1}', recorded_at = '2000-01-01'",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_a_commit_waits_for_the_disk_and_readers_do_not_wait_for_writers(path: Path) -> None:
    with opened(path) as ledger:
        ledger.add_document(a_document())
        with ledger._store.engine.connect() as connection:
            pragmas = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")
            ]
        assert pragmas == [2, "wal"]
        with ledger.transaction(), opened(path) as other:
            ledger.add_document(a_document("d2", "killed 2"))
            assert len(list(other.documents())) == 1


def test_the_words_of_an_erased_document_are_gone_from_the_file(path: Path) -> None:
    docs = [a_document(f"d{n}", f"killed {n} Zaphod" * 300) for n in range(30)]
    with opened(path) as ledger:
        for doc in docs:
            ledger.add_document(doc)
            ledger.add_reading(a_reading(doc))
        ledger.save_changes([an_incident(docs[0], title="Zaphod")], fold_version="1")
        for doc in docs:
            ledger.erase(doc.key, by="ana", reason="asked")
        left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Zaphod" not in left
    assert docs[0].key.encode() in left


def test_an_erasure_that_cannot_be_scrubbed_yet_says_so_and_can_be_finished(path: Path) -> None:
    doc = a_document(text="killed Zaphod")
    with open_ledger(f"sqlite:///{path}?timeout=0.05", clock=HandClock(), actor=ACTOR) as ledger:
        ledger.add_document(doc)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM documents").fetchall()
            with pytest.raises(LedgerError, match="is erased, but another program"):
                ledger.erase(doc.key, by="ana", reason="asked")
        assert list(ledger.documents()) == []
        ledger.erase(doc.key, by="ana", reason="asked")
        assert b"Zaphod" not in path.read_bytes()


def test_a_check_is_not_misled_by_what_is_added_meanwhile(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(path) as ledger, opened(path) as other:
        ledger.add_document(a_document())
        real = ledger.entries

        def slow(*, after: int = 0) -> Iterator[Entry]:
            yield from real(after=after)
            count = len(list(other.documents()))
            other.add_document(a_document(f"more {count}", f"killed {count}"))

        monkeypatch.setattr(ledger, "entries", slow)
        assert ledger.check() == []
        assert len(list(ledger.documents())) == 3


def test_columns_for_lists_follow_the_latest_revision(path: Path) -> None:
    doc = a_document()
    with opened(path) as ledger:
        ledger.add_document(doc)
        ledger.save_changes([an_incident(doc)], fold_version="1")
        ledger.save_changes([an_incident(doc, killed=10**30)], fold_version="1")
        ledger.save_changes([an_incident(doc, killed=14)], fold_version="1")
    columns = "type, family, status, country, earliest, latest, killed_low, killed_best, killed_high, state"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"SELECT {columns} FROM incidents").fetchall()
    day = "2024-03-26"
    assert rows == [("armed_assault", "violence", "occurred", "CD", day, day, 14, 14, 14, "stands")]


def test_a_ledger_has_a_namespace_of_its_own_that_stays(tmp_path):
    def namespace(name):
        with open_ledger(f"sqlite:///{tmp_path / name}", clock=HandClock(), actor=ACTOR) as ledger:
            return ledger.namespace()

    assert namespace("a.db") == namespace("a.db") != namespace("b.db")


def test_an_incident_is_stamped_with_its_first_and_its_latest_revision(tmp_path):
    clock = HandClock()
    doc = a_document()
    with open_ledger(f"sqlite:///{tmp_path / 'a.db'}", clock=clock, actor=ACTOR) as ledger:
        ledger.add_document(doc)
        ledger.save_changes([an_incident(doc, "a")], fold_version="1")
        clock.move(hours=2)
        ledger.save_changes([an_incident(doc, "a", title="Other")], fold_version="1")
        assert ledger.stamps("a") == ("2024-03-26T12:00:00+00:00", "2024-03-26T14:00:00+00:00")
        with pytest.raises(UnknownIncident):
            ledger.stamps("b")
