"""What every shelf must do, whatever it is kept in. A back end subclasses this and gives `ledger`."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest

from keep.builders import HandClock, a_document
from keep.shelf_builders import AMBER, GREEN, a_fetch, a_parcel, opened_shelf
from tocsin.errors import InputError, LedgerError
from tocsin.ports import Ledger
from tocsin.ports.shelf import Collection, Shelf, Wanted

ALL = Wanted(versions=("all",))


def ids(page: Any) -> list[str]:
    return [version.id for version in page.versions]


def versions(page: Any) -> list[str]:
    return [version.version for version in page.versions]


class ShelfContract:
    @pytest.fixture
    def clock(self) -> HandClock:
        return HandClock()

    @pytest.fixture
    def ledger(self, clock: HandClock) -> Any:
        raise NotImplementedError

    @pytest.fixture
    def shelf(self, ledger: Ledger) -> Shelf:
        return opened_shelf(ledger)

    # ------------------------------------------------------------------------------------- collections
    def test_a_collection_comes_back_as_it_was_opened_last(self, shelf: Shelf) -> None:
        again = Collection(id=GREEN.id, title="Renamed", description="Of the north")
        assert shelf.open(again) is False
        assert list(shelf.collections([GREEN.id])) == [again]
        assert list(shelf.collections()) == [AMBER, again]
        assert list(shelf.collections([])) == []
        assert list(shelf.collections([str(UUID(int=9)), "'; --"])) == []

    def test_nothing_is_put_into_a_collection_that_there_is_not(self, shelf: Shelf) -> None:
        with pytest.raises(LedgerError, match="no collection nowhere; open it"):
            shelf.put("nowhere", [a_parcel(1)])

    # ------------------------------------------------------------------------------------------- bytes
    def test_an_object_comes_back_byte_for_byte(self, shelf: Shelf) -> None:
        odd = a_parcel(1, name='spaces  "quotes" \\u00e9 é 🚨')
        assert shelf.put(GREEN.id, [odd]) == 1
        (version,) = shelf.page(GREEN.id, Wanted(), limit=10).versions
        assert version.form == odd.form
        assert (version.type, version.spec_version, version.version) == ("report", "2.1", "2026-03-01T00:00:00.000Z")
        assert shelf.page(GREEN.id, Wanted(), limit=10, forms=False).versions[0].form == b""

    def test_putting_again_adds_nothing(self, shelf: Shelf) -> None:
        parcels = [a_parcel(n) for n in range(3)]
        assert shelf.put(GREEN.id, [*parcels, parcels[0]]) == 3
        before = shelf.page(GREEN.id, ALL, limit=10).versions
        assert shelf.put(GREEN.id, parcels) == 0
        assert shelf.page(GREEN.id, ALL, limit=10).versions == before

    @pytest.mark.parametrize("collection", [GREEN.id, AMBER.id])
    def test_other_bytes_under_one_version_are_refused_in_every_collection(self, shelf: Shelf, collection: str) -> None:
        shelf.put(GREEN.id, [a_parcel(1)])
        with pytest.raises(LedgerError, match=r"report--.* with other bytes; .* new `modified`"):
            shelf.put(collection, [a_parcel(2), a_parcel(1, name="another")])
        assert ids(shelf.page(AMBER.id, ALL, limit=10)) == []
        assert len(ids(shelf.page(GREEN.id, ALL, limit=10))) == 1

    def test_other_bytes_in_one_go_are_refused(self, shelf: Shelf) -> None:
        with pytest.raises(LedgerError, match="with other bytes"):
            shelf.put(GREEN.id, [a_parcel(1), a_parcel(1, name="another")])

    @pytest.mark.parametrize(
        "form",
        [
            b"",
            b"{",
            b"[]",
            b"\xff",
            b'{"type": "report"}',
            b'{"type": "report", "id": "report--1", "spec_version": "2.1"}',
            b'{"type": "report", "id": "report--1", "spec_version": "2.1", "modified": "yesterday"}',
            b'{"type": "report", "id": "note--1", "spec_version": "2.1", "modified": "2026-03-01T00:00:00Z"}',
        ],
    )
    def test_what_is_no_object_with_a_moment_is_refused(self, shelf: Shelf, form: bytes) -> None:
        with pytest.raises(InputError):
            shelf.put(GREEN.id, [a_parcel(1), type(a_parcel(1))(form=form)])
        assert ids(shelf.page(GREEN.id, ALL, limit=10)) == []

    def test_an_object_without_modified_has_the_version_of_its_making(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(1, modified=None, created="2022-10-01T00:00:00.000Z")])
        assert versions(shelf.page(GREEN.id, Wanted(), limit=1)) == ["2022-10-01T00:00:00.000Z"]

    # ------------------------------------------------------------------------------------------- order
    def test_moments_of_adding_rise_though_the_clock_stands_or_goes_back(self, shelf: Shelf, clock: HandClock) -> None:
        for n, seconds in enumerate((0, 0, -3600, 7200, -10)):
            clock.move(seconds=seconds)
            shelf.put((GREEN, AMBER)[n % 2].id, [a_parcel(10 * n + k) for k in range(3)])
        moments = [
            version.date_added
            for collection in (GREEN, AMBER)
            for version in shelf.page(collection.id, ALL, limit=99).versions
        ]
        assert len(set(moments)) == 15
        green = [version.date_added for version in shelf.page(GREEN.id, ALL, limit=99).versions]
        assert green == sorted(green)
        assert max(moments) == shelf.page(GREEN.id, ALL, limit=1).newest
        assert shelf.page(GREEN.id, ALL, limit=1).versions[0].date_added == 1711454400_000000

    def test_objects_come_in_the_order_in_which_they_were_put(self, shelf: Shelf) -> None:
        parcels = [a_parcel(n) for n in (5, 1, 9, 3)]
        shelf.put(GREEN.id, parcels)
        assert [version.form for version in shelf.page(GREEN.id, ALL, limit=9).versions] == [p.form for p in parcels]

    def test_pages_follow_one_another_without_loss_or_repetition(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(n) for n in range(1203)])
        shelf.put(AMBER.id, [a_parcel(n) for n in range(2000, 2010)])
        seen: list[str] = []
        after, more = 0, True
        while more:
            page = shelf.page(GREEN.id, Wanted(after=after), limit=100)
            seen += ids(page)
            after, more = page.versions[-1].date_added, page.more
        assert len(seen) == len(set(seen)) == 1203

    def test_a_page_ends_where_it_has_bytes_enough(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(n) for n in range(5)])
        size = len(a_parcel(0).form)
        page = shelf.page(GREEN.id, ALL, limit=9, most_bytes=2 * size)
        assert (len(page.versions), page.more) == (2, True)
        assert shelf.page(GREEN.id, ALL, limit=9, most_bytes=1).versions  # one at least, or nobody comes further

    def test_readers_miss_nothing_while_several_write(self, shelf: Shelf) -> None:
        def write(first: int) -> None:
            for n in range(first, first + 40, 4):
                shelf.put(GREEN.id, [a_parcel(n + k) for k in range(4)])

        writers = [threading.Thread(target=write, args=(100 * n,)) for n in range(3)]
        seen: list[str] = []
        after = 0
        for writer in writers:
            writer.start()
        while (
            any(writer.is_alive() for writer in writers) or shelf.page(GREEN.id, Wanted(after=after), limit=1).versions
        ):
            page = shelf.page(GREEN.id, Wanted(after=after), limit=7)
            seen += ids(page)
            after = page.versions[-1].date_added if page.versions else after
        assert len(seen) == len(set(seen)) == 120

    # ----------------------------------------------------------------------------------------- filters
    def test_first_last_and_moments_choose_among_versions(self, shelf: Shelf) -> None:
        days = ["2026-03-02", "2026-03-01", "2026-03-03"]
        for day in days:
            shelf.put(GREEN.id, [a_parcel(1, modified=f"{day}T00:00:00.000Z")])
        shelf.put(GREEN.id, [a_parcel(2)])

        def chosen(*which: Any) -> list[str]:
            page = shelf.page(GREEN.id, Wanted(ids=(a_id(1),), versions=which), limit=9)
            return [version[:10] for version in versions(page)]

        assert chosen("all") == days
        assert chosen("last") == ["2026-03-03"]
        assert chosen("first") == ["2026-03-01"]
        assert chosen("first", "last") == ["2026-03-01", "2026-03-03"]
        assert chosen(1772409600_000000) == ["2026-03-02"]
        assert chosen(1772409600_000000, "last") == ["2026-03-02", "2026-03-03"]
        assert chosen(0) == []

    def test_the_last_version_is_that_of_the_collection(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(1)])
        shelf.put(AMBER.id, [a_parcel(1), a_parcel(1, modified="2026-04-01T00:00:00.000Z")])
        assert versions(shelf.page(GREEN.id, Wanted(), limit=9)) == ["2026-03-01T00:00:00.000Z"]
        assert versions(shelf.page(AMBER.id, Wanted(), limit=9)) == ["2026-04-01T00:00:00.000Z"]

    @pytest.mark.parametrize(
        ("wanted", "count"),
        [
            (Wanted(types=("report",)), 4),
            (Wanted(types=("note", "report")), 6),
            (Wanted(types=("incident",)), 0),
            (Wanted(spec_versions=("2.1",)), 6),
            (Wanted(spec_versions=("2.0",)), 0),
            (Wanted(ids=("report--' OR 1=1 --",)), 0),
            (Wanted(types=("%",)), 0),
        ],
    )
    def test_filters_have_to_hold_together(self, shelf: Shelf, wanted: Wanted, count: int) -> None:
        shelf.put(GREEN.id, [a_parcel(n, type="note" if n % 3 == 1 else "report") for n in range(6)])
        assert len(shelf.page(GREEN.id, wanted, limit=9).versions) == count

    def test_a_collection_holds_only_what_was_put_into_it(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(1)])
        assert shelf.holds(GREEN.id, a_id(1))
        assert not shelf.holds(AMBER.id, a_id(1))
        assert not shelf.holds(GREEN.id, a_id(2))

    # ----------------------------------------------------------------------------------------- fetches
    def test_a_fetch_says_which_versions_left_though_newer_ones_came(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(n) for n in range(4)])
        page = shelf.page(GREEN.id, Wanted(), limit=3)
        fetch = a_fetch(page, Wanted())
        shelf.note(fetch)
        shelf.put(GREEN.id, [a_parcel(1, modified="2026-04-01T00:00:00.000Z")])
        again = shelf.page(GREEN.id, Wanted(), limit=9)
        shelf.note(a_fetch(again, Wanted(), partner="b"))

        assert list(shelf.fetches(partner="a")) == [fetch]
        assert [one.partner for one in shelf.fetches()] == ["b", "a"]
        assert [version.id for version in shelf.sent(fetch)] == ids(page)
        assert [version.id for version in shelf.sent(shelf.fetches()[0])] == ids(again)
        told = [(one.partner, version.version[:10]) for one, version in shelf.receipts(a_id(1))]
        assert told == [("a", "2026-03-01"), ("b", "2026-04-01")]
        assert [one.partner for one, _ in shelf.receipts(a_id(3))] == ["b"]

    def test_a_fetch_of_one_type_is_no_receipt_for_another(self, shelf: Shelf) -> None:
        shelf.put(GREEN.id, [a_parcel(0), a_parcel(1, type="note"), a_parcel(2)])
        wanted = Wanted(types=("report",))
        shelf.note(a_fetch(shelf.page(GREEN.id, wanted, limit=9), wanted))
        assert len(shelf.receipts(a_id(0))) == 1
        assert list(shelf.receipts(a_id(1, "note"))) == []

    # ----------------------------------------------------------------------------------------- erasing
    def test_what_was_made_of_an_erased_document_is_gone_from_the_shelf(self, ledger: Ledger, shelf: Shelf) -> None:
        doc = a_document()
        ledger.add_document(doc)
        made = a_parcel(1, name="of the document", documents=(doc.id,))
        shelf.put(GREEN.id, [made, a_parcel(2, documents=("d10",))])
        before = a_fetch(shelf.page(GREEN.id, Wanted(), limit=9), Wanted())
        ledger.erase(doc.key, by="Ada", reason="a court's order")

        assert ids(shelf.page(GREEN.id, ALL, limit=9)) == [a_id(2)]
        assert not shelf.holds(GREEN.id, a_id(1))
        after = a_fetch(shelf.page(GREEN.id, Wanted(), limit=9), Wanted())
        assert len(shelf.sent(before)) == 2  # that it left stays known
        assert len(shelf.sent(after)) == 1
        with pytest.raises(LedgerError, match="erased since; put out a new one"):
            shelf.put(GREEN.id, [made])
        assert shelf.put(GREEN.id, [a_parcel(1, modified="2026-04-01T00:00:00.000Z", revoked=True)]) == 1


def a_id(number: int, type: str = "report") -> str:
    return f"{type}--{UUID(int=number)}"
