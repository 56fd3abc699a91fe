"""JSON Schemas (draft 2020-12) of `tocsin.reading/1` and `tocsin.incident/1`, generated from the record's classes.

The files in `docs/reference` are written by `python -m tocsin.record.schema DIR`, and a test holds them to this.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any, get_args

import msgspec

from tocsin.record.document import Document
from tocsin.record.event_types import EVENT_TYPES, Family
from tocsin.record.incident import Incident, MentionRef, Reporting, Review, Support, TollPoint, Unsettled
from tocsin.record.incident_form import INCIDENT_SCHEMA
from tocsin.record.json_form import DOCUMENT_FIELDS, LISTS, READING_SCHEMA, SINGLES, Json
from tocsin.record.mention import Relation
from tocsin.record.reading import Attribution, Depth, Person, Toponym
from tocsin.record.values import Modality, Political, Status, Unit

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _components(*classes: type) -> dict[str, Json]:
    _, parts = msgspec.json.schema_components(classes, ref_template="#/$defs/{name}")
    return {name: _described(part) for name, part in parts.items()}


def _described(part: Json) -> Json:
    properties = {("class" if k == "class_" else k): v for k, v in part.get("properties", {}).items()}
    described = {**part, "properties": properties} if properties else dict(part)
    if "description" in part:  # Python 3.13 takes a docstring's indentation away, earlier ones keep it
        described["description"] = inspect.cleandoc(part["description"])
    return described


def _evidence() -> Json:
    whole = _components(Support)["Evidence"]["properties"]
    names = ("field", "start", "end", "quote")
    properties = {name: {k: v for k, v in whole[name].items() if k != "default"} for name in names}
    return {"type": "object", "properties": properties, "required": list(names)}


def _list_of(ref: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/$defs/{ref}"}}


def _words(literal: Any) -> Json:
    return {"enum": list(get_args(literal))}


def _nullable(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


STRING_OR_NULL = {"type": ["string", "null"]}
PROBABILITY = {"type": ["number", "null"], "minimum": 0, "maximum": 1}


def _statement_properties() -> Json:
    return {
        "attribution": STRING_OR_NULL,
        "modality": _words(Modality),
        "confidence": PROBABILITY,
        "original": {"type": "string"},
        "evidence": {**_list_of("Evidence"), "minItems": 1},
        "attribution_evidence": _list_of("Evidence"),
    }


def _object(properties: Json, description: str | None = None) -> Json:
    form: Json = {"type": "object", "properties": properties, "required": sorted(properties)}
    if description:
        form["description"] = description
    return form


def _flattened(kind: type) -> Json:
    part = _components(kind)[kind.__name__]
    properties = {name: {k: v for k, v in p.items() if k != "default"} for name, p in part["properties"].items()}
    return _object({**properties, **_statement_properties()}, part.get("description"))


def _mention() -> Json:
    properties: Json = {
        "id": {"type": "string"},
        "type": {"enum": sorted(EVENT_TYPES)},
        "family": _words(Family),
        "status": _words(Status),
        "unit": _words(Unit),
        "background": {"type": "boolean"},
        "political": _words(Political),
        "confidence": PROBABILITY,
        "trigger": {"$ref": "#/$defs/Evidence"},
        "type_evidence": {**_list_of("Evidence"), "minItems": 1},
        "status_evidence": {**_list_of("Evidence"), "minItems": 1},
        "type_statement": {"$ref": "#/$defs/Said"},
        "status_statement": {"$ref": "#/$defs/Said"},
    }
    properties |= {name: _nullable({"$ref": f"#/$defs/{kind.__name__}"}) for name, (_, kind) in SINGLES.items()}
    properties |= {name: _list_of(kind.__name__) for name, (_, kind) in LISTS.items()}
    return _object(properties, "One event as one document tells it.")


def _with_evidence_lists(kind: type, *names: str) -> Json:
    part = _components(kind)[kind.__name__]
    properties = {name: {k: v for k, v in p.items() if k != "default"} for name, p in part["properties"].items()}
    properties |= {name: {**_list_of("Evidence"), "minItems": 1} for name in names}
    return _object(properties, part.get("description"))


def _document() -> Json:
    known = _components(Document)["Document"]["properties"]
    properties = {name: {k: v for k, v in known[name].items() if k != "default"} for name in DOCUMENT_FIELDS}
    form = _object(properties, "The document that was read.")
    form["properties"] = {**properties, "text": {"type": "string"}}
    return form


def reading_schema() -> Json:
    """The JSON Schema of `tocsin.reading/1`."""
    values = {kind.__name__: _flattened(kind) for _, kind in [*LISTS.values(), *SINGLES.values()]}
    shared = _components(*(kind for _, kind in [*LISTS.values(), *SINGLES.values()]))
    definitions: Json = {
        **{name: part for name, part in shared.items() if name not in values},
        **values,
        "Evidence": _evidence(),
        "Said": _object(_statement_properties(), "Who says a type or a status, and in which words."),
        "Mention": _mention(),
        "Attribution": _with_evidence_lists(Attribution, "evidence", "speaker_evidence"),
        "Relation": _with_evidence_lists(Relation, "evidence"),
        "Person": _components(Person)["Person"],
        "Toponym": _components(Toponym)["Toponym"],
        "Document": _document(),
    }
    properties: Json = {
        "schema": {"const": READING_SCHEMA},
        "document": {"$ref": "#/$defs/Document"},
        "reader": _object(
            {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "digests": {"type": "object", "additionalProperties": {"type": "string"}},
            }
        ),
        "depth": _words(Depth),
        "reason": STRING_OR_NULL,
        "relevance": PROBABILITY,
        "mentions": _list_of("Mention"),
        "relations": _list_of("Relation"),
        "attributions": _list_of("Attribution"),
        "assessments": _list_of("Attribution"),
        "persons": _list_of("Person"),
        "places": _list_of("Toponym"),
    }
    return {"$schema": DIALECT, "title": READING_SCHEMA, **_object(properties), "$defs": definitions}


def _folded(ref: str | None) -> Json:
    value = {"$ref": f"#/$defs/{ref}"} if ref else {"type": "string"}
    properties = {
        "value": value,
        "rule": {"type": "string"},
        "credibility": {"enum": ["single_source", "several_sources", "confirmed"]},
        "information": {"enum": [1, 2, 3, 4, 5, 6]},
        "support": {**_list_of("Support"), "minItems": 1},
    }
    form = _object(properties)
    form["properties"] = {**properties, "rivals": {"type": "array", "items": {"type": "object"}}}
    return form


def incident_schema() -> Json:
    """The JSON Schema of `tocsin.incident/1`."""
    kinds = [kind for _, kind in [*LISTS.values(), *SINGLES.values()]]
    parts = _components(*kinds, Support, TollPoint, Unsettled, Reporting, Review, MentionRef)
    parts |= {k: v for k, v in _components(Incident).items() if k == "Link"}
    folded = {name: {"type": "array", "items": _folded(kind.__name__)} for name, (_, kind) in LISTS.items()}
    single = {name: _nullable(_folded(kind.__name__)) for name, (_, kind) in SINGLES.items()}
    properties: Json = {
        "schema": {"const": INCIDENT_SCHEMA},
        "id": {"type": "string"},
        "title": {"type": "string"},
        "documents": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "mentions": {**_list_of("MentionRef"), "minItems": 1},
        "type": _folded(None),
        "family": _words(Family),
        "status": _folded(None),
        "unit": _words(Unit),
        "background": {"type": "boolean"},
        "political": _words(Political),
        **single,
        **folded,
        "violence_kind": {"enum": ["state_based", "non_state", "one_sided", "undetermined"]},
        "actor_a": STRING_OR_NULL,
        "actor_b": STRING_OR_NULL,
        "responses": _list_of("Link"),
        "warnings": _list_of("Link"),
        "part_of": _list_of("Link"),
        "follows": _list_of("Link"),
        "assessments": {"type": "array", "items": {"type": "object"}},
        "toll_history": _list_of("TollPoint"),
        "unsettled": _list_of("Unsettled"),
        "coverage": {"type": "array", "items": {"type": "string"}},
        "reporting": _nullable({"$ref": "#/$defs/Reporting"}),
        "review": {"$ref": "#/$defs/Review"},
        "as_of": STRING_OR_NULL,
    }
    return {"$schema": DIALECT, "title": INCIDENT_SCHEMA, **_object(properties), "$defs": parts}


def save_schemas(folder: Path) -> None:
    """Write both schemas into a folder."""
    for name, schema in (("reading", reading_schema()), ("incident", incident_schema())):
        text = msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
        (folder / f"tocsin.{name}.schema.json").write_text(text, "utf-8")


if __name__ == "__main__":
    save_schemas(Path(sys.argv[1]))
