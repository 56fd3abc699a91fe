"""The manual says what the program does: columns, fields, formats, and commands that are calls it takes."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from cli.fakes import run
from tocsin.cli import main
from tocsin.gather.fields import FIELDS
from tocsin.share import EXPORTERS
from tocsin.share.table import COLUMNS

DOCS = Path(__file__).parents[2] / "docs"
JSONL = (DOCS / "reference" / "jsonl.md").read_text("utf-8")
HOW_TO = "\n".join(path.read_text("utf-8") for path in sorted((DOCS / "how-to").glob("*.md")))


def first_cells(section):
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def section(text, heading):
    return text.split(f"\n{heading}\n")[1].split("\n## ")[0].split("\n### ")[0]


def test_the_columns_of_the_table_are_documented():
    assert sorted(first_cells(section(JSONL, "### csv"))) == sorted(COLUMNS)


def test_the_fields_of_an_input_line_are_documented():
    assert sorted(first_cells(section(JSONL, "## Input: one document a line"))) == sorted(FIELDS)


def test_every_export_format_is_documented():
    assert all(f"\n### {name}\n" in JSONL for name in EXPORTERS.names())


def test_the_line_in_the_manual_is_read():
    line = section(JSONL, "## Input: one document a line").split("```json\n")[1].split("\n```")[0]
    assert json.loads(run("read", "--format", "jsonl", "-", stdin=line).stdout)["document"]["id"] == "d1"


def commands():
    for block in re.findall(r"```sh\n(.*?)```", HOW_TO, re.S):
        yield from block.strip().splitlines()


@pytest.mark.parametrize("words", list(commands()))
def test_a_command_in_the_manual_is_a_call_it_takes(words):
    program, name, *args = shlex.split(re.sub(r"^TOCSIN_\w+=\S+ ", "", words).split(" > ")[0].split(" < ")[0])
    assert program == "tocsin"
    command = main.get_command(click.Context(main), name)
    ctx = command.make_context(name, args, parent=click.Context(main))
    if isinstance(command, click.Group):
        act, inner, rest = command.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
        inner.make_context(act, rest, parent=ctx)


WATCHES = (DOCS / "reference" / "watches.md").read_text("utf-8")


def written(heading):
    """The names in the first column of the table under a heading."""
    return first_cells(WATCHES.split(f"\n## {heading}\n")[1].split("\n## ")[0])


@pytest.mark.parametrize(
    "text", re.findall(r"```toml\n(.*?)```", (DOCS / "how-to" / "watch.md").read_text("utf-8"), re.S)
)
def test_a_watch_in_the_manual_is_one(text):
    from tocsin.watch import parse_watches
    from tocsin.watching import Names

    assert parse_watches(text, name="watch.md", lookup=Names()).watches


def test_every_key_of_a_watch_is_documented():
    from tocsin.watch import RING_KINDS, Conditions, Watch
    from tocsin.watch.alert_values import Alert
    from tocsin.watch.channels import KINDS
    from tocsin.watch.values import Surge

    stored = {"all_of", "any_of", "muted"}  # what the file calls otherwise
    assert sorted(written("A watch")) == sorted({*Watch.__struct_fields__} - stored | {"match", "mute"})
    assert sorted(written("Conditions")) == sorted({*Conditions.__struct_fields__, "factions"} - {"named"})
    assert written("Changes") == list(RING_KINDS)
    assert written("`[watch.surge]`") == list(Surge.__struct_fields__)
    assert written("Channels") == ["kind", *KINDS]
    assert written("An alert, `tocsin.alert/1`") == ["schema", *Alert.__struct_fields__]


POLICIES = (DOCS / "reference" / "policies.md").read_text("utf-8")


def test_every_key_of_a_policy_is_documented():
    from tocsin.ports.partners import Handover
    from tocsin.share.policy import Policy, Profile

    outer = {"mark", "terms", "review", "embargo_hours"}
    assert sorted(first_cells(section(POLICIES, "## What goes out"))) == sorted({*Policy.__struct_fields__} | outer)
    assert sorted(first_cells(section(POLICIES, "## How it is shown"))) == sorted({*Profile.__struct_fields__} - outer)
    told = {*Handover.__struct_fields__} - {"form", "documents"} | {"schema", "name", "fetched_at", "content"}
    assert sorted(first_cells(POLICIES.split("`tocsin.handover/1`\n")[1])) == sorted(told)


@pytest.mark.parametrize(
    "text", re.findall(r"```toml\n(.*?)```", (DOCS / "how-to" / "share-with-a-partner.md").read_text("utf-8"), re.S)
)
def test_a_policy_in_the_manual_is_one(text):
    from tocsin.share.policy import parse_policy

    assert parse_policy(text, name="north.toml").tlp != "clear"
