"""The index of words: what is found, in which order, and that nothing typed is an operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keep.builders import HandClock, a_document
from tocsin.keep import open_ledger
from tocsin.keep.search import terms_of
from tocsin.keep.search_fts5 import match_of

TEXTS = {
    "d1": ("Bomb in Kano", "A car bomb went off at a market in Kano on Friday."),
    "d2": ("Harvest", "The market was quiet. In Kano nobody spoke of the bomb."),
    "d3": ("Élection à Abidjan", "The café by the lagoon was full."),
}


def a_ledger(path):
    return open_ledger(f"sqlite:///{path}", clock=HandClock(), actor="test/1")


@pytest.fixture
def ledger(tmp_path):
    with a_ledger(tmp_path / "t.db") as ledger:
        for id, (title, text) in TEXTS.items():
            ledger.add_document(a_document(id=id, title=title, text=text))
        yield ledger


QUERIES = {
    "all words, the title first": ("kano bomb", ["d1", "d2"]),
    "words side by side": ('"car bomb"', ["d1"]),
    "case and accents do not matter": ("ELECTION cafe", ["d3"]),
    "a word that is not there": ("kano flood", []),
    "an operator is a word": ("kano OR flood", []),
    "a column is a word": ("title:bomb", []),
    "a star is nothing": ("ka*", []),
    "quotes that do not close": ('"car bomb', ["d1"]),
    "nothing": ("  ", []),
    "marks alone": ("-- ( ) * ^", []),
}


@pytest.mark.parametrize(("words", "found"), QUERIES.values(), ids=QUERIES)
def test_documents_are_found_by_their_words(ledger, words, found):
    assert [hit.id for hit in ledger.search(words)] == found


def test_the_words_around_are_shown_with_marks(ledger):
    (hit,) = ledger.search("café")
    assert "\x02café\x03 by the lagoon" in hit.words


def test_an_erased_document_is_found_no_more_and_leaves_no_word(tmp_path):
    path = tmp_path / "t.db"
    with a_ledger(path) as ledger:
        doc = a_document(id="d1", text="Somebody called Zzyzxname was seen in the square.")
        ledger.add_document(doc)
        assert [hit.id for hit in ledger.search("zzyzxname")] == ["d1"]
        ledger.erase(doc.key, by="an editor", reason="asked for")
        assert ledger.search("zzyzxname") == []
    assert b"zzyzxname" not in path.read_bytes().lower()


def test_a_text_that_was_replaced_is_not_found(ledger):
    ledger.add_document(a_document(id="d2", title="Harvest", text="The market was full of oranges."))
    assert [hit.id for hit in ledger.search("oranges")] == ["d2"]
    assert [hit.id for hit in ledger.search("spoke of the bomb")] == []


def test_at_most_so_many(ledger):
    assert len(ledger.search("kano", most=1)) == 1


@given(st.text(max_size=60))
def test_whatever_is_typed_makes_a_query_of_quoted_words(words):
    query = match_of(terms_of(words))
    assert query.count('"') % 2 == 0
    assert "\0" not in query
