"""Datelines and dates of publication that stand in a text itself: "KABUL, Aug. 26 (Harbour Wire) —".

A date that tells when something happened is not one of publication, nor is one without a year or a mark after it.
A dateline is where a report was filed, not where the event was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from tocsin.resolve.days import make_day
from tocsin.resolve.scanning import any_of, is_shouted, lowered
from tocsin.resolve.time_words import DATELINE, MONTHS, SHORT_WEEKDAYS, WEEKDAYS

HEAD = 200  # characters within which a dateline must end
BYLINES = 800  # characters within which a line may give the day of publication
LONGEST_LINE = 120
HEADINGS = 3  # lines above a dateline: a headline, a line under it, a byline
LONGEST_HEADING = 160
ENDS = (".", "!", "?", "…", ":", ";")
PIVOT = 69  # two-digit years from this one on are of the twentieth century

_MONTH = rf"(?:{any_of(MONTHS)})"
_WEEKDAY = rf"(?:(?:{any_of([*WEEKDAYS, *SHORT_WEEKDAYS])}),?\s+)?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:1[89]|20)[0-9]{2}|'?[0-9]{2})(?![\w:]|[.,][0-9])"
_TIME = r"(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?"
_FIGURES = (
    rf"[0-9]{{4}}(?P<mark>[-/.])[01]?[0-9](?P=mark)[0-3]?[0-9]{_TIME}(?![\w-])"
    r"|[0-3]?[0-9][/.][0-3]?[0-9][/.](?:1[89]|20)[0-9]{2}(?!\w)"
)
_WORDS = (
    rf"{_DAY}[\s-](?:of\s+)?{_MONTH}(?!\w)(?:,?[\s-]{_YEAR})?"
    rf"|{_MONTH}\s*{_DAY}(?!\w)(?:,?\s+{_YEAR})?"
)
_DATE = rf"(?P<date>{_WEEKDAY}(?:{_FIGURES}|{_WORDS}))"
_LABEL = rf"(?P<label>{any_of(DATELINE['labels'])})"
_WORD = r"[^\W\d_][\w.'’/-]*"
_PLACE = rf"(?P<place>{_WORD}(?:[ ]{_WORD}){{0,4}}?)"
_PARENS = r"\s*[(\[](?P<{name}>[^()\[\]\n]{{1,60}})[)\]]"
_SEPARATOR = r"\s*(?P<separator>--+|[–—]|-(?=\s|$)|:(?=\s))"
_TAGS = r"(?:\s*\[[^\[\]\n]{1,40}\])*"

LABELLED = re.compile(rf"{_LABEL}\s*(?:on|at)?\s*[:|]?\s*{_DATE}")
LABEL_LINE = re.compile(rf"(?:^|[|•·–—]\s*){_LABEL}\b(?:\s*[:|]|\s+by\s[^:\n]{{1,50}}?|)\s*(?:on\s+)?{_DATE}")
DATED = re.compile(rf"{_DATE}(?:\s*(?:--+|[–—|•·]|-(?=\s))|[ \t]*(?=\n)|\s*$)")
ISO_START = re.compile(rf"(?=[0-9]{{4}}-){_DATE}(?=\s)")
_REGION = rf"(?P<region>(?!no date|{_MONTH}(?!\w))[^\W\d_][\w.'’ -]{{0,40}}?)"
WIRE = re.compile(
    rf"{_PLACE}(?:{_PARENS.format(name='country')}(?=\s*,))?(?:,\s*{_REGION})?"
    rf"(?:,?\s+{_DATE}|,\s*(?P<none>no date))?,?(?:{_PARENS.format(name='source')})?{_SEPARATOR}{_TAGS}"
)
BYLINE = re.compile(
    rf"(?:by\s[^\n]{{2,80}}?[\s,|•·–—-]+)?{_DATE}[^\w\n]*"
    r"(?:[0-9: .]+(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,4})?)?[\s|•·]*(?:by\s[^\n]{2,60})?"
)
ISO = re.compile(r"[0-9]{4}[-/.]")
FIGURES = re.compile(r"[0-9]+")


class Dateline(Struct, frozen=True, kw_only=True):
    """What stands before the first sentence. Offsets are code points into the text; `end` is where the report begins.

    `place` is where it was filed, `source` the agency named; `date` is None where the words give no year.
    """

    start: int
    end: int
    place: str | None = None
    place_start: int | None = None
    place_end: int | None = None
    date: date | None = None
    source: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline at the start of a text, or below its headings as on a page; None where there is none.

    It ends within 200 characters of where it may begin.
    """
    found = _first_match(text)
    if found is None:
        return None
    head, match = found
    groups = match.groupdict()
    source, name = groups.get("source"), _place_group(groups)
    at, to = match.span(name) if name else (None, None)
    return Dateline(
        start=match.start(),
        end=match.end(),
        place=head[at:to] if name else None,
        place_start=at,
        place_end=to,
        date=_date(match["date"]),
        source=head[match.start("source") : match.end("source")] if source else None,
    )


