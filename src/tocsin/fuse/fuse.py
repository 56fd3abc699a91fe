"""Readings to incidents: match, gather, name, fold. Pure: no clock, no disk, no network but through what it is handed.

`fuse_all` does it for readings that are all at hand; `renew` for what changed in a ledger, with the notes it keeps, and
`fold_incidents` for incidents that are noted down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.fuse.case import Case, make_case
from tocsin.fuse.desk import Desk, Sheet
from tocsin.fuse.fold import fold
from tocsin.fuse.fold_links import MentionPlace, Tie, owner_of, place_of, ties_of
from tocsin.fuse.memory import Given, Memory
from tocsin.fuse.moments import first_moment, is_out, moment_of, parse_as_of
from tocsin.fuse.orders import Orders, bind_decisions, orders_on
from tocsin.fuse.renew import renew
from tocsin.fuse.told import Report, Told
from tocsin.notes import Item, Notes, Sources
from tocsin.ports import Mint
from tocsin.record import Decision, Incident, Reading

FOLD_VERSION = "3"
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
    parse_as_of(as_of)
    by_key = one_each(readings)
    sources, notes, desk = Given(by_key, decisions, mints), Memory(), Desk(room=None)
    renewed = renew(by_key.keys(), sources=sources, notes=notes, desk=desk)
    sheets = desk.sheets(sources, notes, by_key.keys())
    told = [t for sheet in sheets.values() for t in sheet.mentions.values()]
    orders = bind_decisions(decisions, sorted(told, key=lambda t: t.key))
    found = fold_incidents(renewed.changed, sources=sources, notes=notes, desk=desk, as_of=as_of)
    return Fold(found, renewed.mints, renewed.redirects, orders.unbound)


def _ids_of(reports: Iterable[Report]) -> tuple[str, ...]:
    """The ids of the documents of reports, each once, in the order of the reports."""
    return tuple(dict.fromkeys(report.doc.id for report in sorted(reports, key=lambda report: report.order)))


def one_each(readings: Iterable[Reading]) -> dict[str, Reading]:
    """One reading for each document, by key; of several the first by id."""
    by_key: dict[str, Reading] = {}
    for reading in readings:
        key = reading.document.key
        if key not in by_key or reading.id < by_key[key].id:
            by_key[key] = reading
    return {key: by_key[key] for key in sorted(by_key)}


def fold_incidents(
    ids: Collection[str],
    *,
    sources: Sources,
    notes: Notes,
    desk: Desk,
    as_of: str | None = None,
) -> tuple[Incident, ...]:
    """The incidents of these ids, as their mentions stand in the notes, in order of these mentions' stable keys.

    With `as_of` only documents that had been published are loaded; incidents of none are left out. Raises: `FormError`
    for an `as_of` that is neither date nor date-time.
    """
    until = parse_as_of(as_of)
    all_noted = notes.items_in(ids)
    noted, hidden = _that_are_out(all_noted, until, sources)
    items = [item for item in noted if item.is_mention]
    documents = {item.document for item in items}
    every = [item for item in notes.items_of(documents) if item.is_mention]
    sheets = desk.sheets(sources, notes, {item.document for item in noted})
    decided = {item.document for item in all_noted if item.is_mention}
    orders = orders_on(decided, sources=sources, notes=notes, desk=desk)
    view = View({key: sheets[key] for key in documents}, orders, sources, until)
    coverage: dict[str, list[Report]] = {}
    for item in noted:
        if item.kind == "story":
            coverage.setdefault(item.incident or "", []).append(sheets[item.document].report)
    incident_of = {(item.document, item.mention): item.incident or "" for item in every}
    by_owner = view.ties_by_owner(incident_of)
    members: dict[str, dict[int, Told]] = {}
    for item in items:
        members.setdefault(item.incident or "", {})[item.number] = sheets[item.document].mentions[item.mention]
    found = []
    for id, told in members.items():
        case = view.case(id, dict(sorted(told.items(), key=lambda each: each[1].key)), hidden.get(id, ()))
        first = min(each.key for each in told.values())
        covering = _ids_of(coverage.get(id, ()))
        found.append((first, fold(case, by_owner.get(id, ()), incident_of, coverage=covering, as_of=as_of)))
    return tuple(incident for _, incident in sorted(found, key=lambda each: each[0]))


def _that_are_out(
    noted: Sequence[Item], until: datetime | None, sources: Sources
) -> tuple[Sequence[Item], dict[str, list[int]]]:
    """The items of documents that had come out, and by incident the numbers of the mentions of others."""
    if until is None:
        return noted, {}
    dates = sources.dates({item.document for item in noted})
    out = {key for key, each in dates.items() if is_out(first_moment(*each), until)}
    hidden: dict[str, list[int]] = {}
    for item in sorted(noted, key=lambda item: (item.document, item.mention)):
        if item.is_mention and item.document not in out:
            hidden.setdefault(item.incident or "", []).append(item.number)
    return [item for item in noted if item.document in out], hidden


class View:
    """The mentions that can be seen at a moment, with what people decided about them."""

    def __init__(self, sheets: Mapping[str, Sheet], orders: Orders, sources: Sources, until: datetime | None) -> None:
        self._sheets = sheets
        self._orders = orders
        self._sources = sources
        self._until = until

    def ties_by_owner(self, incident_of: Mapping[MentionPlace, str]) -> dict[str, list[Tie]]:
        """The relations among what can be seen, by the incident that shows them."""
        seen = [told for sheet in self._sheets.values() for told in sheet.mentions.values()]
        found: dict[str, list[Tie]] = {}
        for tie in ties_of(seen):
            found.setdefault(incident_of[place_of(owner_of(tie))], []).append(tie)
        return found

    def case(self, id: str, seen: Mapping[int, Told], hidden: Sequence[int]) -> Case:
        """The case of a cluster: its mentions that can be seen, of which there are some, and the numbers of others."""
        orders = self._orders
        cluster = (*seen, *hidden)
        acts = {sequence: act for n in cluster for sequence, act in orders.acts.get(n, ()) if self._counts(act)}
        return make_case(
            id,
            seen,
            withdrawn=orders.withdrawn,
            acts=sorted(acts.items()),
            complaints=[reason for n in cluster for reason in orders.complaints.get(n, ())],
            claim_news=[news for told in seen.values() for news in self._claims_told_of(told)],
        )

    def _counts(self, act: Decision) -> bool:
        """Whether a decision counts at the moment asked for: a correction only where it cites what was out."""
        if act.act != "correct" or self._until is None:
            return True
        cited = self._sources.document(act.cites) if act.cites is not None else None
        return cited is not None and is_out(moment_of(cited), self._until)

    def _claims_told_of(self, told: Told) -> list[Told]:
        """The mentions of the same document that tell the issuing of a claim of this one."""
        sheet = self._sheets[told.report.doc.key]
        sources = [
            sheet.mentions.get(r.source)
            for r in told.report.reading.relations
            if r.target == told.mention.id and r.type in TELLING_OF_CLAIMS
        ]
        return [s for s in sources if s is not None and s.family == "claim"]
