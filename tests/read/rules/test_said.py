"""Who says what, sentence by sentence: the table `said.txt` walked through the reader."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tocsin.read.rules.attributions import find_attributions
from tocsin.read.rules.document import prepare
from tocsin.read.rules.persons import find_persons
from tocsin.record import Document

TABLE = Path(__file__).with_name("said.txt")


class Case(NamedTuple):
    text: str
    said: list[tuple[str, str]]


def the_cases() -> list[Case]:
    """The blocks of the table: a text and its pairs of source and content."""
    rows = "\n".join(row for row in TABLE.read_text().splitlines() if not row.startswith("#"))
    blocks = [block.strip().splitlines() for block in rows.split("\n\n") if block.strip()]
    return [Case(lines[0], [tuple(line.split(" | ")) for line in lines[1:]]) for lines in blocks]  # type: ignore[misc]


def read(text: str) -> list[tuple[str, str]]:
    """Source and content of each attribution, as the words stand in the text."""
    prepared = prepare(Document(key="k", id="d", text=text, published="2024-03-26", language="en"))
    found = find_attributions(prepared, find_persons(prepared))
    return [(text[slice(*a.source)], " ... ".join(text[s:e] for s, e in a.content)) for a in found]


@pytest.mark.parametrize("case", the_cases(), ids=lambda case: case.text[:60])
def test_said(case: Case) -> None:
    assert sorted(read(case.text)) == sorted(case.said)
