"""The JSON form of a reading: what goes out comes in again, and fits its schema."""

import json
from contextlib import suppress
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_document, a_mention, a_reading, a_statement, quoting
from tocsin.errors import FormError
from tocsin.record import (
    Attribution,
    Bound,
    Claim,
    Interval,
    Participant,
    Person,
    Place,
    Relation,
    Toll,
    Toponym,
    Voice,
    WarningNotice,
    When,
)
from tocsin.record.json_form import dumps, reading_form
from tocsin.record.json_load import load_reading, loads
from tocsin.record.schema import incident_schema, reading_schema

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
TEXT = "Police said gunmen of the Red Hand killed 12 people in Kano on Friday. An envoy condemned the attack."


def a_full_reading():
    doc = a_document(TEXT, title="Attack in Kano", source="Harbour Wire")
    voice = Voice(name="Police", evidence=(quoting(doc, "Police"),))
    act = a_mention(
        doc,
        a_statement(doc, "when", When(earliest="2024-03-22", latest="2024-03-22", end=Interval()), "Friday"),
        a_statement(doc, "where", Place(name="Kano", country="NG", latitude=12.0, longitude=8.5), "Kano"),
        a_statement(
            doc,
            "participant",
            Participant(role="perpetrator", kind="organization", name="Red Hand", count=Bound(low=2), tags=("a",)),
            "Red Hand",
            attribution=voice,
            modality="alleged",
            confidence=0.75,
        ),
        a_statement(doc, "toll", Toll(measure="killed", low=12, high=12, best=12, class_="civilian"), "12 people"),
        a_statement(doc, "claim", Claim(claimant="Red Hand", stance="blamed", by="Police"), "Red Hand"),
    )
    notice = WarningNotice(issuer="envoy", issued=Interval(latest="2024-03-20"), public=True)
    answer = a_mention(
        doc, a_statement(doc, "warning", notice, "envoy"), id="m2", type="condemnation", words="condemned"
    )
    said = Attribution(
        speaker="Police",
        text="gunmen killed",
        direct=False,
        about=("m1",),
        evidence=(quoting(doc, "gunmen"),),
        speaker_evidence=(quoting(doc, "Police"),),
    )
    tie = Relation(type="responds_to", kind="statement", source="m2", target="m1", evidence=(quoting(doc, "attack"),))
    return a_reading(
        doc,
        act,
        answer,
        relations=(tie,),
        attributions=(said,),
        persons=(Person(name="Kano", start=0, end=4),),
        places=(Toponym(name="Kano", start=55, end=59, country="NG"),),
    )


def test_reading_comes_back_as_it_went_out():
    reading = a_full_reading()
    line = dumps(reading_form(reading, with_text=True))
    assert load_reading(loads(line)) == reading


def test_text_may_come_from_elsewhere():
    reading = a_full_reading()
    form = reading_form(reading, with_text=False)
    assert "text" not in form["document"]
    assert load_reading(form, text=TEXT) == reading


def test_reading_fits_its_schema():
    jsonschema.validate(loads(dumps(reading_form(a_full_reading()))), reading_schema())


@pytest.mark.parametrize("spoil", ["mentions", "document", "reader", "schema"])
def test_schema_and_loader_refuse_what_lacks_a_part(spoil):
    form = json.loads(dumps(reading_form(a_full_reading(), with_text=True)))
    del form[spoil]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(form, reading_schema())
    with pytest.raises(FormError):
        load_reading(form)


def test_evidence_may_not_be_empty():
    form = json.loads(dumps(reading_form(a_full_reading())))
    form["mentions"][0]["tolls"][0]["evidence"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(form, reading_schema())


@pytest.mark.parametrize(("name", "schema"), [("reading", reading_schema), ("incident", incident_schema)])
def test_schema_files_are_the_generated_ones(name, schema):
    """`make schemas` writes them."""
    jsonschema.Draft202012Validator.check_schema(schema())
    text = (REFERENCE / f"tocsin.{name}.schema.json").read_text("utf-8")
    assert json.loads(text) == json.loads(msgspec.json.encode(schema()))


@given(st.text(max_size=60))
def test_loads_gives_an_object_or_a_form_error(text):
    with suppress(FormError):
        assert isinstance(loads(text), dict)


numbers = st.none() | st.integers(0, 10_000)


@given(low=numbers, high=numbers, best=numbers, approximate=st.booleans(), whom=st.none() | st.text(max_size=20))
def test_any_toll_survives_the_form(low, high, best, approximate, whom):
    doc = a_document()
    toll = Toll(measure="injured", low=low, high=high, best=best, approximate=approximate, whom=whom)
    reading = a_reading(doc, a_mention(doc, a_statement(doc, "toll", toll, "12 people")))
    assert load_reading(loads(dumps(reading_form(reading, with_text=True)))) == reading
