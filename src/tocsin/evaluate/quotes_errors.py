"""Attributions missed and false, and sources that are another's, each with its cause and the words around it."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.benchmark import Fault, FaultKind
from tocsin.evaluate.quotes_record import Prediction, QuotesCase, Said, Spans
from tocsin.evaluate.quotes_scores import ALIKE, Pair, is_source, pair

NOT_FOUND = "nobody is read to say it"
NOT_SAID = "no attribution in the gold"
SHORT, LONG = "content cut short", "content too long"
NO_SOURCE = "no source"
OTHER_SOURCE = "another source"
AROUND = 80


def faults_of(case: QuotesCase, prediction: Prediction) -> Iterator[Fault]:
    """The faults of one text: contents without a partner, contents of another length, sources."""
    gold = case.gold
    assert gold is not None
    paired = pair(case.doc.text, gold, prediction)
    found, taken = {each.gold for each in paired.pairs}, {each.predicted for each in paired.pairs}
    for i, said in enumerate(gold.attributions):
        if i not in found:
            yield _fault(case, "missed", "content", NOT_FOUND, said.content)
    for j in sorted(paired.judged - taken):
        yield _fault(case, "false", "content", NOT_SAID, prediction[j].content)
    for each in paired.pairs:
        yield from _of_pair(case, each, gold.attributions[each.gold], prediction[each.predicted])


def _of_pair(case: QuotesCase, each: Pair, said: Said, read: Said) -> Iterator[Fault]:
    if each.alike < ALIKE:
        short = _length(read.content) < _length(said.content)
        near = _words(case, read.content)
        yield _fault(case, "missed", "content", SHORT if short else LONG, said.content, near)
    if said.source and not is_source(said, read):
        near = _words(case, read.source)
        yield _fault(case, "missed", "source", OTHER_SOURCE if read.source else NO_SOURCE, said.source, near)


def _fault(case: QuotesCase, kind: FaultKind, row: str, cause: str, spans: Spans, near: str = "") -> Fault:
    first, last = spans[0][0], spans[-1][1]
    around = case.doc.text[max(0, first - AROUND) : last + AROUND]
    return Fault(
        document=case.doc.id,
        kind=kind,
        row=row,
        cause=cause,
        value=_words(case, spans),
        context=" ".join(around.split()),
        near=near,
    )


def _words(case: QuotesCase, spans: Spans) -> str:
    return " ... ".join(" ".join(case.doc.text[start:end].split()) for start, end in spans)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
