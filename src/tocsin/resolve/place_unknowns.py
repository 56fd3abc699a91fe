"""Names that no file holds and that only a frame makes places: "the village of X", "X village".

Such a place has no coordinates; it has a country where the text gives one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tocsin.record.values import Place
from tocsin.resolve.countries import countries_by_demonym
from tocsin.resolve.place_found import PRECISIONS, Level, PlaceFound, Span, Spans
from tocsin.resolve.place_links import COMMA, INSIDE
from tocsin.resolve.place_mentions import Scan
from tocsin.resolve.place_words import alternation, first_word, frame_of, plain_words, words_of

_PEOPLE_BEFORE = re.compile(r"([A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:[a-z][\w-]*\s+){0,3}\Z")


def with_unknown(text: str, found: list[PlaceFound], scan: Scan, blocked: Sequence[Span]) -> list[PlaceFound]:
    """Add the names that only a frame ("the village of X") makes places; no file holds them."""
    before, after = _frames()
    taken = Spans([*((place.start, place.end) for place in found), *blocked])
    added = []
    for placed in scan.runs:
        if not may_be_framed(placed.before, placed.after):
            continue
        start, end = placed.offset, placed.end
        head = before.search(text, max(0, start - 30), start)
        tail = None if head else after.match(text, end)
        frame = head or tail
        if frame is None or taken.meets(start, end) or not _is_unknown_name(text[start:end]):
            continue
        added.append(_unknown(text, (start, end), frame, found))
    return sorted([*found, *added], key=lambda place: place.start)


def may_be_framed(before: str, after: str) -> bool:
    """Whether the tokens beside a run leave it open that a frame makes it a place: of nearly all, they do not."""
    return before == "of" or first_word(after) in words_of("frame_new")


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before X in "the village of X", and after it in "X village"."""
    before = alternation(words_of("frame_of"))
    after = alternation(words_of("frame_new"))
    return re.compile(rf"\b({before})\s+of\s+\Z"), re.compile(rf"\s+({after})\b")


def _is_unknown_name(name: str) -> bool:
    words = name.lower().split()
    if any(word in words_of("never") or word in words_of("organisation_after") for word in words):
        return False
    return not any(word in plain_words() for word in words) and not countries_by_demonym(words[0])


def _unknown(text: str, span: Span, frame: re.Match[str], found: list[PlaceFound]) -> PlaceFound:
    start, end = span
    outer_start, outer_end = min(start, frame.start()), max(end, frame.end())
    container = next((p for p in found if p.start >= end), None)
    if container is not None:
        between = text[outer_end : container.start]
        inside = INSIDE.match(between) or COMMA.match(between)
        if not inside or container.level not in ("country", "admin1", "admin2", "region"):
            container = None
    country = container.place.country if container else None
    if country is None and (people := _PEOPLE_BEFORE.search(text, max(0, outer_start - 60), outer_start)):
        codes = countries_by_demonym(people[1]) or countries_by_demonym(people[1].split()[-1])
        country = codes[0].code if len(codes) == 1 else None
    level = _frame_level(frame[1])
    place = Place(
        name=text[start:end],
        country=country,
        admin1=container.place.admin1 if container else None,
        precision=PRECISIONS.get(level, "area"),
    )
    words = container.name if container else None
    return PlaceFound(start=start, end=end, name=text[start:end], place=place, level=level, score=0.0, container=words)


def _frame_level(noun: str) -> Level:
    frame = frame_of(noun.lower())
    return frame if frame in ("admin1", "admin2") else "city"  # type: ignore[return-value]
