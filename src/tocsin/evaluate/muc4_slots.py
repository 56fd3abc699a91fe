"""Gold and predicted templates as the slots that the measure `template` compares.

Victims named and described are one slot; the keys give numbers for each human target, from which tolls are summed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tocsin.evaluate.muc4_credit import Days, Range, country_name, place_name, range_of
from tocsin.evaluate.muc4_fillers import type_name
from tocsin.evaluate.muc4_record import UNNAMED, Entity, Fill, GoldTemplate, Template, fills

EFFECT_CLASSES = {
    "DEATH": "DEATH",
    "INJURY": "INJURY",
    "NO INJURY": "NONE",
    "NO DEATH": "NONE",
    "NO INJURY OR DEATH": "NONE",
}
TOLL_OF_EFFECT = {"DEATH": "killed", "INJURY": "injured"}
MEASURES = ("abducted", "injured", "killed")

Number = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class GoldValue:
    """One gold value: its accepted names, names worth half, and whether it may be left out."""

    any: tuple[str, ...]
    optional: bool = False
    extra: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldToll:
    """The people of one measure: ranges worth 1, and the span that is worth half where it is met."""

    measure: str
    accept: tuple[Range, ...]
    span: Range
    optional: bool
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSlots:
    """A gold template for comparison."""

    optional: bool = False
    incident_type: tuple[Fill, ...] = ()
    stage: tuple[Fill, ...] = ()
    date: tuple[Fill, ...] = ()
    location: tuple[Fill, ...] = ()
    entities: Mapping[str, tuple[GoldValue, ...]]
    effect: tuple[GoldValue, ...] = ()
    toll: tuple[GoldToll, ...] = ()
    target_effect: tuple[GoldValue, ...] = ()
    org_confidence: tuple[GoldValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """A predicted template for comparison."""

    incident_type: str = ""
    stage: str = ""
    date: Days = (None, None)
    country: str = ""
    places: frozenset[str] = frozenset()
    entities: Mapping[str, tuple[Entity, ...]]
    effect: tuple[str, ...] = ()
    toll: tuple[tuple[str, Range], ...] = ()
    target_effect: tuple[str, ...] = ()
    org_confidence: tuple[tuple[str, str], ...] = ()


ENTITY_SLOTS = ("weapon", "perp_ind", "perp_org", "target", "victim")
NO_GOLD = GoldSlots(entities=dict.fromkeys(ENTITY_SLOTS, ()))
NO_SLOTS = Slots(entities=dict.fromkeys(ENTITY_SLOTS, ()))


# ------------------------------------------------------------------------------------------------- gold
def gold_slots(template: GoldTemplate) -> GoldSlots:
    """The slots of a gold template."""
    return GoldSlots(
        optional=bool(template.optional),
        incident_type=fills(template.incident_type),
        stage=fills(template.stage),
        date=tuple(fill for fill in fills(template.date) if any(fill.iso)),
        location=fills(template.location),
        entities={
            "weapon": _values(fills(template.instrument_id)),
            "perp_ind": _values(fills(template.perp_individual)),
            "perp_org": _values(fills(template.perp_org)),
            "target": _values(fills(template.phys_tgt)),
            "victim": gold_victims(template),
        },
        effect=_classes(fills(template.hum_tgt_effect), EFFECT_CLASSES.get),
        toll=gold_tolls(template),
        target_effect=_classes(fills(template.phys_tgt_effect), lambda effect: effect),
        org_confidence=_values(fills(template.perp_org_confidence)),
    )


def _values(slot: Iterable[Fill]) -> tuple[GoldValue, ...]:
    return tuple(GoldValue(fill.any, bool(fill.optional), of=fill.of or ()) for fill in slot)


def gold_victims(template: GoldTemplate) -> tuple[GoldValue, ...]:
    """Human targets: one for each name with its descriptions, then one for each description without a name."""
    victims = list(_values(fills(template.hum_tgt_name)))
    for fill in fills(template.hum_tgt_description):
        owners = [i for i, victim in enumerate(victims) if _same(victim.any, fill.of)]
        for i in owners:
            victims[i] = replace(victims[i], extra=(*victims[i].extra, *fill.any))
        if not owners:
            victims.append(GoldValue(fill.any, bool(fill.optional)))
    return tuple(victims)


def _classes(slot: Iterable[Fill], class_of: Callable[[str], str | None]) -> tuple[GoldValue, ...]:
    """The set of effects of a template. One is required where some firm fill leaves no other choice."""
    optional: dict[str, bool] = {}
    for fill in slot:
        found = {class_of(effect) for effect in fill.any}
        for effect in found - {None}:
            assert effect is not None
            optional[effect] = optional.get(effect, True) and (bool(fill.optional) or len(found) > 1)
    return tuple(GoldValue((effect,), may) for effect, may in sorted(optional.items()))


# ------------------------------------------------------------------------------------------------ tolls
def gold_tolls(template: GoldTemplate) -> tuple[GoldToll, ...]:
    """The tolls that the numbers of the human targets sum to, by measure.

    Targets may overlap ("six Jesuits" and their names): what lies between the largest single number and the sum is
    worth half.
    """
    parts: dict[str, list[tuple[Number, bool]]] = {}
    for measure, number, optional in (*_harmed(template), *_abducted(template)):
        parts.setdefault(measure, []).append((number, optional))
    return tuple(_toll(measure, parts[measure]) for measure in sorted(parts))


def _harmed(template: GoldTemplate) -> Iterator[tuple[str, Number, bool]]:
    for fill in fills(template.hum_tgt_effect):
        if fill.of:
            for effect, measure in TOLL_OF_EFFECT.items():
                if effect in fill.any:
                    yield measure, _number(template, fill.of), bool(fill.optional) or len(fill.any) > 1


def _abducted(template: GoldTemplate) -> Iterator[tuple[str, Number, bool]]:
    types = [name for fill in fills(template.incident_type) for name in fill.any]
    stages = [name for fill in fills(template.stage) for name in fill.any]
    if types == ["KIDNAPPING"] and stages == ["ACCOMPLISHED"]:
        for victim in gold_victims(template):
            yield "abducted", _number(template, victim.any + victim.extra), victim.optional


def _number(template: GoldTemplate, names: tuple[str, ...]) -> Number:
    """How many people a target is: as the key says, else one for a name and one or more for a description."""
    for fill in fills(template.hum_tgt_number):
        if _same(fill.of, names):
            return fill.range[0]
    named = any(_same(fill.any, names) for fill in fills(template.hum_tgt_name))
    return (1, 1) if named else (1, None)


def _toll(measure: str, rows: list[tuple[Number, bool]]) -> GoldToll:
    numbers = [number for number, _ in rows]
    firm = [number for number, optional in rows if not optional]
    accept = [range_of(*_sum(numbers))] + ([range_of(*_sum(firm))] if firm else [])
    largest = max(low or 0 for low, _ in firm or numbers)
    return GoldToll(measure, tuple(accept), (largest, accept[0][1]), not firm, _sum(numbers))


def _sum(numbers: list[Number]) -> Number:
    highs = [high for _, high in numbers]
    return sum(low or 0 for low, _ in numbers), None if None in highs else sum(high or 0 for high in highs)


def _same(a: Iterable[str] | None, b: Iterable[str] | None) -> bool:
    return not set(a or ()).isdisjoint(b or ())


# ------------------------------------------------------------------------------------------- predictions
def slots_of(template: Template) -> Slots:
    """The slots of a predicted template."""
    tolls = {
        toll.measure: range_of(toll.low, toll.high)
        for toll in template.tolls
        if toll.measure in MEASURES and (toll.low, toll.high) != (None, None)
    }
    effects = _effects(tolls) if template.effects is None else template.effects
    return Slots(
        incident_type=type_name(template.incident_type),
        stage=template.stage.lower(),
        date=(template.earliest, template.latest),
        country=country_name(template.country),
        places=frozenset(filter(None, map(place_name, template.places))),
        entities={
            "weapon": template.of("Weapon"),
            "perp_ind": template.of("PerpInd"),
            "perp_org": template.of("PerpOrg"),
            "target": template.of("Target"),
            "victim": (*template.of("Victim"), *template.of(UNNAMED)),
        },
        effect=tuple(sorted({EFFECT_CLASSES.get(effect.upper(), effect.upper()) for effect in effects})),
        toll=tuple(sorted((measure, range_) for measure, range_ in tolls.items() if range_[1] > 0)),
        target_effect=tuple(sorted({effect.upper() for effect in template.target_effects})),
        org_confidence=tuple(sorted(template.org_confidence)),
    )


def _effects(tolls: Mapping[str, Range]) -> tuple[str, ...]:
    """The effects that follow from the tolls; that none was hurt is an effect of its own."""
    said = tuple(effect for effect, measure in TOLL_OF_EFFECT.items() if measure in tolls)
    harmed = tuple(effect for effect in said if tolls[TOLL_OF_EFFECT[effect]][1] > 0)
    return harmed or (("NONE",) if said else ())
