from dataclasses import replace

import pytest

from evaluate.builders import a_gold, a_prediction, a_template, fill, no_gold
from tocsin.evaluate.muc4_record import Template, TollFill
from tocsin.evaluate.muc4_slots import gold_slots
from tocsin.evaluate.muc4_template import CORE, score_template
from tocsin.evaluate.scores import total

PERFECT = replace(
    a_prediction(
        PerpInd=["guerrillas"], PerpOrg=["PF"], Victim=["Oscar Mora"], Weapon=["bomb"], unnamed=["peasants"]
    ),
    latest="1990-01-08",
    country="Peru",
    places=("Lima", "Miraflores"),
    stage="accomplished",
    tolls=(TollFill(measure="killed", low=1, high=1), TollFill(measure="injured", low=2)),
    org_confidence=(("PF", "CLAIMED OR ADMITTED"),),
)  # fmt: skip


def scored(prediction=PERFECT, **changes):
    return score_template(a_gold(), [replace(prediction, **changes)])


def test_what_the_key_says_is_all_right_though_optional_fills_are_missing():
    tally = score_template(a_gold(), [PERFECT])
    assert total(tally, CORE).f1 == 100
    assert tally["org_confidence"].f1 == tally["relevance"].f1 == tally["template"].f1 == 100


def test_a_broader_place_is_half_right():
    assert scored(places=("Lima",))["place"].f1 == 50


def test_an_open_number_is_half_right_where_it_overlaps():
    assert scored(tolls=(TollFill(measure="injured", low=4, high=4),))["toll"].right == 0.5
    assert scored(tolls=(TollFill(measure="abducted", low=4, high=4),))["toll"].right == 0


def test_effects_follow_from_the_tolls():
    assert scored()["effect"].f1 == 100
    assert scored(effects=("DEATH",))["effect"].recall == 50


def test_attack_is_half_right_for_every_type():
    gold = a_gold(a_template(incident_type=[fill("ARSON")]))
    assert score_template(gold, [replace(PERFECT, incident_type="attack")])["incident_type"].right == 0.5


def test_templates_with_no_perpetrator_or_target_in_common_are_not_aligned():
    assert total(score_template(a_gold(), [a_prediction(PerpInd=["soldiers"])]), CORE).right == 0


def test_an_optional_template_is_never_missing():
    tally = score_template(a_gold(a_template(optional=True)), [])
    assert total(tally, CORE).gold == 0
    assert tally["relevance"].gold == 0


def test_a_template_for_nothing_counts_against_precision():
    tally = score_template(no_gold(), [PERFECT])
    assert total(tally, CORE).predicted > 0
    assert tally["relevance"].precision == 0


def test_descriptions_of_a_named_victim_are_not_victims_of_their_own():
    victims = gold_slots(a_gold().templates[0]).entities["victim"]
    assert [(victim.any, victim.extra) for victim in victims] == [
        (("OSCAR MORA",), ("ARCHBISHOP",)),
        (("PEASANTS",), ()),
    ]


def test_the_toll_of_the_keys_is_a_sum_over_targets():
    template = a_template(hum_tgt_effect=[fill("DEATH", of=["OSCAR MORA"]), fill("DEATH", of=["PEASANTS"])])
    (toll,) = gold_slots(a_gold(template).templates[0]).toll
    assert (toll.measure, toll.value, toll.span) == ("killed", (3, None), (2, float("inf")))


@pytest.mark.parametrize("number", [1, 3])
def test_the_people_abducted_are_the_targets_of_a_kidnapping(number):
    names = [fill(f"VICTIM {chr(65 + i)}") for i in range(number)]
    template = a_template(
        incident_type=[fill("KIDNAPPING")], hum_tgt_name=names, hum_tgt_description=[], hum_tgt_number=[],
        hum_tgt_effect=[],
    )  # fmt: skip
    (toll,) = gold_slots(a_gold(template).templates[0]).toll
    assert (toll.measure, toll.value) == ("abducted", (number, number))


def test_an_empty_prediction_has_no_counts():
    assert total(score_template(no_gold(), ()), CORE).predicted == 0
    assert score_template(a_gold(), [Template()])["incident_type"].predicted == 0
