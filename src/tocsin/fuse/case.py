"""One cluster as it is folded: which of its mentions can be seen, and which of them give values.

Background mentions stand in the list of documents and nowhere else, unless nothing but background is there. Mentions
and properties that a person withdrew give nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from tocsin.fuse.origins import Said, statements_of, supports
from tocsin.fuse.told import Told
from tocsin.record import Decision, Unsettled

WITHDRAWABLE = frozenset({"when", "where", "participant", "toll", "claim", "warning"})


@dataclass(frozen=True, eq=False)
class Case:
    """The visible mentions of one incident, in order of publication; `telling` are those that give values.

    `claim_news` are mentions of family `claim` of other incidents that are told as part of this one.
    """

    id: str
    mentions: tuple[Told, ...]
    telling: tuple[Told, ...]
    acts: tuple[tuple[int, Decision], ...] = ()
    complaints: tuple[str, ...] = ()
    claim_news: tuple[Told, ...] = ()
    withdrawn: bool = False

    def said(self, property: str) -> list[Said]:
        """What the telling mentions say of one property, in the order of the reports."""
        return statements_of(self.telling, property)

    @property
    def typed(self) -> list[Said]:
        """Which type each telling mention gives: something to rest on where nothing else is said."""
        return self.said("type")


def make_case(
    id: str,
    visible: Mapping[int, Told],
    *,
    withdrawn: Mapping[int, frozenset[str | None]],
    acts: Sequence[tuple[int, Decision]] = (),
    complaints: Sequence[str] = (),
    claim_news: Sequence[Told] = (),
) -> Case:
    """The case of the visible mentions of a cluster, by their numbers. There is at least one."""
    seen = {i: _without(told, withdrawn.get(i, frozenset())) for i, told in visible.items()}
    kept = [i for i in seen if None not in withdrawn.get(i, frozenset())]
    news = [seen[i] for i in kept if not seen[i].mention.background]
    telling = news or [seen[i] for i in kept] or list(seen.values())
    return Case(
        id=id,
        mentions=_by_report(seen.values()),
        telling=_by_report(telling),
        acts=tuple(acts),
        complaints=tuple(dict.fromkeys(complaints)),
        claim_news=_by_report(claim_news),
        withdrawn=not kept,
    )


def _by_report(mentions: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(sorted(mentions, key=lambda t: (t.report.order, t.key)))


def _without(told: Told, properties: frozenset[str | None]) -> Told:
    gone = WITHDRAWABLE & properties
    if not gone:
        return told
    mention = told.mention
    kept = tuple(s for s in mention.statements if s.property not in gone)
    return replace(told, mention=structs.replace(mention, statements=kept))


def unsettled(property: str, reason: str, said: Sequence[Said]) -> Unsettled:
    """Something that reports say and that could not be settled."""
    return Unsettled(property=property, reason=reason, support=supports(said))
