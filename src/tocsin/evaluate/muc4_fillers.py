"""The three measures of role fillers as strings: `ree`, `gtt` and `rme`.

`ree` is CEAF-REE of documents (Du, Rush and Cardie 2021, "GRIT"): the fillers of all templates are pooled; a
predicted entity is right when all its names are names of the gold entity. `gtt` aligns templates of one type and
micro-averages over type and roles (Du, Rush and Cardie 2021, "GTT"). `rme` is CEAF-RME with phi-3 (Chen et al.
2023): as gtt, but it counts names, and leaves the type out.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.evaluate.assignment import Pair, best_pairs
from tocsin.evaluate.muc4_record import ROLES, Entity, Gold, Role, Template
from tocsin.evaluate.scores import Counts, Tally, matched, merge_tallies, total

TYPE = "incident_type"
TYPE_AND_ROLES: tuple[str, ...] = (TYPE, *ROLES)
ARTICLES = re.compile(r"\b(a|an|the)\b")
NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def plain(words: str) -> str:
    """Lower case without punctuation, articles and doubled blanks: the rule of the GRIT scorer."""
    return " ".join(ARTICLES.sub(" ", words.lower().translate(NO_PUNCTUATION)).split())


def type_name(words: str) -> str:
    """An incident type in the spelling that is compared."""
    return " ".join(words.lower().replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class Filled:
    """One template, gold or predicted, with its strings made plain."""

    type: str
    roles: dict[Role, tuple[Entity, ...]]

    def size(self, name: str) -> int:
        """How many entities a row counts in it."""
        return 1 if name == TYPE else len(self.roles[name])  # type: ignore[index]


# --------------------------------------------------------------------------------------------------- ree
def score_ree(gold: Gold, templates: Sequence[Template]) -> Tally:
    """Counts by role of the pooled fillers. Only the first name of a predicted entity counts.

    An entity counts as often as in the template that has it most often.
    """
    tally: dict[str, Counts] = {}
    for role in ROLES:
        golds = [_plain_entity(entity) for entity in gold.ree.get(role, ())]
        pooled: Counter[Entity] = Counter()
        for template in templates:
            pooled |= Counter(_first(entity) for entity in template.of(role))
        predicted = list(pooled.elements())
        hits = len(best_pairs([[float(_inside(p, g)) for p in predicted] for g in golds]))
        tally[role] = matched(hits, predicted=len(predicted), gold=len(golds))
    return tally


# --------------------------------------------------------------------------------------------------- gtt
def score_gtt(gold: Gold, templates: Sequence[Template]) -> Tally:
    """Counts by type and role under the alignment with the best F1 of the document."""
    golds, predictions = filled_gold(gold), [filled(template) for template in templates]
    sizes = _sizes(golds, predictions)
    pairs = align_gtt(golds, predictions)
    return merge_tallies([sizes, *(_gtt_hits(golds[i], predictions[j]) for i, j in pairs)])


def align_gtt(golds: Sequence[Filled], predictions: Sequence[Filled]) -> list[Pair]:
    """Which gold template goes with which predicted one; only those whose types agree may."""
    whole = total(_sizes(golds, predictions), TYPE_AND_ROLES)

    def gain(gold: Filled, predicted: Filled) -> float:
        if not types_agree(predicted.type, gold.type):
            return 0.0
        hits = total(_gtt_hits(gold, predicted), TYPE_AND_ROLES)
        return hits.right * whole.gold + hits.found * whole.predicted

    return best_pairs([[gain(gold, predicted) for predicted in predictions] for gold in golds])


def _sizes(golds: Sequence[Filled], predictions: Sequence[Filled]) -> Tally:
    return {
        name: Counts(predicted=sum(p.size(name) for p in predictions), gold=sum(g.size(name) for g in golds))
        for name in TYPE_AND_ROLES
    }


def _gtt_hits(gold: Filled, predicted: Filled) -> Tally:
    """What two aligned templates share; several predictions may match one gold entity."""
    hits: dict[str, Counts] = {TYPE: Counts(right=1, found=1)}
    for role in ROLES:
        hits[role] = Counts(
            right=sum(any(_inside(p, g) for g in gold.roles[role]) for p in predicted.roles[role]),
            found=sum(any(_inside(p, g) for p in predicted.roles[role]) for g in gold.roles[role]),
        )
    return hits


# --------------------------------------------------------------------------------------------------- rme
def score_rme(gold: Gold, templates: Sequence[Template]) -> Tally:
    """Counts of names by role under the alignment with the most names in common. All predicted names count."""
    golds, predictions = filled_gold(gold), [filled(template, all_names=True) for template in templates]
    hits = {
        (i, j): {role: _shared_names(g.roles[role], p.roles[role]) for role in ROLES}
        for i, g in enumerate(golds)
        for j, p in enumerate(predictions)
        if types_agree(p.type, g.type)
    }
    weights = [[float(sum(hits.get((i, j), {}).values())) for j in range(len(predictions))] for i in range(len(golds))]
    pairs = best_pairs(weights)
    return {
        role: matched(
            sum(hits[pair][role] for pair in pairs),
            predicted=_names(template.roles[role] for template in predictions),
            gold=_names(template.roles[role] for template in golds),
        )
        for role in ROLES
    }


def _shared_names(golds: Sequence[Entity], predicted: Sequence[Entity]) -> float:
    weights = [[float(sum(name in g for name in p)) for p in predicted] for g in golds]
    return sum(weights[i][j] for i, j in best_pairs(weights))


def _names(roles: Iterable[Sequence[Entity]]) -> int:
    return sum(len(entity) for entities in roles for entity in entities)


# ------------------------------------------------------------------------------------------------ shared
def filled_gold(gold: Gold) -> list[Filled]:
    """The distinct templates of the reduced gold."""
    return [
        Filled(type_name(each.incident_type), {role: tuple(map(_plain_entity, each.of(role))) for role in ROLES})
        for i, each in enumerate(gold.gtt)
        if each not in gold.gtt[:i]
    ]


def filled(template: Template, *, all_names: bool = False) -> Filled:
    """A predicted template: the first name of each entity, or all of them."""
    made = _plain_entity if all_names else _first
    return Filled(type_name(template.incident_type), {role: tuple(map(made, template.of(role))) for role in ROLES})


def types_agree(predicted: str, gold: str) -> bool:
    """Whether the type is right; of a gold type of two parts ("bombing / attack") either will do."""
    return bool(predicted) and predicted in gold


def _plain_entity(entity: Entity) -> Entity:
    return tuple(plain(name) for name in entity)


def _first(entity: Entity) -> Entity:
    return (plain(entity[0]),)


def _inside(predicted: Entity, gold: Entity) -> bool:
    return all(name in gold for name in predicted)
