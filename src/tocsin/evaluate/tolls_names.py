"""Whether two names mean the same armed group, by their words; a few groups go by several names."""

from __future__ import annotations

import re

ALIASES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\b(isis|isil|daesh|is|iskp|isk|iswap)\b", "islamic state"),
        (r"\btaleban\b", "taliban"),
        (r"\bal shabab\b", "al shabaab"),
        (r"\bkurdistan workers( s)? party\b", "pkk"),
        (r"\b(ej[eé]rcito de liberaci[oó]n nacional|national liberation army)\b", "eln"),
        (r"\bnew people( s)? army\b", "npa"),
        (r"\bal qaida\b", "al qaeda"),
        (r"\btak\b", "kurdistan freedom falcons"),
        (r"\bal qaeda in the islamic maghreb\b", "aqim"),
        (r"\ballied democratic forces\b", "adf"),
        (r"\btehrik i taliban pakistan\b|\bttp\b", "pakistani taliban"),
    )
)
EMPTY = frozenset(("the", "of", "in", "and", "al", "group", "movement", "province"))
BETWEEN = re.compile(r";|/| and (?=[A-Z])")


def same_actor(a: str, b: str) -> bool:
    """Whether one name's words hold the other's, or half of all words are shared."""
    x, y = _words(a), _words(b)
    if not x or not y:
        return False
    return x <= y or y <= x or len(x & y) / len(x | y) >= 0.5


def names_of(written: str) -> list[str]:
    """The names in a cell that may hold several; the whole cell is one more."""
    return [*(part.strip() for part in BETWEEN.split(written) if part.strip()), written]


def _words(name: str) -> set[str]:
    plain = re.sub(" +", " ", re.sub(r"[^a-z0-9éó ]", " ", name.lower().replace("-", " ")))
    for pattern, full in ALIASES:
        plain = pattern.sub(full, plain)
    return set(plain.split()) - EMPTY
