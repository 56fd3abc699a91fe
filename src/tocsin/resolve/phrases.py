"""Look-up of many phrases at once in tokenised text: a dictionary on the first word, longest phrase first.

Measured on 50,000 aliases it costs no more than tokenising. Not for fuzzy matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from tocsin.resolve.tokens import Token, find_tokens

T = TypeVar("T")
_Entries = dict[tuple[str, ...], list[tuple[str | None, T]]]  # words to (the exact case asked for, value)


class Match(NamedTuple, Generic[T]):
    """Tokens `start` to `end` (half-open) and the values that stand for them."""

    start: int
    end: int
    values: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases, each with one or more values. A phrase written `=IS` matches in exact case only."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, _Entries[T]] = {}
        for phrase, value in phrases:
            exact = phrase.startswith("=")
            words = tuple(token.lower for token in find_tokens(phrase.removeprefix("=")))
            if words:
                entry = self._by_first.setdefault(words[0], {}).setdefault(words, [])
                entry.append((_joined(find_tokens(phrase.removeprefix("="))) if exact else None, value))
        self._lengths = {
            first: tuple(sorted({len(words) for words in entries}, reverse=True))
            for first, entries in self._by_first.items()
        }

    def at(self, tokens: Sequence[Token], i: int, *, cased: bool = True) -> Match[T] | None:
        """The longest phrase that begins at token `i`, or None."""
        entries = self._by_first.get(tokens[i].lower)
        if entries is None:
            return None
        rest = [token.lower for token in tokens[i : i + self._lengths[tokens[i].lower][0]]]
        return self._longest(tokens, i, rest, entries, cased)

    def _longest(
        self, tokens: Sequence[Token], i: int, rest: list[str], entries: _Entries[T], cased: bool
    ) -> Match[T] | None:
        for length in self._lengths[rest[0]]:
            if length > len(rest):
                continue
            found = entries.get(tuple(rest[:length]))
            if found is not None and (values := _values(found, tokens[i : i + length], cased)):
                return Match(i, i + length, values)
        return None

    def find(self, tokens: Sequence[Token], *, cased: bool = True) -> list[Match[T]]:
        """The longest phrases from left to right, none overlapping another."""
        firsts = self._by_first
        starts = [i for i, token in enumerate(tokens) if token.lower in firsts]
        found: list[Match[T]] = []
        end = 0
        for i in starts:
            if i >= end and (match := self.at(tokens, i, cased=cased)) is not None:
                found.append(match)
                end = match.end
        return found


def _values(found: list[tuple[str | None, T]], tokens: Sequence[Token], cased: bool) -> tuple[T, ...]:
    """The values whose phrase stands here in a case that it allows."""
    if all(exact is None for exact, _ in found):
        return tuple(value for _, value in found)
    text = _joined(tokens)
    return tuple(value for exact, value in found if exact is None or (cased and exact == text))


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
