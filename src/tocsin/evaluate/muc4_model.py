"""What is known of a candidate or of an event, weighed: how likely the keys of MUC-4 hold it.

What the rules say are signs that are there or not; their weights are in `muc4_weights.json`, made by
`bench/fit_muc4.py`. Where the learned reader's network had a part in a reading, the log odds of those are one number
among what the network says, and the weights of these are in `muc4_network.json`, made by `bench/fit_network.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from tocsin.evaluate.muc4_candidates import Candidate
from tocsin.evaluate.muc4_network import Numbers
from tocsin.read.neural.judging import odds_of

BIAS = "bias"
INCIDENT = "incident"  # the row of the model that tells whether an event is one of the keys
OF_EVENT = ("event", "event most")  # what the network says of an event that counts for its fillers


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of signs for each slot, and the least probability with which a candidate is taken."""

    weights: Mapping[str, Mapping[str, float]]
    threshold: Mapping[str, float]

    def takes(self, signs: Iterable[str]) -> bool:
        """Whether an event with these signs is likely enough to be in the keys."""
        return self.probability(INCIDENT, signs) >= self.threshold[INCIDENT]

    def probability(self, slot: str, signs: Iterable[str]) -> float:
        """How likely a candidate with these signs fills the slot."""
        return chance_by_signs(self.weights[slot], signs)


def chance_by_signs(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """The chance of what has signs that are there or not."""
    return 1 / (1 + exp(-sum(weights.get(sign, 0.0) for sign in signs)))


def chance_by_numbers(weights: Mapping[str, float], numbers: Numbers) -> float:
    """The chance of what numbers are known of; `BIAS` has the weight that stands alone."""
    return 1 / (1 + exp(-weights.get(BIAS, 0.0) - sum(weights.get(name, 0.0) * n for name, n in numbers.items())))


@dataclass(frozen=True, slots=True)
class Judged(Model):
    """Weights over the log odds that the rules' weights give, and over what the network says."""

    rules: Model

    def probability_of(self, slot: str, signs: Iterable[str], net: Numbers) -> float:
        """How likely it is by both."""
        return chance_by_numbers(self.weights[slot], numbers_of(self.rules.probability(slot, signs), net))


def numbers_of(rules: float, net: Numbers) -> Numbers:
    """What is known by both: the chance that the rules give, and what the network says."""
    return {"rules": odds_of(rules), **net}


@cache
def default_model() -> Model:
    """The weights of `muc4_weights.json`."""
    form = json.loads(files("tocsin.evaluate").joinpath("muc4_weights.json").read_text("utf-8"))
    return Model(form["weights"], form["threshold"])


@cache
def network_model() -> Judged:
    """The weights of `muc4_network.json`, over those of the rules."""
    form = json.loads(files("tocsin.evaluate").joinpath("muc4_network.json").read_text("utf-8"))
    return Judged(form["weights"], form["threshold"], default_model())


def chance_of(model: Model, candidate: Candidate, signs: Iterable[str], event: Numbers) -> float:
    """How likely a candidate fills its slot in an event of which the network says something, too."""
    if isinstance(model, Judged):
        return model.probability_of(candidate.slot, signs, with_event(candidate.net, event))
    return model.probability(candidate.slot, signs)


def with_event(net: Numbers, event: Numbers) -> Numbers:
    """What is said of a candidate, with what is said of the event that it may be of."""
    return {**net, **{name: event[name] for name in OF_EVENT if name in event}}
