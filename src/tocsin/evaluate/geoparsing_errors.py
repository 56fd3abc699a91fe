"""Place names missed, false and misplaced, each with its cause and the words around it."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.benchmark import Fault, FaultKind
from tocsin.evaluate.geoparsing_record import Name, PlacesCase, Prediction
from tocsin.evaluate.geoparsing_scores import NEAR_KM, Pair, pair

NOT_FOUND = "no place is read there"
NOT_A_NAME = "no place in the gold"
UNSETTLED = "found and not settled"
OTHER_COUNTRY = "settled in another country"
FAR = "settled too far away"
AROUND = 80


def faults_of(case: PlacesCase, prediction: Prediction) -> Iterator[Fault]:
    """The faults of one text."""
    assert case.gold is not None
    pairs, _ = pair(case.gold, prediction)
    found, taken = {id(each.gold) for each in pairs}, {id(each.predicted) for each in pairs}
    for name in case.gold.toponyms:
        if id(name) not in found:
            yield _fault(case, "missed", NOT_FOUND, name)
    for name in prediction:
        if id(name) not in taken:
            yield _fault(case, "false", NOT_A_NAME, name)
    for each in pairs:
        cause = _misplaced(each)
        if cause is not None:
            yield _fault(case, "missed", cause, each.gold, _place(each.predicted))


def _misplaced(each: Pair) -> str | None:
    if each.gold.lat is None:
        return None
    if each.km is None:
        return UNSETTLED
    if each.km <= NEAR_KM:
        return None
    return OTHER_COUNTRY if each.gold.country != each.predicted.country else FAR


def _place(name: Name) -> str:
    return f"{name.country or '-'} {name.lat}, {name.lon}"


def _fault(case: PlacesCase, kind: FaultKind, cause: str, name: Name, near: str = "") -> Fault:
    text = case.doc.text
    around = text[max(0, name.start - AROUND) : name.end + AROUND]
    return Fault(
        document=case.doc.id,
        kind=kind,
        row=case.corpus,
        cause=cause,
        value=f"{text[name.start : name.end]} ({_place(name)})",
        context=" ".join(around.split()),
        near=near,
    )
