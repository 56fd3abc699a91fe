"""The command in a process of its own, with the small reader: `python -m cli.program ARGS` in the tests' folder."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

from cli.fakes import FakeReader
from tocsin.cli import main
from tocsin.pipeline import READERS

TESTS = Path(__file__).parents[1]


def command(*args: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "cli.program", *args]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOCSIN", "NO_COLOR"))}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]), "TOCSIN_READER": "fake", **more}


def run_program(*args: str, env: dict[str, str] | None = None, **more) -> subprocess.CompletedProcess:
    return subprocess.run(command(*args), env=env or environment(), capture_output=True, timeout=60, **more)


if __name__ == "__main__":
    READERS.add("fake", FakeReader, about="for tests")
    datelines = ModuleType("tocsin.resolve.datelines")
    datelines.find_published = lambda text: (date(2024, 3, 26), 0, 10) if text.startswith("2024-03-26") else None
    sys.modules["tocsin.resolve.datelines"] = datelines
    main(prog_name="tocsin")
