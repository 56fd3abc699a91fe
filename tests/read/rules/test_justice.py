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
    "no charges were brought": (
        "Prosecutors declined to file charges against Officer Ben Moss over the shooting of a man in Reno.", set(),
    ),
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
    "refused bail": (
        "A teacher held over a letter bomb in Lyon was refused bail.", {("teacher", None)},
    ),
    "years each": (
        "A court in Lyon gave two wardens ten years each for the murder of a poet.", {("wardens", "convicted")},
    ),
    "whose conviction": (
        "The guard's conviction for the murder of a picketer in Lyon was quashed.", {("guard", "acquitted")},
    ),
    "whom they had held": (
        "Police in Lyon released the baker whom they had held over a stabbing.", {("baker", "released")},
    ),
    "named as the suspect": (
        "A weaver was identified as the main suspect in the murder of a judge in Lyon.", {("weaver", None)},
    ),
    "named as a witness": (
        "A weaver was identified as the main witness in the murder of a judge in Lyon.", set(),
    ),
    "two participles away": (
        "A weaver in Lyon suspected of the murder of a judge appeared in court.", {("weaver", None)},
    ),
    "whether he was guilty": (
        "Jurors in Lyon could not agree on whether the nurse was guilty of the murder of a judge.", {("nurse", None)},
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
