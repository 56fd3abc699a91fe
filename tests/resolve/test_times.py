"""Times in running text: what each expression means on a given day of publication, and words that are no time."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.resolve.time_words import TABLE
from tocsin.resolve.times import TimeFound, find_times

TUESDAY = date(2024, 3, 26)
FRIDAY = date(2024, 3, 22)
SATURDAY = date(2024, 3, 23)
SUNDAY = date(2024, 3, 24)
MONDAY = date(2024, 4, 1)  # the first of a month
LEAP_DAY = date(2024, 2, 29)  # a Thursday
MONTH_END = date(2024, 5, 31)  # a Friday
NEW_YEAR = date(2024, 1, 1)  # a Monday
YEAR_END = date(2023, 12, 31)  # a Sunday
WIRE = date(1989, 11, 15)


def meaning(found: TimeFound) -> str:
    """ "kind earliest..latest precision", days that are the same written once, an open end as "?"."""
    when = found.when
    days = when.earliest or "?"
    if when.latest != when.earliest:
        days += f"..{when.latest or '?'}"
    end = f" end {when.end.earliest or '?'}..{when.end.latest or '?'}" if when.end else ""
    return f"{found.kind} {days} {when.precision}{end}"


def read(text: str, published: date | None) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], meaning(found)) for found in find_times(text, published=published)]


ON_TUESDAY = [
    # weekdays
    ("It happened on Friday.", "Friday", "point 2024-03-22 day"),
    ("It happened Friday.", "Friday", "point 2024-03-22 day"),
    ("ON FRIDAY IT HAPPENED", "FRIDAY", "point 2024-03-22 day"),
    ("on Tuesday", "Tuesday", "point 2024-03-26 day"),
    ("on Wednesday", "Wednesday", "point 2024-03-20 day"),
    ("last Friday", "last Friday", "point 2024-03-22 day"),
    ("last Tuesday", "last Tuesday", "point 2024-03-19 day"),
    ("this past Sunday", "this past Sunday", "point 2024-03-24 day"),
    ("next Monday", "next Monday", "point 2024-04-01 day"),
    ("this Friday", "this Friday", "point 2024-03-29 day"),
    ("late on Friday", "late on Friday", "point 2024-03-22 day"),
    ("Friday night", "Friday night", "point 2024-03-22 day"),
    ("early Wednesday", "early Wednesday", "point 2024-03-20 day"),
    ("early on Sunday morning", "early on Sunday morning", "point 2024-03-24 day"),
    ("Sunday's attack", "Sunday", "point 2024-03-24 day"),
    ("in the early hours of Sunday", "early hours of Sunday", "point 2024-03-24 day"),
    ("on the night of Friday", "night of Friday", "point 2024-03-22 day"),
    ("on Friday last week", "Friday last week", "point 2024-03-22 day"),
    ("on Monday of this week", "Monday of this week", "point 2024-03-25 day"),
    ("They will meet on Friday.", "Friday", "point 2024-03-29 day"),
    ("will be announced Monday", "Monday", "point 2024-04-01 day"),
    ("On Wednesday he will be buried.", "Wednesday", "point 2024-03-27 day"),
    ("The court said on Friday that it will rule.", "Friday", "point 2024-03-22 day"),
    ("It will go on, the mayor said on Friday.", "Friday", "point 2024-03-22 day"),
    ("It is in ruins. They will stay. On Friday it fell.", "Friday", "point 2024-03-22 day"),
    ("Friday prayers", "Friday", "point 2024-03-22 day"),
    ("on Sunday gunmen came", "Sunday", "point 2024-03-24 day"),
    ("every Friday", "every Friday", "recurring ? unknown"),
    ("on Fridays", "Fridays", "recurring ? unknown"),
    ("the following Friday", "the following Friday", "anchored ? unknown"),
    # near days
    ("today", "today", "point 2024-03-26 day"),
    ("yesterday", "yesterday", "point 2024-03-25 day"),
    ("yesterday morning", "yesterday morning", "point 2024-03-25 day"),
    ("tomorrow", "tomorrow", "point 2024-03-27 day"),
    ("tonight", "tonight", "point 2024-03-26 day"),
    ("last night", "last night", "point 2024-03-25 day"),
    ("LAST NIGHT", "LAST NIGHT", "point 2024-03-25 day"),
    ("this morning", "this morning", "point 2024-03-26 day"),
    ("early this morning", "early this morning", "point 2024-03-26 day"),
    ("overnight", "overnight", "point 2024-03-25..2024-03-26 day"),
    ("the day before yesterday", "the day before yesterday", "point 2024-03-24 day"),
    ("the day after tomorrow", "the day after tomorrow", "point 2024-03-28 day"),
    # so long ago
    ("two days ago", "two days ago", "point 2024-03-24 day"),
    ("12 DAYS AGO", "12 DAYS AGO", "point 2024-03-14 day"),
    ("two or three days ago", "two or three days ago", "point 2024-03-23..2024-03-24 day"),
    ("a week ago", "a week ago", "point 2024-03-16..2024-03-22 week"),
    ("three weeks ago", "three weeks ago", "point 2024-03-02..2024-03-08 week"),
    ("a month ago", "a month ago", "point 2024-02-01..2024-02-29 month"),
    ("six months ago", "six months ago", "point 2023-09-01..2023-09-30 month"),
    ("a year ago", "a year ago", "point 2023-01-01..2023-12-31 year"),
    ("ten years ago", "ten years ago", "point 2014-01-01..2014-12-31 year"),
    ("48 hours ago", "48 hours ago", "point 2024-03-24 day"),
    ("six hours ago", "six hours ago", "point 2024-03-25..2024-03-26 day"),
    ("hours ago", "hours ago", "point 2024-03-25..2024-03-26 day"),
    ("decades ago", "decades ago", "vague ?..2024-03-26 unknown"),
    ("two decades ago", "two decades ago", "vague ?..2024-03-26 year"),
    ("several days ago", "several days ago", "vague ?..2024-03-26 unknown"),
    ("recently", "recently", "vague ?..2024-03-26 unknown"),
    ("in recent weeks", "recent weeks", "vague ?..2024-03-26 unknown"),
    ("two days from now", "two days from now", "point 2024-03-28 day"),
    # weeks, months, years from here
    ("over the weekend", "weekend", "point 2024-03-23..2024-03-24 day"),
    ("last weekend", "last weekend", "point 2024-03-23..2024-03-24 day"),
    ("next weekend", "next weekend", "point 2024-03-30..2024-03-31 day"),
    ("last week", "last week", "point 2024-03-18..2024-03-24 week"),
    ("this week", "this week", "point 2024-03-25..2024-03-26 week"),
    ("earlier this week", "earlier this week", "point 2024-03-25..2024-03-26 week"),
    ("later this week", "later this week", "point 2024-03-26..2024-03-31 week"),
    ("next week", "next week", "point 2024-04-01..2024-04-07 week"),
    ("last month", "last month", "point 2024-02-01..2024-02-29 month"),
    ("early last month", "early last month", "point 2024-02-01..2024-02-10 month"),
    ("earlier this month", "earlier this month", "point 2024-03-01..2024-03-26 month"),
    ("earlier this year", "earlier this year", "point 2024-01-01..2024-03-26 year"),
    ("last year", "last year", "point 2023-01-01..2023-12-31 year"),
    ("late last year", "late last year", "point 2023-09-01..2023-12-31 year"),
    ("next year", "next year", "point 2025-01-01..2025-12-31 year"),
    ("in the past three days", "past three days", "point 2024-03-23..2024-03-26 day"),
    ("over the past week", "past week", "point 2024-03-19..2024-03-26 week"),
    ("in the last 24 hours", "last 24 hours", "point 2024-03-25..2024-03-26 day"),
    ("in the past six months", "past six months", "point 2023-09-26..2024-03-26 month"),
    ("in the next two weeks", "next two weeks", "point 2024-03-26..2024-04-09 week"),
    ("for the past three days", "for the past three days", "since 2024-03-23 day"),
    ("for the past two years", "for the past two years", "since 2022-01-01..2022-12-31 year"),
    # months and dates
    ("in March", "March", "point 2024-03-01..2024-03-31 month"),
    ("in April", "April", "point 2023-04-01..2023-04-30 month"),
    ("in January", "January", "point 2024-01-01..2024-01-31 month"),
    ("last March", "last March", "point 2023-03-01..2023-03-31 month"),
    ("last January", "last January", "point 2024-01-01..2024-01-31 month"),
    ("next March", "next March", "point 2025-03-01..2025-03-31 month"),
    ("in March last year", "March last year", "point 2023-03-01..2023-03-31 month"),
    ("in March of this year", "March of this year", "point 2024-03-01..2024-03-31 month"),
    ("will be held in April", "April", "point 2024-04-01..2024-04-30 month"),
    ("in early March 2022", "early March 2022", "point 2022-03-01..2022-03-10 month"),
    ("mid-March", "mid-March", "point 2024-03-11..2024-03-20 month"),
    ("at the end of February", "the end of February", "point 2024-02-21..2024-02-29 month"),
    ("in November 2005", "November 2005", "point 2005-11-01..2005-11-30 month"),
    ("in March 12 people died", "March", "point 2024-03-01..2024-03-31 month"),
    ("on March 22", "March 22", "point 2024-03-22 day"),
    ("on 22 March", "22 March", "point 2024-03-22 day"),
    ("on the 22nd of March", "22nd of March", "point 2024-03-22 day"),
    ("ON 22 MARCH", "22 MARCH", "point 2024-03-22 day"),
    ("on 1 April", "1 April", "point 2024-04-01 day"),
    ("on 5 April", "5 April", "point 2023-04-05 day"),
    ("on 5 April it will", "5 April", "point 2024-04-05 day"),
    ("on 29 February", "29 February", "point 2024-02-29 day"),
    ("Aug. 26", "Aug. 26", "point 2023-08-26 day"),
    ("on March 22, 2024", "March 22, 2024", "point 2024-03-22 day"),
    ("on Friday, March 22, 2024", "Friday, March 22, 2024", "point 2024-03-22 day"),
    ("on Friday 22 March", "Friday 22 March", "point 2024-03-22 day"),
    ("Fri, 22 Mar 2024", "Fri, 22 Mar 2024", "point 2024-03-22 day"),
    ("on Friday (22 March)", "Friday (22 March)", "point 2024-03-22 day"),
    ("the evening of 16 October 2016", "evening of 16 October 2016", "point 2016-10-16 day"),
    ("22/03/2024", "22/03/2024", "point 2024-03-22 day"),
    ("03/22/2024", "03/22/2024", "point 2024-03-22 day"),
    ("2024-03-22", "2024-03-22", "point 2024-03-22 day"),
    ("2024/03/22", "2024/03/22", "point 2024-03-22 day"),
    ("2024-03-22T20:15:00+03:00", "2024-03-22T20:15:00+03:00", "point 2024-03-22T20:15+03:00 minute"),
    ("the September 11 attacks", "September 11 attacks", "point 2001-09-11 day"),
    ("since 9/11", "since 9/11", "since 2001-09-11 day"),
    # years
    ("in 2014", "2014", "point 2014-01-01..2014-12-31 year"),
    ("(2014)", "2014", "point 2014-01-01..2014-12-31 year"),
    ("the 2008 attacks", "2008", "point 2008-01-01..2008-12-31 year"),
    ("the 2016 Uri attack", "2016", "point 2016-01-01..2016-12-31 year"),
    ("in late 2013", "late 2013", "point 2013-09-01..2013-12-31 year"),
    ("mid-2014", "mid-2014", "point 2014-05-01..2014-08-31 year"),
    ("the 1990s", "1990s", "point 1990-01-01..1999-12-31 year"),
    ("in the early 1980s", "early 1980s", "point 1980-01-01..1983-12-31 year"),
    ("in the '80s", "'80s", "point 1980-01-01..1989-12-31 year"),
    # beginnings, ends, limits
    ("since Monday", "since Monday", "since 2024-03-25 day"),
    ("since 2014", "since 2014", "since 2014-01-01..2014-12-31 year"),
    ("ever since March 2015", "ever since March 2015", "since 2015-03-01..2015-03-31 month"),
    ("until Friday", "until Friday", "until ?..2024-03-22 day end 2024-03-22..2024-03-22"),
    ("by Friday", "by Friday", "until ?..2024-03-22 day"),
    ("before Friday", "before Friday", "until ?..2024-03-21 day"),
    ("after 8 March", "after 8 March", "point 2024-03-08..2024-03-26 day"),
    ("from Monday to Wednesday", "from Monday to Wednesday", "point 2024-03-18 day end 2024-03-20..2024-03-20"),
    ("from Friday until Sunday", "from Friday until Sunday", "point 2024-03-22 day end 2024-03-24..2024-03-24"),
    ("between 3 and 5 March", "between 3 and 5 March", "point 2024-03-03..2024-03-05 day end 2024-03-03..2024-03-05"),
    ("between Friday and Sunday", "between Friday and Sunday",
     "point 2024-03-22..2024-03-24 day end 2024-03-22..2024-03-24"),
    ("from 3 to 5 March 2022", "3 to 5 March 2022", "point 2022-03-03 day end 2022-03-05..2022-03-05"),
    ("March 3-5, 2022", "March 3-5, 2022", "point 2022-03-03 day end 2022-03-05..2022-03-05"),
    ("3–5 March", "3–5 March", "point 2024-03-03 day end 2024-03-05..2024-03-05"),
    ("from December 30 to January 2", "from December 30 to January 2",
     "point 2023-12-30 day end 2024-01-02..2024-01-02"),
    ("from 28 February to 2 March 2020", "from 28 February to 2 March 2020",
     "point 2020-02-28 day end 2020-03-02..2020-03-02"),
    ("from 2014 to 2016", "from 2014 to 2016",
     "point 2014-01-01..2014-12-31 year end 2016-01-01..2016-12-31"),
    ("2014-16", "2014-16", "point 2014-01-01..2014-12-31 year end 2016-01-01..2016-12-31"),
    ("from January to March", "from January to March",
     "point 2024-01-01..2024-01-31 month end 2024-03-01..2024-03-31"),
    # lengths, repetition, other anchors, ages
    ("for three days", "for three days", "duration ? day"),
    ("lasted two hours", "lasted two hours", "duration ? hour"),
    ("a three-day siege", "three-day", "duration ? day"),
    ("every day", "every day", "recurring ? unknown"),
    ("are shelled daily", "daily", "recurring ? unknown"),
    ("a day after the attack", "a day after", "anchored ? day"),
    ("hours after the blast", "hours after", "anchored ? unknown"),
    ("two days earlier", "two days earlier", "anchored ? day"),
    ("three weeks later", "three weeks later", "anchored ? week"),
    ("the next day", "the next day", "anchored ? unknown"),
    ("the same day", "the same day", "anchored ? unknown"),
    ("after three months", "after three months", "anchored ? month"),
    ("a 12-year-old boy", "12-year-old", "age ? year"),
    ("aged 34", "aged 34", "age ? year"),
    ("34 years old", "34 years old", "age ? year"),
    ("in his early 30s", "his early 30s", "age ? year"),
    # times of day
    ("at 8:15 pm on Friday", "8:15 pm on Friday", "point 2024-03-22T20:15 minute"),
    ("at 8.15pm on Friday", "8.15pm on Friday", "point 2024-03-22T20:15 minute"),
    ("on Friday at 8 p.m.", "Friday at 8 p.m.", "point 2024-03-22T20:00 hour"),
    ("around 20:00 local time on Friday", "around 20:00 local time on Friday", "point 2024-03-22T20:00 hour"),
    ("AT 2030 TODAY", "2030 TODAY", "point 2024-03-26T20:30 minute"),
    ("AT APPROXIMATELY 1700 TODAY", "AT APPROXIMATELY 1700 TODAY", "point 2024-03-26T17:00 hour"),
    ("at 1430 hours on Friday", "1430 hours on Friday", "point 2024-03-22T14:30 minute"),
    ("at 0830 GMT on Friday", "0830 GMT on Friday", "point 2024-03-22T08:30+00:00 minute"),
    ("On Friday it began at 2130 (0130 GMT).", "2130 (0130 GMT)", "point 2024-03-22T21:30 minute"),
    ("said on Friday, today", "Friday", "point 2024-03-22 day"),
    ("AT 2130 (0130 GMT) ON FRIDAY", "2130 (0130 GMT) ON FRIDAY", "point 2024-03-22T21:30 minute"),
    ("at 12:15 a.m. Saturday", "12:15 a.m. Saturday", "point 2024-03-23T00:15 minute"),
    ("at noon on 22 March", "noon on 22 March", "point 2024-03-22T12:00 hour"),
    ("shortly before midnight on Friday", "shortly before midnight on Friday",
     "point 2024-03-22T23:00..2024-03-22T23:59 hour"),
    ("just after 8 p.m. on Friday", "just after 8 p.m. on Friday", "point 2024-03-22T20:00..2024-03-22T21:00 hour"),
    ("between 8 and 9 p.m. on Friday", "8 and 9 p.m. on Friday", "point 2024-03-22T20:00..2024-03-22T21:00 hour"),
    ("at dawn on Friday", "dawn on Friday", "point 2024-03-22 day"),
    ("at midnight on Friday", "midnight on Friday", "point 2024-03-22 day"),
    ("8 o'clock in the evening on Friday", "8 o'clock in the evening on Friday", "point 2024-03-22T20:00 hour"),
    ("On Friday, gunmen stormed the hall at 8:15 pm.", "8:15 pm", "point 2024-03-22T20:15 minute"),
    ("It began at 8:15 pm.", "8:15 pm", "anchored ? minute"),
    ("Police said on Friday that it began at 8 pm.", "8 pm", "anchored ? hour"),
    ("He came on Friday. It began at 8 pm.", "8 pm", "anchored ? hour"),
    ("at dawn", "dawn", "anchored ? day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), ON_TUESDAY, ids=[text[:40] for text, _, _ in ON_TUESDAY])
def test_time_in_article_of_a_tuesday(text: str, words: str, expected: str) -> None:
    assert (words, expected) in read(text, TUESDAY)


ON_OTHER_DAYS = [
    (FRIDAY, "on Friday", "point 2024-03-22 day"),
    (FRIDAY, "last Friday", "point 2024-03-15 day"),
    (FRIDAY, "next Friday", "point 2024-03-29 day"),
    (SATURDAY, "on Friday", "point 2024-03-22 day"),
    (SATURDAY, "last Tuesday", "point 2024-03-19 day"),
    (SATURDAY, "over the weekend", "point 2024-03-23 day"),
    (SUNDAY, "over the weekend", "point 2024-03-23..2024-03-24 day"),
    (SUNDAY, "last weekend", "point 2024-03-16..2024-03-17 day"),
    (SUNDAY, "this week", "point 2024-03-18..2024-03-24 week"),
    (SUNDAY, "last week", "point 2024-03-11..2024-03-23 week"),
    (MONDAY, "yesterday", "point 2024-03-31 day"),
    (MONDAY, "last month", "point 2024-03-01..2024-03-31 month"),
    (MONDAY, "on 31 March", "point 2024-03-31 day"),
    (MONDAY, "last night", "point 2024-03-31 day"),
    (LEAP_DAY, "a year ago", "point 2023-01-01..2023-12-31 year"),
    (LEAP_DAY, "tomorrow", "point 2024-03-01 day"),
    (LEAP_DAY, "in the past year", "point 2023-02-28..2024-02-29 year"),
    (LEAP_DAY, "on 29 February", "point 2024-02-29 day"),
    (LEAP_DAY, "on 1 March", "point 2024-03-01 day"),
    (MONTH_END, "a month ago", "point 2024-04-01..2024-04-30 month"),
    (MONTH_END, "in the past month", "point 2024-04-30..2024-05-31 month"),
    (MONTH_END, "in the past three months", "point 2024-02-29..2024-05-31 month"),
    (MONTH_END, "in June", "point 2023-06-01..2023-06-30 month"),
    (MONTH_END, "on 29 February", "point 2024-02-29 day"),
    (date(2023, 3, 10), "on 29 February", "point 2020-02-29 day"),
    (NEW_YEAR, "yesterday", "point 2023-12-31 day"),
    (NEW_YEAR, "last month", "point 2023-12-01..2023-12-31 month"),
    (NEW_YEAR, "in December", "point 2023-12-01..2023-12-31 month"),
    (NEW_YEAR, "on December 30", "point 2023-12-30 day"),
    (NEW_YEAR, "this year", "point 2024-01-01 year"),
    (YEAR_END, "on January 2", "point 2024-01-02 day"),
    (YEAR_END, "on January 20", "point 2023-01-20 day"),
    (YEAR_END, "next month", "point 2024-01-01..2024-01-31 month"),
    (YEAR_END, "tomorrow", "point 2024-01-01 day"),
    (WIRE, "ON 11 NOVEMBER", "point 1989-11-11 day"),
    (WIRE, "SATURDAY 11 NOVEMBER", "point 1989-11-11 day"),
    (WIRE, "8 DAYS AGO", "point 1989-11-07 day"),
    (WIRE, "LAST APRIL", "point 1989-04-01..1989-04-30 month"),
    (WIRE, "IN THE EARLY 1980'S", "point 1980-01-01..1983-12-31 year"),
    (WIRE, "on 11 September 2001", "point 2001-09-11 day"),
    (date(1, 1, 1), "yesterday", "point ? day"),
    (date(9999, 12, 31), "tomorrow", "point ? day"),
]


@pytest.mark.parametrize(
    ("published", "text", "expected"), ON_OTHER_DAYS, ids=[f"{day}-{text}" for day, text, _ in ON_OTHER_DAYS]
)
def test_time_counted_from_publication(published: date, text: str, expected: str) -> None:
    assert [found for _, found in read(text, published)] == [expected]


UNDATED = [
    ("on Friday", "point ? day"),
    ("last week", "point ? week"),
    ("in March", "point ? month"),
    ("ten years ago", "point ? year"),
    ("on 22 March", "point ? day"),
    ("from Monday to Wednesday", "point ? day"),
    ("at 8:15 pm on Friday", "point ? minute"),
    ("recently", "vague ? unknown"),
    ("on 22 March 2024", "point 2024-03-22 day"),
    ("in 2014", "point 2014-01-01..2014-12-31 year"),
    ("from 3 March to 5 April 2014", "point 2014-03-03 day end 2014-04-05..2014-04-05"),
]


@pytest.mark.parametrize(("text", "expected"), UNDATED)
def test_time_without_publication_is_left_open(text: str, expected: str) -> None:
    assert [found for _, found in read(text, None)] == [expected]


NO_TIMES = [
    "The march killed five.", "They will march in silence.", "THE MARCH KILLED FIVE", "THIS MARCH KILLED FIVE",
    "He may go.", "in may cases", "12 may have died", "HE SAT IN THE SUN",
    "They wed in the spring.", "the second attack", "for a second time", "The Friday Mosque", "Black Friday",
    "Bloody Sunday", "Good Friday", "the Sunday Times", "the 19 April Movement", "the July 26 Brigade",
    "2010 people", "killed 2014 rebels", "worth $2014", "room 2014b", "3/4/2024", "31/02/2024", "2024-02-30",
    "1.2024", "John Wednesbury", "a ratio of 8:5", "12", "1,200", "20.15", "August company", "an august company",
    "a decade", "one day", "the Daily Star", "post-2001 laws", "at 12:99", "25:61", "the mayor",
    "Dawn Smith", "sentenced to 12 years", "the marching band", "no. 2014", "fire and sword", "hour by hour",
    "40 miles", "dated", "a man of 40", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_are_no_time(text: str) -> None:
    assert read(text, TUESDAY) == []


def test_two_days_joined_by_and_are_two_times() -> None:
    found = read("on 3 and 5 March", TUESDAY)
    assert found == [("3", "point 2024-03-03 day"), ("5 March", "point 2024-03-05 day")]


def test_month_is_never_more_precise_than_the_word() -> None:
    (found,) = find_times("in March", published=TUESDAY)
    assert (found.when.earliest, found.when.latest) == ("2024-03-01", "2024-03-31")


def test_since_goes_on() -> None:
    (found,) = find_times("since Monday", published=TUESDAY)
    assert found.when.ongoing


def test_named_day_is_unknown_before_it_was() -> None:
    assert read("the September 11 attacks", date(1999, 3, 3)) == [("September 11", "point 1998-09-11 day")]


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "On Monday. On Friday. On Sunday."
    (found,) = find_times(text, published=TUESDAY, start=10, end=21)
    assert text[found.start : found.end] == "Friday"


def test_words_may_be_broken_across_lines_but_not_paragraphs() -> None:
    assert [words for words, _ in read("March\n22", TUESDAY)] == ["March\n22"]
    assert "March\n\n22" not in [words for words, _ in read("in March\n\n22", TUESDAY)]


ROWS = [
    (kind, row)
    for kind in ("month", "weekday", "phrase", "named", "yearly", "part", "not_a_day")
    for row in TABLE[kind]
]


@pytest.mark.parametrize(
    ("kind", "row"), ROWS, ids=[f"{kind}-{(row.get('forms') or row['words'])[0]}" for kind, row in ROWS]
)
def test_row_is_read_where_it_should_be_and_nowhere_else(kind: str, row: dict[str, Any]) -> None:
    assert find_times(row["yes"], published=TUESDAY)
    if kind in ("month", "weekday", "not_a_day"):
        assert read(row["no"], TUESDAY) == []
    else:
        read_words = {words.lower() for words, _ in read(row["no"], TUESDAY)}
        assert not read_words & {form.lower() for form in row["forms"]}


@pytest.mark.parametrize("row", TABLE["phrase"], ids=lambda row: row["forms"][0])
def test_every_form_of_a_phrase_is_found(row: dict[str, Any]) -> None:
    for form in row["forms"]:
        found = find_times(f"it happened {form}.", published=TUESDAY)
        assert [time.kind for time in found] == [row.get("kind", "point")], form


PIECES = st.sampled_from(
    "on at in the of last next this since until from to between and Friday March May 22 3 2014 2014-16 8:15 pm GMT "
    "a two days week year ago earlier for every dawn midnight early late weekend yesterday will ( ) "
    "- – , . \n İ 's 1990s 2024-03-22 9/11 aged 2030 hours before after".split(" ")
)
DAYS = st.one_of(st.none(), st.dates())


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)), DAYS)
@settings(max_examples=500)
def test_any_text_gives_sound_times(text: str, published: date | None) -> None:
    last = 0
    for found in find_times(text, published=published):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        when = found.when
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        if when.end is not None and when.end.latest is not None:
            assert when.end.earliest is None or when.end.earliest <= when.end.latest
            assert when.earliest is None or when.earliest[:10] <= when.end.latest[:10]


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from("Monday Tuesday Wednesday Thursday Friday".split())
)
def test_bare_weekday_lies_in_the_week_up_to_publication(published: date, weekday: str) -> None:
    (found,) = find_times(f"on {weekday}", published=published)
    assert found.when.earliest is not None
    day = date.fromisoformat(found.when.earliest)
    assert published - timedelta(days=6) <= day <= published
    assert day.strftime("%A") == weekday


@given(st.text(), st.integers(-5, 50), st.integers(-5, 50))
def test_any_window_is_kept_to(text: str, start: int, end: int) -> None:
    for found in find_times(text, published=TUESDAY, start=start, end=end):
        assert max(0, start) <= found.start < found.end <= min(len(text), max(0, end))


@pytest.mark.parametrize(
    "unit", ["1", "a ", "and ", "1:", " ", "2014-", "in ", "on Friday ", "3 and ", "a few ", "at 8:15 "]
)
def test_no_text_takes_long(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    began = time.process_time()
    find_times(text, published=TUESDAY)
    assert (
        time.process_time() - began < 30
    )  # a third of a second when measured; the square of the length would be minutes
