"""Labelled text as it is learned from. None of this needs PyTorch."""

import json

import pytest

pytest.importorskip("tokenizers", reason="the extra neural is not installed")

from click.testing import CliRunner

from builders import a_document
from read.neural.tiny import network, tokenizer_of
from tocsin.read.neural.labels import GROUPS, TAGS, WINDOW
from tocsin.read.neural.windows import cut_windows
from tocsin.read.rules.reader import RuleReader
from tocsin.train import command
from tocsin.train.calibrate import FEWEST, calibrate
from tocsin.train.examples import BEGIN, INSIDE, OUTSIDE, UNKNOWN, Example, Mark, target_of
from tocsin.train.labelled import labelled_examples
from tocsin.train.muc4 import muc4_examples
from tocsin.train.parts import is_held_out
from tocsin.train.silver import with_silver

TEXT = "Masked youths burned a clinic in Kano. The youths fled."
TOLD = dict.fromkeys(("masked", "youths", "burned", "a", "clinic", "in", "kano", ".", "the", "fled"), ())


def a_mark(tag, words, text=TEXT, **kinds):
    return Mark(tag, text.index(words), text.index(words) + len(words), kinds)


def window(text=TEXT):
    (one,) = cut_windows(text, tokenizer_of(TOLD))
    return one


# ------------------------------------------------------------------------------------------------ targets
def test_pieces_of_a_mark_begin_and_go_on_and_the_rest_is_outside():
    example = Example("a", TEXT, (a_mark("doer", "Masked youths"),), frozenset(("doer", "target")))
    made = target_of(example, window())
    assert made.tags[TAGS.index("doer")][:5] == [OUTSIDE, BEGIN, INSIDE, OUTSIDE, OUTSIDE]
    assert set(made.tags[TAGS.index("target")]) == {OUTSIDE}


def test_what_an_example_does_not_know_is_not_learned_from_it():
    made = target_of(Example("a", TEXT, (a_mark("doer", "Masked youths"),), frozenset(("target",))), window())
    assert set(made.tags[TAGS.index("doer")]) == {UNKNOWN}
    assert set(made.whole) == {UNKNOWN}


def test_a_choice_of_a_word_is_learned_where_it_is_marked_alone():
    made = target_of(Example("a", TEXT, (a_mark("trigger", "burned", type="arson"),), frozenset(TAGS)), window())
    row = made.kinds[list(GROUPS).index("type")]
    assert [choice for choice in row if choice != UNKNOWN] == [GROUPS["type"].index("arson")]


def test_a_window_tells_of_the_events_whose_words_it_holds():
    at = (TEXT.index("clinic"), TEXT.index("clinic") + 6)
    made = target_of(Example("a", TEXT, (), frozenset(), events={at: ("arson",)}), window())
    told = dict(zip(WINDOW, made.whole, strict=True))
    assert (told["event"], told["arson"], told["bombing"], told["relevant"]) == (1.0, 1.0, 0.0, UNKNOWN)
    assert target_of(Example("a", TEXT, (), frozenset(), events={}), window()).eventless


# ----------------------------------------------------------------------------------------------- sources
def a_message(tmp_path, **fields):
    slots = ("perp_individual", "perp_org", "phys_tgt", "hum_tgt_name", "hum_tgt_description", "instrument_id")
    template = {
        "incident_type": [{"any": ["ARSON"]}],
        **{slot: [] for slot in slots},
        "phys_tgt": [{"any": ["CLINIC"]}],
    }
    form = {"doc_id": "x1", "text": TEXT, "ree": {"PerpInd": [["masked youths", "youths"]], "Target": [["clinic"]]}}
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps({**form, "templates": [template], **fields}) + "\n")
    return path


def test_each_place_where_a_filler_is_named_is_marked_the_longest_name_once(tmp_path):
    (example,) = muc4_examples(a_message(tmp_path))
    found = sorted((m.tag, TEXT[m.start : m.end]) for m in example.marks)
    assert found == [("doer", "Masked youths"), ("doer", "youths"), ("target", "clinic")]
    assert example.events == {(TEXT.index("clinic"), TEXT.index("clinic") + 6): ("arson",)}


def test_a_message_without_a_template_tells_of_no_event(tmp_path):
    (example,) = muc4_examples(a_message(tmp_path, templates=[], ree={}))
    assert (example.marks, example.events) == ((), {})


def test_labels_of_our_own_texts_become_marks_and_all_is_known(tmp_path):
    label = {"task": "role", "label": "perpetrator", "start": 0, "end": 13, "quote": "Masked youths"}
    form = {"id": "t1", "text": TEXT, "relevance": 1, "labels": [{**label, "modality": "claimed"}]}
    path = tmp_path / "labelled.jsonl"
    path.write_text(json.dumps(form) + "\n")
    (example,) = labelled_examples(path, read=RuleReader().read)
    assert example.marks == (Mark("doer", 0, 13, {"modality": "claimed"}),)
    assert example.knows == frozenset(TAGS)
    assert example.relevant is True


def test_the_rules_tell_what_people_did_not_label_and_only_that():
    reading = RuleReader().read(a_document(TEXT))
    bare = Example("a", TEXT, (), frozenset(("doer",)))
    taught = with_silver(bare, reading)
    assert ("trigger", "burned") in {(m.tag, TEXT[m.start : m.end]) for m in taught.marks}
    assert "doer" not in {m.tag for m in taught.marks}
    assert with_silver(Example("a", TEXT, (), frozenset(TAGS)), reading).marks == ()


def test_a_quarter_is_held_out_in_two_stretches():
    held = [n for n in range(800) if is_held_out(n, 800)]
    assert held == [*range(200, 300), *range(700, 800)]


# ------------------------------------------------------------------------------------------- calibration
def test_marks_that_are_right_as_often_as_not_are_worth_a_half():
    made, _ = network({**TOLD, "clinic": ("target",)})
    right = Example("a", "a clinic", (Mark("target", 2, 8),), frozenset(("target",)))
    wrong = Example("b", "the clinic", (), frozenset(("target",)))
    slope, offset = calibrate(made, [right, wrong] * FEWEST)["target"]
    odds = 8.0  # what the tiny network is sure by
    assert abs(slope * odds + offset) < 0.2


def test_a_tag_that_few_marks_tell_of_is_not_calibrated():
    made, _ = network({**TOLD, "clinic": ("target",)})
    right = Example("a", "a clinic", (Mark("target", 2, 8),), frozenset(("target",)))
    assert calibrate(made, [right] * (FEWEST - 1)) == {}


# ------------------------------------------------------------------------------------------------ command
def test_training_on_nothing_is_refused(tmp_path):
    result = CliRunner().invoke(command.train, ["--out", str(tmp_path / "model")])
    assert "nothing to learn from" in str(result.exception)
    assert not (tmp_path / "model").exists()
