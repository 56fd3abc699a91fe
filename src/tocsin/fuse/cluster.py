"""The mentions of one component gathered into events: pairs joined from the best score down, never across what forbids.

The result depends on the set of mentions alone: they are numbered by their stable keys, and equal scores are taken in
the order of these numbers. Two groups join where one pair of them scores `LINK`, no pair across is forbidden and the
scores across average at least `MEAN` (about one in four), so that one vague report cannot chain two events. Two groups
of `FIRM` mentions or more have to agree with one another at least half as well as with themselves: like attacks of
one week in one city score well across, and their own reports score better. Of large groups, `SPEAKERS` mentions speak
for the others. What is told only as background comes last, and never joins two groups of news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tocsin.fuse.orders import Orders
from tocsin.fuse.told import TYING, Told
from tocsin.notes import Pair
from tocsin.record import Relation
from tocsin.record.event_types import ACTS

MEAN = -1.0
COHERENCE = 0.5  # of the mean score inside the looser of two groups, which their scores across have to reach
FIRM = 3
SPEAKERS = 8  # of a group, those of the lowest ranks

Cluster = tuple[int, ...]
Score = Callable[[int, int], float | None]


def relations_of(told: Told) -> tuple[Relation, ...]:
    """The relations in which a mention responds to another or warns of it."""
    relations = told.report.reading.relations
    return tuple(r for r in relations if r.source == told.mention.id and r.type in TYING)


class _Part:
    """What counts of a group for joining it with another: its mentions of one kind.

    `speakers` are those of the lowest ranks, `coherence` is the mean of their scores, None until it is asked for.
    """

    __slots__ = ("coherence", "count", "documents", "speakers")

    def __init__(self, speakers: list[int], documents: set[str]) -> None:
        self.speakers = speakers
        self.documents = documents
        self.count = len(speakers)
        self.coherence: float | None = None


class Grouping:
    """Groups of mention numbers that grow by joining.

    `mentions` are in the order of their stable keys, `ranks` beside them. `score` gives the score of a pair (the
    smaller number first), None where it is forbidden. Acts are gathered first, then the others; what a person put into
    a group of the other kind has no say in it.
    """

    def __init__(self, mentions: Sequence[Told], ranks: Sequence[int], orders: Orders, score: Score) -> None:
        self._orders = orders
        self._score = score
        self._points: dict[Pair, float | None] = {}  # of pairs, as far as they were asked for
        self._acts = [t.family in ACTS for t in mentions]
        self._news = [not t.mention.background for t in mentions]
        self._ranks = ranks
        self._group_of = list(range(len(mentions)))
        self._members: dict[int, list[int]] = {i: [i] for i in range(len(mentions))}
        self._parts = {
            (i, kind): _Part([i], {t.report.doc.key}) if self._acts[i] is kind else _Part([], set())
            for i, t in enumerate(mentions)
            for kind in (True, False)
        }
        self._has_news = dict(enumerate(self._news))
        self._refused: dict[Pair, int] = {}  # with how many they were together then
        for a, b in orders.together:  # the latest decision first: what it joined, an older one cannot split
            if not self._apart(self._group_of[a], self._group_of[b]):
                self._join(a, b)

    def clusters(self) -> tuple[Cluster, ...]:
        """Every number in one cluster; clusters and their members in order."""
        return tuple(sorted(tuple(sorted(m)) for m in self._members.values()))

    def gather(self, links: Sequence[tuple[float, int, int]], *, acts: bool) -> None:
        """Join what belongs together along links: (score, smaller number, larger number)."""
        alone = self._orders.alone
        self._refused.clear()
        ordered = [
            (not (self._news[a] and self._news[b]), -points, a, b)
            for points, a, b in links
            if self._acts[a] is acts and self._acts[b] is acts and a not in alone and b not in alone
        ]
        ordered.sort()
        self._points.update(((a, b), points) for points, a, b in links)
        group_of = self._group_of
        for _, _, a, b in ordered:
            if group_of[a] != group_of[b] and self._may_join(a, b, acts):
                self._join(a, b)

    def _may_join(self, a: int, b: int, acts: bool) -> bool:
        x, y = self._group_of[a], self._group_of[b]
        if not (self._news[a] and self._news[b]) and self._has_news[x] and self._has_news[y]:
            return False
        pair = (x, y) if x < y else (y, x)
        together = len(self._members[x]) + len(self._members[y])
        if self._refused.get(pair) == together:
            return False
        if self._apart(x, y) or not self._agree(self._parts[x, acts], self._parts[y, acts]):
            self._refused[pair] = together
            return False
        return True

    def _agree(self, ours: _Part, theirs: _Part) -> bool:
        """Whether no two of two groups are forbidden to be one, and their scores average enough."""
        if not ours.documents.isdisjoint(theirs.documents):
            return False
        total, pairs, known = 0.0, 0, self._points
        for i in ours.speakers:
            for j in theirs.speakers:
                pair = (i, j) if i < j else (j, i)
                points = known[pair] if pair in known else self._points_of(pair)
                if points is None:
                    return False
                total, pairs = total + points, pairs + 1
        least = MEAN
        if ours.count >= FIRM and theirs.count >= FIRM:
            least = max(least, COHERENCE * min(self._coherence(ours), self._coherence(theirs)))
        return total >= least * pairs

    def _coherence(self, part: _Part) -> float:
        """The mean of the scores inside a group; infinitely many for one alone. What is forbidden counts as 0."""
        if part.coherence is None:
            some = part.speakers
            pairs = [(i, j) if i < j else (j, i) for n, i in enumerate(some) for j in some[n + 1 :]]
            points = [self._points_of(pair) or 0.0 for pair in pairs]
            part.coherence = sum(points) / len(points) if points else float("inf")
        return part.coherence

    def _points_of(self, pair: Pair) -> float | None:
        if pair not in self._points:
            self._points[pair] = self._score(*pair)
        return self._points[pair]

    def _apart(self, x: int, y: int) -> bool:
        """Whether a person holds some of two groups apart."""
        if not self._orders.apart:
            return False
        across = ((min(i, j), max(i, j)) for i in self._members[x] for j in self._members[y])
        return any(pair in self._orders.apart for pair in across)

    def _join(self, a: int, b: int) -> None:
        x, y = self._group_of[a], self._group_of[b]
        if x == y:
            return
        if len(self._members[x]) < len(self._members[y]):
            x, y = y, x
        gone = self._members.pop(y)
        self._members[x] += gone
        self._has_news[x] |= self._has_news.pop(y)
        for kind in (True, False):
            self._take(self._parts[x, kind], self._parts.pop((y, kind)))
        for i in gone:
            self._group_of[i] = x

    def _take(self, part: _Part, other: _Part) -> None:
        if not other.count:
            return
        part.speakers = sorted(part.speakers + other.speakers, key=lambda i: (self._ranks[i], i))[:SPEAKERS]
        part.count += other.count
        part.documents |= other.documents
        part.coherence = None
