"""Signs by which an event is weighed: what the text says of it, and how."""

from builders import a_mention, a_reading, a_statement
from evaluate.builders import a_case
from tocsin.evaluate.muc4_incidents import event_signs, text_signs
from tocsin.evaluate.muc4_model import INCIDENT, Model
from tocsin.record import Participant, When

DOC = a_case("Two masked gunmen killed a judge in Lima on Tuesday. The Velox bank is closed.").doc
JUDGE = a_statement(DOC, "participant", Participant(role="victim", kind="person", name="judge"), "judge")


def signs_of(*statements, **fields):
    mention = a_mention(DOC, *statements, type="armed_assault", words="killed", **fields)
    return event_signs(a_reading(DOC, mention), mention, {"VictimUnnamed": (("judge",),)})


def test_the_words_around_the_trigger_are_signs_and_names_are_none():
    signs = signs_of(JUDGE)
    assert {"trigger killed", "left gunmen", "right judge", "sentence masked", "victim judge"} <= set(signs)
    assert not any("Lima" in sign or "lima" in sign for sign in signs)


def test_what_other_sentences_say_is_no_sign():
    assert not any("closed" in sign for sign in signs_of(JUDGE))


def test_the_age_of_an_event_counts_from_the_report():
    when = When(earliest=DOC.published, latest=DOC.published, precision="day")
    assert "age 0" in signs_of(a_statement(DOC, "when", when, "Tuesday"))
    assert "when None" in signs_of(JUDGE)


def test_the_message_at_large_gives_its_country_and_size_and_no_words():
    assert [sign.split()[0] for sign in text_signs(a_reading(DOC), "PE")] == ["bias", "home", "relevance", "size"]


def test_an_event_is_taken_where_its_signs_are_likely_enough():
    model = Model({INCIDENT: {"trigger killed": 2.0}}, {INCIDENT: 0.6})
    assert model.takes(signs_of(JUDGE))
    assert not model.takes(["bias"])
