"""What a form says a person decides, as one call of `review`, with the words that bear it out checked in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from starlette.datastructures import FormData

from tocsin import pipeline, review
from tocsin.errors import InputError
from tocsin.ports import Ledger
from tocsin.record.decision import Act
from tocsin.web.document_view import mark_of
from tocsin.web.visitor import Visitor, text_in, texts_in

ACTS: tuple[Act, ...] = ("confirm", "correct", "merge", "split", "retract", "dismiss")
RETRACTABLE = ("when", "where", "participant", "toll", "claim", "warning")
MOST_REASON = 1000


def decide(ledger: Ledger, id: str, form: FormData, visitor: Visitor) -> tuple[int, str]:
    """Enter the decision of a form. Its number, and the act. Raises `InputError` saying what is missing."""
    act = text_in(form, "act")
    if act not in ACTS:
        raise InputError(f"act: {act!r} is not known; expected one of {', '.join(ACTS)}")
    reason = text_in(form, "reason")[:MOST_REASON]
    if not reason:
        raise InputError("say why; the reason is kept with the decision")
    cites, quote = _cited(ledger, id, form)
    property = text_in(form, "property") or None
    if property is not None and act == "retract" and property not in RETRACTABLE:
        raise InputError(f"property: expected one of {', '.join(RETRACTABLE)}")
    number = review.decide(
        ledger,
        id,
        cast(Literal["confirm", "correct", "retract", "merge", "split", "dismiss"], act),
        by=visitor.name,
        reason=f"{reason} (“{quote}”)" if quote else reason,
        property=property if act in ("correct", "retract") else None,
        words=text_in(form, "words") or None,
        cites=cites if act == "correct" else None,
        others=_others(form) if act == "merge" else (),
        documents=texts_in(form, "documents") if act in ("split", "retract") else (),
    )
    return number, act


def _others(form: FormData) -> Sequence[str]:
    return [*texts_in(form, "others"), *text_in(form, "other").split()]


def _cited(ledger: Ledger, id: str, form: FormData) -> tuple[str | None, str]:
    """The document that bears a correction out and its words: a passage that was picked, or words that were written.

    Raises `InputError` where the words do not stand in the document.
    """
    picked, quote = text_in(form, "passage"), text_in(form, "quote")
    name = text_in(form, "cites")
    if picked and not quote:
        place, _, name = picked.partition("@")
        mark = mark_of(place)
        doc = ledger.document(name)
        if mark is None or doc is None:
            raise InputError("the passage is not in the ledger any more; pick another")
        return name, doc.field(mark.field)[mark.start : mark.end]
    if not name:
        if quote:
            raise InputError("say which report the words stand in")
        return None, ""
    doc = ledger.document(name)
    if doc is None or name not in pipeline.incident(ledger, id).documents:
        raise InputError(f"{name}: no report of this incident")
    if quote and " ".join(quote.split()) not in " ".join(f"{doc.title or ''} {doc.text}".split()):
        raise InputError(f"“{quote[:80]}” does not stand in {name}; copy the words as they are there")
    return name, quote
