"""The words of `lexicon/times.toml` as tables and left-hand contexts. Not for patterns: see `time_grammar`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, get_args

from msgspec import Struct

from tocsin.errors import LexiconError
from tocsin.lexicon import load_toml
from tocsin.resolve.days import PARTS_OF
from tocsin.resolve.scanning import LeftWords, any_of, words_before
from tocsin.resolve.time_anchors import Shift

NAME = "times.toml"
TimeKind = Literal["point", "since", "until", "duration", "recurring", "anchored", "age", "vague"]


class TimePhrase(Struct, frozen=True, kw_only=True):
    """A phrase with a meaning of its own: days from publication, `first` to `last`, None where open.

    Of an anchored one `shift` says how far it lies from its event, where the words do.
    """

    kind: TimeKind
    first: int | None
    last: int | None
    shift: Shift | None


def _phrase(row: dict[str, Any]) -> TimePhrase:
    kind = row.get("kind", "point")
    if kind not in get_args(TimeKind):
        raise LexiconError(NAME, f"kind {kind!r}, expected one of {', '.join(get_args(TimeKind))}")
    shift = Shift(row["unit"], row.get("least"), row.get("most")) if "unit" in row else None
    return TimePhrase(kind=kind, first=row.get("first"), last=row.get("last"), shift=shift)


TABLE = load_toml(NAME)
LISTS: dict[str, list[str]] = TABLE["lists"]
UNITS: dict[str, str] = TABLE["units"]
NUMBERS: dict[str, int] = TABLE["numbers"]
MONTHS: dict[str, int] = {form: row["number"] for row in TABLE["month"] for form in row["forms"]}
CAPITAL_MONTHS = frozenset(form for row in TABLE["month"] if row.get("capital") for form in row["forms"])
WEEKDAYS: dict[str, int] = {form: row["number"] for row in TABLE["weekday"] for form in row["forms"]}
SHORT_WEEKDAYS: dict[str, int] = {form: row["number"] for row in TABLE["weekday"] for form in row["short"]}
PHRASES = {form: phrase for row in TABLE["phrase"] for phrase in [_phrase(row)] for form in row["forms"]}
NAMED = {form: date.fromisoformat(row["date"]) for row in TABLE["named"] for form in row["forms"]}
YEARLY: dict[str, tuple[int, int]] = {
    form: (row["month"], row["day"]) for row in TABLE["yearly"] for form in row["forms"]
}
PARTS: list[str] = [form for row in TABLE["part"] for form in row["forms"]]
DATELINE: dict[str, list[str]] = {key: TABLE["dateline"][key] for key in ("labels", "not_places")}
NOT_A_DAY = {row["id"]: frozenset(row["words"]) for row in TABLE["not_a_day"]}


def _lists(*names: str) -> LeftWords:
    return words_before({name: LISTS[name] for name in names})


AFTER_VERBS, AFTER_NOUNS, ABOUT, ACT_NOUNS = (
    frozenset(LISTS[name]) for name in ("after_verbs", "after_nouns", "about", "act_nouns")
)
PART_BEFORE = _lists(*PARTS_OF)
DAY_PART_BEFORE = _lists("day_part")
PREFIX_BEFORE = _lists("since", "until", "by", "before", "after", "from", "between")
IN_MONTH_BEFORE = _lists("in_month")
IN_YEAR_BEFORE = _lists("in_year")
FOR_BEFORE = _lists("for_span")
SHIFT_BEFORE = words_before(
    {
        "strictly_last": ("last", "this past", "the past", "past", "this last"),
        "next": ("next", "the coming", "this coming", "coming"),
        "this": ("this",),
        "anchored": ("the previous", "the following", "that", "previous", "following"),
        "recurring": ("every", "each"),
    }
)
CLOCK_BEFORE = words_before(
    {
        "just_before": ("shortly before", "just before", "minutes before", "moments before", "right before"),
        "just_after": ("shortly after", "just after", "minutes after", "moments after", "soon after"),
        "before": ("before", "by"),
        "after": ("after", "since"),
        "edge": ("from", "until", "till", "to"),
        "about": (
            "about",
            "around",
            "approximately",
            "at about",
            "at around",
            "at approximately",
            "close to",
            "circa",
            "some time around",
        ),
        "at": ("at", "at exactly", "at precisely"),
        "between": ("between",),
    }
)
PART_LEAD = words_before(
    {
        "lead": (
            "at",
            "in the",
            "before",
            "during the",
            "around",
            "by",
            "until",
            "in broad",
            "after",
            "at the",
            "through the",
            "that",
            "toward",
            "towards",
            "since",
            "shortly before",
            "shortly after",
            "just before",
            "just after",
            "about",
            "at around",
            "at about",
        )
    }
)
FUTURE = re.compile(rf"\b(?:{any_of(LISTS['future'])})\b|['’]ll\b")
SAID = re.compile(rf"(?<!be )\b(?:{any_of(LISTS['said'])})\b")
