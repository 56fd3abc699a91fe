"""Venues with a proper name ("Harbour Gate Hotel", "Kabul airport"), near the city that the text puts them in.

Not for venues without a name ("a hotel").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from tocsin.record.values import Place
from tocsin.resolve.gazetteer import Gazetteer
from tocsin.resolve.gazetteer_entry import Entry
from tocsin.resolve.place_found import PlaceFound, Span, Spans, place_of
from tocsin.resolve.place_mentions import Scan
from tocsin.resolve.place_runs import Piece, Run, neighbour_word
from tocsin.resolve.place_words import alternation, first_word, words_of
from tocsin.resolve.remembered import Remembered

_ARTICLE = re.compile(r"\b(?:in|at|on|near|from|of|outside|inside|into|to|attacked|stormed|hit|struck)\s+(?:the\s+)?\Z")
_IN = re.compile(r"\s*,?\s+(?:in|of|outside|near)\s+(?:(?:the|central|downtown|northern|southern|eastern|western)\s+)*")
BEFORE, AFTER = 400, 4000  # characters before and after a venue in which the city of its sentence is looked for
_STOP = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")


def with_venues(
    text: str, found: list[PlaceFound], spans: Iterator[Span], blocked: Sequence[Span], gazetteer: Gazetteer
) -> list[PlaceFound]:
    """Put venues in, each in place of the names inside it, near its city where one is settled close by.

    The places found, the spans and the blocked ones come in the order of the text; no two places overlap.
    """
    starts, others = [place.start for place in found], Spans(blocked)
    venues: list[PlaceFound] = []
    replaced: set[int] = set()
    for start, end in spans:
        low = max(0, bisect_right(starts, start) - 1)
        inside = [i for i in range(low, bisect_left(starts, end)) if start < found[i].end and i not in replaced]
        if any(found[i].start < start or found[i].end > end or found[i].level == "venue" for i in inside):
            continue
        if others.holds(start, end) or (venues and start < venues[-1].end):
            continue
        replaced.update(inside)
        known = next((e for e in gazetteer.find(text[start:end]) if e.kind == "venue"), None)
        if known is not None:
            venues.append(_known_venue(text, start, end, known))
        else:
            venues.append(_venue(text, (start, end), [found[i] for i in inside], _around(found, starts, start, end)))
    kept = [place for i, place in enumerate(found) if i not in replaced]
    return sorted([*kept, *venues], key=lambda place: place.start)


def _around(found: Sequence[PlaceFound], starts: Sequence[int], start: int, end: int) -> Sequence[PlaceFound]:
    """The places that begin near enough to be in one sentence with a venue."""
    return found[bisect_left(starts, start - BEFORE) : bisect_left(starts, end + AFTER)]


def venue_spans(text: str, scan: Scan) -> Iterator[Span]:
    """The spans of venues with a proper name, from left to right."""
    for placed in scan.runs:
        offset, run = placed.offset, placed.run
        pieces = run.pieces
        first, last = run.venue
        if last:
            yield offset + pieces[first].start, offset + pieces[last - 1].end
        elif may_head_venue(placed.after) and first < len(pieces) and pieces[-1].capital:
            yield from _lower_venue(text, offset, run, first)


def may_head_venue(after: str) -> bool:
    """Whether the token after a run may be a venue's head: "Kabul airport"."""
    return _HEADING[after]


def capital_venue(pieces: tuple[Piece, ...]) -> tuple[int, int]:
    """The pieces of a run that name a venue by themselves, half-open; (where one may begin, 0) where none do."""
    words = [neighbour_word(piece) for piece in pieces]
    cut = max((i + 1 for i, word in enumerate(words) if word in ("the", "and")), default=0)
    first = next((i for i in range(cut, len(words)) if _may_begin_venue(words[i])), len(pieces))
    heads = words_of("venue")
    last = next((i for i in range(len(pieces) - 1, first, -1) if words[i] in heads and pieces[i].capital), None)
    if last is not None:
        return first, last + 1
    fronted = first < len(pieces) and words[first] in words_of("venue_front") and len(pieces) - first in (2, 3)
    return first, len(pieces) if fronted else 0


def _lower_venue(text: str, offset: int, run: Run, first: int) -> Iterator[Span]:
    start, end = offset + run.pieces[first].start, offset + run.pieces[-1].end
    head = _venue_head().match(text, end) if text[end : end + 1].isspace() else None
    if head is None or run.peoples or len(run.pieces) - first > 4:
        return
    if all(neighbour_word(piece) in words_of("never") for piece in run.pieces[first:]):
        return
    named = any(hit.first == first and hit.entries[0].kind != "country" for hit in run.hits)
    if named or _ARTICLE.search(text, max(0, start - 30), start):
        yield start, head.end()


def _may_begin_venue(word: str) -> bool:
    return word not in words_of("preposition") and word not in words_of("venue_never")


@cache
def _head_words() -> frozenset[str]:
    """The words with which a match of `_venue_head` can begin."""
    return frozenset(word.split()[0] for role in ("venue", "venue_adjective") for word in words_of(role))


_HEADING: Remembered[str, bool] = Remembered(lambda after: first_word(after) in _head_words())


@cache
def _venue_head() -> re.Pattern[str]:
    """A venue's head word in lower case after a name: " international airport"."""
    adjectives = alternation(words_of("venue_adjective"))
    return re.compile(rf"\s+(?:(?:{adjectives})\s+){{0,2}}(?:{alternation(words_of('venue'))})\b(?!['’-])")


def _venue(text: str, span: Span, inside: Sequence[PlaceFound], around: Sequence[PlaceFound]) -> PlaceFound:
    start, end = span
    name = text[start:end]
    named = next((p for p in inside if p.level in ("city", "admin2")), None)
    city = _city_after(text, end, around) or named or _city_beside(text, start, end, around)
    place = Place(name=name, precision="venue")
    if city is not None and city.place.latitude is not None:
        place = replace(city.place, name=name, precision="near", relation="near", geonames_id=None)
    words = city.name if city else None
    return PlaceFound(start=start, end=end, name=name, place=place, level="venue", score=0.5, container=words)


def _known_venue(text: str, start: int, end: int, entry: Entry) -> PlaceFound:
    name = text[start:end]
    place = place_of(name, entry, "at", None)
    return PlaceFound(start=start, end=end, name=name, place=place, level="venue", score=0.998)


def _city_after(text: str, end: int, around: Sequence[PlaceFound]) -> PlaceFound | None:
    """ "the Kennedy bridge in Niamey": the city that a venue is said to be in, whatever its name is borrowed from."""
    said = _IN.match(text, end)
    if said is None:
        return None
    cities = (p for p in around if p.start == said.end() and p.level == "city" and p.place.latitude is not None)
    return next(cities, None)


def _city_beside(text: str, start: int, end: int, found: Sequence[PlaceFound]) -> PlaceFound | None:
    """The settled city nearest to a venue in its sentence; one in another sentence proved to be another story's."""
    floor = max(0, start - BEFORE)
    a = max((stop.end() for stop in _STOP.finditer(text, floor, start)), default=floor)
    stop = _STOP.search(text, end, end + AFTER)
    b = stop.start() if stop else min(end + AFTER, len(text))
    cities = [
        place
        for place in found
        if place.level == "city" and place.place.latitude is not None and a <= place.start and place.end <= b
        and not place.dateline
    ]  # fmt: skip
    return min(cities, key=lambda p: p.start - end if p.start >= end else 2 * (start - p.end), default=None)
