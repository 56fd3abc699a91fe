"""What notes of fusing must do, whatever they are kept in. A subclass gives `notes`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.fuse.memory import Memory
from tocsin.notes import Item, Link, Notes

WIDE = (1 << 62) - 1  # ranks and labels are of 62 bits


def an_item(number: int, **more: Any) -> Item:
    fields = {"kind": "act", "document": f"d{number}", "mention": "m1", "rank": number, "keys": ()}
    return Item(number=number, **{**fields, **more})


def _links(notes: Notes, *numbers: int) -> list[Link]:
    """The links of items, in order, each under the number of the item that it is seen from."""
    found = notes.links(numbers)
    assert all(link.a == number for number, links in found.items() for link in links)
    return sorted(link for links in found.values() for link in links)


class NotesContract:
    @pytest.fixture
    def notes(self) -> Any:
        raise NotImplementedError

    def test_items_come_back_as_they_were_kept(self, notes: Notes) -> None:
        items = [
            an_item(1, keys=(0, 7, WIDE), rank=WIDE, label=WIDE, level=3, incident="i1", news=False, single=False),
            an_item(2, kind="text", document="d1", mention="a reading"),
            an_item(3, kind="of a sort that came later"),
        ]
        notes.keep(items)
        assert notes.items([1, 2, 3, 9]) == {item.number: item for item in items}
        assert sorted(item.number for item in notes.items_of(["d1", "d9"])) == [1, 2]
        assert notes.items_in(["i1", "i9"]) == [items[0]]
        assert (notes.items([]), notes.items_of([]), notes.items_in([])) == ({}, [], [])

    def test_an_item_that_is_kept_again_is_as_it_was_kept_last(self, notes: Notes) -> None:
        notes.keep([an_item(1)])
        later = an_item(1, level=2, incident="i2", keys=(5,))
        notes.keep([later])
        assert notes.items([1]) == {1: later}
        assert notes.items_in(["i2"]) == [later]

    def test_numbers_rise(self, notes: Notes) -> None:
        assert notes.next_number() == 1
        notes.keep([an_item(1), an_item(8)])
        assert notes.next_number() == 9
        notes.forget([1])
        assert notes.next_number() == 9
        notes.forget([8])
        assert notes.next_number() == 9  # a number is never given twice: what is known by it stays true

    def test_what_is_forgotten_is_gone_with_its_links(self, notes: Notes) -> None:
        notes.keep([an_item(n) for n in (1, 2, 3)])
        notes.link([Link(1, 2, 1.0), Link(2, 3, 2.0), Link(1, 2, 0.0, True)])
        notes.forget([1])
        assert list(notes.items([1, 2, 3])) == [2, 3]
        assert notes.items_of(["d1"]) == []
        assert _links(notes, 1, 2, 3) == [Link(2, 3, 2.0), Link(3, 2, 2.0)]

    def test_a_block_gives_its_lowest_ranks(self, notes: Notes) -> None:
        notes.enter((key, rank, rank + 100) for key in (4, 6) for rank in (5, 3, 60, 1, WIDE))
        notes.enter([(4, 2, 50)])
        assert notes.heads([4, 6, 9], {4: 3, 6: 9, 9: 9}) == {
            4: [(1, 101), (2, 50), (3, 103)],
            6: [(1, 101), (3, 103), (5, 105), (60, 160), (WIDE, WIDE + 100)],
        }
        assert notes.heads([], {}) == {}
        assert sorted(notes.members(6)) == [101, 103, 105, 160, WIDE + 100]
        assert notes.members(9) == []

    def test_what_left_a_block_is_in_it_no_longer(self, notes: Notes) -> None:
        notes.enter([(4, 1, 10), (4, 2, 20), (5, 1, 10)])
        notes.leave([(4, 1, 10)])
        assert notes.members(4) == [20]
        assert notes.heads([4, 5], {4: 1, 5: 1}) == {4: [(2, 20)], 5: [(1, 10)]}

    def test_links_are_seen_from_both_ends(self, notes: Notes) -> None:
        notes.keep([an_item(n) for n in (1, 2, 3)])
        notes.link([Link(1, 2, 0.5), Link(2, 3, 0.25)])
        assert _links(notes, 2) == [Link(2, 1, 0.5), Link(2, 3, 0.25)]
        assert _links(notes, 3) == [Link(3, 2, 0.25)]
        notes.link([Link(2, 1, 0.75)])
        assert _links(notes, 1) == [Link(1, 2, 0.75)]
        assert notes.links([]) == {}

    def test_what_a_person_linked_stands_beside_what_the_scores_did(self, notes: Notes) -> None:
        notes.link([Link(1, 2, 0.5), Link(1, 2, 0.0, True)])
        notes.unlink([(1, 2)], decided=False)
        assert _links(notes, 2) == [Link(2, 1, 0.0, True)]
        notes.unlink([(1, 2)], decided=True)
        assert notes.links([1]) == {}

    def test_blocks_of_any_size_give_what_memory_gives(self, notes: Notes) -> None:
        @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
        @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 70)), unique=True), st.data())
        def compare(rows: list[tuple[int, int]], data: st.DataObject) -> None:
            memory = Memory()
            entering = [(key, rank, n) for n, (key, rank) in enumerate(rows)]
            out = [row for row in entering if data.draw(st.booleans())]
            most = {key: data.draw(st.integers(1, 60)) for key in range(4)}
            try:
                for each in (memory, notes):
                    each.enter(entering)
                    each.leave(out)
                found = [
                    {k: head for k, head in each.heads(range(4), most).items() if head} for each in (memory, notes)
                ]
                assert found[0] == found[1]
            finally:
                notes.leave([row for row in entering if row not in out])

        compare()

    def test_many_are_as_well_asked_for_at_once_as_one(self, notes: Notes) -> None:
        items = [an_item(n, document=f"d{n % 7}", incident=f"i{n % 5}") for n in range(1, 3000)]
        notes.keep(items)
        assert notes.items(range(1, 3000)) == {item.number: item for item in items}
        notes.keep([replace(item, level=1) for item in items])
        assert len(notes.items_of([f"d{n}" for n in range(7)])) == 2999
        notes.forget(range(1, 3000))
        assert notes.items(range(1, 3000)) == {}
