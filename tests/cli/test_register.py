"""`tocsin register`: what actors are looked up in, and taking in an outside list."""

import json

from cli.fakes import run
from resolve.test_register_import import BOMB, UN
from tocsin.pipeline import READERS
from tocsin.read.rules.reader import RuleReader

TEXT = "The Ndoki Martyrs Front bombed a police station in Libreville on Friday, killing two officers."


def test_the_built_in_register_says_what_it_holds():
    facts = json.loads(run("register", "show", "--format", "json").stdout)
    assert facts["register"] == "built-in"
    assert facts["actors"] >= 900
    assert facts["names"] > facts["actors"]
    assert facts["digest"] in run("register", "show").stdout


def test_a_list_is_taken_in_and_readers_use_it_by_the_setting(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "un.xml").write_bytes(UN)
    result = run("register", "import", "--from", "un.xml", "--layout", "un")
    assert result.exit_code == 0
    assert "1 added" in result.stderr
    READERS.add("real", RuleReader, about="the rules, which the other tests of commands replace")

    def read(**env):
        return json.loads(run("read", "--reader", "real", "--format", "jsonl", "-", stdin=TEXT, env=env).stdout)

    plain, other = read(), read(TOCSIN_REGISTER="register.csv")
    flagged = run("read", "--reader", "real", "--register", "register.csv", "--format", "jsonl", "-", stdin=TEXT)
    assert json.loads(flagged.stdout) == other
    assert "ndoki-martyrs-front" not in json.dumps(plain)
    assert "ndoki-martyrs-front" in json.dumps(other)
    assert plain["reader"] != other["reader"]
    assert "un:QDe.998" in (tmp_path / "register.csv").read_text("utf-8")


def test_a_harmful_list_is_refused_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "un.xml").write_bytes(BOMB)
    result = run("register", "import", "--from", "un.xml", "--layout", "un")
    assert result.exit_code != 0
    assert "document type" in result.stderr
    assert not (tmp_path / "register.csv").exists()


def test_what_is_no_register_is_refused_before_anything_is_read(tmp_path):
    READERS.add("real", RuleReader, about="the rules, which the other tests of commands replace")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    env = {"TOCSIN_REGISTER": str(tmp_path / "other.csv")}
    result = run("read", "--reader", "real", "-", stdin=TEXT, env=env)
    assert result.exit_code == 1
    assert "other.csv" in result.stderr
    assert result.stdout == ""
