"""The figures of the tolls benchmark: values right, alarms, bounds, and where, when, who and what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import log

from tocsin.errors import FormError
from tocsin.evaluate.confidence import Sure, expected_error
from tocsin.evaluate.scores import Counts, Tally, matched
from tocsin.evaluate.tolls_names import names_of, same_actor
from tocsin.evaluate.tolls_record import FIELDS, Field, Gold, GoldToll, Prediction, TollsCase
from tocsin.record import Bound
from tocsin.record.values import one_number

KINDS = ("article", "brief", "headline")
FORMS = ("number", "sum", "singular")
ROWS = tuple(f"{kind} {name}" for kind in KINDS for name in FIELDS)
WHO = "brief who"
RATES = (
    *(f"{rate} {row}" for rate in ("alarms", "bounds", "holding", "open") for row in ROWS),
    *(f"headline killed by {form}" for form in FORMS),
    *(f"country {kind}" for kind in KINDS),
    "day exact",
    "day within",
    "brief type",
)
MEANS = tuple(f"{mean} {row}" for mean in ("log error", "width") for row in ROWS)
WEEK = 7  # days that an interval may span


def score_prediction(case: TollsCase, prediction: Prediction) -> Tally:
    """Counts by row of one text."""
    gold = case.gold
    assert gold is not None
    tally: dict[str, Counts] = {}
    for name, toll in gold.tolls.items():
        tally |= _score_toll(f"{case.kind} {name}", toll, prediction.toll(name))
        if name == "killed" and case.kind == "headline" and gold.stated in FORMS and toll.values:
            tally[f"headline killed by {gold.stated}"] = _share(is_right(gold, name, prediction), 1)
    if gold.country:
        tally[f"country {case.kind}"] = _share((prediction.country or "").upper() == gold.country, 1)
    if gold.types:
        tally["brief type"] = _share(bool(set(prediction.types) & set(gold.types)), 1)
    return tally | _score_day(gold, prediction) | _score_who(gold, prediction)


def is_right(gold: Gold, name: Field, prediction: Prediction) -> bool:
    """Whether the number predicted for a field is one of the right ones."""
    return one_number(prediction.toll(name)) in gold.tolls[name].values


def figure_is_right(toll: GoldToll | None, value: int, whole: int | None) -> bool | None:
    """Whether a figure, or the whole that it is part of, is a right one; None where that is not known."""
    if toll is None or toll.attackers or value <= 0:
        return None
    return bool({value, whole} & toll.values)


def figures_error(judged: Sequence[tuple[TollsCase, Prediction]]) -> float | None:
    """The calibration error of the confidence of figures."""
    rows = ((case.gold, figure) for case, prediction in judged for figure in prediction.figures if case.gold)
    told = ((f.confidence, figure_is_right(gold.tolls.get(f.field), f.value, f.whole)) for gold, f in rows)
    return expected_error(Sure(confidence, right) for confidence, right in told if right is not None)


def is_said(toll: GoldToll, bound: Bound | None) -> bool:
    """Whether a prediction counts: a positive number, and not one that is neither praised nor blamed."""
    value = one_number(bound)
    return bool(value and value > 0) and not (toll.attackers and value in toll.values)


def wanted(toll: GoldToll) -> frozenset[int]:
    """The values of which one must be predicted; none where nothing, or nothing certain, is told."""
    return frozenset() if toll.attackers else toll.values


def headline_figure(tally: Tally) -> float:
    """The mean of the F1s of killed and of injured over the kinds of text that have any."""
    return _mean(tally[row].f1 for row in ROWS if row in tally and tally[row].gold)


def _score_toll(row: str, toll: GoldToll, bound: Bound | None) -> dict[str, Counts]:
    right, value, said = wanted(toll), one_number(bound) or 0, is_said(toll, bound)
    inside = said and any(_holds(bound, n) for n in right)
    tally = {row: matched(said and value in right, predicted=said, gold=bool(right))}
    if right:
        tally[f"bounds {row}"] = _share(inside, 1)
        tally[f"log error {row}"] = _share(min(abs(log((1 + value * said) / (1 + n))) for n in right), 1)
    else:
        tally[f"alarms {row}"] = _share(said, 1)
    if said and bound is not None:
        tally[f"holding {row}"] = _share(inside, 1)
        tally[f"open {row}"] = _share(bound.low is None or bound.high is None, 1)
        if bound.low is not None and bound.high is not None:
            tally[f"width {row}"] = _share(bound.high - bound.low, 1)
    return tally


def _holds(bound: Bound | None, n: int) -> bool:
    if bound is None:
        return False
    return (bound.low is None or bound.low <= n) and (bound.high is None or n <= bound.high)


def _score_day(gold: Gold, prediction: Prediction) -> dict[str, Counts]:
    if not gold.day:
        return {}
    want = date.fromisoformat(gold.day)
    first, last = _day(prediction.earliest), _day(prediction.latest)
    within = first is not None and last is not None and first <= want <= last and (last - first).days <= WEEK
    return {"day exact": _share(first == want == last, 1), "day within": _share(within, 1)}


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError as error:
        raise FormError("event_date", f"no day ({error})") from error


def _score_who(gold: Gold, prediction: Prediction) -> dict[str, Counts]:
    if gold.perpetrator is None:
        return {}
    names = names_of(gold.perpetrator)
    right = any(same_actor(said, name) for said in prediction.perpetrator for name in names)
    return {WHO: matched(right, predicted=bool(prediction.perpetrator), gold=1)}


def _share(right: float, of: float) -> Counts:
    return Counts(right=right, predicted=of)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0
