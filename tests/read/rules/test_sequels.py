"""What an act was part of and what it came after, where the words say so; never from the order of telling."""

from __future__ import annotations

import pytest

from tocsin.pipeline import make_reader
from tocsin.record import Document

READER = make_reader("rules", depth="full")

SAID = {
    "part of a wave": (
        "The bombing of the Zorvan market was part of a wave of attacks on shops in Velm this month.",
        ("part_of", "bombing", "attacks"),
    ),
    "one of a string": (
        "The killing of the mayor was one of a string of assassinations in the valley.",
        ("part_of", "killing", "assassinations"),
    ),
    "came a day after": (
        "The shooting at the Tizesh bridge came a day after a bombing killed six people in Velm.",
        ("follows", "shooting", "bombing"),
    ),
    "came after": (
        "The abduction in Velm came after the massacre at Ondira.",
        ("follows", "abduction", "massacre"),
    ),
    "a day after, at the beginning": (
        "A day after a bombing killed six people in Velm, gunmen attacked the Ondira customs post.",
        ("follows", "attacked", "bombing"),
    ),
}
UNSAID = {
    "one sentence after the other": "A bombing killed six people in Velm. Gunmen attacked the Ondira customs post.",
    "side by side": "A bombing killed six people in Velm and gunmen attacked the Ondira customs post.",
    "said not to be": "The bombing in Velm was not part of the wave of attacks on shops, police said.",
    "another thing came after": (
        "Six people died in a bombing in Velm and a curfew came a day after, and gunmen then attacked Ondira."
    ),
}


def relations(text: str) -> set[tuple[str, str, str]]:
    reading = READER.read(Document(key="k", id="k", text=text, published="2024-03-22", language="en"))
    trigger = {m.id: m.trigger.quote for m in reading.mentions}
    kinds = ("part_of", "follows")
    return {(r.type, trigger[r.source], trigger[r.target]) for r in reading.relations if r.type in kinds}


@pytest.mark.parametrize(("text", "wanted"), SAID.values(), ids=SAID)
def test_what_the_words_say(text: str, wanted: tuple[str, str, str]) -> None:
    assert relations(text) == {wanted}


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID)
def test_what_they_do_not_say(text: str) -> None:
    assert relations(text) == set()


def test_the_evidence_quotes_both_acts_and_the_words_between_them() -> None:
    text = SAID["came a day after"][0]
    reading = READER.read(Document(key="k", id="k", text=text, published="2024-03-22", language="en"))
    (relation,) = (r for r in reading.relations if r.type == "follows")
    assert [e.quote for e in relation.evidence] == ["shooting", "bombing", "day after"]
