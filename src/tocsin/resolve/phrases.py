"""Look-up of many phrases at once in tokenised text: a dictionary on the first word, longest phrase first.

Measured on 50,000 aliases it costs no more than tokenising. Not for fuzzy matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from tocsin.resolve.tokens import Token, find_tokens

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """Tokens `start` to `end` (half-open) and the values that stand for them."""

    start: int
    end: int
    values: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases, each with one or more values. A phrase written `=IS` matches in exact case only."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], list[tuple[str | None, T]]]] = {}
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
        first = tokens[i].lower
        entries = self._by_first.get(first)
        if entries is None:
            return None
        for length in self._lengths[first]:
            found = entries.get(tuple(token.lower for token in tokens[i : i + length]))
            if found is not None:
                text = _joined(tokens[i : i + length])
                values = tuple(value for exact, value in found if exact is None or (cased and exact == text))
                if values:
                    return Match(i, i + length, values)
        return None

    def find(self, tokens: Sequence[Token], *, cased: bool = True) -> list[Match[T]]:
        """The longest phrases from left to right, none overlapping another."""
        found: list[Match[T]] = []
        i = 0
        while i < len(tokens):
            match = self.at(tokens, i, cased=cased) if tokens[i].lower in self._by_first else None
            if match is None:
                i += 1
            else:
                found.append(match)
                i = match.end
        return found


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
