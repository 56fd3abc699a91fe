"""The SQL shelf keeps the contract, in a file, in memory and on a server, and keeps it over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.shelf_contract import ShelfContract
from keep.builders import ACTOR, HandClock
from keep.shelf_builders import GREEN, a_parcel, opened_shelf
from tocsin.clock import SystemClock
from tocsin.keep import open_ledger
from tocsin.ports import Ledger
from tocsin.ports.shelf import Wanted


class TestSqlShelf(ShelfContract):
    @pytest.fixture
    def ledger(self, url: str, clock: HandClock) -> Iterator[Ledger]:
        with open_ledger(url, clock=clock, actor=ACTOR) as ledger:
            yield ledger


def test_the_order_of_adding_goes_on_after_a_restart_with_an_earlier_clock(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger:
        opened_shelf(ledger).put(GREEN.id, [a_parcel(1)])
    with open_ledger(url, clock=HandClock("2020-01-01T00:00:00+00:00"), actor=ACTOR) as ledger:
        ledger.shelf.put(GREEN.id, [a_parcel(0)])
        first, second = ledger.shelf.page(GREEN.id, Wanted(), limit=9).versions
    assert second.date_added == first.date_added + 1


def test_the_clock_of_the_machine_counts_microseconds(tmp_path: Path) -> None:
    with open_ledger("sqlite://", clock=SystemClock(), actor=ACTOR) as ledger:
        shelf = opened_shelf(ledger)
        for n in range(5):
            shelf.put(GREEN.id, [a_parcel(n)])
        moments = [version.date_added for version in shelf.page(GREEN.id, Wanted(), limit=9).versions]
    assert any(moment % 1_000_000 for moment in moments)
    assert moments == sorted(set(moments))
