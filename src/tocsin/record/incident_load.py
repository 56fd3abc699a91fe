"""The JSON form of an incident, brought in: `load_incident(incident_form(i)) == i`."""

from __future__ import annotations

from typing import Any

from tocsin.errors import FormError
from tocsin.record import Incident
from tocsin.record.incident_form import INCIDENT_SCHEMA
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert, loads

_OF_ASSESSMENT = frozenset({"document", "source", "published"})


def load_incident(form: Json) -> Incident:
    """An incident from `tocsin.incident/1`. Raises `FormError` for another schema or a value of the wrong kind."""
    if form.get("schema") != INCIDENT_SCHEMA:
        raise FormError("schema", f"expected {INCIDENT_SCHEMA!r}, found {form.get('schema')!r}")
    fields = {name: value for name, value in form.items() if name != "schema"}
    fields["tolls"] = _renamed(form.get("tolls") or [])  # nothing else has a class
    fields["assessments"] = [_assessment(each) for each in form.get("assessments") or ()]
    return convert(fields, Incident, "incident")


def stored_incident(form: str) -> Incident:
    """An incident from the text of its form, as a ledger has it. Raises `FormError`."""
    return load_incident(loads(form))


def _renamed(part: Any) -> Any:
    """`class` is `class_` in Python."""
    if isinstance(part, dict):
        return {("class_" if name == "class" else name): _renamed(value) for name, value in part.items()}
    return [_renamed(each) for each in part] if isinstance(part, list) else part


def _assessment(form: Json) -> Json:
    """An assessment's attribution stands beside its document in the form, and its quotations leave that out."""
    outer = {name: form.get(name) for name in _OF_ASSESSMENT}
    inner = {name: value for name, value in form.items() if name not in _OF_ASSESSMENT}
    for name in ("evidence", "speaker_evidence"):
        inner[name] = [{"document": form["document"], **each} for each in inner.get(name) or ()]
    return {**outer, "attribution": inner}
