"""Readings as attributions of the benchmark.

Each attribution of the reading is one of the benchmark. Its content and its source are the evidence in the text; what
stands in the title alone is left out, since the benchmark judges the text. A pronoun stays where it stands: the
benchmark marks the words that are there, not who is meant by them.
"""

from __future__ import annotations

from tocsin.evaluate.quotes_record import Prediction, Said, Spans
from tocsin.record import Attribution, Evidence, Reading


def said_in(reading: Reading) -> Prediction:
    """Who says what, by places in the text."""
    return tuple(said for each in reading.attributions if (said := said_of(each)).content)


def said_of(each: Attribution) -> Said:
    """One attribution by places in the text."""
    return Said(content=_spans(each.evidence), source=_spans(each.speaker_evidence), confidence=each.confidence)


def _spans(evidence: tuple[Evidence, ...]) -> Spans:
    return tuple((piece.start, piece.end) for piece in evidence if piece.field == "text")
