"""Which mentions are gathered together at one time: those that links join, as few at a time as is wanted.

Only links can join two mentions, so each component of linked ones can be gathered by itself. Chains of doubtful links
may join half a country's events, though. Where a component has more than `MOST` mentions, its weakest links count no
longer, step by step (`STEPS`), until the parts are small enough. That depends on the links alone, not on how they came
about. What the links of the last step hold together stays together, however large it is.

The step at which the component of a mention is small enough is its level. It only rises as links are added, so that a
search may stop at any mention of a higher level than its own: there are too many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from math import inf

from msgspec.structs import replace

from tocsin.fuse.match import LINK
from tocsin.notes import Item, Link, Notes

MOST = 100
STEPS = (LINK, LINK + 0.5, LINK + 1.0, LINK + 1.5, LINK + 2.0)  # the scores from which links count
LAST = len(STEPS) - 1


class Web:
    """Items and their links, fetched once each as they are come across. Links count from the score of a step on."""

    def __init__(self, notes: Notes, steps: Sequence[float] = STEPS, most: int | None = None) -> None:
        self._notes = notes
        self._steps = steps
        self.most = MOST if most is None else most  # items gathered together
        self.items: dict[int, Item] = {}
        self._near: dict[int, Sequence[Link]] = {}
        self.changed: set[int] = set()  # whose level was set

    def fetch(self, numbers: Collection[int]) -> None:
        """Have the items and links of these at hand."""
        wanted = [n for n in numbers if n not in self._near]
        if wanted:
            found = self._notes.links(wanted)
            self._near.update((n, found.get(n, ())) for n in wanted)
            self.hold(wanted)

    def hold(self, numbers: Iterable[int]) -> None:
        """Have the items of these at hand."""
        self.items |= self._notes.items([n for n in numbers if n not in self.items])

    def near(self, number: int, level: int) -> list[int]:
        """The items that links which count at a level join to one."""
        least = self._steps[level]
        return [b for _, b, score, decided in self._near[number] if score >= least or decided]

    def scores_among(self, at: Mapping[int, int], level: int | None = None) -> Iterator[tuple[float, int, int]]:
        """The links that no person made between items whose links were fetched: all, or those that count at a level.

        Each comes once: its score, and the places of its ends as `at` gives them, the smaller first.
        """
        least = -inf if level is None else self._steps[level]
        for n, i in at.items():
            for _, b, score, decided in self._near[n]:
                if score >= least and not decided and i < (j := at.get(b, -1)):
                    yield score, i, j

    def set_level(self, number: int, level: int) -> None:
        """Note the level of an item."""
        if self.items[number].level != level:
            self.items[number] = replace(self.items[number], level=level)
            self.changed.add(number)


def components(web: Web, dirty: Iterable[int]) -> list[tuple[frozenset[int], int]]:
    """The components that hold any of the dirty items, each with its level; those made smaller on the way included."""
    web.fetch(tuple(dirty))
    queue: list[tuple[int, int]] = []
    for n in dirty:
        if n in web.items:
            heappush(queue, (web.items[n].level, n))
    found: list[tuple[frozenset[int], int]] = []
    settled: set[int] = set()
    while queue:
        level, n = heappop(queue)
        if n in settled or web.items[n].level != level:
            continue
        part, small = _spread(web, n, level)
        if small or level == LAST:
            found.append((frozenset(part), level))
            settled |= part
            continue
        for each in part:
            web.set_level(each, level + 1)
            heappush(queue, (level + 1, each))
    return found


def _spread(web: Web, start: int, level: int) -> tuple[set[int], bool]:
    """The items that links of a level join to one, and whether they are few: none of a higher level."""
    part, edge, small = {start}, [start], True
    while edge:
        web.fetch(edge)
        ahead = set().union(*[web.near(n, level) for n in edge]) - part
        web.hold(ahead)
        beyond = {b for b in ahead if web.items[b].level > level}
        small = small and not beyond
        edge = list(ahead - beyond)
        part |= ahead - beyond
    return part, small and len(part) <= web.most


def relax(web: Web, around: Iterable[int]) -> set[int]:
    """Bring down the levels of what hung together by links that are gone. The items whose level fell."""
    fallen: set[int] = set()
    many: list[set[int]] = [set() for _ in STEPS]  # by level, what is known to hang together with too many
    for n in around:
        web.fetch([n])
        if n not in web.items:
            continue
        for level in range(web.items[n].level):
            part = _few(web, n, level, many[level])
            if part is not None:
                for each in part:
                    web.set_level(each, level)
                fallen |= part
                break
    return fallen


def _few(web: Web, start: int, level: int, many: set[int]) -> set[int] | None:
    """The component of an item at a level, whatever the levels of its members; None where it is too large.

    `many` are items whose components are known to be too large; those that were found now are added.
    """
    part, edge = {start}, [start]
    while edge:
        if not many.isdisjoint(part):
            many |= part
            return None
        web.fetch(edge)
        edge = list(set().union(*[web.near(n, level) for n in edge]) - part)
        part.update(edge)
        if len(part) > web.most:
            many |= part
            return None
    return part
