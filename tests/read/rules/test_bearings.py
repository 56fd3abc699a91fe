"""The country an act has to do with, where no words say at which place it was."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Place

# sentence, and (words, country, role) of the places of its act
TEXTS = {
    "whoever acts at home": ("Philippine troops killed four rebels on Friday.", [("Philippine", "PH", "about")]),
    "who is hit goes first": ("A Turkish drone killed two Syrian officers.", [("Syrian", "SY", "about")]),
    "the act itself": ("The Nigerian bombing killed twelve people.", [("Nigerian", "NG", "about")]),
    "an armed group of one country": ("NPA rebels killed two soldiers on Friday.", [("NPA rebels", "PH", "about")]),
    "who strikes across a border tells nothing": ("Turkish shelling killed four people on Friday.", []),
    "two countries at one rank": ("Gunmen killed an Indian and a Kenyan doctor on Friday.", []),
    "a site makes it needless": ("Nigerian troops killed four rebels in Bama.", [("Bama", "NG", "site")]),
    "no country": ("Gunmen killed four farmers on Friday.", []),
    "a car is no republic": ("Car bombs killed four farmers on Friday.", []),
    "a border is its neighbour's": (
        "Gunmen killed two Pakistani soldiers near the Iran border.", [("Pakistani", "PK", "about")],
    ),
    "a foe is no site": ("Two Pakistani soldiers died in a clash with India.", [("Pakistani", "PK", "about")]),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_the_country_of_an_act(reader, text, expected):
    acts = [m for m in reader.read(a_document(text)).mentions if m.family == "violence"]
    assert acts
    found = {(s.original, s.value.country, s.value.role) for m in acts for s in m.of("where")}
    assert sorted(found) == expected


def test_it_has_no_coordinates(reader):
    (act,) = reader.read(a_document("Philippine troops killed four rebels on Friday.")).mentions
    (place,) = act.all(Place)
    assert (place.latitude, place.longitude, place.precision) == (None, None, "country")
