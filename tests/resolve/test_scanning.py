"""Trying a pattern only where a word can begin it finds what a search at every letter finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.resolve import count_words, time_words
from tocsin.resolve.count_words import ARTICLE, ARTICLES, NUMBER
from tocsin.resolve.numbers import find_numbers
from tocsin.resolve.scanning import Scan
from tocsin.resolve.time_grammar import MASTER
from tocsin.resolve.times import _forms
from tocsin.resolve.tokens import find_paragraphs


def sentences(value: object) -> Iterator[str]:
    """Every string in the tables of times and counts: forms, and sentences that match or must not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item)


WORDS = st.sampled_from(
    "a an another the '90s 1990s 90s mid-1990s 9/11 1,200 3rd may 2024-03-22 8:15 pm p.m. two dozen twenty-one "
    "hundreds half early pre-dawn fridays friday's weekend aged 40 12-year-old é _ 5km 20m $5 , . ' ’ - this last past "
    "next several just few every other days hours years after before week full or to million dozen hundred soon".split()
)
TEXTS = st.lists(WORDS, max_size=12).flatmap(lambda words: st.sampled_from((" ", "", "-")).map(lambda s: s.join(words)))
ROWS = sorted({*sentences(time_words.TABLE), *sentences(count_words.TABLE)})


def check(text: str) -> None:
    scan = Scan(text)
    found, end = [], 0
    for match in _forms(scan):
        if match.start() >= end:
            found.append(match.span())
            end = match.end()
    assert found == [match.span() for match in MASTER.finditer(scan.low)]
    assert [(n.start, n.end) for n in find_numbers(scan)] == [
        match.span() for match in NUMBER.finditer(scan.low) if match.lastgroup != "idiom"
    ]
    articles = scan.matches(ARTICLE, scan.places(ARTICLES))
    assert [match.span() for match in articles] == [match.span() for match in ARTICLE.finditer(scan.low)]


@pytest.mark.parametrize("text", ROWS)
def test_no_form_is_lost_in_the_rows(text: str) -> None:
    check(text)


@given(TEXTS)
def test_no_form_is_lost_in_joined_words(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("Attack\nIn the early hours a missile hit the base.", 2, id="heading"),
        pytest.param(
            "Spring attacks (27 March-29 May)\n" + "On 27 March the base was hit again. " * 3, 2, id="dated-heading"
        ),
        pytest.param("Gunmen attacked the mill\nat Arvela on Friday and\nkilled four.", 1, id="wrapped"),
        pytest.param(
            "Reporting was by Anna.\nIn the early hours a missile hit the base near the town.", 1, id="sentence"
        ),
        pytest.param(
            "and then\nIn the early hours a missile hit the base near the town.", 1, id="middle-of-a-sentence"
        ),
    ],
)
def test_a_heading_is_no_part_of_the_paragraph_below_it(text, spans):
    found = find_paragraphs(text)
    assert len(found) == spans
    assert "".join(text[a:b] for a, b in found).replace("\n", "") == text.replace("\n", "")
