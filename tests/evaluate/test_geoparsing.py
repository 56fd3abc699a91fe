"""Place names: gold, mapping, pairing, causes of errors, and our scorer beside the one it follows."""

import json
from functools import partial
from pathlib import Path

import pytest

from evaluate.builders import original_scorer
from tocsin.errors import FormError
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.geoparsing import Geoparsing, parse_case
from tocsin.evaluate.geoparsing_errors import FAR, NOT_A_NAME, NOT_FOUND, OTHER_COUNTRY, UNSETTLED
from tocsin.evaluate.geoparsing_record import Name, parse_prediction, prediction_form
from tocsin.evaluate.geoparsing_scores import distance_km, score_names
from tocsin.evaluate.run import Predicted, load_cases
from tocsin.evaluate.table import result_lines
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "../shared/bench"
GOLD = BENCH / "geoparsing/dev.jsonl"
beside_the_original = pytest.mark.skipif(
    not GOLD.is_file(),
    reason=f"needs the texts on place names and their scorer in {BENCH}, which are not part of the repository",
)
TEXT = "Roads between Kabul and Kandahar were closed, an Afghan official said at the Hotel Kabul."
KABUL = Name(start=14, end=19, lat=34.53, lon=69.17, country="AF")
KANDAHAR = Name(start=24, end=32, lat=31.61, lon=65.71, country="AF")
HOTEL = Name(start=77, end=88)


def a_case(*names, ignore=(HOTEL,)):
    forms = prediction_form("d1", names or (KABUL, KANDAHAR))
    ignored = prediction_form("d1", ignore)["toponyms"]
    return parse_case({"doc_id": "d1", "corpus": "trnews", "text": TEXT, **forms, "ignore": ignored})


def moved(name, **fields):
    return Name(**{field: getattr(name, field) for field in Name.__slots__} | fields)


def counts(*prediction, case=None):
    return score_names(case or a_case(), prediction)


def test_what_the_reader_finds_is_found_and_placed():
    case = a_case()
    tally = score_names(case, Geoparsing().predict(case, READERS.make("rules").read(case.doc)))
    assert tally["placed trnews"].recall == 100
    assert tally["country trnews"].precision == 100


def test_the_distance_is_that_of_the_sphere():
    assert distance_km(Name(start=0, end=1, lat=0, lon=0), Name(start=0, end=1, lat=0, lon=1)) == pytest.approx(
        111.195, abs=0.01
    )


def test_a_name_too_far_away_is_found_and_not_placed():
    tally = counts(moved(KABUL, lat=10.0), KANDAHAR)
    assert (tally["found trnews"].right, tally["placed trnews"].right) == (2, 1)
    assert tally["within 161 km trnews"].precision == 50


def test_a_gold_name_without_a_place_asks_for_the_span_alone():
    case = a_case(moved(KABUL, lat=None, lon=None), KANDAHAR)
    assert counts(moved(KABUL, lat=-50.0), case=case)["placed trnews"].right == 1


def test_an_ignored_place_is_neither_asked_for_nor_punished():
    judged = counts(HOTEL, case=a_case(ignore=()))
    assert (counts(HOTEL)["found trnews"].predicted, judged["found trnews"].predicted) == (0, 1)


def test_the_same_span_is_paired_before_one_that_overlaps():
    wide = moved(KABUL, start=6, lat=0.0)
    assert counts(wide, KABUL)["placed trnews"].right == 1


def test_a_country_left_out_is_wrong():
    assert counts(moved(KABUL, country=None))["country trnews"].precision == 0


def test_faults_are_listed_with_their_causes():
    predictions = (
        (moved(KABUL, lat=None, lon=None), HOTEL),
        (moved(KABUL, lat=10.0), moved(KANDAHAR, lat=10.0, country="SO")),
    )
    faults = [(f.kind, f.cause) for p in predictions for f in Geoparsing().faults(a_case(ignore=()), p, None)]
    assert faults == [
        ("missed", NOT_FOUND),
        ("false", NOT_A_NAME),
        ("missed", UNSETTLED),
        ("missed", FAR),
        ("missed", OTHER_COUNTRY),
    ]


@pytest.mark.parametrize("prediction", [(), (KABUL, HOTEL)])
def test_a_prediction_comes_back_from_its_line(prediction):
    line = json.loads(json.dumps(prediction_form("d1", prediction)))
    assert parse_prediction(line) == ("d1", prediction)


@pytest.mark.parametrize("line", [{}, {"doc_id": "d1", "toponyms": [{"start": 3}]}, {"doc_id": "d1", "toponyms": 7}])
def test_a_line_that_is_no_prediction_is_refused(line):
    with pytest.raises(FormError):
        parse_prediction(line)


def test_a_separator_inside_a_string_ends_no_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc_id": "d1", "text": "one\u2028two"}, ensure_ascii=False) + "\n", "utf-8")
    assert [case.doc.text for case in Geoparsing().load_cases(path)] == ["one\u2028two"]


original = partial(original_scorer, "geoparsing")


def compare(forms):
    """Our figures beside those of the original; gives the score."""
    scorer = original()
    wanted = scorer.score(scorer.read_jsonl(GOLD), forms)
    held = {form["doc_id"]: parse_prediction(form)[1] for form in forms}
    cases = load_cases(Geoparsing(), [GOLD])
    (result,) = evaluate_all(Geoparsing(), [Predicted(case, held.get(case.doc.id, ())) for case in cases])
    rows = {row.name: row for row in result.rows}
    for corpus, want in wanted["corpora"].items():
        found = rows[f"found {corpus}"].counts
        got = (rows[f"placed {corpus}"].value, found.precision, found.recall)
        assert got == pytest.approx((want["geo_f1"], want["overlap"]["p"], want["overlap"]["r"]))
        shares = (rows[f"within 161 km {corpus}"].value, rows[f"country {corpus}"].value)
        assert shares == pytest.approx((want["acc161"], want["country"]))
    assert rows["area under the curve of errors"].value == pytest.approx(wanted["macro"]["auc"])
    assert result.headline.value == pytest.approx(wanted["score"])
    return result.headline.value


@beside_the_original
def test_gold_as_prediction_scores_as_with_the_original():
    gold = original().read_jsonl(GOLD)
    forms = [
        {"doc_id": d["doc_id"],
         "toponyms": [{k: t.get(k) for k in ("start", "end", "lat", "lon", "country")} for t in d["toponyms"]]}
        for d in gold
    ]  # fmt: skip
    assert compare(forms) == pytest.approx(100)


@beside_the_original
def test_half_right_predictions_score_as_with_the_original():
    forms = []
    for doc in original().read_jsonl(GOLD)[::2]:
        names = [
            {"start": t["start"], "end": t["end"] + i % 2, "lat": (t.get("lat") or 0) + 3 * (i % 3), "lon": t.get("lon"),
             "country": "FR" if i % 4 else t.get("country")} for i, t in enumerate(doc["toponyms"])
        ]  # fmt: skip
        forms.append({"doc_id": doc["doc_id"], "toponyms": [*names, {"start": 0, "end": 1}]})
    assert 5 < compare(forms) < 60


def test_published_figures_are_printed_beside_ours():
    benchmark = Geoparsing()
    lines = [line.strip() for line in result_lines(evaluate_all(benchmark, []))]
    published = next(i for i, line in enumerate(lines) if line.startswith("published, on other splits"))
    names = {line.split(":")[0] for line in lines[published + 1 :] if line}
    assert names == {"CamCoder", "Edinburgh", "CLAVIN", "Mordecai 3"}
