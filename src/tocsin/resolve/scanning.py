"""Look-ups forwards and backwards from a place in a text, whatever its case.

Regular expressions run forwards only. To ask what stands *before* a number without a search, the words are turned
round and matched in a copy of the text that is turned round too. Not for finding things: that is the scanners' work.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, islice, pairwise
from typing import NamedTuple

from tocsin.resolve.remembered import Remembered
from tocsin.resolve.tokens import FOLD, Words, find_paragraphs, split_words
from tocsin.resolve.word_facts import Fact, Facts

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
    tails: frozenset[str] | None  # the last two letters of each; None where more than white space may follow


def words_before(groups: Mapping[str, Iterable[str]], *, gap: str = r"\s+") -> LeftWords:
    """Phrases for `Scan.before`, by name; the longest that fits is found. `gap` stands between phrase and place."""
    names = {squeeze(form): name for name in reversed(list(groups)) for form in groups[name]}
    tails = frozenset(f" {form}"[-2:] for form in names) if gap == r"\s+" else None
    turned = sorted((form[::-1] for form in names), key=lambda form: (-len(form), form))
    return LeftWords(
        re.compile(rf"{gap}(" + "|".join(_phrase(form, r"\s+") for form in turned) + r")(?!\w)"), names, tails
    )


_MARK = re.compile(r"\W")
_HEADS: Remembered[str, str] = Remembered(lambda token: _MARK.split(token, maxsplit=1)[0] or token)


def head_of(phrase: str) -> str:
    """The letters with which the first word of a phrase begins: "o" of "o'clock"; a mark as it is."""
    return _HEADS[phrase.split()[0]]


_RUN = re.compile(r"[a-z0-9]+")
_RUNS: Remembered[str, tuple[tuple[int, str], ...]] = Remembered(  # of a token: runs of letters and digits, and where
    lambda text: tuple((match.start(), match.group()) for match in _RUN.finditer(lowered(text)))
)
_FIRST_RUNS: Remembered[str, str] = Remembered(lambda text: _RUNS[text][0][1] if _RUNS[text] else "")
FIGURE = "0"  # in `Openings`: any run that begins with a digit


class _Plan(NamedTuple):
    """What a token says of the phrases that may begin in it: for each run, where, and what may come after it."""

    offset: int
    seconds: frozenset[str] | None  # None: anything
    inside: str  # the run that follows in the same token, if any does


class Openings:
    """The places in a text where one of many phrases may begin, by its first two runs of letters and digits.

    A pattern whose every match begins so need be tried there alone, which is many times quicker than a search.
    `phrases` are written out; `first` has further first words, each with those that may come second. Where a phrase is
    one word, anything may follow it. With `figures`, a phrase may begin with a digit too. To be made when a module is
    loaded, and once, as it states a `Fact`.
    """

    def __init__(
        self, phrases: Iterable[str], first: Mapping[str, Iterable[str]] | None = None, *, figures: bool = False
    ) -> None:
        seconds: dict[str, set[str]] = {word: set(after) for word, after in (first or {}).items()}
        alone = set()
        for phrase in phrases:
            begin, *rest = _RUN.findall(phrase)
            seconds.setdefault(begin, set()).update(rest[:1])
            if not rest:
                alone.add(begin)
        self._seconds = {word: None if word in alone else frozenset(after) for word, after in seconds.items()}
        self._figures = figures
        self.plan: Fact[tuple[_Plan, ...]] = Fact(self._plan)

    def _plan(self, text: str) -> tuple[_Plan, ...]:
        """The runs of a token with which a phrase may begin."""
        runs = [*_RUNS[text], (0, "")]
        return tuple(
            _Plan(offset, self._seconds.get(run) if not self._is_figure(run) else None, after)
            for (offset, run), (_, after) in pairwise(runs)
            if run in self._seconds or self._is_figure(run)
        )

    def _is_figure(self, run: str) -> bool:
        return self._figures and run < ":"

    def places(self, words: Words, plans: Sequence[tuple[_Plan, ...]]) -> list[int]:
        """The offsets at which a phrase may begin, from left to right; `plans` is what `plan` says of each word."""
        texts, starts, found = words.texts, words.starts, []
        last = len(texts) - 1
        for i in compress(range(last + 1), plans):
            for offset, seconds, inside in plans[i]:
                if seconds is not None:
                    after = inside or (_FIRST_RUNS[texts[i + 1]] if i < last else "") or _run_after(texts, i)
                    if after not in seconds and (FIGURE not in seconds or not "" < after < ":"):
                        continue
                found.append(starts[i] + offset)
        return found


def _run_after(texts: Sequence[str], i: int) -> str:
    """The first run of letters and digits after token `i`; empty at the end."""
    return next(filter(None, map(_FIRST_RUNS.__getitem__, islice(texts, i + 1, None))), "")


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
    def words(self) -> Words:
        """The tokens of the text."""
        texts, starts, ends = self._tokens
        return Words(texts, list(self.facts.row(FOLD)), starts, ends)

    @cached_property
    def _tokens(self) -> tuple[list[str], list[int], list[int]]:
        return split_words(self.text)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The spans of its paragraphs."""
        return find_paragraphs(self.text)

    @cached_property
    def facts(self) -> Facts:
        """What is known of each of its tokens by itself."""
        return Facts(self._tokens[0])

    def places(self, openings: Openings) -> list[int]:
        """The offsets at which one of the phrases may begin."""
        return openings.places(self.words, self.facts.row(openings.plan))

    def heads_after(self, at: int) -> tuple[str, str]:
        """The heads of the next two tokens that begin at an offset or later; empty at the end."""
        folded, i = self.words.folded, bisect_left(self.words.starts, at)
        first, second = (*folded[i : i + 2], "", "")[:2]
        return _HEADS[first], _HEADS[second]

    def matches(self, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
        """The matches of a pattern at some places, left to right, none overlapping another."""
        match, low, end = pattern.match, self.low, 0
        for place in places:
            if place >= end and (found := match(low, place)):
                yield found
                end = found.end()

    def before(self, words: LeftWords, at: int) -> tuple[int, str] | None:
        """Where a phrase begins that ends, but for white space, at `at`, and its name."""
        ahead = self.low[at - 3 : at]
        if words.tails is not None and ahead[2:] == " " and ahead[:2] not in words.tails and not ahead[1].isspace():
            return None  # nine in ten times: the word before ends in other letters
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
