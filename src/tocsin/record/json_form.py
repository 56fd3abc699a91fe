"""The JSON form of a reading, `tocsin.reading/1`, as it goes out; `json_load` brings it in again without loss.

Others' programs rely on the form: it grows only by addition. Statements are the truth; the lists of a mention
(`tolls`, `participants`, ...) are projections of them, each item the fields of the value together with the
fields of the statement. Two tables, `LISTS` and `SINGLES`, say which list holds which property.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tocsin.record.document import Document
from tocsin.record.evidence import Evidence
from tocsin.record.mention import Mention, Relation
from tocsin.record.reading import Attribution, Reading
from tocsin.record.statement import Property, Statement, Value
from tocsin.record.values import Claim, Participant, Place, Toll, WarningNotice, When

READING_SCHEMA = "tocsin.reading/1"
ERROR_SCHEMA = "tocsin.error/1"

Json = dict[str, Any]

LISTS: Mapping[str, tuple[Property, type]] = {
    "where": ("where", Place),
    "participants": ("participant", Participant),
    "tolls": ("toll", Toll),
    "claims": ("claim", Claim),
}
SINGLES: Mapping[str, tuple[Property, type]] = {
    "when": ("when", When),
    "warning": ("warning", WarningNotice),
}
DOCUMENT_FIELDS = (
    "id", "key", "url", "title", "published", "published_from", "language", "source", "retrieved", "extractor",
    "replaces",
)  # fmt: skip


# ------------------------------------------------------------------------------------------------ out
def evidence_form(evidence: Evidence) -> Json:
    """One quotation; the document is the reading's."""
    return {"field": evidence.field, "start": evidence.start, "end": evidence.end, "quote": evidence.quote}


def _evidence_list(evidence: tuple[Evidence, ...]) -> list[Json]:
    return [evidence_form(e) for e in evidence]


def value_form(value: Value) -> Json:
    """The fields of a value; `class_` is written `class`."""
    form: Json = msgspec.to_builtins(value)
    if "class_" in form:
        form = {("class" if k == "class_" else k): v for k, v in form.items()}
    return form


def statement_form(statement: Statement) -> Json:
    """The fields of a statement's value followed by those of the statement."""
    return {**value_form(statement.value), **word_statement_form(statement)}


def word_statement_form(statement: Statement) -> Json:
    """The fields of a statement itself, for one whose value (a type, a status) stands elsewhere."""
    voice = statement.attribution
    return {
        "attribution": voice.name if voice else None,
        "modality": statement.modality,
        "confidence": statement.confidence,
        "original": statement.original,
        "evidence": _evidence_list(statement.evidence),
        "attribution_evidence": _evidence_list(voice.evidence) if voice else [],
    }


def mention_form(mention: Mention) -> Json:
    """One mention with its statements in their lists."""
    type_, status = mention.of("type")[0], mention.of("status")[0]
    form: Json = {
        "id": mention.id,
        "type": mention.type,
        "family": mention.family,
        "status": mention.status,
        "unit": mention.unit,
        "background": mention.background,
        "political": mention.political,
        "confidence": mention.confidence,
        "trigger": evidence_form(mention.trigger),
        "type_evidence": _evidence_list(type_.evidence),
        "status_evidence": _evidence_list(status.evidence),
        "type_statement": word_statement_form(type_),
        "status_statement": word_statement_form(status),
    }
    for name, (property, _) in SINGLES.items():
        found = mention.of(property)
        form[name] = statement_form(found[0]) if found else None
    for name, (property, _) in LISTS.items():
        form[name] = [statement_form(s) for s in mention.of(property)]
    return form


def attribution_form(attribution: Attribution) -> Json:
    """One attribution."""
    return {
        "speaker": attribution.speaker,
        "post": attribution.post,
        "affiliation": attribution.affiliation,
        "text": attribution.text,
        "direct": attribution.direct,
        "about": list(attribution.about),
        "confidence": attribution.confidence,
        "evidence": _evidence_list(attribution.evidence),
        "speaker_evidence": _evidence_list(attribution.speaker_evidence),
    }


def _relation_form(relation: Relation) -> Json:
    return {
        "type": relation.type,
        "kind": relation.kind,
        "asserted_by": relation.asserted_by,
        "source": relation.source,
        "target": relation.target,
        "evidence": _evidence_list(relation.evidence),
    }


def document_form(doc: Document, *, with_text: bool) -> Json:
    """A document's fields; its text where the reader of the JSON cannot know it otherwise."""
    form: Json = {name: getattr(doc, name) for name in DOCUMENT_FIELDS}
    if with_text:
        form["text"] = doc.text
    return form


def reading_form(reading: Reading, *, with_text: bool | None = None) -> Json:
    """A reading as `tocsin.reading/1`. `with_text` None: only where the text was drawn from HTML or PDF."""
    doc, stamp = reading.document, reading.reader
    keep_text = doc.extractor is not None if with_text is None else with_text
    return {
        "schema": READING_SCHEMA,
        "document": document_form(doc, with_text=keep_text),
        "reader": {"name": stamp.name, "version": stamp.version, "digests": dict(stamp.digests)},
        "depth": reading.depth,
        "reason": reading.reason,
        "relevance": reading.relevance,
        "mentions": [mention_form(m) for m in reading.mentions],
        "relations": [_relation_form(r) for r in reading.relations],
        "attributions": [attribution_form(a) for a in reading.attributions],
        "assessments": [attribution_form(a) for a in reading.assessments],
        "persons": [msgspec.to_builtins(p) for p in reading.persons],
        "places": [msgspec.to_builtins(p) for p in reading.places],
    }


def dumps(form: Json) -> str:
    """One line of JSON, the same for the same form, byte for byte."""
    return msgspec.json.encode(form, order=None).decode()
