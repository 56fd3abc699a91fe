"""An incident as one flat row, for tables and maps: figures, places, and actors of the register.

No names of persons and no quotations are in it: parties are register ids, and titles are made of the type and place.
"""

from __future__ import annotations

from typing import Any

from tocsin.record import Claim, Folded, Incident, Place, When
from tocsin.record.values import Measure

Cell = str | int | float | None

MEASURES: tuple[Measure, ...] = ("killed", "injured", "abducted")


def flat_row(incident: Incident) -> dict[str, Cell]:
    """The columns of an incident, in the order of `docs/reference/jsonl.md`; None where nothing is known."""
    return {
        "id": incident.id,
        "type": incident.type.value,
        "family": incident.family,
        "status": incident.status.value,
        "unit": incident.unit,
        "background": "yes" if incident.background else "no",
        "political": incident.political,
        "violence_kind": incident.violence_kind,
        **_when(incident.when.value if incident.when else None),
        **_where(site_of(incident)),
        **_tolls(incident),
        "actor_a": incident.actor_a,
        "actor_b": incident.actor_b,
        **_claims(incident),
        "reports": len(incident.documents),
        "first_published": min(published_days(incident), default=None),
        "last_published": max(published_days(incident), default=None),
        "responses": len(incident.responses),
        "warnings": len(incident.warnings),
        "unsettled": len(incident.unsettled),
        "review": incident.review.state,
        "as_of": incident.as_of,
    }


def site_of(incident: Incident) -> Place | None:
    """Where it was: the first site that has coordinates, else the first site."""
    sites = [folded.value for folded in incident.where if folded.value.role == "site"]
    settled = [place for place in sites if place.latitude is not None and place.longitude is not None]
    return next(iter(settled or sites), None)


def _when(when: When | None) -> dict[str, Cell]:
    ended = when.end if when else None
    return {
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "end_earliest": ended.earliest if ended else None,
        "end_latest": ended.latest if ended else None,
        "date_precision": when.precision if when else None,
    }


def _where(place: Place | None) -> dict[str, Cell]:
    return {
        "place": place.name if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
        "radius_km": place.radius_km if place else None,
        "geonames_id": place.geonames_id if place else None,
    }


def _tolls(incident: Incident) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for measure in MEASURES:
        toll = incident.toll(measure)
        cells[f"{measure}_low"] = toll.low if toll else None
        cells[f"{measure}_best"] = toll.best if toll else None
        cells[f"{measure}_high"] = toll.high if toll else None
    return cells


def _claims(incident: Incident) -> dict[str, Cell]:
    """Register ids by stance, joined by `;`. A claimant that the register does not know may be a person."""
    by_stance: dict[str, list[str]] = {"claimed": [], "denied": [], "blamed": [], "suspected": []}
    for folded in incident.claims:
        claim: Claim = folded.value
        if claim.actor and claim.actor not in by_stance[claim.stance]:
            by_stance[claim.stance].append(claim.actor)
    return {f"{stance}_actors": ";".join(actors) or None for stance, actors in by_stance.items()}


def published_days(incident: Incident) -> list[str]:
    """The days on which its reports were published."""
    folded: tuple[Folded[Any], ...] = (incident.type, incident.status, *incident.tolls, *incident.claims)
    days = {s.published[:10] for one in folded for s in one.support if s.published}
    return sorted(days | {point.published[:10] for point in incident.toll_history if point.published})
