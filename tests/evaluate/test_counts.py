"""The benchmark of counts: the format, when a sentence is right, and that resolver and reader hold their floors."""

import json
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate import BENCHMARKS, evaluate_all, predict_all
from tocsin.evaluate.counts import FIGURES, TOLD, Counts, parse_case
from tocsin.evaluate.parts import part_of
from tocsin.evaluate.run import load_cases
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def cases():
    return list(load_cases(Counts(), [BENCH / "counts"]))


def figures(text, items, key="items"):
    form = {"id": "c1", "category": "plain", "text": text, "published": "2024-03-26", key: items}
    benchmark = Counts()
    predicted = list(predict_all(benchmark, [parse_case(form)], reader=READERS.make("rules")))
    return [result.headline.value for result in evaluate_all(benchmark, predicted)]


def test_a_sentence_is_right_with_all_its_figures_and_no_other():
    text = "A bomb killed 12 people and hurt 30 others."
    assert figures(text, ["12", "another 30"]) == [100, 0]
    assert figures(text, ["12"]) == [0, 0]
    assert figures(text, ["12", "30"]) == [0, 0]


def test_money_stands_among_the_figures_in_the_order_of_the_text():
    assert figures("They took $500 and 3 cars.", ["dollars 500", "3"]) == [100, 0]


def test_tolls_are_right_with_every_item_of_the_gold():
    text = "Gunmen killed 12 soldiers and 3 civilians near Dori on Friday."
    assert figures(text, ["killed = 15"], "tolls") == [0, 100]
    assert figures(text, ["killed = 12"], "tolls") == [0, 0]


def test_predictions_that_were_written_are_those_that_are_read(cases):
    benchmark = Counts()
    (predicted,) = predict_all(benchmark, cases[:1], reader=READERS.make("rules"))
    line = json.loads(json.dumps(benchmark.prediction_form(predicted.case, predicted.prediction)))
    assert benchmark.parse_prediction(line) == (predicted.case.id, predicted.prediction)


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "c1", "category": "plain", "text": "x"},
        {"id": "c1", "category": "plain", "text": "x", "items": [12]},
        {"id": 1, "category": "plain", "text": "x", "items": []},
    ],
)
def test_a_line_of_another_form_is_named(broken, tmp_path):
    (tmp_path / "counts.jsonl").write_text(json.dumps(broken) + "\n")
    with pytest.raises(InputError, match=r"counts\.jsonl, line 1"):
        list(load_cases(Counts(), [tmp_path / "counts.jsonl"]))


def test_the_table_is_large_and_has_every_category(cases):
    assert sum(not case.told for case in cases) >= 150
    assert {case.category for case in cases if not case.told} == set(FIGURES)
    assert {case.category for case in cases if case.told} == set(TOLD)
    assert len({case.id for case in cases}) == len(cases) == len({case.doc.text for case in cases})


def test_resolver_and_reader_hold_their_floors(cases):
    floors = json.loads((BENCH / "floors.json").read_text())["counts"]["floors"]
    benchmark = BENCHMARKS.make("counts")
    unseen = [case for case in cases if part_of(case.id) == "check"]
    results = evaluate_all(benchmark, list(predict_all(benchmark, unseen, reader=READERS.make("rules"))))
    scores = {result.measure.name: result.headline.value for result in results}
    assert set(floors) == set(scores)
    assert {name: score for name, score in scores.items() if score < floors[name]} == {}
