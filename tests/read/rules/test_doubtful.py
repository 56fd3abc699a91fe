"""Names kept for the record without proof, and the standing that the rest of a document gives."""

import pytest

from tocsin.pipeline import READERS
from tocsin.record import Document

READER = READERS.make("rules")


def persons(text, title=None):
    doc = Document(key="k", id="d", text=text, title=title, published="2024-06-05", language="en")
    return [(person.name, person.standing) for person in READER.read(doc).persons]


def names(text):
    return [name for name, _ in persons(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Qelvin Ostrabek lost both legs.", ["Qelvin Ostrabek"], id="two-unknown-words"),
        pytest.param("The boat of Qelvin Ostrabek sank.", ["Qelvin Ostrabek"], id="of"),
        pytest.param("Police spoke to Qelvin Ostrabek.", ["Qelvin Ostrabek"], id="spoken-to"),
        pytest.param("His driver, Ostrabek, lived.", ["Ostrabek"], id="kin-or-servant"),
        pytest.param("One of them, Ostrabek, wept.", ["Ostrabek"], id="one-of-them"),
        pytest.param("Ostrabek, 9, was asleep.", ["Ostrabek"], id="age"),
        pytest.param("So did Ostrabek, who sells bread.", ["Ostrabek"], id="who"),
        pytest.param("Troops dragged off Ostrabek's wife.", ["Ostrabek"], id="whose-wife"),
        pytest.param("Ostra, Belko and Jane Doe were shot.", ["Ostra", "Belko", "Jane Doe"], id="in-a-row"),
        pytest.param('It was run by Qelvin "Tiger" Ostrabek.', ['Qelvin "Tiger" Ostrabek'], id="nickname"),
        pytest.param("Hassan Sheikh Ostrabek fled.", ["Hassan Sheikh Ostrabek"], id="title-inside-a-name"),
        pytest.param("May Zin Ostrabek was hurt.", ["May Zin Ostrabek"], id="month-as-a-name"),
        pytest.param(
            "Qelvin Ostrabek fled. Neighbours miss Ostrabek.", ["Qelvin Ostrabek", "Ostrabek"], id="shorter-again"
        ),
    ],
)
def test_a_name_without_proof_is_kept(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They slept in Tin Ostrabek.", id="in-a-place"),
        pytest.param("The village of Tin Ostrabek burned.", id="village-of"),
        pytest.param("The Qelvin Ostrabek sank off the cape.", id="the-ship"),
        pytest.param("NASA said so.", id="acronym"),
        pytest.param("Photo: the Global Health Fund.", id="common-words"),
        pytest.param("Gunmen Kill Two In Ostrabek Raid", id="headline-in-capitals"),
        pytest.param("In May Boko Haram came back.", id="month"),
    ],
)
def test_what_is_no_name_of_a_person_is_not_kept(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Jane Doe, a coffee grower, fled.", "private"),
        ("Jane Doe, who sells rice, fled.", "private"),
        ("Jane Doe was shot at the well.", "private"),
        ("Photo: Jane Doe.", "private"),
        ("A waitress, Jane Doe, hid.", "private"),
        ("Sgt. Jane Doe, 27, was killed.", "private"),
        ("Jane Doe, who commands the rebels, spoke.", "combatant_leader"),
        ("General Jane Doe, who commands the rebels, spoke.", "combatant_leader"),
        ("Jane Doe heads the ministry.", "official"),
        ("Jane Doe, a member of the provincial council, spoke.", "official"),
        ("Jane Doe of the Northgate Institute called it a signal.", "expert"),
        ("There was no word of Jane Doe.", "unknown"),
        ("Chief Jane Doe spoke.", "unknown"),
    ],
)
def test_standing_by_what_the_text_says(text, standing):
    assert persons(text) == [("Jane Doe", standing)]


def test_a_post_that_several_share_is_that_of_each():
    assert persons("Ana Lee, Jane Doe and Tom Roe, all members of parliament, fled.") == [
        ("Ana Lee", "official"), ("Jane Doe", "official"), ("Tom Roe", "official"),
    ]  # fmt: skip


def test_an_expert_who_is_killed_is_a_private_person():
    assert ("Jane Doe", "private") in persons("It was on Friday. Gunmen shot dead Professor Jane Doe in Lagos.")


def test_the_wife_of_a_president_is_no_president():
    assert ("Jane Doe", "official") not in persons("The wife of the late president, Jane Doe, wept.")


def test_a_sign_anywhere_holds_for_every_mention():
    assert persons("Jane Doe spoke. Doe, a farmer, was calm.") == [("Jane Doe", "private"), ("Doe", "private")]
