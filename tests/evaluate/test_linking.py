"""Which reports are of one incident: the scores, the mapping from incidents, and the plain comparison of words."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from evaluate.builders import original_scorer
from fuse.builders import KADUNA, KANO, a_reading, killed, m, on
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.linking import Linking
from tocsin.evaluate.linking_mapping import clusters_of
from tocsin.evaluate.linking_record import load_cases
from tocsin.evaluate.linking_tfidf import cluster_by_words
from tocsin.evaluate.run import Predicted, predicted_from, save_predictions
from tocsin.fuse import fuse_all

BENCH = Path(__file__).parents[2] / "../shared/bench"
LINKING = Linking()
GOLD = [
    ("a1", "ged", "a", "Gunmen storm market in Kano"),
    ("a2", "ged", "a", "Kano market stormed by gunmen"),
    ("a3", "ged", "a", "Toll of Kano market attack rises"),
    ("b1", "ged", "b", "Bomb at bridge in Kirkuk"),
    ("b2", "gvc", "c", "Man shot at bar in Dayton"),
    ("b3", "gvc", "c", "Dayton bar shooting leaves man dead"),
    ("b4", "gvc", "d", "Teacher stabbed in Leeds"),
]


@pytest.fixture
def gold(tmp_path):
    forms = [
        {"doc_id": id, "corpus": corpus, "cluster": cluster, "violence": True, "date": "2024-03-22", "text": text}
        for id, corpus, cluster, text in GOLD
    ]
    forms.append({"doc_id": "z", "corpus": "ecb", "cluster": "z", "violence": False, "date": None, "text": "A film."})
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(form) + "\n" for form in forms))
    return path


def scored(path, names):
    cases = list(load_cases(path))
    clusters = LINKING.complete(cases, [names.get(case.doc.id) for case in cases])
    (result,) = evaluate_all(LINKING, [Predicted(c, x) for c, x in zip(cases, clusters, strict=True)])
    return result


GUESSES = {
    "right": {id: cluster for id, _, cluster, _ in GOLD},
    "everything alone": {id: id for id, *_ in GOLD},
    "one left out": {"a1": "x", "a2": "x", "b1": "y", "b2": "v", "b3": "v", "b4": "w"},
    "one too many": {"a1": "x", "a2": "x", "a3": "x", "b1": "x", "b2": "v", "b3": "w", "b4": "w"},
}


@pytest.mark.parametrize("guess", GUESSES.values(), ids=GUESSES)
def test_scores_as_the_original_does(gold, guess):
    if not (BENCH / "score_linking.py").is_file():
        pytest.skip(f"{BENCH} is not there, so there is no scorer to compare with")
    violent = [form for form in map(json.loads, gold.read_text().splitlines()) if form["violence"]]
    predictions = [{"doc_id": id, "cluster": name} for id, name in guess.items()]
    want = original_scorer("linking").score(violent, predictions)
    assert scored(gold, guess).headline.value == pytest.approx(want["score"])


def test_right_is_a_hundred_and_alone_has_no_pairs(gold):
    assert scored(gold, GUESSES["right"]).headline.value == 100
    assert scored(gold, GUESSES["everything alone"]).figure("ged pairs") == 0


def test_what_reports_no_violence_is_not_scored(gold):
    assert [case.doc.id for case in load_cases(gold) if not case.has_gold] == ["z"]


def test_documents_belong_to_the_incident_that_covers_them():
    day = on("2024-03-22")
    attack, again = (a_reading(m(day, KANO, killed(12)), id=id) for id in ("d1", "d2"))
    both = a_reading(m(day, KADUNA, killed(3)), m(day, KANO, killed(12)), id="d3")
    other = a_reading(m(on("2024-05-01"), KADUNA, killed(9)), id="d4", published="2024-05-02")
    found = clusters_of(fuse_all([attack, again, both, other]).incidents, ("d1", "d2", "d3", "d4", "d5"))
    assert found["d1"] == found["d2"] == {"d1", "d2", "d3"}
    assert found["d4"] == {"d4"}
    assert found["d5"] == {"d5"}


def test_a_document_that_no_incident_covers_is_about_its_main_incident():
    day = on("2024-03-22")
    attack, again = (a_reading(m(day, KANO, killed(12)), id=id) for id in ("d1", "d2"))
    bare = [replace(incident, coverage=()) for incident in fuse_all([attack, again]).incidents]
    assert clusters_of(bare, ("d1", "d2"))["d1"] == {"d1", "d2"}


def test_a_document_in_which_nothing_was_read_belongs_to_the_incident_that_covers_it():
    attack = a_reading(m(on("2024-03-22"), KANO, killed(12)), id="d1")
    (incident,) = fuse_all([attack]).incidents
    assert clusters_of([replace(incident, coverage=("d1", "d2"))], ("d1", "d2", "d3"))["d2"] == {"d1", "d2"}


def test_plain_words_put_like_texts_together(gold):
    cases = [case for case in load_cases(gold) if case.violence]
    found = {case.doc.id: cluster for case, cluster in zip(cases, cluster_by_words(cases), strict=True)}
    assert {"a1", "a2"} <= found["a1"]
    assert found["b1"] == {"b1"}
    assert found["b2"] == {"b2", "b3"}


def test_predictions_go_out_and_come_back(gold, tmp_path):
    cases = list(load_cases(gold))
    clusters = LINKING.complete(cases, [GUESSES["right"].get(case.doc.id) for case in cases])
    made = [Predicted(c, x) for c, x in zip(cases, clusters, strict=True)]
    save_predictions(LINKING, [each for each in made if each.prediction], tmp_path / "out.jsonl")
    assert [each.prediction for each in predicted_from(LINKING, cases, tmp_path / "out.jsonl")] == clusters


def test_faults_name_what_is_missing_and_what_does_not_belong(gold):
    cases = {case.doc.id: case for case in load_cases(gold)}
    faults = list(LINKING.faults(cases["a1"], frozenset({"a1", "a2", "b1"}), None))
    assert {(f.kind, f.value) for f in faults} == {("missed", "a3"), ("false", "b1")}


def test_the_data_file_of_word_counts_holds_words_only():
    first, *rest = Path(__file__).parents[2].joinpath("src/tocsin/fuse/word_counts.tsv").read_text("utf-8").splitlines()
    number = int(first.split("\t")[1])
    counts = [line.split("\t") for line in rest]
    assert [word for word, _ in counts] == sorted({word for word, _ in counts})
    assert all(2 <= int(count) <= number and " " not in word for word, count in counts)
