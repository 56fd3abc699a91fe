"""The weights by which two mentions, and two whole reports, are held to tell one event: `src/tocsin/fuse/weights.toml`.

    python bench/fit_linking.py --bench ../shared/bench [--only story]

Fitted to the part `fit` of the linking benchmark (by cluster), to reports of violence: a logistic regression over pairs
that are worth comparing. The corpora weigh the same. A weight below zero is taken to be chance, and left out. The order
of the steps is fixed, and so is what comes out.

Mentions: which mentions of two reports are to be compared is not in the gold, so the pair that scores best stands for
its reports, and the fit is done again with its own weights a few times.

Reports: the benchmark holds one report in a thousand of what came out in its twenty years, so that two of one day are
mostly of one event there, and nowhere else. Each pair is therefore learned from twice: as it came out, and with the
clusters moved, each by a day of its own, into two months.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from logistic import Example, Logistic, fit
from tocsin.evaluate.linking_record import parse_case
from tocsin.evaluate.parts import part_of
from tocsin.fuse import Told, alike, forbidden, match, reports_of, told_by
from tocsin.fuse.candidates import candidate_pairs
from tocsin.fuse.match import FEATURES, score
from tocsin.fuse.stories import worth_comparing
from tocsin.fuse.told import Report
from tocsin.fuse.weights import Weight
from tocsin.pipeline import make_reader
from tocsin.record import Reading

OUT = Path(__file__).parents[1] / "src/tocsin/fuse/weights.toml"
PENALTY, ROUNDS = 1.0, 4
# What the data cannot tell: few of these reports name the day or the venue, statuses hardly differ, and what responses
# respond to is not in the gold. Days told in the texts do not move with those of the reports (`moved_together`).
BY_HAND = {
    "same_time": (3.5, 1.0), "same_status": (0.0, 2.0), "same_venue": (2.0, 3.5), "same_ties": (1.5, 0.8),
    "same_copy": (4.0, 0.0), "same_acts": (1.0, 5.0),
}  # fmt: skip

HEADS = {
    "mention": "# What each feature of `match.py` counts, where it speaks for one event and where against it.",
    "story": "# What each feature of `alike.py` counts, of whole reports.",
}
TOGETHER_DAYS = 60
STORY_PAIRS = 1000.0  # what the pairs of one corpus weigh together
MIXED = 0.3  # what a pair of two corpora weighs

Pair = tuple[int, int]
Signs = dict[str, float]


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--only", choices=("mention", "story"))
    args = parser.parse_args()
    path = args.bench / "linking/dev.jsonl"
    forms = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    learned = [form for form in forms if form["violence"] and part_of(form["cluster"]) == "fit"]
    reader = make_reader("rules", depth="full")
    readings = [reader.read(parse_case(form).doc) for form in learned]
    tables = {"mention": (match.BIAS, match.WEIGHTS), "story": (alike.BIAS, alike.WEIGHTS)}
    if args.only != "story":
        tables["mention"] = table_of(fit_all(readings, learned), [f.__name__ for f in FEATURES])
    if args.only != "mention":
        tables["story"] = table_of(fit_stories(readings, learned), [f.__name__ for f in alike.FEATURES])
    write(tables)


def fit_stories(readings: Iterable[Reading], forms: Iterable[dict[str, Any]]) -> Logistic:
    """The model of pairs of whole reports, as they came out and moved together."""
    cluster = {form["doc_id"]: form["cluster"] for form in forms}
    corpus = {form["doc_id"]: form["corpus"] for form in forms}
    reports = reports_of(readings)
    examples: list[Example] = []
    for way in (reports, moved_together(reports, cluster)):
        pairs = sorted(worth_comparing(way))
        ids = [(way[i].doc.id, way[j].doc.id) for i, j in pairs]
        count = Counter(corpus[a] for a, b in ids if corpus[a] == corpus[b])
        for (i, j), (a, b) in zip(pairs, ids, strict=True):
            weight = STORY_PAIRS / count[corpus[a]] if corpus[a] == corpus[b] else MIXED
            found = alike.agreements(way[i], way[j])
            signs = {name + ("+" if x > 0 else "-"): x for name, x in found.items() if x and name not in BY_HAND}
            examples.append(Example(signs, float(cluster[a] == cluster[b]), weight))
    print(f"{len(examples)} pairs of whole reports, {sum(e.right for e in examples):.0f} of one event")
    return fit_upwards(examples)


def moved_together(reports: Sequence[Report], cluster: Mapping[str, str]) -> tuple[Report, ...]:
    """The reports with the days of each cluster moved, all alike, to begin within the same two months."""
    first: dict[str, int] = {}
    for report in reports:
        if report.day is not None:
            name = cluster[report.doc.id]
            first[name] = min(report.day, first.get(name, report.day))
    names = [cluster[report.doc.id] for report in reports]
    return tuple(
        report if report.day is None else replace(report, day=report.day - first[name] + _day_of(name))
        for report, name in zip(reports, names, strict=True)
    )


def _day_of(cluster: str) -> int:
    return int(sha256(cluster.encode()).hexdigest()[8:16], 16) % TOGETHER_DAYS


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


def table_of(model: Logistic, features: Iterable[str]) -> tuple[float, dict[str, Weight]]:
    """Where a score begins, and the weight of each feature."""
    weights = {f: Weight(model.weights.get(f"{f}+", 0.0), model.weights.get(f"{f}-", 0.0)) for f in features}
    by_hand = {name: Weight(*pair) for name, pair in BY_HAND.items() if name in weights}
    return model.bias, {**weights, **by_hand}


def write(tables: Mapping[str, tuple[float, Mapping[str, Weight]]]) -> None:
    """Write the tables of weights."""
    lines = ["# Written by `bench/fit_linking.py`: log odds. Those marked are set by hand."]
    for table, (bias, weights) in tables.items():
        lines += ["", HEADS[table], f"[{table}]", f"bias = {bias:.2f}", "", f"[{table}.weights]"]
        for name, weight in weights.items():
            mark = "  # by hand" if name in BY_HAND else ""
            lines.append(f"{name} = {{speaks_for = {weight.speaks_for:.2f}, against = {weight.against:.2f}}}{mark}")
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines[1:]))


if __name__ == "__main__":
    main()
