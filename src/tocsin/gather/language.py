"""Which language a text is in, where that matters: a text that is not English is kept, marked and not read.

English is told from its small words, at no cost. Only what lacks them is looked at by py3langid, which takes a second
and 100 MB to start. Short texts are left alone: a headline may well have no small word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

LOOKED_AT = 4000  # characters
FEWEST = 12  # words
# Shares of small words. English news has 0.3 to 0.5, other languages of Latin script up to 0.08 ("in", "a", "on"...).
ENGLISH_FROM = 0.18
DOUBTED_BELOW = 0.12
SURE = 0.8
SMALL = frozenset(
    """the of and to in a that is was for on it with as at by from be has had have were are an this his her their they
    he she who which not but been said after when or its would will more than one two between over into out about up
    during before since no all also there where while if so some other new them him we our you your i my""".split()
)
# What news is written in most; a closed list, since the whole one takes headlines for Pidgin.
LANGUAGES = tuple(
    """af am ar az bg bn bs ca cs da de el en es et fa fi fr gu ha he hi hr hu hy id it ja ka kk km ko ku lt lv mk ml mn
    mr ms my ne nl no pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te th tl tr uk ur uz vi zh""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """The language of a text as far as it is known, a two-letter code or None, and a note where that is news."""

    language: str | None
    note: str | None = None


def settle_language(text: str, *, stated: str | None) -> Told:
    """The language that a text is in, held against what is stated of it. The text decides, where it is plain."""
    sample = text[:LOOKED_AT]
    words = _WORD.findall(sample.lower())
    if len(words) < FEWEST and sample.isascii():
        return Told(stated)
    share = sum(word in SMALL for word in words) / max(1, len(words))
    if share >= ENGLISH_FROM:
        if stated in (None, "en"):
            return Told(stated)
        return Told("en", f"says that it is in {stated!r}, and is in English")
    if share >= DOUBTED_BELOW or not words:
        return Told(stated)
    found = _identified(sample)
    if found is None or found == (stated or "en"):
        return Told(stated)
    if stated is None:
        return Told(found, f"is in {found!r}, not in English")
    # Of two other languages whoever states one knows better: neighbours are easily confused. "en" is often a default.
    return (
        Told(found, f"says that it is in {stated!r}, and is in {found!r}") if "en" in (found, stated) else Told(stated)
    )


def _identified(sample: str) -> str | None:
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(LANGUAGES)
    return made
