"""What the text is on: for each line, the act that it tells of, or told of last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from tocsin.read.rules.document import Prepared
from tocsin.read.rules.events import Event

ACTS = ("violence", "plot")


class Focus:
    """The acts of a document by line. Built once, so that asking costs nothing, however long the text."""

    def __init__(self, events: Sequence[Event], prepared: Prepared) -> None:
        self._lines = prepared.lines
        self._items = prepared.items
        self._here: dict[int, list[int]] = {}
        for i, event in enumerate(events):
            if event.first.row.family in ACTS:
                for number in dict.fromkeys(a.sentence.number for a in event.anchors):
                    self._here.setdefault(number, []).append(i)
        current = {i for i, event in enumerate(events) if not event.background}
        self._told = [(n, [i for i in here if i in current]) for n, here in sorted(self._here.items())]
        self._told = [(n, here) for n, here in self._told if here]
        self._cache: dict[int, int | None] = {}

    def here(self, number: int) -> list[int]:
        """The acts told in a line, by their number in the list of events."""
        return self._here.get(number, [])

    def at(self, number: int) -> int | None:
        """The act that the text is on at a line: the last current one told by then, else the first of the text."""
        if number not in self._cache:
            told = [(n, here) for n, here in self._told if self._together(n, number)] if self._items else self._told
            before = bisect_right(told, number, key=itemgetter(0))
            self._cache[number] = told[max(0, before - 1)][1][0] if told else None
        return self._cache[number]

    def last(self, number: int, count: int) -> list[int]:
        """The last acts told before a line, so many of them: what "both attacks" are."""
        before = [i for n, here in self._told if n < number for i in here]
        return list(dict.fromkeys(reversed(before)))[:count]

    def _together(self, a: int, b: int) -> bool:
        one, other = self._lines[a].sentence, self._lines[b].sentence
        return (one.field, one.paragraph) == (other.field, other.paragraph)

    def about(self, number: int) -> int | None:
        """The act told in a line, else the one that the text is on there."""
        here = self.here(number)
        return here[0] if here else self.at(number)
