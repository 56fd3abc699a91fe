"""The JSON form of an incident, `tocsin.incident/1`: one object a line in `tocsin export --format jsonl`."""

from __future__ import annotations

from typing import Any

import msgspec

from tocsin.record.evidence import Evidence
from tocsin.record.grades import information
from tocsin.record.incident import Folded, Incident, IncidentAssessment, Link, Support, TollPoint
from tocsin.record.json_form import Json, attribution_form, value_form

INCIDENT_SCHEMA = "tocsin.incident/1"


def _support_form(support: Support) -> Json:
    form: Json = msgspec.to_builtins(support)
    return form


def folded_form(folded: Folded[Any], *, chosen: Folded[Any] | None = None) -> Json:
    """One value with its rule, its credibility, its support and its rivals. `chosen` is what a rival lost to."""
    value = folded.value
    return {
        "value": value if isinstance(value, str) else value_form(value),
        "rule": folded.rule,
        "credibility": folded.credibility,
        "information": information(folded, chosen=chosen),
        "support": [_support_form(s) for s in folded.support],
        "rivals": [folded_form(r, chosen=folded) for r in folded.rivals],
    }


def _link_form(link: Link) -> Json:
    form: Json = msgspec.to_builtins(link)
    return form


def _point_form(point: TollPoint) -> Json:
    form: Json = msgspec.to_builtins(point)
    return form


def _assessment_form(assessment: IncidentAssessment) -> Json:
    return {
        **attribution_form(assessment.attribution),
        "document": assessment.document,
        "source": assessment.source,
        "published": assessment.published,
    }


def _optional(folded: Folded[Any] | None) -> Json | None:
    return folded_form(folded) if folded is not None else None


def incident_form(incident: Incident) -> Json:
    """An incident as `tocsin.incident/1`."""
    return {
        "schema": INCIDENT_SCHEMA,
        "id": incident.id,
        "title": incident.title,
        "documents": list(incident.documents),
        "mentions": [msgspec.to_builtins(m) for m in incident.mentions],
        "type": folded_form(incident.type),
        "family": incident.family,
        "status": folded_form(incident.status),
        "unit": incident.unit,
        "background": incident.background,
        "political": incident.political,
        "when": _optional(incident.when),
        "where": [folded_form(f) for f in incident.where],
        "participants": [folded_form(f) for f in incident.participants],
        "tolls": [folded_form(f) for f in incident.tolls],
        "claims": [folded_form(f) for f in incident.claims],
        "warning": _optional(incident.warning),
        "violence_kind": incident.violence_kind,
        "actor_a": incident.actor_a,
        "actor_b": incident.actor_b,
        "responses": [_link_form(link) for link in incident.responses],
        "warnings": [_link_form(link) for link in incident.warnings],
        "part_of": [_link_form(link) for link in incident.part_of],
        "follows": [_link_form(link) for link in incident.follows],
        "assessments": [_assessment_form(a) for a in incident.assessments],
        "toll_history": [_point_form(p) for p in incident.toll_history],
        "unsettled": [msgspec.to_builtins(u) for u in incident.unsettled],
        "coverage": list(incident.coverage),
        "reporting": msgspec.to_builtins(incident.reporting),
        "review": msgspec.to_builtins(incident.review),
        "as_of": incident.as_of,
    }


def evidence_of(folded: Folded[Any]) -> tuple[Evidence, ...]:
    """The quotations behind a value, in the order of its support."""
    return tuple(e for s in folded.support for e in s.evidence)
