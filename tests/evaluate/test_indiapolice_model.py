"""The model of police action: signs are those of their own sentence, and thresholds decide."""

import pytest

from builders import a_document
from tocsin.evaluate.indiapolice_classes import class_signs
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


FIRED = ["constables", "fired", "at", "a", "mob", "near", "the", "mill"]
DIED = ["two", "weavers", "died", "in", "the", "firing"]


def signs_of(*lines):
    return [set(signs) for signs in class_signs(lines)]


def test_a_force_is_one_class_whatever_its_name():
    for name in ("constables", "jawans", "policemen", "rpf"):
        [signs] = signs_of([name, *FIRED[1:]])
        assert {"c:force", "c:force_fires", "c:mob near force", "c:force, then fired"} <= signs


def test_death_counts_as_by_firing_only_after_a_force_fired():
    told = "c:dead, force fires before, fire"
    assert told in signs_of(FIRED, DIED)[1]
    assert "c:dead, force fires earlier, fire" in signs_of(FIRED, ["shops", "closed"], DIED)[2]
    assert not any(sign.startswith("c:dead,") for sign in signs_of(["a", "mob", "fired", "shots"], DIED)[1])
    assert not any(sign.startswith("c:dead,") for sign in signs_of(DIED, FIRED)[0])


def test_inaction_counts_as_near_the_force_that_it_is_told_of():
    [signs] = signs_of("the constables stood by as the mob came back".split())
    assert {"c:inaction near force", "c:force+inaction"} <= signs
    [signs] = signs_of("he stood by his word".split())
    assert signs == {"c:inaction"}
    after = signs_of("the constables came at noon".split(), "they only looked on".split())[1]
    assert "c:inaction after force" in after


def test_who_was_not_arrested_is_told_apart():
    assert "c:no_arrest" in signs_of("not one of the arsonists has been arrested".split())[0]
    assert "c:no_arrest" not in signs_of("nine arsonists have been arrested".split())[0]
