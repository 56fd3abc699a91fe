"""Missed and false labels of one article's sentences, each with its cause and the words of the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.benchmark import Fault, FaultKind
from tocsin.evaluate.indiapolice_record import LABELS, GoldSentence, PoliceCase, Prediction
from tocsin.evaluate.indiapolice_scores import labelled
from tocsin.record import Reading

NO_MENTION = "no mention in the article"
NOTHING_HERE = "no mention in the sentence"
NO_DOER = "a mention without police as its doer"
OTHER_LABEL = "another label"
NEXT_TO_GOLD = "the sentence beside it has the label"
ELSEWHERE = "another sentence has the label"
NOT_IN_ARTICLE = "no sentence has the label"
AROUND = 100


def faults_of(case: PoliceCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
    """The faults of one article, sentence by sentence."""
    gold = case.gold
    assert gold is not None
    sentences = list(labelled(gold, prediction))
    for i, (sentence, labels) in enumerate(sentences):
        for label in LABELS:
            if label in sentence.labels and label not in labels:
                cause = _why_missed(sentence, labels, reading)
                yield _fault(case, "missed", label, cause, sentence, (sentence.start, sentence.end))
            elif label in labels and label not in sentence.labels:
                beside = [s for s, _ in sentences[max(0, i - 1) : i + 2]]
                cause = _why_false(sentence, beside, label, gold.labels)
                yield _fault(case, "false", label, cause, sentence, _span_of(prediction, sentence, label))


def _why_missed(sentence: GoldSentence, labels: set[str], reading: Reading | None) -> str:
    if labels:
        return OTHER_LABEL
    if reading is None:
        return NOTHING_HERE
    if not reading.mentions:
        return NO_MENTION
    told = (
        piece
        for mention in reading.mentions
        for statement in mention.of("type")
        for piece in statement.evidence
        if piece.field == "text"
    )
    return NO_DOER if any(p.start < sentence.end and sentence.start < p.end for p in told) else NOTHING_HERE


def _why_false(sentence: GoldSentence, beside: list[GoldSentence], label: str, document: tuple[str, ...]) -> str:
    if sentence.labels:
        return OTHER_LABEL
    if any(label in other.labels for other in beside):
        return NEXT_TO_GOLD
    return ELSEWHERE if label in document else NOT_IN_ARTICLE


def _span_of(prediction: Prediction, sentence: GoldSentence, label: str) -> tuple[int, int]:
    """The predicted words, within the sentence; the whole sentence where it was labelled by its id."""
    spans = [s for s in prediction.spans if s.label == label and s.start < sentence.end and sentence.start < s.end]
    if not spans:
        return sentence.start, sentence.end
    return max(spans[0].start, sentence.start), min(spans[0].end, sentence.end)


def _fault(
    case: PoliceCase, kind: FaultKind, label: str, cause: str, sentence: GoldSentence, span: tuple[int, int]
) -> Fault:
    text = case.doc.text
    start, end = max(sentence.start, span[0] - AROUND), min(sentence.end, max(span[1], span[0]) + AROUND)
    return Fault(
        document=case.doc.id,
        kind=kind,
        row=f"sentence {label}",
        cause=cause,
        value=f"sentence {sentence.sent_id}" if kind == "missed" else " ".join(text[span[0] : span[1]].split()),
        context=" ".join(text[start:end].split()),
        near=", ".join(sentence.labels) if kind == "false" else "",
    )
