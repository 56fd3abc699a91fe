"""The network in the package: it is whole, small, and finds what plain reports say."""

import pytest

pytest.importorskip("onnxruntime", reason="the extra neural is not installed")
pytest.importorskip("tokenizers", reason="the extra neural is not installed")

from builders import a_document, evidence_holds
from golden.facts import NAMES, document_of
from tocsin.read.neural.both import RulesAndNetwork
from tocsin.read.neural.folder import BUILT_IN, open_folder
from tocsin.read.neural.judging import JUDGED, weights
from tocsin.read.neural.labels import GROUPS, TAGS, WINDOW
from tocsin.read.neural.marks import marks_of
from tocsin.read.neural.network import open_network
from tocsin.read.neural.reader import NeuralReader
from tocsin.record import EVENT_TYPES, Participant

MOST_BYTES = 30_000_000
BOMBED = "A car bomb exploded outside a police station in the village of Santa Rosa on Monday. Two officers died."


def marked(text):
    network, _ = open_network(BUILT_IN)
    marks = marks_of(text, network.score_one(text), network.card, least=0.3)
    return {(mark.tag, text[mark.start : mark.end]) for mark in marks}


def test_the_folder_is_whole_and_small():
    folder = open_folder(BUILT_IN)
    assert sum(path.stat().st_size for path in BUILT_IN.iterdir()) < MOST_BYTES
    assert (folder.card.tags, folder.card.window) == (TAGS, WINDOW)
    assert folder.card.groups == GROUPS
    assert folder.card.about["limits"]


def test_its_types_are_those_of_the_record():
    assert set(GROUPS["type"]) <= set(EVENT_TYPES)


def test_it_has_a_weight_for_each_role_that_is_judged():
    assert set(weights()) <= set(JUDGED)
    assert all(own > 0 and other > 0 for own, other, _ in weights().values())


def test_a_plain_report_is_marked():
    found = marked(BOMBED)
    assert ("weapon", "car bomb") in found
    assert any(tag == "trigger" and words == "exploded" for tag, words in found)


def test_what_is_about_no_event_is_hardly_marked():
    assert not {tag for tag, _ in marked("The council spoke of the budget of the schools.")} & {"trigger", "victim"}


def test_neural_reads_a_plain_report():
    reading = NeuralReader().read(a_document(BOMBED))
    assert [m.type for m in reading.mentions] == ["bombing"]
    assert "car bomb" in {p.name for m in reading.mentions for p in m.all(Participant) if p.role == "weapon"}


@pytest.mark.parametrize("reader", [NeuralReader(), RulesAndNetwork()], ids=["neural", "both"])
@pytest.mark.parametrize("name", NAMES[::4])
def test_golden_texts_are_read_twice_alike_and_every_value_has_its_words(reader, name):
    doc = document_of(name)
    reading = reader.read(doc)
    assert reading == reader.read(doc)
    for mention in reading.mentions:
        words = (mention.trigger, *(e for s in mention.statements for e in s.evidence))
        assert all(evidence_holds(doc, each) for each in words)


def test_windows_give_the_same_whoever_stands_beside_them():
    network, _ = open_network(BUILT_IN)
    (alone,) = network.score([BOMBED])
    _, among = network.score(["A short one.", BOMBED])
    assert [(m.tag, m.start, m.end) for m in marks_of(BOMBED, alone, network.card, least=0.5)] == [
        (m.tag, m.start, m.end) for m in marks_of(BOMBED, among, network.card, least=0.5)
    ]
