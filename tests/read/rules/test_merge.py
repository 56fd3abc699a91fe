"""Which tellings of a text are of one event, and which are not."""

from __future__ import annotations

import pytest

from builders import a_document
from tocsin.pipeline import READERS
from tocsin.record import When


def acts(text, published="2019-05-20"):
    found = READERS.make("rules").read(a_document(text, published=published)).mentions
    return [m.type for m in found if m.family in ("violence", "plot")]


ONE = [
    pytest.param(
        "A bomb exploded at the mill in Arvela on Friday. Officials said the attack had been planned for months.",
        ["bombing"],
        id="planned-and-done",
    ),
    pytest.param(
        "Gunmen kidnapped Anselm Vorr on 12 May. Two days later the body of Anselm Vorr was found. "
        "The bishop condemned the murder of Anselm Vorr.",
        ["abduction"],
        id="seized-and-killed",
    ),
    pytest.param(
        "An air strike hit the hall in Solvik on Friday, killing 40. A survivor spoke of the bombing. "
        "The massacre was condemned abroad.",
        ["air_strike"],
        id="a-bombing-from-the-air",
    ),
    pytest.param(
        "A bomb exploded at the mill on Friday. The police of Kharkiv are looking into the bombing. "
        "The mayor of Odesa condemned the bombing.",
        ["bombing"],
        id="places-of-others",
    ),
]

APART = [
    pytest.param(
        "The kidnapping of five pupils and the murder of a trader shook the town on Friday.",
        ["abduction", "armed_assault"],
        id="side-by-side",
    ),
    pytest.param(
        "Soldiers killed three party members in Arvela, a witness said.\n\n"
        "On 2 May suspected rebels staged a bomb attack on the home of the party's leader.",
        ["armed_assault", "bombing"],
        id="an-attack-with-a-day-of-its-own",
    ),
    pytest.param(
        "A missile was fired at the mill on Friday, three days after the bombing of the bridge.",
        ["bombing", "missile_rocket"],
        id="the-one-after-the-other",
    ),
]


@pytest.mark.parametrize(("text", "types"), ONE)
def test_tellings_of_one_event(text, types):
    assert acts(text) == types


@pytest.mark.parametrize(("text", "types"), APART)
def test_events_that_are_not_one(text, types):
    assert sorted(acts(text)) == types


def test_an_act_has_the_day_on_which_it_was_committed():
    text = "A judge looks into the murder of the editor Anselm Vorr, committed by gunmen in December 2015."
    mention = next(m for m in READERS.make("rules").read(a_document(text)).mentions if m.family == "violence")
    assert [when.earliest for when in mention.all(When)] == ["2015-12-01"]
    assert mention.background


def test_acts_in_two_countries_are_two():
    text = "Gunmen killed nine soldiers in Kidal on Friday. Boko Haram killed six farmers in Borno."
    assert acts(text) == ["armed_assault", "armed_assault"]


def test_groups_that_are_not_one_anothers_act_each_for_itself():
    both = "Boko Haram killed six farmers in Gwoza on Friday. The Baloch Liberation Army abducted two drivers."
    assert acts(both) == ["armed_assault", "abduction"]


@pytest.mark.parametrize(
    "text",
    [
        "Jihadists from Islamic State attacked a prison in Hasakah on Friday. IS fighters killed nine guards.",
        "Gunmen of JNIM attacked a base on Friday. Al-Qaeda militants killed 12 soldiers there.",
        "Al-Shabaab attacked a hotel in Mogadishu on Friday. Troops killed three of the gunmen.",
    ],
    ids=["same group", "branch", "an army answers"],
)
def test_who_is_of_the_same_side_or_answers_it_is_of_the_same_act(text):
    assert acts(text) == ["armed_assault"]
