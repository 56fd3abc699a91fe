"""The labelled texts of `data/labelled`: offsets, vocabulary, identity, and what their page says of them."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from tocsin.record.event_types import EVENT_TYPES
from tocsin.record.values import Measure, Modality, Role, Scope, Stance, Status, Unit

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "labelled"
LABELS = {
    "trigger": set(EVENT_TYPES),
    "role": set(get_args(Role)),
    "toll": set(get_args(Measure)),
    "claim": {"claimant", "accuser"},
    "attribution": {"content", "speaker", "cue"},
    "site": {"site"},
}
FIELDS = {"status": Status, "unit": Unit, "modality": Modality, "scope": Scope, "stance": Stance}


@cache
def modules() -> tuple[ModuleType, ModuleType]:
    """`load` and `counts`, which lie beside the texts and not in the package."""
    sys.path.insert(0, str(FOLDER))
    try:
        import load

        import counts
    finally:
        sys.path.remove(str(FOLDER))
    return load, counts


@cache
def lines() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(json.dumps(text.as_json())) for text in modules()[0].load_texts())


def parse(line: str) -> dict[str, Any]:
    form: dict[str, Any] = modules()[0].parse_line(line).as_json()
    return form


def test_offsets_quote_the_text() -> None:
    for line in lines():
        assert not set("{}|") & set(line["text"]), line["text"]
        for label in line["labels"]:
            quote = line["text"][label["start"] : label["end"]]
            assert quote == label["quote"] == quote.strip() != "", line["text"]


def test_labels_belong_to_the_vocabulary() -> None:
    for line in lines():
        for label in line["labels"]:
            assert label["label"] in LABELS[label["task"]], label
            for field, values in FIELDS.items():
                assert field not in label or label[field] in get_args(values), label


def test_what_a_label_is_of_is_a_trigger_or_a_content() -> None:
    for line in lines():
        for label in line["labels"]:
            owners = [line["labels"][place] for place in label["of"]]
            if label["task"] == "attribution":
                assert all(owner["label"] == "content" for owner in owners), line["text"]
                assert bool(owners) != (label["label"] == "content"), line["text"]
            else:
                assert all(owner["task"] == "trigger" and not owner["of"] for owner in owners), line["text"]


def test_ids_are_unique() -> None:
    assert len({line["id"] for line in lines()}) == len(lines())


def test_no_sentence_stands_twice_or_among_the_minimal_pairs() -> None:
    seen = {plain(text["text"]) for pair in pairs() for text in pair["texts"]}
    for line in lines():
        words = plain(line["text"])
        assert words not in seen, line["text"]
        seen.add(words)


def pairs() -> list[dict[str, Any]]:
    written = (ROOT / "bench" / "pairs" / "pairs.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in written]


def plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())


def test_about_a_fifth_is_held_out() -> None:
    held_out = sum(line["part"] == "held-out" for line in lines())
    assert 0.15 < held_out / len(lines()) < 0.25


@pytest.mark.parametrize(("given", "parts"), [((), {"train"}), (("--part", "all"), {"train", "held-out"})])
def test_the_command_prints_the_part_train_unless_asked(given: tuple[str, ...], parts: set[str]) -> None:
    command = [sys.executable, str(FOLDER / "load.py"), *given]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    forms = [json.loads(line) for line in printed]
    assert {form["part"] for form in forms} == parts
    assert len(forms) == sum(line["part"] in parts for line in lines())


def test_the_page_gives_the_counts_as_they_are() -> None:
    load, counts = modules()
    page = (FOLDER / "README.md").read_text("utf-8")
    assert page.endswith(counts.HEADING + counts.count_table(load.load_texts()))


def test_numbers_link_labels_to_triggers_in_order_of_appearance() -> None:
    form = parse(
        "1 {Rebels|perpetrator@2} {fled|arrest} after the {raid|armed_assault}, which {killed|same@2} {two|killed@2}."
    )
    by_quote = {label["quote"]: label for label in form["labels"]}
    raid = form["labels"].index(by_quote["raid"])
    assert [by_quote[quote]["of"] for quote in ("Rebels", "killed", "two")] == [[raid]] * 3
    assert by_quote["killed"]["label"] == "armed_assault"


def test_a_claimant_is_a_perpetrator_by_his_own_word_or_by_anothers() -> None:
    form = parse("1 {The Dawn|claimed} {bombed|bombing} it, not {the Night|blamed}.")
    doers = [(label["quote"], label["modality"]) for label in form["labels"] if label["task"] == "role"]
    assert doers == [("The Dawn", "claimed"), ("the Night", "alleged")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no sign in front", "neither 0 nor 1"),
        ("1 {open|site", "labels left open"),
        ("1 {open", "left open"),
        ("1 closed}", "closed without"),
        ("1 {a|}", "no label"),
        ("1 a|site}", "nothing opened"),
        ("1 {a|colour}", "unknown label"),
        ("1 {a|killed:often}", "unknown option"),
        ("1 {a|killed@2}", "no trigger 2"),
        ("1 {a|speaker}", "no content"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_line(line: str, reason: str) -> None:
    with pytest.raises(modules()[0].MarkupError, match=f"{reason}.*: "):
        parse(line)
