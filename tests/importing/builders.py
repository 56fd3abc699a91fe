"""Bundles and lines as partners send them, made by hand."""

import io
import json
from uuid import UUID, uuid5

from tocsin.gather import Done, Failed
from tocsin.importing import Lost
from tocsin.importing.brought import From
from tocsin.importing.files import bring_all
from tocsin.share.stix.extension import ID
from tocsin.share.terms import TLP_IDS

SPACE = UUID("39c8fe5b-84e0-42a6-a3f7-a3563eb189e8")
NOW = "2024-04-01T09:00:00+00:00"
ORIGIN = From(source="Border Desk", unmarked="red", now=NOW)
OWN = "identity--00000000-0000-4000-8000-000000000000"


def an_object(type, n=1, **fields):
    return {
        "type": type, "spec_version": "2.1", "id": f"{type}--{uuid5(SPACE, f'{type}{n}')}",
        "created": "2024-03-22T12:00:00.000Z", "modified": "2024-03-22T12:00:00.000Z", **fields,
    }  # fmt: skip


def tied(source, relation, target, n=1):
    return an_object(
        "relationship", f"{n}{relation}{source['id']}{target['id']}", relationship_type=relation,
        source_ref=source["id"], target_ref=target["id"],
    )  # fmt: skip


def an_event(n=1, **values):
    """An incident with Tocsin's extension."""
    extension = {
        "extension_type": "property-extension", "event_type": "bombing", "status": "occurred", "unit": "single", "political": "yes",
        "happened": {"earliest": "2024-03-20", "latest": "2024-03-20", "precision": "day", "ongoing": False},
        "places": [{"name": "Kano", "country": "NG", "precision": "city", "relation": "at", "role": "site", "radius_km": 15.0}],
        "tolls": [{"measure": "killed", "low": 9, "best": 11, "high": 14, "scope": "event"}],
    }  # fmt: skip
    fields = {name: values.pop(name) for name in list(values) if name in an_object("incident") or name in TOP}
    return an_object(
        "incident", n, **{"name": "Bombing, Kano", "description": "A blast at the market.", **fields},
        extensions={ID: {**extension, **values}},
    )  # fmt: skip


TOP = frozenset(
    "name description labels object_marking_refs granular_markings revoked created_by_ref external_references lang".split()
)


def marked(level):
    return {"object_marking_refs": [TLP_IDS[level]]}


def bundle(*objects):
    return json.dumps({"type": "bundle", "id": f"bundle--{SPACE}", "objects": list(objects)}).encode()


def bring(content, origin=ORIGIN, own=OWN):
    """What came of a file: what was brought, the errors, and what was lost."""
    lost = Lost()
    outcomes = list(bring_all(["-"], origin, lost, own=own, stdin=io.BytesIO(content)))
    brought = [each.value for each in outcomes if isinstance(each, Done)]
    return brought, [str(each.error) for each in outcomes if isinstance(each, Failed)], dict(lost.counts)


def one(content, **more):
    (brought,), errors, _ = bring(content, **more)
    assert errors == []
    return brought


def values(brought, property):
    return [each.value for mention in brought.reading.mentions for each in mention.of(property)]


def check(brought):
    """Every piece of evidence quotes the document, and everything is said on the partner's word."""
    from tocsin.keep.quotes import misquoted

    assert misquoted(brought.reading, brought.document) == ()
    for mention in brought.reading.mentions:
        for statement in mention.statements:
            assert statement.attribution is not None
            assert statement.evidence
    return brought
