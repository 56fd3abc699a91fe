"""When a text goes on to another event: pairs of texts that differ in one word, one event against two."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader

READER = RuleReader()


def acts(text):
    return [m for m in READER.read(a_document(text)).mentions if m.family == "violence"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Gunmen shot dead Elena Morales on Sunday. Morales was killed outside her home.",
            "Gunmen shot dead Elena Morales on Sunday. Pedro Rivas was killed outside his home.",
        ),
        (
            "A witness spoke of Elena Morales's murder. The murder of Morales shocked the town.",
            "A witness spoke of Elena Morales's murder. The murder of Pedro Rivas shocked the town.",
        ),
        (
            "Rebels attacked the Velox Bank. The attack on the Velox Bank lasted an hour.",
            "Rebels attacked the Velox Bank. An attack on the Aurora Hotel lasted an hour.",
        ),
        (
            "Gunmen attacked a convoy of miners. The men then killed three guards.",
            "Gunmen attacked a convoy of miners. Meanwhile, armed men killed three guards.",
        ),
        (
            "Gunmen attacked a convoy of miners. In the attack, armed men killed three guards.",
            "Gunmen attacked a convoy of miners. In another town, armed men killed three guards.",
        ),
        (
            "A gunman shot a judge dead. The gunman also wounded a guard.",
            "A gunman shot a judge dead. Another gunman wounded a guard.",
        ),
        (
            "Gunmen attacked a convoy of miners. The men then killed three guards.",
            "Gunmen attacked a convoy of miners. Similarly, armed men killed three guards.",
        ),
        (
            "Gunmen attacked a convoy of miners. In the attack, armed men killed three guards.",
            "Gunmen attacked a convoy of miners. In addition, armed men killed three guards.",
        ),
        (
            "Rebels shot dead two farmers in Orlena. They blew up a bridge.",
            "Rebels shot dead two farmers in Orlena. Dissidents blew up a bridge.",
        ),
    ],
)
def test_another_event_is_told_apart(one, two):
    assert len(acts(one)) == 1
    assert len(acts(two)) == 2


def test_those_hurt_beside_one_another_are_of_one_attack():
    text = (
        "A bomb exploded in a cafe on Sunday. Elena Morales was wounded in the arm. Pedro Rivas was wounded in the leg."
    )
    assert len(acts(text)) == 1


def test_the_attacks_of_a_year_are_not_the_one_of_today():
    text = "Gunmen killed two farmers on Sunday. More than 40 attacks have been reported in the province this year."
    single = next(m for m in acts(text) if m.unit == "single")
    assert single.type == "armed_assault"
    assert [m.unit for m in acts(text)].count("single") == 1


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("The army seeks Juan Paz, kidnapped last week by armed rebels.", "victim", "Juan Paz"),
        ("The army seeks Juan Paz, kidnapped last week by armed rebels.", "perpetrator", "armed rebels"),
    ],
)
def test_a_participle_after_a_comma_tells_of_the_one_before_it(text, role, name):
    (act,) = acts(text)
    named = [(s.value.role, s.value.name) for s in act.of("participant")]
    assert (role, name) in named
    assert ("perpetrator", "army") not in named


def test_the_day_after_an_event_named_in_passing_is_its_own():
    text = "The state began a campaign 10 days ago, following the assassination of Senator Luis Vargas on 18 August."
    (act,) = [m for m in READER.read(a_document(text, published="2024-08-28")).mentions if m.type == "assassination"]
    assert [(s.value.earliest, s.value.latest) for s in act.of("when")] == [("2024-08-18", "2024-08-18")]
