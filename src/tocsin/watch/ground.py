"""Where a watch looks, as the file has it: circles and a polygon, to values."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.watch.lookup import Lookup
from tocsin.watch.values import Near
from tocsin.written.table import Table

MOST_CORNERS = 10_000


def near_of(table: Table, lookup: Lookup) -> tuple[Near, ...]:
    """The circles of `near`, one or a list; faults are noted."""
    value = table.take("near")
    if value is None:
        return ()
    each = value if isinstance(value, list) else [value]
    found = []
    for one in each:
        if not isinstance(one, Mapping):
            table.fault(
                "near", 'expected { place = "Kano, Nigeria", km = 50 } or { latitude = ..., longitude = ..., km = ... }'
            )
            continue
        inner = Table(one, (*table.where, "near"), table.faults)
        circle = _circle(inner, lookup)
        inner.close()
        if circle is not None:
            found.append(circle)
    return tuple(found)


def _circle(table: Table, lookup: Lookup) -> Near | None:
    place = table.text("place")
    latitude = table.number("latitude", least=-90, most=90)
    longitude = table.number("longitude", least=-180, most=180)
    km = table.number("km", least=0.1, most=20_000)
    if km is None:
        table.faults.note(table.where, "a circle needs km, its radius")
        return None
    if place is not None:
        known = lookup.place(place)
        if known is None or known.latitude is None or known.longitude is None:
            table.fault("place", f'{place!r} is not in the gazetteer; write "Town, Country", or latitude and longitude')
            return None
        return Near(latitude=known.latitude, longitude=known.longitude, km=km, name=place)
    if latitude is None or longitude is None:
        table.faults.note(table.where, "a circle needs a place, or latitude and longitude")
        return None
    return Near(latitude=latitude, longitude=longitude, km=km, name=f"{latitude:g}, {longitude:g}")


def polygon_of(table: Table) -> tuple[tuple[float, float], ...]:
    """The corners of `polygon`, without the last where it is the first again; none after a fault."""
    value = table.take("polygon")
    if value is None:
        return ()
    wanted = "a polygon is a list of at least three [longitude, latitude], in degrees, as in GeoJSON"
    if not isinstance(value, list) or not all(_is_corner(corner) for corner in value):
        table.fault("polygon", wanted)
        return ()
    corners = [(float(x), float(y)) for x, y in value]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if not 3 <= len(set(corners)) <= MOST_CORNERS:
        table.fault("polygon", wanted if len(corners) < MOST_CORNERS else f"more than {MOST_CORNERS} corners")
        return ()
    return tuple(corners)


def _is_corner(corner: object) -> bool:
    if not isinstance(corner, list) or len(corner) != 2:
        return False
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in corner)
    return numbers and -180 <= corner[0] <= 180 and -90 <= corner[1] <= 90
