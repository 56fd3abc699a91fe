"""The check finds what was done to a ledger behind its back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from keep.builders import ACTOR, HandClock, a_decision, a_document, a_mint, a_reading, an_incident
from tocsin.errors import LedgerError
from tocsin.folding import Folder
from tocsin.keep import SqlLedger, open_ledger
from tocsin.keep.hashes import entry_hash
from tocsin.keep.quotes import misquoted
from tocsin.ports import Finding


def opened(path: Path) -> SqlLedger:
    return open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with two documents, one of them read and folded, and the guards taken off."""
    path = tmp_path / "ledger.db"
    doc = a_document()
    with opened(path) as ledger:
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        ledger.add_decision(a_decision(doc))
        ledger.save_changes([an_incident(doc)], mints=[a_mint(doc)], redirects={"x": "i1"}, fold_version="1")
        ledger.add_document(a_document("d2", "killed 2"))
    tamper(path, "DROP TRIGGER entries_only_erased; DROP TRIGGER entries_never_deleted")
    return path


def tamper(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


TAMPERINGS = {
    "payload": ("UPDATE entries SET payload = replace(payload, '12', '13') WHERE sequence = 1", "entry 1"),
    "actor": ("UPDATE entries SET actor = 'x' WHERE sequence = 4", "entry 4"),
    "no JSON": ("UPDATE entries SET payload = '{' WHERE sequence = 2", "entry 2"),
    "wrong shape": ("UPDATE entries SET payload = '{\"mentions\":1}' WHERE sequence = 2", "entry 2"),
    "no evidence": (
        "UPDATE entries SET payload = json_set(payload, '$.mentions[0].tolls[0].evidence', json('[]'))"
        " WHERE sequence = 2",
        "active readings",
    ),
    "no entries": ("UPDATE entries SET kind = 'erase' WHERE sequence = 4", "entry 4"),
    "unknown kind": ("UPDATE entries SET kind = 'x' WHERE sequence = 4", "entry 4"),
    "unknown schema": ("UPDATE entries SET schema = 'x/9' WHERE sequence = 4", "entry 4"),
    "entry gone": ("DELETE FROM entries WHERE sequence = 7", "documents"),
    "blank": ("UPDATE entries SET payload = '{\"erased\":9}' WHERE sequence = 4", "entry 4"),
    "document row gone": ("DELETE FROM documents WHERE sequence = 7", "documents"),
    "document row changed": ("UPDATE documents SET url = 'x' WHERE sequence = 7", "documents"),
    "reading off": ("UPDATE readings SET active = 0", "readings"),
    "mint moved": ("UPDATE mints SET start = 1", "mints i1"),
    "redirect moved": ("UPDATE redirects SET target = 'y'", "redirects 6"),
    "form": ("UPDATE revisions SET form = replace(form, '12', '13')", "revision 1 of i1"),
    "list": ("UPDATE incidents SET country = 'RW'", "incidents i1"),
    "list row gone": ("DELETE FROM incidents", "incidents i1"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_changed_is_found(path: Path, name: str) -> None:
    script, where = TAMPERINGS[name]
    with opened(path) as ledger:
        assert ledger.check() == []
    tamper(path, script)
    with opened(path) as ledger:
        findings = ledger.check()
    assert any(finding.where.startswith(where) for finding in findings), findings


@pytest.mark.parametrize(("sequence", "call"), [(1, "documents"), (2, "active_readings"), (4, "decisions")])
def test_a_damaged_entry_is_named_when_it_is_loaded(path: Path, sequence: int, call: str) -> None:
    tamper(path, f"UPDATE entries SET payload = '{{\"id\":7}}' WHERE sequence = {sequence}")
    with opened(path) as ledger, pytest.raises(LedgerError, match=f"entry {sequence} is damaged"):
        list(getattr(ledger, call)())


def test_words_that_the_document_does_not_say_are_found(path: Path) -> None:
    with opened(path) as ledger:
        entry = next(iter(ledger.entries()))
    payload = entry.payload.replace("Gunmen killed", "Soldiers killed")
    fields = {name: getattr(entry, name) for name in ("kind", "schema", "recorded_at", "actor")}
    with closing(sqlite3.connect(path)) as connection:
        row = (payload, entry_hash(**fields, payload=payload))  # a careful hand
        connection.execute("UPDATE entries SET payload = ?, hash = ? WHERE sequence = 1", row)
        connection.commit()
    with opened(path) as ledger:
        findings = ledger.check()
    assert findings
    assert all("says something else" in finding.problem for finding in findings)


def test_what_an_erasure_should_have_blanked_is_found(path: Path) -> None:
    with opened(path) as ledger:
        before = next(iter(ledger.entries()))
        ledger.erase(a_document().key, by="ana", reason="asked")
        assert ledger.check() == []
    with closing(sqlite3.connect(path)) as connection:
        row = (before.payload, before.hash)
        connection.execute("UPDATE entries SET payload = ?, hash = ? WHERE sequence = 1", row)
        connection.commit()
    with opened(path) as ledger:
        assert Finding(where="entry 1", problem="entry 8 erased it, and it is not blank") in ledger.check()


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("DELETE FROM fuse_items WHERE kind = 'text' AND number = (SELECT min(number) FROM fuse_items)", "blocks"),
        ("UPDATE fuse_items SET mention = 'x' WHERE kind = 'text'", "readings are not in them"),
        ("UPDATE fuse_items SET incident = 'x' WHERE kind = 'act'", "no revision says that it stands"),
        ("UPDATE fuse_items SET mention = 'm9' WHERE kind = 'act'", "give it other mentions"),
        ("UPDATE fuse_blocks SET rank = rank + 1", "blocks"),
        ("INSERT INTO fuse_links VALUES (1, 77, 0, 2.0)", "links"),
    ],
)
def test_notes_that_do_not_agree_with_the_record_are_found(tmp_path: Path, script: str, problem: str) -> None:
    path = tmp_path / "ledger.db"
    with opened(path) as ledger:
        for n in range(2):
            doc = a_document(f"d{n}", f"killed {n} in one place")
            ledger.add_document(doc)
            ledger.add_reading(a_reading(doc))
        Folder(ledger).refold()
        assert ledger.check() == []
    tamper(path, script)
    with opened(path) as ledger:
        assert any(re.search(problem, finding.problem) for finding in ledger.check())
        ledger.add_document(a_document("d2", "killed 3"))
        # They are behind now: only what hangs together among them is looked at.
        assert all(finding.where == "notes of fusing" for finding in ledger.check())
        assert Folder(ledger).renew() == 0
        assert ledger.check() == []


def test_evidence_of_every_kind_is_held_to_the_document() -> None:
    doc = a_document()
    reading = a_reading(doc)
    assert misquoted(reading, doc) == ()
    count = len(misquoted(reading, replace(doc, text="x" * len(doc.text))))
    assert count == 1 + 8 + 1 + 2  # trigger, statements and a voice, relation, attribution
    assert len(misquoted(reading, replace(doc, text=""))) == count
    assert len(misquoted(reading, replace(doc, id="other"))) == count
