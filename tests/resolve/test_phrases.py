"""Phrases in tokenised text: what the index finds is what trying every phrase at every word finds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.resolve.phrases import COMMON, PhraseIndex

PHRASES = [
    "the army", "the army of the north", "army", "of the", "the", "army men", "men of the north", "in the north",
    "north", "the north army", "is", "was in",
]  # fmt: skip
WORDS = "the army of north men in is was road".split()


def tried_everywhere(phrases: Sequence[str], folded: Sequence[str]) -> list[tuple[int, int, str]]:
    """The longest phrase at each word, left to right, none overlapping another."""
    ordered = sorted((phrase.split() for phrase in phrases), key=len, reverse=True)
    found, i = [], 0
    while i < len(folded):
        words = next((words for words in ordered if folded[i : i + len(words)] == words), [])
        if words:
            found.append((i, i + len(words), " ".join(words)))
        i += len(words) or 1
    return found


@given(st.lists(st.sampled_from(PHRASES), unique=True), st.lists(st.sampled_from(WORDS), max_size=14))
def test_the_longest_phrases_are_found_from_the_left(phrases: list[str], folded: list[str]) -> None:
    index = PhraseIndex((phrase, phrase) for phrase in phrases)
    found = [(start, end, value) for start, end, (value,) in index.find(folded)]
    assert found == tried_everywhere(phrases, folded)
    assert {start for start, _, _ in found} <= {i for i, _ in index.at_each(folded)}


def test_common_words_alone_are_not_looked_at() -> None:
    index = PhraseIndex([("the army", 1), ("of northern", 2)])
    assert {"the", "of"} <= COMMON
    assert list(index.at_each("the end of the road".split())) == []
    assert list(index.at_each("the end of the army".split())) == [(3, (3, 5, (1,)))]


@pytest.mark.parametrize(("texts", "cased", "found"), [(["IS"], True, [1]), (["is"], True, []), (["IS"], False, [])])
def test_a_phrase_of_an_exact_case_needs_that_case(texts: list[str], cased: bool, found: list[int]) -> None:
    index = PhraseIndex([("=IS", 1)])
    folded = [text.lower() for text in texts]
    assert [value for match in index.find(folded, texts, cased=cased) for value in match.values] == found
    assert index.find(folded) == []
