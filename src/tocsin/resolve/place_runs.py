"""Runs of capitalised words, cut into pieces: where in a text the name of a place can stand.

Not for saying which pieces are a name: `resolve.place_finder` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from tocsin.resolve.gazetteer_entry import Entry, fold
from tocsin.resolve.remembered import Remembered
from tocsin.resolve.tokens import Words
from tocsin.resolve.word_facts import Fact

_UP = "A-Z" + "".join(
    chr(c) for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(c).isupper() and chr(c).isalpha()
)
_LINKS = "of|the|de|la|las|los|del|da|do|dos|di|du|des|le|el|al|es|ez|en|ash|ul|and|upon|on|i|y"
_TITLES = "St|Ste|Mt|Ft|Gen|Lt|Col|Sgt|Capt|Maj|Cpl|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Brig|Adm|Cmdr|Supt|Insp|Det"
_STATES = (
    "Ala|Ariz|Ark|Calif|Cal|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nebr|Nev|"
    "Okla|Ore|Pa|Penn|Tenn|Tex|Vt|Va|Wash|Wis|Wisc|Wyo|Ont|Que|Alta|Man|Sask"
)
_JOINERS = "au|aux|sur|sous|de|da|do|del|di|du|des|la|le|les|en|ez|es|el|al|as|ash|ul|i|e|on|of|upon|and|by|the|in|y"
_WORD = (
    rf"(?:(?:al|el|as|ash|an|ar|at|az|ad|ed|ez|es|ul|es)[-‐‑])?"
    rf"(?:W\.[ ]?Va\.|[{_UP}]\.(?:[{_UP}]\.)*|(?:{_TITLES}|{_STATES})\.|[{_UP}]\w*"
    rf"(?:['’ʼ‘`](?!s\b)\w+|[-‐‑](?:(?:{_JOINERS})[-‐‑])*[{_UP}]\w*|-(?:e|i|ye)\b)*)"
)
RUN = re.compile(
    rf"(?<!\w){_WORD}(?:[ \t\r\u00a0]*(?:\n[ \t]*)?(?<=\s)(?:(?:{_LINKS})[ \t\u00a0]+){{0,3}}{_WORD}){{0,40}}"
)
PIECE = re.compile(rf"{_WORD}|\w+")
ANY_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][\w]*(?:['’ʼ-](?!S\b)\w+)*")


class Piece(NamedTuple):
    """One word of a run: where it stands in it, its folded words, and whether it begins with a capital."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]
    capital: bool


class Hit(NamedTuple):
    """Pieces `first` to `last` (half-open) of a run that are a name, and the places of that name.

    `exact`: how the name is written where places have it in one way of writing alone ("US", "Man."); mostly none do.
    """

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    exact: tuple[str, ...] = ()


class Run(NamedTuple):
    """A run of capitalised words, cut into pieces, with the names in it from left to right."""

    pieces: tuple[Piece, ...]
    hits: tuple[Hit, ...]
    peoples: tuple[tuple[str, ...], ...]  # countries of each demonym
    venue: tuple[int, int] = (0, 0)  # the pieces that name a venue; (where one may begin, 0) where none do


_BEGINNING = re.compile(rf"(?<!\w)(?:(?:al|el|as|ash|an|ar|at|az|ad|ed|ez|es|ul|es)[-‐‑])?[{_UP}]")
CAPITALS: Fact[tuple[int, ...]] = Fact(  # where in a word a run may begin
    lambda text: tuple(match.start() for match in _BEGINNING.finditer(text))
)


_CLOSERS = frozenset((",", ";", ":", "?", "!", ")", "'s", "’s"))


def _is_closing(token: str) -> bool:
    """Whether no run goes on over a token, nor into it."""
    return token in _CLOSERS or (token.isascii() and token.isalpha() and token.islower() and token not in _LINKING)


_LINKING = frozenset(_LINKS.split("|"))
_CLOSING: Remembered[str, bool] = Remembered(_is_closing)
_PLAIN: Remembered[str, bool] = Remembered(lambda text: text.isascii() and text.isalpha() and text[0].isupper())


def find_runs(text: str, words: Words, capitals: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int, int]]:
    """Where the runs of a text begin and end, with the number of the token in which each begins.

    `capitals`: what `CAPITALS` says of each token.

    Tried where a token has a capital: a third of the time of a search at every letter. Most are a plain word with a
    capital and a small word after it, which needs no pattern.
    """
    texts, starts, match, end, last = words.texts, words.starts, RUN.match, 0, len(words.texts) - 1
    for i in compress(range(last + 1), capitals):
        token = texts[i]
        if i < last and _PLAIN[token] and _CLOSING[texts[i + 1]] and starts[i] >= end:
            before = text[starts[i] - 1] if starts[i] else " "
            if not (before.isalnum() or before == "_"):
                end = words.ends[i]
                yield starts[i], end, i
                continue
        for offset in capitals[i]:
            if starts[i] + offset >= end and (found := match(text, starts[i] + offset)):
                end = found.end()
                yield found.start(), end, i


@lru_cache(maxsize=100_000)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def cut(words: str, pattern: re.Pattern[str]) -> tuple[Piece, ...]:
    """The pieces of a run, left to right; what folds to nothing is left out."""
    pieces = []
    for match in pattern.finditer(words):
        text = match.group()
        keys = _keys(text)
        if keys:
            pieces.append(Piece(text, match.start(), match.end(), keys, text[:1].isupper() or "-" in text))
    return tuple(pieces)


def neighbour_word(piece: Piece) -> str:
    """A piece as the tables of words hold it: lower case, no dot at its end."""
    return piece.text.lower().rstrip(".")
