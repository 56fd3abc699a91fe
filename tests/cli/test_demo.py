"""`tocsin demo`: the dispatches read into a ledger of their own, and commands that work as printed."""

import shlex

import pytest

from cli.fakes import run


def test_it_prints_incidents_one_of_them_in_full_and_what_to_try(tmp_path):
    result = run("demo")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("38 dispatches, ")
    for words in ("WHEN", "THE TOLL AS REPORTED", "EVIDENCE", "WHAT TO TRY NEXT"):
        assert words in result.stdout
    assert (tmp_path / "demo-ledger" / "tocsin.db").exists()
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_what_to_try_next_works_as_printed():
    out = run("demo", "--folder", "a folder").stdout
    steps = [each.strip() for each in out[out.index("WHAT TO TRY NEXT") :].splitlines()[1:]]
    assert len(steps) >= 4
    for step in steps:
        program, *args = shlex.split(step)
        assert program == "tocsin"
        result = run(*args)
        assert result.exit_code == 0, (step, result.stderr)
        assert result.stdout


def test_again_it_says_the_same():
    assert run("demo").stdout == run("demo").stdout == run("demo", "--folder", "demo-ledger").stdout


def test_a_folder_that_cannot_be_made_is_1(tmp_path):
    (tmp_path / "file").write_text("")
    result = run("demo", "--folder", "file/x")
    assert result.exit_code == 1
    assert result.stderr.startswith("tocsin: ")


@pytest.mark.parametrize("env", [{"TOCSIN_DATABASE": "elsewhere.db"}, {"TOCSIN_DATABASE": "mysql://x"}])
def test_it_keeps_away_from_the_ledger_in_use(tmp_path, env):
    assert run("demo", env=env).exit_code == 0
    assert not (tmp_path / "elsewhere.db").exists()
