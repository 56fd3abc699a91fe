"""What the network alone finds, beside what the rules have: events, figures, sites and parts in them.

What people say and claim is left to the rules, who find far more of it in news articles (77.9 against 62.1 on the part
`fit` of the benchmark `quotes`). What the rules have stays as it is, and words that gave them a value give no second
one of its kind. An event of a type that they have already is one that is told again, as far as anybody can tell, and is
not added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from tocsin.read.llm.agreement import agrees, contradict, pairs_of
from tocsin.record import Evidence, Mention, Place, Reading, Statement

MANY = ("participant", "toll", "where")  # what is taken from the network: an event may have several values of each
KEPT = ("type", "status", "when", *MANY)  # of an event that it alone finds


@dataclass(frozen=True, slots=True)
class Joined:
    """The rules' reading with what was added: values to events that they have, and events that they have not."""

    reading: Reading
    added: tuple[Statement, ...]
    events: tuple[Mention, ...]


def join(ruled: Reading, said: Reading, *, whole: Reading) -> Joined:
    """The reading of the rules with what a reading of the network has beyond it.

    `whole` is the rules' reading before anything was left out of it: what was does not come back.
    """
    taken = {name: [e for m in whole.mentions for s in m.of(name) for e in s.evidence] for name in MANY}
    pairs = {a.id: b for a, b in pairs_of(ruled, said)}
    mentions: list[Mention] = []
    added: list[Statement] = []
    for mention in ruled.mentions:
        more = list(_more(mention, pairs[mention.id].statements, taken)) if mention.id in pairs else []
        added += more
        mentions.append(replace(mention, statements=(*mention.statements, *more)) if more else mention)
    paired = {b.id for b in pairs.values()}
    known = [e for m in ruled.mentions for e in (m.trigger, *m.of("type")[0].evidence)]
    types = {m.type for m in ruled.mentions}
    events: list[Mention] = []
    for mention in said.mentions:
        if mention.id in paired or mention.type in types or _meets(mention.trigger, known):
            continue
        told = [s for s in mention.statements if s.property in KEPT]
        kept = [s for s in told if s.property not in MANY or _is_free(s, taken[s.property])]
        events.append(replace(mention, id=f"m{len(ruled.mentions) + len(events) + 1}", statements=tuple(kept)))
    return Joined(replace(ruled, mentions=(*mentions, *events)), tuple(added), tuple(events))


def _more(mention: Mention, said: Iterable[Statement], taken: dict[str, list[Evidence]]) -> Iterator[Statement]:
    """What is said of an event from words that the rules have no such value from."""
    for each in said:
        if each.property not in MANY or not _is_free(each, taken[each.property]):
            continue
        held = mention.of(each.property)
        if agrees(each, held) or any(contradict(s.value, each.value) for s in held):
            continue
        if isinstance(each.value, Place) and any(isinstance(s.value, Place) and s.value.role == "site" for s in held):
            continue
        yield each


def _is_free(statement: Statement, taken: Sequence[Evidence]) -> bool:
    return not any(_meets(each, taken) for each in statement.evidence)


def _meets(words: Evidence, others: Iterable[Evidence]) -> bool:
    return any(e.field == words.field and e.start < words.end and words.start < e.end for e in others)
