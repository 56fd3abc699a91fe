"""README and the tutorial show what the command really prints."""

import json
import re
import runpy
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tocsin.cli import main

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/tutorial/first-record.md", "docs/tutorial/from-articles-to-a-branching-ratio.md")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def calls(page):
    """The `tocsin` calls of a page, each with the lines shown under it; "..." stands for lines left out."""
    for block in BLOCK.findall((ROOT / page).read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *shown = part.rstrip().splitlines()
            if line.startswith("tocsin "):
                yield shlex.split(line, comments=True)[1:], shown


def shows(output, shown):
    """Whether the lines stand in the output, in order; without "..." between them, one right after another."""
    lines = [line.rstrip() for line in output.splitlines()]
    at, adjacent = 0, False
    for line in (each.rstrip() for each in shown):
        if line == "...":
            adjacent = False
            continue
        if adjacent:
            if at >= len(lines) or lines[at] != line:
                return line
        elif line in lines[at:]:
            at = lines.index(line, at)
        else:
            return line
        at, adjacent = at + 1, True
    return None


@pytest.mark.parametrize("page", PAGES)
def test_page_shows_real_output(page, tmp_path, monkeypatch):
    found = list(calls(page))
    assert any(shown for _, shown in found)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    for arguments, shown in found:
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, f"{arguments}: {result.output}"
        missing = shows(result.stdout, shown)
        assert missing is None, f"{page}: `tocsin {' '.join(arguments)}` does not print {missing!r}"


def test_the_reports_of_the_tutorial_are_those_that_its_program_writes():
    made = runpy.run_path(str(ROOT / "docs" / "tutorial" / "river_war.py"))["reports"]()
    lines = (ROOT / "docs" / "tutorial" / "river-war.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == list(made)
