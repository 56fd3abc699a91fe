"""Every row of the table of saying has values of the closed sets; the longer phrase wins."""

import pytest

from lexicon.word_table import WordTable

TABLE = WordTable("reporting.csv")
ROWS = TABLE.rows

KINDS = {
    "say", "warn", "accuse", "blame", "claim", "deny", "condemn", "confirm", "admit", "believe", "urge", "vow",
    "threaten", "argue", "report", "according", "noun", "mind",
}  # fmt: skip
STANCES = {"neutral", "doubt", "support", "against"}
TRIED = [
    ("The army said so.", "say"),
    ("Nine died, according to the mayor.", "according"),
    ("The cell denied responsibility.", "deny"),
    ("The cell claimed responsibility.", "claim"),
    ("There was no claim of responsibility.", "noun"),
    ("He pleaded not guilty.", "deny"),
    ("He pleaded guilty.", "admit"),
    ("He pleaded for mercy.", "urge"),
]


def test_kinds_and_stances_are_of_the_closed_sets_and_all_in_use() -> None:
    assert {row["kind"] for row in ROWS} == KINDS
    assert {row["stance"] for row in ROWS} == STANCES


@pytest.mark.parametrize(("text", "expected"), TRIED)
def test_the_longer_phrase_wins(text: str, expected: str) -> None:
    assert ROWS[TABLE.find(text)[0]]["kind"] == expected
