"""The data of fusing: every row says something that holds."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tocsin.fuse.cluster import MEAN
from tocsin.fuse.match import BIAS, LINK, WEIGHTS
from tocsin.fuse.types import refines, type_agreement
from tocsin.fuse.words import LISTS, is_everyone, is_official, name_key, says_another, sentence_span
from tocsin.record import EVENT_TYPES

TABLE = tomllib.loads(files("tocsin.fuse").joinpath("types.toml").read_text("utf-8"))


@pytest.mark.parametrize("row", TABLE["compatible"], ids=lambda row: ",".join(row["types"])[:40])
def test_rows_of_compatible_types_name_types_and_a_reason(row: dict[str, object]) -> None:
    named = {*row["types"], row.get("with", "bombing")}  # type: ignore[misc]
    assert named <= EVENT_TYPES.keys()
    assert 0 < float(str(row["agreement"])) < 1
    assert row["why"]


def test_refinements_are_types_of_one_family_that_may_tell_one_event() -> None:
    for narrow, broad in TABLE["refines"].items():
        assert EVENT_TYPES[narrow].family == EVENT_TYPES[broad].family
        assert type_agreement(narrow, broad) > 0, (narrow, broad)
        assert not refines(broad, narrow)


def test_families_meet_only_where_a_plot_names_its_act() -> None:
    for a in EVENT_TYPES.values():
        for b in EVENT_TYPES.values():
            if type_agreement(a.id, b.id) and a.family != b.family:
                assert {a.family, b.family} == {"violence", "plot"}
            if a.family == b.family == "response" and a != b:
                assert type_agreement(a.id, b.id) == 0


@pytest.mark.parametrize("name", sorted(LISTS))
def test_word_lists_are_sorted_plain_and_without_doubles(name: str) -> None:
    rows = tomllib.loads(files("tocsin.fuse").joinpath("words.toml").read_text("utf-8"))[name]["words"]
    assert len(set(rows)) == len(rows)
    assert all(word == word.casefold().strip() for word in rows)


@pytest.mark.parametrize(
    "voice", ["Kano police", "the Health Ministry", "Pentagon", "a mayor", "regional officials", "White House"]
)
def test_official_voices(voice: str) -> None:
    assert is_official(voice)


@pytest.mark.parametrize("voice", ["residents", "Amnesty International", "Boko Haram", "a teacher", "the White Rose"])
def test_other_voices(voice: str) -> None:
    assert not is_official(voice)


def test_names_are_compared_without_articles_numbers_and_accents() -> None:
    assert name_key("The four Gunmen") == name_key("gunmen")
    assert name_key("Tehreek-e-Taliban") == "tehreek e taliban"
    assert name_key("Côte d’Or") == name_key("cote d’or")


@pytest.mark.parametrize(
    ("whom", "everyone"), [(None, True), ("people", True), ("other victims", True), ("US troops", False)]
)
def test_whom_singles_out_nobody_or_somebody(whom: str | None, everyone: bool) -> None:
    assert is_everyone(whom) is everyone


def test_another_is_read_close_before_the_trigger_only() -> None:
    assert says_another("Hours later a second", "blast")
    assert says_another("", "another attack")
    assert not says_another("The second wave of arrests came after the", "attack")


def test_the_sentence_around_a_span_is_verbatim() -> None:
    text = 'First one. "Bombs fell on Kano," he said. Then no more.'
    start = text.index("fell")
    assert text[slice(*sentence_span(text, start, start + 4))] == '"Bombs fell on Kano," he said.'


def test_the_page_on_fusing_states_the_weights_and_the_threshold() -> None:
    page = (Path(__file__).parents[2] / "docs/explanation/fusing.md").read_text("utf-8")
    for name, weight in WEIGHTS.items():
        assert f"| `{name}` | {weight.speaks_for} | {weight.against} |" in page
    assert f"links from {LINK}" in page
    assert f"begins at {BIAS}" in page
    assert f"at least {MEAN}" in page
