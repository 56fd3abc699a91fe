"""Whose strike it was, where the words name a nation; and where they only say where it was."""

from __future__ import annotations

import pytest

from builders import a_document
from tocsin.pipeline import READERS


def doers(text):
    read = READERS.make("rules").read(a_document(text, published="2024-05-08"))
    values = [s.value for m in read.mentions for s in m.statements if s.property == "participant"]
    return [p.actor for p in values if p.role == "perpetrator"]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Israeli air strikes killed 20 people in Rafah on Sunday.", "idf"),
        ("At least 20 people were killed in an Israeli airstrike in Rafah on Sunday.", "idf"),
        ("A US air strike killed three men in Kismayo on Sunday.", "us-military"),
        ("An American drone destroyed a car in Kabul on Sunday.", "us-military"),
        ("Russian shelling killed three people in Kherson on Sunday.", "russian-armed-forces"),
        ("The minister condemned Turkish shelling of the village on Sunday.", "turkish-armed-forces"),
        ("A Ukrainian drone attack killed two people in Belgorod on Sunday.", "ukrainian-armed-forces"),
        ("A Russian missile hit a hotel in Kharkiv on Sunday.", "russian-armed-forces"),
        ("The army said it had shot down an Iranian drone over Erbil on Sunday.", "military-ir"),
        ("Ukraine's air force shot down 12 Russian drones over Kyiv on Sunday.", "russian-armed-forces"),
    ],
)
def test_a_nation_before_a_strike_is_who_did_it(text, doer):
    assert doers(text) == [doer]


@pytest.mark.parametrize(
    "text",
    [
        "A Nigerian market bombing killed 20 people on Sunday.",
        "A Somali hotel attack killed 20 people on Sunday.",
        "The attack killed a Russian tank commander in Kherson on Sunday.",
        "A Russian helicopter was hit by a rocket near Idlib on Sunday.",
        "Air defences shot down a drone near Goma on Sunday.",
    ],
)
def test_a_nation_that_says_where_or_whose_did_nothing(text):
    assert doers(text) == []


def test_a_suspected_strike_stays_a_suspicion():
    read = READERS.make("rules").read(
        a_document("A suspected Israeli air strike hit a house in Damascus on Sunday.", published="2024-05-08")
    )
    claims = [s.value for m in read.mentions for s in m.statements if s.property == "claim"]
    assert [(c.stance, c.actor) for c in claims] == [("suspected", "idf")]
