"""What is told beside the news: events named to compare, sentences carried out, fighters taken by troops."""

from __future__ import annotations

import pytest

from tocsin.pipeline import READERS
from tocsin.record import Document


def told(text: str) -> list[tuple[str, bool]]:
    """Type and background of each mention."""
    doc = Document(key="k", id="d", text=text, published="2024-03-26", language="en")
    return [(mention.type, mention.background) for mention in READERS.make("rules").read(doc).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "He came in by the back door, an act reminiscent of the shooting in Aurora.",
            [("armed_assault", True)],
            id="named-to-compare",
        ),
        pytest.param(
            "Like the other victims, he died in the shooting at the mall.",
            [("armed_assault", False)],
            id="people-are-compared-not-events",
        ),
        pytest.param("The convicts were executed in the prison at dawn.", [("trial", False)], id="a-court's-sentence"),
        pytest.param("The captives were executed by the militants.", [("execution", False)], id="no-court"),
        pytest.param(
            "The militants executed two convicts at dawn.", [("execution", False)], id="militants-are-no-court"
        ),
        pytest.param("Soldiers captured two militants near the bridge.", [("arrest", False)], id="fighters-taken"),
        pytest.param("Soldiers captured two villagers near the bridge.", [("abduction", False)], id="villagers-taken"),
    ],
)
def test_what_is_told_beside_the_news(text: str, expected: list[tuple[str, bool]]) -> None:
    assert told(text) == expected
