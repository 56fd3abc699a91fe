"""Names that no file holds and that only the words beside them make places: "the village of X", "X village", "in X".

Such a place has no coordinates; it has a country where the text gives one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from tocsin.record.values import Place
from tocsin.resolve.countries import countries_by_demonym
from tocsin.resolve.place_found import MILE_KM, PRECISIONS, Level, PlaceFound, Span, Spans
from tocsin.resolve.place_links import BESIDE, COMMA, INSIDE
from tocsin.resolve.place_mentions import Placed, Scan
from tocsin.resolve.place_runs import Run, neighbour_word
from tocsin.resolve.place_words import alternation, first_word, frame_of, plain_words, words_of
from tocsin.resolve.remembered import Remembered

LOCATING = frozenset(("in", "near", "outside", "around", "between"))
# What may follow a place: no noun, which the name would be a name for ("in Bitcoin prices").
FOLLOWING = frozenset(
    "on in and or at by as after before when where while who which that was were had has have is are late early last "
    "this for with to from but during over near since said says told about between killing wounding injuring leaving "
    "around until against into then".split()
)
VERBS = frozenset("was were had has have are is said says told".split())
BEFORE_LISTED = frozenset((",", "and", "or"))
MOST_WORDS = 3
CITY_RADIUS_KM = 20.0  # of what lies in a city, or near it at no distance that is told
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


def with_listed(text: str, found: list[PlaceFound], scan: Scan, blocked: Sequence[Span]) -> list[PlaceFound]:
    """Add the unknown names in a list with a place at which something was: "near Kobani, Tel Amara and Sarrinah"."""
    taken = Spans([*((place.start, place.end) for place in found), *blocked])
    located = {place.end for place in found if _stands_after_preposition(text, place.start)}
    listed = {place.start: place for place in found}
    by_end = {place.end: place for place in found}
    pairs: list[tuple[int, int]] = []  # the ends of neighbours
    for placed in scan.runs:
        for first, last in _parts(placed):
            start, end = placed.offset + placed.run.pieces[first].start, placed.offset + placed.run.pieces[last - 1].end
            joined = _JOINED.search(text, max(0, start - 12), start)
            if joined is None or joined.start() not in located:
                continue
            if start in listed:
                end = listed[start].end
            elif not taken.meets(start, end) and _goes_on(text, joined, end) and _is_unknown_name(text[start:end]):
                if not _may_be_bare(placed.run, first, last):
                    continue
                by_end[end] = _unknown(text, (start, end), None, found)
            else:
                continue
            located.add(end)
            pairs.append((joined.start(), end))
    for a, b in pairs:
        by_end[b] = _beside_neighbour(by_end[b], by_end[a])
    for a, b in reversed(pairs):
        by_end[a] = _beside_neighbour(by_end[a], by_end[b])
    return sorted(by_end.values(), key=lambda place: place.start)


def _beside_neighbour(found: PlaceFound, neighbour: PlaceFound) -> PlaceFound:
    """A name that no file holds in the country of its neighbour in a list, where nothing else says where it lies."""
    strange = found.place.country is None and found.place.latitude is None and found.runner_up is None
    if not strange or neighbour.level not in ("city", "admin2", "unknown"):
        return found
    return replace(found, place=replace(found.place, country=neighbour.place.country))


_JOINED = re.compile(r"(?P<comma>,)\s+\Z|\s*,?\s(?:and|or)\s+\Z")
_MORE = re.compile(r"\s*,?\s+(?:and|or)\s+[^\W\d_a-z]|\s*,\s+[^\W\d_a-z]")
_CLOSED = re.compile(r"\s*(?:[.,;:)!?—–]|\Z|\s(?:{})\b)".format("|".join(sorted(FOLLOWING - VERBS))))
_PREPOSED = re.compile(
    r"\b(?:in|near|outside|around|between|at|from|to|on|hit|struck|bombed|shelled|attacked|"
    r"(?:villages|towns|cities|districts|areas|ports|camps|provinces|states|suburbs|neighbou?rhoods)\s+of)"
    r"\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?\Z"
)


def _stands_after_preposition(text: str, start: int) -> bool:
    return _PREPOSED.search(text, max(0, start - 40), start) is not None


def _parts(placed: Placed) -> list[tuple[int, int]]:
    """The pieces of a run between its "and"s, half-open: "Ariha and Sarmin" is two names."""
    pieces = placed.run.pieces
    cuts = [i for i, piece in enumerate(pieces) if piece.text in BREAKS]
    edges = [-1, *cuts, len(pieces)]
    return [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]


def _goes_on(text: str, joined: re.Match[str], end: int) -> bool:
    """Whether a list goes on or closes after a name: after a comma alone, another name has to follow in it."""
    if joined["comma"]:
        return _MORE.match(text, end) is not None
    return _CLOSED.match(text, end) is not None


def _may_be_bare(run: Run, first: int, last: int) -> bool:
    """Whether pieces of a run can be an unknown place's name: few words, no acronym, no given name, nothing known."""
    pieces = run.pieces[first:last]
    if len(pieces) > MOST_WORDS or run.peoples or any(hit.first < last and hit.last > first for hit in run.hits):
        return False
    if any(piece.text.isupper() or _CAMEL.search(piece.text) for piece in pieces):
        return False
    words = [neighbour_word(piece) for piece in pieces]
    return not any(word in words_of("given_name") or word in words_of("venue_never") for word in words)


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
    return before == "of" or before in LOCATING or before in BEFORE_LISTED or _FRAMING[after]


_FRAMING: Remembered[str, bool] = Remembered(lambda after: first_word(after) in words_of("frame_new"))


def _located(placed: Placed, text: str) -> int:
    """How many characters of a run are a name after "in" with no noun after it: "killed ten in Gidami on Friday"."""
    if placed.before not in LOCATING:
        return 0
    run = placed.run
    count = next((i for i, piece in enumerate(run.pieces) if piece.text in BREAKS), len(run.pieces))
    pieces = run.pieces[:count]
    if not count or not _may_be_bare(run, 0, count):
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
    between = text[outer_end : container.start] if container is not None else ""
    if container is not None and container.level == "city" and container.place.latitude is not None:
        radius = _radius(between)
        if radius is not None:
            return _at_city(text, span, container, radius)
    if container is not None:
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


_DISTANCE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*-?\s*(km|kilomet|mi)")


def _radius(between: str) -> float | None:
    """How far from a city a name lies, in kilometres, by the words between them; None where they do not say so."""
    if INSIDE.match(between):
        return CITY_RADIUS_KM
    if not BESIDE.match(between):
        return None
    told = _DISTANCE.search(between)
    distance = float(told[1].replace(",", "")) * (MILE_KM if told[2] == "mi" else 1.0) if told else CITY_RADIUS_KM
    return max(CITY_RADIUS_KM, distance)


def _at_city(text: str, span: Span, city: PlaceFound, radius: float) -> PlaceFound:
    """A name that the text puts in or near a city: it lies near that city, however little else is known of it."""
    name = text[slice(*span)]
    place = replace(
        city.place, name=name, precision="near", relation="near", geonames_id=None, radius_km=round(radius, 1)
    )
    return PlaceFound(
        start=span[0], end=span[1], name=name, place=place, level="unknown", score=0.0, container=city.name
    )


def _frame_level(noun: str) -> Level:
    frame = frame_of(noun.lower())
    return frame if frame in ("admin1", "admin2") else "city"  # type: ignore[return-value]