def _first_match(text: str) -> tuple[str, re.Match[str]] | None:
    """The head of the text in which a dateline stands, and the dateline; below headings only one with a place."""
    match = _match(text[:HEAD])
    if match is not None:
        return text[:HEAD], match
    for start in below_headings(text):
        head = text[: start + HEAD]
        match = _wire_match(head, lowered(head), start)
        if match is not None:
            return head, match
    return None


def below_headings(text: str) -> Iterator[int]:
    """Where the lines under the first few begin, as long as those above can be headings: short, with no full stop."""
    at = 0
    for line in text[:BYLINES].split("\n", HEADINGS + 1)[:-1]:
        if len(line) > LONGEST_HEADING or line.rstrip()[-1:] in ENDS:
            return
        at += len(line) + 1
        bare = text[at:].lstrip()
        yield len(text) - len(bare)


def find_published(text: str) -> tuple[date, int, int] | None:
    """The day of publication that the text gives, and the span of its words; None without a full date.

    It is read from a dateline, or from a line near the top that holds little else: a byline, "Published: ...".
    """
    match = _match(text[:HEAD])
    day = _date(match["date"]) if match is not None else None
    if match is not None and day is not None:
        return day, match.start("date"), match.end("date")
    return _line_date(lowered(text[:BYLINES]))


def _match(head: str) -> re.Match[str] | None:
    """A dateline of any of the forms, matched in lower case."""
    low = lowered(head)
    start = len(head) - len(head.lstrip())
    if labelled := LABELLED.match(low, start):
        return labelled
    dated = DATED.match(low, start) or ISO_START.match(low, start)
    if dated is not None:
        return None if _is_range(low, dated) else dated
    return _wire_match(head, low, start)


def _place_group(groups: dict[str, str | None]) -> str | None:
    """The group that holds the place: the country, where "clandestine" or "no city" stands before it."""
    if groups.get("place") is None:
        return None
    if groups["place"] not in DATELINE["not_places"]:
        return "place"
    return "country" if groups["country"] else None


def _is_range(low: str, match: re.Match[str]) -> bool:
    """Whether another date follows, so that the two tell from when to when."""
    rest = low[match.end() :].lstrip()
    return re.match(_DATE, rest) is not None


def _wire_match(head: str, low: str, start: int) -> re.Match[str] | None:
    """A wire's dateline, where what stands in its place can be one."""
    match = WIRE.match(low, start)
    if match is None:
        return None
    place = head[match.start("place") : match.end("place")]
    if not all(word[0].isupper() or word in SMALL for word in place.split()):
        return None
    known = match["date"] is not None or match["none"] is not None
    known = known or (match["source"] is not None and match["separator"] != ":")
    if not known:
        loud = place.isupper() and len(place) > 2 and not is_shouted(head[match.end() :])
        if not loud or match["place"] in DATELINE["not_places"]:
            return None
    return match


SMALL = frozenset(("de", "del", "la", "las", "los", "el", "al", "of", "and", "the", "da", "do", "di", "du", "le"))


def _line_date(low: str) -> tuple[date, int, int] | None:
    """The full date of a byline or of a labelled line; the surest label wins."""
    best: tuple[int, date, int, int] | None = None
    running = False  # whether a sentence has ended above: a bare date below it is a heading, not a byline
    for start, line in _lines(low):
        running = running or "." in low[:start].rstrip()[-1:]
        for match in (LABEL_LINE.search(line), BYLINE.fullmatch(line)):
            day = _date(match["date"]) if match else None
            if match is None or day is None:
                continue
            label = match.groupdict().get("label")
            if label is None and running:
                continue
            rank = DATELINE["labels"].index(label) if label else len(DATELINE["labels"]) - 5
            if best is None or rank < best[0]:
                best = (rank, day, start + match.start("date"), start + match.end("date"))
    return best[1:] if best is not None else None


def _lines(low: str) -> Iterator[tuple[int, str]]:
    """The short lines and where each begins; the last one only if the text ends with it."""
    at = 0
    for line in low.split("\n"):
        bare = line.strip()
        if 0 < len(bare) <= LONGEST_LINE and at + len(line) < BYLINES:
            yield at + len(line) - len(line.lstrip()), bare
        at += len(line) + 1


def _date(words: str | None) -> date | None:
    """The day that the words of a date give; None without a year, or where day and month could change places."""
    if words is None:
        return None
    figures = [int(figure) for figure in FIGURES.findall(words.split("t", 1)[0] if ISO.match(words) else words)]
    month = next((MONTHS[word] for word in re.findall(r"[^\W\d_]+\.?", words) if word in MONTHS), None)
    if ISO.match(words):
        return make_day(*figures[:3]) if len(figures) >= 3 else None
    if month is not None:
        return _year_day(figures, month) if len(figures) == 2 else None
    if len(figures) != 3:
        return None
    first, second, year = figures
    if first > 12 or first == second:
        return make_day(year, second, first)
    return make_day(year, first, second) if second > 12 else None


def _year_day(figures: list[int], month: int) -> date | None:
    day, year = figures
    if year < 100:
        year += 1900 if year >= PIVOT else 2000
    return make_day(year, month, day)
