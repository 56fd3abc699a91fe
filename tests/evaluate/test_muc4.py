"""The benchmark as a whole, and our scorer beside the one it follows."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from evaluate.builders import a_case, a_gold_form, a_prediction, original_scorer
from tocsin.errors import FormError, LineError
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.muc4 import Muc4, parse_case
from tocsin.evaluate.muc4_record import Template, TollFill, parse_prediction, prediction_form
from tocsin.evaluate.run import Predicted, load_cases

BENCH = Path(__file__).parents[2] / "../shared/bench"
GOLD = BENCH / "muc4/dev.jsonl"
beside_the_original = pytest.mark.skipif(
    not GOLD.is_file(),
    reason=f"needs the MUC-4 texts and their scorer in {BENCH}, which are not part of the repository",
)


def test_the_text_in_mixed_case_is_read_where_there_is_one():
    case = a_case("Gunmen fled.", place="LIMA", source="EFE")
    assert (case.doc.text, case.doc.id, case.doc.published, case.doc.source) == (
        "Gunmen fled.",
        "d1",
        "1990-01-08",
        "EFE",
    )
    assert parse_case({"doc_id": "d2", "text": "GUNMEN FLED."}).doc.text == "GUNMEN FLED."


def test_a_line_without_templates_holds_no_gold():
    assert not a_case().has_gold
    assert a_case(**a_gold_form()).has_gold


def test_a_line_that_is_no_message_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "d1", "text": "one"}\n\n{"text": "two"}\n')
    with pytest.raises(LineError, match=r"gold.jsonl, line 3"):
        list(Muc4().load_cases(path))


def test_a_prediction_comes_back_from_its_line():
    template = Template(
        incident_type="bombing",
        roles={"PerpInd": (("two men", "the men"),), "VictimUnnamed": (("clerks",),)},
        earliest="1990-01-05",
        latest="1990-01-06",
        country="PERU",
        places=("Miraflores", "Lima"),
        stage="attempted",
        tolls=(TollFill(measure="killed", low=1, high=None),),
        effects=("DEATH",),
        target_effects=("DESTROYED",),
        org_confidence=(("PF", "POSSIBLE"),),
    )
    line = json.loads(json.dumps(prediction_form("d1", (template, a_prediction()))))
    assert parse_prediction(line) == ("d1", (template, a_prediction()))


@pytest.mark.parametrize(
    "line",
    [{}, {"doc_id": "d1", "templates": ["bombing"]}, {"doc_id": "d1", "templates": [{"roles": {"Weapon": [7]}}]}],
)
def test_a_line_that_is_no_prediction_is_refused(line):
    with pytest.raises((FormError, TypeError)):
        parse_prediction(line)


# ---------------------------------------------------------------------------------- beside the original
original = partial(original_scorer, "muc4")


def keyword_predictions():
    command = [sys.executable, str(BENCH / "baseline_muc4.py"), "keywords", str(GOLD)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {row["doc_id"]: row["templates"] for row in map(json.loads, lines)}


def compare(predictions):
    """Every figure of every row is that of the original."""
    scorer = original()
    wanted = scorer.evaluate(scorer.read_jsonl(GOLD), predictions, bootstrap=50)
    benchmark = Muc4()
    cases = load_cases(benchmark, [GOLD])
    forms = ((case, {"doc_id": case.doc.id, "templates": predictions.get(case.doc.id)}) for case in cases)
    results = evaluate_all(benchmark, [Predicted(case, parse_prediction(form)[1]) for case, form in forms])
    for result in results:
        for row in result.rows:
            want = wanted[result.measure.name][row.name]
            counts = row.counts
            got = (counts.precision, counts.recall, counts.f1, counts.right, counts.predicted, counts.gold)
            assert got == pytest.approx([want[name] for name in ("p", "r", "f1", "right", "predicted", "gold")])
    return {result.measure.name: result.headline.counts.f1 for result in results}


@beside_the_original
def test_the_keyword_baseline_scores_as_published():
    scores = compare(keyword_predictions())
    assert {name: round(score, 1) for name, score in scores.items()} == {
        "ree": 25.6, "gtt": 29.0, "rme": 15.6, "template": 28.2,
    }  # fmt: skip


@beside_the_original
@pytest.mark.parametrize("measure", ["ree", "gtt", "rme", "template"])
def test_gold_as_prediction_scores_as_with_the_original(measure):
    scorer = original()
    gold = {doc["doc_id"]: scorer.gold_as_prediction(doc, measure) for doc in scorer.read_jsonl(GOLD)}
    score = compare(gold)[measure]
    assert score > 99.5 if measure == "gtt" else score == pytest.approx(100)


@beside_the_original
def test_half_right_predictions_score_as_with_the_original():
    scorer = original()
    keywords = keyword_predictions()
    mixed = {
        doc["doc_id"]: scorer.gold_as_prediction(doc)[:1]
        + keywords.get(doc["doc_id"], [])
        + scorer.gold_as_prediction(doc, "gtt")[1:]
        for doc in scorer.read_jsonl(GOLD)
    }
    assert 60 < compare(mixed)["template"] < 75
