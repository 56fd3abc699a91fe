"""Days, months and weekdays as pieces of times, or nothing where the words are no day: "they march", "Black Friday"."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.resolve import time_values as values
from tocsin.resolve import time_words as words
from tocsin.resolve.clocks import make_clock
from tocsin.resolve.days import Days, Part, one_day, weekend_near
from tocsin.resolve.scanning import GAP, Scan, squeeze, words_before
from tocsin.resolve.time_grammar import PATTERNS
from tocsin.resolve.time_pieces import Piece, Spot, follows, is_free, make_piece, part_of, without_days
from tocsin.resolve.time_values import Match

WORD = re.compile(r"[a-z]+\.?")
WEEKDAY_NUMBERS = {**words.WEEKDAYS, **words.SHORT_WEEKDAYS}
MODAL = re.compile(rf"{GAP}(?:have|be|not|also|still|well|yet)\b")
MONTH_ALONE = frozenset(("in", "during", "last", "throughout"))  # "in March 12 people died": the month ends there
AFTER_DATE = word_set("in on at when while as that the a and or by of near for from after before is was were with to")
BETWEEN_LEFT = words_before({"between": ("between", "between the")})
THE_LEFT = words_before(
    {"the": [f"{lead} the" for lead in ("on", "of", "since", "until", "by", "from", "before", "after", "to")]}
)
WEEKDAY_THE_LEFT = words_before({"weekday": [f"{day} the" for day in (*words.WEEKDAYS, *words.SHORT_WEEKDAYS)]})
WEEKDAY_LEFT = words_before({"weekday": (*words.WEEKDAYS, *words.SHORT_WEEKDAYS)}, gap=r"[\s,]+")


def named(spot: Spot) -> tuple[Piece, ...]:
    """A day known by its name. To a text published before it the words are a date like any other."""
    day = words.NAMED[squeeze(spot.match.group())]
    if spot.published is None or spot.published >= day:
        return (spot.piece("day", one_day(day)),)
    dates = (PATTERNS[name].match(spot.scan.low, spot.start) for name in ("mdy", "dmy"))
    return next((dated(replace(spot, match=match)) for match in dates if match), ())


def numeric(spot: Spot) -> tuple[Piece, ...]:
    """A day in figures, with its time of day where that is written with it."""
    day = values.numeric_day(spot.match)
    if day is None or not is_free(spot):
        return ()
    clock = None
    if "h" in spot.match.re.groupindex and spot.match["h"]:
        zone = spot.match["z"] or ""
        clock = make_clock(spot.match["h"], spot.match["min"], None)
        clock = clock and clock._replace(zone="+00:00" if zone == "z" else zone)
    return (Piece(spot.start, spot.end, "day", one_day(day), clock=clock),)


def _is_month(scan: Scan, match: Match) -> bool:
    """Whether the month is written so that it cannot be the verb or the noun."""
    if match["m"] in words.CAPITAL_MONTHS and not scan.text[match.start("m")].isupper():
        return False
    return not (match["m"] == "may" and MODAL.match(scan.low, match.end("m")))


def dated(spot: Spot) -> tuple[Piece, ...]:
    """A day of a month, or two: "22 March", "March 3-5, 2024", "3 and 5 March"."""
    scan, match = spot.scan, spot.match
    day_first = match.start("d") < match.start("m")
    if not _is_month(scan, match) or (day_first and not is_free(spot)):
        return ()
    if match["y"] is None and _names(spot):
        return ()
    if not day_first and _counts(spot):
        alone = PATTERNS["month"].match(scan.low, spot.start)
        return month(replace(spot, match=alone)) if alone else ()
    left = scan.before(WEEKDAY_LEFT, spot.start)
    start = left[0] if left else spot.start
    if match["d2"] is None:
        name = WORD.match(scan.low, start) if left else None
        weekday = WEEKDAY_NUMBERS.get(name.group()) if name else None
        return (make_piece(spot, partial(values.weekday_date, match, weekday), start),)
    return _two_days(spot, start)


def _names(spot: Spot) -> bool:
    """ "The March 23 Movement", "the 9 March rebels": the date is a name; not in "on 9 March rebels attacked"."""
    scan = spot.scan
    if scan.word_after(spot.end) not in words.NOT_A_DAY["date after"]:
        return False
    return scan.word_before(spot.start) != "on" or scan.text[spot.end :].lstrip()[:1].isupper()


def _counts(spot: Spot) -> bool:
    """Whether the figure after a month counts something: "in March 12 people died"."""
    scan, match = spot.scan, spot.match
    after = scan.word_after(spot.end)
    if match["y"] is not None or match["to"] is not None or after == "" or after in AFTER_DATE:
        return False
    return scan.word_before(spot.start) in MONTH_ALONE


def _two_days(spot: Spot, start: int) -> tuple[Piece, ...]:
    match = spot.match
    first = make_piece(spot, partial(values.date_days, match, "d"), start)
    last = make_piece(spot, partial(values.date_days, match, "d2"), start)
    between = spot.scan.before(BETWEEN_LEFT, start)
    if match["to"].strip() in ("and", "or") and between is None:
        cut = match.end("d") if match.start("d") < match.start("m") else match.start("to")
        return (
            Piece(start, cut, "day", first.days, value=first.value),
            Piece(match.start("d2"), spot.end, "day", last.days, value=last.value),
        )
    begin = between[0] if between else start
    if first.days.first is None or last.days.last is None or first.days.first > last.days.last:
        return (Piece(begin, spot.end, "day"),)
    if between is not None:
        whole = Days(first.days.first, last.days.last)
        return (Piece(begin, spot.end, "day", whole, end_days=whole),)
    return (Piece(begin, spot.end, "day", first.days, value=first.value, end_days=last.days),)


def nth(spot: Spot) -> tuple[Piece, ...]:
    """A day of a month that is not named, where nothing follows that it could count: "on the 22nd"."""
    scan, start = spot.scan, spot.start
    if left := scan.before(WEEKDAY_THE_LEFT, start):
        start = left[0]
    elif not spot.match["k"] and scan.before(THE_LEFT, start) is None:
        return ()
    after = scan.word_after(spot.end)
    if not spot.match["k"] and after and after not in AFTER_DATE - {"of", "and", "or", "to", "the", "a", "that"}:
        return ()
    return (make_piece(spot, partial(values.nth_days, spot.match), start),)


def yearly(spot: Spot) -> tuple[Piece, ...]:
    """A day that has a name in every year: "Christmas Day". In small letters "may day" is nothing."""
    name = squeeze(spot.match["name"]).replace("’", "'")
    if spot.scan.text[spot.start].islower() or spot.scan.word_after(spot.end) in words.NOT_A_DAY["date after"]:
        return ()
    month, day = words.YEARLY[name]
    year = int(spot.match["y"]) if spot.match["y"] else None
    return (make_piece(spot, partial(values.yearly_days, month, day, year)),)


def night(spot: Spot) -> tuple[Piece, ...]:
    """The two days of a night: "overnight into Saturday"."""
    return (make_piece(spot, partial(values.night_days, spot.match)),)


def month(spot: Spot) -> tuple[Piece, ...]:
    """A month, where its year or the words before show that it is one."""
    scan, match, start = spot.scan, spot.match, spot.start
    with_year = match["y"] is not None or match["yr"] is not None
    if not _is_month(scan, match) or not (with_year or match["p"] or _is_led(spot)):
        return ()
    part: Part = part_of(match["p"]) if match["p"] else "whole"
    if part == "whole" and (found := scan.before(words.PART_BEFORE, start)):
        start, part = found[0], part_of(found[1])
    shift = ""
    if not with_year and (lead := scan.before(words.SHIFT_BEFORE, start)):
        start, shift = lead
        if shift in ("anchored", "recurring"):
            return without_days(spot, start, shift)
        if shift == "this" and scan.shouted(start):
            return ()  # "THIS MARCH KILLED FIVE"
    return (make_piece(spot, partial(values.month_days, match, shift, part), start),)


def _is_led(spot: Spot) -> bool:
    return follows(spot) or spot.scan.before(words.IN_MONTH_BEFORE, spot.start) is not None


def weekday(spot: Spot) -> tuple[Piece, ...]:
    """A weekday, unless it is part of a name."""
    scan, start, shift = spot.scan, spot.start, ""
    if scan.word_before(start) in words.NOT_A_DAY["weekday before"]:
        return ()
    if scan.word_after(spot.end) in words.NOT_A_DAY["weekday after"]:
        return ()
    if lead := scan.before(words.SHIFT_BEFORE, start):
        start, shift = lead
    if spot.match["pl"] or shift in ("anchored", "recurring"):
        number = words.WEEKDAYS[spot.match["w"]]
        return without_days(spot, start, "recurring" if spot.match["pl"] else shift, number)
    return (make_piece(spot, partial(values.weekday_days, spot.match, shift), start, weekday=True),)


def weekend(spot: Spot) -> tuple[Piece, ...]:
    """The weekend, or the last or next one."""
    lead = spot.scan.before(words.SHIFT_BEFORE, spot.start)
    start, shift = lead if lead else (spot.start, "")
    if spot.match["pl"] or shift in ("anchored", "recurring"):
        return without_days(spot, start, "recurring" if spot.match["pl"] else shift)

    def value(published: date | None, future: bool) -> Days:
        if published is None:
            return Days()
        if shift == "next":
            return weekend_near(published, 1)
        if spot.match["bl"]:
            return weekend_near(published, -2 if published.weekday() >= 5 else -1)
        return weekend_near(
            published, -1 if shift == "strictly_last" and published.weekday() >= 5 else 0, future=future
        )

    return (make_piece(spot, value, start),)
