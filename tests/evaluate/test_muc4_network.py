"""What the network says of a message, as signs for the choice of fillers."""

from math import exp

import pytest

pytest.importorskip("tokenizers", reason="the extra neural is not installed")

from builders import a_document
from read.neural.tiny import give, network
from tocsin.errors import NeuralError
from tocsin.evaluate import muc4_network
from tocsin.evaluate.muc4_candidates import candidates_of, page_of
from tocsin.evaluate.muc4_model import BIAS, chance_by_numbers, numbers_of, with_event
from tocsin.evaluate.muc4_network import Lights, judge_candidates, lights_of, proposed
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


def test_candidates_that_are_marked_as_they_stand_have_higher_odds_than_others():
    reading = RuleReader().read(a_document(TEXT))
    candidates = candidates_of(reading, page_of(reading), proposed(lights()))
    judge_candidates(lights(), candidates)
    by_name = {(c.slot, c.name): c.net for c in candidates}
    whole, short = by_name["PerpInd", "Masked youths"], by_name["PerpInd", "youths"]
    assert (whole["mark"], whole["rank"]) == (1.0, 0.0)
    assert (short["mark"], short["shortened"]) == (0.0, 1.0)
    assert whole["exact"] > 0 > short["exact"]
    assert whole["other"] < 0


def test_a_chance_by_numbers_grows_with_what_has_weight():
    weights = {BIAS: -1.0, "rules": 1.0, "exact": 0.5}
    low, high = (chance_by_numbers(weights, numbers_of(0.5, {"exact": odds, "unweighed": 9.0})) for odds in (0.0, 2.0))
    assert low == pytest.approx(1 / (1 + exp(1)))
    assert high == pytest.approx(0.5)


def test_what_is_said_of_an_event_counts_for_its_fillers():
    assert with_event({"exact": 1.0}, {"event": 2.0, "hit": 1.0}) == {"exact": 1.0, "event": 2.0}


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
