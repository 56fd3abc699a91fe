"""Average linkage: the two groups that are likest join first, until none are alike enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
Entry = tuple[float, int, int, int]  # the average, negative; two groups, the smaller first; whose likest pair it is


def average_linkage(
    count: int, likeness: Mapping[Pair, float], *, least: float, missing: float, largest: int
) -> tuple[tuple[int, ...], ...]:
    """Every number below `count` in exactly one group; groups and their members in order.

    Two groups join while the likenesses across average at least `least` and together they hold no more than `largest`.
    A pair (i < j) that is not given counts as `missing`, which is less than `least`. Equal averages go by the smallest
    members, so that the same likenesses give the same groups. Work grows with the pairs given.
    """
    groups = _Groups(count, likeness, least=least, missing=missing, largest=largest)
    groups.join_all()
    return tuple(sorted(tuple(sorted(group)) for group in groups.members.values()))


class _Groups:
    """Groups, each called by its smallest member."""

    def __init__(
        self, count: int, likeness: Mapping[Pair, float], *, least: float, missing: float, largest: int
    ) -> None:
        self.members = {i: [i] for i in range(count)}
        self._sizes = [1] * count
        self._gains: dict[int, dict[int, float]] = defaultdict(dict)  # by two groups, what exceeds `missing`, summed
        for (i, j), x in likeness.items():
            if x > missing:
                self._gains[i][j] = self._gains[j][i] = x - missing
        self._needed = least - missing
        self._largest = largest

    def join_all(self) -> None:
        """Join groups, the likest first.

        The heap holds the likest pair of each group as it was at some time. It can only have become less alike: what
        two groups average with a third is never more than what the liker of them does.
        """
        found = (self._likest(i) for i in self._gains)
        heap = [entry for entry in found if entry is not None]
        heapify(heap)
        while heap:
            negative, a, b, of = heappop(heap)
            if of not in self.members:
                continue
            stands = a in self.members and b in self.members and negative == -self._average(a, b)
            if stands and self._sizes[a] + self._sizes[b] <= self._largest:
                self._join(a, b)
                of = a
            entry = self._likest(of)
            if entry is not None:
                heappush(heap, entry)

    def _average(self, a: int, b: int) -> float:
        return self._gains[a].get(b, 0.0) / (self._sizes[a] * self._sizes[b])

    def _likest(self, a: int) -> Entry | None:
        """The pair of a group that may join and is likest; None where none is alike enough."""
        sizes = self._sizes
        most = self._largest - sizes[a]
        best, other = 0.0, -1  # the sum for each of the other's members
        for b, x in self._gains[a].items():
            size = sizes[b]
            each = x / size
            if each >= best and size <= most and (each > best or b < other):
                best, other = each, b
        if other < 0 or self._average(a, other) < self._needed:
            return None
        return (-self._average(a, other), a, other, a) if a < other else (-self._average(a, other), other, a, a)

    def _join(self, a: int, b: int) -> None:
        self.members[a] += self.members.pop(b)
        self._sizes[a] += self._sizes[b]
        row = self._gains[a]
        del row[b]
        for other, x in self._gains.pop(b).items():
            if other != a:
                there = self._gains[other]
                del there[b]
                row[other] = there[a] = round(row.get(other, 0.0) + x, 6)
