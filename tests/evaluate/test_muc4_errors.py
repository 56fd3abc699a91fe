import pytest

from builders import a_mention, a_reading, a_statement
from evaluate.builders import a_case, a_gold_form, a_prediction
from tocsin.evaluate.muc4 import Muc4
from tocsin.record import Participant

TEXT = "The guerrilla column of the PF threw a bomb in Miraflores. It killed Oscar Mora, they say."


def faults(*templates, reading=None, gold=None, text=TEXT):
    case = a_case(text, **(gold if gold is not None else a_gold_form()))
    return list(Muc4().faults(case, templates, reading))


def causes(found, kind, row):
    return [(fault.cause, fault.value) for fault in found if (fault.kind, fault.row) == (kind, row)]


def test_a_missed_filler_shows_the_words_around_it():
    found = faults(a_prediction(PerpInd=["guerrillas"]))
    (fault,) = [each for each in found if each.row == "Victim"]
    assert (fault.kind, fault.cause, fault.value) == ("missed", "not proposed", "oscar mora")
    assert "It killed Oscar Mora, they say" in fault.context


def test_a_document_without_a_prediction_was_judged_irrelevant():
    assert {fault.cause for fault in faults()} == {"document judged irrelevant"}


def test_a_document_without_events_has_only_false_fillers():
    found = faults(a_prediction(PerpInd=["men"]), gold={"templates": [], "ree": {}, "gtt": []})
    assert {(fault.kind, fault.cause) for fault in found} == {("false", "document without events")}


@pytest.mark.parametrize(
    ("template", "role", "missed", "false"),
    [
        (a_prediction(Victim=["Mora himself"]), "Victim", "wrong boundary", "wrong boundary"),
        (a_prediction(PerpOrg=["Oscar Mora"]), "Victim", "wrong role", None),
        (a_prediction(Victim=["Oscar Mora", "Mora"]), "Victim", None, "said twice"),
        (a_prediction(Victim=["Luis Vega"]), "Victim", "not proposed", "not in the key"),
        (a_prediction("arson", Victim=["Oscar Mora"]), "Victim", None, "wrong event"),
    ],
    ids=["boundary", "role", "twice", "stranger", "event"],
)
def test_causes_of_fillers(template, role, missed, false):
    found = faults(template)
    assert [cause for cause, _ in causes(found, "missed", role)] == ([missed] if missed else [])
    assert [cause for cause, _ in causes(found, "false", role)] == ([false] if false else [])


def test_what_another_event_of_the_reading_holds_was_given_to_the_wrong_event():
    case = a_case(TEXT, **a_gold_form())
    victim = a_statement(case.doc, "participant", Participant(role="victim", kind="person", name="Mora"), "Mora")
    reading = a_reading(case.doc, a_mention(case.doc, victim, words="killed", background=True))
    found = list(Muc4().faults(case, (a_prediction(PerpInd=["guerrillas"]),), reading))
    assert causes(found, "missed", "Victim") == [("wrong event", "oscar mora")]


def test_events_of_another_type_are_told():
    found = faults(a_prediction("arson", PerpInd=["guerrillas"]))
    assert causes(found, "missed", "incident_type") == [("wrong type", "bombing / attack")]
    assert causes(found, "false", "incident_type") == [("wrong type", "arson")]


def test_what_is_right_is_no_fault():
    entities = {"PerpInd": ["guerrillas"], "PerpOrg": ["PF"], "Victim": ["Oscar Mora"], "Weapon": ["bomb", "dynamite"]}
    assert faults(a_prediction(**entities)) == []
