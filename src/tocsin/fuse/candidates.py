"""Which mentions are worth comparing: those that share a block. Whatever shares none is never compared.

The blocks of a mention are countries, unsettled names, actors and the weightiest words of its report, each with a
stretch of twenty days; places with a day; the names of venues, and incidents responded to, at any time. In a block of
up to `FULL` mentions everything is compared with everything. In a larger one, each mention is compared with those of
the lowest ranks alone, and ranks are drawn from what a mention is, as if by lot. So the work for one more mention does
not grow with the block, and which pairs are compared depends on the set of mentions and not on their order: a mention
that gets among the lowest is compared with all, which happens the more seldom the more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from tocsin.fuse.kin import root
from tocsin.fuse.memory import Memory
from tocsin.fuse.places import FINE
from tocsin.fuse.places import rank as fineness
from tocsin.fuse.story import telling_words
from tocsin.fuse.told import Told
from tocsin.fuse.words import name_key
from tocsin.notes import Item, Kind, Notes, Pair

BUCKET_DAYS = 10  # half a stretch of time: each is in two, so that neighbours share one
LOOK_BACK_DAYS = 10  # how far before its report an event of unknown day is looked for
MOST_BUCKETS = 40
MOST_DAYS = 4  # a mention that may be of more days than these has no block for each
CELL_DEGREES = 1.0
FULL = 20  # mentions in a block within which all are compared
LOWEST = 12  # of a larger block, those that all others are compared with
LOWEST_OF_A_WORD = 6  # the same for words, of which each mention has many

ANY_TIME = 0
KEY_BITS = 44

Partners = dict[int, set[int]]  # by number, the numbers of those that a mention is compared with
Demoted = dict[int, set[int]]  # by number, the blocks that an item is no longer among the lowest of


# ------------------------------------------------------------------------------------------------ the blocks
def keys_of(told: Told, kind: Kind) -> tuple[int, ...]:
    """The blocks that a mention stands in, as numbers. Acts and others are never in the same."""
    stretches = [stretch << KEY_BITS for stretch in _stretches(told)]
    timed = [_low_bits(kind, name, value) for name, value in _timed(told)]
    keys = {stretch | low for low in timed for stretch in stretches}
    keys.update(block(kind, *each) for each in _placed(told))
    return tuple(sorted(keys))


def block(kind: Kind, name: str, value: object, stretch: int) -> int:
    """A block as a number: time first, so that what is of one time lies together; the last bit marks a word."""
    return (stretch << KEY_BITS) | _low_bits(kind, name, value)


@lru_cache(maxsize=65536)
def _low_bits(kind: Kind, name: str, value: object) -> int:
    digest = blake2b(f"{kind}\0{name}\0{value}".encode(), digest_size=6).digest()
    low = int.from_bytes(digest, "big") & ((1 << KEY_BITS) - 1)
    return (low & ~1) | (name == "word")


def _placed(told: Told) -> Iterator[tuple[str, object, int]]:
    """Blocks of a day, or of any time: name, value and stretch."""
    days = _days(told)
    for cell in _cells(told) if days else ():
        for day in days:
            yield "cell", (cell, day), day // BUCKET_DAYS + 1
    for venue in told.venues:
        yield "venue", venue, ANY_TIME
    for tie in told.ties:
        yield "tie", tie, ANY_TIME


def _timed(told: Told) -> Iterable[tuple[str, str]]:
    """Blocks of each stretch that it may lie in: name and value."""
    found = {("country", c) for c in told.countries}
    found |= {("name", name_key(p.name)) for p in told.sites if p.country is None and p.latitude is None}
    found |= {("actor", root(a)) for a in told.actors}
    if not told.countries:
        found |= {("country", c) for c in told.nearby}
    return found | {("word", word) for word in telling_words(told.report.story)}


def _stretches(told: Told) -> Iterable[int]:
    """The stretches of time that a mention may lie in, each of two buckets."""
    first, last = told.span.first, told.span.last
    if last is None:
        if first is None:
            return (ANY_TIME,)
        last = first + LOOK_BACK_DAYS
    if first is None:
        first = last - LOOK_BACK_DAYS
    low, high = first // BUCKET_DAYS, last // BUCKET_DAYS
    return range(max(low, high - MOST_BUCKETS), high + 2)


def _days(told: Told) -> Iterable[int]:
    """The days that it may have been on, and the one after; none where it may be of many."""
    first, last = told.span.first, told.span.last
    if first is None or last is None or last - first >= MOST_DAYS:
        return ()
    return range(first, last + 2)


def _cells(told: Told) -> set[tuple[int, int]]:
    """The squares of the map that its sites lie in or close to. Regions lie in none."""
    found = set()
    for place in told.sites:
        if place.latitude is None or place.longitude is None or fineness(place) > FINE:
            continue
        for north in (-CELL_DEGREES / 4, CELL_DEGREES / 4):
            for east in (-CELL_DEGREES / 4, CELL_DEGREES / 4):
                found.add(
                    (int((place.latitude + north) // CELL_DEGREES), int((place.longitude + east) // CELL_DEGREES))
                )
    return found


def rank_of(*parts: object) -> int:
    """A number drawn from what something is, the same for ever, as if by lot."""
    return int.from_bytes(blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest(), "big") >> 2


# ------------------------------------------------------------------------------------------- what is compared
def lowest(key: int, head: list[tuple[int, int]]) -> list[int]:
    """Those of a block that all others are compared with, from its beginning (`FULL` and one more, if there are)."""
    if len(head) <= FULL:
        return [number for _, number in head]
    return [number for _, number in head[: LOWEST_OF_A_WORD if key & 1 else LOWEST]]


def move(notes: Notes, added: Iterable[Item], removed: Iterable[Item]) -> tuple[set[Pair], Demoted]:
    """The same as `settle`, with the pairs of all that is to be compared."""
    partners, demoted = settle(notes, added, removed)
    return {(a, b) if a < b else (b, a) for a, others in partners.items() for b in others}, demoted


def settle(notes: Notes, added: Iterable[Item], removed: Iterable[Item]) -> tuple[Partners, Demoted]:
    """Put items into their blocks and take others out of theirs.

    Returns those that are to be compared now, each with what it is to be compared with, and the items that are no
    longer among the lowest of a block: their links are to be looked at again (`no_longer_compared`).
    """
    added, removed = tuple(added), tuple(removed)
    entering: dict[int, list[int]] = {}
    for item in added:
        for key in item.keys:
            entering.setdefault(key, []).append(item.number)
    leaving = {key for item in removed for key in item.keys}
    gone = {item.number for item in removed}
    touched = leaving | entering.keys()
    before = notes.heads(leaving, dict.fromkeys(leaving, FULL + 1))
    notes.leave((key, item.rank, item.number) for item in removed for key in item.keys)
    notes.enter((key, item.rank, item.number) for item in added for key in item.keys)
    after = notes.heads(touched, {key: FULL + 1 + len(entering.get(key, ())) for key in touched})
    partners: Partners = {item.number: set() for item in added}
    demoted: Demoted = {}
    for key in touched:
        new, head = entering.get(key, []), after.get(key, [])
        if key not in leaving:
            all_with_all = len(head) <= FULL
            low = [number for _, number in head] if all_with_all else lowest(key, head)
            was_full = len(head) == FULL + 1 + len(new)
            if all_with_all or (was_full and not any(x in low for x in new)):  # as most are: nobody lost rank
                for x in new if len(head) > 1 else ():
                    partners[x].update(low)
                continue
        fresh = set(new)
        old_head = before.get(key) if key in leaving else [each for each in head if each[1] not in fresh]
        old, now = lowest(key, (old_head or [])[: FULL + 1]), lowest(key, head[: FULL + 1])
        for p in set(old).difference(now, gone):
            demoted.setdefault(p, set()).add(key)
        for x in new:
            partners[x].update(now)
        raised = set(now).difference(old)
        if raised and not (len(head) <= FULL and raised <= fresh):
            members = notes.members(key)
            for p in raised:
                partners.setdefault(p, set()).update(members)
    for number, others in partners.items():
        others.discard(number)
    return partners, demoted


def no_longer_compared(notes: Notes, demoted: Demoted) -> set[Pair]:
    """The links, of items that lost rank in a block, between what no block has compared any more."""
    links = notes.links(demoted)
    items = notes.items({b for some in links.values() for _, b, _, _ in some}.union(links))
    doubtful: dict[Pair, frozenset[int]] = {}  # with the blocks in which both are
    for a, some in links.items():
        lost, keys = demoted[a], frozenset(items[a].keys)
        for _, b, _, decided in some:
            pair = (a, b) if a < b else (b, a)
            if not decided and pair not in doubtful and not lost.isdisjoint(items[b].keys):
                doubtful[pair] = keys.intersection(items[b].keys)
    shared = frozenset[int]().union(*doubtful.values())
    heads = notes.heads(shared, dict.fromkeys(shared, FULL + 1))
    low = {key: frozenset(lowest(key, head)) for key, head in heads.items()}
    return {pair for pair, keys in doubtful.items() if all(low[key].isdisjoint(pair) for key in keys)}


def compared_with(notes: Notes, items: Iterable[Item]) -> Partners:
    """Those that each of the items is compared with."""
    items = tuple(items)
    keys = {key for item in items for key in item.keys}
    heads = notes.heads(keys, dict.fromkeys(keys, FULL + 1))
    low = {key: lowest(key, head) for key, head in heads.items()}
    partners: Partners = {item.number: set() for item in items}
    for item in items:
        for key in item.keys:
            few = low.get(key, [])
            partners[item.number].update(notes.members(key) if item.number in few else few)
        partners[item.number].discard(item.number)
    return partners


def candidate_pairs(mentions: Sequence[Told], among: Iterable[int]) -> set[Pair]:
    """The pairs (i < j) of mentions, among those numbered, that are compared where there are no others."""
    numbered = [(i, mentions[i]) for i in among]
    return move(Memory(), [item_of(told, i, kind="act") for i, told in numbered], ())[0]


def item_of(told: Told, number: int, *, kind: Kind) -> Item:
    """A mention as it is first noted down: an act with its blocks, another without, for these are not known yet."""
    rank = rank_of(*told.key)
    return Item(
        number=number,
        kind=kind,
        document=told.report.doc.key,
        mention=told.mention.id,
        rank=rank,
        keys=keys_of(told, kind) if kind == "act" else (),
        label=rank,
        news=not told.mention.background,
        single=told.mention.unit == "single",
    )
