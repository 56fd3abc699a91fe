"""The measure `template`: slots of aligned templates, in the manner of the MUC-4 evaluation of 1992.

Half credit for partly right fills; optional templates and fills never count as missing; what is not aligned counts as
missing or spurious. `template`, `relevance`, `target_effect` and `org_confidence` are reported but not summed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tocsin.evaluate.assignment import Pair, best_pairs
from tocsin.evaluate.muc4_credit import (
    Range,
    best_credit,
    country_name,
    date_credit,
    overlaps,
    phrase_credit,
    place_name,
    shares_word,
)
from tocsin.evaluate.muc4_fillers import type_name
from tocsin.evaluate.muc4_record import Entity, Fill, Gold, GoldLocation, Template
from tocsin.evaluate.muc4_slots import (
    ENTITY_SLOTS,
    NO_GOLD,
    NO_SLOTS,
    GoldSlots,
    GoldToll,
    GoldValue,
    Slots,
    gold_slots,
    slots_of,
)
from tocsin.evaluate.scores import Counts, Tally, matched, merge_tallies, total

CORE = ("incident_type", "stage", "date", "country", "place", *ENTITY_SLOTS, "effect", "toll")
APART = ("template", "relevance", "target_effect", "org_confidence")
SHARED_SLOTS = ("perp_ind", "perp_org", "target", "victim")
ANY_TYPE = "attack"  # half right for every type of incident
TIE = 1e-6  # templates that may be aligned are, even where nothing in them is right

P = TypeVar("P")
G = TypeVar("G", GoldValue, GoldToll)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Gold and predicted templates of a document, and which goes with which."""

    golds: tuple[GoldSlots, ...]
    predictions: tuple[Slots, ...]
    pairs: tuple[Pair, ...]

    @property
    def missed(self) -> tuple[GoldSlots, ...]:
        """Gold templates that nothing goes with."""
        held = {i for i, _ in self.pairs}
        return tuple(gold for i, gold in enumerate(self.golds) if i not in held)

    @property
    def spurious(self) -> tuple[Slots, ...]:
        """Predicted templates that nothing goes with."""
        held = {j for _, j in self.pairs}
        return tuple(predicted for j, predicted in enumerate(self.predictions) if j not in held)


def score_template(gold: Gold, templates: Sequence[Template]) -> Tally:
    """Counts by slot of one document."""
    aligned = align_templates(gold, templates)
    missed = [each for each in aligned.missed if not each.optional]
    tallies = [compare(aligned.predictions[j], aligned.golds[i]) for i, j in aligned.pairs]
    tallies += [compare(NO_SLOTS, each) for each in missed]
    tallies += [compare(each, NO_GOLD) for each in aligned.spurious]
    hits = len(aligned.pairs)
    found = matched(hits, predicted=len(aligned.predictions), gold=hits + len(missed))
    return {**merge_tallies(tallies), "template": found, "relevance": _relevance(aligned)}


def align_templates(gold: Gold, templates: Sequence[Template]) -> Alignment:
    """The alignment with the most credit among those that the content condition allows."""
    golds = tuple(gold_slots(each) for each in gold.templates)
    predictions = tuple(slots_of(each) for each in templates)

    def weight(one: GoldSlots, predicted: Slots) -> float:
        return total(compare(predicted, one), CORE).right + TIE if may_align(predicted, one) else 0.0

    pairs = best_pairs([[weight(one, predicted) for predicted in predictions] for one in golds])
    return Alignment(golds, predictions, tuple(pairs))


def may_align(predicted: Slots, gold: GoldSlots) -> bool:
    """MUC-4's content condition: the type at least half right, and a word of a perpetrator or target in common."""
    if not _type_credit(predicted.incident_type, gold.incident_type):
        return False
    if not any(gold.entities[slot] for slot in SHARED_SLOTS):
        return True
    return any(
        shares_word(name, value.any + value.extra)
        for slot in SHARED_SLOTS
        for value in gold.entities[slot]
        for entity in predicted.entities[slot]
        for name in entity
    )


def _relevance(aligned: Alignment) -> Counts:
    """Whether the document holds an event of interest, as a count of one or none."""
    predicted = bool(aligned.predictions)
    relevant = any(not gold.optional for gold in aligned.golds) or (bool(aligned.golds) and predicted)
    return matched(relevant and predicted, predicted=predicted, gold=relevant)


