"""Look-ups forwards and backwards from a place in a text, whatever its case.

Regular expressions run forwards only. To ask what stands *before* a number without a search, the words are turned
round and matched in a copy of the text that is turned round too. Not for finding things: that is the scanners' work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

GAP = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"  # white space, at most one line break: never across a blank line
HYPHEN = "[-‐‑]"
CAPITALS = 0.7  # share of capitals among letters above which capitals tell nothing


def lowered(text: str) -> str:
    """The text in lower case, character for character, so that offsets stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_shouted(text: str) -> bool:
    """Whether nearly all letters are capitals, so that a capital tells nothing."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > CAPITALS * len(letters)


def squeeze(words: str) -> str:
    """Words with single blanks between them."""
    return " ".join(words.split())


def any_of(forms: Iterable[str]) -> str:
    """A pattern for any of the words or phrases, the longest first; blanks stand for any white space."""
    return "|".join(_phrase(form, GAP) for form in sorted(set(forms), key=lambda form: (-len(form), form)))


def _phrase(form: str, gap: str) -> str:
    return gap.join(re.escape(word) for word in form.split())


class LeftWords(NamedTuple):
    """Phrases to be looked for before a place: a pattern over the text turned round, and the name of each phrase."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]


def words_before(groups: Mapping[str, Iterable[str]], *, gap: str = r"\s+") -> LeftWords:
    """Phrases for `Scan.before`, by name; the longest that fits is found. `gap` stands between phrase and place."""
    names = {squeeze(form): name for name in reversed(list(groups)) for form in groups[name]}
    turned = sorted((form[::-1] for form in names), key=lambda form: (-len(form), form))
    return LeftWords(re.compile(rf"{gap}(" + "|".join(_phrase(form, r"\s+") for form in turned) + r")(?!\w)"), names)


_WORD = re.compile(r"([a-z0-9]+)")
Openings = Mapping[str, frozenset[str] | None]


def openings(phrases: Iterable[str], words: Iterable[str] = ()) -> Openings:
    """The words with which phrases begin, each with those that may come second; None where anything may.

    `words` are further first words, after which anything may come.
    """
    seconds: dict[str, set[str] | None] = {}
    for phrase in phrases:
        parts = _WORD.findall(phrase)
        known = seconds.setdefault(parts[0], set())
        if len(parts) == 1:
            seconds[parts[0]] = None
        elif known is not None:
            known.add(parts[1])
    found = {word: frozenset(after) if after is not None else None for word, after in seconds.items()}
    return {**found, **dict.fromkeys(words)}


class Scan:
    """A text and its copies: `text` as given, `low` in lower case, and one that is turned round."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = lowered(text)
        self._size = len(text)

    @cached_property
    def _back(self) -> str:
        return self.low[::-1]

    @cached_property
    def _words(self) -> tuple[list[str], list[str], list[int]]:
        """Each run of letters and digits, the one after it, and its offset."""
        parts = _WORD.split(self.low)
        words = parts[1::2]
        return words, [*words[1:], ""], list(accumulate(map(len, parts), initial=0))[1::2]

    def places_of(self, heads: Openings) -> list[int]:
        """The offsets at which a phrase may begin, by its first two words.

        A pattern whose every match begins so need be tried there alone, which is many times quicker than a search.
        """
        return [
            start
            for word, after, start in zip(*self._words, strict=False)
            if word in heads and ((seconds := heads[word]) is None or after in seconds)
        ]

    def places_of_figures(self, heads: Openings) -> list[int]:
        """Like `places_of`, with the offsets at which a word begins with a digit."""
        return [
            start
            for word, after, start in zip(*self._words, strict=False)
            if word < ":" or (word in heads and ((seconds := heads[word]) is None or after in seconds))
        ]

    def matches(self, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
        """The matches of a pattern at some places, left to right, none overlapping another."""
        match, low, end = pattern.match, self.low, 0
        for place in places:
            if place >= end and (found := match(low, place)):
                yield found
                end = found.end()

    def before(self, words: LeftWords, at: int) -> tuple[int, str] | None:
        """Where a phrase begins that ends, but for white space, at `at`, and its name."""
        match = words.pattern.match(self._back, self._size - at)
        if match is None:
            return None
        return self._size - match.end(), words.names[squeeze(match.group(1)[::-1])]

    def char(self, at: int) -> str:
        """The character at an offset, in lower case, or "" outside."""
        return self.low[at] if 0 <= at < self._size else ""

    def word_before(self, at: int) -> str:
        """The word that ends, but for blanks, at `at`, with its full stop; "" after another mark or at the start."""
        match = WORD_BACK.match(self._back, self._size - at)
        return match.group(1)[::-1] if match else ""

    def word_after(self, at: int) -> str:
        """The word that begins, after blanks, at `at`; "" where a mark or the end stands there."""
        match = WORD_NEXT.match(self.low, at)
        return match.group(1) if match else ""

    def shouted(self, at: int, reach: int = 60) -> bool:
        """Whether the words around an offset are nearly all in capitals, so that a capital tells nothing."""
        return is_shouted(self.text[max(0, at - reach) : at + reach])


WORD_BACK = re.compile(r"\s+([\w'’.-]{1,24})(?!\w)")
WORD_NEXT = re.compile(GAP + r"([a-z][\w'’]*(?:[-‐‑][\w'’]+)*)")
