"""The benchmark of sites: the data are sound, roles are counted as the guidelines say, the reader holds its floors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate import BENCHMARKS
from tocsin.evaluate.run import evaluate_all, load_cases, predict_all
from tocsin.evaluate.scores import Counts
from tocsin.evaluate.sites import KINDS, ROLES, Sites, SitesCase, Spot, parse_case
from tocsin.pipeline import READERS
from tocsin.resolve.countries import country_by_code

BENCH = Path(__file__).parents[2] / "bench"
TEXT = "Bandits from Niger shot a man in Kano and took two to Gusau, a mayor in Abuja said."


def form(**more: object) -> dict[str, object]:
    roles = {"Niger": "origin", "Kano": "site", "Gusau": "destination|site", "Abuja": "none"}
    places = [
        {"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "name": name, "role": role}
        | ({"relation": "at"} if role == "site" else {})
        for name, role in roles.items()
    ]
    plain = {"doc_id": "x", "kind": "from", "part": "tuned", "country": "NG", "text": TEXT, "places": places}
    return plain | more


def spot(name: str, role: str, relation: str = "at", country: str = "NG") -> Spot:
    start = TEXT.index(name)
    return Spot(start=start, end=start + len(name), role=role, relation=relation, country=country)


def score(*spots: Spot) -> dict[str, Counts]:
    return dict(Sites().score(parse_case(form()), spots, "tuned"))


@pytest.fixture(scope="module")
def cases() -> list[SitesCase]:
    return list(load_cases(BENCHMARKS.make("sites"), [BENCH / "sites/sites.jsonl"]))


def test_all_right() -> None:
    found = score(spot("Niger", "origin"), spot("Kano", "site"), spot("Gusau", "destination"))
    assert [found[row].f1 for row in ROLES] == [100, 100, 100]
    assert [found[row].precision for row in ("texts", "relation", "country", "from")] == [100] * 4


def test_an_alternative_is_as_fair() -> None:
    found = score(spot("Niger", "origin"), spot("Kano", "site"), spot("Gusau", "site"))
    assert found["texts"].precision == 100
    assert "destination" not in found


def test_a_place_without_a_role_that_is_given_one_is_false() -> None:
    found = score(spot("Niger", "origin"), spot("Kano", "site"), spot("Gusau", "site"), spot("Abuja", "site"))
    assert (found["site"].right, found["site"].predicted, found["site"].gold) == (2, 3, 2)
    assert found["texts"].precision == 0


def test_another_role_is_false_and_missed() -> None:
    found = score(spot("Niger", "site"), spot("Kano", "site"))
    assert (found["site"].predicted, found["origin"].gold, found["origin"].right) == (2, 1, 0)
    assert found["destination"].gold == 1


def test_what_stands_where_the_gold_names_no_place_is_false() -> None:
    assert score(spot("Kano", "site"), spot("mayor", "site"))["site"].predicted == 2


def test_relation_and_country() -> None:
    found = score(spot("Kano", "site", "near", "JP"))
    assert (found["relation"].precision, found["country"].precision) == (0, 0)


def test_a_text_of_the_other_part_does_not_count() -> None:
    assert Sites().score(parse_case(form(part="check")), (), "tuned") == {}


def test_faults_of_the_part_check_are_counted_and_not_shown() -> None:
    for part, words in (("tuned", TEXT), ("check", "")):
        faults = list(Sites().faults(parse_case(form(part=part)), (spot("Abuja", "site"),), None))
        assert [fault.cause for fault in faults] == [
            "none for origin", "none for site", "none for destination|site", "site for none",
        ]  # fmt: skip
        assert {fault.context for fault in faults} == {words}


def test_the_reader_s_places_come_by_the_words_that_name_them() -> None:
    benchmark, case = Sites(), parse_case(form())
    (predicted,) = predict_all(benchmark, [case], reader=READERS.make("rules"))
    (site,) = [each for each in predicted.prediction if each.role == "site"]
    assert (TEXT[site.start : site.end], site.relation, site.country) == ("Kano", "at", "NG")


def test_predictions_go_out_and_come_back() -> None:
    benchmark, case = Sites(), parse_case(form())
    prediction = (spot("Kano", "site"), spot("Niger", "origin"))
    assert benchmark.parse_prediction(benchmark.prediction_form(case, prediction)) == ("x", prediction)


@pytest.mark.parametrize(
    "broken",
    [
        form(kind="other kind"), form(part="dev"), form(country=None), form(places=[{"start": 0}]),
        form(places=[{"start": 0, "end": 4, "name": "Kano", "role": "site"}]),
    ],
)  # fmt: skip
def test_a_line_of_another_form_is_named(broken: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "sites.jsonl").write_text(json.dumps(broken) + "\n")
    with pytest.raises(InputError, match=r"sites\.jsonl, line 1"):
        list(load_cases(Sites(), [tmp_path / "sites.jsonl"]))


def test_the_texts_are_many_and_labelled(cases: list[SitesCase]) -> None:
    assert len(cases) >= 190
    assert len({case.doc.text for case in cases}) == len({case.doc.id for case in cases}) == len(cases)
    assert Counter(case.part for case in cases)["check"] >= 80
    assert {(case.kind, case.part) for case in cases} == {(kind, part) for kind in KINDS for part in ("tuned", "check")}
    for case in cases:
        assert country_by_code(case.country)
        assert any("site" in place.role.split("|") for place in case.places), case.doc.id
        assert {role for place in case.places for role in place.role.split("|")} <= {*ROLES, "none"}


def test_the_rule_reader_holds_its_floors(cases: list[SitesCase]) -> None:
    floors = json.loads((BENCH / "floors.json").read_text())["sites"]["floors"]
    benchmark = BENCHMARKS.make("sites")
    results = evaluate_all(benchmark, list(predict_all(benchmark, cases, reader=READERS.make("rules"))))
    scores = {result.measure.name: result.headline.value for result in results}
    scores |= {f"{result.measure.name}/{row.name}": row.value for result in results for row in result.rows}
    assert floors
    assert {name: scores[name] for name, floor in floors.items() if scores[name] < floor} == {}
