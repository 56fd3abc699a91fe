"""Objects marked for a partner: the level, the terms on which it may be passed on, and what a collection begins with.

Objects that are the same for everybody (the producer, actors of the register) bear TLP:CLEAR, so that they are the same
whatever is said of them elsewhere; that a collection has them tells no more than the incidents in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid5

from tocsin.record.json_form import Json, dumps
from tocsin.share.stix import extension
from tocsin.share.stix.exporter import producer_of
from tocsin.share.terms import TLP_IDS, Terms, tlp_marking

CLEAR = TLP_IDS["clear"]
STATED = "2026-12-01T00:00:00.000Z"


def marked(objects: Iterable[Json], terms: Terms, *, statement: str | None) -> tuple[Json, ...]:
    """The objects with the producer, the extension and the markings that they need before them."""
    stated = _statement(statement, terms) if statement else None
    first = [tlp_marking("clear"), *([tlp_marking(terms.tlp)] if terms.tlp != "clear" else [])]
    first += [_common(producer_of(terms)), *([stated] if stated else []), extension.definition(terms)]
    return (*first, *(_own(each, stated) if _is_own(each) else _common(each) for each in objects))


def _is_own(form: Json) -> bool:
    """Whether an object is of one record."""
    return bool(form["created"] != extension.DATED)


def _own(form: Json, stated: Json | None) -> Json:
    return form if stated is None else {**form, "object_marking_refs": [*form["object_marking_refs"], stated["id"]]}


def _common(form: Json) -> Json:
    return {**form, "object_marking_refs": [CLEAR]}


def _statement(words: str, terms: Terms) -> Json:
    """The terms of passing it on, as the standard's own marking; its id follows from the words."""
    id = uuid5(terms.namespace, dumps(["statement", words]))  # type: ignore[arg-type]
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{id}",
        "created_by_ref": terms.identity,
        "created": STATED,
        "definition_type": "statement",
        "definition": {"statement": words},
    }
