"""Quotations are found in the text, and it is always the text's own words that come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_document, evidence_holds
from tocsin.read.llm.align import Aligner

TEXT = (
    "Gunmen “loyal to nobody” killed at least 12\u00a0people in Kano on Friday,\npolice said. Nobody was killed in Zaria. "
    "The blast at the mill left 112 hurt, and 1,120 fled – some on foot."
)

FOUND = {
    "letter by letter": ("killed at least 12\u00a0people", "killed at least 12\u00a0people"),
    "other white space": (
        "killed at least 12 people in Kano on Friday, police",
        "killed at least 12\u00a0people in Kano on Friday,\npolice",
    ),
    "other marks": ('Gunmen "loyal to nobody" killed', "Gunmen “loyal to nobody” killed"),
    "another dash": ("fled - some on foot", "fled – some on foot"),
    "another case": ("GUNMEN “LOYAL", "Gunmen “loyal"),
    "a word changed": (
        "The explosion at the mill left 112 hurt and 1,120 fled",
        "blast at the mill left 112 hurt, and 1,120 fled",
    ),
    "dots between": (
        "Gunmen “loyal ... 12 people in Kano",
        "Gunmen “loyal to nobody” killed at least 12\u00a0people in Kano",
    ),
}


@pytest.mark.parametrize(("quote", "words"), FOUND.values(), ids=FOUND)
def test_a_quotation_is_found(quote, words):
    found = Aligner(a_document(TEXT)).find(quote)
    assert found is not None
    assert words in found.quote or found.quote in words
    assert evidence_holds(a_document(TEXT), found)


NOT_FOUND = {
    "another figure": "Gunmen killed at least 21 people in Kano on Friday, police said",
    "a figure inside another": "12 hurt",
    "a figure cut at its comma": "120 fled",
    "half a word": "lled at least",
    "a denial put in": "The blast at the mill did not leave 112 hurt",
    "invented": "The army shelled the hospital",
    "too few words to be nearly": "blasts at mills",
    "empty": "  ",
}


@pytest.mark.parametrize("quote", NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_is_not_there_is_not_found(quote):
    found = Aligner(a_document(TEXT)).find(quote)
    assert found is None or quote.strip().lower() in found.quote.lower()
    if found is not None:
        pytest.fail(found.quote)


def test_of_several_places_the_nearest_is_taken():
    doc = a_document("A bomb went off. Two died. Much later a bomb went off.")
    aligner = Aligner(doc)
    near = aligner.find("Much later")
    assert aligner.find("a bomb went off", near=near).start > near.start


def test_the_title_is_looked_at_too():
    doc = a_document("Nothing more is known.", title="Bomb kills 4 in Kano")
    found = Aligner(doc).find("Bomb kills 4")
    assert (found.field, found.start) == ("title", 0)


@given(st.text(max_size=200), st.text(max_size=80))
def test_whatever_the_input_evidence_quotes_its_text(text, quote):
    doc = a_document(text)
    found = Aligner(doc).find(quote)
    assert found is None or (evidence_holds(doc, found) and found.start < found.end)


@given(st.text(min_size=1, max_size=200), st.data())
def test_what_stands_between_words_is_found_where_it_stands(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    doc = a_document(text)
    found = Aligner(doc).find(quote)
    if found is not None and quote.strip():
        assert evidence_holds(doc, found)
