"""Average linkage: the two groups that are likest join first, until none are alike enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]


def average_linkage(
    count: int, likeness: Mapping[Pair, float], *, least: float, missing: float, largest: int
) -> tuple[tuple[int, ...], ...]:
    """Every number below `count` in exactly one group; groups and their members in order.

    Two groups join while the likenesses across average at least `least` and together they hold no more than `largest`.
    A pair (i < j) that is not given counts as `missing`, which is less than `least`. Equal averages go by the smallest
    members, so that the same likenesses give the same groups. Work grows with the pairs given.
    """
    members = {i: [i] for i in range(count)}
    gains: dict[int, dict[int, float]] = defaultdict(dict)  # by two groups, the sum of what exceeds `missing`
    for (i, j), x in sorted(likeness.items()):
        if x > missing:
            gains[i][j] = gains[j][i] = x - missing
    needed = least - missing
    heap = [(-x, i, j) for i, row in gains.items() for j, x in row.items() if i < j and x >= needed]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if a not in members or b not in members or -negative != _average(gains, members, a, b):
            continue
        if len(members[a]) + len(members[b]) > largest:
            continue
        members[a] += members.pop(b)
        row = gains[a]
        row.pop(b)
        for other, x in gains.pop(b).items():
            if other == a:
                continue
            del gains[other][b]
            row[other] = gains[other][a] = round(row.get(other, 0.0) + x, 6)
        for other in row:
            average = _average(gains, members, a, other)
            if average >= needed:
                heappush(heap, (-average, min(a, other), max(a, other)))
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def _average(gains: Mapping[int, Mapping[int, float]], members: Mapping[int, list[int]], a: int, b: int) -> float:
    return gains[a].get(b, 0.0) / (len(members[a]) * len(members[b]))
