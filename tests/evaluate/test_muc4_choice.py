"""Candidates for perpetrators in a text of our own, and the choice among them by given weights."""

import importlib.util
import json
from importlib.resources import files
from pathlib import Path

import pytest

from builders import a_mention, a_reading, a_statement
from evaluate.builders import a_case
from tocsin.evaluate.muc4_candidates import candidates_of, page_of
from tocsin.evaluate.muc4_choice import HIT, SLOTS, scene_of, with_chosen
from tocsin.evaluate.muc4_model import INCIDENT, Model, default_model
from tocsin.record import Participant

TEXT = (
    "A bomb hit the Velox bank in Lima. Three hooded men fled, and the gunmen of the Quito Liberation Front [QLF] were "
    "seen. The army denies it. The QLF is silent, and the Salvadoran army too."
)
DOC = a_case(TEXT).doc
BANK = a_statement(DOC, "participant", Participant(role="target", kind="facility", name="Velox bank"), "Velox bank")
MENTION = a_mention(DOC, BANK, type="bombing", words="hit")
READING = a_reading(DOC, MENTION)


def chosen(roles=None, **weights):
    model = Model({**dict.fromkeys(SLOTS, weights), "Target": {}, "VictimUnnamed": {}}, dict.fromkeys(SLOTS, 0.6))
    return with_chosen(scene_of(READING), MENTION, "bombing", roles or {}, model)


@pytest.fixture
def found():
    return {each.name: each for each in candidates_of(READING, page_of(READING)) if each.slot not in HIT}


@pytest.mark.parametrize(
    "name", ["Three hooded men", "hooded men", "men", "gunmen", "gunmen of the Quito Liberation Front"]
)
def test_people_are_candidates_with_and_without_what_stands_before_and_after(found, name):
    assert found[name].slot == "PerpInd"
    start, end = found[name].spans[0]
    assert TEXT[start:end] == name


def test_an_organization_is_one_candidate_under_its_name_and_its_acronym(found):
    front = next(each for each in found.values() if "qlf" in each.names)
    assert front.names == {"quito liberation front", "qlf"}
    assert len(front.spans) == 3


def test_what_was_hit_did_not_do_it(found):
    assert not {"Velox bank", "Lima", "bank"} & set(found)


@pytest.mark.parametrize(
    ("slot", "name"),
    [("Target", "Velox bank"), ("Target", "bank"), ("VictimUnnamed", "Three hooded men"), ("VictimUnnamed", "men")],
)
def test_things_and_people_without_a_name_may_have_been_hit(slot, name):
    assert name in {each.name for each in candidates_of(READING, page_of(READING)) if each.slot == slot}


@pytest.mark.parametrize("name", ["Elsa Quiroga", "Berta Olmos"])
def test_who_has_a_name_may_be_a_victim(name):
    doc = a_case(f"Gunmen shot {name} in Lima. Nobody else was hurt.").doc
    victims = [each.name for each in candidates_of(a_reading(doc), page_of(a_reading(doc))) if each.slot == "Victim"]
    assert name in victims


def test_of_two_phrases_in_one_place_one_is_taken():
    model = Model(
        {**{slot: {} for slot in SLOTS}, "Target": {"bias": 1.0, "head bank": 1.0}}, dict.fromkeys(SLOTS, 0.6)
    )
    made = with_chosen(scene_of(READING), MENTION, "bombing", {}, model)
    assert sum("bank" in name for (name,) in made["Target"]) == 1


def test_what_is_told_far_from_an_event_was_not_hit_by_it():
    filler = " ".join("The council sat for an hour." for _ in range(6))
    doc = a_case(f"A bomb hit the Velox bank. {filler} The bridge was closed.").doc
    bank = a_statement(doc, "participant", Participant(role="target", kind="facility", name="Velox bank"), "Velox bank")
    event = a_mention(doc, bank, type="bombing", words="hit")
    names = {c.name for c, _ in scene_of(a_reading(doc, event)).proposals(event, "bombing", {}) if c.slot == "Target"}
    assert "bank" in names
    assert "bridge" not in names


def test_weapons_are_taken_like_perpetrators_but_not_for_a_kidnapping(found):
    assert found["bomb"].slot == "Weapon"
    model = Model({slot: {"head bomb": 2.0} for slot in SLOTS}, dict.fromkeys(SLOTS, 0.6))
    assert with_chosen(scene_of(READING), MENTION, "bombing", {}, model) == {"Weapon": (("bomb",),)}
    assert with_chosen(scene_of(READING), MENTION, "kidnapping", {}, model) == {}


def test_those_above_the_threshold_are_taken_and_the_other_roles_stay():
    made = chosen({"Other": (("Lima",),), "PerpOrg": (("army",),)}, **{"head gunmen": 2.0, "kind members": -9.0})
    assert made == {"Other": (("Lima",),), "PerpInd": (("gunmen",),)}


def test_of_two_phrases_for_the_same_people_the_likelier_is_taken():
    made = chosen(**{"head men": 1.0, "quality hooded": 1.0, "quality three": -0.5})
    assert made["PerpInd"] == (("hooded men",),)


def test_what_the_reader_says_is_a_sign():
    assert chosen({"PerpInd": (("gunmen",),)}, chosen=3.0)["PerpInd"][0] in (
        ("gunmen",),
        ("gunmen of the Quito Liberation Front",),
    )
    assert "PerpInd" not in chosen({}, chosen=3.0)


def test_a_further_one_must_be_surer_than_the_first():
    made = chosen(**{"head gunmen": 3.0, "kind members": -9.0, "head men": 0.5, "quality hooded": -2.0})
    assert made["PerpInd"] == (("gunmen",),)


def test_the_weights_that_come_along_are_of_signs_that_a_text_can_give():
    form = json.loads(files("tocsin.evaluate").joinpath("muc4_weights.json").read_text("utf-8"))
    assert set(form["weights"]) == set(form["threshold"]) == {*SLOTS, INCIDENT}
    model = default_model()
    signs = {sign for _, each in scene_of(READING).proposals(MENTION, "bombing", {}) for sign in each}
    assert signs & set(model.weights["PerpInd"])
    assert model.weights["PerpInd"]["chosen"] > 0 < model.weights["PerpOrg"]["chosen"]


def test_fitting_gives_weight_to_what_tells_right_from_wrong():
    path = Path(__file__).parents[2] / "bench/fit_muc4.py"
    spec = importlib.util.spec_from_file_location("fit_muc4", path)
    script = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    weights = script.fit_examples([(["bias", "by"], 1), (["bias", "of"], 0)] * 40)
    assert weights["by"] > 0 > weights["of"]
    assert weights == script.fit_examples([(["bias", "by"], 1), (["bias", "of"], 0)] * 40)
