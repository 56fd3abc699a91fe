"""What changed in an incident, as a page: a line for each value that came, went or became another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tocsin.record import Change, Incident, IncidentAssessment, Link, Participant
from tocsin.view.incident_page import documents_of, value_words
from tocsin.view.page import Card, Line, Numbering, Page, Row, Tone, Words, line
from tocsin.view.rows import ROLE_LABELS
from tocsin.view.words import STATUSES, label, moment_words

SIGNS: dict[str, tuple[str, Tone]] = {"added": ("+ ", "good"), "gone": ("- ", "denied"), "changed": ("~ ", "alleged")}


def changes_page(changes: Iterable[Change], *, of: Incident | None, start: str, end: str | None) -> Page:
    """The changes of one incident between two moments; no end is now."""
    numbering = Numbering(whose=documents_of(of) if of else {})
    rows = tuple(_row(change, numbering) for change in changes)
    until = moment_words(end) if end else "now"
    headline = line(Words(of.title if of else "", "headline"))
    span = Row("between", line(Words(f"{moment_words(start)} and {until}", "faint")))
    return Page(cards=(Card(headline, (span, *rows)),), quotes=numbering.quotes())


def _row(change: Change, numbering: Numbering) -> Row:
    sign, tone = SIGNS[change.kind]
    refs = numbering.refs(change.evidence, most=2)
    said = " ".join(e.quote for e in change.evidence)
    parts: Line
    if change.kind == "changed":
        parts = (Words(_words(change.before, said), "faint"), Words(" → ", tone), Words(_words(change.after, said)))
    else:
        parts = (Words(_words(change.after if change.kind == "added" else change.before, said)),)
    return Row(_label(change), line(Words(sign, tone), *parts, refs))


def _label(change: Change) -> str:
    value = change.after if change.after is not None else change.before
    if isinstance(value, IncidentAssessment):
        return "says"
    return ROLE_LABELS[value.role] if isinstance(value, Participant) else label(change.property)


def _words(value: Any, said: str) -> str:
    match value:
        case Link():
            status = STATUSES[value.status]
            return label(value.type) + (f", {status}" if status else "") + (f": “{value.what}”" if value.what else "")
        case IncidentAssessment():
            return f"{value.attribution.speaker}: “{value.attribution.text}”"
        case Participant() if value.outcome:
            return f"{value_words(value, said)}, {value.outcome}"
        case _:
            return value_words(value, said)
