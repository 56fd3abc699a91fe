"""Whether a site lies where a watch looks: in its countries, its circles or its polygon.

A site told coarsely (a province, a country) is a wide place whose middle says little: it lies in a circle or a polygon
only where its middle does, a country never, unless the watch asks for what only may lie inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.fuse.title import place_words
from tocsin.record import Incident, Place
from tocsin.record.sphere import great_circle_km
from tocsin.watch.values import Conditions, Near

FINE = frozenset({"venue", "city", "near"})


def sites_of(incident: Incident) -> tuple[Place, ...]:
    """Where it was; whatever places it has where no site is told."""
    places = tuple(folded.value for folded in incident.where)
    return tuple(place for place in places if place.role == "site") or places


def where_fits(conditions: Conditions, incident: Incident) -> str | None:
    """Why the place fits, None where it does not, empty where none is asked for.

    Countries, circles and polygon are alternatives: a watch looks at all that they cover together.
    """
    if not (conditions.countries or conditions.near or conditions.polygon):
        return ""
    sites = sites_of(incident)
    for site in sites:
        if site.country in conditions.countries:
            return f"{place_words(site)} lies in {site.country}"
        for near in conditions.near:
            if _in_circle(site, near, coarse=conditions.coarse):
                return f"{place_words(site)} lies within {near.km:g} km of {near.name}"
        if conditions.polygon and _in_polygon(site, conditions.polygon, coarse=conditions.coarse):
            return f"{place_words(site)} lies in the polygon"
    return None


def _in_circle(site: Place, near: Near, *, coarse: bool) -> bool:
    if site.latitude is None or site.longitude is None:
        return False
    away = great_circle_km(near.latitude, near.longitude, site.latitude, site.longitude)
    reach = site.radius_km or 0.0
    if coarse or site.precision in FINE:
        return away - reach <= near.km
    return site.precision != "country" and away <= near.km


def _in_polygon(site: Place, polygon: Sequence[tuple[float, float]], *, coarse: bool) -> bool:
    if site.latitude is None or site.longitude is None or (site.precision == "country" and not coarse):
        return False
    if contains(polygon, site.longitude, site.latitude):
        return True
    reach = site.radius_km or 0.0
    return coarse and any(
        great_circle_km(site.latitude, site.longitude, latitude, longitude) <= reach for longitude, latitude in polygon
    )


def contains(polygon: Sequence[tuple[float, float]], longitude: float, latitude: float) -> bool:
    """Whether a point lies in a ring of (longitude, latitude), which may cross the 180th meridian (even-odd rule)."""
    ring = unrolled(polygon)
    west = min(x for x, _ in ring)
    x = west + (longitude - west) % 360.0
    inside = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > latitude) != (by > latitude) and x < ax + (latitude - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def unrolled(polygon: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring with longitudes that run on past 180 degrees where it crosses them; each side is the shorter way."""
    ring = [polygon[0]]
    for x, y in polygon[1:]:
        before = ring[-1][0]
        ring.append((before + (x - before + 180.0) % 360.0 - 180.0, y))
    return ring
