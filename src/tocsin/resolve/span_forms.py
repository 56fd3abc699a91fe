"""Phrases and stretches as pieces of times: "yesterday", "the past week", "two days ago", "for three days"."""

from __future__ import annotations

from datetime import date
from functools import partial

from tocsin.resolve import time_values as values
from tocsin.resolve import time_words as words
from tocsin.resolve.days import Days, shift_day
from tocsin.resolve.scanning import squeeze, words_before
from tocsin.resolve.time_pieces import Piece, Spot, is_free, make_piece
from tocsin.resolve.time_words import TimeKind

AFTER_LEFT = words_before({"after": ["after"]})
FOR_THE_LEFT = words_before({"for": ["for the"]})
THE_LEFT = frozenset(("the", "this", "past"))
STRETCHES = frozenset(("last", "past", "this past", "coming"))


def phrase(spot: Spot) -> tuple[Piece, ...]:
    """A phrase of the table."""
    row = words.PHRASES[squeeze(spot.match.group())]
    if row.kind == "recurring" and _is_name(spot):
        return ()
    if row.kind in ("anchored", "recurring"):
        return (spot.piece("other", Days(precision="unknown"), row.kind),)

    def value(published: date | None, _future: bool) -> Days:
        if published is None:
            return Days()
        first, last = (None if n is None else shift_day(published, n) for n in (row.first, row.last))
        return Days(first, last)

    days = value(spot.published, False)
    if row.kind == "vague":
        return (spot.piece("other", Days(days.first, days.last, "unknown"), row.kind),)
    return (Piece(spot.start, spot.end, "day", days, value=value),)


def _is_name(spot: Spot) -> bool:
    """Whether a capital letter within a sentence makes the word a name: "the Daily Star"."""
    capital = spot.scan.text[spot.start].isupper()
    return capital and bool(spot.scan.word_before(spot.start)) and not spot.scan.shouted(spot.start)


def shift(spot: Spot) -> tuple[Piece, ...]:
    """Last, this or next week, month, year. "The last week" is the stretch that ends with publication."""
    lead = spot.scan.word_before(spot.start)
    if squeeze(spot.match["s"]) in STRETCHES and spot.match["q"] is None and lead in THE_LEFT:
        return window(spot)
    return (make_piece(spot, partial(values.shift_days, spot.match)),)


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
    return (spot.piece("other", days, "vague" if number == 0 else "point"),)


def span(spot: Spot) -> tuple[Piece, ...]:
    """A number of units: ago, before something, old, or for so long."""
    match = spot.match
    unit, tail = words.UNITS[match["u"]], (match["t"] or "").split()
    precision = values.PRECISIONS[unit]
    if not is_free(spot):
        return ()
    if not tail:
        return _bare_span(spot, unit)
    if tail[0] in ("old", "olds"):
        return (spot.piece("other", Days(precision="year"), "age"),)
    if tail[0] == "ago":
        days = values.ago_days(match, spot.published)
        vague = days.first is None and spot.published is not None
        return (spot.piece("other" if vague else "day", days, "vague" if vague else "point"),)
    if tail[0] == "from":
        return (spot.piece("day", values.hence_days(match, spot.published)),)
    return (spot.piece("other", Days(precision=precision), "anchored"),)


def _bare_span(spot: Spot, unit: str) -> tuple[Piece, ...]:
    """A number of units with nothing after it: "three-day", "for three days", "after three days"."""
    match, scan = spot.match, spot.scan
    days = Days(precision=values.PRECISIONS[unit])
    if match["sep"].strip():
        whole = match["u"] == unit and values.number_of(match["n"]) > 0
        return (spot.piece("other", days, "duration"),) if whole else ()
    if found := scan.before(AFTER_LEFT, spot.start):
        return (Piece(found[0], spot.end, "other", days, "anchored"),)
    lead = scan.before(words.FOR_BEFORE, spot.start)
    return (Piece(lead[0], spot.end, "other", days, "duration"),) if lead else ()


def fixed(kind: TimeKind, spot: Spot) -> tuple[Piece, ...]:
    """A form that has no days of its own: recurring, anchored, an age."""
    return (spot.piece("other", Days(precision="year" if kind == "age" else "unknown"), kind),)
