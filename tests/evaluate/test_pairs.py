"""The minimal pairs: the format, when a pair is right, and that the rule reader holds its floors on them."""

import json
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from tocsin.errors import InputError
from tocsin.evaluate import BENCHMARKS, evaluate_all, predict_all
from tocsin.evaluate.pairs import DIMENSIONS, Pairs, parse_pair
from tocsin.evaluate.pairs_labels import agrees, bound_words, parse_label
from tocsin.evaluate.run import load_cases
from tocsin.pipeline import READERS
from tocsin.record import Bound

BENCH = Path(__file__).parents[2] / "bench"
DATA = BENCH / "pairs/pairs.jsonl"


def form(*texts, part="tuned"):
    return {"id": "p1", "dimension": "denial", "part": part, "texts": list(texts)}


def labelled(text, **labels):
    return {"text": text, "labels": labels}


@pytest.fixture(scope="module")
def cases():
    return list(load_cases(Pairs(), [DATA]))


AGREEING = {
    "exact": ("tolls", ["killed, 12, event"], [("killed", "12", "event")], True),
    "shorter label": ("acts", ["bombing, occurred"], [("bombing", "occurred", "current")], True),
    "alternatives": ("acts", ["bombing|sabotage, *"], [("sabotage", "foiled", "current")], True),
    "one too many": ("acts", ["*"], [("bombing",), ("arson",)], False),
    "one too few": ("acts", ["*", "*"], [("bombing",)], False),
    "optional": ("acts", ["bombing", "?arson"], [("bombing",)], True),
    "none wanted": ("acts", [], [("bombing",)], False),
    "none and none": ("acts", [], [], True),
    "the narrow label is left for the item that needs it": ("acts", ["*", "arson"], [("arson",), ("bombing",)], True),
    "another scope": ("tolls", ["killed, 12, event"], [("killed", "12", "period")], False),
    "last word of a name": ("claims", ["army, denied"], [("the Israeli army", "denied", "-")], True),
    "words of a name": ("claims", ["Real IRA, denied"], [("the IRA", "denied", "-")], False),
}


@pytest.mark.parametrize(("key", "labels", "items", "expected"), AGREEING.values(), ids=AGREEING)
def test_labels_agree_with_items(key, labels, items, expected):
    assert agrees(key, [parse_label(words) for words in labels], items) is expected


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (Bound.exactly(12), "12"),
        (Bound(low=131), "131+"),
        (Bound(high=50), "-50"),
        (Bound(low=10, high=15), "10..15"),
        (Bound(best=200, approximate=True), "~200"),
    ],
)
def test_a_bound_is_one_word(bound, words):
    assert bound_words(bound) == words


def test_a_pair_is_right_only_when_each_of_its_texts_is():
    told = labelled("Gunmen attacked the police station in Kano on Friday.", acts=["armed_assault, occurred"])
    denied = labelled("Gunmen did not attack the police station in Kano on Friday.", acts=[])
    wrong = labelled("Gunmen did not attack the police station in Kano on Friday.", acts=["armed_assault, occurred"])
    assert [figure(told, denied), figure(told, wrong), figure(denied, told)] == [100, 0, 100]


def figure(*texts):
    benchmark = Pairs()
    predicted = list(predict_all(benchmark, [parse_pair(form(*texts))], reader=READERS.make("rules")))
    return evaluate_all(benchmark, predicted)[0].headline.value


def test_predictions_that_were_written_are_those_that_are_read(cases):
    benchmark = Pairs()
    (predicted,) = predict_all(benchmark, cases[:1], reader=READERS.make("rules"))
    line = json.loads(json.dumps(benchmark.prediction_form(predicted.case, predicted.prediction)))
    assert benchmark.parse_prediction(line) == (predicted.case.id, predicted.prediction)


def test_faults_of_the_check_part_do_not_show_its_texts():
    benchmark, text = Pairs(), labelled("Gunmen attacked the police station in Kano.", acts=[], tolls=["killed, 1"])
    for part, shown in (("tuned", True), ("check", False)):
        (predicted,) = predict_all(benchmark, [parse_pair(form(text, part=part))], reader=READERS.make("rules"))
        faults = list(benchmark.faults(predicted.case, predicted.prediction, predicted.reading))
        assert [fault.cause for fault in faults] == ["acts", "tolls"]
        assert all(("Kano" in fault.context) is shown for fault in faults)


@pytest.mark.parametrize(
    "broken",
    [
        {"dimension": "denial", "part": "tuned", "texts": []},
        form({"text": "x", "labels": {"deeds": []}}),
        form({"text": "x", "labels": {"acts": "none"}}),
        form(part="other"),
    ],
)
def test_a_line_of_another_form_is_named(broken, tmp_path):
    (tmp_path / "pairs.jsonl").write_text(json.dumps(broken) + "\n")
    with pytest.raises(InputError, match=r"pairs\.jsonl, line 1"):
        list(load_cases(Pairs(), [tmp_path / "pairs.jsonl"]))


def test_the_suite_is_large_and_its_pairs_are_labelled_on_every_side(cases):
    assert len(cases) >= 500
    assert len({case.id for case in cases}) == len(cases)
    assert {case.dimension for case in cases} <= set(DIMENSIONS)
    assert all(len(case.texts) > 1 and case.has_gold for case in cases)
    texts = [text.doc.text + (text.doc.title or "") for case in cases for text in case.texts]
    assert len(set(texts)) == len(texts)


def test_the_check_part_has_pairs_of_every_dimension_and_sentences_as_long_as_those_of_news(cases):
    unseen = [case for case in cases if case.part == "check"]
    sizes = Counter(case.dimension for case in unseen)
    assert dict.fromkeys(DIMENSIONS, 10) == sizes
    words = {case.id: [len(text.doc.text.split()) for text in case.texts] for case in unseen}
    assert all(80 <= n <= 150 for id, counts in words.items() if id.startswith("long") for n in counts)
    sentences = [n for id, counts in words.items() if not id.startswith("long") for n in counts if n]
    assert mean(sentences) >= 20


def test_the_rule_reader_holds_its_floors(cases):
    floors = json.loads((BENCH / "floors.json").read_text())["pairs"]["floors"]
    benchmark = BENCHMARKS.make("pairs")
    results = evaluate_all(benchmark, list(predict_all(benchmark, cases, reader=READERS.make("rules"))))
    scores = {result.measure.name: result.headline.value for result in results}
    assert set(floors) == set(scores)
    assert {name: score for name, score in scores.items() if score < floors[name]} == {}
