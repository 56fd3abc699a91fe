"""The whole toll of one event out of the figures of its mention.

- figures of scope `event` alone, or, where there are none, of `several_events` (blows that a text of one event tells
  together, beside its own figures of the other measure where it has such); totals of a period or a conflict, parts and
  "another 12" by itself are left out;
- attackers who died are left out where others did;
- figures told in one sentence of different people are parts of one toll, and are added, as are those that a sentence
  calls additional; a figure of no one in particular stands by itself;
- of several sentences, the highest figure counts, since later ones tell parts again, but none that stands once, far
  behind the first;
- where two speakers give different figures of the same people, the bounds hold both: "officials said 12, residents 20";
- of one person told twice in a sentence, the second time as one known ("the death of a teenager ... his friend died"),
  the bounds hold one and two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from tocsin.record import Bound, Evidence, Mention, Statement, Toll
from tocsin.record.values import Measure, Scope, one_number


def whole_of(mention: Mention, measure: Measure) -> Bound | None:
    """The toll of a measure; None where no figure tells it."""
    statements = list(_figures(mention, measure))
    wholes = [whole for parts in _of_lead(_by_sentence(statements)) if (whole := _sum(parts)) is not None]
    whole = max(wholes, key=lambda bound: one_number(bound) or 0, default=None)
    return None if whole is None else _with_rivals(whole, statements)


def _figures(mention: Mention, measure: Measure) -> Iterator[Statement]:
    """The statements of a measure that may tell the event's own toll."""
    told = [(s, s.value) for s in mention.of("toll") if isinstance(s.value, Toll)]
    own = any(toll.measure == measure and toll.scope == "event" for _, toll in told)
    scopes: tuple[Scope, ...] = ("event", "additional") if own else ("several_events", "additional")
    beside = [statement for statement, toll in told if toll.scope == "event"]
    for statement, toll in told:
        if toll.measure != measure or toll.scope not in scopes:
            continue
        if toll.scope == "several_events" and beside and not any(_together(each, statement) for each in beside):
            continue  # "since Monday 40 were hurt in 33 shootings", far from what is told of this one
        yield statement


def _by_sentence(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """The statements, those between which no sentence ends together."""
    held: list[Statement] = []
    for statement in statements:
        if held and not (_together(held[-1], statement) or _is_also(statement)):
            yield held
            held = []
        held.append(statement)
    if held:
        yield held


SAME_SENTENCE = 60  # characters between figures that are told together


def _together(first: Statement, second: Statement) -> bool:
    a, b = first.evidence[0], second.evidence[0]
    return a.field == b.field and abs(b.start - a.end) <= SAME_SENTENCE


def _is_also(statement: Statement) -> bool:
    """ "five raiders were also killed": besides those told before."""
    return " also " in statement.evidence[0].quote and _toll(statement).whom is not None


LEAD = 1000  # characters behind the first figure within which a text tells the event's toll


def _of_lead(told: Iterable[list[Statement]]) -> Iterator[list[Statement]]:
    """Those told near the first one, or more than once: far behind it texts turn to other events."""
    first: Evidence | None = None
    vague = True  # no more told so far than "several"
    for statements in told:
        span = statements[0].evidence[0]
        first = first or span
        at = first.start if first.field == span.field else 0
        if vague or span.start - at <= LEAD or any(len(each.evidence) > 1 for each in statements):
            yield statements
        vague = vague and all(_toll(each).best is None for each in statements)


def _toll(statement: Statement) -> Toll:
    assert isinstance(statement.value, Toll)
    return statement.value


def _number(statement: Statement) -> int:
    return one_number(_toll(statement).bound) or 0


def _sum(statements: Sequence[Statement]) -> Bound | None:
    """The sum of disjoint parts, and of what is additional to them; the highest where a figure stands by itself."""
    own = [each for each in statements if _toll(each).scope != "additional"]
    own = [each for each in own if not _of_doers(_toll(each))] or own
    if not own:
        return None
    if _may_be_one(own):
        return Bound(low=1, high=len(own), best=1)
    whom = [_toll(each).whom for each in own]
    disjoint = all(whom) and len(set(whom)) == len(whom)
    parts = own if disjoint else [max(own, key=_number)]
    parts += [each for each in statements if _toll(each).scope == "additional"]
    return _added([_toll(each).bound for each in parts])


def _of_doers(toll: Toll) -> bool:
    """Attackers who died: lists of victims leave them out."""
    return toll.class_ == "combatant" and toll.includes_perpetrators == "yes"


KNOWN = re.compile(r"\b(?:the|this|that|his|her|their) ", re.IGNORECASE)


def _may_be_one(statements: Sequence[Statement]) -> bool:
    """Whether one person is told apart from another one, who may be the same: "a teenager ... his friend"."""
    if len(statements) < 2 or any(_toll(each).bound != Bound.exactly(1) for each in statements):
        return False
    if len({_toll(each).class_ for each in statements}) > 1:
        return False
    spans = [each.evidence[0] for each in statements]
    apart = all(b.start >= a.end for a, b in pairwise(spans))
    return apart and all(
        KNOWN.search(span.quote) or _named(each) for span, each in zip(spans[1:], statements[1:], strict=True)
    )


def _named(statement: Statement) -> bool:
    return (_toll(statement).whom or "")[:1].isupper()


ANYBODY = frozenset(("people", "persons", "person", "civilians", "others", "victims", "men", "women", "bodies", ""))


def _with_rivals(whole: Bound, statements: Sequence[Statement]) -> Bound:
    """A whole whose bounds hold the lower figures that other speakers give of the same people."""
    top = one_number(whole) or 0
    highest = [each for each in statements if _number(each) == top]
    rivals = [
        _number(each)
        for each in statements
        if 0 < _number(each) < top and any(_is_rival(each, other) for other in highest)
    ]
    if not rivals or whole.low is None:
        return whole
    return replace(whole, low=min(whole.low, *rivals), best=one_number(whole))


def _is_rival(one: Statement, other: Statement) -> bool:
    if any(_toll(each).scope == "additional" or _toll(each).high is None for each in (one, other)):
        return False
    apart = one.attribution and other.attribution and one.attribution.name != other.attribution.name
    return bool(apart) and _head(one) in (ANYBODY | {_head(other)})


def _head(statement: Statement) -> str:
    return (_toll(statement).whom or "").lower().split(" ")[-1]


def _added(bounds: list[Bound]) -> Bound:
    if len(bounds) == 1:
        return bounds[0]
    return Bound(
        low=_total(b.low for b in bounds),
        high=_total(b.high for b in bounds),
        best=_total(one_number(b) for b in bounds),
    )


def _total(numbers: Iterable[int | None]) -> int | None:
    held = list(numbers)
    return None if None in held else sum(n for n in held if n is not None)
