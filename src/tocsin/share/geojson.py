"""GeoJSON (RFC 7946): a point for each incident whose place is settled, with how precisely that is known.

No names of persons and no quotations are in it. A point is the middle of what was named, not the spot: read it
together with `place_precision` and `radius_km`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from tocsin.record import Incident
from tocsin.record.json_form import Json, dumps
from tocsin.share.exporter import Exported
from tocsin.share.flat import flat_row, site_of

DECIMALS = 5  # about a metre; RFC 7946 asks for no more than is meant
_IN_GEOMETRY = frozenset({"id", "latitude", "longitude"})


class GeoJsonExporter:
    """Writes a FeatureCollection, one feature a line."""

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """The features; incidents without a settled place are left out and counted."""
        written = left_out = 0
        out.write(b'{"type":"FeatureCollection","features":[')
        for incident in incidents:
            feature = _feature(incident)
            if feature is None:
                left_out += 1
                continue
            out.write((b",\n" if written else b"\n") + dumps(feature).encode())
            written += 1
        out.write(b"\n]}\n")
        return Exported(written, left_out, "their place is not settled, so they have no point on a map")


def _feature(incident: Incident) -> Json | None:
    place = site_of(incident)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    row = flat_row(incident)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {
            "type": "Point",
            "coordinates": [round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)],
        },
        "properties": {name: value for name, value in row.items() if name not in _IN_GEOMETRY},
    }
