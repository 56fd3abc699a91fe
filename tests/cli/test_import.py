"""`tocsin import`: what partners pass on comes in as theirs, and goes no further than they allow."""

import json

import pytest

from cli.fakes import run
from importing.builders import an_event, an_object, bundle, marked


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bundle.json"
    path.write_bytes(bundle(an_event(1, **marked("amber")), an_object("indicator", pattern="x")))
    return path.name


def test_a_bundle_comes_in_and_what_is_lost_is_said(file):
    result = run("import", "--source", "Border Desk", file)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split("\t")[0::2] == ["added", "1\n"]
    assert "1 document added; 1 incident changed" in result.stderr
    assert "not taken over: STIX objects of type indicator (1)" in result.stderr
    (incident,) = [json.loads(line) for line in run("incidents", "--format", "jsonl").stdout.splitlines()]
    assert incident["type"]["support"][0]["source"] == "Border Desk"


def test_the_same_file_twice_adds_nothing(file):
    run("import", "--source", "Border Desk", file)
    again = run("import", "--source", "Border Desk", file)
    assert again.stdout.startswith("known\t")
    assert "0 documents added; 0 incidents changed" in again.stderr


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_an_export_leaves_out_what_may_not_go_so_far_and_says_so(file, name):
    run("import", "--source", "Border Desk", file)
    result = run("export", "--format", name, "--tlp", "green")
    assert "Kano" not in result.stdout
    assert "1 left out" in result.stderr
    assert "TLP:GREEN" in result.stderr
    assert "Kano" in run("export", "--format", name, "--tlp", "amber").stdout


def test_a_source_is_needed(file):
    assert run("import", file).exit_code == 2
    assert run("import", "--source", " ", file).exit_code == 2


def test_what_is_no_bundle_is_told_and_the_rest_comes_in(file, tmp_path):
    (tmp_path / "other.json").write_text("{}")
    result = run("import", "--source", "Border Desk", "other.json", "missing.json", file)
    assert result.exit_code == 1
    assert "other.json: bundle: " in result.stderr
    assert "missing.json cannot be read" in result.stderr
    assert result.stdout.startswith("added\t")
