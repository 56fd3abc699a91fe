"""The model of police action: signs are those of their own sentence, and thresholds decide."""

import pytest

from builders import a_document
from tocsin.evaluate.indiapolice_model import Model
from tocsin.evaluate.indiapolice_record import LABELS
from tocsin.evaluate.indiapolice_signs import shown_in
from tocsin.read.rules.reader import RuleReader

TEXT = "Gunmen killed two men in Kano on Friday. Police arrested nine suspects. The market was closed."


@pytest.fixture(scope="module")
def lines():
    return shown_in(RuleReader().read(a_document(TEXT)))


def a_model(**thresholds):
    """A model that knows an arrest by what was read of it."""
    weights = {label: {"": -4.0} for label in LABELS}
    weights["ARREST"]["type:arrest"] = 20.0
    sentence, document = dict.fromkeys(LABELS, 0.5), dict.fromkeys(LABELS, 0.5) | thresholds
    return Model(weights, sentence, document)


def test_what_was_read_shows_in_its_own_sentence(lines):
    assert ["type:arrest" in line.signs for line in lines] == [False, True, False]
    assert ["before type:arrest" in line.signs for line in lines] == [False, False, True]


def test_numbers_are_one_word():
    [line] = shown_in(RuleReader().read(a_document("Police fired 1,031 rounds in Kano.")))
    assert "w:fired 0" in line.signs


def test_a_sentence_has_the_labels_that_its_label_implies(lines):
    prediction = a_model().predict(lines)
    assert {(s.start, s.label) for s in prediction.spans} == {(41, "ARREST"), (41, "ANY_ACTION")}
    assert prediction.labels == ("ARREST", "ANY_ACTION")


def test_a_document_has_a_threshold_of_its_own(lines):
    assert a_model(ARREST=1.1).predict(lines).labels == ()
