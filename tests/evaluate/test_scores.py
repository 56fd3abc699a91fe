import itertools
from random import Random

import pytest

from tocsin.evaluate.assignment import best_pairs
from tocsin.evaluate.scores import Counts, bootstrap, matched, merge_tallies, total


def test_f1_is_the_harmonic_mean_of_precision_and_recall():
    counts = matched(1, predicted=2, gold=4)
    assert (counts.precision, counts.recall) == (50, 25)
    assert counts.f1 == pytest.approx(100 / 3)


def test_nothing_predicted_or_nothing_to_find_is_zero_and_no_error():
    assert Counts().f1 == 0
    assert matched(0, predicted=0, gold=3).f1 == 0


def test_tallies_add_up_by_row():
    merged = merge_tallies(
        [{"a": matched(1, predicted=1, gold=2)}, {"a": matched(0, predicted=1, gold=0), "b": Counts()}]
    )
    assert merged["a"] == matched(1, predicted=2, gold=2)
    assert total(merged, ("a", "b", "c")) == matched(1, predicted=2, gold=2)


def f1_of_all(tally):
    return {"all": total(tally, tally).f1}


def test_the_interval_holds_the_score_and_is_the_same_on_every_run():
    random = Random(7)
    tallies = [{"a": matched(random.random() < 0.6, predicted=1, gold=1)} for _ in range(200)]

    def interval():
        return bootstrap(tallies, f1_of_all, strata=[""] * 200, samples=300)["all"]

    low, high = interval()
    assert low < f1_of_all(merge_tallies(tallies))["all"] < high
    assert high - low < 20
    assert interval() == (low, high)


def test_the_interval_of_one_document_is_its_score():
    tallies = [{"a": matched(1, predicted=2, gold=2)}]
    assert bootstrap(tallies, f1_of_all, strata=[""], samples=20) == {"all": (50, 50)}


def test_every_resample_holds_as_many_documents_of_each_kind():
    tallies = [{"right": matched(1, predicted=1, gold=1)}] * 3 + [{"wrong": matched(0, predicted=1, gold=1)}] * 3
    strata = ["right"] * 3 + ["wrong"] * 3
    assert bootstrap(tallies, f1_of_all, strata=strata, samples=20)["all"] == (50, 50)
    assert bootstrap(tallies, f1_of_all, strata=[""] * 6, samples=20)["all"] != (50, 50)


def test_the_pairing_is_as_good_as_any():
    random = Random(1)
    for _ in range(200):
        rows, columns = random.randint(1, 4), random.randint(1, 4)
        weights = [[random.choice([0, 0, 0.5, 1, random.random()]) for _ in range(columns)] for _ in range(rows)]
        wide = weights if rows <= columns else [list(column) for column in zip(*weights, strict=True)]
        orders = itertools.permutations(range(len(wide[0])), len(wide))
        best = max(sum(wide[i][column] for i, column in enumerate(order)) for order in orders)
        assert sum(weights[i][j] for i, j in best_pairs(weights)) == pytest.approx(best)


def test_pairs_without_weight_are_left_out():
    assert best_pairs([[0, 0], [0, 1]]) == [(1, 1)]
    assert best_pairs([]) == best_pairs([[]]) == []
