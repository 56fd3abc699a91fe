"""Sides of a fight made the same across reports: what is `a` in one may be `b` in another."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.fuse.told import StableKey, Told
from tocsin.fuse.words import content_words
from tocsin.record import Participant
from tocsin.record.values import Side

_OTHER: dict[Side, Side] = {"a": "b", "b": "a"}


class Sides:
    """Which side of the incident a report's side is. The first report that names parties sets them."""

    def __init__(self, mentions: Iterable[Told]) -> None:
        self._known: dict[Side, set[str]] = {"a": set(), "b": set()}
        self._turned: dict[StableKey, bool] = {}
        for told in mentions:
            self._take(told)

    def _take(self, told: Told) -> None:
        parties = parties_of(told)
        if not any(parties.values()):
            return
        straight = self._alike(parties, turned=False)
        turned = self._alike(parties, turned=True)
        if any(self._known.values()) and straight == turned:
            return  # nothing tells which is which
        self._turned[told.key] = turned > straight
        for side, names in parties.items():
            self._known[_OTHER[side] if turned > straight else side] |= names

    def _alike(self, parties: dict[Side, set[str]], *, turned: bool) -> int:
        return sum(len(names & self._known[_OTHER[side] if turned else side]) for side, names in parties.items())

    def of(self, told: Told, side: Side | None) -> Side | None:
        """The incident's side for a report's; None where there is none or it cannot be told which."""
        if side is None or told.key not in self._turned:
            return None
        return _OTHER[side] if self._turned[told.key] else side


def parties_of(told: Told) -> dict[Side, set[str]]:
    """By side, the register ids and particular words that name the parties of a report."""
    parties: dict[Side, set[str]] = {"a": set(), "b": set()}
    for p in told.mention.all(Participant):
        if p.side is not None and p.role not in ("target", "weapon"):
            parties[p.side] |= {p.actor} if p.actor else set()
            parties[p.side] |= content_words(p.name)
    return parties
