"""Fusing what has changed: some documents came, went or were decided on, and only what they touch is looked at again.

One step: the old mentions of the documents leave their blocks and the new ones enter theirs; the pairs that have to be
compared now are, and those that score enough become links; the components of all mentions that won or lost a link are
gathered anew. Acts come first, then the others, which can then be compared by what they respond to, and at last whole
reports, by the stories that they tell (`coverage`). The partition that comes out is the one that all documents at once
give: which pairs are compared, which links hold a component together and how it is gathered each depend on the set of
mentions alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from msgspec.structs import replace

from tocsin.fuse.candidates import Partners, compared_with, item_of, keys_of, move, no_longer_compared, rank_of, settle
from tocsin.fuse.cluster import Grouping
from tocsin.fuse.components import Web, components, relax
from tocsin.fuse.coverage import Stories
from tocsin.fuse.desk import Desk, Sheet
from tocsin.fuse.fold_links import shown_with
from tocsin.fuse.gist import Gist, those_that_may
from tocsin.fuse.ids import name_all
from tocsin.fuse.marks import are_copies, marks_of
from tocsin.fuse.match import LINK, link_score, score_of
from tocsin.fuse.orders import Orders, orders_on, renumbered
from tocsin.fuse.told import Told
from tocsin.notes import Item, Kind, Link, Notes, Pair, Sources
from tocsin.ports import Mint
from tocsin.record import Reading
from tocsin.record.event_types import ACTS


@dataclass
class Renewed:
    """What a step changed: the incidents that stand to be folded anew, and those that hold no mention any more.

    `mints` are ids given for the first time, with sequence 0; `redirects` the ids merged away, each with the one that
    stands for it.
    """

    changed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    mints: tuple[Mint, ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)


def renew(documents: Collection[str], *, sources: Sources, notes: Notes, desk: Desk) -> Renewed:
    """Bring the notes up to some documents: new ones, changed ones, and those that a decision is anchored to."""
    return _Step(sources, notes, desk).run(set(documents))


class _Step:
    def __init__(self, sources: Sources, notes: Notes, desk: Desk) -> None:
        self._sources = sources
        self._notes = notes
        self._desk = desk
        self._dirty: set[int] = set()  # mentions to gather again
        self._loose_texts: set[int] = set()  # texts that lost a copy
        self._loose_stories: set[int] = set()  # the same of reports that told one story
        self._relabelled: set[str] = set()  # documents of acts that are grouped otherwise than before
        self._loosened: set[int] = set()  # mentions that lost a link
        self._touched: set[int] = set()  # mentions whose incident is to be folded again in any case
        self._left: set[str] = set()  # incidents that lost a mention
        self._at_hand: dict[str, Sheet] = {}  # reports as they are noted down now
        self._next = notes.next_number()

    def run(self, documents: set[str]) -> Renewed:
        added, removed = self._what_changed(documents)
        self._strike(removed)
        self._texts(added, [item for item in removed if item.kind == "text"])
        new = self._new_items(added)
        acts = [item for item in new if item.kind == "act"]
        self._compare(acts, [item for item in removed if item.kind == "act"])
        self._decided(documents)
        gathered = self._gather("act")
        others = [item for item in new if item.kind == "other"]
        self._others(others, added.keys(), [item for item in removed if item.kind == "other"])
        late = self._gather("other")
        twice = set(chain.from_iterable(late))
        renewed = self._name([part for part in gathered if twice.isdisjoint(part)] + late)
        stories = Stories(self._sources, self._notes, self._desk, self._sheets, first=self._next)
        gone = [item for item in removed if item.kind == "story"]
        again = {item.document for item in self._notes.items_in(renewed.changed)} | documents
        covered = stories.renew(added.keys(), gone, self._loose_stories, again=again)
        renewed.changed |= covered - renewed.gone
        return renewed

    # --------------------------------------------------------------------------------- what has changed
    def _what_changed(self, documents: set[str]) -> tuple[dict[str, Reading], list[Item]]:
        """The readings that are new, and the items that no longer hold."""
        old: dict[str, list[Item]] = defaultdict(list)
        for item in self._notes.items_of(documents):
            old[item.document].append(item)
        now = self._sources.readings(documents)
        same = {
            key
            for key, items in old.items()
            if any(item.kind == "text" and key in now and item.mention == now[key].id for item in items)
        }
        added = {key: now[key] for key in sorted(now) if key not in same}
        removed = [item for key, items in old.items() if key not in same for item in items]
        for key in same:
            self._touched.update(item.number for item in old[key] if item.is_mention)
        self._dirty |= self._touched  # a decision on them may be gone
        return added, removed

    def _strike(self, removed: Sequence[Item]) -> None:
        """Forget items. Their blocks are left later on, kind by kind."""
        gone = {item.number for item in removed}
        if not gone:
            return
        self._left.update(item.incident for item in removed if item.incident is not None)
        around = self._notes.items({link.b for link in self._links(gone)} - gone)
        self._loose_texts = {n for n, item in around.items() if item.kind == "text"}
        self._loose_stories = {n for n, item in around.items() if item.kind == "story"}
        loose = {n for n, item in around.items() if item.is_mention}
        self._loosened |= loose
        self._dirty |= loose
        self._notes.forget(gone)

    def _new_items(self, added: dict[str, Reading]) -> list[Item]:
        """The mentions of new readings. Those that are no acts stand in no block yet."""
        sheets = self._sheets(added)
        items = []
        for key in added:
            for told in sorted(sheets[key].mentions.values(), key=lambda t: t.key):
                items.append(item_of(told, self._number(), kind="act" if told.family in ACTS else "other"))
        self._note(items)
        self._dirty.update(item.number for item in items)
        return items

    def _links(self, numbers: Collection[int]) -> Iterator[Link]:
        return chain.from_iterable(self._notes.links(numbers).values())

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _sheets(self, documents: Collection[str]) -> Mapping[str, Sheet]:
        """Those of these documents, and of others that were asked for before."""
        lacking = [key for key in documents if key not in self._at_hand]
        if lacking:
            self._at_hand |= self._desk.sheets(self._sources, self._notes, lacking)
        return self._at_hand

    def _note(self, items: Sequence[Item]) -> None:
        """Note down items that are new or have another label: their reports are no longer as they were."""
        self._notes.keep(items)
        for item in items:
            self._at_hand.pop(item.document, None)

    # -------------------------------------------------------------------------------------------- copies
    def _texts(self, added: dict[str, Reading], removed: Sequence[Item]) -> None:
        """Find the copies of new texts. Where groups of copies change, the mentions of both are compared again."""
        texts = []
        for key, reading in added.items():
            rank = rank_of("text", key)
            texts.append(
                Item(
                    number=self._number(),
                    kind="text",
                    document=key,
                    mention=reading.id,
                    rank=rank,
                    keys=marks_of(reading.document),
                    label=rank,
                )
            )
        self._notes.keep(texts)
        self._desk.take(added)
        pairs, demoted = move(self._notes, texts, removed)
        items = self._notes.items({n for pair in pairs for n in pair})
        sheets = self._sheets({item.document for item in items.values()})
        docs = {n: sheets[item.document].report.doc for n, item in items.items()}
        links = [Link(a, b, 1.0) for a, b in pairs if are_copies(docs[a], docs[b])]
        self._notes.link(links)
        lost = no_longer_compared(self._notes, demoted)
        self._notes.unlink(lost, decided=False)
        ends = {n for link in links for n in (link.a, link.b)}
        self._regroup(ends.union(*lost, self._loose_texts), {text.number for text in texts})

    def _regroup(self, around: set[int], new: set[int]) -> None:
        """Name the groups of copies anew, and have compared again what got together or apart."""
        web = Web(self._notes)
        settled: set[int] = set()
        labels: dict[int, set[int]] = defaultdict(set)  # old ones of each new
        parts: dict[int, set[int]] = defaultdict(set)  # new ones of each old
        renamed: list[Item] = []
        members: dict[int, set[str]] = {}
        for start in sorted(around):
            if start in settled:
                continue
            group = _all_linked(web, start)
            settled |= group
            label = min(web.items[n].rank for n in group)
            members[label] = {web.items[n].document for n in group}
            for n in group:
                item = web.items[n]
                if n not in new:
                    labels[label].add(item.label)
                    parts[item.label].add(label)
                if item.label != label:
                    renamed.append(replace(item, label=label))
        self._note(renamed)
        reshaped = {label for label, old in labels.items() if len(old) > 1}
        reshaped |= {label for now in parts.values() if len(now) > 1 for label in now}
        fresh = {web.items[n].document for n in new & settled}
        self._again({key for label in reshaped for key in members[label]} - fresh)

    def _again(self, documents: set[str]) -> None:
        """Compare the mentions of documents again with all that they are compared with."""
        items = [item for item in self._notes.items_of(documents) if item.is_mention]
        if items:
            self._touched.update(item.number for item in items)
            self._rescore(items)

    def _rescore(self, items: Sequence[Item]) -> None:
        numbers = {item.number for item in items}
        links = [link for link in self._links(numbers) if not link.decided]
        self._loosen({(min(link.a, link.b), max(link.a, link.b)) for link in links})
        self._link(compared_with(self._notes, items))
        self._dirty |= numbers

    # ----------------------------------------------------------------------------------------- comparing
    def _compare(self, added: Sequence[Item], removed: Sequence[Item]) -> None:
        partners, demoted = settle(self._notes, added, removed)
        self._link(partners)
        self._loosen(no_longer_compared(self._notes, demoted))

    def _link(self, partners: Partners) -> None:
        """Score those that are to be compared, and note down the pairs that pass."""
        pairs = self._worth_scoring(partners)
        told = self._told({n for pair in pairs for n in pair})
        self._desk.scored += len(pairs)
        links = []
        for a, b in pairs:
            points = link_score(told[a], told[b])
            if points is not None and points >= LINK:
                links.append(Link(a, b, points))
        self._notes.link(links)
        self._dirty.update(n for link in links for n in (link.a, link.b))

    def _worth_scoring(self, partners: Partners) -> set[Pair]:
        """Of those that are to be compared, the pairs that nothing forbids at first sight."""
        gists = self._gists(set(partners).union(*partners.values()))
        pairs: set[Pair] = set()
        for a, others in partners.items():
            pairs.update((a, b) if a < b else (b, a) for b in those_that_may(gists[a], others, gists))
        return pairs

    def _gists(self, numbers: set[int]) -> Mapping[int, Gist]:
        gists = self._desk.gists
        lacking = numbers.difference(gists)
        if lacking:
            gists |= {n: told.gist for n, told in self._told(lacking).items()}
        return gists

    def _told(self, numbers: Collection[int]) -> dict[int, Told]:
        items = self._notes.items(numbers)
        sheets = self._sheets({item.document for item in items.values()})
        return {n: sheets[item.document].mentions[item.mention] for n, item in items.items()}

    def _loosen(self, pairs: set[Pair]) -> None:
        self._notes.unlink(pairs, decided=False)
        ends = {n for pair in pairs for n in pair}
        self._loosened |= ends
        self._dirty |= ends

    # ----------------------------------------------------------------------------------- what people said
    def _decided(self, documents: set[str]) -> None:
        """Note down who belongs together by a person's word."""
        decisions = self._sources.decisions_on(documents)
        around = documents | {anchor.document for _, d in decisions for anchor in d.anchors}
        items = [item for item in self._notes.items_of(around) if item.is_mention]
        inside = {item.number for item in items if item.document in documents}
        old = {(min(k.a, k.b), max(k.a, k.b)) for k in self._links(inside) if k.decided}
        self._notes.unlink(old, decided=True)
        orders = self._orders(around) if decisions else Orders()
        new = {pair for pair in orders.together if not inside.isdisjoint(pair)}
        self._notes.link(Link(a, b, 0.0, True) for a, b in new)
        ends = {n for pair in old | new for n in pair}
        self._loosened |= {n for pair in old - new for n in pair}
        if decisions:
            ends |= {item.number for item in items}
            self._touched |= {item.number for item in items}
        self._dirty |= ends

    def _orders(self, documents: Collection[str]) -> Orders:
        """What people decided on the mentions of documents, by the numbers of items."""
        return orders_on(documents, sources=self._sources, notes=self._notes, desk=self._desk)

    # ----------------------------------------------------------------------------------------- gathering
    def _gather(self, kind: Kind) -> list[list[int]]:
        """The clusters of all components that hold dirty mentions of a kind."""
        web = Web(self._notes)
        dirty = relax(web, sorted(self._loosened)) | self._dirty
        self._loosened = set()
        found = components(web, sorted(n for n, item in self._notes.items(dirty).items() if item.kind == kind))
        self._dirty = {n for n in dirty if kind == "act"}
        numbers = {n for part, _ in found for n in part}
        self._notes.keep([web.items[n] for n in web.changed])
        told = self._told(numbers)
        orders = self._orders({web.items[n].document for n in numbers})
        clusters: list[list[int]] = []
        labelled: list[Item] = []
        for part, level in found:
            order = sorted(part, key=lambda n: told[n].key)
            groups = self._group(order, told, web, level, orders)
            for group in groups[0]:
                acts = [web.items[n] for n in group if web.items[n].kind == "act"]
                if acts:
                    first = min(acts, key=lambda act: (told[act.number].report.order, told[act.number].key))
                    labelled += [replace(act, label=first.rank) for act in acts if act.label != first.rank]
            clusters += groups[1]
        self._note(labelled)
        self._relabelled = {item.document for item in labelled}
        return clusters

    def _group(
        self, order: list[int], told: dict[int, Told], web: Web, level: int, orders: Orders
    ) -> tuple[list[list[int]], list[list[int]]]:
        """The groups of a component when its acts are gathered, and when all are."""
        if len(order) == 1:
            return [order], [order]
        at = {n: i for i, n in enumerate(order)}
        members = [told[n] for n in order]
        links = list(web.scores_among(at, level))
        grouping = Grouping(
            members,
            [web.items[n].rank for n in order],
            renumbered(orders, at),
            lambda i, j: score_of(members[i], members[j]),
        )
        grouping.gather(links, acts=True)
        first = [[order[i] for i in group] for group in grouping.clusters()]
        grouping.gather(links, acts=False)
        return first, [[order[i] for i in group] for group in grouping.clusters()]

    # -------------------------------------------------------------------------------------------- others
    def _others(self, new: Sequence[Item], added: Collection[str], removed: Sequence[Item]) -> None:
        """Compare what is no act, new or told to respond to an act that is grouped otherwise than before."""
        old = [item for item in self._notes.items_of(self._relabelled - set(added)) if item.kind == "other"]
        new = [*self._notes.items([item.number for item in new]).values()]
        told = self._told({item.number for item in (*old, *new)})
        old = [item for item in old if told[item.number].ties]
        now = [replace(item, keys=keys_of(told[item.number], "other")) for item in (*new, *old)]
        self._notes.keep(now)
        self._compare(now, [*removed, *old])
        if old:
            self._rescore(now[len(new) :])

    # ------------------------------------------------------------------------------------------ incidents
    def _name(self, clusters: list[list[int]]) -> Renewed:
        """Give each cluster its id, and say which incidents are others now."""
        result = Renewed()
        clusters, items = self._others_than_before(clusters, result)
        documents = {item.document for item in items.values()}
        every = [item for item in self._notes.items_of(documents) if item.is_mention]
        sheets = self._sheets(documents)
        told = {item.number: sheets[item.document].mentions[item.mention] for item in every}
        order = sorted(told, key=lambda n: told[n].key)
        at = {n: i for i, n in enumerate(order)}
        numbered = sorted(sorted(at[n] for n in cluster) for cluster in clusters)
        named = name_all(
            [tuple(cluster) for cluster in numbered],
            [told[n] for n in order],
            self._sources.mints_of(documents),
            is_minted=self._sources.is_minted,
        )
        result.mints, result.redirects = named.mints, named.redirects
        result.changed.update(named.ids)
        moved = [
            replace(items[order[i]], incident=id)
            for cluster, id in zip(numbered, named.ids, strict=True)
            for i in cluster
            if items[order[i]].incident != id
        ]
        self._notes.keep(moved)
        result.changed |= self._naming(moved, told)
        before = {item.incident for item in items.values() if item.incident is not None} | self._left
        maybe = before.difference(named.ids)
        result.gone = maybe.difference(item.incident for item in self._notes.items_in(maybe) if item.is_mention)
        result.changed |= (self._left & before).difference(result.gone)
        return result

    def _others_than_before(
        self, clusters: list[list[int]], result: Renewed
    ) -> tuple[list[list[int]], dict[int, Item]]:
        """The clusters that are not the incidents that they were, with their items. The others keep their ids."""
        items = self._notes.items({n for cluster in clusters for n in cluster})
        size = Counter(item.incident for item in items.values())
        found = []
        for cluster in clusters:
            ids = {items[n].incident for n in cluster}
            id = next(iter(ids))
            if len(ids) > 1 or id is None or size[id] != len(cluster) or id in self._left:
                found.append(cluster)
            elif not self._touched.isdisjoint(cluster):
                result.changed.add(id)
        return found, {n: items[n] for cluster in found for n in cluster}

    def _naming(self, moved: Sequence[Item], told: dict[int, Told]) -> set[str]:
        """The incidents that name those which some mentions are in now: what these respond to, what followed them."""
        places = {(item.document, mention) for item in moved for mention in shown_with(told[item.number])}
        found = self._notes.items_of({document for document, _ in places})
        return {item.incident for item in found if (item.document, item.mention) in places and item.incident}


def _all_linked(web: Web, start: int) -> set[int]:
    """Everything that links join to an item."""
    part, edge = {start}, [start]
    while edge:
        web.fetch(edge)
        edge = list({b for n in edge for b in web.near(n, 0)} - part)
        part.update(edge)
    return part
