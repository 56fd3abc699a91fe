"""Times and parts of the day as pieces of times."""

from __future__ import annotations

from tocsin.resolve import time_words as words
from tocsin.resolve.clocks import Clock, clock_range, make_clock, oclock, part_clock, qualify_clock
from tocsin.resolve.time_pieces import Piece, Spot, is_free

NOT_IN_SPAN = ("at", "between", "edge")


def clock(spot: Spot) -> tuple[Piece, ...]:
    """A time of day in figures. One of two readings ("8 o'clock") is no more than a part of the day."""
    groups = spot.match.re.groupindex
    if not is_free(spot):
        return ()
    found = _clock(spot)
    if found is None:
        return (Piece(spot.start, spot.end, "part"),) if "n" in groups else ()
    lead = spot.scan.before(words.CLOCK_BEFORE, spot.start)
    start = lead[0] if lead and lead[1] not in NOT_IN_SPAN else spot.start
    return (Piece(start, spot.end, "clock", clock=qualify_clock(found, lead[1] if lead else "")),)


def hour_part(spot: Spot) -> tuple[Piece, ...]:
    """An hour with its part of the day: "at 10 in the evening". Without "at" the figure may count something."""
    lead = spot.scan.before(words.CLOCK_BEFORE, spot.start)
    at = lead is not None and (lead[1] == "at" or spot.scan.low.startswith("at", lead[0]))
    late = spot.match["part"] in ("afternoon", "evening") or (spot.match["night"] and int(spot.match["n"]) >= 6)
    found = make_clock(spot.match["n"], None, "p" if late else "a") if at else None
    if found is None or lead is None:
        return ()
    return (Piece(spot.start, spot.end, "clock", clock=qualify_clock(found, lead[1])),)


def _clock(spot: Spot) -> Clock | None:
    match, groups = spot.match, spot.match.re.groupindex
    if "h2" in groups:
        return clock_range(match)
    if "n" in groups:
        return oclock(match)
    return make_clock(match["h"], match["min"], match["ap"] if "ap" in groups else None, match["z"])


def part(spot: Spot) -> tuple[Piece, ...]:
    """A part of the day: a clock where it has an hour, else something that keeps the day as it is."""
    lead = spot.scan.before(words.CLOCK_BEFORE, spot.start)
    found = part_clock(spot.match["part"], lead[1] if lead else "")
    if found is None:
        return (Piece(spot.start, spot.end, "part"),)
    start = lead[0] if lead and lead[1] not in NOT_IN_SPAN else spot.start
    return (Piece(start, spot.end, "clock", clock=found),)
