"""What police do: gold, mapping, causes of errors, and our scorer beside the one it follows."""

import json
from functools import partial
from pathlib import Path

import pytest

from evaluate.builders import original_scorer
from tocsin.errors import FormError, LineError
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.indiapolice import IndiaPolice, parse_case
from tocsin.evaluate.indiapolice_errors import (
    NEXT_TO_GOLD,
    NO_DOER,
    NO_MENTION,
    NOT_IN_ARTICLE,
    NOTHING_HERE,
    OTHER_LABEL,
)
from tocsin.evaluate.indiapolice_mapping import labels_by_rule
from tocsin.evaluate.indiapolice_record import (
    LabelledSpan,
    Prediction,
    parse_prediction,
    prediction_form,
)
from tocsin.evaluate.run import Predicted, load_cases
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "../shared/bench"
GOLD = BENCH / "indiapolice/dev.jsonl"
beside_the_original = pytest.mark.skipif(
    not GOLD.is_file(),
    reason=f"needs the IndiaPoliceEvents texts and their scorer in {BENCH}, which are not part of the repository",
)
NOT_HELD = "Gunmen killed two farmers in Zaria on Friday."
FIRING = "Police opened fire on the crowd in Zaria on Friday, killing two people."
ARRESTS = "Later 40 people were arrested."


def a_case(*labelled):
    """An article of sentences, each with its labels."""
    text, sentences = "", []
    for number, (words, labels) in enumerate(labelled):
        start = len(text) + 1 if text else 0
        text = f"{text} {words}".strip()
        sentences.append({"sent_id": number, "start": start, "end": start + len(words), "labels": list(labels)})
    labels = sorted({label for _, each in labelled for label in each})
    return parse_case({"doc_id": "d1", "date": "2026-03-09", "text": text, "labels": labels, "sentences": sentences})


def predicted_in(*words):
    """The labels that the rules alone give each of the sentences."""
    case = a_case(*((each, ()) for each in words))
    prediction = labels_by_rule(READERS.make("rules").read(case.doc))
    return [
        {s.label for s in prediction.spans if s.start < each.end and each.start < s.end} for each in case.gold.sentences
    ]


def test_killing_by_police_is_force_and_an_action_on_the_words_that_tell_of_it():
    assert predicted_in(FIRING, "The mayor called for calm.") == [{"KILL", "FORCE", "ANY_ACTION"}, set()]


def test_what_others_do_is_no_act_of_the_police():
    assert predicted_in(NOT_HELD) == [set()]


def test_an_arrest_by_nobody_named_is_by_the_police():
    assert predicted_in(NOT_HELD, ARRESTS) == [set(), {"ARREST", "ANY_ACTION"}]


def test_a_line_without_sentences_holds_no_gold():
    case = parse_case({"doc_id": "d2", "text": FIRING})
    assert not case.has_gold
    assert case.doc.published is None


def test_a_line_that_is_no_article_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "d1", "text": "one"}\n{"text": "two"}\n')
    with pytest.raises(LineError, match=r"gold.jsonl, line 2"):
        list(IndiaPolice().load_cases(path))


@pytest.mark.parametrize(
    "prediction",
    [
        Prediction(),
        Prediction(spans=(LabelledSpan(3, 9, "ARREST"),), labels=("ARREST",)),
        Prediction(sentences={"2": ("KILL", "FORCE")}),
    ],
)
def test_a_prediction_comes_back_from_its_line(prediction):
    line = json.loads(json.dumps(prediction_form("d1", prediction)))
    assert parse_prediction(line) == ("d1", prediction)


@pytest.mark.parametrize(
    "line", [{}, {"doc_id": "d1", "spans": [{"start": 3, "end": 9}]}, {"doc_id": "d1", "labels": 7}]
)
def test_a_line_that_is_no_prediction_is_refused(line):
    with pytest.raises(FormError):
        parse_prediction(line)


def causes(case, prediction, reading=None):
    return [(f.kind, f.row, f.cause) for f in IndiaPolice().faults(case, prediction, reading)]


def test_faults_are_listed_with_their_causes_and_their_words():
    case = a_case((FIRING, ["ARREST"]), ("The town was calm.", ()), ("Shops were open.", ()))
    first, third = case.gold.sentences[0], case.gold.sentences[2]
    prediction = Prediction(
        spans=(LabelledSpan(0, 6, "FORCE"), LabelledSpan(first.end + 1, first.end + 4, "ARREST"),
               LabelledSpan(third.start, third.end, "FAIL")),
    )  # fmt: skip
    assert causes(case, prediction) == [
        ("missed", "sentence ARREST", OTHER_LABEL),
        ("false", "sentence FORCE", OTHER_LABEL),
        ("false", "sentence ARREST", NEXT_TO_GOLD),
        ("false", "sentence FAIL", NOT_IN_ARTICLE),
    ]
    faults = list(IndiaPolice().faults(case, prediction, None))
    assert faults[1].value == "Police"
    assert faults[1].context.startswith("Police opened fire on the crowd")
    assert faults[0].value == "sentence 0"


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("The town was calm.", NO_MENTION),
        (f"The town was calm. {FIRING}", NOTHING_HERE),
        (NOT_HELD, NO_DOER),
    ],
)
def test_what_is_missed_says_how_far_the_reader_came(told, cause):
    sentences = [(told, ["FORCE"])] if cause != NOTHING_HERE else [("The town was calm.", ["FORCE"]), (FIRING, ())]
    case = a_case(*sentences)
    reading = READERS.make("rules").read(case.doc)
    assert causes(case, Prediction(), reading) == [("missed", "sentence FORCE", cause)]


# ---------------------------------------------------------------------------------- beside the original
original = partial(original_scorer, "indiapolice")


def compare(forms):
    """Every figure of every row is that of the original; gives the score."""
    scorer = original()
    wanted = scorer.score(scorer.read_jsonl(GOLD), forms)
    held = {form["doc_id"]: parse_prediction(form)[1] for form in forms}
    benchmark = IndiaPolice()
    cases = load_cases(benchmark, [GOLD])
    (result,) = evaluate_all(benchmark, [Predicted(case, held.get(case.doc.id, benchmark.nothing)) for case in cases])
    for row in result.rows[:-1]:
        level, label = row.name.split()
        want, counts = wanted[level]["labels"][label], row.counts
        got = (counts.precision, counts.recall, counts.f1, counts.predicted, counts.gold)
        assert got == pytest.approx([want[name] for name in ("p", "r", "f1", "pred", "gold")])
    assert result.headline.value == pytest.approx(wanted["score"])
    return result.headline.value


@beside_the_original
def test_gold_as_prediction_scores_as_with_the_original():
    gold = original().read_jsonl(GOLD)
    by_id = [
        {"doc_id": d["doc_id"], "labels": d["labels"],
         "sentences": {str(s["sent_id"]): s["labels"] for s in d["sentences"]}} for d in gold
    ]  # fmt: skip
    assert compare(by_id) == pytest.approx(100)


@beside_the_original
def test_half_right_predictions_score_as_with_the_original():
    gold = original().read_jsonl(GOLD)
    words = {"ARREST": "arrest", "FORCE": "firing", "FAIL": "failed", "ANY_ACTION": "police", "KILL": "killed"}
    forms = []
    for doc in gold[::2]:
        found = [
            {"start": at, "end": at + len(word), "label": label}
            for label, word in words.items()
            if (at := doc["text"].find(word)) >= 0
        ]
        forms.append({"doc_id": doc["doc_id"], "spans": found})
    forms[0]["labels"] = ["KILL", "unheard of"]
    assert 10 < compare(forms) < 60
