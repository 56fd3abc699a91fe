"""The notes and the sources of a fold whose readings are all at hand: the port of `tocsin.notes` in memory."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tocsin.notes import Item, Link, Pair
from tocsin.ports import Mint
from tocsin.record import Decision, Document, Reading

Place = tuple[int, int]  # rank and number of an item in a block


class Memory:
    """Notes that nobody keeps."""

    def __init__(self) -> None:
        self._items: dict[int, Item] = {}
        self._of: dict[str, set[int]] = defaultdict(set)
        self._blocks: dict[int, Place | list[Place]] = {}  # most hold one, which is then there by itself
        # By number; of each by twice the number of the other, and one more if a person made it.
        self._links: dict[int, dict[int, Link]] = defaultdict(dict)
        self._in: dict[str, set[int]] = defaultdict(set)
        self._last = 0

    def next_number(self) -> int:
        """A number that no item has or ever had, and none above it."""
        return self._last + 1

    def items(self, numbers: Collection[int]) -> dict[int, Item]:
        """The items of these numbers."""
        return {n: self._items[n] for n in numbers if n in self._items}

    def items_of(self, documents: Collection[str]) -> list[Item]:
        """The items of documents, by key."""
        return [self._items[n] for key in documents for n in self._of.get(key, ())]

    def items_in(self, incidents: Collection[str]) -> list[Item]:
        """The items of incidents."""
        return [self._items[n] for id in incidents for n in sorted(self._in.get(id, ()))]

    def keep(self, items: Iterable[Item]) -> None:
        """Note items down, new ones and changed ones. Their blocks are noted with `enter`."""
        for item in items:
            self._leave_incident(item.number)
            self._items[item.number] = item
            self._of[item.document].add(item.number)
            self._last = max(self._last, item.number)
            if item.incident is not None:
                self._in[item.incident].add(item.number)

    def _leave_incident(self, number: int) -> None:
        old = self._items.get(number)
        if old is not None and old.incident is not None:
            self._in[old.incident].discard(number)
            if not self._in[old.incident]:
                del self._in[old.incident]

    def forget(self, numbers: Collection[int]) -> None:
        """Strike items out, with their links."""
        for n in numbers:
            self._leave_incident(n)
            self._of[self._items.pop(n).document].discard(n)
            for link in self._links.pop(n, {}).values():
                self._links[link.b].pop(2 * n + link.decided, None)

    def heads(self, keys: Collection[int], most: Mapping[int, int]) -> dict[int, list[tuple[int, int]]]:
        """For each block its items of the lowest ranks, so many of it, as (rank, number) in order."""
        blocks = self._blocks
        return {key: _listed(blocks[key])[: most[key]] for key in keys if key in blocks}

    def members(self, key: int) -> list[int]:
        """All items of a block."""
        return [number for _, number in _listed(self._blocks.get(key, []))]

    def enter(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Put items into blocks: (key, rank, number)."""
        place = (0, 0)  # one for all blocks of an item
        for key, rank, number in rows:
            if place[1] != number or place[0] != rank:
                place = (rank, number)
            there = self._blocks.setdefault(key, place)
            if isinstance(there, list):
                insort(there, place)
            elif there is not place:
                self._blocks[key] = sorted((there, place))

    def leave(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Take items out of blocks."""
        for key, rank, number in rows:
            block = self._blocks[key]
            if isinstance(block, list):
                del block[bisect_left(block, (rank, number))]
            else:
                del self._blocks[key]

    def links(self, numbers: Collection[int]) -> dict[int, Sequence[Link]]:
        """The links of items, by the number of the item that each is seen from (`a`); none of those that have none."""
        return {n: tuple(links.values()) for n in numbers if (links := self._links.get(n))}

    def link(self, links: Iterable[Link]) -> None:
        """Note links down, in place of what stood between the two."""
        for a, b, score, decided in links:
            self._links[a][2 * b + decided] = Link(a, b, score, decided)
            self._links[b][2 * a + decided] = Link(b, a, score, decided)

    def unlink(self, pairs: Iterable[Pair], *, decided: bool) -> None:
        """Strike links out: those that a person made, or those that none did."""
        for a, b in pairs:
            self._links[a].pop(2 * b + decided, None)
            self._links[b].pop(2 * a + decided, None)


def _listed(block: Place | list[Place]) -> list[Place]:
    return block if isinstance(block, list) else [block]


class Given:
    """What is fused where all of it is at hand."""

    def __init__(
        self, readings: Mapping[str, Reading], decisions: Sequence[tuple[int, Decision]], mints: Sequence[Mint]
    ) -> None:
        self._readings = readings
        self._decisions = decisions
        self._mints: dict[str, list[Mint]] = defaultdict(list)
        for mint in mints:
            self._mints[mint.document].append(mint)
        self._minted = {mint.incident for mint in mints}

    def readings(self, documents: Collection[str]) -> dict[str, Reading]:
        """The reading that counts for each; documents that do not count are left out."""
        return {key: self._readings[key] for key in documents if key in self._readings}

    def dates(self, documents: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
        """When each was published and retrieved, as it says."""
        found = {key: self._readings[key].document for key in documents if key in self._readings}
        return {key: (doc.published, doc.retrieved) for key, doc in found.items()}

    def document(self, name: str) -> Document | None:
        """The document of a key or an id; None where there is none."""
        reading = self._readings.get(name)
        if reading is not None:
            return reading.document
        return next((r.document for r in self._readings.values() if r.document.id == name), None)

    def decisions_on(self, documents: Collection[str]) -> Sequence[tuple[int, Decision]]:
        """The decisions anchored to any of them, with all that undo them, by sequence number."""
        if not self._decisions:
            return ()
        wanted = set(documents)
        return [d for d in self._decisions if not d[1].anchors or any(a.document in wanted for a in d[1].anchors)]

    def mints_of(self, documents: Collection[str]) -> Sequence[Mint]:
        """The ids founded in any of them."""
        return [mint for key in documents for mint in self._mints.get(key, ())]

    def is_minted(self, incident: str) -> bool:
        """Whether an id was ever given."""
        return incident in self._minted
