"""The past once more, day by day: every state of every incident as it would have been known. For trying watches out.

One partition is made for all days, as `fuse_all` makes it for a moment, and an incident is folded again only on the
days on which something about it came out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.fuse.cluster import cluster_all
from tocsin.fuse.fold import fold
from tocsin.fuse.fold_links import place_of, ties_of
from tocsin.fuse.fuse import _View
from tocsin.fuse.ids import name_all
from tocsin.fuse.moments import is_out, parse_as_of
from tocsin.fuse.orders import bind_decisions
from tocsin.fuse.told import reports_of, told_by
from tocsin.ports import Mint
from tocsin.record import Decision, Incident, Reading


@dataclass(frozen=True, slots=True)
class Past:
    """An incident at the end of a day (UTC), and as it had been before; None where nothing had told it."""

    day: str
    before: Incident | None
    after: Incident


def replay(
    readings: Iterable[Reading], *, decisions: Sequence[tuple[int, Decision]] = (), mints: Sequence[Mint] = ()
) -> Iterator[Past]:
    """The states of all incidents, in the order of the days, and within a day in the order of the fold.

    Documents without a date are left out: nobody knows when they were news.
    """
    readings = tuple(readings)
    mentions = told_by(reports_of(readings))
    orders = bind_decisions(decisions, mentions)
    clusters = cluster_all(mentions, orders)
    ids = name_all(clusters, mentions, mints).ids
    id_of = {place_of(mentions[i]): id for id, cluster in zip(ids, clusters, strict=True) for i in cluster}
    ties = defaultdict(list)
    for tie in ties_of(mentions):
        ties[id_of[place_of(tie.target)]].append(tie)
    touched: dict[str, set[int]] = defaultdict(set)
    for n, (id, cluster) in enumerate(zip(ids, clusters, strict=True)):
        reports = [mentions[i].report for i in cluster] + [tie.source.report for tie in ties[id]]
        for moment in (report.moment for report in reports):
            if moment is not None:
                touched[_day(moment)].add(n)
    states: dict[str, Incident] = {}
    for day in sorted(touched):
        until = parse_as_of(day)
        view = _View(mentions, orders, readings, until)
        for n in sorted(touched[day]):
            case = view.case(ids[n], clusters[n])
            if case is not None:
                seen = [tie for tie in ties[case.id] if is_out(tie.source.report.moment, until)]
                after = fold(case, seen, id_of, as_of=day)
                yield Past(day, states.get(case.id), after)
                states[case.id] = after


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
