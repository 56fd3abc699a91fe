"""The rule reader as a whole: evidence quotes the text, the same text gives the same bytes, nothing crashes it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document, evidence_holds
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant, Place, Toll, When
from tocsin.record.json_form import dumps, reading_form
from tocsin.record.json_load import load_reading, loads

READER = RuleReader()

ATTACK = """KANO, Nigeria, March 26 (Harbour Wire) - Gunmen of Boko Haram stormed a market in Kano on Friday, killing at
least 12 people and wounding 30 others, police said.

The group claimed responsibility in a statement. "We will find those who did this," said a police spokesman. Nigeria's
president condemned the attack. Two men were arrested on Saturday in connection with the killings."""

NOISE = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcdefgh ABC.,;:'\"()-\n\t0123456789‏​’“”—é"),
        st.characters(blacklist_categories=("Cs",)),
    ),
    max_size=400,
)
WORDS = st.lists(
    st.sampled_from(
        'gunmen killed 12 people in Kano on Friday the attack was claimed by Boko Haram , . " ( ) said that police '
        "denied of with and at least bomb exploded near army 's who which were wounded arrested for to MOSCOW \n\n "
        "threatened accused foiled no one over 130 dead after March 2024 President Putin U.S.".split(" ")
    ),
    max_size=60,
).map(" ".join)


def evidence_of(reading):
    for mention in reading.mentions:
        yield mention.trigger
        for statement in mention.statements:
            yield from statement.evidence
            if statement.attribution:
                yield from statement.attribution.evidence
    for relation in reading.relations:
        yield from relation.evidence
    for said in reading.attributions:
        yield from said.evidence
        yield from said.speaker_evidence


def check(reading):
    doc = reading.document
    assert all(evidence_holds(doc, e) for e in evidence_of(reading))
    for span in (*reading.persons, *reading.places):
        assert doc.field(span.field)[span.start : span.end] == span.name
    ids = {m.id for m in reading.mentions}
    assert len(ids) == len(reading.mentions)
    assert all(r.source in ids and r.target in ids for r in reading.relations)
    assert all(set(a.about) <= ids for a in reading.attributions)
    for mention in reading.mentions:
        for toll in mention.all(Toll):
            assert toll.low is None or toll.high is None or toll.low <= toll.high


@given(NOISE | WORDS, st.none() | WORDS)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_reading_whose_evidence_quotes_it(text, title):
    reading = READER.read(a_document(text, title=title))
    check(reading)
    assert load_reading(loads(dumps(reading_form(reading, with_text=True)))) == reading


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gives_the_same_bytes(text):
    doc = a_document(text)
    assert dumps(reading_form(READER.read(doc))) == dumps(reading_form(RuleReader().read(doc)))


def test_a_report_gives_its_act_with_time_place_toll_and_claim():
    reading = READER.read(a_document(ATTACK, published="2024-03-26"))
    act = reading.mentions[0]
    assert (act.type, act.status, act.family) == ("armed_assault", "occurred", "violence")
    (when,) = act.all(When)
    assert (when.earliest, when.latest) == ("2024-03-22", "2024-03-22")
    assert [(p.name, p.country) for p in act.all(Place)][:1] == [("Kano", "NG")]
    tolls = {t.measure: (t.low, t.best, t.high) for t in act.all(Toll)}
    assert tolls == {"killed": (12, None, None), "injured": (30, 30, 30)}
    assert {(p.role, p.actor) for p in act.all(Participant)} >= {("perpetrator", "boko-haram")}
    types = {m.type for m in reading.mentions}
    assert types >= {"condemnation", "arrest"}
    kinds = {(r.type, r.kind) for r in reading.relations}
    assert kinds >= {("responds_to", "statement"), ("responds_to", "law_enforcement")}


def test_capitals_do_not_hide_an_act():
    reading = READER.read(a_document(ATTACK.upper(), published="2024-03-26"))
    act = reading.mentions[0]
    assert (act.type, act.status) == ("armed_assault", "occurred")
    assert {t.measure: t.low for t in act.all(Toll)} == {"killed": 12, "injured": 30}


@pytest.mark.parametrize(
    "text",
    [
        "The striker's late goal killed off the match and the champions bombarded the goal in the league.",
        "A faulty boiler caused a gas explosion in a block of flats; three people were killed in the accident.",
        "The film tells of a kidnapping; its director said the novel had been attacked by critics.",
        "The group's capability to conduct large-scale attacks worries experts. Such attacks serve a purpose.",
        "Attack and Defence\n\nResponse to the Attack\n\nThe cycle of violence",
    ],
    ids=["football", "gas", "film", "general-talk", "headings"],
)
def test_no_act_is_made_of_what_is_none(text):
    reading = READER.read(a_document(text))
    assert [m.type for m in reading.mentions if m.family in ("violence", "plot")] == []


def test_another_language_is_kept_and_not_read():
    reading = READER.read(a_document("Hombres armados mataron a doce personas.", language="es"))
    assert (reading.depth, reading.mentions) == ("not_read", ())
    assert "es" in (reading.reason or "")


def test_explain_shows_every_step():
    text = READER.explain(a_document(ATTACK))
    for step in ("words", "nouns", "verbs", "names", "place", "times", "counts", "trigger", "claim", "toll", "events"):
        assert f" {step} " in text or f"\n{step} " in text
    assert json.dumps(text)


def test_explaining_says_of_each_place_what_it_may_mean_and_why_it_was_settled():
    text = "A bomb killed six near the Kennedy bridge in Niamey on Friday. Niger blamed men from Vorbadash village."
    words = [line.strip() for line in RuleReader().explain(a_document(text)).splitlines()]
    places = [" ".join(line.split()) for line in words if line.startswith("place ")]
    assert places[0].endswith("a venue, near its city Niamey")
    assert "Niamey = NE-Niamey (city, at, 13.51 2.11 within 15 km); the first of 2, score 1.00" in places[1]
    assert "Niger = NE (country" in places[2]
    assert places[3].endswith("no file holds it; the words beside it make it a place")
    assert any("Niamey, NE (admin1)" in line and "size and renown" in line for line in words)
