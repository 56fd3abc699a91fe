"""What copies of a text have in common, whatever else there is: the marks by which they are looked for.

A mark is one band of the sketch that `copies` makes of a text, or the text as a whole. Whether two texts are near is
then settled exactly, as there.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from struct import pack

from rensa import RMinHash

from tocsin.fuse.candidates import rank_of
from tocsin.fuse.copies import BANDS, NEAR, PERMUTATIONS, SEED, jaccard, shingles_of
from tocsin.fuse.words import plain
from tocsin.record import Document

ROWS = PERMUTATIONS // BANDS

_plain = lru_cache(maxsize=2048)(plain)
_shingles = lru_cache(maxsize=2048)(shingles_of)


def marks_of(doc: Document) -> tuple[int, ...]:
    """The marks of a text: one for all of it, and one for each band of its sketch."""
    text = _plain(doc.text)
    marks = {_mark("text", text or doc.key)}
    shingles = _shingles(text)
    if shingles:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(list(shingles))
        digest = sketch.digest()
        marks.update(_band(pack(f"<{ROWS + 1}Q", at, *digest[at : at + ROWS])) for at in range(0, PERMUTATIONS, ROWS))
    return tuple(sorted(marks))


def _mark(*parts: object) -> int:
    return rank_of("mark", *parts) >> 17 & ~1


def _band(rows: bytes) -> int:
    """The same for a band, by its number and rows: there are many."""
    return int.from_bytes(blake2b(rows, digest_size=8).digest(), "big") >> 19 & ~1


def are_copies(a: Document, b: Document) -> bool:
    """Whether two texts are one, printed twice."""
    x, y = _plain(a.text), _plain(b.text)
    if x == y:
        return bool(x)
    return jaccard(_shingles(x), _shingles(y)) >= NEAR
