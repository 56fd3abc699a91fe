"""Plain reports as wires and papers write them: who is where, what is one act, what is no act at all."""

from __future__ import annotations

import pytest

from builders import a_document
from tocsin.pipeline import READERS


def read(text, published="2024-05-08"):
    return READERS.make("rules").read(a_document(text, published=published))


def acts(text):
    return [m for m in read(text).mentions if m.family == "violence"]


def values(mention, property):
    return [s.value for s in mention.statements if s.property == property]


def sites(mention):
    return [(each.name, each.relation) for each in values(mention, "where")]


HEADLINES = "Gunmen attack bus near Dori\nBy A. Reporter\n"
BUS = "Gunmen opened fire on a bus near Dori on Friday and killed nine people, the governor said."


@pytest.mark.parametrize("above", ["", HEADLINES, "Gunmen attack bus near Dori\n\n"])
def test_a_dateline_is_no_site_wherever_it_stands(above):
    (act,) = acts(f"{above}OUAGADOUGOU - {BUS}")
    assert {name for name, _ in sites(act)} == {"Dori"}


def test_who_says_it_does_not_say_the_dateline():
    said = read(f"{HEADLINES}OUAGADOUGOU - {BUS}").attributions
    assert [each.text[:7] for each in said if each.speaker == "governor"] == ["Gunmen "]


def test_a_day_before_that_is_counted_from_the_saying_parts_nothing():
    (act,) = acts(
        "Air strike kills 20 fighters\nThe army of Burkina Faso said on Wednesday that it had killed 20 fighters in an "
        "air strike near Gorom-Gorom the day before."
    )
    assert values(act, "when")[0].earliest == "2024-05-07"
    assert len(acts("Rebels shelled Dori on Monday. The day before, they had bombed a bridge in Djibo.")) == 2


def test_what_a_strike_answers_is_another_act_and_keeps_its_target():
    strike, answered = sorted(
        acts(
            "The army said that it had hit a camp with an air strike near Djibo, in reply to the attack on the bus. "
            "Six civilians died when a house was hit."
        ),
        key=lambda each: each.type != "air_strike",
    )
    targets = [[p.name for p in values(each, "participant") if p.role == "target"] for each in (strike, answered)]
    assert "bus" not in targets[0]
    assert targets[1] == ["bus"]
    assert [t.best for t in values(strike, "toll")] == [6]
    assert values(answered, "toll") == []


def test_a_court_s_town_is_not_where_it_happened():
    (act,) = acts(
        "A court in Ouagadougou on Tuesday charged three men with murder over the attack of 3 May on a bus near Dori."
    )
    assert sites(act) == [("Dori", "near")]
    (struck,) = acts("A bomb hit a court in Ouagadougou on Tuesday and killed two people.")
    assert [name for name, _ in sites(struck)] == ["Ouagadougou"]


def test_the_fighting_that_people_fled_is_no_event():
    assert [
        m.type for m in acts("Armed men abducted two aid workers who bring water to people who fled the fighting.")
    ] == ["abduction"]
    assert [m.type for m in acts("Fighting between the army and rebels killed nine people near Dori.")] == [
        "armed_clash"
    ]


def test_the_dead_that_bring_a_toll_to_its_sum_are_among_them():
    (act,) = acts("Five passengers have died of their wounds, bringing to 14 the number killed in Friday's bus attack.")
    assert {(t.best, t.scope) for t in values(act, "toll")} == {(5, "additional"), (14, "event")}


def test_a_doctor_s_hospital_is_no_target():
    (act,) = acts("Nine people were killed in Friday's attack on a bus, a doctor at the town's hospital said.")
    assert [p.name for p in values(act, "participant") if p.role == "target"] == ["bus"]


def test_it_is_the_body_that_the_sentence_before_speaks_of():
    said = read(
        "Nine people were killed in an attack on a bus, a doctor at the hospital said on Saturday. The Reed River Front "
        "claimed responsibility for the attack. It said that soldiers had been on board."
    ).attributions
    assert [each.speaker for each in said if "on board" in each.text] == ["Reed River Front"]


def kinds(text, published="2024-05-17"):
    return [m.type for m in read(text, published).mentions if m.family == "violence"]


def test_what_a_comma_and_a_gerund_add_is_of_the_act_before_them():
    stabbing, ramming = acts(
        "A man stabbed three people in Essen on Saturday. The attack came almost a year after a car was driven into a "
        "crowd in Magdeburg, killing six people."
    )
    assert [t.best for t in values(stabbing, "toll") if t.measure == "killed"] == []
    assert [t.best for t in values(ramming, "toll")] == [6]


