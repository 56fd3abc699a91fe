"""Every row of `justice.toml`, and the suspects of whole texts with their last outcome."""

import pytest

from builders import a_document
from tocsin.lexicon import load_toml
from tocsin.read.rules.accused import gather_accused
from tocsin.read.rules.anchors import find_anchors
from tocsin.read.rules.document import prepare
from tocsin.read.rules.justice import find_proceedings
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant

ROWS = load_toml("justice.toml")["step"]


def outcomes_in(text):
    scenes, steps = [], []
    for line in prepare(a_document(text, title=None)).lines:
        scene, anchors = find_anchors(line, {})
        scenes.append(scene)
        steps += find_proceedings(scene, anchors)
    return [each.outcome for each in gather_accused(scenes, steps)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_matches_its_sentence_and_not_its_counter_example(row):
    assert outcomes_in(row["yes"]) == [row.get("outcome")], row["yes"]
    assert outcomes_in(row["no"]) == [], row["no"]


# text, its suspects with what became of them
SUSPECTS = {
    "the last outcome": (
        "Police charged two men with the bombing of a mosque in Kano. The men were acquitted.", {("men", "acquitted")},
    ),
    "let go in the next sentence": (
        "A teacher was arrested over the stabbing in Lyon. He was released without charge.", {("teacher", "released")},
    ),
    "hostages are no suspects": ("Rebels abducted two men in Kano. The men were released.", set()),
    "not the victims of the murder": (
        "A teacher was acquitted of the murder of two guards in Lyon.", {("teacher", "acquitted")},
    ),
    "never the police that charge": (
        "Police charged a driver with killing a guard in Lyon.", {("driver", "charged")},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize(("text", "suspects"), SUSPECTS.values(), ids=SUSPECTS)
def test_the_suspects_are(reader, text, suspects):
    mentions = reader.read(a_document(text, title=None)).mentions
    people = [p for m in mentions for p in m.all(Participant)]
    assert {(p.name, p.outcome) for p in people if p.role == "suspect"} == suspects
    assert not any(p.role == "perpetrator" and p.name.lower() == "police" for p in people)
