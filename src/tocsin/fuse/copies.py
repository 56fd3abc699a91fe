"""Near-duplicate documents: one text printed by several outlets. Derived from the set of documents, never their order.

Two documents are copies where their texts are the same after white space and case are folded, or where their word
trigrams have a Jaccard similarity of at least `NEAR`. A copy adds an outlet to a record, never weight. A text that an
outlet cut by more than a fifth is not found this way.

The near ones are found by prefix filtering, which is exact: with the trigrams of each text ordered from the rarest
to the most common, two sets of similarity t share one among the first (1 - t) of each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil

from tocsin.fuse.joins import Joins
from tocsin.fuse.words import plain, words_of
from tocsin.record import Document

NEAR = 0.8
SHORTEST = 20  # words; below this only equal texts are copies

Shingles = frozenset[str]


def copy_groups(documents: Iterable[Document]) -> dict[str, str]:
    """The group of each document by key: the smallest key among its copies, its own where it has none."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for doc in documents:
        by_text[plain(doc.text) or doc.key].append(doc.key)
    joins = Joins(key for keys in by_text.values() for key in keys)
    for keys in by_text.values():
        for key in keys[1:]:
            joins.join(keys[0], key)
    firsts = {min(keys): shingles_of(text) for text, keys in by_text.items()}
    for a, b in _near_pairs(firsts):
        joins.join(a, b)
    return joins.groups()


def shingles_of(text: str) -> Shingles:
    """The word trigrams of a text, none for a short one."""
    words = words_of.__wrapped__(text)
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))


def jaccard(a: Shingles, b: Shingles) -> float:
    """What two sets share of what they hold together, from 0 to 1."""
    common = len(a & b)
    return common / (len(a) + len(b) - common) if common else 0.0


def _near_pairs(shingles: dict[str, Shingles]) -> Iterable[tuple[str, str]]:
    frequency = Counter(s for each in shingles.values() for s in each)
    seen: dict[str, list[str]] = defaultdict(list)
    for key in sorted(shingles):
        mine = shingles[key]
        prefix = _rarest(mine, frequency)
        candidates = {other for s in prefix for other in seen[s]}
        for other in sorted(candidates):
            if _sizes_allow(mine, shingles[other]) and jaccard(mine, shingles[other]) >= NEAR:
                yield other, key
        for s in prefix:
            seen[s].append(key)


def _rarest(shingles: Shingles, frequency: Counter[str]) -> Sequence[str]:
    """The prefix of a set that any set near to it must meet, without what no other text has."""
    if not shingles:
        return ()
    length = len(shingles) - ceil(NEAR * len(shingles)) + 1
    shared = sorted((s for s in shingles if frequency[s] > 1), key=lambda s: (frequency[s], s))
    return shared[: max(0, length - (len(shingles) - len(shared)))]


def _sizes_allow(a: Shingles, b: Shingles) -> bool:
    return min(len(a), len(b)) >= NEAR * max(len(a), len(b))
