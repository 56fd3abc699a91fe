"""Readings as tolls: how many, where, when, who, of the main event of a text.

The main event is chosen from the mentions so:
- only violence that is said to have occurred, or else been attempted, told as single or as a summary, no background;
- of those the first with people killed, else the first with people injured, else the first.

Its toll of a measure:
- figures of scope `event` alone, or, where there are none, of `several_events` (blows that a text of one event tells
  together, beside its own figures of the other measure where it has such); totals of a period or a conflict, parts and
  "another 12" by itself are left out;
- attackers who died are left out where others did;
- figures told in one sentence of different people are parts of one toll, and are added, as are those that a sentence
  calls additional; a figure of no one in particular stands by itself;
- of several sentences, the highest figure counts, since later ones tell parts again.
The place is the first site with a country, else the country that the act is about, else the one named most; the
perpetrators are those of the event with their claimants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tocsin.evaluate.tolls_record import FIELDS, Field, Figure, Prediction, value_of
from tocsin.record import Bound, Claim, Mention, Participant, Place, Reading, Statement, Toll, When
from tocsin.record.values import Measure, Scope

DONE = ("occurred", "attempted")
DOERS = ("perpetrator", "suspect", "initiated_by")
BLAMED = ("claimed", "blamed", "suspected")
TYPE_OF: Mapping[str, str] = {
    "bombing": "bombing", "landmine_explosion": "bombing", "suicide_bombing": "suicide_bombing",
    "armed_assault": "shooting", "armed_clash": "shooting", "excessive_force": "shooting", "execution": "execution",
    "assassination": "assassination", "abduction": "kidnapping", "hostage_taking": "kidnapping",
    "hijacking": "kidnapping", "stabbing": "stabbing", "arson": "arson", "shelling": "shelling",
    "missile_rocket": "shelling", "vehicle_ramming": "vehicle_ramming", "chemical_attack": "chemical_attack",
}  # fmt: skip


def main_event(reading: Reading) -> Prediction:
    """The main event of a reading; nothing where it holds none."""
    main = main_mention(reading)
    if main is None:
        return Prediction(country=_country(None, reading))
    when = next(iter(main.all(When)), When())
    return Prediction(
        killed=whole_of(main, "killed"),
        injured=whole_of(main, "injured"),
        country=_country(main, reading),
        earliest=when.earliest[:10] if when.earliest else None,
        latest=when.latest[:10] if when.latest else None,
        perpetrator=tuple(dict.fromkeys(_doers(main))),
        types=(TYPE_OF.get(main.type, "other"),),
        figures=tuple(_figures(main)),
    )


def main_mention(reading: Reading) -> Mention | None:
    """The mention that tells of the main event, or None."""
    told = [m for m in reading.mentions if m.family == "violence" and m.unit != "campaign" and not m.background]
    told = [m for m in told if m.status in DONE]
    return min(told, key=_rank, default=None)


def _rank(mention: Mention) -> int:
    """How far a mention is from being the main event; the first of the least far is."""
    measures = {
        toll.measure
        for toll in mention.all(Toll)
        if toll.scope in ("event", "several_events") and (value_of(toll.bound) or 0) > 0
    }
    return 0 if "killed" in measures else 1 if "injured" in measures else 2


# -------------------------------------------------------------------------------------------------- tolls
def whole_of(mention: Mention, measure: Measure) -> Bound | None:
    """The highest figure that a sentence makes."""
    sums = [_sum(tolls) for tolls in _by_sentence(mention, measure, _scopes(mention, measure))]
    return max((s for s in sums if s is not None), key=lambda bound: value_of(bound) or 0, default=None)


def figures_of(mention: Mention) -> Iterator[tuple[Statement, Field, int, int | None]]:
    """Each figure of a mention: the statement, its measure and number, and the whole of which it is part."""
    wholes = {name: value_of(whole_of(mention, name)) for name in FIELDS}
    for statement in mention.of("toll"):
        toll = statement.value
        if isinstance(toll, Toll) and toll.measure in FIELDS:
            yield statement, toll.measure, value_of(toll.bound) or 0, wholes[toll.measure]


def _figures(mention: Mention) -> Iterator[Figure]:
    """The figures that the reader gives a confidence."""
    for statement, field, value, whole in figures_of(mention):
        if statement.confidence is not None:
            yield Figure(field=field, value=value, whole=whole, confidence=statement.confidence)


def _scopes(mention: Mention, measure: Measure) -> tuple[Scope, ...]:
    own = any(toll.measure == measure and toll.scope == "event" for toll in mention.all(Toll))
    return ("event", "additional") if own else ("several_events", "additional")


def _beside_event(mention: Mention, statement: Statement) -> bool:
    """Whether a figure of several events may be that of this one: told beside its own, or where it has none."""
    own = [each for each in mention.of("toll") if isinstance(each.value, Toll) and each.value.scope == "event"]
    return not own or any(_together(each, statement) for each in own)


def _by_sentence(mention: Mention, measure: Measure, scopes: tuple[Scope, ...]) -> Iterator[list[Toll]]:
    """The tolls of a measure, those between which no sentence ends together."""
    held: list[Toll] = []
    last: Statement | None = None
    for statement in mention.of("toll"):
        toll = statement.value
        if not isinstance(toll, Toll) or toll.measure != measure or toll.scope not in scopes:
            continue
        if toll.scope == "several_events" and not _beside_event(mention, statement):
            continue
        if last is not None and not _together(last, statement):
            yield held
            held = []
        held.append(toll)
        last = statement
    if held:
        yield held


SAME_SENTENCE = 60  # characters between figures that are told together


def _together(first: Statement, second: Statement) -> bool:
    a, b = first.evidence[0], second.evidence[0]
    return a.field == b.field and abs(b.start - a.end) <= SAME_SENTENCE


def _sum(tolls: list[Toll]) -> Bound | None:
    """The sum of disjoint parts, and of what is additional to them; the highest where a figure stands by itself."""
    own = [toll for toll in tolls if toll.scope != "additional"]
    own = [toll for toll in own if not _of_doers(toll)] or own
    if not own:
        return None
    whom = [toll.whom for toll in own]
    disjoint = all(whom) and len(set(whom)) == len(whom)
    parts = own if disjoint else [max(own, key=lambda toll: value_of(toll.bound) or 0)]
    return _added([toll.bound for toll in (*parts, *(t for t in tolls if t.scope == "additional"))])


def _of_doers(toll: Toll) -> bool:
    """Attackers who died: lists of victims leave them out."""
    return toll.class_ == "combatant" and toll.includes_perpetrators == "yes"


def _added(bounds: list[Bound]) -> Bound:
    if len(bounds) == 1:
        return bounds[0]
    return Bound(
        low=_total(b.low for b in bounds),
        high=_total(b.high for b in bounds),
        best=_total(value_of(b) for b in bounds),
    )


def _total(numbers: Iterable[int | None]) -> int | None:
    held = list(numbers)
    return None if None in held else sum(n for n in held if n is not None)


# -------------------------------------------------------------------------------------- where and who
def _country(mention: Mention | None, reading: Reading) -> str | None:
    places = mention.all(Place) if mention else ()
    for role in ("site", "about"):
        if at := next((place.country for place in places if place.country and place.role == role), None):
            return at
    counted = Counter(place.country for place in reading.places if place.country)
    return counted.most_common(1)[0][0] if counted else None


def _doers(mention: Mention) -> Iterator[str]:
    for claim in mention.all(Claim):
        if claim.stance in BLAMED:
            yield claim.claimant
    for participant in mention.all(Participant):
        if participant.role in DOERS and participant.kind in ("organization", "state_force", "government"):
            yield participant.name
