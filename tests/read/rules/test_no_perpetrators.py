"""Who stands by an act of violence in the grammar of its sentence and did not do it."""

from __future__ import annotations

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant

READER = RuleReader()


def perpetrators_in(text: str, title: str | None = None) -> set[str]:
    reading = READER.read(a_document(text, title=title))
    return {p.name for m in reading.mentions for p in m.all(Participant) if p.role == "perpetrator"}


BYSTANDERS = {
    "who found the dead": "The couple were found dead by county authorities after a fire at their farm was set by gunmen.",
    "who declared him dead": "A clerk was stabbed in Reno and was pronounced dead by medical staff.",
    "who was found with a wound": "Officers heard gunfire in Reno and found a victim with a gunshot wound.",
    "who condemned it": "A militant group responsible for a string of raids condemned the bombing of a church in Cairo.",
    "an officer killed": "Rebels shelled the post, with two officers of the Border Guard (BG) killed.",
}


@pytest.mark.parametrize("text", BYSTANDERS.values(), ids=BYSTANDERS)
def test_bystanders_are_no_perpetrators(text):
    doers = perpetrators_in(text)
    assert not any(word in name for name in doers for word in ("authorities", "staff", "victim", "officers", "Guard"))
    assert "condemned" not in text or "militant group" not in doers


def test_a_blast_after_a_colon_is_no_organisation():
    assert perpetrators_in("Fears swept across Cairo.", title="Local media: Blast at Cairo cathedral kills 25") == set()
