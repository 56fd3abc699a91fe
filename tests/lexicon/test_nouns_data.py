"""Every row of the noun table is well formed, matches its sentence and leaves the other alone."""

import csv
import re
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "src" / "tocsin" / "lexicon" / "nouns.csv"
with TABLE.open(encoding="utf-8", newline="") as stream:
    ROWS: list[dict[str, str]] = list(csv.DictReader(stream))
WORD = re.compile(r"\w+(?:[-'’.]\w+)*\.?")

COLUMNS = ["forms", "class", "kind", "tags", "source", "yes", "no"]
KINDS_BY_CLASS = {
    "armed": {"person", "group"},
    "armed_org": {"organization", "group"},
    "security": {"state_force", "person", "organization"},
    "official": {"person", "organization"},
    "government": {"government"},
    "civilian": {"civilians", "person", "organization"},
    "suspect": {"person"},
    "facility": {"facility"},
    "vehicle": {"vehicle"},
    "infrastructure": {"infrastructure"},
    "property": {"property"},
    "device": {"device"},
    "event_other": {""},
    "none": {""},
}
WEAPON_TAGS = {
    "gun", "explosive", "vehicle_bomb", "suicide_device", "mine", "grenade", "rocket", "missile", "mortar",
    "artillery", "aircraft_bomb", "drone", "incendiary", "blade", "vehicle", "chemical", "blunt", "stone",
    "torture_tool",
}  # fmt: skip
# Whom or what the word means beyond its class. An armed person's or an aircraft's tag may be a weapon's too.
OTHER_TAGS = {
    "activist", "aid_worker", "business", "children", "clergy", "culture", "cyber", "dead", "diplomatic", "displaced",
    "driver", "education", "elderly", "electoral", "energy", "family", "farmer", "food", "foreigner", "former",
    "government", "health", "hoax", "hostage", "human_rights", "indigenous", "industry", "intelligence",
    "journalist", "judicial", "leader", "media", "military", "narcotics", "peacekeeper", "police", "political",
    "prison", "prisoner", "private_security", "refugee", "religious", "religious_group", "rescue", "residential",
    "sport", "student", "telecom", "tourist", "transport", "union", "victim", "water", "women", "worker",
    "worshipper",
}  # fmt: skip
TRIED = [
    ("The police station burned.", "facility"),
    ("A suicide bomber came.", "armed"),
    ("A suicide car bomb went off.", "device"),
    ("A security guard ran.", "security"),
    ("The school bus stopped.", "vehicle"),
    ("The bus driver ran.", "civilian"),
    ("The rocket scientist spoke.", "none"),
    ("The attorney general resigned.", "official"),
    ("The rebel leader fled.", "armed"),
    ("A death squad came.", "armed_org"),
    ("The power line fell.", "infrastructure"),
    ("The suspected gunman was held.", "suspect"),
    ("The football match was late.", "event_other"),
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
    assert len(ROWS) >= 700


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


def test_classes_kinds_and_tags_are_of_the_closed_sets() -> None:
    for row in ROWS:
        assert row["kind"] in KINDS_BY_CLASS[row["class"]], row["forms"]
        tags = row["tags"].split("|") if row["tags"] else []
        assert len(tags) == len(set(tags)), row["forms"]
        if row["class"] == "device":
            assert len(tags) <= 1, row["forms"]
            assert set(tags) <= WEAPON_TAGS, row["forms"]
        else:
            assert set(tags) <= WEAPON_TAGS | OTHER_TAGS, row["forms"]


def test_every_class_and_every_tag_has_a_row() -> None:
    assert {row["class"] for row in ROWS} == set(KINDS_BY_CLASS)
    assert {tag for row in ROWS for tag in row["tags"].split("|") if tag} == WEAPON_TAGS | OTHER_TAGS


@pytest.mark.parametrize(("text", "expected"), TRIED)
def test_the_longer_phrase_wins(text: str, expected: str) -> None:
    assert ROWS[find_rows(text)[0]]["class"] == expected


def test_the_sentence_that_should_match_does() -> None:
    assert [(row["forms"], row["yes"]) for i, row in enumerate(ROWS) if i not in find_rows(row["yes"])] == []


def test_the_sentence_that_should_not_match_does_not() -> None:
    assert [(row["forms"], row["no"]) for i, row in enumerate(ROWS) if i in find_rows(row["no"])] == []


def test_the_sentences_are_sentences() -> None:
    for row in ROWS:
        for cell in (row["yes"], row["no"]):
            assert cell.endswith("."), cell
            assert cell[0].isupper() or cell[0].isdigit(), cell
