"""Our property extension of `incident`: what the standard's incident, which is a name and a description, cannot say.

Its id was minted once; a change that is not an addition gets another. The schema is
`docs/reference/tocsin.stix-incident.schema.json`.
"""

from __future__ import annotations

from msgspec import structs

from tocsin.record import Folded, Incident, Place, Toll, When
from tocsin.record.json_form import Json
from tocsin.share.terms import Terms

ID = "extension-definition--39c8fe5b-84e0-42a6-a3f7-a3563eb189e8"
VERSION = "1.0.0"
SCHEMA = "https://tocsin.invalid/schema/tocsin.stix-incident.schema.json"
# The draft that other tools look into for a status. Only its three properties that have stayed are used.
CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
DATED = "2026-12-01T00:00:00.000Z"


def definition(terms: Terms) -> Json:
    """The extension's definition, the producer's own object."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": ID,
        "created_by_ref": terms.identity,
        "created": DATED,
        "modified": DATED,
        "name": "Political violence",
        "description": "What happened, when and where, with tolls in bounds and how far each is corroborated.",
        "schema": SCHEMA,
        "version": VERSION,
        "extension_types": ["property-extension"],
    }


def core(incident: Incident) -> Json:
    """The status, in the words of the incident core draft."""
    return {
        "extension_type": "property-extension",
        "determination": _determination(incident),
        "investigation_status": "closed" if incident.review.state == "dismissed" else "open",
    }


def withdrawn() -> Json:
    """The status of what was withdrawn."""
    return {
        "extension_type": "property-extension",
        "determination": "false-positive",
        "investigation_status": "closed",
    }


def _determination(incident: Incident) -> str:
    if incident.review.state == "dismissed" or incident.status.value == "denied":
        return "false-positive"
    if incident.status.value == "foiled":
        return "blocked"
    if incident.status.value == "attempted":
        return "failed-attempt"
    sure = incident.review.state in ("confirmed", "corrected") or incident.type.credibility == "confirmed"
    return "confirmed" if sure and incident.status.value == "occurred" else "suspected"


def properties(incident: Incident) -> Json:
    """The record without names of persons, quotations and links."""
    form = {
        "extension_type": "property-extension",
        "event_type": incident.type.value,
        "family": incident.family,
        "status": incident.status.value,
        "unit": incident.unit,
        "political": incident.political,
        "violence_kind": incident.violence_kind,
        "happened": _happened(incident.when),
        "places": [_place(folded.value) for folded in incident.where],
        "tolls": [_toll(folded) for folded in incident.tolls],
        "reports": len(incident.documents),
        "review_state": incident.review.state,
    }
    return {name: value for name, value in form.items() if value not in (None, [])}


def _happened(when: Folded[When] | None) -> Json | None:
    if when is None:
        return None
    value = when.value
    form = {"earliest": value.earliest, "latest": value.latest, "precision": value.precision, "ongoing": value.ongoing}
    if value.end is not None:
        form |= {"end_earliest": value.end.earliest, "end_latest": value.end.latest}
    return {name: each for name, each in form.items() if each is not None}


def _place(place: Place) -> Json:
    kept = ("name", "country", "admin1", "precision", "relation", "role", "radius_km", "geonames_id")
    form = structs.asdict(place)
    if place.geonames_id is None:
        form["name"] = None  # it may hold a person's name: "the house of ..."
    return {name: form[name] for name in kept if form[name] is not None}


def _toll(folded: Folded[Toll]) -> Json:
    toll = folded.value
    form = {
        "measure": toll.measure,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "approximate": toll.approximate,
        "class": toll.class_,
        "side": toll.side,
        "scope": toll.scope,
        "credibility": folded.credibility,
        "as_of": max((s.published for s in folded.support if s.published), default=None),
    }
    return {name: value for name, value in form.items() if value is not None}
