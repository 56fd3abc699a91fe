"""Times of day: "8:15 pm", "2030 hours", "shortly before midnight". The day they belong to is found in `times`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Match = re.Match[str]
ZONES = {"gmt": "+00:00", "utc": "+00:00"}  # other zones are local time to somebody: no offset is made up for them


class Clock(NamedTuple):
    """The minutes of the day, inclusive, in which something began; `zone` is an offset, where one was said."""

    first: int
    last: int
    precision: Literal["minute", "hour"]
    zone: str = ""

    def instants(self, day: str) -> tuple[str, str]:
        """The two ends as instants of a day."""
        return tuple(f"{day}T{minute // 60:02d}:{minute % 60:02d}{self.zone}" for minute in (self.first, self.last))  # type: ignore[return-value]


def make_clock(hour: str, minute: str | None, half: str | None, zone: str | None = None) -> Clock | None:
    """The clock of hour and minute, with "a" or "p" for the half of the day; None where there is no such time."""
    value, minutes = int(hour), int(minute or 0)
    if half is not None:
        if not 1 <= value <= 12:
            return None if value > 23 or half == "a" else Clock(value * 60 + minutes, value * 60 + minutes, "minute")
        value = value % 12 + (12 if half == "p" else 0)
    if value == 24 and minutes == 0:
        value, minutes = 23, 59
    if value > 23 or minutes > 59:
        return None
    at = value * 60 + minutes
    return Clock(at, at, "minute" if minute else "hour", ZONES.get(zone or "", ""))


def clock_range(match: Match) -> Clock | None:
    """The clock of "between 8 and 9 p.m."; the half of the day holds for both unless that runs backwards."""
    last = make_clock(match["h2"], match["min2"], match["ap"], match["z"])
    first = make_clock(match["h"], match["min"], match["ap"], match["z"])
    if first is None or last is None:
        return last
    if first.first > last.last:
        first = make_clock(match["h"], match["min"], "a", match["z"]) or last
    if first.first > last.last:
        return last
    return Clock(first.first, last.last, "minute" if match["min"] or match["min2"] else "hour", last.zone)


def oclock(match: Match) -> Clock | None:
    """The clock of "8 o'clock in the evening"; None without a part of the day, which leaves two readings."""
    if match["part"] is None:
        return None
    hour = int(match["n"])
    late = match["part"] in ("afternoon", "evening") or (match["part"] == "night" and 6 <= hour < 12)
    return make_clock(match["n"], None, "p" if late else "a")


def qualify_clock(clock: Clock, lead: str) -> Clock:
    """The clock after words such as "shortly before" or "around"."""
    if lead == "just_before":
        return clock._replace(first=max(0, clock.first - 60), precision="hour")
    if lead == "just_after":
        return clock._replace(last=min(24 * 60 - 1, clock.last + 60), precision="hour")
    if lead == "before":
        return clock._replace(first=0, precision="hour")
    if lead == "after":
        return clock._replace(last=24 * 60 - 1, precision="hour")
    return clock._replace(precision="hour") if lead == "about" else clock


def part_clock(part: str, lead: str) -> Clock | None:
    """The clock of a part of the day that has an hour: noon, and midnight where a side of it is named."""
    if part in ("noon", "midday", "noontime"):
        return qualify_clock(Clock(12 * 60, 12 * 60, "hour"), lead)
    if part == "midnight" and lead in ("just_before", "before"):
        return Clock(23 * 60, 24 * 60 - 1, "hour")
    if part == "midnight" and lead in ("just_after", "after"):
        return Clock(0, 59, "hour")
    return None