def test_the_bombing_is_the_one_that_was_a_bomb():
    bombing, storming = acts(
        "A roadside bomb killed four soldiers near Turbat on Thursday. In the deadliest attack this month, on 2 May, gunmen "
        "stormed a checkpost near Mach and killed nine policemen. The prime minister condemned the bombing."
    )
    assert (bombing.type, storming.type) == ("bombing", "armed_assault")


def test_the_dead_of_a_separate_clash_are_its_own():
    mine, clash = acts(
        "A landmine killed five people near Ouallam on Tuesday. Three gunmen were killed and an officer was hurt in a "
        "separate shoot-out in Tillaberi."
    )
    assert [t.best for t in values(mine, "toll")] == [5]
    assert {(t.measure, t.best) for t in values(clash, "toll")} == {("killed", 3), ("injured", 1)}


def test_who_fired_it_is_no_site():
    found = acts("Ukraine said it had shot down 37 of 45 drones launched by Russia over Odesa.")
    assert all(name != "Russia" for each in found for name, _ in sites(each))


def test_a_weapon_called_by_its_owner_gives_the_type():
    assert kinds(
        "Russian drones hit an apartment block in Odesa overnight, killing a couple and their two children."
    ) == ["drone_strike"]


def test_a_couple_is_two_and_a_couple_of_is_about_two():
    (act,) = acts("Drones hit a house in Odesa on Friday, killing a couple and their two children.")
    assert [(t.best, t.approximate) for t in values(act, "toll")] == [(2, False), (2, False)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Ten people were killed when farmers and herders clashed in Nigeria's Plateau state at the weekend.",
            "2024-05-11",
        ),
        (
            "In 2021 twin suicide bombings in the capital, claimed by the Islamic State, killed four people.",
            "2021-01-01",
        ),
        (
            "A man was jailed on Thursday for the murder of an officer and his partner in Magnanville in June 2016.",
            "2016-06-01",
        ),
    ],
)
def test_the_time_of_an_act(text, day):
    (found,) = [m for m in read(text, "2024-05-17").mentions if m.family == "violence"]
    assert values(found, "when")[0].earliest == day


def test_raids_in_which_people_are_arrested_are_the_police_s():
    assert kinds("Four people were arrested in raids in three cities on Tuesday, and weapons were seized.") == []
    assert kinds("Nine people were killed in raids on three villages on Tuesday.") == ["armed_assault"]


def test_houses_burned_in_a_clash_are_of_the_clash():
    assert kinds("At least 23 people were killed when farmers and herders clashed in Plateau. Houses were burned.") == [
        "armed_clash"
    ]


def test_an_embassy_that_warns_is_the_issuer():
    (warning,) = [
        m
        for m in read("The US embassy in Kampala warned its citizens on Friday of a possible attack.").mentions
        if m.family == "warning"
    ]
    assert [w.issuer for w in values(warning, "warning")] == ["US embassy"]


def test_who_said_it_in_a_relative_clause_claims_it():
    (act,) = acts(
        "At least 40 people died in the attack on a concert hall in Kano on Friday. The minister did not mention the "
        "Islamic State, which has twice said that it carried out the attack."
    )
    assert [(c.stance, c.actor) for c in values(act, "claim")] == [("claimed", "islamic-state")]


def test_a_complex_attack_hits_no_complex():
    (act,) = acts("Militants staged a complex attack on a base in Gao on Friday.")
    assert [p.name for p in values(act, "participant") if p.role == "target"] == ["base"]


@pytest.mark.parametrize("joined", ["along with", "together with", "as well as"])
def test_those_who_died_along_with_others_are_counted(joined):
    (act,) = acts(f"Thirteen soldiers were killed {joined} at least 60 villagers in an attack in Gao on Friday.")
    assert [(t.bound.low, t.whom) for t in values(act, "toll")] == [(13, "soldiers"), (60, "villagers")]


def test_a_figure_that_leaves_some_out_is_not_of_them():
    (act,) = acts(
        "Officials said at least 170 people had died in the bombing in Kabul on Friday, a figure that does not include "
        "the 13 soldiers who lost their lives."
    )
    assert [(t.bound.low, t.scope) for t in values(act, "toll")] == [(170, "event"), (13, "additional")]


@pytest.mark.parametrize("verb", ["topped", "exceeded", "surpassed"])
def test_a_toll_that_tops_a_number_is_above_it(verb):
    (act,) = acts(f"The death toll from the attack in Gao on Friday {verb} 180.")
    assert [(t.bound.low, t.bound.high) for t in values(act, "toll")] == [(181, None)]


