"""Relevance: gold, mapping, figures that are no sums, causes of errors, and our scorer beside the one it follows."""

import json
from functools import partial
from pathlib import Path

import pytest

from evaluate.builders import original_scorer
from tocsin.errors import FormError, LineError
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.relevance import Relevance, parse_case
from tocsin.evaluate.relevance_errors import NO_READING, NOTHING_READ, OTHER_TYPE, VIOLENCE
from tocsin.evaluate.relevance_record import Prediction, parse_prediction, prediction_form
from tocsin.evaluate.run import Predicted, load_cases
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "../shared/bench"
GOLD = BENCH / "relevance/dev.jsonl"
beside_the_original = pytest.mark.skipif(
    not GOLD.is_file(),
    reason=f"needs the relevance texts and their scorer in {BENCH}, which are not part of the repository",
)
BOMB = "A car bomb exploded outside the governor's office in Zaria on Friday, killing nine people, police said."
BAKERY = "The bakery in Zaria sold more bread on Friday than ever before."


def a_case(relevant, text=BOMB, *, corpus="wikinews", id="r1", **more):
    return parse_case({"doc_id": id, "corpus": corpus, "text": text, "relevant": relevant} | more)


def result_of(*judged):
    (result,) = evaluate_all(Relevance(), [Predicted(case, prediction) for case, prediction in judged])
    return result


def test_the_reading_of_a_bombing_is_relevant_and_that_of_a_bakery_is_not():
    benchmark, reader = Relevance(), READERS.make("rules")
    bomb, bakery = (benchmark.predict(c, reader.read(c.doc)) for c in (a_case(True), a_case(False, BAKERY)))
    assert (bomb.relevant, bomb.types) == (True, ("bombing",))
    assert (bakery.relevant, bakery.types) == (False, ())
    assert bakery.score < 0.5 <= bomb.score


def test_score_is_the_mean_of_the_portal_and_all_and_undecided_texts_do_not_count():
    yes, no = Prediction(relevant=True, score=0.9), Prediction(relevant=False, score=0.1)
    portal = {"corpus": "current_events"}
    result = result_of(
        (a_case(True, **portal), yes), (a_case(False, **portal), yes), (a_case(True), yes), (a_case(None), yes),
        (a_case(False), no),
    )  # fmt: skip
    assert result.figure("current_events") == pytest.approx(200 / 3)
    assert result.figure("pooled") == pytest.approx(80)
    assert result.headline.value == pytest.approx((200 / 3 + 80) / 2)
    assert result.figure("alarms pooled") == pytest.approx(50)


def test_ranking_and_calibration_are_of_all_texts_and_need_scores():
    judged = [(a_case(True), 0.9), (a_case(False), 0.8), (a_case(True), 0.7), (a_case(False), 0.1)]
    result = result_of(*((case, Prediction(relevant=s >= 0.5, score=s)) for case, s in judged))
    assert result.figure("average precision") == pytest.approx(100 * (1 + 2 / 3) / 2)
    assert result.figure("calibration error") == pytest.approx(100 * (0.1 + 0.8 + 0.3 + 0.1) / 4)
    names = [row.name for row in result_of((a_case(True), Prediction(relevant=True))).rows]
    assert "average precision" not in names
    assert names[-1] == "score"


def test_a_text_without_a_judgement_has_no_gold():
    assert not parse_case({"doc_id": "r2", "corpus": "wikinews", "text": BOMB}).has_gold
    assert not a_case(None).has_gold


def test_a_line_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "r1", "corpus": "bbc", "text": "one"}\n{"text": "two"}\n')
    with pytest.raises(LineError, match=r"gold.jsonl, line 2"):
        list(Relevance().load_cases(path))


@pytest.mark.parametrize("prediction", [Prediction(), Prediction(relevant=True, score=0.25, types=("bombing",))])
def test_a_prediction_comes_back_from_its_line(prediction):
    line = json.loads(json.dumps(prediction_form("r1", prediction)))
    assert parse_prediction(line) == ("r1", prediction)


