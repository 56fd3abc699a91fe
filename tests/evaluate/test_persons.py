"""The persons benchmark: the format, what a found name is, and that the rule reader holds its floors on it."""

import json
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate import BENCHMARKS, evaluate_all, predict_all
from tocsin.evaluate.parts import part_of
from tocsin.evaluate.persons import Named, Persons, parse_case
from tocsin.evaluate.run import load_cases
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "bench"
DATA = BENCH / "persons/persons.jsonl"


def a_case(text, *persons):
    lines = []
    for name, standing in persons:
        start = text.index(name)
        lines.append({"field": "text", "start": start, "end": start + len(name), "name": name, "standing": standing})
    return parse_case({"doc_id": "d", "text": text, "persons": lines})


def predicted(case, *persons):
    text = case.doc.text
    return tuple(Named("text", text.index(n), text.index(n) + len(n), standing) for n, standing in persons)


def figures(case, *persons):
    benchmark = Persons()
    return {m.name: benchmark.score(case, predicted(case, *persons), m.name) for m in benchmark.measures}


@pytest.fixture(scope="module")
def cases():
    return list(load_cases(Persons(), [DATA]))


def test_a_name_is_found_when_each_word_of_it_is_covered():
    case = a_case("Dr. Jane Okello fell.", ("Jane Okello", "private"))
    for words, hits in (("Jane Okello", 1), ("Dr. Jane Okello", 1), ("Okello", 0)):
        counts = figures(case, (words, "private"))["names"]["names"]
        assert (counts.found, counts.right, counts.predicted) == (hits, 1, 1)


def test_two_spans_may_cover_one_name():
    case = a_case('Jane "Sun" Okello fell.', ('Jane "Sun" Okello', "private"))
    spans = ("Jane", "private"), ("Sun", "unknown"), ("Okello", "private")
    assert figures(case, *spans)["names"]["names"].found == 1


def test_a_private_person_with_a_public_standing_is_exposed():
    case = a_case("Jane Okello and Minister Ruth Ade fell.", ("Jane Okello", "private"), ("Ruth Ade", "official"))
    rows = figures(case, ("Jane Okello", "official"), ("Ruth Ade", "official"))["masking"]
    assert (rows["exposed"].right, rows["masking"].right, rows["masking"].predicted) == (1, 0, 1)


def test_unknown_masks_a_private_person_and_is_not_its_standing():
    case = a_case("Jane Okello fell.", ("Jane Okello", "private"))
    rows = figures(case, ("Jane Okello", "unknown"))
    assert rows["masking"]["masking"].right == 1
    assert rows["standing"]["standing"].right == 0


def test_either_standing_of_a_doubtful_label_is_right():
    case = a_case("Jane Okello fell.", ("Jane Okello", "private|unknown"))
    assert all(figures(case, ("Jane Okello", s))["standing"]["standing"].right for s in ("private", "unknown"))


def test_predictions_that_were_written_are_those_that_are_read(cases):
    benchmark = Persons()
    (one,) = predict_all(benchmark, cases[:1], reader=READERS.make("rules"))
    line = json.loads(json.dumps(benchmark.prediction_form(one.case, one.prediction)))
    assert benchmark.parse_prediction(line) == (one.case.doc.id, one.prediction)


@pytest.mark.parametrize(
    "person",
    [
        {"field": "text", "start": 0, "end": 4, "name": "Ruth", "standing": "private"},
        {"field": "text", "start": 0, "end": 4, "name": "Jane", "standing": "clerk"},
        {"field": "text", "start": "0", "end": 4, "name": "Jane", "standing": "private"},
    ],
)
def test_a_line_of_another_form_is_named(person, tmp_path):
    (tmp_path / "p.jsonl").write_text(json.dumps({"doc_id": "d", "text": "Jane fell.", "persons": [person]}) + "\n")
    with pytest.raises(InputError, match=r"p\.jsonl, line 1"):
        list(load_cases(Persons(), [tmp_path / "p.jsonl"]))


def test_the_set_is_large_and_names_people_of_every_standing(cases):
    assert len(cases) >= 200
    assert len({case.doc.id for case in cases}) == len(cases) == len({case.doc.text for case in cases})
    for standing in ("official", "expert", "combatant_leader", "private", "unknown"):
        assert sum(each.allows(standing) for case in cases for each in case.gold) >= 10
    assert sum(not case.gold for case in cases) >= 10


def test_the_rule_reader_holds_its_floors(cases):
    entry = json.loads((BENCH / "floors.json").read_text())["persons"]
    benchmark = BENCHMARKS.make("persons")
    checked = [case for case in cases if part_of(case.doc.id) == "check"]
    results = evaluate_all(benchmark, list(predict_all(benchmark, checked, reader=READERS.make("rules"))))
    scores = {r.measure.name: r.headline.value for r in results}
    scores |= {f"{r.measure.name}/{row.name}": row.value for r in results for row in r.rows}
    assert {name: scores[name] for name, floor in entry["floors"].items() if scores[name] < floor} == {}
    assert {name: scores[name] for name, top in entry["ceilings"].items() if scores[name] > top} == {}
