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
    "a list without and": ("Rebels kill 5 soldiers, 3 civilians in Kano", [5, 3]),
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


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nobody_is_killed_in(reader, text):
    assert killed(reader, text) == []
