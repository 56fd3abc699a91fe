import pytest

from evaluate.builders import a_gold, a_prediction, no_gold
from tocsin.evaluate.muc4_fillers import ROLES, TYPE_AND_ROLES, plain, score_gtt, score_ree, score_rme
from tocsin.evaluate.muc4_record import Template
from tocsin.evaluate.scores import total

GUERRILLAS = a_prediction(PerpInd=["the guerrillas"])


def test_strings_are_compared_without_case_articles_and_punctuation():
    assert plain('The  "Oficina" of a (PF) man') == "oficina of pf man"


def ree(*templates, gold=None):
    return total(score_ree(gold or a_gold(), templates), ROLES)


def test_ree_finds_one_of_five_entities():
    assert ree(GUERRILLAS).f1 == pytest.approx(200 / 6)


def test_ree_takes_a_longer_phrase_for_wrong():
    assert ree(a_prediction(PerpInd=["a guerrilla column of the PF"])).right == 0


def test_ree_counts_an_entity_of_two_templates_once():
    assert ree(GUERRILLAS, GUERRILLAS).predicted == 1


def test_ree_matches_two_names_of_one_entity_once():
    assert ree(a_prediction(PerpInd=["guerrillas", "guerrilla column"])).precision == 50


def test_ree_of_a_document_without_events_counts_against_precision():
    counts = ree(GUERRILLAS, gold=no_gold())
    assert (counts.predicted, counts.gold) == (1, 0)


def test_ree_looks_at_the_first_name_of_an_entity_alone():
    entity = Template(roles={"PerpInd": (("guerrillas", "soldiers"),)})
    assert ree(entity).right == 1


def test_gtt_accepts_either_part_of_a_type():
    tally = score_gtt(a_gold(), [GUERRILLAS])
    assert tally["incident_type"].f1 == 100
    assert score_gtt(a_gold(), [a_prediction("attack")])["incident_type"].f1 == 100


def test_gtt_leaves_a_template_of_another_type_alone():
    assert total(score_gtt(a_gold(), [a_prediction("arson", PerpInd=["guerrillas"])]), TYPE_AND_ROLES).right == 0


def test_gtt_aligns_each_gold_template_once():
    counts = total(score_gtt(a_gold(), [GUERRILLAS, GUERRILLAS]), TYPE_AND_ROLES)
    assert (counts.right, counts.predicted) == (2, 4)


def test_rme_counts_names():
    counts = total(score_rme(a_gold(), [GUERRILLAS]), ROLES)
    assert counts.recall == pytest.approx(100 / 7)


def test_rme_counts_all_names_of_a_predicted_entity():
    entity = Template(incident_type="bombing", roles={"PerpInd": (("guerrillas", "soldiers"),)})
    assert total(score_rme(a_gold(), [entity]), ROLES).precision == 50
