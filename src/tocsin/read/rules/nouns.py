"""What a noun phrase is about, by its head: `nouns.csv` looked up over a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from tocsin.lexicon import cell_list, load_bytes, load_rows, word_set
from tocsin.record.values import ParticipantKind
from tocsin.resolve.phrases import Opening, PhraseIndex
from tocsin.resolve.tokens import read_words
from tocsin.resolve.word_facts import Fact

NounClass = Literal[
    "armed", "armed_org", "security", "official", "government", "civilian", "suspect", "facility", "vehicle",
    "infrastructure", "property", "device", "event_other", "none",
]  # fmt: skip
PEOPLE = frozenset(("armed", "armed_org", "security", "official", "government", "civilian", "suspect"))
THINGS = frozenset(("facility", "vehicle", "infrastructure", "property"))
# What one act is to another that it answers.
ANSWERING = word_set("answer response reply retaliation revenge reprisal retribution punishment vengeance")


class NounTag(Struct, frozen=True):
    """A noun of the lexicon at tokens `start` to `end`: its class, kind of participant, and tags."""

    start: int
    end: int
    class_: NounClass
    kind: ParticipantKind
    tags: tuple[str, ...]


def is_one_person(noun: NounTag | None, word: str) -> bool:
    """Whether a noun of the lexicon, ending in `word`, can be one human being: "gunman", "trader", not "traders"."""
    if noun is None or noun.class_ not in PEOPLE or noun.kind not in ("person", "civilians"):
        return False
    return not word.endswith(("s", "men", "people")) or word.endswith("ss")


_Tag = tuple[NounClass, ParticipantKind, tuple[str, ...]]


@cache
def _index() -> PhraseIndex[_Tag]:
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


@cache
def _persons() -> frozenset[str]:
    """Single nouns that name a human being, in the singular (`persons.txt`)."""
    lines = load_bytes("persons.txt").decode().splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def names_person(word: str) -> bool:
    """Whether a folded noun, singular or plural, names human beings by trade, kin or character: "dockers", "niece"."""
    persons = _persons()
    if word in persons or (word.endswith("s") and word[:-1] in persons):
        return True
    stems = (word[:-2] if word.endswith("es") else "", word[:-3] + "y" if word.endswith("ies") else "")
    return any(stem in persons for stem in stems) or (word.endswith("men") and word[:-3] + "man" in persons)


@cache
def _acts() -> frozenset[str]:
    rows = (row for row in load_rows("triggers.csv") if row["pos"] == "n")
    return frozenset(form for row in rows for form in cell_list(row["forms"]) if " " not in form)


def is_act(word: str) -> bool:
    """Whether a folded noun, singular or plural, names an act that triggers tell of: "attack", "bombings"."""
    return word in _acts() or word.removesuffix("s") in _acts()


@cache
def is_device(word: str) -> bool:
    """Whether a folded word by itself names a weapon: the "drone" of "drone strike", which is one noun of no sort."""
    tag = tag_nouns([word]).get(0)
    return tag is not None and tag.class_ == "device"


NOUN: Fact[Opening[_Tag] | None] = Fact(lambda text: _index().opening(text))


def tag_nouns(folded: Sequence[str], openings: Sequence[Opening[_Tag] | None] | None = None) -> dict[int, NounTag]:
    """The nouns of the lexicon in a sentence, by the number of their last token.

    `openings`: what `NOUN` says of each token, where the caller has it.
    """
    found = _index().find(folded, openings=openings)
    return {end - 1: NounTag(start, end, *values[0]) for start, end, values in found}
