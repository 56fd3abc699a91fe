"""Relevance: a probability, for texts of any country, length and case; no names in the model."""

import json

import pytest

from builders import a_document
from tocsin.lexicon import cell_list, load_bytes, load_rows
from tocsin.read.rules.reader import RuleReader
from tocsin.read.rules.word_weights import weigh, words_in
from tocsin.resolve.countries import load_countries

ACTS = {
    "headline": "Gunmen kill six villagers near the border",
    "brief": "Six villagers were killed on Friday when gunmen attacked a market near the border, the governor said.",
    "capitals": "SIX VILLAGERS WERE KILLED WHEN GUNMEN ATTACKED A MARKET NEAR THE BORDER, THE GOVERNOR SAID.",
    "no trigger of ours": "Insurgents and the army traded fire across the river as the truce came to an end.",
}
OTHERS = {
    "sport": "The goalkeeper saved a penalty before the striker killed off the match with a late goal for the visitors.",
    "film": "The film tells of a gunman who takes a bank hostage; the actor won a prize at the festival.",
    "accident": "Nine passengers were killed and thirty injured when a bus plunged into a ravine in heavy rain.",
    "politics": "The senate passed the budget after a long debate, and the minister thanked both parties.",
    "business": "SHARES FELL AS THE RETAILER LAUNCHED AN ATTACK ON ITS RIVALS WITH DEEP DISCOUNTS.",
}


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize("text", ACTS.values(), ids=ACTS)
def test_acts_are_likely(reader, text):
    assert reader.read(a_document(text)).relevance >= 0.5


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_fields_of_life_are_not(reader, text):
    assert reader.read(a_document(text)).relevance < 0.5


def test_nothing_is_quite_sure(reader):
    texts = (*ACTS.values(), *OTHERS.values(), " ".join(ACTS.values()) * 20, " ".join(OTHERS.values()) * 20, "a")
    assert all(0.01 <= reader.read(a_document(text)).relevance <= 0.99 for text in texts)


def test_case_does_not_matter_to_the_words():
    text = ACTS["brief"]
    assert weigh(a_document(text)) == weigh(a_document(text.upper()))


def test_a_long_text_is_weighed_by_its_most_violent_piece():
    dull = "".join(f"The council talked about the new {thing} and its cost for an hour. " for thing in THINGS) * 4
    alone, beside = weigh(a_document(dull)), weigh(a_document(dull + ACTS["brief"]))
    assert beside.best > alone.best + 1
    assert beside.whole < beside.best


def test_words_are_letters_in_lower_case():
    assert words_in("Car-bomb kills 12; ZOË’s café") == ["car", "bomb", "kills", "zo", "s", "caf"]


DULL = """The city council talked about the new library on Monday. The mayor thanked the students and the teachers for
their plans, and said that the garden, the shop and the museum would open to tourists in the summer. Tickets go on sale next
month. A concert and a dance will follow, and the school team plays its first game of the season on Saturday."""


def test_the_gate_reads_no_further_what_is_about_other_things(reader):
    reading = reader.gated().read(a_document(DULL, title="Library to open in summer"))
    assert (reading.depth, reading.relevance) == ("gated", 0.01)
    assert reading.reason is not None
    assert "--depth full" in reading.reason
    assert (reading.mentions, reading.relations, reading.attributions, reading.persons, reading.places) == ((),) * 5


def test_a_full_reading_of_the_same_has_another_id(reader):
    doc = a_document(DULL)
    full = reader.read(doc)
    assert full.depth == "full"
    assert full.id != reader.gated().read(doc).id


@pytest.mark.parametrize("text", ACTS.values(), ids=ACTS)
def test_the_gate_lets_through_what_tells_of_violence(reader, text):
    gated = reader.gated()
    for doc in (a_document(text), a_document(text.upper()), a_document(DULL * 5 + "\n\n" + text)):
        assert gated.read(doc).depth == "full"


def test_what_the_gate_lets_through_is_read_as_without_it(reader):
    doc = a_document(ACTS["brief"])
    assert reader.gated().read(doc) == reader.read(doc)


def names():
    """Words that name a country, its people, or an actor."""
    for country in load_countries():
        yield from (country.name, *country.demonyms)
    for row in load_rows("actors.csv"):
        yield from (alias for alias in cell_list(row["aliases"]) if " " not in alias)


def test_no_name_of_a_country_or_an_actor_has_a_weight():
    model = json.loads(load_bytes("relevance.json"))
    held = {name.lower() for name in names()} - COMMON
    assert not held & model["words"]["words"].keys()


# Names that are words, and are meant as such in the model.
COMMON: set[str] = set()
THINGS = (
    "library", "school", "park", "road", "theatre", "museum", "garden", "bus", "tax", "farm", "hotel", "bank", "menu",
    "lake", "zoo", "film", "song", "book", "shop", "team", "game", "vote", "budget", "pension", "price", "flower",
)  # fmt: skip
