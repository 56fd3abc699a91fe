"""Phrases and stretches as pieces of times: "yesterday", "the past week", "two days ago", "for three days"."""

from __future__ import annotations

from datetime import date
from functools import partial

from msgspec.structs import replace

from tocsin.resolve import time_values as values
from tocsin.resolve import time_words as words
from tocsin.resolve.days import PARTS_OF, Days, clip, shift_day
from tocsin.resolve.scanning import squeeze, words_before
from tocsin.resolve.time_anchors import make_shift
from tocsin.resolve.time_pieces import Piece, Spot, is_free, is_future, make_piece, part_of
from tocsin.resolve.time_words import TimeKind

AFTER_LEFT = words_before({"after": ["after"]})
FOR_LEFT = words_before({"for": ["for", "lasting", "lasted", "for many", "for some"]})
LESS_LEFT = words_before({"less": ["less than", "under", "within", "not even", "no more than", "barely"]})
FOR_THE_LEFT = words_before({"for": ["for the"]})
THE_LEFT = frozenset(("the", "this", "past"))
BACK = ("earlier", "before", "prior")
EXACT = ("exactly", "precisely")
STRETCHES = frozenset(("last", "past", "this past", "coming"))


def phrase(spot: Spot) -> tuple[Piece, ...]:
    """A phrase of the table."""
    row = words.PHRASES[squeeze(spot.match.group())]
    if row.kind == "recurring" and _is_name(spot):
        return ()
    if row.kind == "anchored" and _tells_the_distance(spot):
        return ()
    if row.kind in ("anchored", "recurring"):
        return (spot.piece("other", Days(precision="unknown"), row.kind, row.shift),)

    def value(published: date | None, _future: bool) -> Days:
        if published is None:
            return Days()
        first, last = (None if n is None else shift_day(published, n) for n in (row.first, row.last))
        return Days(first, last)

    days = value(spot.published, False)
    if row.kind == "vague":
        return (spot.piece("other", Days(days.first, days.last, "unknown"), row.kind),)
    return (Piece(spot.start, spot.end, "day", days, value=value),)


def _tells_the_distance(spot: Spot) -> bool:
    """ "within weeks of the raid": how far from another event, which has a day of its own."""
    return squeeze(spot.match.group()).startswith("within") and spot.scan.word_after(spot.end) in ("of", "after")


def _is_name(spot: Spot) -> bool:
    """Whether a capital letter within a sentence makes the word a name: "the Daily Star"."""
    capital = spot.scan.text[spot.start].isupper()
    return capital and bool(spot.scan.word_before(spot.start)) and not spot.scan.shouted(spot.start)


def shift(spot: Spot) -> tuple[Piece, ...]:
    """Last, this or next week, month, year. "The last week" is the stretch that ends with publication."""
    lead = spot.scan.word_before(spot.start)
    if squeeze(spot.match["s"]) in STRETCHES and spot.match["q"] is None and lead in THE_LEFT:
        return window(spot)
    part = spot.scan.before(words.PART_BEFORE, spot.start) if spot.match["q"] is None else None
    if part is not None and spot.match["u"] != "week":
        whole = partial(_part_of_unit, spot.match["u"], values.STEPS[squeeze(spot.match["s"]).split()[0]], part[1])
        return (make_piece(spot, whole, part[0]),)
    return (make_piece(spot, partial(values.shift_days, spot.match)),)


def _part_of_unit(unit: str, step: int, part: str, published: date | None, future: bool) -> Days:
    """A part of last, this or next month or year; of this one no more than has passed, in a clause of the past."""
    days = values.unit_days(unit, step, published, part_of(part))
    begun = step == 0 and not future and part not in ("late", "second_half")
    return clip(days, last=published) if begun else days


def part_of_this(spot: Spot) -> tuple[Piece, ...]:
    """ "The end of the year": a part of the week, month or year of publication. A week is not divided."""
    forms = words.LISTS
    part = next(name for name in PARTS_OF if squeeze(spot.match["p"]) in forms[name])
    return (make_piece(spot, partial(_part_of_unit, spot.match["u"], 0, part)),)


def before_last(spot: Spot) -> tuple[Piece, ...]:
    """ "The week before last"."""
    return (make_piece(spot, lambda published, _future: values.unit_days(spot.match["u"], -2, published)),)


