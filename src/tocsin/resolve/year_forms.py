"""Years, decades and bare four-digit figures as pieces of times, or as clock times: "in 2014" but "at 2014"."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.resolve import time_words as words
from tocsin.resolve.clocks import make_clock, qualify_clock
from tocsin.resolve.days import Days, Part, decade_of, year_of
from tocsin.resolve.scanning import words_before
from tocsin.resolve.time_pieces import Piece, Spot, follows, is_free, part_of

FIRST_YEAR, LAST_YEAR = 1800, 2099
_PARTS = ("", " early", " mid", " late")
AGE_LEFT = words_before({"age": [owner + part for owner in ("his", "her", "their", "my", "our") for part in _PARTS]})
PART_LEFT = words_before({"part": ("the", "early", "mid", "late")})
PLAIN_IN = words_before({"in": ("in", "since", "until", "during")})
OWNERS = frozenset(("the", "a", "an", "of", "its", "his", "their", "that"))
YEAR_NOUNS, COUNTED = (frozenset(words.LISTS[name]) for name in ("year_noun", "counted"))


def years(spot: Spot) -> tuple[Piece, ...]:
    """Two years: 2014-16."""
    first, last = int(spot.match["y"]), spot.match["y2"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if second <= first or not is_free(spot):
        return ()
    return (Piece(spot.start, spot.end, "day", year_of(first), end_days=year_of(second)),)


def decade(spot: Spot) -> tuple[Piece, ...]:
    """A decade: the 1990s, the early '80s; "in his 30s" is an age."""
    scan, match, start = spot.scan, spot.match, spot.start
    if age := scan.before(AGE_LEFT, start):
        return (Piece(age[0], spot.end, "other", Days(precision="year"), "age"),)
    whole = match["y"] if "y" in match.re.groupindex else None
    if whole is None and scan.char(start) not in ("'", "’") and scan.before(PART_LEFT, start) is None:
        return ()
    year = int(whole) if whole is not None else 1900 + int(match["yy"])
    return (_with_part(spot, lambda part: decade_of(year, part)),)


def prefixed(spot: Spot) -> tuple[Piece, ...]:
    """A year or decade with its part: mid-2014, the late-1990s. What is "post-2001" has no days of its own."""
    if spot.match["p"] in ("pre", "post"):
        return ()
    part, year = part_of(spot.match["p"]), int(spot.match["y"])
    if spot.match["s"]:
        return (spot.piece("day", decade_of(year, part)),) if year % 10 == 0 else ()
    return (spot.piece("day", year_of(year, part)),)


def four(spot: Spot) -> tuple[Piece, ...]:
    """Four digits: a year or a time of day, by the words before and after them."""
    scan, digits = spot.scan, spot.match["f"]
    if not is_free(spot):
        return ()
    lead = scan.before(words.CLOCK_BEFORE, spot.start)
    at = lead is not None and "at" in (lead[1], scan.word_before(spot.start), scan.word_before(lead[0]))
    if FIRST_YEAR <= int(digits) <= LAST_YEAR and not at:
        return _year(spot, int(digits))
    if lead is None or not (at or lead[1] in ("about", "between", "just_before", "just_after")):
        return ()
    clock = make_clock(digits[:2], digits[2:], None)
    if clock is None or scan.word_after(spot.end) in COUNTED:
        return ()
    start = lead[0] if lead[1] not in ("at", "between") else spot.start
    return (Piece(start, spot.end, "clock", clock=qualify_clock(clock, lead[1])),)


def _year(spot: Spot, year: int) -> tuple[Piece, ...]:
    scan, start = spot.scan, spot.start
    after = scan.word_after(spot.end)
    bracket = scan.char(start - 1) == "(" and scan.char(spot.end) in (")", ",", ";")
    noun = scan.word_before(start) in OWNERS and (after in YEAR_NOUNS or (after != "" and year % 100 != 0))
    if not (bracket or noun or follows(spot) or scan.before(words.IN_YEAR_BEFORE, start)):
        return ()
    if after in COUNTED and not scan.before(PLAIN_IN, start):
        return ()
    return (_with_part(spot, lambda part: year_of(year, part)),)


def _with_part(spot: Spot, make: Callable[[Part], Days]) -> Piece:
    """The piece of a year or decade, narrowed by "early", "mid" or "late" before it."""
    found = spot.scan.before(words.PART_BEFORE, spot.start)
    if found is None:
        return spot.piece("day", make("whole"))
    return Piece(found[0], spot.end, "day", make(part_of(found[1])))
