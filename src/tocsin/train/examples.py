"""Labelled text as it is learned from, whatever it was labelled for.

An example says which labels it knows: what it does not know is not learned from it, neither as there nor as not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.read.neural.labels import GROUPS, TAGS, WINDOW
from tocsin.read.neural.windows import Window

UNKNOWN = -100  # what torch's losses leave out
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
RELEVANT = "relevant"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of words with its tag; `kinds` holds what else is known of it, by group."""

    tag: str
    start: int
    end: int
    kinds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its marks.

    `knows` are the tags that were labelled throughout; `events` the kinds of event that stretches of the text tell
    of, and `relevant` whether it is about political violence at all: None where nobody said.
    """

    id: str
    text: str
    marks: tuple[Mark, ...]
    knows: frozenset[str]
    events: dict[tuple[int, int], tuple[str, ...]] | None = None
    relevant: bool | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a window should give.

    For each tag the place of each piece (outside, begin, inside), for each group the choice, and for the window as a
    whole what it tells of. `eventless`: of a message that has no event in its key.
    """

    window: Window
    tags: list[list[int]]
    kinds: list[list[int]]
    whole: list[float]
    eventless: bool = False


def target_of(example: Example, window: Window) -> Target:
    """What the network should say of a window of an example."""
    pieces = len(window.ids)
    tags = [[OUTSIDE if tag in example.knows else UNKNOWN] * pieces for tag in TAGS]
    kinds = [[UNKNOWN] * pieces for _ in GROUPS]
    for mark in example.marks:
        here = [i for i, (a, b) in enumerate(window.spans) if a < b and a < mark.end and mark.start < b]
        for n, i in enumerate(here):
            if mark.tag in example.knows:
                tags[TAGS.index(mark.tag)][i] = INSIDE if n else BEGIN
            for group, name in mark.kinds.items():
                if name not in GROUPS[group]:
                    continue
                kinds[list(GROUPS).index(group)][i] = GROUPS[group].index(name)
    return Target(window, tags, kinds, _whole(example, window), eventless=example.events == {})


def _whole(example: Example, window: Window) -> list[float]:
    told = _events_in(example, window) if example.events is not None else None
    row = [float(UNKNOWN) if told is None else float(name in told) for name in WINDOW]
    row[WINDOW.index(RELEVANT)] = float(UNKNOWN if example.relevant is None else example.relevant)
    return row


def _events_in(example: Example, window: Window) -> set[str]:
    assert example.events is not None
    return {
        kind
        for (start, end), kinds in example.events.items()
        if start < window.end and window.start < end
        for kind in (*kinds, "event")
    }
