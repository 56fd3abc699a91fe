"""Where it happened, told apart from where it was said, begun, or fled to: a sentence for each rule."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Place

# sentence, and the places of its act by role
TEXTS = {
    "a distance is no journey": ("Rebels ambushed a convoy 20 km from Maiduguri on Friday.", {"Maiduguri": "site"}),
    "close to": ("Gunmen shot nine men in a hamlet close to Kandahar.", {"Kandahar": "site"}),
    "a speaker at the end": ("Gunmen killed six men in Kano, an officer in Abuja said.", {"Kano": "site"}),
    "a speaker at the head": ("Speaking in Paris, a monk said rebels had hacked six men to death in Goma.", {"Goma": "site"}),
    "based there": ("A Nairobi-based trader was kidnapped in Garissa on Monday.", {"Garissa": "site"}),
    "led from there": ("The Riyadh-led alliance bombed a depot in Taiz and killed a guard.", {"Taiz": "site"}),
    "born there": ("A nurse born in Kampala was stabbed to death in Bunia on Monday.", {"Bunia": "site"}),
    "fired from there": (
        "Fighters launched rockets from Lebanon and killed a farmer in Haifa.", {"Haifa": "site", "Lebanon": "origin"},
    ),
    "came from there": (
        "Raiders who had crossed from Chad killed five herders in Maroua.", {"Maroua": "site", "Chad": "origin"},
    ),
    "raiders from there": (
        "Raiders from Sudan killed three herders in Abeche on Sunday.", {"Abeche": "site", "Sudan": "origin"},
    ),
    "a victim's home is no origin": ("A priest from Lagos was abducted in Jos on Sunday.", {"Jos": "site"}),
    "taken there": (
        "Gunmen abducted two nuns in Jos and took them to Sokoto.", {"Jos": "site", "Sokoto": "destination"},
    ),
    "a hospital there": (
        "A blast in Kabul wounded nine, who were taken to a hospital in Peshawar.", {"Kabul": "site"},
    ),
    "fled there": (
        "Militiamen shelled Goma, and thousands fled to Rwanda.", {"Goma": "site", "Rwanda": "destination"},
    ),
    "going of their own will": (
        "Rebels killed two soldiers in Cali as envoys returned to Havana.", {"Cali": "site"},
    ),
    "kidnapped from there": ("Bandits kidnapped twelve pupils from Gusau on Sunday.", {"Gusau": "site"}),
    "two units side by side": (
        "Rebels killed nine policemen in attacks in Borno and Yobe.", {"Borno": "site", "Yobe": "site"},
    ),
    "a unit around the site": ("Gunmen killed nine men in Gusau, in Zamfara state.", {"Gusau": "site"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_the_roles_of_places(reader, text, expected):
    acts = [m for m in reader.read(a_document(text)).mentions if m.family == "violence"]
    assert acts
    assert {place.name: place.role for act in acts for place in act.all(Place)} == expected


def test_a_way_keeps_the_words_that_name_it(reader):
    (act,) = reader.read(a_document("Gunmen abducted two nuns in Jos and took them to Sokoto.")).mentions
    quotes = {s.evidence[0].quote: s.value.role for s in act.of("where") if isinstance(s.value, Place)}
    assert quotes == {"Jos": "site", "Sokoto": "destination"}
