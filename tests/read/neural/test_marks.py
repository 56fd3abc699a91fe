"""Windows, batches and marks, by a network of a few words."""

import pytest

pytest.importorskip("tokenizers", reason="the extra neural is not installed")

from hypothesis import given
from hypothesis import strategies as st

from read.neural.tiny import network, tokenizer_of
from tocsin.read.neural.marks import marks_of
from tocsin.read.neural.windows import cut_windows, in_batches

TOLD = {"gunmen": ("doer",), "masked": ("doer",), "men": ("+doer",), "killed": ("trigger", "assassination", "foiled")}
WORDS = st.sampled_from(["gunmen", "masked", "men", "killed", "Men", ".", "a", "\n\n", "’", "né", "  ", "-", "12,000"])
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=80)


def marked(text, **more):
    made, _ = network(TOLD, **more)
    (scored,) = made.score([text])
    return marks_of(text, scored, made.card)


def test_a_mark_holds_whole_words_with_their_kinds():
    text = "Masked men killed a judge."
    doer, trigger = marked(text)
    assert (doer.tag, text[doer.start : doer.end]) == ("doer", "Masked men")
    assert (trigger.tag, text[trigger.start : trigger.end]) == ("trigger", "killed")
    assert trigger.kinds["type"][0] == "assassination"
    assert trigger.kinds["status"][0] == "foiled"
    assert trigger.chance > 0.9


def test_a_mark_begins_anew_where_the_network_says_so():
    text = "Gunmen masked men"
    assert [text[m.start : m.end] for m in marked(text)] == ["Gunmen", "masked men"]


def test_calibration_changes_the_chance_and_not_the_words():
    (plain,), (held,) = marked("gunmen"), marked("gunmen", calibration={"doer": (1.0, -3.0)})
    assert (plain.start, plain.end) == (held.start, held.end)
    assert held.chance < plain.chance


@given(TEXTS)
def test_marks_are_words_of_the_text(text):
    for mark in marked(text):
        assert 0 <= mark.start < mark.end <= len(text)
        assert 0 <= mark.chance <= 1
        assert text[mark.start : mark.end].strip()
        assert not (mark.start and text[mark.start - 1].isalnum() and text[mark.start].isalnum())


@given(TEXTS, st.integers(2, 12))
def test_windows_hold_every_word_once_in_order_and_are_never_too_long(text, longest):
    windows = cut_windows(text, tokenizer_of(TOLD), longest=longest)
    spans = [span for w in windows for span in w.spans[1:-1]]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(len(w.ids) <= longest + 2 for w in windows)
    held = "".join(text[a:b] for a, b in spans)
    assert held == "".join(text.split()) or not text.isascii()


def test_windows_of_like_length_go_together_across_documents():
    made, session = network(TOLD)
    short, long = "gunmen.", "a " * 30 + "."
    scored = made.score([short, long] * 8)
    assert [len(each[0].window.ids) for each in scored] == [4, 33] * 8
    assert sorted(session.batches) == [(8, 4), (8, 33)]


def test_what_is_said_of_a_text_does_not_hang_on_its_neighbours():
    made, _ = network(TOLD)
    text = "Masked men killed a judge."
    (alone,) = made.score([text])
    *_, among = made.score(["a " * 30, "gunmen", text])
    assert marks_of(text, alone, made.card) == marks_of(text, among, made.card)


def test_batches_hold_every_window_once():
    windows = cut_windows("gunmen. " * 9, tokenizer_of(TOLD), longest=3)
    assert sorted(n for batch in in_batches(windows, size=4) for n in batch) == list(range(len(windows)))
