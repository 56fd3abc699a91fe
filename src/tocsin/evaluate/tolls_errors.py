"""Tolls missed and false, each with its cause and the words it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.benchmark import Fault
from tocsin.evaluate.tolls_mapping import main_mention
from tocsin.evaluate.tolls_record import Prediction, TollsCase
from tocsin.evaluate.tolls_scores import is_said, wanted
from tocsin.record import Evidence, Reading, Toll
from tocsin.record.values import one_number

NO_READING = "judged elsewhere"
NO_EVENT = "no event read"
NO_TOLL = "no toll read"
OTHER_EVENT = "read of another event, or of another scope"
OTHER_NUMBER = "another number"
NOT_TOLD = "no number in the gold"
AROUND = 100


def faults_of(case: TollsCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
    """The faults of one text: killed, then injured."""
    assert case.gold is not None
    for name, toll in case.gold.tolls.items():
        right, value = wanted(toll), one_number(prediction.toll(name))
        said = is_said(toll, prediction.toll(name))
        words = _words(reading, name, value if said else None)
        context = _around(case, words)
        row, near = f"{case.kind} {name}", words.quote if words else ""
        gold = " or ".join(map(str, sorted(right)))
        if right and value not in right:
            cause = OTHER_NUMBER if said else _why_missed(reading, name, right)
            yield Fault(
                document=case.doc.id, kind="missed", row=row, cause=cause, value=gold, context=context, near=near
            )
        if said and value not in right:
            cause = OTHER_NUMBER if right else NOT_TOLD
            yield Fault(
                document=case.doc.id, kind="false", row=row, cause=cause, value=str(value), context=context, near=near
            )


def _why_missed(reading: Reading | None, name: str, right: frozenset[int]) -> str:
    if reading is None:
        return NO_READING
    tolls = [toll for mention in reading.mentions for toll in mention.all(Toll) if toll.measure == name]
    if any(one_number(toll.bound) in right for toll in tolls):
        return OTHER_EVENT
    return NO_TOLL if any(mention.family == "violence" for mention in reading.mentions) else NO_EVENT


def _words(reading: Reading | None, name: str, value: int | None) -> Evidence | None:
    """The words of the toll that was predicted, else those that tell of the main event."""
    if reading is None:
        return None
    for mention in reading.mentions:
        for statement in mention.of("toll"):
            toll = statement.value
            if isinstance(toll, Toll) and toll.measure == name and one_number(toll.bound) == value:
                return statement.evidence[0]
    main = main_mention(reading)
    return None if main is None else main.trigger


def _around(case: TollsCase, words: Evidence | None) -> str:
    text, at = case.doc.field(words.field if words else "text"), words.start if words else 0
    return " ".join(text[max(0, at - AROUND) : at + 2 * AROUND].split())
