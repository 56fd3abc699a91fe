"""A copy in another database is the ledger: the same entries, revisions and accounts, found by the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from keep.builders import ACTOR, HandClock, a_decision, a_document, a_mint, a_reading, an_incident
from tocsin.errors import LedgerError
from tocsin.folding import Folder
from tocsin.keep import SqlLedger, copying, open_ledger
from tocsin.keep.copying import Copied


def opened(url: str) -> SqlLedger:
    return open_ledger(url, clock=HandClock(), actor=ACTOR)


def filled(ledger: SqlLedger) -> None:
    docs = [a_document(f"d{n}", f"killed {n} in Goma") for n in range(3)]
    for doc in docs:
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
    Folder(ledger).refold()
    ledger.add_decision(a_decision(docs[0]))
    ledger.save_changes([an_incident(docs[1], "x")], mints=[a_mint(docs[1], "x")], fold_version="1")
    ledger.erase(docs[2].key, by="ana", reason="asked")


def told(ledger: SqlLedger) -> tuple[object, ...]:
    found = [hit.id for hit in ledger.search("goma")]
    return list(ledger.entries()), list(ledger.incidents()), list(ledger.ended()), ledger.namespace(), found


def copied(one: SqlLedger, other: SqlLedger) -> Copied:
    return one.copy_into(other, step=lambda table, rows: None)


@pytest.mark.parametrize("way", ["to a server and back", "to a file"])
def test_a_copy_holds_what_the_ledger_holds(way: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    far = f"sqlite:///{tmp_path / 'far.db'}"
    if way == "to a server and back":
        far = request.getfixturevalue("postgres").emptied()
    with opened("sqlite://") as ledger, opened(far) as other, opened(f"sqlite:///{tmp_path / 'back.db'}") as back:
        filled(ledger)
        done = copied(ledger, other)
        assert done.entries == len(list(ledger.entries()))
        assert told(other) == told(ledger)
        assert copied(other, back) == done
        assert told(back) == told(ledger)
        assert other.check() == back.check() == []
        for each in (ledger, other, back):  # all three go on alike
            each.add_document(a_document("later", "killed 9"))
            Folder(each).refold()
        assert [entry.sequence for entry in other.entries()] == [entry.sequence for entry in ledger.entries()]


def test_a_ledger_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    with opened("sqlite://") as ledger, opened(f"sqlite:///{tmp_path / 'a.db'}") as other:
        filled(ledger)
        other.add_document(a_document("mine"))
        with pytest.raises(LedgerError, match=r"a.db holds entries already"):
            copied(ledger, other)
        assert [doc.id for doc in other.documents()] == ["mine"]


def test_a_copy_that_comes_out_otherwise_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened("sqlite://") as ledger, opened(f"sqlite:///{tmp_path / 'a.db'}") as other:
        filled(ledger)
        real = copying._digest
        monkeypatch.setattr(copying, "_digest", lambda store, table: real(store, table) + str(store is other._store))
        with pytest.raises(LedgerError, match="came out otherwise; nothing of the copy is kept"):
            copied(ledger, other)
        assert list(other.entries()) == []
