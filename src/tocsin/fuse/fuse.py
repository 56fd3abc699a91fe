"""All readings to incidents: match, gather, name, fold. Pure: no clock, no disk, no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.fuse.case import Case, make_case
from tocsin.fuse.cluster import Cluster, cluster_all
from tocsin.fuse.fold import fold
from tocsin.fuse.fold_links import MentionPlace, Tie, place_of, ties_of
from tocsin.fuse.ids import name_all
from tocsin.fuse.moments import is_out, moment_of, parse_as_of
from tocsin.fuse.orders import Orders, bind_decisions
from tocsin.fuse.stories import coverage_of, stories_of
from tocsin.fuse.told import Report, Told, reports_of, told_by
from tocsin.ports import Mint
from tocsin.record import Decision, Incident, Reading

FOLD_VERSION = "1"
TELLING_OF_CLAIMS = frozenset({"follows", "part_of", "responds_to"})


@dataclass(frozen=True)
class Fold:
    """The incidents of a set of readings, in order of their mentions' stable keys.

    `mints` are the ids given for the first time, with sequence 0; `redirects` the ids merged away, each with the one
    that stands for it. `unbound` are the sequence numbers of decisions that no mention answers to any more: they belong
    in the review queue.
    """

    incidents: tuple[Incident, ...] = ()
    mints: tuple[Mint, ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)
    unbound: tuple[int, ...] = ()


def fuse_all(
    readings: Iterable[Reading],
    *,
    decisions: Sequence[tuple[int, Decision]] = (),
    mints: Sequence[Mint] = (),
    as_of: str | None = None,
) -> Fold:
    """The incidents that the active readings tell, one reading for each document.

    The partition and the values depend on the set of readings, decisions and the version alone, never on their order.
    With `as_of` (an ISO date, meant to its end in UTC, or a date-time) the partition is still made of all readings, and
    values come only from documents that had been published; incidents of none are left out. The new mints are those of
    the whole partition, so a fold as of a moment is for showing and not for saving.

    Raises: `FormError` for an `as_of` that is neither date nor date-time.
    """
    until = parse_as_of(as_of)
    readings = tuple(readings)
    reports = reports_of(readings)
    mentions = told_by(reports)
    orders = bind_decisions(decisions, mentions)
    clusters = cluster_all(mentions, orders)
    named = name_all(clusters, mentions, mints)
    view = _View(mentions, orders, readings, until)
    ids = {place_of(mentions[i]): id for id, cluster in zip(named.ids, clusters, strict=True) for i in cluster}
    cases = [view.case(id, cluster) for id, cluster in zip(named.ids, clusters, strict=True)]
    by_target = _by_target(ties_of(t for t in mentions if is_out(t.report.moment, until)), ids)
    covered = coverage_of(clusters, mentions, stories_of(reports), orders)
    coverage = {id: view.seen(covered.get(n, ())) for n, id in enumerate(named.ids)}
    incidents = tuple(
        fold(c, by_target.get(c.id, ()), ids, coverage=coverage[c.id], as_of=as_of) for c in cases if c is not None
    )
    return Fold(incidents, named.mints, named.redirects, orders.unbound)


def _by_target(ties: Sequence[Tie], ids: Mapping[MentionPlace, str]) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        found.setdefault(ids[place_of(tie.target)], []).append(tie)
    return found


class _View:
    """The mentions as they can be seen at a moment, with what people decided about them."""

    def __init__(
        self, mentions: Sequence[Told], orders: Orders, readings: Sequence[Reading], until: datetime | None
    ) -> None:
        self._mentions = mentions
        self._orders = orders
        self._until = until
        self._by_place = {place_of(t): t for t in mentions}
        visible = [r.document for r in readings if is_out(moment_of(r.document), until)]
        self._citable = {doc.id for doc in visible} | {doc.key for doc in visible}

    def seen(self, reports: Sequence[Report]) -> tuple[str, ...]:
        """The ids of those documents that had come out, each once."""
        return tuple(dict.fromkeys(r.doc.id for r in reports if is_out(r.moment, self._until)))

    def case(self, id: str, cluster: Cluster) -> Case | None:
        """The case of a cluster, None where none of its documents had come out."""
        seen = {i: self._mentions[i] for i in cluster if is_out(self._mentions[i].report.moment, self._until)}
        if not seen:
            return None
        orders = self._orders
        acts = {sequence: act for i in cluster for sequence, act in orders.acts.get(i, ()) if self._counts(act)}
        return make_case(
            id,
            seen,
            withdrawn=orders.withdrawn,
            acts=sorted(acts.items()),
            complaints=[reason for i in cluster for reason in orders.complaints.get(i, ())],
            claim_news=[news for told in seen.values() for news in self._claims_told_of(told)],
        )

    def _counts(self, act: Decision) -> bool:
        """Whether a decision counts at the moment asked for: a correction only where it cites what was out."""
        return act.act != "correct" or self._until is None or act.cites in self._citable

    def _claims_told_of(self, told: Told) -> list[Told]:
        """The mentions of the same document that tell the issuing of a claim of this one."""
        document = told.report.doc.key
        sources = [
            self._by_place.get((document, r.source))
            for r in told.report.reading.relations
            if r.target == told.mention.id and r.type in TELLING_OF_CLAIMS
        ]
        return [s for s in sources if s is not None and s.family == "claim"]
