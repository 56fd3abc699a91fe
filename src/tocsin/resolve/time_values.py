"""What each form of `time_grammar` stands for, counted from the day of publication. Pure arithmetic, no context.

Each function takes a match of its form and the day of publication, None where that is not known; then only what the
words fix by themselves is given, and the rest is `Days` without ends, of the precision of the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tocsin.record.values import Precision
from tocsin.resolve.days import (
    Days,
    Part,
    clip,
    day_near,
    decade_of,
    make_day,
    month_near,
    month_of,
    one_day,
    shift_day,
    week_of,
    weekday_after,
    weekday_before,
    weekday_in_week,
    weekday_near,
    year_of,
)
from tocsin.resolve.scanning import squeeze
from tocsin.resolve.time_words import MONTHS, NUMBERS, UNITS, WEEKDAYS

Match = re.Match[str]
Value = Callable[[date | None, bool], Days]  # publication, whether the clause tells of the future
PRECISIONS: dict[str, Precision] = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "week",
    "month": "month", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip
WEEKS = {"week": 1, "fortnight": 2}
STEPS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def number_of(words: str) -> int:
    """The number before a unit; 0 where the words leave it open."""
    return int(words) if words.isdigit() else NUMBERS[squeeze(words)]


def stated_year(match: Match, published: date | None) -> int | None:
    """The year that a date gives: "2024", or "last year" where publication is known."""
    if match["y"]:
        return int(match["y"])
    if match["yr"] and published is not None:
        return published.year + STEPS[match["yr"]]
    return None


def date_days(match: Match, group: str, published: date | None, future: bool) -> Days:
    """A day of a month: "22 March", "March 22, 2024"."""
    month, day = MONTHS[match["m"]], int(match[group])
    year = stated_year(match, published)
    if year is not None:
        return one_day(make_day(year, month, day))
    if match["yr"] or published is None:
        return Days()
    return one_day(day_near(published, month, day, future=future))


def weekday_date(match: Match, weekday: int | None, published: date | None, future: bool) -> Days:
    """A day of a month with its weekday: "Friday 22 March". Where they do not agree, the days from one to the other."""
    days = date_days(match, "d", published, future)
    day = days.single
    if day is None or weekday is None or day.weekday() == weekday:
        return days
    other = shift_day(day, (weekday - day.weekday() + 3) % 7 - 3)
    return days if other is None else Days(min(day, other), max(day, other))


def month_days(match: Match, shift: str, part: Part, published: date | None, future: bool) -> Days:
    """A month or a third of it: "in early March 2022", "last March"."""
    month = MONTHS[match["m"]]
    year = stated_year(match, published)
    if year is None and published is not None and not match["yr"]:
        year = month_near(published, month, future=future or shift == "next")
        if shift == "strictly_last" and month == published.month:
            year -= 1
        if shift == "next" and month == published.month:
            year += 1
    return month_of(year, month, part) if year is not None else Days(precision="month")


def weekday_days(match: Match, shift: str, published: date | None, future: bool) -> Days:
    """A weekday: "on Friday", "last Friday", "Friday last week"."""
    if published is None:
        return Days()
    weekday = WEEKDAYS[match["w"]]
    if match["k"]:
        return one_day(weekday_in_week(published, weekday, STEPS[match["k"]]))
    if match["bl"]:
        last = weekday_before(published, weekday)
        return one_day(last and shift_day(last, -7))
    if shift == "strictly_last":
        return one_day(weekday_before(published, weekday))
    if shift == "next":
        return one_day(weekday_after(published, weekday))
    if shift == "this":
        return one_day(weekday_in_week(published, weekday))
    return one_day(weekday_near(published, weekday, future=future))


def nth_days(match: Match, published: date | None, future: bool) -> Days:
    """A day of a month that is not named: "the 22nd", "the 15th of last month"."""
    if published is None:
        return Days()
    day, step = int(match["d"]), STEPS[match["k"]] if match["k"] else None
    steps = (step,) if step is not None else range(3) if future else range(0, -3, -1)
    for each in steps:
        first = month_of(published.year, published.month + each).first
        found = first and make_day(first.year, first.month, day)
        if found is not None and (step is not None or (found >= published if future else found <= published)):
            return one_day(found)
    return Days()


def yearly_days(month: int, day: int, year: int | None, published: date | None, future: bool) -> Days:
    """A day that has a name in every year: "Christmas Day"."""
    if year is not None:
        return one_day(make_day(year, month, day))
    if published is None:
        return Days()
    return one_day(day_near(published, month, day, future=future))


def night_days(match: Match, published: date | None, future: bool) -> Days:
    """The two days of a night: "overnight into Saturday", "overnight Friday"."""
    if published is None:
        return Days()
    day = weekday_near(published, WEEKDAYS[match["w"]], future=future)
    if day is None:
        return Days()
    first, last = (-1, 0) if match["into"] else (0, 1)
    return Days(shift_day(day, first), shift_day(day, last))


def unit_days(unit: str, step: int, published: date | None, part: Part = "whole") -> Days:
    """The week, month, year or decade of publication, or one so many steps from it."""
    if published is None or unit == "century":
        return Days(precision=PRECISIONS[unit])
    if unit == "week":
        return week_of(published, step)
    if unit == "month":
        return month_of(published.year, published.month + step, part)
    if unit == "year":
        return year_of(published.year + step, part)
    return decade_of(published.year // 10 * 10 + 10 * step, part)


def shift_days(match: Match, published: date | None, future: bool) -> Days:
    """ "Last week", "earlier this month", "next year". What is not to come ends with publication."""
    step = STEPS[match["s"].split()[0]]
    lead = match["q"] or ""
    part: Part = "early" if lead == "early" else "late" if lead == "late" else "whole"
    days = unit_days(match["u"], step, published, part)
    if step == -1 and match["u"] == "week" and published is not None and published.weekday() == 6:
        return Days(days.first, shift_day(published, -1), "week")  # weeks that end on Saturday may be meant
    if step != 0 or published is None or days.first is None:
        return days
    if lead == "later" or (future and not lead):
        return clip(days, first=published)
    return clip(days, last=published)


def back(unit: str, number: int, published: date) -> Days:
    """The day, week, month or year so many units before publication (after it, where negative)."""
    if unit == "day":
        return one_day(shift_day(published, -number))
    if unit in ("week", "fortnight"):
        middle = shift_day(published, -WEEKS[unit] * 7 * number)
        return Days(middle and shift_day(middle, -3), middle and shift_day(middle, 3), "week")
    if unit == "month":
        return month_of(published.year, published.month - number)
    if unit == "year":
        return year_of(published.year - number)
    days = number // 24 if unit == "hour" else number // (24 * 60) if unit == "minute" else 0
    if days:
        return one_day(shift_day(published, -days))
    return Days(shift_day(published, -1), published, "day")


def ago_days(match: Match, published: date | None, *, exact: bool = False) -> Days:
    """ "Two days ago", "ten years ago", "two or three weeks ago"; `exact` of "a week ago today"."""
    unit = UNITS[match["u"]]
    if published is None:
        return Days(precision=PRECISIONS[unit])
    number = number_of(match["n"])
    other = number_of(match["n2"]) if match["n2"] else number
    if number == 0 or other == 0 or unit in ("decade", "century"):
        return Days(None, published, PRECISIONS[unit])
    if exact and unit in ("week", "fortnight", "month", "year"):
        return one_day(_same_day(published, unit, number))
    days = [back(unit, n, published) for n in sorted((number, other), reverse=True)]
    return Days(days[0].first, days[1].last, days[0].precision)


def window_days(unit: str, number: int, published: date | None, *, ahead: bool = False) -> Days:
    """The stretch from so many units ago to publication, or from publication on: "the past three days"."""
    precision = PRECISIONS[unit]
    if published is None:
        return Days(precision=precision)
    if number == 0 or unit in ("decade", "century"):
        number = number * (10 if unit == "decade" else 100)
        unit = "year"
        if number == 0:
            return Days(published, None, precision) if ahead else Days(None, published, precision)
    if unit in ("hour", "minute", "second"):
        precision = "day"
        number, unit = max(1, -(-number // 24)) if unit == "hour" else 1, "day"
    sign = -1 if ahead else 1
    edge = _same_day(published, unit, sign * number)
    return Days(published, edge, precision) if ahead else Days(edge, published, precision)


def window_start(unit: str, number: int, published: date | None) -> Days:
    """When what has gone on "for the past three days" began."""
    if published is not None and number and unit in ("month", "year"):
        return back(unit, number, published)
    began = window_days(unit, number, published).first
    return Days(began, began, PRECISIONS[unit] if number else "unknown")


def hence_days(match: Match, published: date | None) -> Days:
    """ "Two days from now"."""
    unit = UNITS[match["u"]]
    if published is None:
        return Days(precision=PRECISIONS[unit])
    number = number_of(match["n"])
    return back(unit, -number, published) if number else Days(published, None, PRECISIONS[unit])


def _same_day(published: date, unit: str, number: int) -> date | None:
    """The same day so many days, weeks, months or years before; the month's last day where it has fewer."""
    if unit == "day" or unit in WEEKS:
        return shift_day(published, -number * 7 * WEEKS[unit] if unit in WEEKS else -number)
    months = number * (12 if unit == "year" else 1)
    month = month_of(published.year, published.month - months)
    if month.first is None or month.last is None:
        return None
    return month.first.replace(day=min(published.day, month.last.day))


def numeric_day(match: Match) -> date | None:
    """A day in figures: 2024-03-22, 22/03/2024. None where day and month could change places."""
    if "a" not in match.re.groupindex:
        return make_day(int(match["y"]), int(match["m"]), int(match["d"]))
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first == second or first > 12:
        return make_day(year, second, first)
    return make_day(year, first, second) if second > 12 else None
