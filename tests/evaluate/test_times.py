"""The benchmark of times: the format, when a case is right, and that resolver and reader hold their floors on it."""

import json
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate import BENCHMARKS, evaluate_all, predict_all
from tocsin.evaluate.parts import part_of
from tocsin.evaluate.run import load_cases
from tocsin.evaluate.times import EVENTS, EXPRESSIONS, Times
from tocsin.evaluate.times_gold import Expression, Passage, parse_case, parse_when, when_form
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "bench"
DAY = {"earliest": "2024-03-22", "latest": "2024-03-22", "precision": "day"}


@pytest.fixture(scope="module")
def cases():
    return list(load_cases(Times(), [BENCH / "times"]))


def an_expression(text, words, *readings, **more):
    start = text.index(words)
    span = {"start": start, "end": start + len(words)}
    return {"id": "e1", "category": "weekday", "text": text, **span, "readings": list(readings), **more}


def a_passage(text, words, *whens, published="2024-03-26"):
    start = text.index(words)
    event = {"start": start, "end": start + len(words), "when": list(whens)}
    return {"id": "p1", "category": "report", "text": text, "published": published, "events": [event]}


def figures(form):
    benchmark = Times()
    predicted = list(predict_all(benchmark, [parse_case(form)], reader=READERS.make("rules")))
    return [result.headline.value for result in evaluate_all(benchmark, predicted)]


def test_an_expression_is_judged_on_each_day_of_publication():
    friday = {"published": "2024-03-26", "kind": "point", **DAY}
    wrong = {"published": "2024-03-21", "kind": "point", **DAY}
    assert figures(an_expression("It burned on Friday.", "on Friday", friday)) == [100, 0]
    assert figures(an_expression("It burned on Friday.", "on Friday", friday, wrong)) == [50, 0]


def test_a_time_that_is_more_precise_than_the_gold_is_wrong():
    month = {"published": "2024-03-26", "kind": "point", "earliest": "2024-03-01", "latest": "2024-03-31"}
    text = "It burned on 22 March."
    assert figures(an_expression(text, "22 March", {**month, "precision": "month"})) == [0, 0]


def test_the_kind_is_judged_where_there_is_no_interval():
    for kind, right in (("duration", 100), ("recurring", 0)):
        reading = {"published": "2024-03-26", "kind": kind, "precision": "day"}
        assert figures(an_expression("They fought for three days.", "for three days", reading)) == [right, 0]


def test_words_that_are_no_time_must_give_none():
    none = {"published": "2024-03-26", "kind": "none"}
    assert figures(an_expression("They may go.", "may", none)) == [100, 0]
    assert figures(an_expression("They left on Friday.", "Friday", none)) == [0, 0]


def test_a_counted_time_is_counted_from_its_anchor():
    later = {"published": "2024-03-26", "kind": "anchored", "earliest": "2024-03-24", "latest": "2024-03-24"}
    form = an_expression("Two days later it burned.", "Two days later", {**later, "precision": "day"}, anchor=DAY)
    assert figures(form) == [100, 0]


def test_an_event_is_dated_by_its_own_day_or_another_that_is_as_right():
    text = "Gunmen killed a farmer in Kano on Friday, police said on Monday."
    monday = {"earliest": "2024-03-25", "latest": "2024-03-25", "precision": "day"}
    assert figures(a_passage(text, "killed", DAY)) == [0, 100]
    assert figures(a_passage(text, "killed", monday)) == [0, 0]
    assert figures(a_passage(text, "killed", monday, DAY)) == [0, 100]


def test_predictions_that_were_written_are_those_that_are_read(cases):
    benchmark = Times()
    for case in (cases[0], next(case for case in cases if isinstance(case, Passage))):
        (predicted,) = predict_all(benchmark, [case], reader=READERS.make("rules"))
        line = json.loads(json.dumps(benchmark.prediction_form(case, predicted.prediction)))
        id, prediction = benchmark.parse_prediction(line)
        assert (id, prediction) == (case.id, predicted.prediction)


def test_a_time_reads_as_it_was_written():
    form = {**DAY, "end": ["2024-03-23", None], "ongoing": True}
    assert when_form(parse_when(form)) == form


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "e1", "category": "weekday"},
        an_expression("On Friday.", "Friday", {"published": "2024-03-26", "kind": "point", "precision": "season"}),
        an_expression("On Friday.", "Friday", {"published": "yesterday", "kind": "point"}),
        an_expression("On Friday.", "Friday", {"published": "2024-03-26"}),
        {**an_expression("On Friday.", "Friday"), "end": 99},
        a_passage("Gunmen came.", "came"),
        a_passage("Gunmen came.", "came", {**DAY, "end": ["2024-03-22"]}),
    ],
)
def test_a_line_of_another_form_is_named(broken, tmp_path):
    (tmp_path / "times.jsonl").write_text(json.dumps(broken) + "\n")
    with pytest.raises(InputError, match=r"times\.jsonl, line 1"):
        list(load_cases(Times(), [tmp_path / "times.jsonl"]))


def test_the_table_is_large_and_has_every_category_on_many_days(cases):
    expressions = [case for case in cases if isinstance(case, Expression)]
    passages = [case for case in cases if isinstance(case, Passage)]
    assert len(expressions) >= 300
    assert len(passages) >= 120
    assert {case.category for case in expressions} == set(EXPRESSIONS)
    assert {case.category for case in passages} == set(EVENTS)
    assert len({case.id for case in cases}) == len(cases) == len({case.doc.text for case in cases})
    assert len({expected.published for case in expressions for expected in case.expected}) >= 10


def test_resolver_and_reader_hold_their_floors(cases):
    floors = json.loads((BENCH / "floors.json").read_text())["times"]["floors"]
    benchmark = BENCHMARKS.make("times")
    unseen = [case for case in cases if part_of(case.id) == "check"]
    results = evaluate_all(benchmark, list(predict_all(benchmark, unseen, reader=READERS.make("rules"))))
    scores = {result.measure.name: result.headline.value for result in results}
    assert set(floors) == set(scores)
    assert {name: score for name, score in scores.items() if score < floors[name]} == {}
