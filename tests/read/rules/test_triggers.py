"""Every row of the trigger lexicon finds its own sentence and leaves its counter-example alone."""

import pytest

from builders import a_document
from tocsin.lexicon import load_rows, load_toml
from tocsin.read.rules.anchors import find_anchors
from tocsin.read.rules.document import prepare
from tocsin.read.rules.status import status_of
from tocsin.read.rules.triggers import inflect, load_triggers

ROWS = load_rows("triggers.csv")


def triggers_in(text):
    """The ids of the triggers that tell of an event in a text."""
    found = []
    for line in prepare(a_document(text)).lines:
        _, anchors = find_anchors(line, {})
        found += [anchor.row.id for anchor in anchors if status_of(anchor)]
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_matches_its_sentence_and_not_its_counter_example(row):
    assert row["id"] in triggers_in(row["yes"]), row["yes"]
    assert row["id"] not in triggers_in(row["no"]), row["no"]


def test_ids_are_unique():
    ids = [trigger.id for trigger in load_triggers()]
    assert len(ids) == len(set(ids))


def test_every_frame_is_used_and_every_row_has_one():
    assert {trigger.frame_name for trigger in load_triggers()} == set(load_toml("frames.toml"))


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("blow up", "blown up"), ("shoot", "shot"), ("behead", "beheaded"), ("gun down", "gunned down"), ("ram into", "ramming into")],
)  # fmt: skip
def test_verbs_are_inflected(lemma, form):
    assert form in inflect(lemma)
