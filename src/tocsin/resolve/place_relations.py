"""How an event stands to a place, as the words before its name say: at it, near it, along a road, between two.

Not for one place lying in another: `resolve.place_links`.
"""

from __future__ import annotations

import re

from tocsin.record.values import PlaceRelation
from tocsin.resolve.place_mentions import Mention
from tocsin.resolve.place_words import KIND_WORDS

_FILLER = rf"(?:the\s+)?(?:[\w-]+ern\s+)?(?:(?:{KIND_WORDS})\s+(?:of\s+)?)?"
_NEAR = re.compile(
    rf"\b(?:near|nearby|outside|close\s+to|not\s+far\s+from|off|around|outskirts\s+of|vicinity\s+of|edge\s+of|"
    rf"environs\s+of|adjacent\s+to|suburbs?\s+of|(?<!in\sthe\s)(?:north|south|east|west|north-?east|north-?west|south-?east|"
    rf"south-?west)\s+of)\s+{_FILLER}\Z",
    re.IGNORECASE,
)
_FAR = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)\s*-?\s*(km|kms|kilomet(?:er|re)s?|miles?|mi)\b[^.;,]{{0,40}}?\b(?:of|from|outside|away\s+"
    rf"from)\s+{_FILLER}\Z",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d\s*-?\s*(?:k|mi)", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s+{_FILLER}\Z", re.IGNORECASE)
_ALONG = re.compile(r"\b(?:along|on)\s+(?:the\s+)?(?:main\s+)?(?:[^\W\d_][\w'’]*\s*[-–]\s*)?\Z", re.IGNORECASE)
_ROAD = re.compile(
    r"(?:\s*(?:-|–|to)\s*[^\W\d_][\w'’-]*){0,2}\s+(?:road|highway|motorway|route|border|river|axis|corridor)\b", re.I
)
MILE_KM = 1.609344
NEAR_KM = 25.0  # how far "near" and "outside" are taken to reach, where no distance is given


def relation_of(mention: Mention, previous: Mention | None, text: str) -> tuple[PlaceRelation, float | None]:
    """How the event stands to the place, and the distance given, in kilometres."""
    if _LENGTH.search(mention.left) and (far := _FAR.search(mention.left)):
        unit = MILE_KM if far[2].lower().startswith("mi") else 1.0
        return "near", float(far[1].replace(",", "")) * unit
    if _ALONG.search(mention.left) and _ROAD.match(mention.right):
        return "along", None
    if _BETWEEN.search(mention.left):
        return "between", None
    if previous is not None and _BETWEEN.search(previous.left):
        gap = text[previous.end : mention.start]
        if re.fullmatch(r"\s+and\s+(?:the\s+)?(?:[\w-]+\s+of\s+)?", gap):
            return "between", None
    return ("near", NEAR_KM) if _NEAR.search(mention.left[-50:]) else ("at", None)