def window(spot: Spot) -> tuple[Piece, ...]:
    """A stretch that ends or begins with publication: "in the past three days", "the next two weeks"."""
    match = spot.match
    word = squeeze(match["s"]).split()[-1]
    unit = words.UNITS.get(match["u"], match["u"])
    number = values.number_of(match["n"]) if "n" in match.re.groupindex else 1
    if word in ("previous", "following", "recent"):
        kind: TimeKind = "vague" if word == "recent" else "anchored"
        return (spot.piece("other", Days(precision=values.PRECISIONS[unit]), kind),)
    if word in ("last", "past") and (lead := spot.scan.before(FOR_THE_LEFT, spot.start)):
        return (Piece(lead[0], spot.end, "other", values.window_start(unit, number, spot.published), "since"),)
    days = values.window_days(unit, number, spot.published, ahead=word in ("next", "coming"))
    if number == 0:
        return (spot.piece("other", replace(days, precision="unknown"), "vague"),)
    return (spot.piece("other", days),)


def span(spot: Spot) -> tuple[Piece, ...]:
    """A number of units: ago, before something, old, or for so long."""
    match = spot.match
    unit, tail = words.UNITS[match["u"]], (match["t"] or "").split()
    precision = values.PRECISIONS[unit]
    if not is_free(spot):
        return ()
    if not tail and not match["in"]:
        return _bare_span(spot, unit)
    if match["in"]:
        return (spot.piece("day", values.hence_days(match, spot.published)),)
    if tail[0] in ("old", "olds"):
        return (spot.piece("other", Days(precision="year"), "age"),)
    if tail[0] == "ago":
        exact = spot.scan.word_after(spot.end) == "today" or spot.scan.word_before(spot.start) in EXACT
        days = values.ago_days(match, spot.published, exact=exact)
        vague = days.first is None and spot.published is not None
        return (spot.piece("other" if vague else "day", days, "vague" if vague else "point"),)
    if tail[0] == "from":
        return (spot.piece("day", values.hence_days(match, spot.published)),)
    if tail[0] in ("since", "into"):
        return (spot.piece("other", Days(precision=precision), "anchored"),)
    number = values.number_of(match["n"])
    counted = make_shift(unit, number, values.number_of(match["n2"]) if match["n2"] else number, back=tail[0] in BACK)
    if counted.most and spot.scan.before(LESS_LEFT, spot.start):
        counted = counted._replace(least=0)
    return (spot.piece("other", Days(precision=precision), "anchored", counted),)


def _bare_span(spot: Spot, unit: str) -> tuple[Piece, ...]:
    """A number of units with nothing after it: "three-day", "for three days", "after three days"."""
    match, scan = spot.match, spot.scan
    days = Days(precision=values.PRECISIONS[unit])
    if match["sep"].strip():
        whole = match["u"] in (unit, "fortnight") and values.number_of(match["n"]) > 0
        return (spot.piece("other", days, "duration"),) if whole else ()
    if found := scan.before(AFTER_LEFT, spot.start):
        return (Piece(found[0], spot.end, "other", days, "anchored"),)
    lead = scan.before(words.FOR_BEFORE, spot.start)
    if lead and scan.low.startswith("in", lead[0]) and is_future(scan, lead[0], spot.end):
        return (Piece(spot.start, spot.end, "day", values.hence_days(match, spot.published)),)
    return (Piece(lead[0], spot.end, "other", days, "duration"),) if lead else ()


def or_two(spot: Spot) -> tuple[Piece, ...]:
    """ "A day or two later", "a week or so ago"."""
    unit, tail = words.UNITS[spot.match["u"]], spot.match["t"]
    if tail != "ago":
        return (spot.piece("other", Days(precision="unknown"), "anchored", make_shift(unit, 1, 2, back=tail in BACK)),)
    if spot.published is None:
        return (spot.piece("day", Days(precision=values.PRECISIONS[unit])),)
    first, last = (values.back(unit, number, spot.published) for number in (2, 1))
    return (spot.piece("day", Days(first.first, last.last, last.precision)),)


def anchor(spot: Spot) -> tuple[Piece, ...]:
    """ "Shortly after", "hours before", "days after"."""
    found = squeeze(spot.match.group()).split()
    back, unit = found[-1] == "before", words.UNITS.get(found[-2], "hour")
    return (spot.piece("other", Days(precision="unknown"), "anchored", make_shift(unit, 0, 0, back=back)),)


def long(spot: Spot) -> tuple[Piece, ...]:
    """ "Hour-long", "a year-long"."""
    return (spot.piece("other", Days(precision=values.PRECISIONS[words.UNITS[spot.match["u"]]]), "duration"),)


def bare(spot: Spot) -> tuple[Piece, ...]:
    """ "For days", "for months"."""
    lead = spot.scan.before(FOR_LEFT, spot.start)
    if lead is None:
        return ()
    return (
        Piece(lead[0], spot.end, "other", Days(precision=values.PRECISIONS[words.UNITS[spot.match["u"]]]), "duration"),
    )


def fixed(kind: TimeKind, spot: Spot) -> tuple[Piece, ...]:
    """A form that has no days of its own: recurring, anchored, an age."""
    return (spot.piece("other", Days(precision="year" if kind == "age" else "unknown"), kind),)
