"""`bench/labelled.py`: a reading held against labelled texts."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tocsin.pipeline import READERS

SCRIPT = Path(__file__).parents[2] / "bench" / "labelled.py"
RAID = (
    "1 {Gunmen|perpetrator} {attacked|armed_assault} a {police post|target} in {Djibo|site} on Monday, "
    "killing {12|killed} {officers|victim}."
)
TOLD = "1 {Rebels {burned|arson} the {mill|target}|content}, the {mayor|speaker} {said|cue}."


@cache
def script() -> ModuleType:
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("bench_labelled", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path[:] = before
    return module


def parse(line: str) -> Any:
    script()
    return sys.modules["load"].parse_line(line)


def scored(line: str, *, read: str | None = None) -> Any:
    """The counts of a text when the rule reader has read it, or the text of another line in its place."""
    bench = script()
    gold, text = parse(line), parse(read or line)
    return bench.score(gold, READERS.make("rules").read(bench.document_of(text)))


def test_what_a_reader_finds_is_counted_by_task() -> None:
    counts = scored(RAID)
    for task in ("trigger", "role", "toll", "site", "relevance"):
        assert counts[task].f1 == pytest.approx(100), task
    assert counts["trigger: status"].right == counts["toll: scope"].right == 1


def test_another_type_is_found_and_not_right() -> None:
    counts = scored(RAID.replace("armed_assault", "bombing"))
    assert (counts["trigger"].f1, counts["trigger, any type"].f1) == (0, 100)
    assert counts["trigger: status"].gold == 0


def test_status_scope_and_background_are_judged_where_the_label_agrees() -> None:
    counts = scored(
        RAID.replace("armed_assault", "armed_assault:foiled:background").replace("|killed", "|killed:period")
    )
    assert counts["trigger"].f1 == counts["toll"].f1 == 100
    assert [counts[row].right for row in ("trigger: status", "trigger: background", "toll: scope")] == [0, 0, 0]


def test_a_word_that_comes_back_to_the_event_counts_as_its_trigger() -> None:
    marked = RAID.replace("attacked|armed_assault", "attacked|same").replace("killing", "{killing|armed_assault}")
    assert scored(marked)["trigger"].f1 == 100


def test_a_speaker_is_judged_with_the_content() -> None:
    counts = scored(TOLD)
    assert counts["attribution"].f1 == counts["attribution: speaker"].f1 == 100
    other = TOLD.replace("{mayor|speaker}", "mayor").replace("{mill|target}", "{mill|target speaker}")
    assert scored(other)["attribution: speaker"].right == 0


def test_a_text_that_was_not_read_misses_all_its_labels() -> None:
    counts = scored(RAID, read="0 The festival of roses was opened by a brass band.")
    assert counts["trigger"].recall == counts["role"].recall == counts["toll"].recall == 0
    assert counts["relevance"].right == 0


def test_the_table_adds_up_texts() -> None:
    rows = {row[0]: row for row in script().table([scored(RAID), scored(TOLD)], samples=10)}
    assert rows["trigger"][-1] == "2"
    assert rows["  toll killed"][3] == "100.0"


def test_faults_name_the_words_and_the_text() -> None:
    bench = script()
    text = parse(RAID.replace("Gunmen|perpetrator", "Gunmen|party"))
    reading = READERS.make("rules").read(bench.document_of(text))
    found = list(bench.faults([text], [reading], most=3))
    assert "\n## role other label: 1" in found
    assert any(line.startswith("perpetrator for party [Gunmen] ") for line in found)


def test_faults_of_the_held_out_part_are_refused() -> None:
    command = [sys.executable, str(SCRIPT), "--faults", "5"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert "train alone" in result.stderr