def test_what_follows_a_semicolon_of_a_headline_is_the_outlets_own():
    doc = a_document(
        "A bomb went off at the airport of Kabul on Friday.",
        title="Islamic State claims airport bombing; scores of travellers dead",
        published="2024-05-08",
    )
    said = READERS.make("rules").read(doc).attributions
    assert all("travellers" not in each.text for each in said)


def test_where_an_attack_was_ordered_is_not_where_it_was():
    bombed = "A bomb killed six people in Istanbul on Sunday. "
    for told in (
        "The minister said the order for Sunday's attack had been given in Kobani, a town in northern Syria.",
        "The attack was planned in Kobani, the minister said.",
    ):
        assert [[name for name, _ in sites(act)] for act in acts(bombed + told)] == [["Istanbul"]]


def said(text):
    return [(each.speaker, each.text) for each in read(text).attributions]


def test_those_killed_do_not_say_what_is_said_after_them():
    text = "The SDF, for its part, spoke of 11 civilians killed in Kobani on Sunday, and said a hospital was hit."
    assert ("SDF", "a hospital was hit") in said(text)


@pytest.mark.parametrize(
    "text",
    ["No group said it was responsible.", "That left a gap nobody was ready to explain.", "None of them said so."],
)
def test_nobody_says_nothing(text):
    assert not [speaker for speaker, _ in said(text) if speaker.lower().split()[-1] in ("nobody", "group", "none")]


def test_what_is_said_after_an_event_is_not_the_event():
    told = said("The school had said soon after the raid that 287 pupils were missing.")
    assert told == [("school", "287 pupils were missing")]


def test_a_raid_by_warplanes_is_an_air_strike():
    (act,) = acts(
        "Turkish warplanes carried out overnight raids on towns in northern Syria on Sunday, killing 31 people."
    )
    assert act.type == "air_strike"


def test_the_service_whose_drone_it_was_did_it():
    (act,) = acts("An army drone hit the village of Tudun Biri on Sunday, killing 30 people.")
    assert [p.name for p in values(act, "participant") if p.role == "perpetrator"] == ["army"]


def test_where_a_spokesman_speaks_is_no_site():
    (act,) = acts(
        "A local official said drones killed at least six civilians on Friday. A spokesman for the armed forces in Bamako "
        "told reporters operations were continuing."
    )
    assert sites(act) == []


def test_the_hospital_of_those_hurt_is_no_site():
    (act,) = acts(
        "Police said that 25 bodies had been recovered from a school in Mpondwe after Friday's attack, and that eight "
        "people were in a critical condition in Bwera hospital."
    )
    assert "Bwera hospital" not in {name for name, _ in sites(act)}


def test_what_was_avenged_last_year_does_not_date_the_revenge():
    (attack, _) = sorted(
        acts(
            "A suicide bomber killed 59 people in a mosque in Peshawar on Monday. A commander said the bombing was in "
            "revenge for the killing of a leader of the movement in Afghanistan last year."
        ),
        key=lambda act: act.type != "suicide_bombing",
    )
    assert [t.bound.low for t in values(attack, "toll")] == [59]


def test_a_statement_is_put_out_by_somebody():
    (act,) = acts(
        "The local arm of al-Qaeda put out a statement saying that it ambushed a convoy near Kidal on Saturday."
    )
    assert [c.stance for c in values(act, "claim")] == ["claimed"]


@pytest.mark.parametrize(
    "text",
    [
        "The suspect had sworn allegiance to the group in July.",
        "The agency named nobody.",
    ],
)
def test_what_says_nothing_is_not_said(text):
    assert said(text) == []


def test_a_pronoun_alone_is_not_said():
    assert said("German officials said they could not confirm it.") == [
        ("German officials", "they could not confirm it")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A Turkish aircraft flew out some of the most gravely wounded on Monday.",
        "Ambulances took the seriously wounded to Kano on Monday.",
    ],
)
def test_those_wounded_are_not_wounded_by_who_carries_them(text):
    assert acts(text) == []


@pytest.mark.parametrize("day", ["On 9 March", "On March 9", "On 9 March,"])
def test_a_date_before_who_did_it_is_no_part_of_their_name(day):
    (act,) = acts(f"{day} rebels attacked a camp near Gao, killing 12 soldiers.")
    assert values(act, "when")[0].earliest == "2024-03-09"
    assert [p.name for p in values(act, "participant") if p.role == "perpetrator"] == ["rebels"]


def test_a_date_that_is_a_name_stays_one():
    (act,) = acts("The March 23 rebels attacked a camp near Goma on Friday.")
    assert [p.name for p in values(act, "participant") if p.role == "perpetrator"] == ["March 23 rebels"]


def test_what_an_air_force_bombs_it_bombs_from_the_air():
    (act,) = acts("The air force bombed a camp near Gao on Friday.")
    assert act.type == "air_strike"
