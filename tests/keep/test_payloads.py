"""Payloads: what goes into an entry comes out of it the same, and old schemas are lifted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keep.builders import ACTOR, HandClock, a_decision, a_document, a_mention, a_reading
from tocsin.errors import LedgerError
from tocsin.keep import open_ledger
from tocsin.keep.payloads import LIFTS, SCHEMAS, canonical, lift, load_payload
from tocsin.record import Document, Reading, Statement, Toll
from tocsin.record.json_form import Json

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
perhaps = st.none() | anything
figures = st.none() | st.integers(0, 10**12)
probabilities = st.none() | st.floats(0, 1)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(anything) + "killed" + draw(anything)
    doc = a_document(draw(perhaps), text, source=draw(perhaps), url=draw(perhaps), title=draw(perhaps))
    return replace(doc, extractor=draw(perhaps), published=draw(perhaps))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    doc = draw(documents())
    reading = a_reading(doc)
    spans = st.integers(0, len(doc.text))
    start, end = sorted((draw(spans), draw(spans)))
    toll = Toll(measure="injured", low=draw(figures), best=draw(figures), whom=draw(perhaps))
    statement = Statement(
        property="toll",
        value=toll,
        original=draw(anything),
        evidence=(doc.quote(start, end),),
        confidence=draw(probabilities),
    )
    mention = a_mention(doc, draw(anything))
    # claims come after tolls in the form, so the new toll goes before the claim
    *before, claim = mention.statements
    mention = replace(mention, statements=(*before, statement, claim))
    return replace(reading, mentions=(mention, *reading.mentions), relevance=draw(probabilities), reason=draw(perhaps))


@given(readings())
def test_a_reading_comes_back_through_its_entry_as_it_was(reading: Reading) -> None:
    doc = reading.document
    with open_ledger("sqlite://", clock=HandClock(), actor=ACTOR) as ledger:
        ledger.add_document(doc)
        ledger.add_reading(reading)
        assert list(ledger.documents()) == [doc]
        assert list(ledger.active_readings()) == [reading]
        assert [reading.id for reading in ledger.active_readings()] == [reading.id]
        assert ledger.check() == []


@given(anything, perhaps)
def test_a_decision_comes_back_through_its_entry_as_it_was(reason: str, value: str | None) -> None:
    doc = a_document()
    decision = replace(a_decision(doc), act="correct", reason=reason, property="toll", value=value)
    with open_ledger("sqlite://", clock=HandClock(), actor=ACTOR) as ledger:
        ledger.add_document(doc)
        number = ledger.add_decision(decision)
        assert ledger.decisions() == [(number, decision)]


def test_canonical_json_has_sorted_keys_no_spaces_and_plain_letters() -> None:
    assert canonical({"b": [1, 2.5, None], "a": {"é": "ü\n", "Z": True}}) == (
        '{"a":{"Z":true,"é":"ü\\n"},"b":[1,2.5,null]}'
    )


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(LedgerError, match="JSON"):
        canonical({"a": "\ud800"})
    with pytest.raises(LedgerError, match="JSON"):
        canonical({"a": object()})


def test_old_schemas_are_lifted_step_by_step() -> None:
    def first(payload: Json) -> tuple[str, Json]:
        return "old/2", {**payload, "two": True}

    def second(payload: Json) -> tuple[str, Json]:
        return SCHEMAS["mint"], {**payload, "three": True}

    lifts = {"old/1": first, "old/2": second}
    assert lift("old/1", {"one": True}, lifts=lifts) == {"one": True, "two": True, "three": True}
    assert lift("old/1", {"erased": 7}, lifts=lifts) == {"erased": 7}


def test_every_lift_leads_to_a_schema_that_is_known() -> None:
    assert set(LIFTS).isdisjoint(SCHEMAS.values())


def test_a_schema_from_the_future_asks_for_an_update() -> None:
    with pytest.raises(LedgerError, match=r"'tocsin.entry.mint/9'.*update Tocsin"):
        lift("tocsin.entry.mint/9", {})


def test_a_payload_that_is_no_json_names_its_entry() -> None:
    with pytest.raises(LedgerError, match="entry 4 is damaged"):
        load_payload(4, SCHEMAS["mint"], "{")
