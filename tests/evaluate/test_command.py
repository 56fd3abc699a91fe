"""`tocsin evaluate` on files made up here, with a reader made up here."""

import json

import pytest
from click.testing import CliRunner

from builders import a_mention, a_reading, a_statement
from evaluate.builders import a_gold_form
from tocsin.cli import main
from tocsin.pipeline import READERS
from tocsin.record import Participant, Place
from tocsin.registry import Named

TEXT = "Guerrillas of the PF threw a bomb in Miraflores. It killed Oscar Mora."


class HandMade:
    name, version = "hand-made", "1"

    def read(self, doc):
        bomb = a_statement(doc, "participant", Participant(role="weapon", kind="device", name="a bomb"), "a bomb")
        site = a_statement(doc, "where", Place(name="Miraflores", country="PE", precision="city"), "Miraflores")
        return a_reading(doc, a_mention(doc, bomb, site, type="bombing", words="threw"))


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    monkeypatch.setitem(READERS._named, "hand-made", Named("hand-made", HandMade, "for tests"))


@pytest.fixture
def gold(tmp_path):
    return written(tmp_path / "gold.jsonl", a_gold_form())


@pytest.fixture
def bare(tmp_path):
    return written(tmp_path / "bare.jsonl", {})


def written(path, gold):
    path.write_text(json.dumps({"doc_id": "d1", "text": TEXT, "date": "1990-01-08", **gold}) + "\n")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", "muc4", "--reader", "hand-made", *map(str, arguments)])


def test_it_prints_a_table_for_each_measure(gold):
    result = run("--data", gold, "--bootstrap", 20)
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines() if line[:1].islower()] == [
        "ree", "gtt", "rme", "template",
    ]  # fmt: skip
    assert "Weapon   100.00  50.00  66.67  66.7 - 66.7" in result.stdout


def test_it_writes_the_tables_as_json(gold, tmp_path):
    assert run("--data", gold, "--bootstrap", 0, "--json", tmp_path / "out.json").exit_code == 0
    form = json.loads((tmp_path / "out.json").read_text())
    assert form["ree"]["Weapon"] == {"p": 100, "r": 50, "f1": 66.67, "right": 1, "predicted": 1, "gold": 2}


def test_it_writes_predictions_without_gold(bare, tmp_path):
    result = run("--data", bare, "--predictions", tmp_path / "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    assert json.loads(line)["templates"][0]["roles"]["Weapon"] == [["bomb"]]


def test_without_gold_and_without_a_file_to_write_there_is_nothing_to_do(bare):
    result = run("--data", bare)
    assert result.exit_code == 1
    assert "no gold" in result.stderr


def test_predictions_that_were_written_score_the_same(gold, tmp_path):
    first = run("--data", gold, "--bootstrap", 0, "--predictions", tmp_path / "out.jsonl")
    again = run("--data", gold, "--bootstrap", 0, "--score", tmp_path / "out.jsonl")
    assert again.stdout == first.stdout


def test_it_lists_errors_by_cause_with_the_words_around_them(gold):
    result = run("--data", gold, "--bootstrap", 0, "--errors")
    assert 'missed Victim, not proposed: oscar mora  "' in result.stdout
    assert "missed Victim" in result.stdout


def test_a_folder_stands_for_its_files(gold, tmp_path):
    assert run("--data", tmp_path, "--bootstrap", 0).stdout == run("--data", gold, "--bootstrap", 0).stdout


def test_an_empty_folder_and_a_broken_line_are_named(tmp_path):
    assert "holds no .jsonl file" in run("--data", tmp_path).stderr
    (tmp_path / "bad.jsonl").write_text("{\n")
    assert "bad.jsonl, line 1" in run("--data", tmp_path).stderr


def test_an_unknown_benchmark_is_a_wrong_call(gold):
    result = CliRunner().invoke(main, ["evaluate", "muc5", "--data", str(gold)])
    assert result.exit_code == 2
