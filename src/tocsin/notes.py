"""What fusing notes down of what it has fused, so that the next report costs no more than the last: a port.

Nothing here is part of the record: the notes can be made anew from it. An `Item` is a mention, or a document as a text
that others may copy, or as a report that tells a story. Blocks say which items are worth comparing, links which pairs
passed. `fuse` works on these, `keep` stores them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from tocsin.ports import Mint
from tocsin.record import Decision, Document, Reading

Kind = Literal["text", "act", "other", "story"]
Pair = tuple[int, int]  # the smaller number first


class Item(Struct, frozen=True, kw_only=True):
    """A mention (`act`, or `other`: a response, warning or claim), or a document: its `text`, or the `story` it tells.

    `mention` is its id, else the id of the reading that was fused. `rank` is drawn from what it is, at random, and
    `keys` are the blocks it stands in. `level` says which links hold its component together (`components`). `label`
    names a group: for a text its copies, for an act those that it was gathered with before the others came, for a
    story the reports that tell it. `incident` is the one that it tells, for a story the one that it is mainly about.
    `news`: told as such, and not as history; `single`: as one event.
    """

    number: int
    kind: Kind
    document: str
    mention: str
    rank: int
    keys: tuple[int, ...]
    level: int = 0
    label: int = 0
    incident: str | None = None
    news: bool = True
    single: bool = True

    @property
    def is_mention(self) -> bool:
        """Whether it is a mention, and no document."""
        return self.kind in ("act", "other")


class Link(NamedTuple):
    """Two items that may be one. `decided`: a person said so."""

    a: int
    b: int
    score: float
    decided: bool = False


class Notes(Protocol):
    """The notes of one ledger. Everything asked for is as it was last noted."""

    def next_number(self) -> int:
        """A number that no item has or ever had, and none above it."""
        ...

    def items(self, numbers: Collection[int]) -> dict[int, Item]:
        """The items of these numbers."""
        ...

    def items_of(self, documents: Collection[str]) -> list[Item]:
        """The items of documents, by key."""
        ...

    def items_in(self, incidents: Collection[str]) -> list[Item]:
        """The items of incidents."""
        ...

    def keep(self, items: Iterable[Item]) -> None:
        """Note items down, new ones and changed ones. Their blocks are noted with `enter`."""
        ...

    def forget(self, numbers: Collection[int]) -> None:
        """Strike items out, with their links."""
        ...

    def heads(self, keys: Collection[int], most: Mapping[int, int]) -> dict[int, list[tuple[int, int]]]:
        """For each block its items of the lowest ranks, so many of it, as (rank, number) in order."""
        ...

    def members(self, key: int) -> list[int]:
        """All items of a block."""
        ...

    def enter(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Put items into blocks: (key, rank, number)."""
        ...

    def leave(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Take items out of blocks."""
        ...

    def links(self, numbers: Collection[int]) -> dict[int, Sequence[Link]]:
        """The links of items, by the number of the item that each is seen from (`a`); none of those that have none."""
        ...

    def link(self, links: Iterable[Link]) -> None:
        """Note links down, in place of what stood between the two."""
        ...

    def unlink(self, pairs: Iterable[Pair], *, decided: bool) -> None:
        """Strike links out: those that a person made, or those that none did."""
        ...


class Sources(Protocol):
    """What is fused, by document key."""

    def readings(self, documents: Collection[str]) -> dict[str, Reading]:
        """The reading that counts for each; documents that do not count are left out."""
        ...

    def dates(self, documents: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
        """When each was published and retrieved, as it says."""
        ...

    def document(self, name: str) -> Document | None:
        """The document of a key or an id; None where there is none."""
        ...

    def decisions_on(self, documents: Collection[str]) -> Sequence[tuple[int, Decision]]:
        """The decisions anchored to any of them, with all that undo them, by sequence number."""
        ...

    def mints_of(self, documents: Collection[str]) -> Sequence[Mint]:
        """The ids founded in any of them."""
        ...

    def is_minted(self, incident: str) -> bool:
        """Whether an id was ever given."""
        ...


class Pending(Struct, frozen=True, kw_only=True):
    """Documents that something happened to: they came, were read again, decided on, replaced or erased.

    `until` is the last entry that was looked at; `more`: entries after it may touch others.
    """

    documents: frozenset[str] = frozenset()
    until: int = 0
    more: bool = False


class Due(Struct, frozen=True, kw_only=True):
    """Incidents whose revisions are to be made: those to fold, and those to close.

    `mints` are the ids among them that the ledger does not know yet, `redirects` those merged away, each with the one
    that stands for it. `more`: there are others.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    mints: tuple[Mint, ...] = ()
    redirects: dict[str, str] = {}
    more: bool = False


class Folding(Protocol):
    """How far the fold of a ledger has come. What changes it is done inside a transaction of the ledger.

    First the notes are brought up to the documents that something happened to, as many at a time as one likes. When
    there are none left, revisions are made of the incidents that came out otherwise. A fold that is broken off goes on
    where it stopped.
    """

    @property
    def notes(self) -> Notes:
        """The notes."""
        ...

    @property
    def sources(self) -> Sources:
        """What is fused."""
        ...

    def is_idle(self, digest: str) -> bool:
        """Whether the notes are those of this fuser, and nothing is to be noted or folded."""
        ...

    def is_whole(self, digest: str) -> bool:
        """Whether the notes are those of this fuser, and have been of all documents at some time."""
        ...

    def begin(self, digest: str) -> None:
        """Throw the notes away where they are another fuser's; then everything is pending."""
        ...

    def pending(self, *, most: int) -> Pending:
        """The documents to be noted next, about so many."""
        ...

    def note(
        self,
        *,
        until: int,
        whole: bool,
        changed: Collection[str] = (),
        gone: Collection[str] = (),
        mints: Iterable[Mint] = (),
        redirects: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Say what came of noting documents. `whole`: there are no others."""
        ...

    def due(self, *, most: int) -> Due:
        """Incidents whose revisions are to be made next, so many at most."""
        ...

    def done(self, due: Due) -> None:
        """Say that their revisions were made."""
        ...

    def left(self) -> int:
        """How many entries are still to be looked at."""
        ...

    def incidents(self, *, after: str = "", most: int) -> Sequence[str]:
        """The ids of the incidents in the notes, in their order, those after one of them."""
        ...
