"""The command as a whole: help, version, exit codes, errors as one sentence, lazy commands."""

import subprocess
import sys

import click
import pytest

from cli.fakes import run
from tocsin import __version__
from tocsin.cli import COMMANDS, main
from tocsin.cli.lazy import LazyGroup

OWN = [name for name in COMMANDS if name != "evaluate"]


def test_version():
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"tocsin {__version__}\n")


@pytest.mark.parametrize("args", [[], ["--help"], ["-h"]])
def test_help_lists_the_commands_with_examples(args):
    result = run(*args)
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert all(f"  {name} " in result.stdout for name in OWN)


@pytest.mark.parametrize("name", OWN)
def test_every_command_has_help_with_an_example_and_a_short_line(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"tocsin {name}" in result.stdout or name == "config"
    command = main.get_command(click.Context(main), name)
    assert command.short_help
    assert len(command.short_help) < 50


WRONG = {
    "no such command": ["reed"],
    "no such option": ["read", "--explode", "x"],
    "no path": ["read"],
    "no such format": ["read", "--format", "xml", "-"],
    "no such reader": ["read", "--reader", "fakes", "-"],
    "published is no date": ["read", "--published", "soon", "-"],
    "no such export": ["export", "--format", "jsnol"],
    "no such type": ["incidents", "--type", "bombings"],
    "no such country": ["incidents", "--country", "Nigeria"],
    "no such day": ["incidents", "--since", "2024-02-30"],
    "no such moment": ["incidents", "--as-of", "now"],
    "two clocks": ["show", "i1", "--as-of", "2024-01-01", "--as-recorded", "2024-01-01"],
    "no such shell": ["completion", "csh"],
}


@pytest.mark.parametrize("args", WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_one_sentence_and_2(args):
    result = run(*args, stdin="2024-03-26 An attack in Goma.")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("tocsin: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "near"),
    [
        (["read", "--reader", "fakes", "-"], "'fake'"),
        (["export", "--format", "jsnol"], "'jsonl'"),
        (["incidents", "--type", "bombings"], "'bombing'"),
    ],
)
def test_a_near_name_is_offered(args, near):
    assert f"did you mean {near}" in run(*args).stderr


FAILED = {
    "no ledger": ["incidents"],
    "no ledger to check": ["check"],
    "a folder for a ledger": ["add", "a.txt", "--database", "/"],
    "another kind of database": ["incidents", "--database", "mysql://me:secret@host/db"],
}


@pytest.mark.parametrize("args", FAILED.values(), ids=FAILED)
def test_a_failed_job_is_one_sentence_and_1(args):
    result = run(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("tocsin: ")
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.stderr


def test_a_wrong_setting_is_2(tmp_path):
    (tmp_path / "tocsin.toml").write_text("max_bytes = 0\ncolour = 'no'\n")
    result = run("config")
    assert result.exit_code == 2
    assert "max_bytes = '0'" in result.stderr
    assert "colour = 'no'" in result.stderr


def test_a_command_whose_module_is_missing_is_not_listed_and_breaks_nothing():
    group = LazyGroup("x", lazy={"there": "tocsin.cli.config:config", "gone": "tocsin.nowhere.command:gone"})
    ctx = click.Context(group)
    assert group.list_commands(ctx) == ["there"]
    assert group.get_command(ctx, "gone") is None


def test_stopping_is_130(monkeypatch):
    def stop(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("tocsin.cli.options.load_settings", stop)
    result = run("config")
    assert (result.exit_code, result.stderr.strip()) == (130, "tocsin: stopped")


@pytest.mark.parametrize("module", ["rich", "sqlalchemy", "trafilatura", "lxml", "msgspec"])
def test_start_up_imports_no_heavy_room(module):
    code = f"import sys; from tocsin.cli import main; assert {module!r} not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_TOCSIN_COMPLETE" in result.stdout
