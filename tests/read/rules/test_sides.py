"""Sides of a fight: who fought on which, and whose people a toll is of."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant, Toll

READER = RuleReader()

TOLLS = {
    "Troops clashed with rebels near Kano, killing 12 rebels and losing three soldiers.": {12: "b", 3: "a"},
    "Rebels clashed with troops near Kano, killing three soldiers and losing 12 fighters.": {3: "b", 12: "a"},
    "Five policemen and nine Maoists were killed in a gun battle near Bastar.": {5: "a", 9: "b"},
    "Clashes between soldiers and guerrillas left seven soldiers and eleven guerrillas dead.": {7: "a", 11: "b"},
    "Rebels ambushed a convoy, killing six soldiers; four of the attackers died.": {6: "a", 4: "b"},
    "Three soldiers, five rebels and a farmer were killed in the clash.": {3: "a", 5: "b", 1: None},
    "Two NPA rebels were killed in a clash with soldiers in Albay.": {2: "b"},
    "Soldiers fought M23 rebels near Goma. The M23 put its own dead at five.": {5: "b"},
    "Al-Shabaab and Islamic State fighters clashed in Puntland, leaving nine Al-Shabaab members dead.": {9: "a"},
    "Gunmen killed four officers in an attack on the police station.": {4: None},
    "A bomb killed 12 people in the market.": {12: None},
    "Clashes in the old town left nine people dead.": {9: None},
}


@pytest.mark.parametrize(("text", "sides"), TOLLS.items(), ids=TOLLS)
def test_a_toll_is_of_the_side_whose_people_it_counts(text, sides):
    tolls = [t for m in READER.read(a_document(text, title=None)).mentions for t in m.all(Toll)]
    assert {t.best: t.side for t in tolls if t.measure == "killed"} == sides


def test_those_who_fought_are_on_the_sides_of_their_tolls():
    text = "Troops clashed with rebels near Kano, killing 12 rebels and losing three soldiers."
    [mention] = READER.read(a_document(text, title=None)).mentions
    sided = {(p.role, p.name): p.side for p in mention.all(Participant)}
    assert sided[("party", "Troops")] == sided[("victim", "soldiers")] == "a"
    assert sided[("party", "rebels")] == sided[("victim", "rebels")] == "b"


def test_a_party_s_figure_for_its_enemy_is_of_the_enemy_s_side():
    text = "Troops fought rebels near Cali. The rebels said they had killed 40 soldiers."
    [toll] = [t for m in READER.read(a_document(text, title=None)).mentions for t in m.all(Toll)]
    assert (toll.best, toll.side, toll.class_) == (40, "a", "security_force")


CLASSES = {
    "A bomb killed 12 people in the market.": "unknown",
    "A bomb killed 12 civilians in the market.": "civilian",
    "A bomb killed 12 shoppers in the market.": "civilian",
    "A bomb killed 12 soldiers in the market.": "security_force",
    "An air strike killed 12 militants near the market.": "combatant",
}


@pytest.mark.parametrize(("text", "class_"), CLASSES.items(), ids=CLASSES)
def test_people_of_whom_nothing_is_said_are_of_no_class(text, class_):
    tolls = [t for m in READER.read(a_document(text, title=None)).mentions for t in m.all(Toll)]
    assert [t.class_ for t in tolls if t.best == 12] == [class_]


def test_equal_figures_of_both_sides_are_two():
    text = "Troops fought rebels near Cali. Three soldiers were killed on Friday. Three rebels were killed on Friday."
    tolls = [t for m in READER.read(a_document(text, title=None)).mentions for t in m.all(Toll)]
    assert [(t.best, t.side) for t in tolls] == [(3, "a"), (3, "b")]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The cabinet blamed the bombings on the Solvik Front, a group with ties abroad.", []),
        ("The cabinet blamed the attack on the barracks on rebels of the hills.", [("target", "barracks")]),
        ("Nigeria's deadliest attack this year killed 40 people.", []),
        ("Syria's attack on the town killed 40 people.", [("perpetrator", "Syria"), ("target", "town")]),
    ],
)
def test_who_is_blamed_was_not_struck_and_where_an_attack_ranks_did_not_do_it(text, people):
    (mention,) = READER.read(a_document(text)).mentions
    known = [(p.role, p.name) for p in mention.all(Participant)]
    assert [each for each in known if each[0] in ("perpetrator", "victim", "target")] == people
