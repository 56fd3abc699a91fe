"""Every row of the table of offices and titles has values of the closed sets; the longer phrase wins."""

import pytest

from lexicon.word_table import WordTable

TABLE = WordTable("posts.csv")
ROWS = TABLE.rows

STANDINGS = {"official", "expert", "combatant_leader", "private", "unknown"}
KINDS = {"post", "title", "both"}
TRIED = [
    ("A police spokesman left.", "official"),
    ("Gen. Stone spoke.", "official"),
    ("A senior fellow wrote.", "expert"),
    ("The rebel leader wrote.", "combatant_leader"),
    ("A witness ran.", "private"),
    ("Mrs. Field ran.", "unknown"),
    ("The former ambassador wrote.", "expert"),
    ("The opposition leader spoke.", "official"),
]


def test_standings_and_kinds_are_of_the_closed_sets_and_all_in_use() -> None:
    assert {row["standing"] for row in ROWS} == STANDINGS
    assert {row["kind"] for row in ROWS} == KINDS


@pytest.mark.parametrize(("text", "expected"), TRIED)
def test_the_longer_phrase_wins(text: str, expected: str) -> None:
    assert ROWS[TABLE.find(text)[0]]["standing"] == expected
