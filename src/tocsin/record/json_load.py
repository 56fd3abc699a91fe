"""The JSON form of a reading, brought in: `load_reading(reading_form(r)) == r`.

Fields that this version does not know are passed over, since the form grows by addition; what is missing or of
the wrong kind raises `FormError` with the place.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from tocsin.errors import FormError
from tocsin.record.document import Document
from tocsin.record.evidence import Evidence
from tocsin.record.json_form import DOCUMENT_FIELDS, LISTS, READING_SCHEMA, SINGLES, Json
from tocsin.record.mention import Mention, Relation
from tocsin.record.reading import Attribution, Person, ReaderStamp, Reading, Toponym
from tocsin.record.statement import Property, Statement, Value, Voice

T = TypeVar("T")


def loads(line: str | bytes) -> Json:
    """A JSON object from a line. Raises `FormError` where it is not one."""
    try:
        form = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormError("JSON", str(error)) from error
    if not isinstance(form, dict):
        raise FormError("JSON", 'expected an object such as {"text": "..."}')
    return form


def convert(form: Any, kind: type[T], where: str) -> T:
    """A value of a frozen class from its JSON fields. Raises `FormError` naming `where`."""
    try:
        return msgspec.convert(form, kind)
    except msgspec.ValidationError as error:
        raise FormError(where, str(error)) from error


def load_evidence(forms: list[Json], document: str, where: str) -> tuple[Evidence, ...]:
    """Quotations of one document."""
    return tuple(convert({"document": document, **form}, Evidence, where) for form in forms)


def _statement(property: Property, value: Value, form: Json, document: str) -> Statement:
    voice = form.get("attribution")
    return Statement(
        property=property,
        value=value,
        original=form.get("original") or "",
        evidence=load_evidence(form["evidence"], document, property),
        attribution=Voice(
            name=voice, evidence=load_evidence(form.get("attribution_evidence") or [], document, property)
        )
        if voice
        else None,
        modality=form.get("modality") or "asserted",
        confidence=form.get("confidence"),
    )


def _value_statement(property: Property, kind: type[Any], form: Json, document: str) -> Statement:
    fields = {("class_" if name == "class" else name): value for name, value in form.items()}
    return _statement(property, convert(fields, kind, property), form, document)


def _mention(form: Json, document: str) -> Mention:
    statements = [
        _statement("type", form["type"], form["type_statement"], document),
        _statement("status", form["status"], form["status_statement"], document),
    ]
    for name, (property, kind) in SINGLES.items():
        if form.get(name) is not None:
            statements.append(_value_statement(property, kind, form[name], document))
    for name, (property, kind) in LISTS.items():
        statements += [_value_statement(property, kind, item, document) for item in form.get(name) or ()]
    (trigger,) = load_evidence([form["trigger"]], document, "trigger")
    return Mention(
        id=form["id"],
        trigger=trigger,
        statements=tuple(statements),
        unit=form["unit"],
        background=form["background"],
        political=form["political"],
        confidence=form.get("confidence"),
    )


def load_attribution(form: Json, document: str) -> Attribution:
    """One attribution."""
    return Attribution(
        speaker=form["speaker"],
        post=form.get("post"),
        affiliation=form.get("affiliation"),
        text=form["text"],
        direct=form["direct"],
        about=tuple(form.get("about") or ()),
        confidence=form.get("confidence"),
        evidence=load_evidence(form["evidence"], document, "attribution"),
        speaker_evidence=load_evidence(form["speaker_evidence"], document, "attribution"),
    )


def _relation(form: Json, document: str) -> Relation:
    return Relation(
        type=form["type"],
        kind=form.get("kind"),
        asserted_by=form.get("asserted_by"),
        source=form["source"],
        target=form["target"],
        evidence=load_evidence(form["evidence"], document, "relation"),
    )


def load_document(form: Json, text: str | None = None) -> Document:
    """A document from its fields; `text` where the form does not carry it."""
    fields = {name: form.get(name) for name in DOCUMENT_FIELDS}
    return convert({**fields, "text": form.get("text", text or "")}, Document, "document")


def load_reading(form: Json, *, text: str | None = None) -> Reading:
    """A reading from `tocsin.reading/1`. `text` is the document's, where the form does not carry it.

    Raises `FormError` for another schema, a missing field or a value of the wrong kind.
    """
    if form.get("schema") != READING_SCHEMA:
        raise FormError("schema", f"expected {READING_SCHEMA!r}, found {form.get('schema')!r}")
    try:
        return _reading(form, text)
    except (KeyError, TypeError) as error:
        raise FormError("reading", f"missing or misplaced: {error}") from error


def _reading(form: Json, text: str | None) -> Reading:
    doc = load_document(form["document"], text)
    reader = form["reader"]
    return Reading(
        document=doc,
        reader=ReaderStamp(
            name=reader["name"],
            version=reader["version"],
            digests=tuple((reader.get("digests") or {}).items()),
        ),
        depth=form["depth"],
        reason=form.get("reason"),
        relevance=form.get("relevance"),
        mentions=tuple(_mention(m, doc.id) for m in form["mentions"]),
        relations=tuple(_relation(r, doc.id) for r in form["relations"]),
        attributions=tuple(load_attribution(a, doc.id) for a in form["attributions"]),
        persons=tuple(convert(p, Person, "persons") for p in form["persons"]),
        places=tuple(convert(p, Toponym, "places") for p in form["places"]),
    )
