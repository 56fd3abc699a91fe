"""Decisions as a table: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.record import Bound, Decided, Decision, Place
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert, loads
from tocsin.view.numbers import PLURALS, bound_words
from tocsin.view.page import Page, Table, Tone, Words
from tocsin.view.words import label, place_words

COLUMNS = ("ENTRY", "WHEN", "WHO", "WHAT", "INCIDENT", "WHY")
TONES: dict[str, Tone] = {"stands": "plain", "undone": "faint", "unbound": "alleged"}


def decisions_page(decided: Iterable[Decided]) -> Page:
    """A table of decisions in the order given."""
    return Page(tables=(Table(None, COLUMNS, tuple(_row(each) for each in decided), right=frozenset({0})),))


def _row(each: Decided) -> tuple[Words, ...]:
    tone = TONES[each.state]
    mark = "" if each.state == "stands" else f" ({each.state})"
    return (
        Words(str(each.sequence), "faint"),
        Words(each.recorded_at[:16].replace("T", " "), tone),
        Words(each.decision.by, tone),
        Words(act_words(each.decision) + mark, tone),
        Words(", ".join(each.incidents) or "–", "faint"),
        Words(each.decision.reason, tone),
    )


def act_words(decision: Decision) -> str:
    """An act in words: "correct killed to at least 137"."""
    match decision.act:
        case "correct":
            return (
                f"correct {label(decision.property or '')} to {_written(decision.property or '', decision.value or '')}"
            )
        case "undo":
            return f"undo {decision.undoes}"
        case "retract" if decision.property:
            return f"retract {label(decision.property)}"
        case act:
            return act


def _written(property: str, value: str) -> str:
    """The value of a correction as a person reads it."""
    if property == "where":
        return place_words(convert(loads(value), Place, property))
    if property in PLURALS:
        return bound_words(convert(loads(value), Bound, property), said=value)
    return label(value)


def decision_form(each: Decided) -> Json:
    """One decision as `tocsin.decision/1`. `incidents` are those that hold now what it is anchored to."""
    decision = each.decision
    return {
        "schema": "tocsin.decision/1",
        "entry": each.sequence,
        "recorded_at": each.recorded_at,
        "by": decision.by,
        "act": decision.act,
        "property": decision.property,
        "value": decision.value,
        "reason": decision.reason,
        "cites": decision.cites,
        "undoes": decision.undoes,
        "incidents": list(each.incidents),
        "state": each.state,
    }
