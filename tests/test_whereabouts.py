"""Which incidents tell a mention or a document: found without a look at any others, and as a look at all finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from fuse.builders import KADUNA, KANO, a_reading, anchor, decision, killed, m, on
from keep.builders import ACTOR, HandClock
from tocsin import whereabouts
from tocsin.folding import Folder
from tocsin.keep import SqlLedger, open_ledger
from tocsin.review import decisions, search
from tocsin.whereabouts import incidents_of_documents, incidents_of_mentions

KANO_BOMB = a_reading(m(on("2024-03-22"), KANO, killed(40)), id="d1", text="An attack on the market of Kano.")
KADUNA_FIRE = a_reading(m(on("2023-01-05"), KADUNA, type="arson"), id="d2", text="An attack.", published="2023-01-06")


@pytest.fixture
def ledger() -> Iterator[SqlLedger]:
    with open_ledger("sqlite://", clock=HandClock(), actor=ACTOR) as ledger:
        for reading in (KANO_BOMB, KADUNA_FIRE):
            ledger.add_document(reading.document)
            ledger.add_reading(reading, activate=True)
        Folder(ledger).refold()
        yield ledger


@pytest.fixture
def only_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """All incidents at once, and all entries, are not to be had."""
    incidents = SqlLedger.incidents

    def some(self: SqlLedger, *, ids: Iterable[str] | None = None, **moment: Any) -> Iterator[Any]:
        assert ids is not None, "all incidents were loaded"
        return incidents(self, ids=ids, **moment)

    def no_entries(self: SqlLedger, **_: Any) -> Iterator[Any]:
        raise AssertionError("all entries were loaded")

    monkeypatch.setattr(SqlLedger, "incidents", some)
    monkeypatch.setattr(SqlLedger, "entries", no_entries)


def test_decisions_are_listed_with_their_incidents_and_no_others_are_loaded(ledger: SqlLedger, only_some: None) -> None:
    number = ledger.add_decision(decision("confirm", anchor(KANO_BOMB)))
    (found,) = decisions(ledger)
    assert (found.sequence, found.state) == (number, "stands")
    (id,) = found.incidents
    assert ledger.incident(id).state == "stands"
    assert found.recorded_at == ledger.entry(number).recorded_at


def test_a_search_loads_the_incidents_that_its_documents_tell(ledger: SqlLedger, only_some: None) -> None:
    (told,) = search(ledger, "market")
    assert told.hit.id == "d1"
    assert [incident.documents for incident in told.incidents] == [("d1",)]
    assert search(ledger, "zebra") == []


def test_a_ledger_that_was_not_folded_by_this_version_says_the_same(
    ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {KANO_BOMB.document.key, "no such key"}
    mentions, documents = incidents_of_mentions(ledger, keys), incidents_of_documents(ledger, ["d1", "d2", "d9"])
    assert set(mentions) == {(KANO_BOMB.document.key, "m1")}
    assert documents.keys() == {"d1", "d2"}
    monkeypatch.setattr(whereabouts, "_noted", lambda ledger, keys: None)
    assert incidents_of_mentions(ledger, keys) == mentions
    assert incidents_of_documents(ledger, ["d1", "d2", "d9"]) == documents
