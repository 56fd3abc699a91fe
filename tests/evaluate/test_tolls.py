"""Tolls: gold, mapping, figures, causes of errors, and our scorer beside the one it follows."""

import json
import re
from functools import partial
from pathlib import Path

import pytest

from evaluate.builders import original_scorer
from tocsin.errors import FormError, LineError
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.run import Predicted, load_cases
from tocsin.evaluate.tolls import Tolls, parse_case
from tocsin.evaluate.tolls_errors import NO_EVENT, NO_READING, NOT_TOLD, OTHER_NUMBER
from tocsin.evaluate.tolls_names import same_actor
from tocsin.evaluate.tolls_record import FIELDS, NOTHING, Prediction, parse_prediction, prediction_form
from tocsin.pipeline import READERS
from tocsin.record import Bound

BENCH = Path(__file__).parents[2] / "../shared/bench"
FILES = [BENCH / f"tolls/dev_{kind}.jsonl" for kind in ("headlines", "briefs", "articles")]
beside_the_original = pytest.mark.skipif(
    not FILES[0].is_file(),
    reason=f"needs the texts on tolls and their scorer in {BENCH}, which are not part of the repository",
)
BOMB = "A car bomb killed nine people and wounded 14 others outside the governor's office in Zaria on Friday."
BAKERY = "The bakery in Zaria sold more bread on Friday than ever before."


def a_case(text=BOMB, *, kind="brief", id="t1", **gold):
    return parse_case({"doc_id": id, "kind": kind, "text": text, "date": "2024-03-25"} | gold)


def killed(low, high=None, best=None):
    return Prediction(killed=Bound(low=low, high=high, best=best))


def result_of(*judged):
    (result,) = evaluate_all(Tolls(), [Predicted(case, prediction) for case, prediction in judged])
    return result


def predicted_in(text):
    case = a_case(text)
    return Tolls().predict(case, READERS.make("rules").read(case.doc))


def test_the_main_event_of_a_brief():
    prediction = predicted_in(BOMB)
    assert (prediction.killed, prediction.injured) == (Bound.exactly(9), Bound.exactly(14))
    assert (prediction.country, prediction.types, prediction.latest) == ("NG", ("bombing",), "2024-03-22")


def test_a_text_without_violence_has_no_toll():
    prediction = predicted_in(BAKERY)
    assert (prediction.killed, prediction.injured, prediction.types) == (None, None, ())


def test_the_total_of_a_campaign_is_no_toll_of_the_event():
    told = (
        "Gunmen killed four guards in Zaria on Friday. More than 3,000 people have been killed in the war since 2009."
    )
    assert predicted_in(told).killed == Bound.exactly(4)


def test_the_sum_of_other_events_stands_for_nothing_that_is_not_told_of_this_one():
    told = (
        "Gunmen killed a guard in Zaria on Friday. The town has seen much of late. "
        "Since Monday 40 people were wounded in 33 separate shootings."
    )
    prediction = predicted_in(told)
    assert (prediction.killed, prediction.injured) == (Bound.exactly(1), None)
    assert predicted_in("A guard was killed and a cook wounded in separate clashes in Zaria.").injured == Bound.exactly(
        1
    )


def test_bounds_hold_what_two_speakers_say_of_the_same_people():
    told = "Police said 12 people were killed in the blast in Zaria, but residents said 20 people died."
    assert predicted_in(told).killed == Bound(low=12, high=20, best=20)
    told = "Police said 12 people were killed in the blast in Zaria, and that five nuns were among the dead."
    assert predicted_in(told).killed == Bound.exactly(12)


def test_one_person_told_again_as_known_may_be_one():
    told = "The man charged in the shooting death of a teen in the flat cried after his friend died."
    assert predicted_in(told).killed == Bound(low=1, high=2, best=1)


def test_a_figure_told_once_far_behind_the_lead_is_of_something_else():
    filler = "The market was open again on Saturday and traders sold yams, rice and cloth as on any other day. " * 12
    told = "Gunmen killed four guards in Zaria on Friday. " + filler
    assert predicted_in(told + "Five killings were laid to the gunmen.").killed == Bound.exactly(4)
    assert predicted_in(
        "Gunmen killed several guards in Zaria. " + filler + "Five guards were killed."
    ).killed == Bound.exactly(5)


def test_those_who_were_also_killed_are_others():
    told = "Gunmen killed a guard in Zaria on Friday. Two cooks were hurt, while five fighters were also killed."
    assert predicted_in(told).killed == Bound.exactly(6)


def test_more_than_a_number_is_right_beside_it_and_a_text_without_a_line_is_missed():
    case = a_case(killed=130, killed_qualifier="more_than")
    for value, figure in ((130, 100), (131, 100), (132, 0)):
        assert result_of((case, killed(value))).figure("brief killed") == figure
    assert result_of((case, NOTHING)).figure("bounds brief killed") == 0


def test_where_only_an_attacker_died_a_right_number_is_neither_praised_nor_blamed():
    case = a_case(killed=0, killed_any=[0, 1])
    assert result_of((case, killed(1, 1, 1))).figure("alarms brief killed") == 0
    assert result_of((case, killed(2, 2, 2))).figure("alarms brief killed") == 100


