"""The weights by which two mentions are held to tell one event: `src/tocsin/fuse/weights.toml`.

    python bench/fit_linking.py --bench ../shared/bench

Fitted to the part `fit` of the linking benchmark (by cluster), to reports of violence: a logistic regression over pairs
of reports that share a block and that nothing forbids. Which mentions of two reports are to be compared is not in the
gold, so the pair that scores best stands for its reports, and the fit is done again with its own weights a few times.
The corpora weigh the same. A weight below zero is taken to be chance, and left out. The order of the steps is fixed,
and so is what comes out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from logistic import Example, Logistic, fit
from tocsin.evaluate.linking_record import parse_case
from tocsin.evaluate.parts import part_of
from tocsin.fuse import Told, forbidden, reports_of, told_by
from tocsin.fuse.candidates import candidate_pairs
from tocsin.fuse.match import FEATURES, score
from tocsin.pipeline import make_reader
from tocsin.record import Reading

OUT = Path(__file__).parents[1] / "src/tocsin/fuse/weights.toml"
PENALTY, ROUNDS = 1.0, 4
# What the data cannot tell: few of these reports name the day, statuses hardly differ, and what responses respond to is
# not in the gold.
BY_HAND = {"same_time": (3.5, 1.0), "same_status": (0.0, 2.0), "same_ties": (1.5, 0.8), "same_copy": (4.0, 0.0)}

Pair = tuple[int, int]
Signs = dict[str, float]


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    path = parser.parse_args().bench / "linking/dev.jsonl"
    forms = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    learned = [form for form in forms if form["violence"] and part_of(form["cluster"]) == "fit"]
    reader = make_reader("rules", depth="full")
    readings = [reader.read(parse_case(form).doc) for form in learned]
    write(fit_all(readings, learned))


def fit_all(readings: Iterable[Reading], forms: Iterable[dict[str, Any]]) -> Logistic:
    """The model of best-scoring pairs, after some rounds of choosing the pairs by the model before."""
    cluster = {form["doc_id"]: form["cluster"] for form in forms}
    corpus = {form["doc_id"]: form["corpus"] for form in forms}
    told = told_by(reports_of(readings))
    pairs = [p for p in sorted(candidate_pairs(told, range(len(told)))) if may_link(told, p)]
    signs = {pair: signs_of(told[pair[0]], told[pair[1]]) for pair in pairs}
    odds = {pair: score(told[pair[0]], told[pair[1]]) for pair in pairs}
    for _ in range(ROUNDS):
        best = best_pairs(told, odds)
        count = Counter(corpus[told[i].report.doc.id] for i, _ in best)
        examples = []
        for i, j in best:
            a, b = told[i].report.doc.id, told[j].report.doc.id
            weight = len(best) / len(count) / count[corpus[a]]
            examples.append(Example(signs[i, j], float(cluster[a] == cluster[b]), weight))
        model = fit_upwards(examples)
        odds = {pair: model.odds(signs[pair]) for pair in pairs}
    print(f"{len(examples)} pairs of reports, {sum(e.right for e in examples):.0f} of one event")
    return model


def may_link(told: Sequence[Told], pair: Pair) -> bool:
    """Whether nothing forbids a pair."""
    return forbidden(told[pair[0]], told[pair[1]]) is None


def signs_of(a: Told, b: Told) -> Signs:
    """The agreements of two mentions, those against under a name of their own."""
    signs: Signs = {}
    for feature in FEATURES:
        agreement = feature(a, b)
        if agreement and feature.__name__ not in BY_HAND:
            signs[feature.__name__ + ("+" if agreement > 0 else "-")] = agreement
    return signs


def best_pairs(told: Sequence[Told], odds: Mapping[Pair, float]) -> list[Pair]:
    """For each two reports the pair of their mentions that scores best."""
    best: dict[tuple[str, str], tuple[float, Pair]] = {}
    for pair, points in odds.items():
        a, b = sorted((told[pair[0]].report.doc.key, told[pair[1]].report.doc.key))
        own = (points, pair)
        if (a, b) not in best or own > best[a, b]:
            best[a, b] = own
    return [pair for _, pair in best.values()]


def fit_upwards(examples: Sequence[Example]) -> Logistic:
    """A model none of whose weights is below zero."""
    left_out: set[str] = set()
    while True:
        kept = [Example({k: v for k, v in e.signs.items() if k not in left_out}, e.right, e.weight) for e in examples]
        model = fit(kept, penalty=PENALTY)
        wrong = {name for name, weight in model.weights.items() if weight < 0}
        if not wrong:
            return model
        left_out.add(min(wrong, key=lambda name: (model.weights[name], name)))


def write(model: Logistic) -> None:
    """Write the table of weights."""
    lines = [
        "# What each feature of `match.py` counts, in log odds, where it speaks for one event and where against it.",
        "# Written by `bench/fit_linking.py`; those marked are set by hand.",
        f"bias = {model.bias:.2f}",
        "",
        "[weights]",
    ]
    for feature in FEATURES:
        name = feature.__name__
        pair = BY_HAND.get(name) or (model.weights.get(f"{name}+", 0.0), model.weights.get(f"{name}-", 0.0))
        mark = "  # by hand" if name in BY_HAND else ""
        lines.append(f"{name} = {{speaks_for = {pair[0]:.2f}, against = {pair[1]:.2f}}}{mark}")
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines[2:]))


if __name__ == "__main__":
    main()
