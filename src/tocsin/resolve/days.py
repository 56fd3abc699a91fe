"""Arithmetic on days and the intervals that words for times stand for. Knows no words: see `time_grammar`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, get_args

from msgspec import Struct

from tocsin.record import When
from tocsin.record.values import Precision

Part = Literal[
    "whole", "early", "mid", "late", "first_half", "second_half", "first_week", "second_week", "third_week",
    "fourth_week", "last_week", "first_quarter", "second_quarter", "third_quarter", "fourth_quarter",
]  # fmt: skip
PARTS_OF: tuple[Part, ...] = get_args(Part)[1:]
# First and last day of parts of a month (0 for its last), and first and last month of parts of a year.
DAYS_OF: dict[Part, tuple[int, int]] = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 0), "first_half": (1, 15), "second_half": (16, 0),
    "first_week": (1, 7), "second_week": (8, 14), "third_week": (15, 21), "fourth_week": (22, 28), "last_week": (-6, 0),
}  # fmt: skip
MONTHS_OF: dict[Part, tuple[int, int]] = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "first_half": (1, 6), "second_half": (7, 12),
    "first_quarter": (1, 3), "second_quarter": (4, 6), "third_quarter": (7, 9), "fourth_quarter": (10, 12),
}  # fmt: skip
AHEAD = timedelta(days=8)  # how far after publication a day and month without a year may still be meant


class Days(Struct, frozen=True):
    """Inclusive days; None is open. Nothing is known where both are None."""

    first: date | None = None
    last: date | None = None
    precision: Precision = "day"

    @property
    def single(self) -> date | None:
        """The day, where there is just one."""
        return self.first if self.first is not None and self.first == self.last else None

    def when(self) -> When:
        """The value for the record: an event that began within these days."""
        return When(earliest=_iso(self.first), latest=_iso(self.last), precision=self.precision)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def one_day(day: date | None) -> Days:
    """A single day."""
    return Days(day, day, "day")


def make_day(year: int, month: int, day: int) -> date | None:
    """The day of these numbers, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_day(day: date, days: int) -> date | None:
    """The day so many days later (earlier, where negative), or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def week_of(day: date, weeks: int = 0) -> Days:
    """The week from Monday to Sunday that holds a day, or one so many weeks from it."""
    monday = shift_day(day, 7 * weeks - day.weekday())
    return Days(monday, monday and shift_day(monday, 6), "week")


def month_of(year: int, month: int, part: Part = "whole") -> Days:
    """A month, or a third, half or week of it; `month` may run beyond 1 to 12, into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return Days(precision="month")
    end = monthrange(year, month)[1]
    first, last = DAYS_OF.get(part, (1, 0))
    first, last = first if first > 0 else end + first, last or end
    return Days(date(year, month, first), date(year, month, last), "week" if part.endswith("week") else "month")


def year_of(year: int, part: Part = "whole") -> Days:
    """A year, or a third, half or quarter of it."""
    if not 1 <= year <= 9999:
        return Days(precision="year")
    first, last = MONTHS_OF.get(part, (1, 12))
    precision: Precision = "month" if part.endswith(("half", "quarter")) else "year"
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def decade_of(year: int, part: Part = "whole") -> Days:
    """The ten years from a round one, or a third of them."""
    thirds: dict[Part, tuple[int, int]] = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}
    halves: dict[Part, tuple[int, int]] = {"first_half": (0, 4), "second_half": (5, 9)}
    first, last = (thirds | halves).get(part, (0, 9))
    return Days(year_of(year + first).first, year_of(year + last).last, "year")


def weekday_near(published: date, weekday: int, *, future: bool = False) -> date | None:
    """The latest such weekday not after publication; in a future clause the next one not before it."""
    back = (published.weekday() - weekday) % 7
    return shift_day(published, (-back) % 7 if future else -back)


def weekday_before(published: date, weekday: int) -> date | None:
    """The latest such weekday before publication: "last Friday"."""
    return shift_day(published, -((published.weekday() - weekday - 1) % 7 + 1))


def weekday_after(published: date, weekday: int) -> date | None:
    """The first such weekday after publication: "next Monday"."""
    return shift_day(published, (weekday - published.weekday() - 1) % 7 + 1)


def weekday_in_week(published: date, weekday: int, weeks: int = 0) -> date | None:
    """The weekday in the week of publication, or in one so many weeks from it."""
    monday = week_of(published, weeks).first
    return monday and shift_day(monday, weekday)


def month_near(published: date, month: int, *, future: bool = False) -> int:
    """The year of the latest such month not after publication; in a future clause of the next one."""
    if future:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def day_near(published: date, month: int, day: int, *, future: bool = False) -> date | None:
    """A day and month without a year: up to a week after publication, else in the past; 29 February counts back."""
    years = range(published.year + 1, published.year - 9, -1)
    days = [found for year in years if (found := make_day(year, month, day))]
    if future:
        return next((found for found in reversed(days) if found >= published), None)
    return next((found for found in days if found <= published or found - published < AHEAD), None)


def weekend_near(published: date, weeks: int = 0, *, future: bool = False) -> Days:
    """The latest weekend that has begun by publication, no later than it, or one so many weeks from it."""
    saturday = weekday_near(published, 5)
    sunday_of_issue = published.weekday() == 6
    if saturday is None:
        return Days()
    if future and published.weekday() < 5:
        weeks += 1
    saturday = shift_day(saturday, 7 * weeks)
    sunday = saturday and shift_day(saturday, 1)
    if weeks == 0 and sunday is not None and not sunday_of_issue and not future:
        sunday = min(sunday, published)
    return Days(saturday, sunday, "day")


def clip(days: Days, *, first: date | None = None, last: date | None = None) -> Days:
    """The days no earlier than `first` and no later than `last`, where given and where any remain."""
    begin = max(days.first, first) if days.first and first else days.first
    end = min(days.last, last) if days.last and last else days.last
    return Days(begin, end, days.precision) if begin is None or end is None or begin <= end else days
