"""The page of known failures is true: each example is read wrong in just the way that the page says.

Where a failure is mended, the test fails and asks to take its example off `docs/explanation/known-failures.md`, and to
keep the sentence as a test of the rule that mended it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_document
from facts import facts
from tocsin.pipeline import READERS

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "known-failures.md"
BLOCK = re.compile(r"```text\n(.+?)\n```", re.S)


def examples() -> Iterator[tuple[str, str, str]]:
    """The text, what the reader makes of it, and what it should make of it."""
    for block in BLOCK.findall(PAGE.read_text("utf-8")):
        *text, found, wanted = block.splitlines()
        assert found.startswith("read: "), block
        assert wanted.startswith("right: "), block
        yield "\n".join(text), found.removeprefix("read: "), wanted.removeprefix("right: ")


@pytest.fixture(scope="module")
def reader():
    return READERS.make("rules")


@pytest.mark.parametrize(("text", "found", "wanted"), list(examples()))
def test_example_is_still_read_wrong(reader, text, found, wanted):
    title, text = text.split("\n", 1) if "\n" in text else (None, text)
    said = facts(reader.read(a_document(text, title=title, published="2024-03-26")))
    mended = f"mended: take the example off {PAGE.name} and keep it as a test of its rule"
    assert found == "nothing of it" or found in said, mended
    assert wanted == "nothing of it" or wanted not in said, mended


def test_the_page_has_an_example_for_each_kind_that_it_counts():
    page = PAGE.read_text("utf-8")
    counted, _, shown = page.partition("## Examples")
    kinds = re.findall(r"(?m)^\| ([a-z][^|]*?) \| *\d+ \|$", counted)
    assert len(kinds) > 10
    assert [kind for kind in kinds if f"**{kind}**" not in shown] == []
