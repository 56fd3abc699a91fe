"""The longest names of the gazetteer, and the demonyms, in a run of words.

Not for saying whether such a name is a place where it stands: `resolve.place_judge` and `resolve.place_capitals` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tocsin.resolve.countries import countries_by_demonym, load_countries
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.gazetteer_entry import Entry, fold
from tocsin.resolve.place_runs import ANY_WORD, PIECE, Hit, Piece, Run, cut
from tocsin.resolve.place_venues import capital_venue

CACHED_RUNS = 100_000  # parsed runs of capitalised words kept in memory
MOST_ENTRIES = 50  # places of one name that are weighed; the least likely of "San Jose" are left out
LONGEST = 6  # words of the longest name looked for


class Finder:
    """Finds the longest names in runs; keeps what it has found."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._runs: dict[str, Run] = {}

    def run(self, words: str) -> Run:
        """The names in a run of capitalised words."""
        found = self._runs.get(words)
        if found is None:
            if len(self._runs) >= CACHED_RUNS:
                self._runs.clear()
            found = self._runs[words] = self._parse(words, self._split(cut(words, PIECE)))
        return found

    def line(self, words: str) -> Run:
        """The names in a stretch of text in which capitals say nothing."""
        return self._parse(words, cut(words, ANY_WORD))

    def framed(self, key: str, word: str) -> tuple[Entry, ...]:
        """The places whose whole name is a name and the word after it: "Moscow region"."""
        whole = f"{key} {word.lower()}"
        return _distinct(self._gazetteer.starting_with(key.split(" ", 1)[0]).get(whole, ()))

    def starting(self, head: str, run: Run) -> tuple[int, str, tuple[Entry, ...]] | None:
        """The longest name made of `head` and the first pieces of a run: the pieces' count, its key, its places."""
        names = self._gazetteer.starting_with(head.split(" ", 1)[0])
        for n in range(min(LONGEST, len(run.pieces)), 0, -1):
            key = " ".join((head, *(word for piece in run.pieces[:n] for word in piece.keys)))
            if found := names.get(key):
                return n, key, _distinct(found)
        return None

    def _split(self, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Pieces with those cut at their hyphens that are two names and no name: "Moscow-Kyiv"."""
        if not any("-" in piece.text for piece in pieces):
            return pieces
        return tuple(part for piece in pieces for part in self._parts(piece))

    def _parts(self, piece: Piece) -> Iterator[Piece]:
        key = " ".join(piece.keys)
        names = self._gazetteer.starting_with(piece.keys[0])
        whole = "-" not in piece.text or not piece.text[:1].isupper()
        if whole or any(name == key or name.startswith(key + " ") for name in names):
            yield piece
            return
        for match in re.finditer(r"[^-]+", piece.text):
            text, start = match.group(), piece.start + match.start()
            if keys := tuple(fold(text).split()):
                yield Piece(text, start, start + len(text), keys, text[:1].isupper())

    def _parse(self, words: str, pieces: tuple[Piece, ...]) -> Run:
        hits, peoples, i = [], [], 0
        while i < len(pieces):
            people = self._people(pieces, i)
            hit = self._longest(words, pieces, i)
            if people and (hit is None or hit.last <= people[0]):
                peoples.append(people[1])
                i = people[0]
            elif hit is not None:
                hits.append(hit)
                i = hit.last
            else:
                i += 1
        return Run(pieces, tuple(hits), tuple(peoples), capital_venue(pieces))

    def _people(self, pieces: tuple[Piece, ...], i: int) -> tuple[int, tuple[str, ...]] | None:
        """A demonym at piece `i`: where it ends, and the countries."""
        if not pieces[i].capital or pieces[i].text.lower() not in _people_words():
            return None
        for n in (2, 1):
            words = " ".join(piece.text for piece in pieces[i : i + n])
            if len(pieces) >= i + n and (found := countries_by_demonym(words)):
                return i + n, tuple(country.code for country in found)
        return None

    def _longest(self, words: str, pieces: tuple[Piece, ...], i: int) -> Hit | None:
        if not pieces[i].capital:
            return None
        names = self._gazetteer.starting_with(pieces[i].keys[0])
        if not names:
            return None
        for j in range(min(len(pieces), i + LONGEST), i, -1):
            if not pieces[j - 1].capital:
                continue
            key = " ".join(word for piece in pieces[i:j] for word in piece.keys)
            if found := names.get(key):
                text = words[pieces[i].start : pieces[j - 1].end]
                entries = tuple(entry for entry in _distinct(found) if _spelt(entry, text))
                if entries:
                    return Hit(i, j, key, entries, tuple(entry.exact for entry in entries if entry.exact))
        return None


@cache
def _people_words() -> frozenset[str]:
    """The first words of all demonyms, lower case."""
    return frozenset(w.lower().split()[0] for country in load_countries() for w in country.demonyms)


def _spelt(entry: Entry, text: str) -> bool:
    if entry.exact is None:
        return True
    return text == entry.exact or (text.isupper() and "." in text and text == entry.exact.upper())


def _distinct(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries, each place once; a rare name of one place does not stand against the common name of others."""
    if len(entries) < 2:
        return entries
    best = max((entry.prior for entry in entries if entry.main), default=0.0)
    kept = [entry for entry in entries if entry.main or entry.own or entry.prior - 2.0 > best]
    ranked = kept if len(kept) <= MOST_ENTRIES else sorted(kept, key=lambda e: -e.prior)[:MOST_ENTRIES]
    seen: dict[tuple[str, str, str | None, str | None], Entry] = {}
    for entry in ranked:
        seen.setdefault((entry.name, entry.kind, entry.country, entry.admin1), entry)
    return tuple(seen.values())
