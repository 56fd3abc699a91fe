"""Names that no file holds and that only the words beside them make places: "the village of X", "X village", "in X".

Such a place has no coordinates; it has a country where the text gives one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from tocsin.record.values import Place
from tocsin.resolve.countries import countries_by_demonym
from tocsin.resolve.place_found import PRECISIONS, Level, PlaceFound, Span, Spans
from tocsin.resolve.place_links import COMMA, INSIDE
from tocsin.resolve.place_mentions import Placed, Scan
from tocsin.resolve.place_runs import neighbour_word
from tocsin.resolve.place_words import alternation, first_word, frame_of, plain_words, words_of
from tocsin.resolve.remembered import Remembered

LOCATING = frozenset(("in", "near", "outside", "around"))
# What may follow a place: no noun, which the name would be a name for ("in Bitcoin prices").
FOLLOWING = frozenset(
    "on in and or at by as after before when where while who which that was were had has have is are late early last "
    "this for with to from but during over near since said says told about between killing wounding injuring leaving "
    "around until against into then".split()
)
MOST_WORDS = 3
BREAKS = frozenset(("on", "and", "upon"))
NAMING_MARKS = frozenset("-‐‑’'&$@+")
_CAMEL = re.compile(r"[a-z][A-Z]")
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
        if not taken.meets(start, end) and _is_unknown_name(text[start:end]):
            frame = before.search(text, max(0, start - 30), start) or after.match(text, end)
            if frame is not None:
                added.append(_unknown(text, (start, end), frame, found))
                continue
        length = _located(placed, text)
        span = start, start + length
        if length and not taken.meets(*span) and _is_unknown_name(text[start : span[1]]):
            added.append(_unknown(text, span, None, found))
    return sorted([*found, *added], key=lambda place: place.start)


def in_country(found: Sequence[PlaceFound], country: str | None) -> list[PlaceFound]:
    """The places, those of which not even the country is known put in the one that the text is about, if it is one."""
    if country is None:
        return list(found)
    return [
        replace(place, place=replace(place.place, country=country)) if _is_open(place) else place for place in found
    ]


def _is_open(place: PlaceFound) -> bool:
    return place.place.country is None and place.place.latitude is None and place.level in ("unknown", "city", "venue")


def may_be_framed(before: str, after: str) -> bool:
    """Whether the tokens beside a run leave it open that they make it a place: of most, they do not."""
    return before == "of" or before in LOCATING or _FRAMING[after]


_FRAMING: Remembered[str, bool] = Remembered(lambda after: first_word(after) in words_of("frame_new"))


def _located(placed: Placed, text: str) -> int:
    """How many characters of a run are a name after "in" with no noun after it: "killed ten in Gidami on Friday"."""
    if placed.before not in LOCATING:
        return 0
    run = placed.run
    count = next((i for i, piece in enumerate(run.pieces) if piece.text in BREAKS), len(run.pieces))
    pieces = run.pieces[:count]
    if not 0 < count <= MOST_WORDS or any(hit.first < count for hit in run.hits) or run.peoples:
        return 0
    if any(piece.text.isupper() or _CAMEL.search(piece.text) for piece in pieces):
        return 0
    words = [neighbour_word(piece) for piece in pieces]
    if any(word in words_of("given_name") or word in words_of("venue_never") for word in words):
        return 0
    end = placed.offset + pieces[-1].end
    if count < len(run.pieces):
        return pieces[-1].end if run.pieces[count].text in FOLLOWING else 0
    stops = not placed.after[:1].isalnum() and text[end : end + 1] not in NAMING_MARKS
    return pieces[-1].end if placed.after in FOLLOWING or stops else 0


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


def _unknown(text: str, span: Span, frame: re.Match[str] | None, found: list[PlaceFound]) -> PlaceFound:
    start, end = span
    outer_start, outer_end = (min(start, frame.start()), max(end, frame.end())) if frame else span
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
    level = _frame_level(frame[1]) if frame else "unknown"
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
