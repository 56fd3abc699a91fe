"""The words beside names of places that say what a name is: heads of venues, titles, frames ("Moscow region").

Read from `lexicon/place_words.csv`, once, at first use. Not for names: `resolve.gazetteer` holds those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from tocsin.lexicon import cell_list, load_bytes, load_rows
from tocsin.resolve.remembered import Remembered

FILE = "place_words.csv"
KIND_WORDS = (  # alternatives for patterns: nouns that say what kind of place a name is of
    "city|town|village|hamlet|township|suburb|settlement|neighbourhood|neighborhood|port|community|district|"
    "province|region|state|capital|area|county|department|governorate|municipality|locality|outpost|stronghold|"
    "island|enclave|camp|base|resort"
)


@cache
def words_of(role: str) -> frozenset[str]:
    """The words of one role, lower case."""
    rows = load_rows(FILE)
    return frozenset(word for row in rows if row["role"] == role for word in cell_list(row["words"]))


@cache
def plain_words() -> Mapping[str, str]:
    """English words, lower case, and the letters that say what they can be (`n` noun, `s` nouns, `a` adjective)."""
    lines = load_bytes("words.tsv").decode("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return {cell[0]: cell[1] for cell in cells if len(cell) > 1}


_NO_LETTER = re.compile(r"\W")
_FIRST_WORDS: Remembered[str, str] = Remembered(lambda text: _NO_LETTER.split(text, maxsplit=1)[0])


def first_word(token: str) -> str:
    """The letters with which a token begins: "village" in "village-based"."""
    return _FIRST_WORDS[token]


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


def frame_of(word: str) -> str | None:
    """The level that a word after a name gives it: `admin1` for "province", `admin2`, `city`, or none."""
    low = word.lower()
    for level in ("admin1", "admin2", "city"):
        if low in words_of(f"frame_{level}"):
            return level
    return None
