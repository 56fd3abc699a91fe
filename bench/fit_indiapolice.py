"""Fits `src/tocsin/evaluate/indiapolice_model.json` on the fit part of IndiaPoliceEvents, and measures it by folds.

    python bench/fit_indiapolice.py --data ../shared/bench/indiapolice/dev.jsonl

Logistic regression with an L2 penalty over the signs of `indiapolice_signs`. Each fold of documents is judged by
weights of the other folds; thresholds are those with the best F1 over all folds, averaged with their neighbours and
near the low end of the plateau. Printed are the figures by folds of the rules alone, of each kind of signs alone, of
all but that kind, and of all. Signs in fewer than `LEAST` documents are left out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tocsin.evaluate.indiapolice import IndiaPolice
from tocsin.evaluate.indiapolice_mapping import labels_by_rule
from tocsin.evaluate.indiapolice_model import Chances, Model, decide
from tocsin.evaluate.indiapolice_record import LABELS, Gold, GoldSentence, Label, PoliceCase, Prediction
from tocsin.evaluate.indiapolice_scores import mean_of_means, score_labels
from tocsin.evaluate.indiapolice_signs import Shown, Signs, shown_in
from tocsin.evaluate.parts import part_of
from tocsin.evaluate.scores import merge_tallies
from tocsin.pipeline import READERS

OUT = Path(__file__).parents[1] / "src/tocsin/evaluate/indiapolice_model.json"
FOLDS, SEED, PENALTY, LEAST = 5, 4, 2.0, 3
GRID = [x / 100 for x in range(4, 80, 2)]
DIGITS, SMALLEST, SLACK = 2, 0.1, 0.015


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its gold, its sentences with their signs, what the rules say, and the labels of each sentence."""

    gold: Gold
    lines: list[Shown]
    ruled: Prediction
    labels: list[set[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    articles = load_articles(args.data)
    random.Random(SEED).shuffle(articles)
    print(f"rules alone {figure(articles, [a.ruled for a in articles]):.1f}")
    for kind in ("read", "words", "classes"):
        report(f"{kind} alone", articles, by_folds(articles, lambda s, kind=kind: kind_of(s) == kind))
        report(f"all but {kind}", articles, by_folds(articles, lambda s, kind=kind: kind_of(s) != kind))
    chances = by_folds(articles, lambda s: True)
    sentence, document = report("all", articles, chances)
    weights = fit(articles, lambda s: True)
    form = {"sentence": sentence, "document": document, "weights": {x: _short(weights[x]) for x in LABELS}}
    OUT.write_text(json.dumps(form, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"') + "\n", "utf-8")


def kind_of(sign: str) -> str:
    """Whether a sign is of what was read, of words or of classes of words."""
    bare = sign.removeprefix("before ").removeprefix("after ")
    return {"w": "words", "c": "classes"}.get(bare.partition(":")[0], "read")


def load_articles(path: Path) -> list[Article]:
    """The articles of the fit part, read."""
    reader = READERS.make("rules")
    return [
        _article(case, labels_by_rule(reading), shown_in(reading))
        for case in IndiaPolice().load_cases(path)
        if part_of(case.doc.id) == "fit"
        for reading in [reader.read(case.doc)]
    ]


def _article(case: PoliceCase, ruled: Prediction, lines: list[Shown]) -> Article:
    assert case.gold is not None
    labels: list[set[str]] = []
    for line in lines:
        touched = [g for g in case.gold.sentences if g.start < line.end and line.start < g.end]
        labels.append({label for g in touched for label in g.labels})
    return Article(case.gold, lines, ruled, labels)


def by_folds(articles: Sequence[Article], keep: Callable[[str], bool]) -> list[list[Chances]]:
    """The chances of every sentence of every article, by weights of the folds that the article is not in."""
    chances: list[list[Chances]] = [[] for _ in articles]
    for fold in range(FOLDS):
        rest = [a for i, a in enumerate(articles) if i % FOLDS != fold]
        weights = fit(rest, keep)
        for i in range(fold, len(articles), FOLDS):
            chances[i] = [judged(weights, line.signs) for line in articles[i].lines]
    return chances


def judged(weights: Mapping[Label, Mapping[str, float]], signs: Signs) -> Chances:
    """The chances of one sentence."""
    return Model(weights, {}, {}).chances(signs)


def fit(articles: Sequence[Article], keep: Callable[[str], bool]) -> dict[Label, dict[str, float]]:
    """The weights of each label; the sign "" is there in every sentence."""
    seen = Counter(sign for a in articles for sign in {s for line in a.lines for s in line.signs})
    used = {sign for sign, n in seen.items() if n >= LEAST and keep(sign)}
    lines = [(line, labels) for a in articles for line, labels in zip(a.lines, a.labels, strict=True)]
    vectors = DictVectorizer()
    matrix: Any = vectors.fit_transform([{s: v for s, v in line.signs.items() if s in used} for line, _ in lines])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    weights: dict[Label, dict[str, float]] = {}
    for label in LABELS:
        model = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=500, random_state=SEED)
        model.fit(matrix, [label in labels for _, labels in lines])
        names = vectors.get_feature_names_out()
        weights[label] = dict(zip(names, map(float, model.coef_[0]), strict=True)) | {"": float(model.intercept_[0])}
    return weights


def report(
    name: str, articles: Sequence[Article], chances: Sequence[Sequence[Chances]]
) -> tuple[dict[Label, float], dict[Label, float]]:
    """The best thresholds of sentences and documents; prints the figures they give."""
    sentence: dict[Label, float] = {}
    document: dict[Label, float] = {}
    for label in LABELS:
        most = [[each[label] for each in article] for article in chances]
        told = [(max(_touching(a, g, of), default=0.0), label in g.labels)
                for a, of in zip(articles, most, strict=True) for g in a.gold.sentences]  # fmt: skip
        whole = [(max(of, default=0.0), label in a.gold.labels) for a, of in zip(articles, most, strict=True)]
        sentence[label], document[label] = best_threshold(told), best_threshold(whole)
    made = decided(articles, chances, sentence, document)
    rows = {row: round(counts.f1, 1) for row, counts in score(articles, made).items()}
    print(f"{name} by folds {figure(articles, made):.1f}", rows)
    return sentence, document


def _touching(article: Article, gold: GoldSentence, chances: Sequence[float]) -> list[float]:
    """The chances of the sentences of ours that a sentence of the corpus touches."""
    pairs = zip(article.lines, chances, strict=True)
    return [chance for line, chance in pairs if gold.start < line.end and line.start < gold.end]


def best_threshold(judged: Sequence[tuple[float, bool]]) -> float:
    """The lowest threshold of the grid whose F1, averaged with its neighbours', is within `SLACK` of the best.

    The curves are flat, and weights are surer of the documents they were fitted on than of any other.
    """
    curve = []
    for threshold in GRID:
        said = [right for chance, right in judged if chance >= threshold]
        curve.append(2 * sum(said) / max(1, len(said) + sum(right for _, right in judged)))
    smooth = [sum(curve[i - 1 : i + 2]) / 3 for i in range(1, len(GRID) - 1)]
    return GRID[1 + next(i for i, value in enumerate(smooth) if value >= max(smooth) - SLACK)]


def decided(
    articles: Sequence[Article],
    chances: Sequence[Sequence[Chances]],
    sentence: Mapping[Label, float],
    document: Mapping[Label, float],
) -> list[Prediction]:
    """The predictions for all articles."""
    return [decide(a.lines, each, sentence, document) for a, each in zip(articles, chances, strict=True)]


def score(articles: Sequence[Article], made: Sequence[Prediction]):  # type: ignore[no-untyped-def]
    """The counts over all articles."""
    return merge_tallies([score_labels(a.gold, p) for a, p in zip(articles, made, strict=True)])


def figure(articles: Sequence[Article], made: Sequence[Prediction]) -> float:
    """The figure of the benchmark."""
    return mean_of_means(score(articles, made))


def _short(weights: Mapping[str, float]) -> dict[str, float]:
    kept = {s: round(w, DIGITS) for s, w in sorted(weights.items()) if abs(w) >= SMALLEST}
    return {"": round(weights[""], 3)} | kept


if __name__ == "__main__":
    main()
