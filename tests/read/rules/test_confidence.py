"""Confidence: a probability for acts and their figures, none where there is no gold."""

import pytest

from builders import a_document
from tocsin.read.rules.confidence import with_confidence
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Reading

TEXT = "Gunmen killed 12 people in Kano on Friday and abducted four. Police arrested two men on Saturday."


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


def confidences(reading, property):
    return [s.confidence for mention in reading.mentions for s in mention.of(property)]


def test_acts_and_their_figures_have_a_probability(reader):
    reading = reader.read(a_document(TEXT))
    acts = [m for m in reading.mentions if m.family == "violence"]
    assert acts
    assert all(0.01 <= mention.confidence <= 0.99 for mention in acts)
    killed = [s for m in acts for s in m.of("toll") if s.value.measure == "killed"]
    assert killed
    assert all(0.01 <= s.confidence <= 0.99 for s in killed)


def test_who_did_it_what_was_hit_and_with_what_have_a_probability(reader):
    reading = reader.read(a_document("Gunmen blew up the bridge at Kano with a car bomb on Friday."))
    parts = [s for mention in reading.mentions for s in mention.of("participant")]
    assert {s.value.role for s in parts} >= {"perpetrator", "target"}
    assert all(0.01 <= s.confidence <= 0.99 for s in parts)


def test_attributions_have_a_probability(reader):
    reading = reader.read(a_document('"We will rebuild the market," said the mayor, Ada Obi. It was said to be old.'))
    assert reading.attributions
    assert all(0.01 <= said.confidence <= 0.99 for said in reading.attributions)


def test_what_was_never_held_against_gold_has_none(reader):
    reading = reader.read(a_document(TEXT))
    assert {m.confidence for m in reading.mentions if m.family == "response"} == {None}
    assert {s.confidence for m in reading.mentions for s in m.of("toll") if s.value.measure == "abducted"} == {None}
    parts = [s for mention in reading.mentions for s in mention.of("participant")]
    assert {s.confidence for s in parts if s.value.role in ("victim", "responder")} == {None}
    assert set(confidences(reading, "where")) == {None}


def test_an_act_told_in_a_match_report_is_less_sure_than_one_of_a_war(reader):
    war = reader.read(a_document("Rebels shelled the town and killed nine civilians; the army shelled their camp."))
    talk = reader.read(a_document("The mayor's campaign attacked the budget, and students clashed with the teacher."))
    sure = max(m.confidence for m in war.mentions if m.family == "violence")
    assert all(m.confidence < sure for m in talk.mentions if m.confidence is not None)


def test_a_reading_without_mentions_is_left_as_it_is():
    reading = Reading(document=a_document("Nothing."), reader=RuleReader().stamp)
    assert with_confidence(reading) is reading
