"""The part of a text that a line stands in, where a heading says so: what went before, mishaps, other fields of life.

A heading rules until the next one. The words are rows of `domains.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from tocsin.lexicon import load_toml
from tocsin.read.rules.groups import Sentence
from tocsin.resolve.phrases import PhraseIndex

if TYPE_CHECKING:
    from tocsin.read.rules.document import Line

Section = Literal["past", "mishap", "aside"]
ITEM_MARKS = frozenset("-*•–")
LONGEST = 10  # tokens of a heading; an item that only names a topic may have more,
LONGEST_ITEM = 30  # ... since it may name several


def is_heading(sentence: Sentence) -> bool:
    """A short line without a full stop, in the body of a text: it names a topic and reports nothing."""
    if sentence.headline or sentence.classes[-1] in '."':
        return False
    if len(sentence.texts) <= LONGEST:
        return True
    return sentence.texts[0] in ITEM_MARKS and len(sentence.texts) <= LONGEST_ITEM and not sentence.verbs


def sections_of(lines: Sequence[Line]) -> dict[int, Section]:
    """The section of each line that stands under a telling heading, by the number of its sentence."""
    shared = Counter((line.sentence.field, line.sentence.paragraph) for line in lines)
    found: dict[int, Section] = {}
    section: Section | None = None
    for line in lines:
        sentence = line.sentence
        alone = shared[sentence.field, sentence.paragraph] == 1
        if alone and sentence.texts[0] not in ITEM_MARKS and is_heading(sentence):
            section = _named(sentence)
        elif section is not None:
            found[sentence.number] = section
    return found


def _named(heading: Sentence) -> Section | None:
    index = _index()
    return next((v for match in index.find(heading.folded) for v in match.values), None)


@cache
def _index() -> PhraseIndex[Section]:
    return PhraseIndex((word, row["section"]) for row in load_toml("domains.toml")["section"] for word in row["words"])
