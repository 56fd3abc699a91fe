"""Pieces of times: one expression by itself ("Friday", "8:15 pm", "in March"), before `times` joins them.

What a form becomes is decided in `day_forms`, `span_forms`, `year_forms` and `clock_forms`; here stands what they
share.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from msgspec import Struct

from tocsin.resolve import time_words as words
from tocsin.resolve.clocks import Clock
from tocsin.resolve.days import PARTS_OF, Days, Part
from tocsin.resolve.scanning import GAP, Scan
from tocsin.resolve.time_anchors import Shift
from tocsin.resolve.time_values import Match, Value
from tocsin.resolve.time_words import TimeKind

Role = Literal["day", "clock", "part", "other"]
NO_DAYS = Days()


class Piece(Struct, frozen=True):
    """One expression. `value` gives its days again, counted from another day; `end_days` is where a range ends.

    `shift` says how far what is anchored lies from its event; `rule` names the form that was found.
    """

    start: int
    end: int
    role: Role
    days: Days = NO_DAYS
    kind: TimeKind = "point"
    clock: Clock | None = None
    value: Value | None = None
    weekday: bool = False
    end_days: Days | None = None
    end_clock: Clock | None = None
    shift: Shift | None = None
    rule: str = ""


class Spot(Struct, frozen=True):
    """Where a form was found: the text, the match, the day of publication and the piece before."""

    scan: Scan
    match: Match
    published: date | None
    previous: Piece | None

    @property
    def start(self) -> int:
        """Where the form begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where the form ends."""
        return self.match.end()

    def piece(self, role: Role, days: Days, kind: TimeKind = "point", shift: Shift | None = None) -> Piece:
        """A piece of just the words of the form."""
        return Piece(self.start, self.end, role, days, kind, shift=shift)


Handler = Callable[[Spot], tuple[Piece, ...]]
CLAUSE_END = re.compile(r"[.;:]\s|\n")
WILL = re.compile(
    rf",?(?:{GAP}(?:he|she|it|they|we|(?:the|a){GAP}[a-z]+(?:{GAP}[a-z]+)?))?{GAP}(?:will|is{GAP}to|are{GAP}to)\b"
)
MARKS_LEFT = frozenset("$€£#.,:/-–%_&@=")
RANGE_LINKS = frozenset(("to", "and", "until", "through", "till", "-", "–", "—", "or"))


def is_future(scan: Scan, at: int, end: int) -> bool:
    """Whether the same clause tells of what is to come: "will meet on Friday", "on Friday the court will"."""
    clause = CLAUSE_END.split(scan.low[max(0, at - 60) : at])[-1]
    found = list(words.FUTURE.finditer(clause))
    if found:
        return words.SAID.search(clause, found[-1].end()) is None
    return WILL.match(scan.low, end) is not None and words.SAID.search(clause) is None


def make_piece(spot: Spot, value: Value, start: int | None = None, *, weekday: bool = False) -> Piece:
    """The piece of a day or days, reckoned for past or future by the clause in which it stands."""
    begin = spot.start if start is None else start
    days = value(spot.published, is_future(spot.scan, begin, spot.end))
    return Piece(begin, spot.end, "day", days, value=value, weekday=weekday)


def is_free(spot: Spot) -> bool:
    """Whether no mark ties digits to something before them."""
    before = spot.scan.char(spot.start - 1)
    return before == "" or before not in MARKS_LEFT or not spot.scan.char(spot.start - 2).strip()


def follows(spot: Spot) -> bool:
    """Whether the form stands at the end of a range that the piece before began: "January to March"."""
    if spot.previous is None or spot.previous.role != "day" or spot.start - spot.previous.end > 12:
        return False
    return spot.scan.low[spot.previous.end : spot.start].strip() in RANGE_LINKS


def part_of(group: str) -> Part:
    """The part of a month, year or decade that a word or a list of words names."""
    return next((part for part in PARTS_OF if part == group), "whole")


def without_days(spot: Spot, start: int, shift: str, weekday: int | None = None) -> tuple[Piece, ...]:
    """The piece of a day, week or month that recurs ("every Friday") or hangs on another ("the following Friday")."""
    kind: TimeKind = "recurring" if shift == "recurring" else "anchored"
    counted = None
    if kind == "anchored" and weekday is not None:
        side = (
            1
            if "following" in spot.scan.low[start : spot.end]
            else -1
            if "previous" in spot.scan.low[start : spot.end]
            else 0
        )
        counted = Shift("day", side, side, weekday) if side else None
    return (Piece(start, spot.end, "other", Days(precision="unknown"), kind, shift=counted),)
