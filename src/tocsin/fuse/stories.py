"""The reports that tell one story, whatever was read in them, and which incident a story is mainly about.

Reports that share one of their weightiest words, and came out within a month of one another, are compared whole
(`alike`), and groups of them join from the likest down as long as the scores across average `LEAST` (average linkage;
two that are not worth comparing count as `STRANGERS`). The result depends on the set of reports alone.

So a report reaches the record of what it is about though the reader found nothing there, or read it otherwise: it is
listed as coverage, and gives no value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tocsin.fuse.alike import alike
from tocsin.fuse.linkage import average_linkage
from tocsin.fuse.orders import Orders
from tocsin.fuse.story import telling_words
from tocsin.fuse.told import Report, Told
from tocsin.record.event_types import ACTS

LEAST = -1.0  # about one in four
STRANGERS = -5.0
REACH_DAYS = 30
MOST_OF_A_WORD = 200  # reports within reach that share a word; beyond, it tells nothing
MOST_OF_A_STORY = 400  # a story grows no further: there is nothing left to learn from one more copy

Cluster = Sequence[int]


def stories_of(reports: Sequence[Report]) -> tuple[tuple[Report, ...], ...]:
    """Every report in exactly one story. `reports` are in order of their keys, and so are the stories."""
    pairs = {(i, j): alike(reports[i], reports[j]) for i, j in worth_comparing(reports)}
    groups = average_linkage(len(reports), pairs, least=LEAST, missing=STRANGERS, largest=MOST_OF_A_STORY)
    return tuple(tuple(reports[i] for i in group) for group in groups)


def worth_comparing(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """The pairs (i < j) of reports that share a telling word and are not too far apart in time."""
    pairs: set[tuple[int, int]] = set()
    for dated, undated in _holders(reports).values():
        days = [day for day, _ in dated]
        for day, i in dated:
            near = dated[bisect_left(days, day - REACH_DAYS) : bisect_right(days, day + REACH_DAYS)]
            if len(near) + len(undated) <= MOST_OF_A_WORD:
                pairs.update((i, j) for _, j in near if i < j)
                pairs.update((min(i, j), max(i, j)) for j in undated)
        if len(undated) <= MOST_OF_A_WORD:
            pairs.update((i, j) for i in undated for j in undated if i < j)
    return pairs


def _holders(reports: Sequence[Report]) -> Mapping[str, tuple[list[tuple[int, int]], list[int]]]:
    """By telling word, the reports that hold it: those with a day, in the order of the days, and those without."""
    found: dict[str, tuple[list[tuple[int, int]], list[int]]] = defaultdict(lambda: ([], []))
    for i, report in enumerate(reports):
        for word in telling_words(report.story):
            dated, undated = found[word]
            if report.day is None:
                undated.append(i)
            else:
                dated.append((report.day, i))
    for dated, _ in found.values():
        dated.sort()
    return found


def coverage_of(
    clusters: Sequence[Cluster], mentions: Sequence[Told], stories: Iterable[Sequence[Report]], orders: Orders
) -> Mapping[int, tuple[Report, ...]]:
    """By the number of a cluster, the reports of the stories that are mainly about it, in the order of the reports.

    A story is mainly about an act rather than a response, news rather than history, one event rather than several, and
    among those what most of its reports tell. A report in which a person held a mention apart is left out.
    """
    clusters_in: dict[str, set[int]] = defaultdict(set)
    for n, cluster in enumerate(clusters):
        for i in cluster:
            clusters_in[mentions[i].report.doc.key].add(n)
    shunned = _shunned(clusters, mentions, orders)
    covered: dict[int, list[Report]] = defaultdict(list)
    for story in stories:
        told = [n for report in story for n in clusters_in[report.doc.key]]
        if told:
            main = max(set(told), key=lambda n: (_weight(clusters[n], mentions), told.count(n), -n))
            covered[main] += [report for report in story if report.doc.key not in shunned.get(main, ())]
    return {n: tuple(sorted(found, key=lambda r: r.order)) for n, found in covered.items()}


def _weight(cluster: Cluster, mentions: Sequence[Told]) -> tuple[bool, bool, bool]:
    """What makes an event the main one of a report: an act, news, a single one."""
    told = [mentions[i] for i in cluster]
    return (
        told[0].family in ACTS,
        not all(t.mention.background for t in told),
        told[0].mention.unit == "single",
    )


def _shunned(clusters: Sequence[Cluster], mentions: Sequence[Told], orders: Orders) -> Mapping[int, set[str]]:
    """By the number of a cluster, the documents that a person held apart from it."""
    if not orders.apart and not orders.alone:
        return {}
    cluster_of = {i: n for n, cluster in enumerate(clusters) for i in cluster}
    found: dict[int, set[str]] = defaultdict(set)
    for i, j in orders.apart:
        for one, other in ((i, j), (j, i)):
            if cluster_of[one] != cluster_of[other]:
                found[cluster_of[one]].add(mentions[other].report.doc.key)
    for i in orders.alone:
        for n in range(len(clusters)):
            if n != cluster_of[i]:
                found[n].add(mentions[i].report.doc.key)
    return found
