"""The actor register, row by row. The look-up here is the plainest that could work and is no part of the resolver."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import tocsin

REGISTER = Path(tocsin.__file__).parent / "lexicon" / "actors.csv"
COLUMNS = [
    "id", "name", "kind", "countries", "parent", "aliases",
    "active_from", "active_to", "identifiers", "source", "yes", "no",
]  # fmt: skip
KINDS = {
    "rebel_group", "political_militia", "identity_militia", "state_forces", "external_forces",
    "government", "criminal_group", "political_party", "intergovernmental", "ngo",
}  # fmt: skip
IDENTIFIERS = {
    "branch": re.compile(r"(military|police|government)-[a-z]{2}"),
    "ucdp": re.compile(r"[1-9]\d*"),
    "un": re.compile(r"(QDe|TAe|CDe)\.\d{3}"),
    "wikidata": re.compile(r"Q[1-9]\d*"),
}
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")

Row = dict[str, str]
Node = dict[str, "Node | list[str]"]


def fold(text: str) -> str:
    """The text with straight quotes and without accents; case is kept."""
    straight = text.replace("’", "'").replace("‘", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(c))


def tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(fold(text)))


def cell_list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


@cache
def load_register() -> tuple[Row, ...]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def ids_by_alias() -> tuple[dict[tuple[str, ...], set[str]], dict[tuple[str, ...], set[str]]]:
    """Ids by lower-cased tokens, and ids by tokens in exact case."""
    any_case: dict[tuple[str, ...], set[str]] = {}
    exact: dict[tuple[str, ...], set[str]] = {}
    for row in load_register():
        for alias in cell_list(row["aliases"]):
            if alias.startswith("="):
                exact.setdefault(tokens(alias[1:]), set()).add(row["id"])
            else:
                any_case.setdefault(tuple(t.lower() for t in tokens(alias)), set()).add(row["id"])
    return any_case, exact


def without_possessive(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words[:-1], words[-1].removesuffix("'s"))


def find_actors(sentence: str) -> set[str]:
    """Ids of every actor that the longest matches, taken from the left, could mean."""
    any_case, exact = ids_by_alias()
    longest = max(len(key) for key in (*any_case, *exact))
    words = tokens(sentence)
    found: set[str] = set()
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + longest), start, -1):
            span = words[start:end]
            hits: set[str] = set()
            for form in {span, without_possessive(span)}:
                hits |= exact.get(form, set()) | any_case.get(tuple(t.lower() for t in form), set())
            if hits:
                found |= hits
                start = end
                break
        else:
            start += 1
    return found


ROWS = [pytest.param(row, id=row["id"]) for row in load_register()]


def test_header_is_the_documented_one() -> None:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS


def test_every_row_has_every_cell() -> None:
    for row in load_register():
        assert None not in row, row["id"]
        assert None not in row.values(), row["id"]


def test_ids_are_unique_and_sorted() -> None:
    ids = [row["id"] for row in load_register()]
    assert len(ids) == len(set(ids))
    assert ids == sorted(ids)


def test_names_are_unique() -> None:
    names = Counter(row["name"] for row in load_register())
    assert [name for name, count in names.items() if count > 1] == []


def test_register_is_large_enough() -> None:
    kinds = Counter(row["kind"] for row in load_register())
    assert sum(kinds.values()) >= 1100
    assert kinds["state_forces"] >= 60
    assert set(kinds) == KINDS


def test_ids_that_others_rely_on_are_there() -> None:
    wanted = {
        "islamic-state-khorasan", "islamic-state", "al-shabaab", "boko-haram", "farc", "fmln", "shining-path", "hamas",
    }  # fmt: skip
    assert wanted <= {row["id"] for row in load_register()}


def test_parents_exist_and_make_no_circle() -> None:
    parent_by_id = {row["id"]: row["parent"] for row in load_register()}
    for start in parent_by_id:
        seen = {start}
        current = parent_by_id[start]
        while current:
            assert current in parent_by_id, f"{start}: no row {current}"
            assert current not in seen, f"{start}: its parents run in a circle"
            seen.add(current)
            current = parent_by_id[current]


def test_an_identifier_belongs_to_one_row() -> None:
    owners = Counter(i for row in load_register() for i in cell_list(row["identifiers"]))
    assert [identifier for identifier, count in owners.items() if count > 1] == []


@pytest.mark.parametrize("row", ROWS)
def test_cells_are_well_formed(row: Row) -> None:
    assert all(cell == cell.strip() for cell in row.values())
    assert all(row[column] for column in ("id", "name", "kind", "countries", "aliases", "source", "yes", "no"))
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["id"])
    assert row["kind"] in KINDS
    countries = cell_list(row["countries"])
    assert all(re.fullmatch(r"[A-Z]{2}", country) for country in countries)
    assert len(countries) == len(set(countries))
    years = [int(row[column]) for column in ("active_from", "active_to") if row[column]]
    assert years == sorted(years)
    assert all(1600 <= year <= 2030 for year in years)


@pytest.mark.parametrize("row", ROWS)
def test_identifiers_have_a_known_scheme_and_form(row: Row) -> None:
    for identifier in cell_list(row["identifiers"]):
        scheme, _, value = identifier.partition(":")
        assert scheme in IDENTIFIERS
        assert IDENTIFIERS[scheme].fullmatch(value)


@pytest.mark.parametrize("row", ROWS)
def test_aliases_are_neither_empty_nor_twice_there(row: Row) -> None:
    keys = []
    for alias in row["aliases"].split("|"):
        words = tokens(alias.removeprefix("="))
        assert words, alias
        assert alias.count("=") == alias.startswith("="), alias
        keys.append(("=", words) if alias.startswith("=") else ("", tuple(w.lower() for w in words)))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", ROWS)
def test_yes_names_the_actor_and_no_does_not(row: Row) -> None:
    assert row["id"] in find_actors(row["yes"])
    assert row["id"] not in find_actors(row["no"])


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("The attack was claimed by ISIS-K on Friday.", "islamic-state-khorasan"),
        ("Islamic State\u2019s Khorasan branch said so.", "islamic-state-khorasan"),
        ("Al-Shabaab's spokesman denied it.", "al-shabaab"),
        ("TERRORISTS OF THE FARABUNDO MARTI NATIONAL LIBERATION FRONT [FMLN]", "fmln"),
    ],
)
def test_common_spellings_are_found(sentence: str, actor: str) -> None:
    assert find_actors(sentence) == {actor}


def test_a_shared_acronym_offers_every_actor_that_bears_it() -> None:
    assert {"pla-china", "pla-manipur", "epl-colombia"} <= find_actors("The People's Liberation Army moved in.")
