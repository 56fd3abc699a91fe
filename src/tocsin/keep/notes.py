"""The notes of fusing, kept in a ledger's database: the port of `tocsin.notes.Notes`.

Each question is one statement that was built beforehand, however many numbers it is about; they go along as one JSON
list. Nothing is asked whose answer grows with the ledger, but for the members of a block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from struct import pack, unpack
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from tocsin.keep.note_tables import fuse_blocks, fuse_items, fuse_links
from tocsin.keep.store import Store
from tocsin.keep.tables import positions
from tocsin.keep.values import listed, numbers_of, words_of
from tocsin.notes import Item, Link, Pair

WIDTHS = (49, 56, 64, 96, 128, 192, 256, 512, 1024, 4096)  # how many of a block are asked for at once

ITEMS: Select[Any] = select(*(fuse_items.c[name] for name in Item.__struct_fields__))
BY_NUMBER = ITEMS.where(fuse_items.c.number.in_(numbers_of("of")))
BY_DOCUMENT = ITEMS.where(fuse_items.c.document.in_(words_of("of"))).order_by(fuse_items.c.number)
BY_INCIDENT = ITEMS.where(fuse_items.c.incident.in_(words_of("of"))).order_by(fuse_items.c.number)
LAST = select(func.max(fuse_items.c.number))
NUMBERED = "noted items"  # the position that holds the highest number of an item that is gone
GIVEN = select(positions.c.number).where(positions.c.name == NUMBERED)
_reached = upsert(positions)
REACHED = _reached.on_conflict_do_update(index_elements=["name"], set_={"number": _reached.excluded.number})

_new = upsert(fuse_items)
KEEP = _new.on_conflict_do_update(
    index_elements=["number"],
    set_={name: _new.excluded[name] for name in Item.__struct_fields__ if name != "number"},
)
FORGET = delete(fuse_items).where(fuse_items.c.number == bindparam("of"))

_asked = numbers_of("of").subquery("asked")
_block = fuse_blocks.alias("block")
_last = (
    select(_block.c.rank)
    .where(_block.c.key == _asked.c.value)
    .order_by(_block.c.rank, _block.c.number)
    .limit(1)
    .offset(bindparam("beyond"))
    .scalar_subquery()
)
HEADS = select(fuse_blocks.c.key, fuse_blocks.c.rank, fuse_blocks.c.number).select_from(
    _asked.join(
        fuse_blocks,
        (fuse_blocks.c.key == _asked.c.value) & (fuse_blocks.c.rank <= func.coalesce(_last, 2**63 - 1)),
    )
)
MEMBERS = select(fuse_blocks.c.number).where(fuse_blocks.c.key == bindparam("of")).order_by(fuse_blocks.c.rank)
ENTER = insert(fuse_blocks)
LEAVE = delete(fuse_blocks).where(
    fuse_blocks.c.key == bindparam("k"), fuse_blocks.c.rank == bindparam("r"), fuse_blocks.c.number == bindparam("n")
)

LINKS = select(fuse_links.c.a, fuse_links.c.b, fuse_links.c.score, fuse_links.c.decided).where(
    fuse_links.c.a.in_(numbers_of("of"))
)
_link = upsert(fuse_links)
LINK = _link.on_conflict_do_update(index_elements=["a", "b", "decided"], set_={"score": _link.excluded.score})
UNLINK = delete(fuse_links).where(
    fuse_links.c.a == bindparam("one"), fuse_links.c.b == bindparam("other"), fuse_links.c.decided == bindparam("said")
)


class SqlNotes:
    """The notes of a ledger. What changes them is done inside a transaction of the ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_number(self) -> int:
        """A number that no item has or ever had, and none above it."""
        with self._store.reading() as connection:
            return max(connection.scalar(LAST) or 0, connection.scalar(GIVEN) or 0) + 1

    def keep_last_number(self) -> None:
        """Note the highest number given, before items that have it may go: it is never given again."""
        self._do(REACHED, [{"name": NUMBERED, "number": self.next_number() - 1}])

    def items(self, numbers: Collection[int]) -> dict[int, Item]:
        """The items of these numbers."""
        return {item.number: item for item in self._items(BY_NUMBER, numbers)}

    def items_of(self, documents: Collection[str]) -> list[Item]:
        """The items of documents, by key."""
        return self._items(BY_DOCUMENT, documents)

    def items_in(self, incidents: Collection[str]) -> list[Item]:
        """The items of incidents."""
        return self._items(BY_INCIDENT, incidents)

    def _items(self, query: Select[Any], of: Collection[int] | Collection[str]) -> list[Item]:
        if not of:
            return []
        with self._store.reading() as connection:
            return [item_of(row) for row in connection.execute(query, {"of": listed(of)}).all()]

    def keep(self, items: Iterable[Item]) -> None:
        """Note items down, new ones and changed ones. Their blocks are noted with `enter`."""
        self._do(KEEP, [_row_of(item) for item in items])

    def forget(self, numbers: Collection[int]) -> None:
        """Strike items out, with their links."""
        self.keep_last_number()
        links = chain.from_iterable(self.links(numbers).values())
        self._do(UNLINK, [_ends(a, b, said) for one, two, _, said in links for a, b in ((one, two), (two, one))])
        self._do(FORGET, [{"of": number} for number in numbers])

    # ------------------------------------------------------------------------------------------- blocks
    def heads(self, keys: Collection[int], most: Mapping[int, int]) -> dict[int, list[tuple[int, int]]]:
        """For each block its items of the lowest ranks, so many of it, as (rank, number) in order."""
        wide: dict[int, list[int]] = defaultdict(list)
        for key in keys:
            wide[next((width for width in WIDTHS if width >= most[key]), most[key])].append(key)
        found: dict[int, list[tuple[int, int]]] = {}
        with self._store.reading() as connection:
            for width, some in wide.items():
                for key, rank, number in connection.execute(HEADS, {"of": listed(some), "beyond": width - 1}).all():
                    found.setdefault(key, []).append((rank, number))
        return {key: sorted(head)[: most[key]] for key, head in found.items()}

    def members(self, key: int) -> list[int]:
        """All items of a block."""
        with self._store.reading() as connection:
            return [row[0] for row in connection.execute(MEMBERS, {"of": key}).all()]

    def enter(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Put items into blocks: (key, rank, number)."""
        self._do(ENTER, [{"key": key, "rank": rank, "number": number} for key, rank, number in rows])

    def leave(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Take items out of blocks."""
        self._do(LEAVE, [{"k": key, "r": rank, "n": number} for key, rank, number in rows])

    # -------------------------------------------------------------------------------------------- links
    def links(self, numbers: Collection[int]) -> dict[int, Sequence[Link]]:
        """The links of items, by the number of the item that each is seen from (`a`); none of those that have none."""
        found: dict[int, list[Link]] = {}
        if numbers:
            with self._store.reading() as connection:
                for a, b, score, decided in connection.execute(LINKS, {"of": listed(numbers)}).all():
                    found.setdefault(a, []).append(Link(a, b, score, decided))
        return dict(found)

    def link(self, links: Iterable[Link]) -> None:
        """Note links down, in place of what stood between the two."""
        rows = [
            {"a": one, "b": other, "score": score, "decided": decided}
            for a, b, score, decided in links
            for one, other in ((a, b), (b, a))
        ]
        self._do(LINK, rows)

    def unlink(self, pairs: Iterable[Pair], *, decided: bool) -> None:
        """Strike links out: those that a person made, or those that none did."""
        self._do(UNLINK, [_ends(one, other, decided) for a, b in pairs for one, other in ((a, b), (b, a))])

    def _do(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            with self._store.reading() as connection:
                connection.execute(statement, rows)


def item_of(row: Any) -> Item:
    """The item of a row."""
    number, kind, document, mention, rank, keys, level, label, incident, news, single = row
    return Item(
        number=number,
        kind=kind,
        document=document,
        mention=mention,
        rank=rank,
        keys=unpack(f"<{len(keys) // 8}q", keys),
        level=level,
        label=label,
        incident=incident,
        news=news,
        single=single,
    )


def _row_of(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "kind": item.kind,
        "document": item.document,
        "mention": item.mention,
        "rank": item.rank,
        "keys": pack(f"<{len(item.keys)}q", *item.keys),
        "level": item.level,
        "label": item.label,
        "incident": item.incident,
        "news": item.news,
        "single": item.single,
    }


def _ends(a: int, b: int, said: bool) -> dict[str, Any]:
    return {"one": a, "other": b, "said": said}
