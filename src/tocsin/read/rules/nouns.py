"""What a noun phrase is about, by its head: `nouns.csv` looked up over a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from tocsin.lexicon import cell_list, load_rows
from tocsin.record.values import ParticipantKind
from tocsin.resolve.phrases import PhraseIndex
from tocsin.resolve.tokens import read_words

NounClass = Literal[
    "armed", "armed_org", "security", "official", "government", "civilian", "suspect", "facility", "vehicle",
    "infrastructure", "property", "device", "event_other", "none",
]  # fmt: skip
PEOPLE = frozenset(("armed", "armed_org", "security", "official", "government", "civilian", "suspect"))
THINGS = frozenset(("facility", "vehicle", "infrastructure", "property"))


class NounTag(Struct, frozen=True):
    """A noun of the lexicon at tokens `start` to `end`: its class, kind of participant, and tags."""

    start: int
    end: int
    class_: NounClass
    kind: ParticipantKind
    tags: tuple[str, ...]


@cache
def _index() -> PhraseIndex[tuple[NounClass, ParticipantKind, tuple[str, ...]]]:
    rows = load_rows("nouns.csv")
    return PhraseIndex(
        (form, (row["class"], row["kind"], cell_list(row["tags"])))  # type: ignore[misc]
        for row in rows
        for form in cell_list(row["forms"])
    )


@cache
def words_tagged(tag: str) -> frozenset[str]:
    """The last words of the nouns with a tag, folded: where none of them stands, no noun has it."""
    forms = (
        form for row in load_rows("nouns.csv") if tag in cell_list(row["tags"]) for form in cell_list(row["forms"])
    )
    return frozenset(read_words(form).folded[-1] for form in forms)


def tag_nouns(folded: Sequence[str]) -> dict[int, NounTag]:
    """The nouns of the lexicon in a sentence, by the number of their last token."""
    return {end - 1: NounTag(start, end, *values[0]) for start, end, values in _index().find(folded)}
