"""Times in running text: days, clock times, stretches and what hangs on another event, counted from publication.

No clock is read: what is said relative to publication stays open where that is not known. A time is never more
precise than its words; a part of the day ("Friday night") keeps the precision of the day. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from tocsin.record import Interval, When
from tocsin.resolve import time_words as words
from tocsin.resolve.day_forms import AFTER_DATE
from tocsin.resolve.days import Days, one_day, shift_day
from tocsin.resolve.scanning import Scan
from tocsin.resolve.time_anchors import Shift
from tocsin.resolve.time_forms import HANDLERS
from tocsin.resolve.time_grammar import MASTER, OPENINGS, PATTERNS
from tocsin.resolve.time_joins import join_clocks, join_ranges, lend_days
from tocsin.resolve.time_pieces import Piece, Spot
from tocsin.resolve.time_words import TimeKind

APOSTROPHES = ("'", "’")
POSSESSIVE = ("'s", "’s", "' ", "’ ")
RULES = {
    "mdy": "date",
    "dmy": "date",
    "iso": "date",
    "slash": "date",
    "span_words": "span",
    "named_digits": "named",
    "short_decade": "decade",
    "four": "year or clock",
    "shift": "week, month or year",
    "nth": "day of month",
}
SERVICES = frozenset(("prayer", "prayers", "mass", "service", "services"))


class TimeFound(Struct, frozen=True, kw_only=True):
    """A time and its words. Offsets are code points into the text given.

    `when` holds local days, or instants where a clock time is said (with an offset only where the words give GMT or
    UTC), and neither where the words alone do not settle them. `kind`: `point` (a moment, or the stretch in which it
    began), `since` (it goes on), `until` (a limit: "until", "by", "before"), `duration`, `recurring`, `anchored`
    (counted from another event), `age` (of a person), `vague` ("years ago"). `shift` says how far an anchored time
    lies from its event, for `counted_from`; `base` is the time from which a reader counted it; `rule` names the form.
    """

    start: int
    end: int
    when: When
    kind: TimeKind
    shift: Shift | None = None
    rule: str = ""
    base: TimeFound | None = None


def find_times(text: str, *, published: date | None, start: int = 0, end: int | None = None) -> tuple[TimeFound, ...]:
    """The times between two offsets, in order and without overlap.

    Args:
        text: any text, in any case.
        published: local day of publication, from which "Friday" or "last month" is counted; None where unknown.
        start: first code point looked at.
        end: the one after the last; None for the end of the text.
    """
    stop = len(text) if end is None else min(end, len(text))
    begin = min(max(start, 0), stop)
    found = times_in(Scan(text[begin:stop]), published)
    return tuple(replace(time, start=time.start + begin, end=time.end + begin) for time in found) if begin else found


def times_in(scan: Scan, published: date | None) -> tuple[TimeFound, ...]:
    """The times of a whole text, as `find_times` gives them; for callers that look for other things in it too."""
    pieces = lend_days(scan, join_ranges(scan, join_clocks(scan, _pieces(scan, published)), published))
    found: list[TimeFound] = []
    for piece in pieces:
        time = _time(scan, piece, published, found[-1].end if found else 0)
        if time is not None:
            found.append(time)
    return tuple(found)


def _forms(scan: Scan) -> Iterator[re.Match[str]]:
    """Where forms of times begin, from left to right. The caller passes over those inside a form it has taken."""
    low, match = scan.low, MASTER.match
    for place in scan.places(OPENINGS):
        if low[place - 1 : place] in APOSTROPHES and (short := match(low, place - 1)):
            yield short  # "the '90s"
        if found := match(low, place):
            yield found


def _pieces(scan: Scan, published: date | None) -> list[Piece]:
    """The pieces of time in a text. Where no day of publication is known, "14 March" is of the year said last."""
    pieces: list[Piece] = []
    at, year = 0, ""
    for match in _forms(scan):
        if match.start() < at:
            continue
        name = match.lastgroup or ""
        detail = PATTERNS[name].match(scan.low, match.start())
        at = match.end()
        if detail is None:
            continue
        anchor = published
        if name in ("mdy", "dmy"):
            year = detail["y"] if detail["y"] and len(detail["y"]) == 4 else year
            anchor = published or (date(int(year), 12, 31) if year else None)
        made = HANDLERS[name](Spot(scan, detail, anchor, pieces[-1] if pieces else None))
        if not made and name == "dmy":
            at = detail.start("m")  # "1,000 March 3": the month may belong to what follows
        for piece in made:
            while pieces and pieces[-1].end > piece.start:
                pieces.pop()
            pieces.append(replace(piece, rule=RULES.get(name, name)))
    return pieces


def _time(scan: Scan, piece: Piece, published: date | None, floor: int) -> TimeFound | None:
    """The time that a piece stands for, or None for a part of the day that no word makes a time."""
    if piece.role == "part":
        if scan.before(words.PART_LEAD, piece.start) is None:
            return None
        return TimeFound(start=piece.start, end=piece.end, when=When(), kind="anchored", rule=piece.rule)
    if piece.role == "clock":  # a time of day without a day
        when = When(precision=piece.clock.precision if piece.clock else "day")
        return TimeFound(start=piece.start, end=piece.end, when=when, kind="anchored", rule=piece.rule)
    if piece.role == "other":
        when = replace(piece.days.when(), ongoing=piece.kind == "since")
        start, end, kind, shift = piece.start, piece.end, piece.kind, piece.shift
        return TimeFound(start=start, end=end, when=when, kind=kind, shift=shift, rule=piece.rule)
    return _day_time(scan, piece, published, floor)


def _day_time(scan: Scan, piece: Piece, published: date | None, floor: int) -> TimeFound:
    start = piece.start
    if found := scan.before(words.DAY_PART_BEFORE, start):
        start = found[0] if found[0] >= floor and piece.days.precision == "day" else start
    if piece.end_days is not None and piece.clock is None and _is_night(scan, start, piece.end):
        piece = replace(piece, days=replace(piece.days, last=piece.end_days.last), end_days=None)  # one night
    lead = scan.before(words.PREFIX_BEFORE, start) if piece.end_days is None else None
    group = lead[1] if lead is not None and lead[0] >= floor and _takes_prefix(scan, piece, lead[1]) else ""
    if lead is not None and group:
        start = lead[0]
    kind: TimeKind = "since" if group == "since" else "until" if group in ("until", "by", "before") else "point"
    when = _when(piece, group, published)
    return TimeFound(start=start, end=piece.end, when=when, kind=kind, rule=piece.rule)


def _is_night(scan: Scan, start: int, end: int) -> bool:
    """ "The night of 22-23 March", "the night from Friday to Saturday": two days and one night."""
    return "night of" in scan.low[start:end] or scan.word_before(start) in ("night", "overnight")


def _takes_prefix(scan: Scan, piece: Piece, group: str) -> bool:
    """Whether the word before belongs to the time, not to what happened then: "after Friday's attack"."""
    if group in ("from", "between"):
        return False
    if group in ("since", "until"):
        after = scan.word_after(piece.end)
        return scan.word_before(piece.start) != "the" or after == "" or after in AFTER_DATE  # "since the 2008 siege"
    return not scan.low.startswith(POSSESSIVE, piece.end) and scan.word_after(piece.end) not in SERVICES


def _when(piece: Piece, group: str, published: date | None) -> When:
    days = piece.days
    if piece.end_days is not None and (piece.clock is not None or piece.end_clock is not None):
        end = _instant(replace(piece, days=piece.end_days, clock=piece.end_clock), "")
        return replace(_instant(piece, ""), end=Interval(earliest=end.earliest, latest=end.latest))
    if piece.clock is not None:
        return _instant(piece, group)
    if piece.end_days is not None:
        end = piece.end_days.when()
        return replace(days.when(), end=Interval(earliest=end.earliest, latest=end.latest))
    when = days.when()
    if group == "since":
        return replace(when, ongoing=True)
    if group == "until":
        return replace(when, earliest=None, end=Interval(earliest=when.earliest, latest=when.latest))
    if group == "by":
        return replace(when, earliest=None)
    if group == "before":
        last = days.first and shift_day(days.first, -1)
        return replace(one_day(last).when(), earliest=None, precision=days.precision)
    if group == "after":
        past = published is not None and days.last is not None and days.last <= published
        return replace(Days(days.last, published if past else None).when(), precision=days.precision)
    return when


def _instant(piece: Piece, group: str) -> When:
    clock, day = piece.clock, piece.days.single
    if clock is None or day is None:
        precision = clock.precision if clock is not None and piece.days.first is None else piece.days.precision
        return replace(piece.days.when(), precision=precision)
    first, last = clock.instants(day.isoformat())
    when = When(earliest=first, latest=last, precision=clock.precision)
    if group in ("until", "by", "before"):
        return replace(when, earliest=None)
    if group == "after":
        return replace(when, latest=None)
    return replace(when, ongoing=group == "since")
