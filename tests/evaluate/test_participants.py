"""The participants benchmark: what is said of who took part, held against the key of MUC-4 as it stands."""

import pytest

from builders import a_document
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.muc4_record import Gold, MucCase
from tocsin.evaluate.participants import Part, Participants, is_right, parts_of
from tocsin.evaluate.run import Predicted, faults_of
from tocsin.pipeline import READERS

TEXT = "Guerrillas blew up the bridge at San Vicente with dynamite on Friday."
REE = {"PerpInd": (("guerrillas",),), "Target": (("bridge",),), "Weapon": (("dynamite",),)}
GOLD = Gold(templates=(), ree=REE, gtt=({"incident_type": "bombing"},))


def judged(*parts, gold=GOLD):
    case = MucCase(doc=a_document(TEXT), gold=gold)
    return evaluate_all(Participants(), [Predicted(case, parts)])[0]


@pytest.mark.parametrize(
    ("role", "name", "right"),
    [
        ("perpetrator", "Guerrillas", True),
        ("suspect", "the guerrillas", True),
        ("target", "a bridge", True),
        ("target", "the old bridge", True),
        ("target", "bridgehead", False),
        ("weapon", "bridge", False),
    ],
)
def test_words_agree_where_one_holds_the_other(role, name, right):
    assert is_right(GOLD, Part(role, name)) == right


def test_a_row_is_the_share_of_a_role_that_is_right():
    result = judged(Part("target", "bridge", 0.9), Part("target", "school", 0.9), Part("weapon", "dynamite", 0.5))
    assert result.figure("target") == 50.0
    assert result.figure("weapon") == 100.0
    assert result.headline.value == pytest.approx(200 / 3)
    assert result.figure("calibration error") == pytest.approx(100 * (abs(1.8 - 1) + abs(0.5 - 1)) / 3)


def test_a_message_without_an_incident_judges_nobody():
    nothing = judged(Part("target", "school", 0.9), gold=Gold(templates=(), ree={}, gtt=()))
    assert nothing.headline.value == 0
    assert "calibration error" not in {row.name for row in nothing.rows}


def test_what_the_rules_read_of_an_act_that_was_done():
    reading = READERS.make("rules").read(a_document(TEXT))
    assert {(part.role, part.name.lower()) for part in parts_of(reading)} >= {
        ("perpetrator", "guerrillas"), ("target", "bridge"),
    }  # fmt: skip


def test_predictions_go_out_and_come_back():
    benchmark, case = Participants(), MucCase(doc=a_document(TEXT), gold=GOLD)
    parts = (Part("target", "bridge", 0.75), Part("weapon", "dynamite"))
    assert benchmark.parse_prediction(benchmark.prediction_form(case, parts)) == (case.doc.id, parts)


def test_a_fault_for_each_that_is_not_in_the_key():
    case = MucCase(doc=a_document(TEXT), gold=GOLD)
    parts = (Part("target", "school", 0.9), Part("target", "bridge", 0.9))
    assert [fault.value for fault in faults_of(Participants(), [Predicted(case, parts)])] == ["school"]
