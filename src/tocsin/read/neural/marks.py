"""What the network marks in a text: stretches of whole words with a tag and a chance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, log

from tocsin.read.neural.folder import Card
from tocsin.read.neural.network import Scored

LEAST = 0.1  # what is less likely is not looked at
WORD = re.compile(r"\w")
GOES_ON = 0.5  # share of the chance of the beginning with which a piece still belongs to it


@dataclass(frozen=True, slots=True)
class Mark:
    """Words `start` to `end` of the text, with what they are marked as and how likely that is.

    `kinds` holds for each group the likeliest choice with its chance.
    """

    tag: str
    start: int
    end: int
    chance: float
    window: int
    kinds: dict[str, tuple[str, float]] = field(default_factory=dict)

    def meets(self, start: int, end: int) -> bool:
        """Whether it shares a letter with a stretch."""
        return self.start < end and start < self.end


def marks_of(text: str, scored: Sequence[Scored], card: Card, *, least: float = LEAST) -> list[Mark]:
    """All marks of a text that are likely enough, in order."""
    found = [mark for number, each in enumerate(scored) for mark in _in_window(text, number, each, card, least)]
    return sorted(found, key=lambda m: (m.start, m.end, m.tag))


def _in_window(text: str, number: int, scored: Scored, card: Card, least: float) -> Iterator[Mark]:
    spans = scored.window.spans
    last = len(spans) - 1
    for column, tag in enumerate(card.tags):
        outside = scored.tags[:, column, 0]
        begin, inside = scored.tags[:, column, 1], scored.tags[:, column, 2]
        at = 1
        while at < last:
            here = 1 - outside[at]
            if here < least or (begin[at] < inside[at] and begin[at] < least):
                at += 1
                continue
            end = at + 1
            while end < last and _goes_on(text, spans, end, float(inside[end]), float(begin[end]), float(here)):
                end += 1
            start, stop = _whole_words(text, spans[at][0], spans[end - 1][1])
            chance = float(sum(1 - outside[i] for i in range(at, end)) / (end - at))
            if text[start:stop].strip() and WORD.search(text, start, stop):
                kinds = _kinds(scored, card, at)
                yield Mark(tag, start, stop, calibrated(chance, card, tag), number, kinds)
            at = end


def _goes_on(text: str, spans: Sequence[tuple[int, int]], at: int, inside: float, begin: float, first: float) -> bool:
    """Whether a piece belongs to the mark that is open: it is inside, or the rest of a word."""
    if spans[at][0] == spans[at - 1][1] and text[spans[at][0]].isalnum() and text[spans[at][0] - 1].isalnum():
        return True
    return inside > begin and inside >= GOES_ON * first


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened to the words that it cuts, without blanks at its edges."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _kinds(scored: Scored, card: Card, at: int) -> dict[str, tuple[str, float]]:
    made = {}
    start = 0
    for name, group in card.groups.items():
        row = scored.kinds[at, start : start + len(group)]
        best = int(row.argmax())
        made[name] = (group[best], float(row[best]))
        start += len(group)
    return made


def calibrated(chance: float, card: Card, tag: str) -> float:
    """A chance of the network as it held on text that it had not seen."""
    slope, offset = card.calibration.get(tag, (1.0, 0.0))
    held = min(max(chance, 1e-6), 1 - 1e-6)
    return 1 / (1 + exp(-(slope * log(held / (1 - held)) + offset)))
