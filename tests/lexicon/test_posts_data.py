"""Every row of the table of offices and titles is well formed, matches its sentence and leaves the other alone."""

import csv
import re
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "src" / "tocsin" / "lexicon" / "posts.csv"
with TABLE.open(encoding="utf-8", newline="") as stream:
    ROWS: list[dict[str, str]] = list(csv.DictReader(stream))
WORD = re.compile(r"\w+(?:[-'’.]\w+)*\.?")

COLUMNS = ["forms", "standing", "kind", "source", "yes", "no"]
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


def words_of(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


ROW_BY_FORM = {tuple(words_of(form)): i for i, row in enumerate(ROWS) for form in row["forms"].split("|")}
LONGEST = max(map(len, ROW_BY_FORM))


def find_rows(text: str) -> list[int]:
    """The rows whose forms stand in a text: longest first, left to right, none inside another.

    A full stop belongs to an abbreviation ("Gen.") where the table has one, else to the sentence.
    """
    words, found, at = words_of(text), [], 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            run = tuple(words[at : at + size])
            bare = (*run[:-1], run[-1].rstrip("."))
            row = ROW_BY_FORM.get(run, ROW_BY_FORM.get(bare))
            if row is not None:
                found.append(row)
                at += size
                break
        else:
            at += 1
    return found


def test_the_columns_are_these_and_the_table_is_large_enough() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert len(ROWS) >= 220


def test_no_cell_has_white_space_around_it_and_no_row_has_cells_too_many() -> None:
    for row in ROWS:
        assert None not in row, row["forms"]
        assert all(cell == cell.strip() for cell in row.values()), row["forms"]


def test_forms_are_lower_case_not_empty_and_stand_once_in_the_file() -> None:
    forms = [form for row in ROWS for form in row["forms"].split("|")]
    assert len(forms) == len(set(forms)), sorted({form for form in forms if forms.count(form) > 1})
    for form in forms:
        assert form == form.lower() == " ".join(form.split()), form
        assert words_of(form), form


def test_no_two_rows_have_a_form_of_the_same_words() -> None:
    for i, row in enumerate(ROWS):
        for form in row["forms"].split("|"):
            other = ROW_BY_FORM[tuple(words_of(form))]
            assert other == i, f"{form} stands in {row['forms']} and in {ROWS[other]['forms']}"


def test_every_row_says_where_it_came_from() -> None:
    assert [row["forms"] for row in ROWS if not row["source"].startswith("written for this project")] == []


def test_standings_and_kinds_are_of_the_closed_sets_and_all_in_use() -> None:
    assert {row["standing"] for row in ROWS} == STANDINGS
    assert {row["kind"] for row in ROWS} == KINDS


@pytest.mark.parametrize(("text", "expected"), TRIED)
def test_the_longer_phrase_wins(text: str, expected: str) -> None:
    assert ROWS[find_rows(text)[0]]["standing"] == expected


def test_the_sentence_that_should_match_does() -> None:
    assert [(row["forms"], row["yes"]) for i, row in enumerate(ROWS) if i not in find_rows(row["yes"])] == []


def test_the_sentence_that_should_not_match_does_not() -> None:
    assert [(row["forms"], row["no"]) for i, row in enumerate(ROWS) if i in find_rows(row["no"])] == []


def test_the_sentences_are_sentences() -> None:
    for row in ROWS:
        for cell in (row["yes"], row["no"]):
            assert cell.endswith("."), cell
            assert cell[0].isupper() or cell[0].isdigit(), cell
