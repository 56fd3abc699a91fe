"""Digests and day's logs: lists of unrelated items, which tell the news in the present tense."""

from __future__ import annotations

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Claim, Mention

READER = RuleReader()
OTHERS = (
    "- A minister opens a bridge in Bamako.",
    "- The central bank keeps its rate.",
    "- Rain floods a market hall.",
)


def acts_of(text: str) -> list[Mention]:
    return [m for m in READER.read(a_document(text, published="2024-05-08")).mentions if m.family == "violence"]


NEWS = {
    "a thing destroyed": ("Militants torch the archive in Djibo.", "arson"),
    "no number": ("Army jets strike a convoy near Gao.", "air_strike"),
    "missiles": ("The navy launches cruise missiles from a frigate against radar sites in Yemen.", "missile_rocket"),
    "somebody shot": ("A fighter from the hills shoots dead a customs officer in Kidal.", "armed_assault"),
}


@pytest.mark.parametrize(("item", "type_"), NEWS.values(), ids=NEWS)
def test_the_present_of_an_item_is_news(item, type_):
    (act,) = acts_of("\n".join((*OTHERS, f"- {item}")))
    assert (act.type, act.status) == (type_, "occurred")


def test_the_present_of_running_text_is_a_habit():
    assert acts_of("The hills are not safe. Militants torch archives and schools wherever they come.") == []


def test_who_claims_an_attack_in_an_item_claims_it():
    item = "- At least 12 are killed in an attack on a hotel in Mopti. The Reed Front claims responsibility."
    (act,) = acts_of("\n".join((*OTHERS, item)))
    assert [(claim.claimant, claim.stance) for claim in act.all(Claim)] == [("Reed Front", "claimed")]
