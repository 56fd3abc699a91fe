"""Mentions gathered into events: pairs joined from the best score down, never across what forbids.

The result depends on the set of mentions alone: they are numbered by their stable keys, and equal scores are taken in
the order of these numbers. Two groups join where one pair of them scores `LINK`, no pair across is forbidden and the
scores across average at least `MEAN` (about one in four), so that one vague report cannot chain two events. What is
told only as background comes last, and never joins two groups of news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.fuse.candidates import candidate_pairs
from tocsin.fuse.match import LINK, forbidden, score
from tocsin.fuse.orders import Orders, Pair
from tocsin.fuse.told import StableKey, Told
from tocsin.record import Relation
from tocsin.record.event_types import ACTS

MEAN = -1.0
TYING = frozenset({"responds_to", "warns_of"})

Cluster = tuple[int, ...]


def cluster_all(mentions: Sequence[Told], orders: Orders) -> tuple[Cluster, ...]:
    """Every mention's number in exactly one cluster; clusters and their members in order of the stable keys.

    Acts come first, so that responses and warnings can be compared by what they respond to or warn of.
    """
    grouping = _Grouping(mentions, orders)
    grouping.gather([i for i, t in enumerate(mentions) if t.family in ACTS])
    tied = with_ties(mentions, grouping.clusters())
    grouping.look_again(tied)
    grouping.gather([i for i, t in enumerate(tied) if t.family not in ACTS])
    return grouping.clusters()


def with_ties(mentions: Sequence[Told], clusters: Sequence[Cluster]) -> tuple[Told, ...]:
    """The mentions, each with the incidents it responds to or warns of, named by their first member."""
    names: dict[tuple[str, str], StableKey] = {}
    for cluster in clusters:
        for i in cluster:
            names[_place_in_reading(mentions[i])] = mentions[cluster[0]].key
    return tuple(_tied(told, names) for told in mentions)


def _tied(told: Told, names: dict[tuple[str, str], StableKey]) -> Told:
    if told.family in ACTS:
        return told
    document = told.report.doc.key
    ties = {names[document, r.target] for r in relations_of(told) if (document, r.target) in names}
    return replace(told, ties=frozenset(ties)) if ties else told


def relations_of(told: Told) -> tuple[Relation, ...]:
    """The relations in which a mention responds to another or warns of it."""
    relations = told.report.reading.relations
    return tuple(r for r in relations if r.source == told.mention.id and r.type in TYING)


def _place_in_reading(told: Told) -> tuple[str, str]:
    return told.report.doc.key, told.mention.id


class _Grouping:
    """Groups of mention numbers that grow by joining."""

    def __init__(self, mentions: Sequence[Told], orders: Orders) -> None:
        self._mentions = mentions
        self._orders = orders
        self._group_of = list(range(len(mentions)))
        self._members: dict[int, list[int]] = {i: [i] for i in range(len(mentions))}
        self._news = [not t.mention.background for t in mentions]
        self._has_news = dict(enumerate(self._news))
        self._scores: dict[Pair, float | None] = {}
        for a, b in orders.together:  # the latest decision first: what it joined, an older one cannot split
            if not self._apart(self._group_of[a], self._group_of[b]):
                self._join(a, b)

    def look_again(self, mentions: Sequence[Told]) -> None:
        """Compare these mentions from now on; scores of acts still hold."""
        self._mentions = mentions

    def clusters(self) -> tuple[Cluster, ...]:
        return tuple(sorted(tuple(sorted(m)) for m in self._members.values()))

    def gather(self, among: Sequence[int]) -> None:
        """Join what belongs together among some mentions."""
        alone = self._orders.alone
        pairs = candidate_pairs(self._mentions, (i for i in among if i not in alone))
        scored = [(s, pair) for pair in pairs if (s := self._score(pair)) is not None and s >= LINK]
        scored.sort(key=lambda each: (not self._is_news(each[1]), -each[0], each[1]))
        for _, (a, b) in scored:
            if self._may_join(a, b):
                self._join(a, b)

    def _is_news(self, pair: Pair) -> bool:
        return self._news[pair[0]] and self._news[pair[1]]

    def _score(self, pair: Pair) -> float | None:
        """The score of a pair, None where it is forbidden."""
        if pair not in self._scores:
            a, b = self._mentions[pair[0]], self._mentions[pair[1]]
            self._scores[pair] = score(a, b) if forbidden(a, b) is None else None
        return self._scores[pair]

    def _may_join(self, a: int, b: int) -> bool:
        x, y = self._group_of[a], self._group_of[b]
        if x == y or self._apart(x, y):
            return False
        if not self._is_news((a, b)) and self._has_news[x] and self._has_news[y]:
            return False
        total, pairs = 0.0, 0
        for i in self._members[x]:
            for j in self._members[y]:
                points = self._score((i, j) if i < j else (j, i))
                if points is None:
                    return False
                total, pairs = total + points, pairs + 1
        return total >= MEAN * pairs

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
        for i in gone:
            self._group_of[i] = x
