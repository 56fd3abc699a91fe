"""What stands in an entry, out and in: Document, Reading, Decision and Mint <-> canonical JSON of a named schema.

Canonical JSON has sorted keys, no spaces, and UTF-8 as it is. A reading's payload is its JSON form without the
text; the text comes from the document's entry when it is loaded. An entry of an older schema is lifted, step by
step, to the newest one when it is loaded, and never rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from tocsin.errors import FormError, LedgerError
from tocsin.ports import EntryKind, Mint
from tocsin.record import Decision, Document, Reading
from tocsin.record.json_form import Json, document_form, reading_form
from tocsin.record.json_load import convert, load_document, load_reading, loads
from tocsin.tlp import Tlp

SCHEMAS: Mapping[EntryKind, str] = {
    "document": "tocsin.entry.document/1",
    "reading": "tocsin.entry.reading/1",
    "activate": "tocsin.entry.activate/1",
    "decision": "tocsin.entry.decision/1",
    "mint": "tocsin.entry.mint/1",
    "redirect": "tocsin.entry.redirect/1",
    "erase": "tocsin.entry.erase/1",
}

Lift = Callable[[Json], tuple[str, Json]]

# An old schema and the step that takes its payload to the next one: the next schema's name and the new payload.
LIFTS: Mapping[str, Lift] = {}

# What a payload raises on loading that is JSON but not what its schema says.
MALFORMED = (FormError, ValueError, LookupError, TypeError, AttributeError)


def canonical(form: Json) -> str:
    """The one JSON text of a form. Raises `LedgerError` for what JSON in UTF-8 cannot hold."""
    try:
        return msgspec.json.encode(form, order="sorted").decode()
    except (UnicodeEncodeError, TypeError, OverflowError) as error:
        raise LedgerError(f"this cannot be written as JSON in UTF-8, so the ledger refuses it: {error}") from error


def lift(schema: str, payload: Json, *, lifts: Mapping[str, Lift] = LIFTS) -> Json:
    """The payload in the newest form of its schema. One that was erased stays as it is.

    Raises `LedgerError` for a schema that this version does not know.
    """
    if is_erased(payload):
        return payload
    while schema in lifts:
        schema, payload = lifts[schema](payload)
    if schema not in SCHEMAS.values():
        raise LedgerError(f"an entry has the schema {schema!r}, which this version does not know; update Tocsin")
    return payload


def load_payload(sequence: int, schema: str, payload: str) -> Json:
    """The lifted payload of an entry. Raises `LedgerError` naming the entry where it is not readable."""
    try:
        return lift(schema, loads(payload))
    except FormError as error:
        raise unreadable(sequence, error) from error


def unreadable(sequence: int, error: Exception) -> LedgerError:
    """The error for an entry whose payload is not what its schema says."""
    return LedgerError(f"entry {sequence} is damaged ({error}); restore the ledger from a copy")


# ------------------------------------------------------------------------------------------- documents
def document_payload(doc: Document, *, replaced_by: str | None, tlp: Tlp | None = None) -> Json:
    """A document with its text. `replaced_by` is set where it came in after a newer text of its own.

    `tlp` is how far whoever passed it on lets it go; it is left out where nobody said.
    """
    level = {} if tlp is None else {"tlp": tlp}
    return {**document_form(doc, with_text=True), "replaced_by": replaced_by, **level}


def load_stored_document(payload: Json) -> Document:
    """The document of a payload. Raises one of `MALFORMED`."""
    return load_document(payload)


# -------------------------------------------------------------------------------------------- readings
def reading_payload(reading: Reading) -> Json:
    """A reading without the text of its document."""
    return {"id": reading.id, **reading_form(reading, with_text=False)}


def load_stored_reading(payload: Json, doc: Document) -> Reading:
    """The reading of a payload, of the document as it is stored. Raises one of `MALFORMED`."""
    form = {**payload, "document": document_form(doc, with_text=False)}
    return replace(load_reading(form, text=doc.text), document=doc)


# ------------------------------------------------------------------------------- decisions, mints, others
def decision_payload(decision: Decision) -> Json:
    """A decision."""
    form: Json = msgspec.to_builtins(decision)
    return form


def load_decision(payload: Json) -> Decision:
    """The decision of a payload. Raises one of `MALFORMED`."""
    return convert(payload, Decision, "decision")


def mint_payload(mint: Mint) -> Json:
    """A minted id and its founding mention; the sequence number is the entry's own."""
    return {
        "incident": mint.incident,
        "document": mint.document,
        "field": mint.field,
        "start": mint.start,
        "end": mint.end,
        "family": mint.family,
    }


def redirect_payload(incident: str, target: str | None) -> Json:
    """An incident that another stands for; no `target` where it stands for itself again."""
    return {"incident": incident, "target": target}


def activate_payload(document: str, reading: str) -> Json:
    """The reading that counts for a document from here on."""
    return {"document": document, "reading": reading}


def erase_payload(document: str, *, by: str, reason: str, entries: list[int]) -> Json:
    """The tombstone: which document, on whose order and why, and the entries that were blanked."""
    return {"document": document, "by": by, "reason": reason, "entries": entries}


# --------------------------------------------------------------------------------------------- erasing
def is_erased(payload: Json) -> bool:
    """Whether the payload was blanked."""
    return "erased" in payload


def blank_payload(tombstone: int, payload: Json, kind: EntryKind, *, anchored: Sequence[str] = ()) -> Json:
    """What is left of an erased payload: the tombstone's number, and keys, which hold no words.

    `anchored` are the documents of a decision.
    """
    left: Json = {"erased": tombstone}
    if kind == "document":
        left |= {name: payload.get(name) for name in ("key", "replaces", "replaced_by")}
    if kind == "decision":
        left["documents"] = list(anchored)
    return left
