"""Fits what joins the rules and the network, on the messages of MUC-4's train part that the network was not trained on.

    python bench/fit_network.py --data ../shared/bench/muc4/train.jsonl

Two files come of it: `src/tocsin/read/neural/judging.json`, by which the reader `both` makes one confidence of what the
rules and the network say of somebody's part, and `src/tocsin/evaluate/muc4_network.json`, the weights of the mapping to
MUC-4 templates. The second are over what the rules' own weights say; those are fitted anew for this on the other
messages, since the weights in the tree were fitted on these too. Thresholds are chosen as in `fit_muc4.py`, by folds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import fit_muc4
from fit_muc4 import ROWS, Judged, Message
from logistic import Example, fit
from tocsin.evaluate.muc4 import Muc4
from tocsin.evaluate.muc4_choice import scene_of
from tocsin.evaluate.muc4_mapping import incidents_of
from tocsin.evaluate.muc4_model import BIAS, INCIDENT, Model, chance_by_numbers, numbers_of, with_event
from tocsin.evaluate.muc4_network import lights_of
from tocsin.evaluate.muc4_record import MucCase
from tocsin.evaluate.participants import Part, is_judged, is_right
from tocsin.read.neural.both import RulesAndNetwork
from tocsin.read.neural.judging import odds_of
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant
from tocsin.train.parts import is_held_out

SOURCE = Path(__file__).parents[1] / "src/tocsin"
JUDGING = SOURCE / "read/neural/judging.json"
WEIGHTS = SOURCE / "evaluate/muc4_network.json"
OWN, OTHER = "own", "other"
STRENGTH = 0.05  # the inverse of the penalty on the weights of numbers, several of which say much the same
PENALTY = 2.0  # three weights for each role
GRID = [x / 100 for x in range(10, 64, 4)]  # the chances of both reach further than those of the rules
MEASURES = ("ree", "gtt", "template")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rules", type=Path, help="weights of the rules on the other messages: kept here, or read")
    args = parser.parse_args()
    cases = list(Muc4().load_cases(args.data))
    held = [case for i, case in enumerate(cases) if is_held_out(i, len(cases))]
    others = [case for i, case in enumerate(cases) if not is_held_out(i, len(cases))]
    rules = Model(rules_weights(others, args.rules), {})
    fit_judging(held)
    fit_weights(held, rules)


# ------------------------------------------------------------------------------------------------ judging
def fit_judging(cases: Sequence[MucCase]) -> None:
    """How far the rules and the network count in the confidence of a part that the rules give."""
    reader = RulesAndNetwork()
    examples: dict[str, list[Example]] = {}
    for case in filter(is_judged, cases):
        for role, own, other, right in _parts(reader, case):
            examples.setdefault(role, []).append(Example({OWN: own, OTHER: other}, right))
    form = {}
    for role, rows in sorted(examples.items()):
        found = fit(rows, penalty=PENALTY)
        form[role] = [round(found.weights[OWN], 3), round(found.weights[OTHER], 3), round(found.bias, 3)]
        print(role, len(rows), form[role], f"{sum(e.right for e in rows) / len(rows):.2f} right")
    JUDGING.write_text(json.dumps(form, indent=1) + "\n", "utf-8")


def _parts(reader: RulesAndNetwork, case: MucCase) -> Iterator[tuple[str, float, float, float]]:
    for statement, chance in reader.compared(case.doc):
        value = statement.value
        assert isinstance(value, Participant)
        assert case.gold is not None
        assert statement.confidence is not None
        right = is_right(case.gold, Part(value.role, value.name))
        yield value.role, odds_of(statement.confidence), odds_of(chance), float(right)


# ------------------------------------------------------------------------------------------------ weights
def rules_weights(cases: Sequence[MucCase], path: Path | None) -> Mapping[str, Mapping[str, float]]:
    """The weights that the rules have without the messages that are held out."""
    if path is not None and path.exists():
        weights: Mapping[str, Mapping[str, float]] = json.loads(path.read_text("utf-8"))
        return weights
    messages = fit_muc4.messages_of(cases, RuleReader())
    made = fit_muc4.fit(messages)
    if path is not None:
        path.write_text(json.dumps(made), "utf-8")
    return made


def fit_weights(cases: Sequence[MucCase], rules: Model) -> None:
    """The weights over those of the rules and what the network says."""
    reader = RulesAndNetwork()
    messages = [_message(case, reader, rules) for case in cases]
    fit_muc4.GRID = GRID
    scored = fit_muc4.score_by_folds(messages, weights_of, chance_by_numbers)
    thresholds = fit_muc4.thresholds_of(scored)
    thresholds[INCIDENT] = _best_incident(scored, thresholds)
    weights = weights_of(messages)
    kept = {row: {k: round(w, 4) for k, w in sorted(ws.items())} for row, ws in weights.items()}
    form = {"threshold": thresholds, "weights": kept}
    WEIGHTS.write_text(json.dumps(form, indent=1, ensure_ascii=False) + "\n", "utf-8")


def weights_of(messages: Sequence[Message]) -> dict[str, dict[str, float]]:
    """The weights of the numbers of each slot, and of the events themselves."""
    return {row: fit_numbers([e for m in messages for e in m.examples[row]]) for row in ROWS}


def fit_numbers(examples: Sequence[tuple[Mapping[str, float], int]]) -> dict[str, float]:
    """The weight of each number, by logistic regression with a penalty on their squares where each has one spread."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    right = [answer for _, answer in examples]
    if len(set(right)) < 2:
        return {}
    table, spread = DictVectorizer(sparse=False), StandardScaler()
    rows = spread.fit_transform(table.fit_transform([numbers for numbers, _ in examples]))
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(rows, right)
    weights = model.coef_[0] / spread.scale_
    bias = float(model.intercept_[0] - (weights * spread.mean_).sum())
    return {BIAS: bias, **dict(zip(table.get_feature_names_out(), map(float, weights), strict=True))}


def _best_incident(scored: Sequence[Judged], thresholds: Mapping[str, float]) -> float:
    """The threshold of incidents with the best sum of the measures over the folds."""

    def good(threshold: float) -> float:
        figures = fit_muc4.figures_of(scored, {**thresholds, INCIDENT: threshold}, MEASURES)
        print(threshold, [each["ALL"] for each in figures], flush=True)
        return sum(each["ALL"] for each in figures)

    goods = [good(threshold) for threshold in GRID]
    return GRID[max(range(1, len(GRID) - 1), key=lambda i: sum(goods[i - 1 : i + 2]))]


def _message(case: MucCase, reader: RulesAndNetwork, rules: Model) -> Message:
    reading = reader.read(case.doc)
    lights = lights_of(reading)
    incidents = [
        replace(each, signs=numbers_of(rules.probability(INCIDENT, each.signs), each.net))  # type: ignore[arg-type]
        for each in incidents_of(reading, dateline=case.place, lights=lights)
    ]
    scene = scene_of(reading, lights) if incidents else None
    proposals = [
        [
            (c, numbers_of(rules.probability(c.slot, signs), with_event(c.net, each.net)))
            for c, signs in scene.proposals(each.mention, each.incident_type, each.roles)
        ]
        for each in incidents
        if scene
    ]
    return Message(case, incidents, proposals, fit_muc4.examples_of(case, incidents, proposals))


if __name__ == "__main__":
    main()
