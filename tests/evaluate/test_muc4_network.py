"""What the network says of a message, as signs for the choice of fillers."""

import pytest

pytest.importorskip("tokenizers", reason="the extra neural is not installed")

from builders import a_document
from read.neural.tiny import give, network
from tocsin.errors import NeuralError
from tocsin.evaluate import muc4_network
from tocsin.evaluate.muc4_candidates import candidates_of, page_of
from tocsin.evaluate.muc4_network import STEPS, Lights, judge_candidates, ladder, lights_of, proposed
from tocsin.read.neural import judging
from tocsin.read.neural.both import RulesAndNetwork
from tocsin.read.neural.folder import Folder
from tocsin.read.rules.reader import RuleReader

TEXT = "Masked youths attacked a chapel in San Salvador on Friday."
TOLD = {"masked": ("doer",), "youths": ("+doer",), "chapel": ("target",)}


def lights():
    made, _ = network(TOLD)
    (scored,) = made.score([TEXT])
    return Lights(TEXT, scored, made.card)


def span(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_a_stretch_is_likely_where_it_is_marked_and_not_beside():
    lit = lights()
    whole = lit.of("doer", *span("Masked youths"))
    short = lit.of("doer", *span("Masked"))
    assert whole.within > 0.9
    assert whole.begins > 0.9
    assert whole.goes_on < 0.1
    assert short.goes_on > 0.9
    assert lit.of("doer", *span("chapel")).within < 0.1
    assert lit.of("target", *span("chapel")).within > 0.9


def test_what_is_marked_is_a_candidate():
    assert [(slot, name) for slot, _, _, name, _, _ in proposed(lights())] == [
        ("PerpInd", "Masked youths"),
        ("Target", "chapel"),
    ]


def test_candidates_that_are_marked_have_more_signs_than_others():
    reading = RuleReader().read(a_document(TEXT))
    candidates = candidates_of(reading, page_of(reading), proposed(lights()))
    judge_candidates(lights(), candidates)
    by_name = {(c.slot, c.name): c.net for c in candidates}
    assert "net mark" in by_name["PerpInd", "Masked youths"]
    assert "net rank 0" in by_name["PerpInd", "Masked youths"]
    assert "net mark" not in by_name["PerpInd", "youths"]


def test_a_ladder_has_a_rung_for_each_step_that_is_reached():
    assert list(ladder("a", 0.0)) == []
    assert list(ladder("a", 1.0)) == [f"a {step}" for step in STEPS]
    assert list(ladder("a", STEPS[1])) == [f"a {STEPS[0]}", f"a {STEPS[1]}"]


def test_readings_of_the_rules_alone_are_judged_without_it():
    assert lights_of(RuleReader().read(a_document(TEXT))) is None


def test_a_reading_of_another_network_is_not_judged_by_this_one(monkeypatch):
    monkeypatch.setattr(judging, "weights", lambda: dict.fromkeys(judging.JUDGED, (0.5, 0.5, 0.0)))
    give(monkeypatch, TOLD)
    reading = RulesAndNetwork().read(a_document(TEXT))
    made, _ = network(TOLD)
    monkeypatch.setattr(muc4_network, "open_network", lambda path: (made, Folder(None, made.card, "other")))
    with pytest.raises(NeuralError, match="other"):
        lights_of(reading)
