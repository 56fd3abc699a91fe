"""The notes in a database, and those in memory: both keep the contract, and give the same partition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.notes_contract import NotesContract
from fuse.test_partition import archives
from fuse.test_renew import INSIDE, Growing, _named, narrow
from keep.builders import ACTOR, HandClock
from tocsin.fuse.memory import Memory
from tocsin.keep import SqlLedger, open_ledger
from tocsin.keep.notes import SqlNotes
from tocsin.notes import Notes
from tocsin.record import Reading

__all__ = ["narrow"]


@pytest.fixture
def ledger() -> Iterator[SqlLedger]:
    with open_ledger("sqlite://", clock=HandClock(), actor=ACTOR) as ledger:
        yield ledger


class TestSqlNotes(NotesContract):
    @pytest.fixture
    def notes(self, url: str) -> Iterator[Notes]:
        with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger, ledger.transaction():
            yield ledger.folding.notes


class TestMemory(NotesContract):
    @pytest.fixture
    def notes(self) -> Notes:
        return Memory()


class _Undone(Exception):
    """So that nothing stays."""


@INSIDE
@given(st.lists(archives(), min_size=1, max_size=2), st.data())
def test_fusing_over_a_database_gives_the_same_in_any_order(
    narrow: None, ledger: SqlLedger, some: list[list[Reading]], data: st.DataObject
) -> None:
    readings = [_named(reading, f"{n}-{reading.document.id}") for n, each in enumerate(some) for reading in each]
    order = data.draw(st.permutations(readings))
    gone = data.draw(st.lists(st.sampled_from(readings), max_size=2, unique_by=lambda r: r.document.key))
    with suppress(_Undone), ledger.transaction():
        growing = Growing(SqlNotes(ledger._store))
        while order:
            size = data.draw(st.integers(1, len(order)))
            growing.take(order[:size])
            order = order[size:]
        growing.take([], gone=[reading.document.key for reading in gone])
        mine, whole = growing.as_one()
        assert mine == whole
        raise _Undone
