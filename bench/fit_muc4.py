"""Fits the weights of `src/tocsin/evaluate/muc4_weights.json` on the train part of MUC-4, and measures them by folds.

    python bench/fit_muc4.py --data ../shared/bench/muc4/train.jsonl

Logistic regression over signs that are there or not, by stochastic steps in an order of fixed seed (Adagrad), with a
penalty on large weights. Each fold of documents, in the order of their numbers, is
scored by weights of the other folds (what is told again a week later must not teach itself); the thresholds printed and
kept are those with the best F1 of `gtt` and `ree` together over all folds, averaged with the neighbours on either side,
in the documents with an incident in the key: which documents have one is settled before.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import Any

from tocsin.evaluate.muc4 import SCORERS, Muc4
from tocsin.evaluate.muc4_candidates import Candidate
from tocsin.evaluate.muc4_choice import SLOTS, Scored, filled_with, scene_of
from tocsin.evaluate.muc4_fillers import plain
from tocsin.evaluate.muc4_mapping import Incident, incidents_of
from tocsin.evaluate.muc4_model import INCIDENT, chance_by_signs
from tocsin.evaluate.muc4_record import GoldTemplate, MucCase, fills
from tocsin.evaluate.muc4_template import CORE, align_templates
from tocsin.evaluate.scores import Tally, merge_tallies, total
from tocsin.pipeline import READERS
from tocsin.ports import Reader

OUT = Path(__file__).parents[1] / "src/tocsin/evaluate/muc4_weights.json"
FOLDS, SEED, ROUNDS, STEP, LEAST = 5, 4, 8, 0.15, 6
PENALTY, PENALTY_INCIDENT = 12.0, 30.0  # whether an event is one has many signs for few examples
ROWS = (*SLOTS, INCIDENT)
GRID = [x / 100 for x in range(10, 28, 2)]
# Over the folds all from 0.25 to 0.4 do as well; the lowest is kept, since other parts hold more events than train.
THRESHOLD_INCIDENT = 0.25

SLOT_OF_KEY = {
    "PerpInd": "perp_individual", "PerpOrg": "perp_org", "Weapon": "instrument_id", "Target": "phys_tgt",
    "Victim": "hum_tgt_name", "VictimUnnamed": "hum_tgt_description",
}  # fmt: skip

ROW_OF = {"VictimUnnamed": "victim"}
MEASURES, MEASURES_OF = ("ree", "gtt"), {"VictimUnnamed": ("template",)}

Known = Any  # of a candidate or an event: a list of signs here, numbers by name in fit_network.py
Example = tuple[Known, int]
Fitted = Callable[["Sequence[Message]"], Mapping[str, Mapping[str, float]]]
Chance = Callable[[Mapping[str, float], Known], float]
Proposals = list[tuple[Candidate, Known]]


@dataclass(frozen=True, slots=True)
class Message:
    """One document with its incidents and, for each slot, the examples that it gives.

    What fills the slot in the template of the key that an incident goes with is right for it; for an incident that
    goes with none, what fills it anywhere in the message.
    """

    case: MucCase
    incidents: list[Incident]
    proposals: list[Proposals]
    examples: Mapping[str, list[Example]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    messages = load_messages(args.data)
    thresholds = choose_thresholds(messages)
    weights = fit(messages)
    form = {
        "threshold": thresholds,
        "weights": {s: {k: round(w, 3) for k, w in sorted(ws.items()) if abs(w) >= 0.02} for s, ws in weights.items()},
    }
    OUT.write_text(json.dumps(form, indent=1, ensure_ascii=False) + "\n", "utf-8")


def load_messages(path: Path) -> list[Message]:
    """The documents read, with their examples."""
    return messages_of(Muc4().load_cases(path), READERS.make("rules"))


def messages_of(cases: Iterable[MucCase], reader: Reader) -> list[Message]:
    """The documents as a reader reads them, with their examples."""
    messages = []
    for case in cases:
        reading = reader.read(case.doc)
        incidents = list(incidents_of(reading, dateline=case.place))
        scene = scene_of(reading) if incidents else None
        proposals = [list(scene.proposals(e.mention, e.incident_type, e.roles)) for e in incidents] if scene else []
        messages.append(Message(case, incidents, proposals, examples_of(case, incidents, proposals)))
    return messages


def examples_of(case: MucCase, incidents: list[Incident], proposals: list[Proposals]) -> dict[str, list[Example]]:
    """What each candidate of each slot and each incident teaches."""
    examples: dict[str, list[Example]] = {slot: [] for slot in ROWS}
    assert case.gold is not None
    pairs = align_templates(case.gold, [each.template(each.roles) for each in incidents]).pairs
    partner = {j: case.gold.templates[i] for i, j in pairs}
    whole = _names(case.gold.templates)
    for j, rows in enumerate(proposals):
        examples[INCIDENT].append((incidents[j].signs, int(j in partner)))
        names = _names([partner[j]]) if j in partner else whole
        for candidate, signs in rows:
            examples[candidate.slot].append((signs, int(plain(candidate.name) in names[candidate.slot])))
    return examples


def _names(golds: Iterable[GoldTemplate]) -> dict[str, set[str]]:
    """The accepted names of each slot, made plain."""
    names: dict[str, set[str]] = {slot: set() for slot in SLOTS}
    for gold in golds:
        for slot, held in SLOT_OF_KEY.items():
            names[slot] |= {plain(name) for fill in fills(getattr(gold, held)) for name in fill.any}
    return names


def choose_thresholds(messages: Sequence[Message]) -> dict[str, float]:
    """The best thresholds over the folds, with the figures they give."""
    return thresholds_of(score_by_folds(messages))


def thresholds_of(scored: Sequence[Judged]) -> dict[str, float]:
    """The best thresholds of messages that were scored by folds, with the figures they give."""
    held = [s for s in scored if s.message.case.gold and s.message.case.gold.gtt]
    best: dict[str, float] = {**dict.fromkeys(SLOTS, GRID[3]), INCIDENT: 0.0}  # which events are taken is settled after
    for slot in SLOTS:
        row = ROW_OF.get(slot, slot)
        best[slot] = _best(GRID, lambda t, s=slot, r=row: _sum(held, {**best, s: t}, MEASURES_OF.get(s, MEASURES), r))  # type: ignore[misc]
    best[INCIDENT] = THRESHOLD_INCIDENT
    print(best)
    for figures in figures_of(scored, best, tuple(SCORERS)):
        print("by folds", figures)
    return best


def _best(grid: Sequence[float], good: Callable[[float], float]) -> float:
    """The value with the best figures, those of its neighbours counted in."""
    goods = [good(threshold) for threshold in grid]
    print(*(f"{t}: {g:.1f}" for t, g in zip(grid, goods, strict=True)), flush=True)
    return grid[max(range(1, len(grid) - 1), key=lambda i: sum(goods[i - 1 : i + 2]))]


def _sum(held: Sequence[Judged], threshold: Mapping[str, float], measures: Sequence[str], row: str) -> float:
    return sum(figures[row] for figures in figures_of(held, threshold, measures))


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with the probability of each of its incidents, and with the candidates of each scored."""

    message: Message
    chances: list[float]
    scored: list[Scored]


