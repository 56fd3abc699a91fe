"""What the places of a report say of those in its headline: a name means there what it means below.

Not for the countries that a report speaks of: `resolve.place_context` weighs those.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tocsin.resolve.place_context import folded
from tocsin.resolve.place_found import PRECISIONS, PlaceFound


def as_beside(found: Sequence[PlaceFound], beside: Sequence[PlaceFound]) -> list[PlaceFound]:
    """The places of a headline, each that the report names and settles put where it is there."""
    if not beside:
        return list(found)
    settled = [each for each in beside if each.place.latitude is not None]
    known = {folded(each.name): each for each in sorted(settled, key=lambda each: each.place.relation == "at")}
    return [_as_known(each, known.get(folded(each.name))) for each in found]


def _as_known(found: PlaceFound, known: PlaceFound | None) -> PlaceFound:
    if known is None or _is_same(found, known):
        return found
    place = replace(known.place, name=found.name)
    if known.level != "venue" and found.place.relation != known.place.relation:
        near = found.place.relation != "at"
        place = replace(
            place, relation=found.place.relation, precision="near" if near else PRECISIONS.get(known.level, "area")
        )
    return replace(found, place=place, level=known.level, score=known.score, container=known.container, as_below=True)


def _is_same(a: PlaceFound, b: PlaceFound) -> bool:
    return (a.place.latitude, a.place.longitude) == (b.place.latitude, b.place.longitude)