# ------------------------------------------------------------------------------------------------ slots
def compare(predicted: Slots, gold: GoldSlots) -> Tally:
    """Counts by slot of one predicted and one gold template; either may be empty."""
    stages = [name.lower() for fill in gold.stage for name in fill.any]
    tally = {
        "incident_type": _single(
            _type_credit(predicted.incident_type, gold.incident_type), bool(predicted.incident_type), gold.incident_type
        ),
        "stage": _single(float(predicted.stage in stages), bool(predicted.stage), gold.stage),
        "date": _date(predicted, gold),
        "country": _country(predicted, gold),
        "place": _place(predicted, gold),
        "effect": _several(predicted.effect, gold.effect, _same_effect),
        "target_effect": _several(predicted.target_effect, gold.target_effect, _same_effect),
        "toll": _several(predicted.toll, gold.toll, _toll_credit),
        "org_confidence": _several(predicted.org_confidence, gold.org_confidence, _confidence_credit),
    }
    for slot in ENTITY_SLOTS:
        tally[slot] = _several(predicted.entities[slot], gold.entities[slot], _entity_credit)
    return tally


def _single(credit: float, filled: bool, golds: Sequence[Fill]) -> Counts:
    """Counts of a slot that holds at most one fill."""
    required = any(not fill.optional for fill in golds)
    return _one(credit, filled, bool(golds) and (required or filled))


def _one(credit: float, filled: bool, gold: bool) -> Counts:
    return matched(credit if gold else 0.0, predicted=filled, gold=gold)


def _several(predicted: Sequence[P], golds: Sequence[G], credit: Callable[[P, G], float]) -> Counts:
    """Counts of a slot that holds several fills, paired for the most credit."""
    weights = [[credit(each, gold) for each in predicted] for gold in golds]
    pairs = best_pairs(weights)
    held = {i for i, _ in pairs}
    needed = sum(not gold.optional or i in held for i, gold in enumerate(golds))
    return matched(sum(weights[i][j] for i, j in pairs), predicted=len(predicted), gold=needed)


def _type_credit(predicted: str, golds: Sequence[Fill]) -> float:
    accepted = [type_name(name) for fill in golds for name in fill.any]
    if predicted in accepted:
        return 1.0
    return 0.5 if predicted == ANY_TYPE and accepted else 0.0


def _date(predicted: Slots, gold: GoldSlots) -> Counts:
    filled = predicted.date != (None, None)
    accepted = [days for fill in gold.date for days in fill.iso if days]
    credit = max((date_credit(predicted.date, days) for days in accepted), default=0.0) if filled else 0.0
    return _single(credit, filled, gold.date)


def _locations(gold: GoldSlots) -> list[GoldLocation]:
    return [location for fill in gold.location for location in fill.parsed]


def _country(predicted: Slots, gold: GoldSlots) -> Counts:
    accepted = {
        country_name(country)
        for location in _locations(gold)
        for country in (location.countries if location.countries is not None else (location.country,))
    }
    return _single(float(predicted.country in accepted), bool(predicted.country), gold.location)


def _place(predicted: Slots, gold: GoldSlots) -> Counts:
    """The most specific place is worth 1, one around it 0.5; a key that names only the country asks for none."""
    finest: set[str] = set()
    around: set[str] = set()
    for location in _locations(gold):
        top = max((place.level for place in location.places), default=0)
        for place in location.places:
            (finest if place.level == top else around).add(place_name(place.name))
    credit = 1.0 if finest & predicted.places else 0.5 if around & predicted.places else 0.0
    placed = [fill for fill in gold.location if any(location.places for location in fill.parsed)]
    required = any(not fill.optional and all(each.places for each in fill.parsed) for fill in placed)
    filled = bool(predicted.places)
    return _one(credit, filled, bool(placed) and (required or filled))


def _entity_credit(predicted: Entity, gold: GoldValue) -> float:
    return best_credit(predicted, gold.any, gold.extra)


def _same_effect(predicted: str, gold: GoldValue) -> float:
    return float(predicted in gold.any)


def _toll_credit(predicted: tuple[str, Range], gold: GoldToll) -> float:
    measure, range_ = predicted
    if measure != gold.measure:
        return 0.0
    if range_ in gold.accept:
        return 1.0
    return 0.5 if overlaps(range_, gold.span) else 0.0


def _confidence_credit(predicted: tuple[str, str], gold: GoldValue) -> float:
    organization, confidence = predicted
    if confidence.upper() not in gold.any:
        return 0.0
    return 1.0 if gold.of and phrase_credit(organization, gold.of) else 0.5
