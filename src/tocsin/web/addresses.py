"""Where things stand in the workbench: one place that makes addresses."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from tocsin.record import Evidence


def incident_address(id: str) -> str:
    """The page of an incident."""
    return f"/incidents/{quote(id, safe='')}"


def document_address(id: str, evidence: Evidence | None = None) -> str:
    """The page of a document; with evidence, at its words, which are lit."""
    page = f"/documents/{quote(id, safe='')}"
    if evidence is None:
        return page
    return f"{page}?{urlencode({'mark': f'{evidence.field}:{evidence.start}-{evidence.end}'})}#mark"


def actor_address(id: str) -> str:
    """The page of an actor of the register."""
    return f"/actors/{quote(id, safe='')}"


def place_address(id: str) -> str:
    """The page of a place: a country by its code, any other by its number in GeoNames."""
    return f"/places/{quote(id, safe='')}"
