"""Bounds and tolls in words."""

import pytest

from tocsin.record import Bound, Toll
from tocsin.view.numbers import bound_words, cell_figure, toll_words

BOUNDS = {
    "exact": (Bound.exactly(137), "", "137"),
    "nobody": (Bound.exactly(0), "", "nobody"),
    "over": (Bound(low=131), "over 130", "more than 130"),
    "over, words unknown": (Bound(low=131), "", "more than 130"),
    "over, not round": (Bound(low=13), "more than 12 people", "more than 12"),
    "at least": (Bound(low=40), "at least 40", "at least 40"),
    "at least, one above a round number": (Bound(low=61), "at least 61 people", "at least 61"),
    "at least one": (Bound(low=1), "", "at least 1"),
    "thousands": (Bound(low=1201), "over 1,200", "more than 1,200"),
    "at most": (Bound(high=180), "up to 180", "up to 180"),
    "about": (Bound(best=200, approximate=True), "about 200", "about 200"),
    "about, closed": (Bound(low=200, best=200, high=200, approximate=True), "", "about 200"),
    "range": (Bound(low=10, high=15), "between 10 and 15", "10 to 15"),
    "best of several": (Bound(low=133, best=137, high=139), "", "137 (low 133, high 139)"),
    "best and more": (Bound(low=12, best=12), "", "at least 12"),
    "nothing": (Bound(), "", "an unknown number"),
}


@pytest.mark.parametrize(("bound", "said", "words"), BOUNDS.values(), ids=BOUNDS)
def test_bounds(bound, said, words):
    assert bound_words(bound, said=said) == words


TOLLS = {
    "killed": (Toll(measure="killed", low=131), "more than 130 killed"),
    "several figures": (Toll(measure="killed", low=133, best=137, high=139), "137 killed (low 133, high 139)"),
    "nobody": (Toll(measure="injured", low=0, high=0, best=0), "nobody injured"),
    "part": (Toll(measure="killed", low=3, high=3, best=3, scope="subset"), "3 killed, of them"),
    "several events": (
        Toll(measure="killed", low=90, high=90, best=90, scope="several_events"),
        "90 killed, in several events together",
    ),
    "civilians": (Toll(measure="killed", low=2, high=2, best=2, class_="civilian"), "2 killed, civilians"),
    "side": (Toll(measure="killed", low=2, high=2, best=2, side="a"), "2 killed, on side a"),
    "attackers too": (
        Toll(measure="killed", low=2, includes_perpetrators="yes"),
        "at least 2 killed, the attackers included",
    ),
    "undivided": (Toll(measure="casualties", low=31), "more than 30 killed or injured"),
}  # fmt: skip


@pytest.mark.parametrize(("toll", "words"), TOLLS.values(), ids=TOLLS)
def test_tolls(toll, words):
    assert toll_words(toll) == words


CELLS = {
    "exact": (Bound.exactly(1137), "", "1,137"),
    "nobody": (Bound.exactly(0), "", "0"),
    "over": (Bound(low=131), "over 130", "> 130"),
    "at least": (Bound(low=40), "at least 40", "≥ 40"),
    "at most": (Bound(high=180), "", "≤ 180"),
    "about": (Bound(best=200, approximate=True), "", "~ 200"),
    "range": (Bound(low=10, high=15), "", "10–15"),
    "best of several": (Bound(low=133, best=137, high=139), "", "137 (133–139)"),
    "best, open": (Bound(best=137, high=139), "", "137 (–139)"),
    "nothing": (Bound(), "", "?"),
}


@pytest.mark.parametrize(("bound", "said", "cell"), CELLS.values(), ids=CELLS)
def test_cells(bound, said, cell):
    assert cell_figure(bound, said=said) == cell
