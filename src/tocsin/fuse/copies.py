"""Near-duplicate documents: one text printed by several outlets. Derived from the set of documents, never their order.

Two documents are copies where their texts are the same after white space and case are folded, or where their word
trigrams have a Jaccard similarity of at least `NEAR`: a line more or less, a cut of a third, one word in twelve put
otherwise. A copy adds an outlet to a record, never weight.

The near ones are found by sketches (MinHash, Broder 1997) of which one band is the same (locality-sensitive hashing),
and then compared exactly. Whether two texts are compared depends on these two alone. Of pairs just at `NEAR` one in 800
is missed, of those at 0.7 one in 500,000.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rensa import RMinHash, RMinHashLSH

from tocsin.fuse.joins import Joins
from tocsin.fuse.words import plain, words_of
from tocsin.record import Document

NEAR = 0.6
SHORTEST = 20  # words; below this only equal texts are copies
# What a sketch is made with: other values give other sketches.
PERMUTATIONS, BANDS, SEED = 192, 48, 20240322

Shingles = frozenset[str]


class NearTexts:
    """Texts by what they are called, for finding those near to another one; they can be added at any time."""

    def __init__(self) -> None:
        self._lsh = RMinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._held: list[tuple[str, Shingles]] = []

    def add(self, name: str, shingles: Shingles) -> tuple[str, ...]:
        """Hold a text, and give back those held until now that are near to it, in the order in which they came."""
        if not shingles:
            return ()
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(list(shingles))
        near = (self._held[n] for n in sorted(self._lsh.query(sketch)))
        found = tuple(other for other, theirs in near if jaccard(shingles, theirs) >= NEAR)
        self._lsh.insert(len(self._held), sketch)
        self._held.append((name, shingles))
        return found


def copy_groups(documents: Iterable[Document]) -> dict[str, str]:
    """The group of each document by key: the smallest key among its copies, its own where it has none."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for doc in documents:
        by_text[plain(doc.text) or doc.key].append(doc.key)
    joins = Joins(key for keys in by_text.values() for key in keys)
    for keys in by_text.values():
        for key in keys[1:]:
            joins.join(keys[0], key)
    for a, b in near_pairs({min(keys): shingles_of(text) for text, keys in by_text.items()}):
        joins.join(a, b)
    return joins.groups()


def near_pairs(shingles: Mapping[str, Shingles]) -> Iterator[tuple[str, str]]:
    """The pairs of texts that are near to each other."""
    texts = NearTexts()
    for name in sorted(shingles):
        for other in texts.add(name, shingles[name]):
            yield other, name


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
