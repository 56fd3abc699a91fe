"""Words of counting and time in other languages, put into English so that the same resolvers settle them.

Rows of `lexicon/gloss.toml`. Only what is settled is English; evidence and names stay in the language of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from tocsin.lexicon import load_toml

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(
    rf"\b(\d{{1,2}})(?:er|º|ª|\.|°)?\s+(?:de\s+|d['’]\s*)?({MONTHS})\b(?:\s+(?:de|del|do)\b)?(?:\s+(\d{{4}}))?"
)


@cache
def _table() -> Mapping[str, Any]:
    return load_toml("gloss.toml")


def main_language(language: str | None) -> str:
    """The language without its country: "pt-BR" is "pt"; English where nothing is known."""
    return (language or "en").lower().replace("_", "-").partition("-")[0]


@cache
def _words(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    words: Mapping[str, str] = _table()[language]["words"]
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE), words


def has_gloss(language: str) -> bool:
    """Whether the words of counting and time of a language are known."""
    return language in _table()


def gloss(text: str, language: str) -> str:
    """The text with what is known of its words in English, and its figures in the English form."""
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    if not has_gloss(language):
        return text
    thousands = _table()[language].get("thousands")
    if thousands:
        parting = r"[\s\u00a0\u202f]" if thousands == " " else re.escape(thousands)
        text = re.sub(rf"(?<=\d){parting}(?=\d{{3}}(?!\d))", ",", text)
    pattern, words = _words(language)
    text = pattern.sub(lambda match: words[match[0].lower()], text)
    return DAY.sub(lambda m: f"{m[1]} {m[2]}" + (f" {m[3]}" if m[3] else ""), text)


@cache
def measure_stems(language: str, measure: str) -> tuple[str, ...]:
    """How words of a measure begin in a language; empty where that is not known."""
    stems = _table().get(language, {}).get("measures", {}).get(measure, "")
    return tuple(stems.split("|")) if stems else ()
