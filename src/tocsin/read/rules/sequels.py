"""What an act was part of, and which it came after, where a sentence says so of two acts. Never from their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.scene import Anchor
from tocsin.record import Relation
from tocsin.record.mention import RelationType

SERIES = word_set("wave series string spate campaign flurry rash succession")
SPANS = word_set("minutes minute hours hour days day weeks week months month years year")
CAME = word_set("came comes coming happened occurred struck unfolded")
NOT = word_set("not never no nor neither unlike")
REACH = 12  # tokens between the two acts, or before the first: beyond, the words are about something else
NEAR = 4  # tokens before the second act within which "after" and "series of" must stand


class Said(NamedTuple):
    """A relation as words say it: which act is the source, and the tokens of the words."""

    type: RelationType
    forward: bool  # from the act told first to the one told next
    start: int
    end: int


def find_sequels(prepared: Prepared, events: Sequence[tuple[str, Event]]) -> Iterator[Relation]:
    """The relations `part_of` and `follows` between acts, given with their ids, each pair once."""
    seen: set[tuple[str, str]] = set()
    for line, anchors in _lines_of_acts(events):
        for (first, a), (second, b) in pairwise(anchors):
            said = _said(line, a, b) if first != second else None
            if said is None or (first, second) in seen:
                continue
            seen |= {(first, second), (second, first)}
            source, target = ((first, a), (second, b)) if said.forward else ((second, b), (first, a))
            spans = ((source[1].start, source[1].end), (target[1].start, target[1].end), (said.start, said.end))
            evidence = tuple(prepared.token_evidence(line, *span) for span in spans)
            yield Relation(type=said.type, source=source[0], target=target[0], evidence=evidence)


def _lines_of_acts(events: Sequence[tuple[str, Event]]) -> Iterator[tuple[Line, list[tuple[str, Anchor]]]]:
    """The lines that tell two acts or more, with their anchors in the order of the words."""
    by_line: dict[int, list[tuple[str, Anchor]]] = {}
    for id, event in events:
        if event.first.row.family == "violence":
            for anchor in event.anchors:
                by_line.setdefault(anchor.sentence.number, []).append((id, anchor))
    for anchors in by_line.values():
        if len({id for id, _ in anchors}) > 1:
            yield anchors[0][1].line, sorted(anchors, key=lambda pair: pair[1].start)


def _said(line: Line, a: Anchor, b: Anchor) -> Said | None:
    """What the words between two acts say of them, or those before the first."""
    words = line.sentence.folded
    if not 0 < b.start - a.end <= REACH or not NOT.isdisjoint(words[a.end : b.start]):
        return None
    for i in range(a.end, b.start):
        if (found := _between(words, i, a, b)) is not None:
            return found
    for i in range(max(0, a.start - REACH), a.start):  # "A day after a bombing, gunmen attacked"
        if words[i] == "after" and i and words[i - 1] in SPANS and i <= NEAR and "," in words[a.end : b.start]:
            return Said("follows", False, i - 1, i + 1)
    return None


def _between(words: Sequence[str], i: int, a: Anchor, b: Anchor) -> Said | None:
    """What a word between two acts says of them."""
    word, before, after = words[i], words[i - 1], words[i + 1]
    if b.start - i > NEAR:
        return None
    if word == "after" and (before in SPANS or before in CAME) and not {"and", "but", "who"} & {*words[a.end : i]}:
        return Said("follows", True, i - 1, i + 1)
    if (word in SERIES or word == "part") and after == "of":
        return Said("part_of", True, i, i + 2)
    return None
