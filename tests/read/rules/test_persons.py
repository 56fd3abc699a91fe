"""Persons: names, posts, affiliations and standing; and what is nobody's name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.read.rules.document import prepare
from tocsin.read.rules.identity import PersonFound
from tocsin.read.rules.names import given_names
from tocsin.read.rules.persons import find_persons, to_record
from tocsin.record import Document


def a_document(text: str, title: str | None = None) -> Document:
    return Document(key="k", id="d", text=text, title=title, published="2024-03-26", language="en")


def persons(text: str, title: str | None = None) -> tuple[PersonFound, ...]:
    return find_persons(prepare(a_document(text, title)))


def described(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (p.name, p.standing, p.post.text if p.post else None, p.affiliation.text if p.affiliation else None)
        for p in persons(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ada Norwood, a senior fellow at the Institute for Quiet Borders, wrote it.",
            [("Ada Norwood", "expert", "senior fellow", "Institute for Quiet Borders")],
            id="apposition-with-affiliation",
        ),
        pytest.param(
            "White House national security adviser Peter Lang acknowledged it.",
            [("Peter Lang", "official", "national security adviser", "White House")],
            id="post-before-with-affiliation",
        ),
        pytest.param(
            "Col. Rafael Ibarra, armed forces spokesman, said so.",
            [("Rafael Ibarra", "official", "spokesman", "armed forces")],
            id="rank-yields-to-office",
        ),
        pytest.param(
            "COL RAFAEL IBARRA, ARMED FORCES SPOKESMAN, SAID TODAY.",
            [("RAFAEL IBARRA", "official", "SPOKESMAN", "ARMED FORCES")],
            id="capitals",
        ),
        pytest.param("Mullah Sabir fled.", [("Mullah Sabir", "unknown", "Mullah", None)], id="title-and-one-name"),
        pytest.param(
            '"It was loud," said Jane Doe, 34, a shopkeeper.',
            [("Jane Doe", "private", "shopkeeper", None)],
            id="age-and-trade",
        ),
        pytest.param(
            "The prime minister, Hassan Qadir, said no.",
            [("Hassan Qadir", "official", "prime minister", None)],
            id="post-then-comma",
        ),
        pytest.param(
            "Rebel leader Thomas Okot was wounded.",
            [("Thomas Okot", "combatant_leader", "Rebel leader", None)],
            id="rebel",
        ),
        pytest.param(
            "The boy was named as Karim Haddad.", [("Karim Haddad", "unknown", None, None)], id="introduced-by-name"
        ),
        pytest.param("George W. Tully left.", [("George W. Tully", "unknown", None, None)], id="initial"),
        pytest.param(
            "It was Prime Minister of the United Kingdom Anna Reeve who came.",
            [("Anna Reeve", "official", "Prime Minister", "United Kingdom")],
            id="post-of-country",
        ),
    ],
)  # fmt: skip
def test_name_with_what_is_said_beside_it(text: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The wounded were taken to Khalid Hospital.", id="hospital"),
        pytest.param("They marched down Martin Street in silence.", id="street"),
        pytest.param("Shells fell on the Ben Aknoun district.", id="district"),
        pytest.param("Fighting went on in Abu Kamal.", id="town-like-a-name"),
        pytest.param("Two men were held in St. Louis on Friday.", id="saint-of-a-city"),
        pytest.param("The general attack began at dawn.", id="general-as-adjective"),
        pytest.param("Police Arrest Gunman In Northern Province", id="headline-in-capitals"),
        pytest.param("INVESTIGATORS SAID VICTIMS DIED OF SMOKE.", id="said-is-no-given-name"),
        pytest.param("Bill passed by parliament on Monday.", id="common-word-at-head"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_nobodys_name(text: str) -> None:
    assert described(text) == []


def test_later_surname_has_the_post_of_the_full_name() -> None:
    found = persons("Ada Norwood, an analyst at Northgate, spoke first. Later Norwood argued that it was wrong.")
    assert [(p.name, p.full_name, p.standing) for p in found] == [
        ("Ada Norwood", "Ada Norwood", "expert"),
        ("Norwood", "Ada Norwood", "expert"),
    ]


def test_surname_in_the_title_is_linked_to_the_text() -> None:
    found = persons("Interior Minister Selim Aktan said so.", title="Aktan blames rebels")
    assert (found[0].name, found[0].full_name, found[0].standing) == ("Aktan", "Selim Aktan", "official")


def test_surname_that_is_a_common_word_is_linked_at_the_head_of_a_sentence() -> None:
    found = persons("Secretary of State Martha Rice came. Rice said it was over.")
    assert [p.name for p in found] == ["Martha Rice", "Rice"]


def test_given_names_are_many_and_folded() -> None:
    assert len(given_names()) > 1500
    assert all(name == name.lower() for name in given_names())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS := (
    "Mr. Ada Norwood , said the Col. bin of minister ( ) \" “ ” 34 . Police al-Amin JOHN SAID \n\n who and Minister"
).split(" ")), max_size=30).map(" ".join))  # fmt: skip
def test_any_text_gives_spans_that_quote_it(text: str) -> None:
    doc = a_document(text, title=text[:40])
    prepared = prepare(doc)
    for person in find_persons(prepared):
        record = to_record(person, prepared)
        assert doc.field(record.field)[record.start : record.end] == record.name
        for words in (person.post, person.affiliation):
            assert words is None or words.start < words.end
