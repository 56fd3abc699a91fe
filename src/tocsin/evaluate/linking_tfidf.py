"""What a plain comparison of words makes of the same documents: cosine of TF-IDF, average link, a window of days."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from heapq import heapify, heappop, heappush
from math import log, sqrt

from tocsin.evaluate.linking_record import Cluster, LinkCase, gathered

LIKE = 0.2  # the likeness from which groups join: of 0.1, 0.15 ... 0.4 the best for it on the part `fit`
WINDOW_DAYS = {"ecb": 30}
USUAL_DAYS = 10
_WORD = re.compile(r"\w+")

Vector = dict[str, float]


def cluster_by_words(cases: Sequence[LinkCase]) -> list[Cluster]:
    """The cluster of each document, corpus by corpus."""
    by_corpus: dict[str, list[int]] = defaultdict(list)
    for i, case in enumerate(cases):
        by_corpus[case.corpus].append(i)
    vectors = _vectors([f"{case.doc.title or ''} {case.doc.text}" for case in cases])
    names: list[str | None] = [None] * len(cases)
    for corpus, members in by_corpus.items():
        days = [_day(cases[i]) for i in members]
        groups = _average_link(_likenesses([vectors[i] for i in members], days, WINDOW_DAYS.get(corpus, USUAL_DAYS)))
        for n, i in enumerate(members):
            names[i] = f"{corpus} {groups.get(n, n)}"
    return gathered([case.doc.id for case in cases], names)


def _day(case: LinkCase) -> int | None:
    published = case.doc.published
    return date.fromisoformat(published[:10]).toordinal() if published else None


def _vectors(texts: Sequence[str]) -> list[Vector]:
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    texts_with = Counter(word for each in counts for word in each)
    found = []
    for each in counts:
        vector = {w: (1 + log(n)) * log(len(texts) / texts_with[w]) for w, n in each.items() if texts_with[w] > 1}
        length = sqrt(sum(x * x for x in vector.values())) or 1.0
        found.append({w: x / length for w, x in vector.items()})
    return found


def _likenesses(vectors: Sequence[Vector], days: Sequence[int | None], window: int) -> dict[int, dict[int, float]]:
    """The likeness of each two documents that share a word and are not too far apart in time, by both."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    likeness: dict[int, dict[int, float]] = {i: {} for i in range(len(vectors))}
    for j, vector in enumerate(vectors):
        own = likeness[j]
        for word, x in vector.items():
            for i, y in holders[word]:
                own[i] = own.get(i, 0.0) + x * y
            holders[word].append((j, x))
        for i in list(own):
            a, b = days[i], days[j]
            if a is not None and b is not None and abs(a - b) > window:
                del own[i]
            else:
                likeness[i][j] = own[i]
    return likeness


def _average_link(sums: dict[int, dict[int, float]]) -> dict[int, int]:
    """The group of each document that joined one: the two most alike groups join, until none are alike enough."""
    members = {i: [i] for i in sums}
    heap = [(-x, i, j) for i, row in sums.items() for j, x in row.items() if i < j and x >= LIKE]
    heapify(heap)
    next_group = len(sums)
    while heap:
        _, a, b = heappop(heap)
        if a not in members or b not in members:
            continue
        members[next_group] = members.pop(a) + members.pop(b)
        row: dict[int, float] = defaultdict(float)
        for old in (sums.pop(a), sums.pop(b)):
            for other, x in old.items():
                if other in members:
                    row[other] += x
        sums[next_group] = dict(row)
        for other, x in row.items():
            sums[other][next_group] = x
            average = x / (len(members[next_group]) * len(members[other]))
            if average >= LIKE:
                heappush(heap, (-average, other, next_group))
        next_group += 1
    return {i: group for group, each in members.items() for i in each}
