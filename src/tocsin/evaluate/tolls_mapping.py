"""Readings as tolls: how many, where, when, who, of the main event of a text.

The main event is chosen from the mentions so:
- only violence that is said to have occurred, or else been attempted, told as single or as a summary, no background;
- of those the first with people killed or injured, else the first.

Its toll of a measure is the whole of `tolls_whole`.
The place is the first site with a country, else the country that the act is about, else the one named most; the
perpetrators are those of the event with their claimants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tocsin.evaluate.tolls_record import FIELDS, Field, Figure, Prediction
from tocsin.evaluate.tolls_whole import whole_of
from tocsin.record import Claim, Mention, Participant, Place, Reading, Statement, Toll, When
from tocsin.record.values import one_number

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
    return min(told, key=_harms_nobody, default=None)


def _harms_nobody(mention: Mention) -> bool:
    """Whether a mention tells of nobody killed or injured."""
    tolls = [toll for toll in mention.all(Toll) if toll.scope in ("event", "several_events")]
    return not any(toll.measure in FIELDS and (one_number(toll.bound) or 0) > 0 for toll in tolls)


# -------------------------------------------------------------------------------------------------- tolls
def figures_of(mention: Mention) -> Iterator[tuple[Statement, Field, int, int | None]]:
    """Each figure of a mention: the statement, its measure and number, and the whole of which it is part."""
    wholes = {name: one_number(whole_of(mention, name)) for name in FIELDS}
    for statement in mention.of("toll"):
        toll = statement.value
        if isinstance(toll, Toll) and toll.measure in FIELDS:
            yield statement, toll.measure, one_number(toll.bound) or 0, wholes[toll.measure]


def _figures(mention: Mention) -> Iterator[Figure]:
    """The figures that the reader gives a confidence."""
    for statement, field, value, whole in figures_of(mention):
        if statement.confidence is not None:
            yield Figure(field=field, value=value, whole=whole, confidence=statement.confidence)


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
