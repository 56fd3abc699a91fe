"""Joins pieces of times that stand side by side: "8:15 pm on Friday", "from Monday to Wednesday"."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from tocsin.resolve import time_words as words
from tocsin.resolve.days import Days
from tocsin.resolve.scanning import Scan
from tocsin.resolve.time_pieces import Piece

GLUE = re.compile(r"[\s,()\[\]]*(?:(?:on|at|of|in|the|around|about|local|time|late|early|during)\s+){0,3}")
SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")
BORROW = 150  # characters over which a time of day may take its day from the words before
RANGE_WORDS = frozenset(("to", "into", "until", "till", "through", "-", "–", "—"))


def join_clocks(scan: Scan, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a time or part of the day joined to the day beside it."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        made = _joined(scan, last, piece) if last is not None else None
        if made is not None:
            joined[-1] = made
        else:
            joined.append(piece)
    return joined


def _joined(scan: Scan, first: Piece, second: Piece) -> Piece | None:
    if second.start - first.end > 24 or GLUE.fullmatch(scan.low, first.end, second.start) is None:
        return None
    if first.role == "day" and second.role == "day":
        return _one_date(scan, first, second)
    if first.role == "clock" and second.clock is not None and second.clock.zone and scan.low[second.start - 1] in "([":
        return replace(first, end=_closed(scan, first, second))  # "at 2130 (0130 GMT)": local time first
    roles = {first.role, second.role}
    if roles not in ({"day", "clock"}, {"day", "part"}, {"clock", "part"}):
        return None
    if first.clock is not None and second.clock is not None:
        return None
    base = first if first.role == "day" or (first.role == "clock" and second.role == "part") else second
    clock = first.clock or second.clock
    return replace(base, start=first.start, end=second.end, clock=clock)


def _one_date(scan: Scan, first: Piece, second: Piece) -> Piece | None:
    """A weekday and a date beside it, said of the same day: "Friday (22 March)", "today, Friday"."""
    if first.weekday == second.weekday or first.days.single is None or first.days.single != second.days.single:
        return None
    if scan.low[first.end : second.start].strip() not in ("", ",", "("):
        return None
    end = _closed(scan, first, second)
    return replace(second, start=first.start, end=end, clock=first.clock or second.clock)


def _closed(scan: Scan, first: Piece, second: Piece) -> int:
    """Where the second piece ends, with the bracket that closes one opened between the two."""
    opened = {"(": ")", "[": "]"}.get(scan.char(second.start - 1)) if second.start > first.end else None
    return second.end + 1 if opened is not None and scan.char(second.end) == opened else second.end


def join_ranges(scan: Scan, pieces: list[Piece], published: date | None) -> list[Piece]:
    """The pieces, with the two ends of a range made one: "from Monday to Wednesday"."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        made = _range(scan, last, piece, published) if last is not None else None
        if made is not None:
            joined[-1] = made
        else:
            joined.append(piece)
    return joined


def _range(scan: Scan, first: Piece, second: Piece, published: date | None) -> Piece | None:
    if first.role != "day" or second.role != "day" or second.start - first.end > 12 or first.end_days is not None:
        return None
    link = scan.low[first.end : second.start].strip()
    if link.endswith((" on", " the", " late", " early")):
        link = link.split()[0]
    lead = scan.before(words.PREFIX_BEFORE, first.start)
    between = link == "and" and lead is not None and lead[1] == "between"
    if link == "or":
        return _either(first, second)
    if link not in RANGE_WORDS and not between:
        return None
    start = lead[0] if lead is not None and lead[1] in ("from", "between") else first.start
    early, late = _in_order(first, second, published)
    if early.last is None or late.first is None or early.first is None or early.last > late.first:
        open_days = Days(precision=first.days.precision)
        unknown = early.first is None and late.first is None
        return Piece(start, second.end, "day", open_days) if unknown else None
    if between:
        return Piece(
            start, second.end, "day", replace(early, last=late.last), end_days=replace(late, first=early.first)
        )
    whole = Piece(start, second.end, "day", early, clock=first.clock, end_days=late, end_clock=second.clock)
    return replace(whole, rule=first.rule)


def _either(first: Piece, second: Piece) -> Piece | None:
    """ "Late on Friday or early on Saturday": one of two days that follow one another."""
    one, other = first.days.single, second.days.single
    if one is None or other is None or (other - one).days != 1 or first.clock or second.clock:
        return None
    return replace(first, end=second.end, days=Days(one, other), value=None)


def _in_order(first: Piece, second: Piece, published: date | None) -> tuple[Days, Days]:
    """The days of two pieces; the first is counted back from the second where it would come after it."""
    early, late = first.days, second.days
    anchor = late.first
    if anchor is None or first.value is None:
        return early, late
    backwards = early.first is not None and early.first > anchor
    if (
        backwards
        or (published is not None and second.value is not None and late.last != early.last and _far(early, late))
        or published is None
    ):
        early = first.value(anchor, False)
    return early, late


def lend_days(scan: Scan, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with the day before given to a time of day that has none: "on Friday the hall was hit at 8:15 pm"."""
    lent: list[Piece] = []
    day: Piece | None = None
    for piece in pieces:
        if piece.role == "clock" and day is not None and _may_lend(scan, day, piece):
            piece = replace(piece, role="day", days=day.days)
        elif piece.role == "day":
            day = piece
        lent.append(piece)
    return lent


def _may_lend(scan: Scan, day: Piece, clock: Piece) -> bool:
    """Whether both stand in one sentence in which the day is not that of somebody's saying so."""
    if day.days.single is None or day.end_days is not None or clock.start - day.end > BORROW:
        return False
    stretch = scan.low[max(0, day.start - 30) : clock.start]
    if words.SAID.search(stretch):
        return False
    return SENTENCE_END.search(scan.low, day.end, clock.start) is None


def _far(early: Days, late: Days) -> bool:
    return early.first is not None and late.first is not None and abs((late.first - early.first).days) > 400
