"""What is given back for one name of a place, and how a settled name becomes it.

Not for finding or settling names: see `resolve.places` for the order of steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tocsin.record.values import Place, PlacePrecision, PlaceRelation
from tocsin.resolve.gazetteer import Entry
from tocsin.resolve.place_mentions import Mention
from tocsin.resolve.place_relations import NEAR_KM, relation_of

Level = Literal["venue", "city", "admin2", "admin1", "country", "region", "water", "unknown"]
Span = tuple[int, int]

PRECISIONS: Mapping[str, PlacePrecision] = {
    "city": "city", "admin2": "admin2", "admin1": "admin1", "country": "country", "venue": "venue",
}  # fmt: skip
_LEVELS: Mapping[str, Level] = {
    "city": "city", "admin2": "admin2", "admin1": "admin1", "country": "country", "venue": "venue", "water": "water",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """One name of a place in a text.

    `start` and `end` are code points into the text given, half-open; `name` is the words there. `place` is settled,
    or holds the name alone (and, where the text says in which larger place it lies, that place's country). `score`
    is how sure the choice among places of that name is, 0 to 1; it is no calibrated probability. `runner_up` is the
    next best ("Moscow, US-Idaho"), `container` the larger place that the text names for it. `dateline` marks the
    place of writing at the head of a report, `modifier` a country's name used as an adjective ("US troops").
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


def found_of(text: str, mention: Mention, previous: Mention | None) -> PlaceFound:
    name = text[mention.start : mention.end]
    relation, distance = relation_of(mention, previous, text)
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


def place_of(name: str, entry: Entry, relation: PlaceRelation, distance: float | None) -> Place:
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
