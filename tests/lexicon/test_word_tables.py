"""Every table of words is well formed; every row matches its sentence and leaves its counter-example alone."""

import pytest

from lexicon.word_table import WordTable, words_of

TABLES = {
    "motives.csv": (["forms", "motive", "source", "yes", "no"], 15),
    "nouns.csv": (["forms", "class", "kind", "tags", "source", "yes", "no"], 700),
    "posts.csv": (["forms", "standing", "kind", "source", "yes", "no"], 220),
    "reporting.csv": (["forms", "kind", "stance", "source", "yes", "no"], 140),
}


@pytest.fixture(params=TABLES, scope="module")
def name(request):
    return request.param


@pytest.fixture(scope="module")
def table(name):
    return WordTable(name)


def test_the_columns_are_these_and_the_table_is_large_enough(name, table):
    columns, size = TABLES[name]
    assert list(table.rows[0]) == columns
    assert len(table.rows) >= size


def test_no_cell_has_white_space_around_it_and_no_row_has_cells_too_many(table):
    for row in table.rows:
        assert None not in row, row["forms"]
        assert all(cell == cell.strip() for cell in row.values()), row["forms"]


def test_forms_are_lower_case_not_empty_and_stand_once_in_the_file(table):
    forms = [form for row in table.rows for form in table.forms(row)]
    assert len(forms) == len(set(forms)), sorted({form for form in forms if forms.count(form) > 1})
    for form in forms:
        assert form == form.lower() == " ".join(form.split()), form
        assert words_of(form), form


def test_no_two_rows_have_a_form_of_the_same_words(table):
    for i, row in enumerate(table.rows):
        for form in table.forms(row):
            other = table.by_form[tuple(words_of(form))]
            assert other == i, f"{form} stands in {row['forms']} and in {table.rows[other]['forms']}"


def test_every_row_says_where_it_came_from(table):
    strangers = [row["forms"] for row in table.rows if not row["source"].startswith("written for this project")]
    assert strangers == []


def test_the_sentence_that_should_match_does(table):
    assert [(r["forms"], r["yes"]) for i, r in enumerate(table.rows) if i not in table.find(r["yes"])] == []


def test_the_sentence_that_should_not_match_does_not(table):
    assert [(r["forms"], r["no"]) for i, r in enumerate(table.rows) if i in table.find(r["no"])] == []


def test_the_sentences_are_sentences(table):
    for row in table.rows:
        for cell in (row["yes"], row["no"]):
            assert cell.endswith("."), cell
            assert cell[0].isupper() or cell[0].isdigit(), cell
