"""Places made coarser: what is finer than a policy lets be told is in no name, no coordinate and no id.

A division of second order is told as the division of first order with the middle of a square of half a degree (about 55
km): the record knows no borders of districts, and a square needs none. See `docs/reference/policies.md`.
"""

from __future__ import annotations

from msgspec import structs

from tocsin.record import Place
from tocsin.resolve.countries import country_by_code
from tocsin.share.policy.values import FINEST, Finest

SQUARE = 0.5  # degrees
SQUARE_KM = 60.0  # how far from the middle of a square what is in it can be
CITY_DECIMALS = 2  # about a kilometre
LEVEL = {"venue": 0, "city": 1, "near": 1, "admin2": 2, "admin1": 3, "area": 3, "country": 4}


def coarsened(place: Place, finest: Finest) -> Place | None:
    """The place no finer than so; None where nothing can be told of it."""
    level = LEVEL[place.precision]
    if place.precision in ("area", "near", "city") and place.geonames_id is None:
        level = 0  # words of a report, of which nobody knows how much they tell
    if level >= FINEST.index(finest):
        return place
    if finest == "city":
        return _city(place)
    if finest == "admin2":
        return _square(place)
    if finest == "admin1" and place.admin1:
        return _bare(place, place.admin1, "admin1")
    country = country_by_code(place.country) if place.country else None
    return _bare(place, country.name, "country") if country else None


def _city(place: Place) -> Place | None:
    """The town around a venue, by its coordinates: its name is not known, so that of the division stands."""
    if place.latitude is None or place.longitude is None:
        return coarsened(place, "admin1")
    return structs.replace(
        place,
        name=_around(place),
        latitude=round(place.latitude, CITY_DECIMALS),
        longitude=round(place.longitude, CITY_DECIMALS),
        radius_km=max(place.radius_km or 0.0, 15.0),
        geonames_id=None,
        precision="near",
        relation="near",
    )


def _square(place: Place) -> Place | None:
    if place.latitude is None or place.longitude is None:
        return coarsened(place, "admin1")
    return structs.replace(
        place,
        name=_around(place),
        latitude=_middle(place.latitude),
        longitude=_middle(place.longitude),
        radius_km=max(place.radius_km or 0.0, SQUARE_KM),
        geonames_id=None,
        precision="admin2",
        relation="at",
    )


def _around(place: Place) -> str:
    country = country_by_code(place.country) if place.country else None
    return place.admin1 or (country.name if country else "place withheld")


def _middle(degrees: float) -> float:
    """The middle of the square, on a grid that begins at whole degrees."""
    return degrees // SQUARE * SQUARE + SQUARE / 2


def _bare(place: Place, name: str, precision: Finest) -> Place:
    """A division by its name alone: its middle would be taken for the spot."""
    return Place(
        name=name,
        country=place.country,
        admin1=place.admin1 if precision == "admin1" else None,
        precision=precision,
        role=place.role,
    )
