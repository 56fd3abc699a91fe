"""Times counted from an event and not from publication: "two days earlier", "the following Monday", "hours later".

The words give a `Shift`; `counted_from` gives the days, once it is known when the event was.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, get_args

from tocsin.record import When
from tocsin.record.values import Precision
from tocsin.resolve.days import Days, month_of, shift_day, week_of, weekday_after, weekday_before, year_of

# `hour` stands for anything shorter than a day; `calendar week` is the one from Monday to Sunday.
ShiftUnit = Literal["hour", "day", "week", "calendar week", "month", "year"]
ORDER: tuple[Precision, ...] = ("minute", "hour", "day", "week", "month", "year", "unknown")
AROUND = 3  # days on either side of what was "a week later"


class Shift(NamedTuple):
    """So many units after an event, `least` to `most` of them; before it where they are negative.

    `most` (or, before the event, `least`) is None where the words leave it open: "days later". With a `weekday` it is
    the next such day after the event, or the last one before it, whatever the numbers say beside their sign.
    """

    unit: ShiftUnit
    least: int | None
    most: int | None
    weekday: int | None = None


def make_shift(unit: str, number: int, other: int, *, back: bool) -> Shift:
    """The shift of `number` to `other` units of any name; a number of 0 is open."""
    if unit == "fortnight":
        unit, number, other = "week", 2 * number, 2 * other
    if unit in ("hour", "minute", "second"):
        days, rest = divmod(number, 24)
        if unit != "hour" or rest or not days or other != number:
            return Shift("hour", -1, 0) if back else Shift("hour", 0, 1)
        unit, number, other = "day", days, days
    if unit in ("decade", "century"):
        unit, number, other = "year", number * (10 if unit == "decade" else 100), other * 10
    known: ShiftUnit = next((name for name in get_args(ShiftUnit) if name == unit), "day")
    if number == 0 or other == 0:
        return Shift(known, None, 0) if back else Shift(known, 0, None)
    low, high = sorted((number, other))
    return Shift(known, -high, -low) if back else Shift(known, low, high)


def counted_from(shift: Shift, anchor: When, published: date | None) -> When | None:
    """When something was that lies a shift from an event. None where the days of the event are not known.

    It is as coarse as the event's own time where that is the coarser. What is left open ends with publication.
    """
    first, last = _day(anchor.earliest), _day((anchor.end and anchor.end.latest) or anchor.latest)
    if first is None or last is None:
        return None
    if shift.weekday is not None:
        ahead = (shift.least or 0) > 0
        found = weekday_after(last, shift.weekday) if ahead else weekday_before(first, shift.weekday)
        return Days(found, found).when()
    if shift.least is None:
        return Days(None, first, "unknown").when()
    if shift.most is None:
        return Days(last, published if published is None or last <= published else None, "unknown").when()
    early = _counted(shift.unit, shift.least, first)
    late = _counted(shift.unit, shift.most, last)
    precision = max(early.precision, anchor.precision, key=ORDER.index)
    return Days(early.first, late.last, precision).when()


def _counted(unit: ShiftUnit, number: int, day: date) -> Days:
    if unit == "calendar week":
        return week_of(day, number)
    if unit == "week" and number:
        middle = shift_day(day, 7 * number)
        return Days(middle and shift_day(middle, -AROUND), middle and shift_day(middle, AROUND), "week")
    if unit == "month":
        return month_of(day.year, day.month + number)
    if unit == "year":
        return year_of(day.year + number)
    moved = shift_day(day, number)
    return Days(moved, moved)


def _day(moment: str | None) -> date | None:
    return date.fromisoformat(moment[:10]) if moment else None
