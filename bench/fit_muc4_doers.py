"""Fits the weights of `src/tocsin/evaluate/muc4_doers.json` on the train part of MUC-4, and measures them by folds.

    python bench/fit_muc4_doers.py --data ../shared/bench/muc4/train.jsonl

Logistic regression over signs that are there or not, by stochastic steps in an order of fixed seed (Adagrad), with a
penalty on large weights. Each fold of documents is scored by weights of the other folds; the thresholds printed and
kept are those with the best F1 of `gtt` and `ree` together over all folds, averaged with the neighbours on either side,
in the documents with an incident in the key: which documents have one is settled before.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from tocsin.evaluate.muc4 import Muc4
from tocsin.evaluate.muc4_doers import SLOTS, Model, Scene, scene_of, with_doers
from tocsin.evaluate.muc4_fillers import align_gtt, filled, filled_gold, plain, score_gtt, score_ree
from tocsin.evaluate.muc4_mapping import Incident, incidents_of
from tocsin.evaluate.muc4_record import MucCase, Template
from tocsin.evaluate.scores import merge_tallies, total
from tocsin.pipeline import READERS

OUT = Path(__file__).parents[1] / "src/tocsin/evaluate/muc4_doers.json"
FOLDS, SEED, ROUNDS, STEP, PENALTY, LEAST = 5, 4, 8, 0.15, 12.0, 6
GRID = [x / 100 for x in range(10, 28, 2)]

Example = tuple[list[str], int]


@dataclass(frozen=True, slots=True)
class Message:
    """One document with its incidents and, for each slot, the examples that it gives.

    What fills the slot in the template of the key that an incident goes with is right for it; for an incident that
    goes with none, what fills it anywhere in the message.
    """

    case: MucCase
    incidents: list[Incident]
    scene: Scene | None
    examples: Mapping[str, list[Example]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    messages = load_messages(args.data)
    print("rules alone", *figures(messages, [each.template(each.roles) for m in messages for each in m.incidents]))
    thresholds = choose_thresholds(messages)
    weights = fit(messages)
    form = {
        "threshold": thresholds,
        "weights": {s: {k: round(w, 3) for k, w in sorted(ws.items()) if abs(w) >= 0.02} for s, ws in weights.items()},
    }
    OUT.write_text(json.dumps(form, indent=1, ensure_ascii=False) + "\n", "utf-8")


def load_messages(path: Path) -> list[Message]:
    """The documents read, with their examples."""
    reader = READERS.make("rules")
    messages = []
    for case in Muc4().load_cases(path):
        reading = reader.read(case.doc)
        incidents = list(incidents_of(reading, dateline=case.place))
        scene = scene_of(reading) if incidents else None
        messages.append(Message(case, incidents, scene, _examples(case, incidents, scene)))
    return messages


def _examples(case: MucCase, incidents: list[Incident], scene: Scene | None) -> dict[str, list[Example]]:
    examples: dict[str, list[Example]] = {slot: [] for slot in SLOTS}
    assert case.gold is not None
    golds = filled_gold(case.gold)
    partner = {j: i for i, j in align_gtt(golds, [filled(each.template(each.roles)) for each in incidents])}
    whole = {slot: {plain(name) for entity in case.gold.ree.get(slot, ()) for name in entity} for slot in SLOTS}
    for j, incident in enumerate(incidents):
        assert scene is not None
        fillers = golds[partner[j]].roles if j in partner else None
        for candidate, signs in scene.proposals(incident.mention, incident.incident_type, incident.roles):
            slot = candidate.slot
            names = {name for entity in fillers[slot] for name in entity} if fillers else whole[slot]
            examples[slot].append((signs, int(plain(candidate.name) in names)))
    return examples


def choose_thresholds(messages: Sequence[Message]) -> dict[str, float]:
    """The best thresholds over the folds, with the figures they give."""
    order = list(range(len(messages)))
    random.Random(SEED).shuffle(order)
    models: dict[int, dict[str, dict[str, float]]] = {}
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        weights = fit([m for i, m in enumerate(messages) if i not in held])
        models |= dict.fromkeys(held, weights)
    best: dict[str, float] = dict.fromkeys(SLOTS, GRID[3])
    for slot in SLOTS:
        scored = []
        for threshold in GRID:
            result = cross(messages, models, {**best, slot: threshold}, only_held=True)
            scored.append(result[0][slot] + result[1][slot])
            print(slot, threshold, *(f"{r[slot]:.1f}" for r in result))
        inner = range(1, len(GRID) - 1)
        best[slot] = GRID[max(inner, key=lambda i: sum(scored[i - 1 : i + 2]))]
    result = cross(messages, models, best)
    print("by folds", best, *result)
    return best


def cross(
    messages: Sequence[Message],
    models: Mapping[int, dict[str, dict[str, float]]],
    threshold: Mapping[str, float],
    *,
    only_held: bool = False,
) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of every message scored by the weights of the folds that it is not in."""
    made, used = [], []
    for i, message in enumerate(messages):
        if only_held and message.case.gold is not None and not message.case.gold.gtt:
            continue
        used.append(message)
        model = Model(models[i], threshold)
        for each in message.incidents:
            assert message.scene is not None
            made.append(each.template(with_doers(message.scene, each.mention, each.incident_type, each.roles, model)))
    return figures(used, made)


def figures(messages: Sequence[Message], made: Iterable[Template]) -> tuple[dict[str, float], dict[str, float]]:
    """F1 of `ree` and of `gtt` by role; `made` holds the templates of all incidents in order."""
    rest = iter(made)
    ree, gtt = [], []
    for message in messages:
        templates = [next(rest) for _ in message.incidents]
        assert message.case.gold is not None
        ree.append(score_ree(message.case.gold, templates))
        gtt.append(score_gtt(message.case.gold, templates))
    results = []
    for tally in (merge_tallies(ree), merge_tallies(gtt)):
        row = {name: round(counts.f1, 2) for name, counts in tally.items()}
        results.append(row | {"ALL": round(total(tally, tuple(tally)).f1, 2)})
    return results[0], results[1]


def fit(messages: Sequence[Message]) -> dict[str, dict[str, float]]:
    """The weights of the signs of each slot."""
    return {slot: fit_examples([e for m in messages for e in m.examples[slot]]) for slot in SLOTS}


def fit_examples(examples: list[Example]) -> dict[str, float]:
    """The weight of each sign that occurs often enough, from examples of one slot."""
    seen = Counter(sign for signs, _ in examples for sign in signs)
    rows = [([sign for sign in signs if seen[sign] >= LEAST], right) for signs, right in examples]
    weights: dict[str, float] = dict.fromkeys((s for s, n in seen.items() if n >= LEAST), 0.0)
    moved: dict[str, float] = dict.fromkeys(weights, 1e-6)
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        chance.shuffle(rows)
        for signs, right in rows:
            error = 1 / (1 + exp(-sum(map(weights.__getitem__, signs)))) - right
            for sign in signs:
                slope = error + PENALTY * weights[sign] / seen[sign]
                moved[sign] += slope * slope
                weights[sign] -= STEP * slope / sqrt(moved[sign])
    return weights


if __name__ == "__main__":
    main()
