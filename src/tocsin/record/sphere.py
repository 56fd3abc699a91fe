"""Distances on the earth, taken for a sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # the mean radius (IUGG)


def great_circle_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance between two points given in degrees, in kilometres (haversine)."""
    first, second = radians(latitude), radians(other_latitude)
    across = sin(radians(other_longitude - longitude) / 2) ** 2
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * across
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
