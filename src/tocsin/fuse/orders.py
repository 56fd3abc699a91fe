"""What people decided, bound to mentions: who belongs together or apart, what is confirmed, withdrawn or corrected.

Later decisions outrank earlier ones. A merge joins the mentions of its anchors, whatever the machine thinks, but never
a summary with a single event. In a split the mention of the first anchor stays and those of the others leave it; a
single anchor stands alone. What cannot be bound is for the review queue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from tocsin.fuse.anchors import Binder, spot_of_anchor
from tocsin.fuse.desk import Desk
from tocsin.fuse.told import Told
from tocsin.notes import Notes, Pair, Sources
from tocsin.record import Decision

Wish = Literal["together", "apart"]


@dataclass(frozen=True)
class Orders:
    """Decisions by the numbers of mentions. `unbound` are the sequence numbers of those that bind to nothing."""

    together: tuple[Pair, ...] = ()
    apart: frozenset[Pair] = frozenset()
    alone: frozenset[int] = frozenset()
    acts: Mapping[int, tuple[tuple[int, Decision], ...]] = field(default_factory=dict)
    withdrawn: Mapping[int, frozenset[str | None]] = field(default_factory=dict)
    complaints: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    unbound: tuple[int, ...] = ()


def bind_decisions(decisions: Sequence[tuple[int, Decision]], mentions: Sequence[Told]) -> Orders:
    """The decisions that stand, bound to the mentions given (in the order of their stable keys)."""
    binding = _Binding(mentions)
    for sequence, decision in standing(decisions):
        binding.take(sequence, decision)
    return binding.orders()


def standing(decisions: Sequence[tuple[int, Decision]]) -> list[tuple[int, Decision]]:
    """The decisions that no later one has undone, in order. An undoing that was itself undone undoes nothing."""
    undone: set[int] = set()
    for sequence, decision in sorted(decisions, key=lambda d: d[0], reverse=True):
        if decision.act == "undo" and decision.undoes is not None and sequence not in undone:
            undone.add(decision.undoes)
    return [d for d in sorted(decisions, key=lambda d: d[0]) if d[0] not in undone and d[1].act != "undo"]


class _Binding:
    def __init__(self, mentions: Sequence[Told]) -> None:
        self._mentions = mentions
        self._binder = Binder(mentions)
        self._wishes: dict[Pair, Wish] = {}
        self._alone: set[int] = set()
        self._acts: dict[int, list[tuple[int, Decision]]] = defaultdict(list)
        self._withdrawn: dict[int, set[str | None]] = defaultdict(set)
        self._complaints: dict[int, list[str]] = defaultdict(list)
        self._unbound: list[int] = []

    def take(self, sequence: int, decision: Decision) -> None:
        found = [self._binder.find(spot_of_anchor(a)) for a in decision.anchors]
        bound = list(dict.fromkeys(i for i in found if i is not None))
        if not bound:
            self._unbound.append(sequence)
            return
        if None in found:
            self._complain(bound, f"decision {sequence} ({decision.act}): not every anchor is found any more")
        match decision.act:
            case "merge":
                self._merge(sequence, bound)
            case "split":
                self._split(sequence, bound, stays=found[0] is not None, named=len(found))
            case "retract":
                for i in bound:
                    self._withdrawn[i].add(decision.property)
            case _:
                for i in bound:
                    self._acts[i].append((sequence, decision))

    def _merge(self, sequence: int, bound: list[int]) -> None:
        self._alone.difference_update(bound)
        for a, b in pairwise(bound):
            if self._mentions[a].mention.unit != self._mentions[b].mention.unit:
                self._complain([a, b], f"decision {sequence} (merge): a summary is never one with a single event")
            else:
                self._wish(a, b, "together")

    def _split(self, sequence: int, bound: list[int], *, stays: bool, named: int) -> None:
        if named == 1:
            self._alone.add(bound[0])
        elif not stays:
            self._complain(bound, f"decision {sequence} (split): the mention that was to stay is not found any more")
        for other in bound[1:] if stays else ():
            self._wish(bound[0], other, "apart")

    def _wish(self, a: int, b: int, wish: Wish) -> None:
        pair = (min(a, b), max(a, b))
        self._wishes.pop(pair, None)  # the latest stands last
        self._wishes[pair] = wish

    def _complain(self, mentions: Sequence[int], reason: str) -> None:
        for i in mentions:
            self._complaints[i].append(reason)

    def orders(self) -> Orders:
        return Orders(
            together=tuple(pair for pair, wish in reversed(self._wishes.items()) if wish == "together"),
            apart=frozenset(pair for pair, wish in self._wishes.items() if wish == "apart"),
            alone=frozenset(self._alone),
            acts={i: tuple(acts) for i, acts in self._acts.items()},
            withdrawn={i: frozenset(properties) for i, properties in self._withdrawn.items()},
            complaints={i: tuple(reasons) for i, reasons in self._complaints.items()},
            unbound=tuple(self._unbound),
        )


def orders_on(documents: Collection[str], *, sources: Sources, notes: Notes, desk: Desk) -> Orders:
    """What people decided on the mentions of documents, by the numbers of items."""
    decisions = sources.decisions_on(documents)
    if not any(decision.anchors for _, decision in decisions):
        return Orders()
    around = {anchor.document for _, decision in decisions for anchor in decision.anchors}
    items = [item for item in notes.items_of(around) if item.is_mention]
    sheets = desk.sheets(sources, notes, around)
    told = {item.number: sheets[item.document].mentions[item.mention] for item in items}
    order = sorted(told, key=lambda n: told[n].key)
    return renumbered(bind_decisions(decisions, [told[n] for n in order]), dict(enumerate(order)))


def renumbered(orders: Orders, to: Mapping[int, int]) -> Orders:
    """Orders with other numbers. Those about what has none are left out."""

    def pairs(those: Iterable[Pair]) -> list[Pair]:
        return [(min(to[a], to[b]), max(to[a], to[b])) for a, b in those if a in to and b in to]

    return Orders(
        together=tuple(pairs(orders.together)),
        apart=frozenset(pairs(orders.apart)),
        alone=frozenset(to[n] for n in orders.alone if n in to),
        acts={to[n]: acts for n, acts in orders.acts.items() if n in to},
        withdrawn={to[n]: gone for n, gone in orders.withdrawn.items() if n in to},
        complaints={to[n]: reasons for n, reasons in orders.complaints.items() if n in to},
    )
