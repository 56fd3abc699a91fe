"""Which reports cover an incident: those of the stories that are mainly about it.

Groups of reports join from the likest down as long as the scores across average `LEAST` (average linkage; two that are
not worth comparing count as `STRANGERS`). Only links can join two reports, so each component of linked ones is gathered
by itself, as mentions are (`components`), and what comes out depends on the set of reports alone.

So a report reaches the record of what it is about though the reader found nothing there, or read it otherwise: it is
listed as coverage, and gives no value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from tocsin.fuse.candidates import Partners, no_longer_compared, settle
from tocsin.fuse.components import Web, components, relax
from tocsin.fuse.desk import Desk, Sheet
from tocsin.fuse.linkage import average_linkage
from tocsin.fuse.orders import orders_on
from tocsin.fuse.stories import item_of_report, link_of, may_be_within_reach, stretch_of, within_reach
from tocsin.notes import Item, Link, Notes, Pair, Sources

LEAST = -1.0  # about one in four
STRANGERS = -5.0
STEPS = (LEAST, LEAST + 1.0, LEAST + 2.0, LEAST + 3.0, LEAST + 4.0)
MOST = 50  # reports gathered at one time, as `components` has it
MOST_OF_A_STORY = 400  # a story grows no further: there is nothing left to learn from one more copy


class Stories:
    """The stories of a ledger, brought up to some documents. New items get numbers from `first` on.

    `sheets` gives the reports of documents, and perhaps of others.
    """

    def __init__(
        self,
        sources: Sources,
        notes: Notes,
        desk: Desk,
        sheets: Callable[[Collection[str]], Mapping[str, Sheet]],
        *,
        first: int,
    ) -> None:
        self._sources = sources
        self._notes = notes
        self._desk = desk
        self._sheets = sheets
        self._first = first

    def renew(
        self, added: Collection[str], removed: Sequence[Item], loose: Collection[int], *, again: Collection[str]
    ) -> set[str]:
        """The incidents whose coverage is another now, those that hold nothing any more included.

        `added` are new documents, `removed` the items of others, struck out already, and `loose` the items that lost a
        link to one. `again` are the documents in which something is told of another incident now.
        """
        sheets = self._sheets(added)
        new = [item_of_report(sheets[key].report, self._first + n) for n, key in enumerate(sorted(added))]
        self._notes.keep(new)
        partners, demoted = settle(self._notes, new, removed)
        links = self._compare(partners)
        lost = no_longer_compared(self._notes, demoted)
        self._notes.unlink(lost, decided=False)
        loosened = {n for pair in lost for n in pair}.union(loose)
        around = {n for link in links for n in (link.a, link.b)}.union(item.number for item in new)
        return self._gather(around, loosened, again)

    def _compare(self, partners: Partners) -> list[Link]:
        items = self._notes.items(set(partners).union(*partners.values()))
        near = _near_in_time(partners, items)
        sheets = self._sheets({items[n].document for n in set(near).union(*near.values())})
        reports = {n: sheet.report for n, item in items.items() if (sheet := sheets.get(item.document)) is not None}
        pairs: set[Pair] = set()
        for a, others in near.items():
            here = reports[a]
            pairs.update((a, b) if a < b else (b, a) for b in others if within_reach(here, reports[b]))
        scored = (link_of(a, b, reports[a], reports[b]) for a, b in pairs)
        links = [link for link in scored if link is not None]
        self._notes.link(links)
        return links

    def _gather(self, around: set[int], loosened: set[int], again: Collection[str]) -> set[str]:
        web = Web(self._notes, STEPS, MOST)
        loose = relax(web, sorted(loosened)) | around | loosened
        told = {item.number for item in self._notes.items_of(again) if item.kind == "story"}
        groups: list[list[Item]] = []
        parts = [part for part, _ in components(web, sorted(loose | told))]
        loose |= web.changed  # what was cut smaller on the way holds none of those that changed, perhaps
        for part in parts:
            order = sorted((web.items[n] for n in part), key=lambda item: item.rank)
            groups += _by_label(order) if loose.isdisjoint(part) else _grouped(order, web)
        main = self._main(groups)
        before = self._notes.items({item.number for group in groups for item in group})
        now = [replace(item, incident=main.get(item.number)) for group in groups for item in group]
        self._notes.keep(item for item in now if item != before[item.number])
        moved = [(before[item.number].incident, item.incident) for item in now]
        return {id for pair in moved if pair[0] != pair[1] for id in pair if id is not None}

    def _main(self, groups: Iterable[Sequence[Item]]) -> dict[int, str]:
        """By the number of a report, the incident that its story is mainly about; reports held apart are left out."""
        documents = {item.document for group in groups for item in group}
        told: dict[str, list[Item]] = defaultdict(list)
        for item in self._notes.items_of(documents):
            if item.is_mention and item.incident is not None:
                told[item.document].append(item)
        weights = self._weights({item.incident or "" for items in told.values() for item in items})
        shunned = self._shunned(documents, told)
        found: dict[int, str] = {}
        for group in groups:
            in_it = Counter(item.incident or "" for report in group for item in told[report.document])
            if in_it:
                id = max(in_it, key=lambda id: (weights[id][:3], in_it[id], weights[id][3:]))
                found |= {report.number: id for report in group if report.document not in shunned[id]}
        return found

    def _weights(self, incidents: Collection[str]) -> dict[str, tuple[bool, bool, bool, int, int]]:
        """What makes an incident the main one: an act and no response, news, a single event; its size, and a lot."""
        members: dict[str, list[Item]] = defaultdict(list)
        for item in self._notes.items_in(incidents):
            if item.is_mention:
                members[item.incident or ""].append(item)
        return {
            id: (
                any(item.kind == "act" for item in items),
                any(item.news for item in items),
                any(item.single for item in items),
                len(items),
                min(item.rank for item in items),
            )
            for id, items in members.items()
        }

    def _shunned(self, documents: Collection[str], told: Mapping[str, Sequence[Item]]) -> Mapping[str, set[str]]:
        """By incident, the documents of which a person held a mention apart from it."""
        orders = orders_on(documents, sources=self._sources, notes=self._notes, desk=self._desk)
        items = self._notes.items({n for pair in orders.apart for n in pair})
        found: dict[str, set[str]] = defaultdict(set)
        for i, j in orders.apart:
            for one, other in ((items.get(i), items.get(j)), (items.get(j), items.get(i))):
                if one is not None and other is not None and one.incident and one.incident != other.incident:
                    found[one.incident].add(other.document)
        every = {item.incident or "" for each in told.values() for item in each}
        for each in told.values():
            for item in each:
                if item.number in orders.alone:
                    for id in every - {item.incident}:
                        found[id].add(item.document)
        return found


def _near_in_time(partners: Partners, items: Mapping[int, Item]) -> Partners:
    """Of those that are to be compared those that may be within reach, by what is noted down of them alone."""
    at = {n: stretch_of(item) for n, item in items.items()}
    return {a: {b for b in others if may_be_within_reach(at[a], at[b])} for a, others in partners.items()}


def _by_label(items: Sequence[Item]) -> list[list[Item]]:
    """The stories of a component as they were noted."""
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.label].append(item)
    return list(groups.values())


def _grouped(items: Sequence[Item], web: Web) -> list[list[Item]]:
    """The stories of a component, gathered from its links. `items` are in the order of their ranks."""
    at = {item.number: i for i, item in enumerate(items)}
    pairs = {(i, j): score for score, i, j in web.scores_among(at)}
    groups = average_linkage(len(items), pairs, least=LEAST, missing=STRANGERS, largest=MOST_OF_A_STORY)
    return [[replace(items[i], label=items[group[0]].rank) for i in group] for group in groups]
