"""Headlines that are the whole text: their grammar is that of telegrams, and only theirs."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Toll

KILLED = {
    "verb and number": ("Gunmen kill 12 in Kano market", [12]),
    "past participle": ("Seven killed in gun battle in Bangui", [7]),
    "title case": ("Bandits Kill Nine Farmers in Attack on Village", [9]),
    "one of a force": ("Soldier killed in ambush in southern Mindanao", [1]),
    "object, one of a force": ("Gunmen kill policeman on patrol in Quetta", [1]),
    "shot dead": ("Four policemen shot dead in northern Yemen", [4]),
    "a noun that could be a verb": ("Army shelling kills three villagers, wounds 11 others", [3]),
    "a state, no pronoun": ("US drone strike kills five people in Khost", [5]),
    "one dead of two shot": ("Two shot, one dead in Lima", [1]),
    "a list without and": ("Rebels kill 5 soldiers, 3 civilians in Kano", [5, 3]),
}

TOLD = {
    "a toll that rises": ("Toll in hotel siege near Baidoa climbs to 41", "blockade"),
    "an attack that is a noun": ("Death toll in herders attack rises to 20", "armed_assault"),
    "a claim": ("Rebels claim suicide attack on army base", "suicide_bombing"),
    "a film of it": ("Video shows attack on troops in southern hills", "armed_assault"),
    "a gerund after a preposition": ("Five dead in bombing of church in Jos", "bombing"),
    "storm, that may be weather": ("Two killed as militants storm mosque", "armed_assault"),
    "shoots, that may be green": ("Police officer shoots young man dead in Abuja", "armed_assault"),
    "a town retaken": ("Army recaptures town from insurgents", "territory_change"),
    "communists kill": ("Communists kill farmers in Samar: army", "armed_assault"),
    "a hideout destroyed": ("Air force destroys rebel hideout near Gini", "looting_property_destruction"),
    "troops targeted": ("Al-Shabab militants target troops in southern regions", "armed_assault"),
    "a name in quotes": ("The 'Islamic State' targets army forces near Harum", "armed_assault"),
    "an operation that kills": ("Army operation in Tirah hills kills 25 suspected militants", "armed_assault"),
    "a mine run into": ("Three soldiers die after running into landmine - ministry", "landmine_explosion"),
    "a helicopter downed": ("Army helicopter downed in the east", "armed_assault"),
    "a list before the verb": ("Bombs in bus station, market kill 27", "bombing"),
    "dead in a crisis": ("17 die in Kogi communal crisis", "armed_assault"),
    "areas shelled": ("Warplanes shell areas in the hills of Qalam", "shelling"),
    "areas bombed": ("Warplanes bomb areas in the eastern countryside", "air_strike"),
    "raids that are no verb": ("Warplane raids on Douma", "air_strike"),
    "a gerund that opens": ("Shelling targets the countryside of Homs", "shelling"),
    "fighting that rages": ("Fighting rages between militant groups", "armed_clash"),
    "neutralised": ("Army neutralise more rebels in Borno", "armed_assault"),
    "deaths of rebels": ("Army confirms death of 10 rebels", "armed_assault"),
    "bombed targets": ("Two guerrillas die in bombing of rebel targets", "bombing"),
    "left dead by a bomb": ("Bomb leaves three dead in Lima market", "bombing"),
    "shot, of a number": ("Five shot outside Lima bar", "armed_assault"),
    "a try": ("Rebels try to overrun army base", "armed_assault"),
    "a try, the noun": ("Assassination try on officials foiled", "assassination"),
    "a sub-leader": ("Rebel sub-leader killed in Zamboanga", "armed_assault"),
    "targets, that may be goals": ("Bombardment targets Zamla and Harum", "shelling"),
}

NOTHING = {
    "a habit, in running text": "Militants attack convoys. Bandits kill farmers.",
    "a force is not one man": "Army killed hopes of a truce in the north",
    "a heading in the body": "The attack in Kano\n\nFarmers spoke of the harvest on Friday. It was a good one.",
}


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


def killed(reader, text):
    mentions = reader.read(a_document(text=text, title=None)).mentions
    return [toll.best for m in mentions for toll in m.all(Toll) if toll.measure == "killed"]


@pytest.mark.parametrize(("text", "numbers"), KILLED.values(), ids=KILLED)
def test_the_killed_of_a_headline(reader, text, numbers):
    assert killed(reader, text) == numbers


@pytest.mark.parametrize(("text", "type"), TOLD.values(), ids=TOLD)
def test_what_a_headline_tells(reader, text, type):
    assert type in {m.type for m in reader.read(a_document(text=text, title=None)).mentions}


QUIET = ["Storm hits coast, floods town", "Bank meets targets for the year", "Tree shoots need water in spring"]


@pytest.mark.parametrize("text", QUIET)
def test_a_headline_of_other_things_tells_nothing(reader, text):
    assert reader.read(a_document(text=text, title=None)).mentions == ()


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nobody_is_killed_in(reader, text):
    assert killed(reader, text) == []


def test_a_day_that_runs_over_a_blank_line_is_no_part_of_a_headline(reader):
    assert reader.read(a_document(text="", title="by \n\n Friday")).mentions == ()
