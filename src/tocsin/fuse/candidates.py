"""Pairs of mentions worth comparing: those that share a key in the same or the next stretch of time (blocking).

Keys are countries, unsettled names, actors and the weightiest words of the report, each with a stretch of ten days;
names of venues and incidents responded to need no time. A word that too many mentions have is no key.
Whatever shares no key is never compared, which keeps the work close to linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tocsin.fuse.kin import root
from tocsin.fuse.story import telling_words
from tocsin.fuse.told import Told
from tocsin.fuse.words import name_key

BUCKET_DAYS = 10
LOOK_BACK_DAYS = 10  # how far before its report an event of unknown day is looked for
MOST_BUCKETS = 40
MOST_OF_A_WORD = 200  # mentions that share a word in one stretch of time; beyond, it tells nothing

Key = tuple[str, str]
Block = tuple[Key, int]
ANY_TIME = -1


def blocks_of(told: Told) -> Iterator[Block]:
    """The blocks that a mention stands in."""
    for key in _keys(told):
        for bucket in _buckets(told):
            yield key, bucket
    for name in told.venues:
        yield ("venue", name), ANY_TIME
    for tie in told.ties:
        yield ("tie", "\0".join(map(str, tie))), ANY_TIME


def _keys(told: Told) -> Iterable[Key]:
    keys = {("country", c) for c in told.countries}
    keys |= {("name", name_key(p.name)) for p in told.sites if p.country is None and p.latitude is None}
    keys |= {("actor", root(a)) for a in told.actors}
    if not told.countries:
        keys |= {("country", c) for c in told.nearby}
    keys |= {("word", word) for word in telling_words(told.report.story)}
    return sorted(keys)


def _buckets(told: Told) -> Iterable[int]:
    first, last = told.span.first, told.span.last
    if last is None:
        if first is None:
            return (ANY_TIME,)
        last = first + LOOK_BACK_DAYS
    if first is None:
        first = last - LOOK_BACK_DAYS
    low, high = first // BUCKET_DAYS, last // BUCKET_DAYS
    return range(max(low, high - MOST_BUCKETS), high + 1)


def candidate_pairs(mentions: Sequence[Told], among: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs (i < j) of mentions, among those numbered, that share a block or stand in neighbouring ones."""
    blocks: dict[Block, list[int]] = defaultdict(list)
    for i in among:
        for block in blocks_of(mentions[i]):
            blocks[block].append(i)
    pairs: set[tuple[int, int]] = set()
    for (key, bucket), members in blocks.items():
        if key[0] == "word" and len(members) > MOST_OF_A_WORD:
            continue
        following = blocks.get((key, bucket + 1), ()) if bucket != ANY_TIME else ()
        for n, i in enumerate(members):
            pairs.update((i, j) if i < j else (j, i) for j in members[n + 1 :])
            pairs.update((i, j) if i < j else (j, i) for j in following if j != i)
    return pairs