def score_by_folds(
    messages: Sequence[Message], fitted: Fitted | None = None, chance: Chance = chance_by_signs
) -> list[Judged]:
    """The incidents and their candidates, scored by the weights of the folds that their message is not in.

    `chance` tells what weights make of what is known of each.
    """
    judged: dict[int, Judged] = {}
    for fold in range(FOLDS):
        held = set(range(len(messages) * fold // FOLDS, len(messages) * (fold + 1) // FOLDS))
        weights = (fitted or fit)([m for i, m in enumerate(messages) if i not in held])
        judged |= {i: _judge(weights, messages[i], chance) for i in held}
    return [judged[i] for i in range(len(messages))]


def _judge(weights: Mapping[str, Mapping[str, float]], message: Message, chance: Chance) -> Judged:
    chances = [chance(weights[INCIDENT], each.signs) for each in message.incidents]
    scored = [[(chance(weights[c.slot], signs), c) for c, signs in rows] for rows in message.proposals]
    return Judged(message, chances, scored)


def figures_of(
    held: Sequence[Judged], threshold: Mapping[str, float], measures: Sequence[str]
) -> list[dict[str, float]]:
    """F1 by slot of the measures for messages with scored candidates."""
    tallies: dict[str, list[Tally]] = {measure: [] for measure in measures}
    for judged in held:
        rows = zip(judged.message.incidents, judged.chances, judged.scored, strict=True)
        templates = [
            each.template(filled_with(each.roles, scored, threshold))
            for each, chance, scored in rows
            if chance >= threshold[INCIDENT]
        ]
        gold = judged.message.case.gold
        assert gold is not None
        for measure in measures:
            tallies[measure].append(SCORERS[measure](gold, templates))
    results = []
    for measure in measures:
        tally = merge_tallies(tallies[measure])
        row = {name: round(counts.f1, 2) for name, counts in tally.items()}
        rows = CORE if measure == "template" else tuple(tally)
        results.append(row | {"ALL": round(total(tally, rows).f1, 2)})
    return results


def fit(messages: Sequence[Message]) -> dict[str, dict[str, float]]:
    """The weights of the signs of each slot, and of the events themselves."""
    return {
        row: fit_examples(
            [e for m in messages for e in m.examples[row]], penalty=PENALTY_INCIDENT if row == INCIDENT else PENALTY
        )
        for row in ROWS
    }


def fit_examples(examples: list[Example], *, penalty: float = PENALTY) -> dict[str, float]:
    """The weight of each sign that occurs often enough, from examples of one slot."""
    seen = Counter(sign for signs, _ in examples for sign in signs)
    names = [sign for sign, n in seen.items() if n >= LEAST]
    number = {sign: i for i, sign in enumerate(names)}
    rows = [([number[sign] for sign in signs if sign in number], right) for signs, right in examples]
    pull = [penalty / seen[sign] for sign in names]
    weights, moved = [0.0] * len(names), [1e-6] * len(names)
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        chance.shuffle(rows)
        for signs, right in rows:
            error = 1 / (1 + exp(-sum([weights[i] for i in signs]))) - right
            for i in signs:
                slope = error + pull[i] * weights[i]
                moved[i] += slope * slope
                weights[i] -= STEP * slope / sqrt(moved[i])
    return dict(zip(names, weights, strict=True))


if __name__ == "__main__":
    main()
