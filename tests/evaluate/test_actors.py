"""The actors benchmark: the format, what a right link is, and that the rules hold their floors on it."""

import json
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate import BENCHMARKS, evaluate_all, predict_all
from tocsin.evaluate.actors import Actors, Linked, parse_case
from tocsin.evaluate.parts import part_of
from tocsin.evaluate.run import load_cases
from tocsin.pipeline import READERS
from tocsin.resolve.actors import load_actors

BENCH = Path(__file__).parents[2] / "bench"
DATA = BENCH / "actors/actors.jsonl"


def a_case(text, *names):
    lines = [{"start": text.index(n), "end": text.index(n) + len(n), "name": n, "actor": a} for n, *a in names]
    return parse_case({"doc_id": "d", "text": text, "names": lines})


def rows(case, *links):
    return Actors().score(case, tuple(Linked(*link) for link in links), "actors")


@pytest.fixture(scope="module")
def cases():
    return list(load_cases(Actors(), [DATA]))


def test_a_link_is_right_with_one_of_the_fair_ids():
    case = a_case("The Kremlin spoke.", ("Kremlin", "kremlin", "government-ru"))
    for actor, hits in (("government-ru", 1), ("kremlin", 1), ("government-us", 0)):
        counts = rows(case, (4, 11, actor))["linked"]
        assert (counts.right, counts.found, counts.predicted, counts.gold) == (hits, hits, 1, 1)


def test_a_link_where_no_name_is_labelled_is_false():
    assert rows(a_case("A path."), (2, 6, "shining-path"))["linked"].precision == 0


def test_an_unknown_name_is_kept_with_a_guess_and_not_with_an_id():
    case = a_case("The Ndoki Army came.", ("Ndoki Army", "?rebel_group"))
    guessed = rows(case, (4, 14, "?rebel_group"))
    assert (guessed["unknown kept"].precision, guessed["kind guessed"].precision) == (100, 100)
    linked = rows(case, (4, 14, "boko-haram"))
    assert (linked["unknown kept"].precision, linked["linked"].precision) == (0, 0)


def test_a_name_of_nobody_is_left_alone():
    case = a_case("AFP reported it.", ("AFP", "-"))
    assert rows(case)["left alone"].precision == 100
    assert rows(case, (0, 3, "afp-philippines"))["left alone"].precision == 0


def test_predictions_that_were_written_are_those_that_are_read(cases):
    benchmark = Actors()
    (one,) = predict_all(benchmark, cases[:1], reader=READERS.make("rules"))
    line = json.loads(json.dumps(benchmark.prediction_form(one.case, one.prediction)))
    assert benchmark.parse_prediction(line) == (one.case.doc.id, one.prediction)


@pytest.mark.parametrize(
    "name",
    [
        {"start": 0, "end": 3, "name": "IRA", "actor": ["real-ira"]},
        {"start": 0, "end": 3, "name": "ETA", "actor": []},
        {"start": 0, "end": 3, "name": "ETA", "actor": "eta"},
    ],
)
def test_a_line_of_another_form_is_named(name, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"doc_id": "d", "text": "ETA shot.", "names": [name]}) + "\n")
    with pytest.raises(InputError, match=r"a\.jsonl, line 1"):
        list(load_cases(Actors(), [tmp_path / "a.jsonl"]))


def test_the_set_is_large_and_its_ids_are_in_the_register(cases):
    assert len(cases) >= 200
    assert len({case.doc.text for case in cases}) == len(cases)
    ids = {actor for case in cases for gold in case.gold for actor in gold.actor if actor[0] not in "?-"}
    made = {id for id in ids if id.split("-")[0] in ("government", "military", "police")}
    assert len(ids) >= 120
    assert ids - made <= load_actors().keys()


def test_the_rules_hold_their_floors(cases):
    floors = json.loads((BENCH / "floors.json").read_text())["actors"]["floors"]
    benchmark = BENCHMARKS.make("actors")
    checked = [case for case in cases if part_of(case.doc.id) == "check"]
    (result,) = evaluate_all(benchmark, list(predict_all(benchmark, checked, reader=READERS.make("rules"))))
    scores = {"actors": result.headline.value} | {f"actors/{row.name}": row.value for row in result.rows}
    assert {name: scores[name] for name, floor in floors.items() if scores[name] < floor} == {}
