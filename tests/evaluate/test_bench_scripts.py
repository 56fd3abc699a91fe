"""The scripts of bench/ that measure: without data they say so and fail nothing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.evaluate import BENCHMARKS

BENCH = Path(__file__).parents[2] / "bench"


@pytest.mark.parametrize("script", ["check_floors.py", "speed.py"])
def test_absent_data_are_skipped_with_a_message(script, tmp_path):
    command = [sys.executable, str(BENCH / script), "--bench", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert any(line.startswith("skipped") for line in result.stdout.splitlines())


def test_watching_is_measured_from_arrival_to_alert():
    given = ["--incidents", "20", "--watches", "12", "--reports", "6"]
    result = subprocess.run(
        [sys.executable, str(BENCH / "watching.py"), *given], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "from arrival to alert, 95 %: " in result.stdout


def test_only_our_own_data_are_scored_where_the_benchmarks_are_absent(tmp_path):
    held = json.loads((BENCH / "floors.json").read_text())
    command = [sys.executable, str(BENCH / "check_floors.py"), "--bench", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    skipped = {line.split()[1].rstrip(":") for line in result.stdout.splitlines() if line.startswith("skipped")}
    assert skipped == {name for name, entry in held.items() if not entry.get("ours")}


def test_other_gold_than_the_floors_are_for_is_refused(tmp_path):
    (tmp_path / "muc4").mkdir()
    (tmp_path / "muc4/dev.jsonl").write_text("")
    command = [sys.executable, str(BENCH / "check_floors.py"), "--bench", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "the floors are for" in result.stdout


def test_bounds_name_benchmarks_measures_rows_and_the_gold():
    for name, entry in json.loads((BENCH / "floors.json").read_text()).items():
        known = set()
        for measure in BENCHMARKS.make(name).measures:
            rows = (*measure.rows, *measure.apart, *measure.rates, *measure.means, *(w.name for w in measure.wholes))
            known |= {measure.name, *(f"{measure.name}/{row}" for row in rows)}
        assert set(entry["floors"]) | set(entry.get("ceilings", {})) <= known
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in entry["data"].values())
