"""Judgements held against gold: counts by corpus and in all, types of incident, ranking and calibration."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.evaluate.confidence import Sure, expected_error
from tocsin.evaluate.relevance_mapping import classes
from tocsin.evaluate.relevance_record import INCIDENT_TYPES, Gold, Prediction, RelevanceCase
from tocsin.evaluate.scores import Counts, Tally, matched

CORPORA = ("current_events", "wikinews", "geovirus", "incident_lists", "satp", "bbc")
POOLED = "pooled"
HEADLINE_CORPUS = "current_events"
TYPE_ROWS = tuple(f"type {name}" for name in INCIDENT_TYPES)
ALARM_ROWS = tuple(f"alarms {name}" for name in (*CORPORA, POOLED))
BINS = 10
OTHER = "other"

Judged = Sequence[tuple[RelevanceCase, Prediction]]


def score_judgement(case: RelevanceCase, prediction: Prediction) -> Tally:
    """Right, predicted and relevant of one text, in its corpus and pooled; alarms in `right` where it is irrelevant."""
    assert case.gold is not None
    tally: dict[str, Counts] = {}
    relevant, said = case.gold.relevant, prediction.relevant
    if relevant is not None:
        for name in (case.corpus, POOLED):
            tally[name] = matched(relevant and said, predicted=said, gold=relevant)
            if not relevant:
                tally[f"alarms {name}"] = matched(said, predicted=1, gold=0)
    if case.gold.types is not None:
        held = classes(prediction)
        for name in INCIDENT_TYPES:
            gold, predicted = name in case.gold.types, name in held
            tally[f"type {name}"] = matched(gold and predicted, predicted=predicted, gold=gold)
    return tally


def headline(tally: Tally) -> float:
    """The mean of F1 pooled and F1 on `current_events`, where the data hold that corpus; in percent."""
    pooled = tally.get(POOLED, Counts()).f1
    held, alarms = tally.get(HEADLINE_CORPUS, Counts()), tally.get(f"alarms {HEADLINE_CORPUS}", Counts())
    return (pooled + held.f1) / 2 if held.gold or alarms.predicted else pooled


def average_precision(judged: Judged) -> float | None:
    """Of the texts ranked by score, the mean precision at each relevant one, in percent; None without scores."""
    scored = _scored(judged)
    if scored is None:
        return None
    total = sum(relevant for relevant, _ in scored)
    hit, sum_ = 0, 0.0
    for rank, (relevant, _) in enumerate(sorted(scored, key=lambda item: -item[1]), 1):
        if relevant:
            hit += 1
            sum_ += hit / rank
    return 100.0 * sum_ / total if total else 0.0


def calibration_error(judged: Judged) -> float | None:
    """The expected calibration error over ten bins of equal width, in percent; None without scores.

    In each bin, how far the mean score lies from the share of relevant texts; the mean over all texts (Guo and others
    2017).
    """
    scored = _scored(judged)
    if not scored:
        return None
    gaps = [0.0] * BINS
    for relevant, score in scored:
        gaps[min(int(score * BINS), BINS - 1)] += score - relevant
    return 100.0 * sum(map(abs, gaps)) / len(scored)


def _scored(judged: Judged) -> list[tuple[bool, float]] | None:
    scored = []
    for case, prediction in judged:
        if case.gold is None or case.gold.relevant is None:
            continue
        if prediction.score is None:
            return None
        scored.append((case.gold.relevant, prediction.score))
    return scored


def act_is_right(gold: Gold, type_: str | None) -> bool | None:
    """Whether an act is told: none in an irrelevant text, those of the types that a text has; None where unknown.

    In the log that has types, `other` takes in attacks of any kind, so that a text with it tells against no act.
    """
    if gold.relevant is False:
        return False
    if gold.types is None or type_ is None or (OTHER in gold.types and type_ not in gold.types):
        return None
    return type_ in gold.types


def acts_error(judged: Judged) -> float | None:
    """The calibration error of the confidence of acts."""
    rows = ((case.gold, act) for case, prediction in judged for act in prediction.acts if case.gold is not None)
    told = ((act.confidence, act_is_right(gold, act.type)) for gold, act in rows)
    return expected_error(Sure(confidence, right) for confidence, right in told if right is not None)
