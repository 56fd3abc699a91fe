"""Labels held against gold, sentence by sentence and document by document."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.indiapolice_record import LABELS, Gold, GoldSentence, Prediction
from tocsin.evaluate.scores import Counts, Tally, matched

LEVELS = ("sentence", "document")
ROWS = tuple(f"{level} {label}" for level in LEVELS for label in LABELS)


def score_labels(gold: Gold, prediction: Prediction) -> Tally:
    """Right, predicted and gold labels of one article: a row for each level and label."""
    tally = dict.fromkeys(ROWS, Counts())
    document: set[str] = set()
    for sentence, labels in labelled(gold, prediction):
        document |= labels
        _add(tally, "sentence", set(sentence.labels), labels)
    if prediction.labels is not None:
        document = {label for label in prediction.labels if label in LABELS}
    _add(tally, "document", set(gold.labels), document)
    return tally


def labelled(gold: Gold, prediction: Prediction) -> Iterator[tuple[GoldSentence, set[str]]]:
    """Each sentence with the labels predicted for it: by its id, or by a span that touches it."""
    for sentence in gold.sentences:
        labels = set(prediction.sentences.get(str(sentence.sent_id), ()))
        labels.update(s.label for s in prediction.spans if s.start < sentence.end and sentence.start < s.end)
        yield sentence, labels.intersection(LABELS)


def mean_of_means(tally: Tally) -> float:
    """The mean over both levels of the mean F1 over the labels, in percent."""
    return sum(tally.get(row, Counts()).f1 for row in ROWS) / len(ROWS)


def _add(tally: dict[str, Counts], level: str, gold: set[str], labels: set[str]) -> None:
    for label in gold | labels:
        row = f"{level} {label}"
        counts = matched(label in gold and label in labels, predicted=label in labels, gold=label in gold)
        tally[row] += counts
