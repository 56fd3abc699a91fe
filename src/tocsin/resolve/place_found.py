"""What is given back for one name of a place, and how a settled name becomes it.

The words before a name say how the event stands to the place: at it, near it, along a road, between two. Not for
finding or settling names, nor for one place that lies in another: `resolve.place_links`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from tocsin.record.values import Place, PlacePrecision, PlaceRelation
from tocsin.resolve.gazetteer_entry import Entry
from tocsin.resolve.place_mentions import Mention
from tocsin.resolve.place_words import KIND_WORDS

Level = Literal["venue", "city", "admin2", "admin1", "country", "region", "water", "unknown"]
Span = tuple[int, int]

PRECISIONS: Mapping[str, PlacePrecision] = {
    "city": "city", "admin2": "admin2", "admin1": "admin1", "country": "country", "venue": "venue",
}  # fmt: skip
_LEVELS: Mapping[str, Level] = {
    "city": "city", "admin2": "admin2", "admin1": "admin1", "country": "country", "venue": "venue", "water": "water",
}  # fmt: skip

_FILLER = rf"(?:the\s+)?(?:[\w-]+ern\s+)?(?:(?:{KIND_WORDS})\s+(?:of\s+)?)?"
_NEAR = re.compile(
    rf"\b(?:near|nearby|outside|close\s+to|not\s+far\s+from|off|around|outskirts\s+of|vicinity\s+of|edge\s+of|"
    rf"environs\s+of|adjacent\s+to|suburbs?\s+of|(?<!in\sthe\s)(?:north|south|east|west|north-?east|north-?west|south-?east|"
    rf"south-?west)\s+of)\s+{_FILLER}\Z",
    re.IGNORECASE,
)
_NEAR_WORDS = ("near", "outside", "close", "of", "around", "far")  # every match of `_NEAR` holds one of them
_FAR = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)\s*-?\s*(km|kms|kilomet(?:er|re)s?|miles?|mi)\b[^.;,]{{0,40}}?\b(?:of|from|outside|away\s+"
    rf"from)\s+{_FILLER}\Z",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d\s*-?\s*(?:k|mi)")  # in lower case
_AND = re.compile(r"\s+and\s+(?:the\s+)?(?:[\w-]+\s+of\s+)?")
_BETWEEN = re.compile(rf"\bbetween\s+{_FILLER}\Z", re.IGNORECASE)
_BETWEEN_NAMED = re.compile(r"\bbetween\s+(?:the\s+)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s+and\s+\Z")
_ALONG = re.compile(r"\b(?:along|on)\s+(?:the\s+)?(?:main\s+)?(?:[^\W\d_][\w'’]*\s*[-–]\s*)?\Z", re.IGNORECASE)
_ROAD = re.compile(
    r"(?:\s*(?:-|–|to)\s*[^\W\d_][\w'’-]*){0,2}\s+(?:road|highway|motorway|route|border|river|axis|corridor)\b"
)  # in lower case
MILE_KM = 1.609344
NEAR_KM = 25.0  # how far "near" and "outside" are taken to reach, where no distance is given


class Spans:
    """Spans that are asked whether any of them meets or holds another; as quick however many there are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # the farthest end so far

    def meets(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with this span."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def holds(self, start: int, end: int) -> bool:
        """Whether this span lies in one of them."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


class PlaceFound(Struct, frozen=True, kw_only=True):
    """One name of a place in a text.

    `start` and `end` are code points into the text given, half-open; `name` is the words there. `place` is settled,
    or holds the name alone (and, where the text says in which larger place it lies, that place's country). `score`
    is how sure the choice among places of that name is, 0 to 1; it is no calibrated probability. `runner_up` is the
    next best ("Moscow, US-Idaho"), `container` the larger place that the text names for it. `dateline` marks the
    place of writing at the head of a report, `modifier` a country's name used as an adjective ("US troops"), `as_below`
    a name in a headline that means what it means in the report.
    """

    start: int
    end: int
    name: str
    place: Place
    level: Level
    score: float
    runner_up: str | None = None
    container: str | None = None
    dateline: bool = False
    modifier: bool = False
    as_below: bool = False


def found_of(text: str, mention: Mention, previous: Mention | None) -> PlaceFound:
    """What is given back for a mention; `previous` is the mention before it ("between X and Y")."""
    name = text[mention.start : mention.end]
    relation, distance = _relation(mention, previous, text)
    container = mention.container
    if mention.chosen is None:
        lies = container.chosen if container is not None and mention.elsewhere else None
        country, admin1 = (lies.country, lies.admin1) if lies is not None else (None, None)
        place = Place(name=name, country=country, admin1=admin1, relation=relation)
        level: Level = "unknown"
    else:
        place, level = place_of(name, mention.chosen, relation, distance), _LEVELS.get(mention.chosen.kind, "region")
    return PlaceFound(
        start=mention.start,
        end=mention.end,
        name=name,
        place=place,
        level=level,
        score=mention.score,
        runner_up=mention.runner_up,
        container=text[container.start : container.end] if container else None,
        dateline=mention.dateline,
        modifier=mention.modifier and mention.frame is None and not mention.within,
    )


def _relation(mention: Mention, previous: Mention | None, text: str) -> tuple[PlaceRelation, float | None]:
    """How the event stands to the place, and the distance given, in kilometres."""
    left = mention.left.lower()
    if _LENGTH.search(left) and (far := _FAR.search(mention.left)):
        unit = MILE_KM if far[2].lower().startswith("mi") else 1.0
        return "near", float(far[1].replace(",", "")) * unit
    if _ROAD.match(mention.right.lower()) and _ALONG.search(mention.left):
        return "along", None
    if "between" in left and (_BETWEEN.search(mention.left) or _BETWEEN_NAMED.search(mention.left)):
        return "between", None
    if previous is not None and "between" in previous.left.lower() and _BETWEEN.search(previous.left):
        gap = text[previous.end : mention.start]
        if _AND.fullmatch(gap):
            return "between", None
    near = left[-50:]
    may_be = any(map(near.__contains__, _NEAR_WORDS))
    return ("near", NEAR_KM) if may_be and _NEAR.search(mention.left[-50:]) else ("at", None)


def place_of(name: str, entry: Entry, relation: PlaceRelation, distance: float | None) -> Place:
    """The place of an entry under the name in the text; `distance` in kilometres widens its radius."""
    precision = PRECISIONS.get(entry.kind, "area")
    radius = entry.radius_km
    if relation != "at" and entry.kind in ("city", "venue"):
        precision, radius = "near", max(radius, distance or NEAR_KM)
    return Place(
        name=name,
        country=entry.country,
        admin1=entry.admin1 if entry.kind not in ("country", "continent", "water") else None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        radius_km=round(radius, 1),
        geonames_id=entry.geonames_id,
        precision=precision,
        relation=relation,
    )
