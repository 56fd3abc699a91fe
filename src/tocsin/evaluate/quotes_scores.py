"""Attributions held against gold: contents paired by how much of them they share, sources by their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.evaluate.confidence import Sure, expected_error
from tocsin.evaluate.quotes_record import Gold, Prediction, QuotesCase, Said, Spans
from tocsin.evaluate.scores import Counts, Tally, matched

# White space and quotation marks, which belong to no content.
QUIET = frozenset(" \t\r\n\u00a0\"'\u201c\u201d\u2018\u2019`")
HALF = 0.5  # of the characters of both contents in common, in one that is right
ALIKE = 0.8  # from this share of characters in common on, a pair counts as `near`
TWICE, MORE = 2, 30  # a source may be twice as long as the gold one and so many characters more
KINDS = ("direct", "indirect")
ROWS = ("content", "source")
APART = ("near", "cue")
RATES = tuple(f"{what} recall {kind}" for kind in KINDS for what in ("content", "source"))


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold attribution with the predicted one that says most alike; `shared` characters of both contents."""

    gold: int
    predicted: int
    shared: int
    alike: float


@dataclass(frozen=True, slots=True)
class Paired:
    """One text: the places of each content, the pairs, and which predictions are judged."""

    gold: Sequence[frozenset[int]]
    predicted: Sequence[frozenset[int]]
    pairs: Sequence[Pair]
    judged: frozenset[int]


def pair(text: str, gold: Gold, prediction: Prediction) -> Paired:
    """Gold and predicted attributions one to one, the most alike contents first."""
    wanted = [_places(text, said.content) for said in gold.attributions]
    have = [_places(text, said.content) for said in prediction]
    ranked = []
    for i, ours in enumerate(wanted):
        for j, theirs in enumerate(have):
            if shared := len(ours & theirs):
                ranked.append((-shared / len(ours | theirs), i, j, shared))
    pairs: list[Pair] = []
    for alike, i, j, shared in sorted(ranked):
        if all(i != each.gold and j != each.predicted for each in pairs):
            pairs.append(Pair(i, j, shared, -alike))
    taken = {each.predicted for each in pairs}
    judged = frozenset(j for j, places in enumerate(have) if places and (j in taken or not _lies_in(places, gold)))
    return Paired(wanted, have, pairs, judged)


def score_said(text: str, gold: Gold, prediction: Prediction) -> Tally:
    """Counts of one text by row. A content earns the shares of it that agree, a source counts where it has the head."""
    paired = pair(text, gold, prediction)
    tally = _blank(gold, prediction, paired)
    for each in paired.pairs:
        said, found = gold.attributions[each.gold], prediction[each.predicted]
        kind = KINDS[not said.direct]
        share = each.shared / len(paired.gold[each.gold])
        tally["content"] += Counts(right=each.shared / len(paired.predicted[each.predicted]), found=share)
        tally[f"content recall {kind}"] += Counts(right=share)
        if each.alike >= ALIKE:
            tally["near"] += matched(1, predicted=0, gold=0)
        if is_source(said, found):
            tally["source"] += matched(1, predicted=0, gold=0)
            tally[f"source recall {kind}"] += Counts(right=1)
        if _touch(said.cue, found.cue):
            tally["cue"] += matched(1, predicted=0, gold=0)
    return tally


def rights_of(text: str, gold: Gold, prediction: Prediction) -> dict[int, bool]:
    """Of each prediction that is judged whether it is right: half its content or more, and its source, are gold."""
    paired = pair(text, gold, prediction)
    right = {
        each.predicted
        for each in paired.pairs
        if each.alike >= HALF and is_source(gold.attributions[each.gold], prediction[each.predicted])
    }
    return {j: j in right for j in sorted(paired.judged)}


def said_error(judged: Sequence[tuple[QuotesCase, Prediction]]) -> float | None:
    """The calibration error of the confidence of attributions."""
    told = []
    for case, prediction in judged:
        assert case.gold is not None
        for j, right in rights_of(case.doc.text, case.gold, prediction).items():
            if (confidence := prediction[j].confidence) is not None:
                told.append(Sure(confidence, right))
    return expected_error(told)


def mean_of_both(tally: Tally) -> float:
    """The mean of the F1 of contents and of sources, in percent."""
    return sum(tally.get(row, Counts()).f1 for row in ROWS) / len(ROWS)


def is_source(said: Said, found: Said) -> bool:
    """Whether a predicted source covers the head of the gold one and is not much longer than that."""
    if not said.source or not found.source:
        return False
    heads = said.source_heads or said.source
    covers = any(start <= first and last <= end for first, last in heads for start, end in found.source)
    return covers and _length(found.source) <= TWICE * _length(said.source) + MORE


def _blank(gold: Gold, prediction: Prediction, paired: Paired) -> dict[str, Counts]:
    """How many are predicted and how many are gold, with nothing right yet."""
    told = gold.attributions
    kept = [prediction[j] for j in paired.judged]
    tally = {
        "content": Counts(predicted=len(kept), gold=len(told)),
        "near": Counts(predicted=len(kept), gold=len(told)),
        "source": Counts(predicted=sum(bool(s.source) for s in kept), gold=sum(bool(s.source) for s in told)),
        "cue": Counts(predicted=sum(bool(s.cue) for s in kept), gold=sum(bool(s.cue) for s in told)),
    }
    for kind in KINDS:
        here = [s for s in told if KINDS[not s.direct] == kind]
        tally[f"content recall {kind}"] = Counts(predicted=len(here))
        tally[f"source recall {kind}"] = Counts(predicted=sum(bool(s.source) for s in here))
    return tally


def _places(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(
        at for start, end in spans for at in range(max(0, start), min(end, len(text))) if text[at] not in QUIET
    )


def _lies_in(places: frozenset[int], gold: Gold) -> bool:
    return any(start <= min(places) and max(places) < end for start, end in gold.ignore)


def _touch(first: Spans, second: Spans) -> bool:
    return any(start < last and begin < end for start, end in first for begin, last in second)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