def test_bounds_hold_the_truth_or_not():
    case = a_case(killed=12)
    result = result_of(
        (case, killed(10)), (case, killed(10, 15, 12)), (case, killed(13)), (a_case(killed=None), killed(1))
    )
    assert result.figure("holding brief killed") == pytest.approx(50)
    assert result.figure("open brief killed") == pytest.approx(75)
    assert result.figure("width brief killed") == pytest.approx(5)
    assert result.figure("alarms brief killed") == pytest.approx(100)


def test_an_unverified_number_is_not_asked_for_and_a_line_without_gold_has_none():
    case = a_case(killed=3, killed_verified=False, injured=2)
    assert list(case.gold.tolls) == ["injured"]
    assert not a_case().has_gold


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("ISIL", "Islamic State", True), ("the Taliban", "Pakistani Taliban", True), ("Taliban", "Boko Haram", False)],
)
def test_names_of_one_group(a, b, same):
    assert same_actor(a, b) is same


def test_a_line_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "t1", "text": "one"}\n{"text": "two"}\n')
    with pytest.raises(LineError, match=r"gold.jsonl, line 2"):
        list(Tolls().load_cases(path))


def test_a_prediction_comes_back_from_its_line():
    prediction = Prediction(
        killed=Bound.exactly(9), injured=Bound(low=12, best=12), country="NG", earliest="2024-03-22", types=("bombing",),
        perpetrator=("Northern Front",),
    )  # fmt: skip
    line = json.loads(json.dumps(prediction_form("t1", prediction)))
    assert parse_prediction(line) == ("t1", prediction)
    assert parse_prediction({"doc_id": "t1", "killed": 9})[1].killed == Bound.exactly(9)


@pytest.mark.parametrize("line", [{}, {"doc_id": "t1", "killed": [9]}, {"doc_id": "t1", "event_date": 7}])
def test_a_line_that_is_no_prediction_is_refused(line):
    with pytest.raises(FormError):
        parse_prediction(line)


@pytest.mark.parametrize(
    ("text", "gold", "prediction", "read", "faults"),
    [
        (BOMB, 10, killed(9, 9, 9), True, [("missed", OTHER_NUMBER, "10"), ("false", OTHER_NUMBER, "9")]),
        (BOMB, None, killed(9, 9, 9), True, [("false", NOT_TOLD, "9")]),
        (BAKERY, 2, NOTHING, True, [("missed", NO_EVENT, "2")]),
        (BAKERY, 2, NOTHING, False, [("missed", NO_READING, "2")]),
        (BOMB, 9, killed(9, 9, 9), True, []),
    ],
)
def test_faults_have_causes(text, gold, prediction, read, faults):
    case = a_case(text, killed=gold)
    reading = READERS.make("rules").read(case.doc) if read else None
    assert [(f.kind, f.cause, f.value) for f in Tolls().faults(case, prediction, reading)] == faults


# ---------------------------------------------------------------------------------- beside the original
original = partial(original_scorer, "tolls")


def compare(forms):
    """Every figure of every row is that of the original; gives the score."""
    scorer = original()
    wanted = scorer.score([d for path in FILES for d in scorer.read_jsonl(path)], forms)
    held = dict(map(parse_prediction, forms))
    benchmark = Tolls()
    cases = load_cases(benchmark, FILES)
    (result,) = evaluate_all(benchmark, [Predicted(case, held.get(case.doc.id, NOTHING)) for case in cases])
    rows = {row.name: row for row in result.rows}
    for kind, want in wanted["kinds"].items():
        for name in FIELDS:
            counts = rows[f"{kind} {name}"].counts
            got = (counts.precision, counts.recall, counts.f1, counts.predicted, counts.gold)
            assert got == pytest.approx([want[name][key] for key in ("p", "r", "f1", "pred", "gold")])
            for figure, key in (("alarms", "alarms"), ("bounds", "bounds"), ("log error", "log_error")):
                assert rows[f"{figure} {kind} {name}"].value == pytest.approx(want[name][key])
        assert rows[f"country {kind}"].value == pytest.approx(want["country"]["accuracy"])
    for form in ("number", "sum", "singular"):
        assert rows[f"headline killed by {form}"].value == pytest.approx(wanted["headline_killed_by_form"][form]["r"])
    kinds = wanted["kinds"]
    assert rows["day exact"].value == pytest.approx(kinds["article"]["day"]["exact"])
    assert rows["day within"].value == pytest.approx(kinds["article"]["day"]["within"])
    assert rows["brief type"].value == pytest.approx(kinds["brief"]["type"]["accuracy"])
    assert rows["brief who"].value == pytest.approx(kinds["brief"]["who"]["f1"])
    assert result.headline.value == pytest.approx(wanted["score"])
    return result.headline.value


def gold_documents():
    return [d for path in FILES for d in original().read_jsonl(path)]


@beside_the_original
def test_gold_as_prediction_scores_as_with_the_original():
    assert compare([original().as_prediction(d) for d in gold_documents()]) == pytest.approx(100)


@beside_the_original
def test_half_right_predictions_score_as_with_the_original():
    forms = []
    for doc in gold_documents()[::2]:
        numbers = [int(n) for n in re.findall(r"\b\d{1,3}\b", doc["text"])] or [1]
        form = {"doc_id": doc["doc_id"], "killed": {"low": numbers[0], "best": None, "high": numbers[-1]}}
        form |= {"injured": {"low": None, "best": None, "high": numbers[-1]} if len(numbers) > 1 else 0}
        form |= {"country": "us", "types": "bombing", "perpetrator": ["Taliban", "ISIL"], "event_date": doc["date"]}
        forms.append(form)
    assert 15 < compare(forms) < 70
