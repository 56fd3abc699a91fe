"""How likely each sentence tells of each label, by weights fitted on the fit part (`bench/fit_indiapolice.py`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from tocsin.evaluate.indiapolice_record import LABELS, Label, LabelledSpan, Prediction, with_implied
from tocsin.evaluate.indiapolice_signs import Shown, Signs

Chances = Mapping[Label, float]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by label and sign, and from which chance on a sentence, and a document, has a label.

    A document is as likely to have a label as the likeliest of its sentences.
    """

    weights: Mapping[Label, Mapping[str, float]]
    sentence: Mapping[Label, float]
    document: Mapping[Label, float]

    def chances(self, signs: Signs) -> Chances:
        """How likely a sentence with these signs has each label."""
        return {label: _chance(weights, signs) for label, weights in self.weights.items()}

    def predict(self, lines: Sequence[Shown]) -> Prediction:
        """The labels of the sentences and of the document."""
        return decide(lines, [self.chances(line.signs) for line in lines], self.sentence, self.document)


def decide(
    lines: Sequence[Shown],
    chances: Sequence[Chances],
    sentence: Mapping[Label, float],
    document: Mapping[Label, float],
) -> Prediction:
    """The labels that reach their thresholds, and those that they imply."""
    spans = {
        LabelledSpan(line.start, line.end, label)
        for line, each in zip(lines, chances, strict=True)
        for label in with_implied({label for label in LABELS if each[label] >= sentence[label]})
    }
    most = {label: max((each[label] for each in chances), default=0.0) for label in LABELS}
    labels = with_implied({label for label in LABELS if most[label] >= document[label]})
    return Prediction(
        spans=tuple(sorted(spans, key=lambda s: (s.start, s.end, LABELS.index(s.label)))),
        labels=tuple(label for label in LABELS if label in labels),
    )


@cache
def load_model() -> Model:
    """The fitted model."""
    form = json.loads(files("tocsin.evaluate").joinpath("indiapolice_model.json").read_text("utf-8"))
    return Model(form["weights"], form["sentence"], form["document"])


def _chance(weights: Mapping[str, float], signs: Signs) -> float:
    total = weights[""] + sum(weights[sign] * value for sign, value in signs.items() if sign in weights)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
