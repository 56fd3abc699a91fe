"""Who warns of an act says what becomes of it; who began a fight is no mere side of it."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant

TOLD = {
    "an official warns of attacks": ("The embassy warned residents of attacks on hotels in Kano.", [("warning", "occurred")]),
    "an armed group warns": (
        "The rebels warned mayors in Kano that they would be shot.", [("armed_assault", "threatened")],
    ),
    "what a caller says he will do": (
        "A caller told the hospital in Kano that he would blow up a ward.", [("bombing", "threatened")],
    ),
    "what the rebels say will be done": (
        "The rebels said that any teacher in Kano would be shot.", [("armed_assault", "threatened")],
    ),
    "what the rebels say others will do": ("The rebels said that the army would attack Kano.", []),
    "nationals told to stay away": (
        "The high commission told its nationals to avoid hotels in Kano because of the risk of an attack.",
        [("warning", "occurred")],
    ),
    "nationals told of the weather": ("The high commission told its nationals to avoid Kano because of floods.", []),
    "told by the police": (
        "Traders in Kano were told by the police to stay closed because shootings were feared.", [("warning", "occurred")],
    ),
    "told reporters": ("The general told reporters in Kano that the militia might attack the town.", []),
    "a week to leave": (
        "The militia gave teachers in Kano a week to resign or be killed.", [("armed_assault", "threatened")],
    ),
    "a letter from the rebels": (
        "A letter signed by the rebels told him that his mill in Kano would be burned.", [("arson", "threatened")],
    ),
    "told in a letter": (
        "Barbers in Kano were told in an anonymous letter that their shops would be bombed.", [("bombing", "threatened")],
    ),
    "said afterwards": (
        "Drivers who carry soldiers will be shot, the rebels said in a leaflet in Kano.", [("armed_assault", "threatened")],
    ),
    "see it burned": (
        "Owners who pay the tax will see their boats burned, the militia warned in Kano.", [("arson", "threatened")],
    ),
    "might try": ("The ministry said that pirates might try to hijack a tanker off Lagos.", []),
    "two verbs of one threat": (
        "The rebels said the mayor of Kano would be hunted down and shot.", [("armed_assault", "threatened")],
    ),
    "an alert over": ("A security alert over suicide attacks was issued in Kano.", [("warning", "occurred")]),
    "a threat is threatened": ("The judge in Kano received death threats.", [("threat", "threatened")]),
}  # fmt: skip
BEGAN = {
    "started it": ("The militia started the fighting in Goma, residents said.", {("initiated_by", "militia")}),
    "stopped it": ("The militia stopped the fighting in Goma, residents said.", set()),
    "fired first": ("Soldiers fired first in the skirmish near Goma.", {("perpetrator", "Soldiers")}),
    "gunboat": ("A navy gunboat shelled the port of Goma.", {("perpetrator", "navy gunboat")}),
    "broke out between": (
        "Fighting erupted in Goma between the army and the rebels on Friday.",
        {("party", "army"), ("party", "rebels")},
    ),
    "crossfire": (
        "A boy was caught in the crossfire between police and a gang in Goma.",
        {("party", "police"), ("party", "gang")},
    ),
    "loyal to": (
        "Militiamen loyal to the governor battled troops in Goma on Friday.",
        {("party", "Militiamen"), ("party", "troops")},
    ),
    "rival clans": ("Rival clans fought over a well in Goma; three men died.", {("party", "Rival clans")}),
    "two sides": ("The army and the rebels fought at dawn in Goma.", {("party", "army"), ("party", "rebels")}),
    "who clashed and killed": (
        "Soldiers clashed with militants in Goma, killing four guards.",
        {("party", "Soldiers"), ("party", "militants")},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize(("text", "told"), TOLD.values(), ids=TOLD)
def test_what_is_foretold(reader, text, told):
    mentions = reader.read(a_document(text, title=None)).mentions
    assert [(m.type, m.status) for m in mentions] == told


@pytest.mark.parametrize(("text", "sides"), BEGAN.values(), ids=BEGAN)
def test_who_fought_and_who_began(reader, text, sides):
    mentions = reader.read(a_document(text, title=None)).mentions
    people = [p for m in mentions for p in m.all(Participant)]
    assert {(p.role, p.name) for p in people if p.role in ("party", "initiated_by", "perpetrator")} == sides
