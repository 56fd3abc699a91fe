"""The words of `lexicon/counts.toml` as patterns and tables. Not for deciding what counts: see `count_context`."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args

from msgspec import Struct

from tocsin.errors import LexiconError
from tocsin.lexicon import load_toml
from tocsin.record import Bound
from tocsin.resolve.scanning import GAP, HYPHEN, Openings, any_of, head_of, words_before

NAME = "counts.toml"
Kind = Literal["at_least", "more_than", "at_most", "fewer_than", "about", "nearly", "exact", "other"]
Words = frozenset[str]


class NumberWord(Struct, frozen=True, kw_only=True):
    """A word with a bound of its own, and the company in which it has it."""

    bound: Bound
    noun: bool
    only_before: Words
    not_before: Words
    not_after: Words


def _number_word(row: dict[str, Any]) -> NumberWord:
    bound = Bound(
        low=row.get("low"), high=row.get("high"), best=row.get("best"), approximate=row.get("approximate", False)
    )
    return NumberWord(
        bound=bound,
        noun=row.get("noun", False),
        only_before=frozenset(row.get("only_before", ())),
        not_before=frozenset(row.get("not_before", ())),
        not_after=frozenset(row.get("not_after", ())),
    )


TABLE = load_toml(NAME)
CARDINALS: dict[str, int] = TABLE["cardinals"]
SCALES: dict[str, int] = TABLE["scales"]
LISTS: dict[str, list[str]] = TABLE["lists"]
NOT_NOUNS, ONE_VERBS, ONE_AFTER, ONE_PRONOUN, PEOPLE = (
    frozenset(LISTS[name]) for name in ("not_nouns", "one_verbs", "one_after", "one_pronoun", "people")
)
NUMBER_WORDS = {form: word for row in TABLE["word"] for word in [_number_word(row)] for form in row["forms"]}


class Modifier(Struct, frozen=True):
    """What words before a number do to its bound, and the words after which they do nothing."""

    kind: Kind
    not_after: Words


def _modifiers() -> dict[str, Modifier]:
    rows = {}
    for number, row in enumerate(TABLE["modifier"]):
        if row["kind"] not in get_args(Kind):
            raise LexiconError(NAME, f"modifier kind {row['kind']!r}, expected one of {', '.join(get_args(Kind))}")
        rows[f"m{number}"] = Modifier(row["kind"], frozenset(row.get("not_after", ())))
    return rows


def _excluded(side: str) -> dict[str, list[str]]:
    return {row["id"].replace(" ", "_"): row["words"] for row in TABLE["exclusion"] if row["side"] == side}


def _range(low: int, high: int) -> str:
    return any_of(word for word, n in CARDINALS.items() if low <= n <= high)


_SMALL = rf"(?:(?:{_range(20, 99)})(?:(?:{GAP}|{HYPHEN})(?:{_range(1, 9)}))?|{_range(10, 19)}|{_range(1, 9)})"
_HUNDRED = rf"(?:(?:{_SMALL}|an?){GAP}hundred(?:{GAP}and{GAP}{_SMALL}(?!\w)|{GAP}{_SMALL}(?!\w))?|{_SMALL})"
_BIG = any_of(word for word, n in SCALES.items() if n >= 1000)
_SCALED = rf"(?:{GAP}(?:{_BIG})(?!\w)(?:,?{GAP}(?:and{GAP})?{_HUNDRED}(?!\w))?)"
_SPELT = rf"(?:{_SMALL}|an?){GAP}dozen|{_HUNDRED}{_SCALED}{{0,3}}|an?{_SCALED}{{1,3}}"
_DIGITS = r"[0-9]++(?:[.,\u2009\u202f\u00a0][0-9]++)*+"

MODIFIERS = _modifiers()
MODIFIER = words_before({f"m{number}": row["forms"] for number, row in enumerate(TABLE["modifier"])})
EXCLUDED_BEFORE = words_before(_excluded("before"))
_ADJECTIVES = (
    "more", "full", "long", "straight", "consecutive", "square", "cubic", "nautical", "metric", "short", "additional",
    "further", "other", "whole", "calendar", "working", "light", "successive", "us", "u.s.", "american",
)  # fmt: skip
_AFTER = _excluded("after")
_THINGS = any_of(word for words in _AFTER.values() for word in words)
EXCLUDED_AFTER = re.compile(
    rf"{GAP}(?:of{GAP})?(?:(?:(?:{any_of(_ADJECTIVES)}){GAP})?(?:{_THINGS})|[a-z]+{GAP}(?:{any_of(_AFTER['money'])}))(?!\w)"
)
# With what a match of `EXCLUDED_AFTER` begins, and what comes second in one that may begin with any word.
EXCLUDED_FIRST = frozenset(map(head_of, ("of", *_ADJECTIVES, *(word for words in _AFTER.values() for word in words))))
EXCLUDED_SECOND = frozenset(map(head_of, _AFTER["money"]))
# One search finds every number; idioms come first, so that they are passed over whole.
NUMBER = re.compile(
    rf"(?<!\w)(?:(?P<idiom>{any_of(form for row in TABLE['idiom'] for form in row['forms'])})"
    rf"|(?P<digits>{_DIGITS})(?:(?P<scale>{GAP}(?:{any_of(SCALES)}))|(?P<letter>[mk]|mn|bn))?"
    rf"|(?P<word>{any_of(NUMBER_WORDS)})"
    rf"|(?P<spelt>{_SPELT}))(?!\w)"
)
# How a number may begin.
OPENINGS = Openings(
    [*(form for row in TABLE["idiom"] for form in row["forms"]), *NUMBER_WORDS, *CARDINALS],
    dict.fromkeys(("a", "an"), SCALES),
    figures=True,
)
ARTICLES = Openings(["a", "an", "another"])
ARTICLE = re.compile(r"(?<![\w.'’])(an?|another)\s+(?=([a-z][a-z'’-]*))")
LETTERS = {"k": 1000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}


def spelt_value(words: str) -> tuple[int, int]:
    """The value of a number in words, and the scale that it ends on: ("three million") -> 3000000, 1000000."""
    total, current, scale = 0, 0, 1
    for word in re.split(r"[\s,‐‑-]+", words):
        if word in CARDINALS:
            current, scale = current + CARDINALS[word], 1
        elif word in SCALES:
            scale = SCALES[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        elif word in ("a", "an"):
            current += 1
    return total + current, scale
