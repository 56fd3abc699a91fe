"""Words made comparable: normalised names, content words, sentences. Not for meaning: `read` does that.

The word lists stand in `words.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[^\W\d_a-z])|\n\s*\n")
SENTENCE_REACH = 600  # code points looked at on either side of a trigger


def _lists() -> dict[str, frozenset[str]]:
    text = files("tocsin.fuse").joinpath("words.toml").read_text("utf-8")
    return {name: frozenset(row["words"]) for name, row in tomllib.loads(text).items()}


LISTS = _lists()


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text in lower case, without accents and with single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.split())


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, plain, in order."""
    return tuple(_WORD.findall(plain(text)))


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """The words that say something in particular: no common words, no single letters."""
    return frozenset(w for w in words_of(text) if len(w) > 1 and w not in LISTS["common"])


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name for comparing: plain, without a leading article or number ("the four gunmen" and "Gunmen" are one)."""
    words = list(words_of(name))
    while len(words) > 1 and (words[0] in {"a", "an", "the", "some", "about", "at", "least"} or _is_number(words[0])):
        del words[0]
    return " ".join(words) or plain(name)


def _is_number(word: str) -> bool:
    return word.isdigit() or word in {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}


@lru_cache(maxsize=65536)
def is_official(voice: str) -> bool:
    """Whether the name of a voice is that of the state, one of its services, or a hospital."""
    words = words_of(voice)
    pairs = {f"{a} {b}" for a, b in pairwise(words)}
    return not LISTS["official"].isdisjoint(pairs.union(words))


@lru_cache(maxsize=65536)
def is_news(voice: str) -> bool:
    """Whether the name of a voice is that of news: a paper, a station, an agency, or reports without a name."""
    words = words_of(voice)
    pairs = {f"{a} {b}" for a, b in pairwise(words)}
    return not LISTS["news"].isdisjoint(pairs.union(words))


@lru_cache(maxsize=65536)
def is_everyone(whom: str | None) -> bool:
    """Whether the words for whom a toll counts single nobody out, so that the figure is a total."""
    return whom is None or all(w in LISTS["everyone"] or w in {"other", "the", "all"} for w in words_of(whom))


def share(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller set lies in the other, from 0 to 1; 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends, as offsets into `text`."""
    first, last = max(0, start - SENTENCE_REACH), min(len(text), end + SENTENCE_REACH)
    breaks_before = [m.end() for m in _SENTENCE_END.finditer(text, first, last) if m.end() <= start]
    breaks_after = [m.start() + 1 for m in _SENTENCE_END.finditer(text, end, last)]
    begin = breaks_before[-1] if breaks_before else first
    stop = breaks_after[0] if breaks_after else last
    while begin < start and text[begin].isspace():
        begin += 1
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    return begin, stop


def says_another(before: str, trigger: str) -> bool:
    """Whether the words just before a trigger, or its first, say that this is not the event told until now."""
    near: Iterable[str] = (*words_of(before)[-3:], *words_of(trigger)[:1])
    return not LISTS["another"].isdisjoint(near)
