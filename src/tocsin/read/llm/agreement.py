"""Two readings of one document side by side: where they say the same, and where they contradict one another.

What only one of them says is no contradiction. Mentions are the same event where they are named at the same words, or
in the same sentence and of one family.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tocsin.record import Bound, Claim, Evidence, Mention, Participant, Place, Reading, Statement, Toll, When
from tocsin.record.json_form import dumps, value_form

DOING = frozenset(("perpetrator", "suspect", "party", "initiated_by"))
SUFFERING = frozenset(("victim",))


class Difference(Struct, frozen=True, kw_only=True):
    """One property that two readings contradict one another in, of a mention of the first: what each says of it."""

    mention: str
    property: str
    one: Statement
    two: Statement


def pairs_of(one: Reading, two: Reading) -> list[tuple[Mention, Mention]]:
    """The mentions of two readings that tell the same event, each at most once, the nearest first."""
    scored = [
        (near, i, j) for i, a in enumerate(one.mentions) for j, b in enumerate(two.mentions) if (near := _near(a, b))
    ]
    taken_one: set[int] = set()
    taken_two: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if i not in taken_one and j not in taken_two:
            taken_one.add(i)
            taken_two.add(j)
            pairs.append((i, j))
    return [(one.mentions[i], two.mentions[j]) for i, j in sorted(pairs)]


def _near(a: Mention, b: Mention) -> int:
    """3: at the same words; 2: at words of a further telling; 1: of one type and one site; 0: not the same event."""
    if _overlap(a.trigger, b.trigger):
        return 3
    told = ((x, y) for x in a.of("type")[0].evidence for y in b.of("type")[0].evidence)
    if a.family == b.family and any(_overlap(x, y) for x, y in told):
        return 2
    sites = [{p.name for p in m.all(Place) if p.role == "site"} for m in (a, b)]
    return int(a.type == b.type and a.unit == b.unit and bool(sites[0] & sites[1]) and not _days_apart(a, b))


def _overlap(x: Evidence, y: Evidence) -> bool:
    return x.field == y.field and x.start < y.end and y.start < x.end


def differences(one: Reading, two: Reading) -> tuple[Difference, ...]:
    """What two readings contradict one another in, in the order of the first."""
    return tuple(found for a, b in pairs_of(one, two) for found in _between(a, b))


def _between(a: Mention, b: Mention) -> Iterator[Difference]:
    for property in ("type", "status"):
        first, second = a.of(property)[0], b.of(property)[0]
        if first.value != second.value:
            yield Difference(mention=a.id, property=property, one=first, two=second)
    if _days_apart(a, b):
        yield Difference(mention=a.id, property="when", one=a.of("when")[0], two=b.of("when")[0])
    for property in ("toll", "participant", "claim"):
        for first in a.of(property):
            for second in b.of(property):
                if contradict(first.value, second.value):
                    yield Difference(mention=a.id, property=property, one=first, two=second)


def contradict(one: object, two: object) -> bool:
    """Whether two values cannot both be what the text says."""
    if isinstance(one, Toll) and isinstance(two, Toll):
        same = one.measure == two.measure and one.scope == two.scope == "event" and _class(one, two)
        return same and not _meet(one.bound, two.bound)
    if isinstance(one, Participant) and isinstance(two, Participant):
        roles = {one.role, two.role}
        return _named_alike(one, two) and bool(roles & DOING) and bool(roles & SUFFERING)
    if isinstance(one, Claim) and isinstance(two, Claim):
        return {one.stance, two.stance} == {"claimed", "denied"} and _same_claimant(one, two)
    return False


def _class(one: Toll, two: Toll) -> bool:
    return one.class_ == two.class_ or "unknown" in (one.class_, two.class_)


def _meet(one: Bound, two: Bound) -> bool:
    """Whether some number is within both bounds."""
    lows, highs = [], []
    for bound in (one, two):
        best = bound.best if bound.low is None and bound.high is None else None
        lows.append(bound.low if bound.low is not None else (best or 0))
        highs.append(bound.high if bound.high is not None else (best if best is not None else 10**9))
    return max(lows) <= min(highs)


def _days_apart(a: Mention, b: Mention) -> bool:
    one, two = a.all(When), b.all(When)
    if not one or not two or not (one[0].earliest and two[0].earliest):
        return False
    spans = [((w.earliest or "")[:10], (w.latest or "9999")[:10]) for w in (one[0], two[0])]
    return max(s[0] for s in spans) > min(s[1] for s in spans)


def _named_alike(one: Participant, two: Participant) -> bool:
    return one.name.lower() == two.name.lower() or (one.actor is not None and one.actor == two.actor)


def _same_claimant(one: Claim, two: Claim) -> bool:
    return one.claimant.lower() == two.claimant.lower() or (one.actor is not None and one.actor == two.actor)


def agrees(one: Statement, others: Sequence[Statement]) -> bool:
    """Whether another reading says the same of the event: the same figure, the same part of the same one, one day."""
    return any(_same(one.value, other.value) for other in others if other.property == one.property)


def _same(one: object, two: object) -> bool:
    if isinstance(one, Toll) and isinstance(two, Toll):
        return (one.measure, one.bound, one.scope) == (two.measure, two.bound, two.scope)
    if isinstance(one, Participant) and isinstance(two, Participant):
        return one.role == two.role and _named_alike(one, two)
    if isinstance(one, Claim) and isinstance(two, Claim):
        return one.stance == two.stance and _same_claimant(one, two)
    if isinstance(one, Place) and isinstance(two, Place):
        return one.role == two.role and one.name == two.name
    return one == two


def shown(statement: Statement) -> str:
    """A value in one line."""
    if isinstance(statement.value, str):
        return statement.value
    form = {key: value for key, value in value_form(statement.value).items() if value not in (None, (), [], False)}
    return dumps(form)
