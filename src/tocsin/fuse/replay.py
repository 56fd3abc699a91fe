"""The past once more, day by day: every state of every incident as it would have been known. For trying watches out.

One partition is made for all days, as `fuse_all` makes it for a moment, and an incident is folded again only on the
days on which something about it came out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.fuse.desk import Desk
from tocsin.fuse.fold import fold
from tocsin.fuse.fold_links import MentionPlace, place_of, ties_of
from tocsin.fuse.fuse import View, one_each
from tocsin.fuse.memory import Given, Memory
from tocsin.fuse.moments import is_out, parse_as_of
from tocsin.fuse.orders import orders_on
from tocsin.fuse.renew import renew
from tocsin.fuse.told import Told
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
    by_key = one_each(readings)
    sources, notes, desk = Given(by_key, decisions, mints), Memory(), Desk(room=None)
    renew(by_key.keys(), sources=sources, notes=notes, desk=desk)
    sheets = desk.sheets(sources, notes, by_key.keys())
    orders = orders_on(by_key.keys(), sources=sources, notes=notes, desk=desk)
    id_of: dict[MentionPlace, str] = {}
    clusters: dict[str, dict[int, Told]] = defaultdict(dict)
    for item in notes.items_of(by_key.keys()):
        if item.is_mention and item.incident is not None:
            id_of[item.document, item.mention] = item.incident
            clusters[item.incident][item.number] = sheets[item.document].mentions[item.mention]
    ids = sorted(clusters, key=lambda id: min(told.key for told in clusters[id].values()))
    ties = defaultdict(list)
    for tie in ties_of(told for cluster in clusters.values() for told in cluster.values()):
        ties[id_of[place_of(tie.target)]].append(tie)
    touched: dict[str, set[int]] = defaultdict(set)
    for n, id in enumerate(ids):
        reports = [told.report for told in clusters[id].values()] + [tie.source.report for tie in ties[id]]
        for moment in (report.moment for report in reports):
            if moment is not None:
                touched[_day(moment)].add(n)
    states: dict[str, Incident] = {}
    for day in sorted(touched):
        until = parse_as_of(day)
        view = View(sheets, orders, sources, until)
        for n in sorted(touched[day]):
            told = clusters[ids[n]]
            seen = {number: each for number, each in told.items() if is_out(each.report.moment, until)}
            if seen:
                case = view.case(ids[n], seen, [number for number in told if number not in seen])
                tied = [tie for tie in ties[case.id] if is_out(tie.source.report.moment, until)]
                after = fold(case, tied, id_of, as_of=day)
                yield Past(day, states.get(case.id), after)
                states[case.id] = after


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
