"""Plain sentences of the news, one by one: the table `plain.txt` walked through the reader."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from builders import a_document
from facts import facts
from tocsin.pipeline import READERS

TABLE = Path(__file__).with_name("plain.txt")


class Case(NamedTuple):
    text: str
    said: frozenset[str]
    unsaid: frozenset[str]


def the_cases() -> list[Case]:
    """The blocks of the table: a text, and the facts that it tells and does not tell."""
    rows = "\n".join(row for row in TABLE.read_text("utf-8").splitlines() if not row.startswith("#"))
    blocks = [block.strip().splitlines() for block in rows.split("\n\n") if block.strip()]
    assert all(line[:2] in ("+ ", "- ") for _, *lines in blocks for line in lines)
    return [Case(text, _marked("+ ", lines), _marked("- ", lines)) for text, *lines in blocks]


def _marked(mark: str, lines: list[str]) -> frozenset[str]:
    return frozenset(line.removeprefix(mark) for line in lines if line.startswith(mark))


@pytest.fixture(scope="module")
def reader():
    return READERS.make("rules")


@pytest.mark.parametrize("case", the_cases(), ids=lambda case: case.text[:60])
def test_plain(reader, case: Case) -> None:
    found = facts(reader.read(a_document(case.text, published="2024-05-08")))
    assert sorted(case.said - found) == []
    assert sorted(case.unsaid & found) == []
