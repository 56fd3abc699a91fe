"""Noun groups of a message that may name who or what was hit: things, people without a name, names of bodies.

The reader's own groups are used, so that what it learns about them serves here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import HUMAN, describe
from tocsin.read.rules.document import Line, Prepared, prepare
from tocsin.read.rules.groups import NounGroup, complement
from tocsin.read.rules.nouns import THINGS
from tocsin.record import Reading

PEOPLE = HUMAN - {"person"}
OBJECTS = THINGS | {"government", "name", "other", "armed_org"}
IDLE = word_set("it one ones way part time day place case act fact end rest addition order front side area number")
LONGEST = 9  # words of a phrase


class Phrase(NamedTuple):
    """A way to name what a noun group stands for: offsets, what it is, and how much of the group it takes."""

    start: int
    end: int
    what: str
    form: str  # whole, shortened, longer


@dataclass(frozen=True, slots=True)
class Groups:
    """The noun groups of a text that may have been hit, people and things apart."""

    people: tuple[Phrase, ...]
    things: tuple[Phrase, ...]


def groups_of(reading: Reading) -> Groups:
    """The phrases for people and for things, in the order of the text."""
    prepared = prepare(reading.document)
    persons = [(p.start, p.end) for p in reading.persons if p.field == "text"]
    places = [(p.start, p.end) for p in reading.places if p.field == "text"]
    people: list[Phrase] = []
    things: list[Phrase] = []
    for line, group, what in _described(prepared, persons, places):
        if what in PEOPLE:
            people += _phrases(line, group, what)
        elif what in OBJECTS and line.sentence.lower(group.head) not in IDLE:
            things += _phrases(line, group, what)
    return Groups(tuple(people), tuple(things))


def _described(
    prepared: Prepared, persons: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
) -> Iterator[tuple[Line, NounGroup, str]]:
    for line in prepared.lines:
        if line.sentence.field != "text":
            continue
        for group in line.sentence.nouns:
            start = line.sentence.tokens[group.head].start
            if not any(a <= start < b for spans in (persons, places) for a, b in spans):
                yield line, group, describe(line, group, {}).what


def _phrases(line: Line, group: NounGroup, what: str) -> Iterator[Phrase]:
    """The group without determiner and number, without the words before its head, and with what it is of."""
    sentence = line.sentence
    first = group.start
    while first < group.head and sentence.class_at(first) in "DR":
        first += 1
    starts = [i for i in range(first, group.head + 1) if sentence.class_at(i) != "S"]
    if sentence.class_at(group.head) == "U":
        starts = [i for i in starts if i == first or sentence.class_at(i) == "U"]
    for i in starts[:4] + [j for j in starts[4:] if j == group.head]:
        a, b = sentence.span(i, group.end)
        yield Phrase(a, b, what, "whole" if i == first else "shortened")
    end = _end_of_chain(line, group)
    if group.end < end <= first + LONGEST:
        a, b = sentence.span(first, end)
        yield Phrase(a, b, what, "longer")


def _end_of_chain(line: Line, group: NounGroup) -> int:
    """The token after the group and what it is of: "offices of the union of teachers"."""
    last = group
    while (after := complement(line.sentence, last)) and after[0] == "of":
        last = after[1]
    return last.end
