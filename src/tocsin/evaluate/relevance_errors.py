"""Texts missed and false alarms, each with its cause and the words it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.benchmark import Fault, FaultKind
from tocsin.evaluate.relevance_mapping import classes
from tocsin.evaluate.relevance_record import INCIDENT_TYPES, Prediction, RelevanceCase
from tocsin.record import Evidence, Reading

NOTHING_READ = "no mention of violence"
OUTWEIGHED = "mentions outweighed by other words"
NO_READING = "judged elsewhere"
WORDS_ALONE = "words without a mention"
VIOLENCE, OTHERS = "a mention of violence", "mentions of other families"
OTHER_TYPE = "another type"
AROUND = 100


def faults_of(case: RelevanceCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
    """The faults of one text: its judgement, then its types of incident."""
    gold = case.gold
    assert gold is not None
    if gold.relevant is not None and gold.relevant != prediction.relevant:
        kind: FaultKind = "missed" if gold.relevant else "false"
        cause = _why_missed(reading) if gold.relevant else _why_false(reading)
        score = "no score" if prediction.score is None else f"score {prediction.score:.2f}"
        yield _fault(case, kind, case.corpus, cause, score, _first_words(reading))
    if gold.types is not None:
        held = classes(prediction)
        for name in INCIDENT_TYPES:
            if (name in gold.types) != (name in held):
                cause = OTHER_TYPE if held else NOTHING_READ
                kind = "missed" if name in gold.types else "false"
                yield _fault(case, kind, f"type {name}", cause, ", ".join(gold.types), _first_words(reading))


def _why_missed(reading: Reading | None) -> str:
    if reading is None:
        return NO_READING
    return OUTWEIGHED if any(m.family == "violence" for m in reading.mentions) else NOTHING_READ


def _why_false(reading: Reading | None) -> str:
    if reading is None:
        return NO_READING
    if not reading.mentions:
        return WORDS_ALONE
    return VIOLENCE if any(m.family == "violence" for m in reading.mentions) else OTHERS


def _first_words(reading: Reading | None) -> Evidence | None:
    """The words that tell of the first mention, of violence where there is one."""
    if reading is None:
        return None
    ranked = sorted(reading.mentions, key=lambda mention: mention.family != "violence")
    told = (piece for mention in ranked for statement in mention.of("type") for piece in statement.evidence)
    return next(told, None)


def _fault(case: RelevanceCase, kind: FaultKind, row: str, cause: str, value: str, words: Evidence | None) -> Fault:
    text = case.doc.field(words.field if words else "text")
    at = words.start if words else 0
    around = text[max(0, at - AROUND) : at + 2 * AROUND]
    near = words.quote if words else ""
    return Fault(
        document=case.doc.id, kind=kind, row=row, cause=cause, value=value, context=" ".join(around.split()), near=near
    )
