"""Every span of `tolls.toml` gives its sentence the scope of the row, and leaves its counter-example alone."""

import pytest

from builders import a_document
from tocsin.lexicon import load_toml
from tocsin.read.rules.reader import RuleReader

SPANS = load_toml("tolls.toml")["span"]
READER = RuleReader()


def scopes(text):
    events = READER.steps(a_document(text, title=None, published="2024-06-05")).events
    return {found.toll.scope for event in events for found in event.tolls if found.toll.bound.low != 2}


@pytest.mark.parametrize("row", SPANS, ids=lambda row: row["yes"])
def test_words_for_spans_of_time(row):
    assert row["scope"] in scopes(row["yes"])
    assert row["scope"] not in scopes(row["no"])


def test_the_lists_hold_no_word_twice():
    for name, words in load_toml("tolls.toml")["words"].items():
        assert len(words) == len(set(words)), name
