"""Fits `src/tocsin/lexicon/confidence.json`: the probability that a text says what a reading has of it.

    python bench/fit_confidence.py --bench ../shared/bench

Acts are held against the part `fit` of the relevance benchmark: none is right in an irrelevant text, and where the
types of the incidents are known, an act of another type is wrong. Figures of killed and injured are held against the
part `fit` of the tolls benchmark; attributions against that of the quotes benchmark;
participants against the train part of MUC-4. Printed is the calibration error
by folds of documents.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from logistic import Example, chance, fit
from tocsin.evaluate.confidence import Sure, expected_error
from tocsin.evaluate.participants import Part, Participants, is_judged, is_right
from tocsin.evaluate.parts import part_of
from tocsin.evaluate.quotes import Quotes
from tocsin.evaluate.quotes_mapping import said_of
from tocsin.evaluate.quotes_scores import rights_of
from tocsin.evaluate.relevance import Relevance
from tocsin.evaluate.relevance_mapping import CLASS_OF, is_done
from tocsin.evaluate.relevance_scores import act_is_right
from tocsin.evaluate.tolls import Tolls
from tocsin.evaluate.tolls_mapping import figures_of, main_mention
from tocsin.evaluate.tolls_scores import figure_is_right
from tocsin.read.rules.confidence import (
    act_signs,
    is_act,
    is_figure,
    is_part,
    participant_signs,
    said_signs,
    toll_signs,
)
from tocsin.read.rules.reader import RuleReader

OUT = Path(__file__).parents[1] / "src/tocsin/lexicon/confidence.json"
FOLDS, SEED, PENALTY = 5, 11, 2.0
TOLLS = ("headlines", "briefs", "articles")

Told = tuple[str, Example]  # the id of the document, and what is seen of the thing and whether it is right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, default=Path(__file__).parents[2] / "shared/bench")
    args = parser.parse_args()
    reader = RuleReader()
    told = {"act": list(acts(reader, args.bench)), "toll": list(figures(reader, args.bench))}
    told["participant"] = list(participants(reader, args.bench))
    told["said"] = list(attributions(reader, args.bench))
    form = {}
    for kind, rows in told.items():
        report(kind, rows)
        model = fit([example for _, example in rows], penalty=PENALTY)
        weights = {name: round(weight, 3) for name, weight in sorted(model.weights.items()) if abs(weight) >= 0.01}
        form[kind] = {"bias": round(model.bias, 3), "weights": weights}
    OUT.write_text(json.dumps(form, indent=1, ensure_ascii=False) + "\n", "utf-8")


def cases(benchmark: Any, path: Path) -> Iterator[Any]:
    """The documents of the part to learn from."""
    return (case for case in benchmark.load_cases(path) if part_of(case.doc.id) == "fit" and case.has_gold)


def acts(reader: RuleReader, bench: Path) -> Iterator[Told]:
    """Every act that is held against gold."""
    for case in cases(Relevance(), bench / "relevance/dev.jsonl"):
        reading = reader.read(case.doc)
        for mention in filter(is_done, reading.mentions):
            right = act_is_right(case.gold, CLASS_OF.get(mention.type))
            if is_act(mention) and right is not None:
                yield case.doc.id, Example(act_signs(reading, mention), float(right))


def figures(reader: RuleReader, bench: Path) -> Iterator[Told]:
    """Every figure that is held against gold."""
    for name in TOLLS:
        for case in cases(Tolls(), bench / f"tolls/dev_{name}.jsonl"):
            reading = reader.read(case.doc)
            main_ = main_mention(reading)
            if main_ is None or not is_act(main_):
                continue
            for statement, field, value, whole in figures_of(main_):
                right = figure_is_right(case.gold.tolls.get(field), value, whole)
                if is_figure(statement) and right is not None:
                    signs = toll_signs(reading, main_, main_.of("toll"), statement)
                    yield case.doc.id, Example(signs, float(right))


def participants(reader: RuleReader, bench: Path) -> Iterator[Told]:
    """Every participant of an act that is held against the key."""
    for case in Participants().load_cases(bench / "muc4/train.jsonl"):
        reading = reader.read(case.doc) if is_judged(case) else None
        for mention in filter(is_done, reading.mentions if reading else ()):
            for statement in filter(is_part, mention.of("participant") if is_act(mention) else ()):
                right = is_right(case.gold, Part(statement.value.role, statement.value.name))
                yield case.doc.id, Example(participant_signs(reading, mention, statement), float(right))


def attributions(reader: RuleReader, bench: Path) -> Iterator[Told]:
    """Every attribution that is held against gold."""
    for case in cases(Quotes(), bench / "quotes/dev.jsonl"):
        read = [each for each in reader.read(case.doc).attributions if said_of(each).content]
        for j, right in rights_of(case.doc.text, case.gold, tuple(map(said_of, read))).items():
            yield case.doc.id, Example(said_signs(read[j]), float(right))


def report(kind: str, rows: list[Told]) -> None:
    """Print how many are right, and the calibration error of each fold by the model of the others."""
    ids = sorted({id for id, _ in rows})
    random.Random(SEED).shuffle(ids)
    fold = {id: i % FOLDS for i, id in enumerate(ids)}
    said = []
    for held in range(FOLDS):
        model = fit([example for id, example in rows if fold[id] != held], penalty=PENALTY)
        said += [Sure(chance(model.odds(e.signs)), bool(e.right)) for id, e in rows if fold[id] == held]
    right = sum(each.right for each in said)
    print(f"{kind}: {right} of {len(said)} right; calibration error by folds {expected_error(said):.1f}")


if __name__ == "__main__":
    main()
