"""The files for running Tocsin as a service are well formed, and what they run are calls that the program takes."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from tocsin.cli import main
from tocsin.settings import SETTINGS

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if path.suffix in (".service", ".timer"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
VARIABLES = {setting.variable for setting in SETTINGS}


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text("utf-8"))
    return parser


def is_taken(words: list[str]) -> None:
    command = main.get_command(click.Context(main), words[0])
    assert command is not None, words
    command.make_context(words[0], words[1:], parent=click.Context(main))


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_well_formed_and_runs_a_call_that_is_taken(path: Path) -> None:
    found = unit(path)
    assert found.get("Unit", "Description")
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
        assert found.get("Timer", "OnCalendar")
        return
    program, *words = shlex.split(found.get("Service", "ExecStart"))
    assert program == "/opt/tocsin/bin/tocsin"
    is_taken(words)
    assert found.get("Service", "EnvironmentFile") == "/etc/tocsin/tocsin.env"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_wrong_with_the_units() -> None:
    command = ["systemd-analyze", "verify", "--recursive-errors=no", *map(str, UNITS)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    # The program itself is not installed where the tests run.
    assert [line for line in said.splitlines() if "deploy/" in line and "/opt/tocsin/bin/tocsin" not in line] == []


def test_the_variables_that_services_run_under_are_settings() -> None:
    lines = (DEPLOY / "systemd" / "tocsin.env").read_text("utf-8").splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    for service in COMPOSE["services"].values():
        named |= {name for name in service["environment"] if name.startswith("TOCSIN_")}
    assert named <= VARIABLES
    assert "TOCSIN_DATABASE" in named


@pytest.mark.parametrize("name", [name for name, service in COMPOSE["services"].items() if "build" in service])
def test_a_service_of_the_compose_file_runs_a_call_that_is_taken(name: str) -> None:
    service = COMPOSE["services"][name]
    is_taken(service["command"])
    assert set(service["depends_on"]) <= set(COMPOSE["services"])
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_the_image_runs_the_workbench_and_has_the_extras_that_there_are() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    words = re.search(r"^CMD \[(.*)\]$", text, re.M)
    assert words is not None
    is_taken([word.strip().strip('"') for word in words[1].split(",")])
    extras = re.search(r'"/src\[([\w,]+)\]"', text)
    project = (DEPLOY.parent / "pyproject.toml").read_text("utf-8")
    assert extras is not None
    assert all(f"\n{extra} = [" in project for extra in extras[1].split(","))
