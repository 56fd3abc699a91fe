"""The gate at the command line: said in plain words, turned off by a flag or a setting."""

import json

import pytest

from cli.fakes import run
from tocsin.pipeline import READERS
from tocsin.read.rules.reader import RuleReader

DULL = (
    "The city council talked about the new library on Monday. The mayor thanked the students and the teachers for their "
    "plans, and said that the garden, the shop and the museum would open to tourists in the summer. Tickets go on sale "
    "next month. A concert and a dance will follow, and the school team plays its first game of the season on Saturday."
)


@pytest.fixture(autouse=True)
def the_rules(monkeypatch):
    monkeypatch.setenv("TOCSIN_READER", "real")
    READERS.add("real", RuleReader, about="the rules, which the other tests of commands replace")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "library.txt"
    path.write_text(DULL)
    return path


def depth_of(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["depth"]


def test_reading_says_that_it_stopped_and_how_to_go_on(report):
    result = run("read", str(report))
    words = " ".join(result.stdout.split())
    assert "judged not to report political violence, and read no further" in words
    assert "--depth full reads it all the same" in words


def test_a_flag_or_a_setting_turns_the_gate_off(report, monkeypatch):
    asked = ["read", "--format", "json", str(report)]
    assert depth_of(run(*asked)) == "gated"
    assert depth_of(run(*asked, "--depth", "full")) == "full"
    monkeypatch.setenv("TOCSIN_DEPTH", "full")
    assert depth_of(run(*asked)) == "full"


def test_adding_in_full_reads_what_was_gated_before(report, tmp_path):
    database = ["--database", str(tmp_path / "t.db"), str(report)]
    assert run("add", *database).stdout.split("\t")[::2] == ["added", "0\n"]
    assert run("add", *database).stdout.split("\t")[::2] == ["known", "-\n"]
    assert run("add", "--depth", "full", *database).stdout.split("\t")[::2] == ["known", "0\n"]
