"""What a report is about, as weighted words, for telling whether two reports tell one story. Not for near-copies.

A word weighs the more, the rarer it is in news (`word_counts.tsv`: in how many of some thousand texts it stands). The
table ships, so that two reports compare alike whatever else a ledger holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from heapq import nlargest
from importlib.resources import files
from math import fsum, log, sqrt

from tocsin.fuse.words import LISTS, words_of
from tocsin.record import Document

REACH = 2500  # code points of the text that are looked at, beside the title, which counts twice
COMMON = 0.1  # a word that stands in more than this share of texts says nothing
TELLING = 8  # how many of its weightiest words a report is looked for by

Story = Mapping[str, float]


@cache
def _counts() -> tuple[int, Mapping[str, int]]:
    """How many texts were counted, and in how many each word stands."""
    first, *rest = files("tocsin.fuse").joinpath("word_counts.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in rest)
    return int(first.split("\t")[1]), {word: int(count) for word, count in rows}


def stems_of(text: str) -> list[str]:
    """The words of a text, plain, without the ends of plurals and genitives."""
    return [_stem(word) for word in words_of.__wrapped__(text)]


def _stem(word: str) -> str:
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def story_of(doc: Document) -> Story:
    """The weights of the words of a title and the beginning of a text; their squares sum to 1."""
    title = doc.title or ""
    found = Counter(stems_of(f"{title} {title} {doc.text[:REACH]}"))
    weights = {word: (1 + log(n)) * rarity(word) for word, n in found.items() if word not in LISTS["common"]}
    length = sqrt(sum(w * w for w in weights.values()))
    return {word: w / length for word, w in weights.items() if w} if length else {}


def rarity(word: str) -> float:
    """How much a word tells, from 0 for a common one to `RAREST`: the log of how few texts hold it."""
    texts, counts = _counts()
    count = counts.get(word, 0)
    return log(texts / (1 + count)) if count < COMMON * texts else 0.0


def likeness(a: Story, b: Story) -> float:
    """How much two stories share, from 0 to 1: the cosine of their weights."""
    return fsum([a[word] * b[word] for word in a.keys() & b.keys()])


def telling_words(story: Story, most: int = TELLING) -> tuple[str, ...]:
    """The weightiest words of a story, from the weightiest on, the same ones however they are ordered."""
    return tuple(nlargest(most, story, key=lambda word: (story[word], word)))


RAREST = log(_counts()[0])  # that of a word which stands in none of the texts counted