@pytest.mark.parametrize("line", [{}, {"doc_id": "r1", "relevant": "perhaps"}])
def test_a_line_that_is_no_prediction_is_refused(line):
    with pytest.raises(FormError):
        parse_prediction(line)


def test_faults_are_listed_with_their_causes_and_their_words():
    reading = READERS.make("rules").read(a_case(False).doc)
    (alarm,) = Relevance().faults(a_case(False), Prediction(relevant=True, score=0.9), reading)
    assert (alarm.kind, alarm.row, alarm.cause) == ("false", "wikinews", VIOLENCE)
    assert "governor's office" in alarm.context
    quiet = READERS.make("rules").read(a_case(True, BAKERY).doc)
    (missed,) = Relevance().faults(a_case(True, BAKERY), Prediction(), quiet)
    assert (missed.kind, missed.cause) == ("missed", NOTHING_READ)
    case = a_case(True, corpus="satp", satp_types=["kidnapping"])
    faults = list(Relevance().faults(case, Prediction(relevant=True, types=("bombing",)), None))
    assert [(f.kind, f.row, f.cause) for f in faults] == [
        ("false", "type bombing", OTHER_TYPE),
        ("missed", "type kidnapping", OTHER_TYPE),
    ]
    (elsewhere,) = Relevance().faults(a_case(True), Prediction(), None)
    assert elsewhere.cause == NO_READING


# ---------------------------------------------------------------------------------- beside the original
original = partial(original_scorer, "relevance")


def compare(forms):
    """Every figure of every row is that of the original; gives the score."""
    scorer = original()
    wanted = scorer.score(scorer.read_jsonl(GOLD), forms)
    held = {form["doc_id"]: parse_prediction(form)[1] for form in forms}
    benchmark = Relevance()
    cases = load_cases(benchmark, [GOLD])
    result = result_of(*((case, held.get(case.doc.id, benchmark.nothing)) for case in cases))
    rows = {row.name: row for row in result.rows}
    tables = {**wanted["corpora"], "pooled": wanted["pooled"]}
    for name, want in [*tables.items(), *((f"type {t}", row) for t, row in wanted["types"].items())]:
        counts = rows[name].counts
        assert (counts.precision, counts.recall, counts.f1) == pytest.approx((want["p"], want["r"], want["f1"]))
    for name, want in tables.items():
        assert rows[f"alarms {name}"].value == pytest.approx(want["alarms"])
        assert rows[name].counts.gold == want["relevant"]
    if "average_precision" in wanted:
        assert rows["average precision"].value == pytest.approx(wanted["average_precision"])
    assert ("average precision" in rows) == ("average_precision" in wanted)
    assert result.headline.value == pytest.approx(wanted["score"])
    return result.headline.value


@beside_the_original
def test_gold_as_prediction_scores_as_with_the_original():
    gold = original().read_jsonl(GOLD)
    forms = [
        {"doc_id": d["doc_id"], "relevant": bool(d["relevant"]), "score": float(bool(d["relevant"])),
         "types": d.get("satp_types") or []} for d in gold
    ]  # fmt: skip
    assert compare(forms) == pytest.approx(100)


@beside_the_original
@pytest.mark.parametrize("scores", [True, False])
def test_half_right_predictions_score_as_with_the_original(scores):
    forms = []
    for doc in original().read_jsonl(GOLD)[::2]:
        text = doc["text"].lower()
        types = [t for word, t in (("bomb", "suicide_bombing"), ("abduct", "abduction"), ("fire", "arson"),
                                   ("shot", "shooting"), ("a", "unheard of")) if word in text]  # fmt: skip
        form = {"doc_id": doc["doc_id"], "relevant": "killed" in text, "types": types}
        forms.append(form | ({"score": text.count("kill") / 10} if scores else {}))
    forms[0]["types"] = "bombing"
    assert 20 < compare(forms) < 80
