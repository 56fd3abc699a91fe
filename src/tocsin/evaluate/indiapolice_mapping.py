"""Readings as labels of police action.

A model decides, sentence by sentence (`indiapolice_model.json`, fitted on the fit part by `bench/fit_indiapolice.py`):
logistic regression over what was read in the sentence and in the one before it (types of mentions, their triggers,
whether a state force acts in them, tolls, who speaks) and over the words of the sentence and of its neighbours, one by
one and by classes. A document has a label where the likeliest of its sentences reaches a threshold of its own. The
labels were given by people in context and for "anything that police do", which no mention of an event stands for; the
words see to that.

Beside it stand rules, for comparison and for who has no model (`labels_by_rule`). "Police" is any state force: a
participant of kind `state_force` that acts (perpetrator, party or responder). What is only feared, planned or
threatened is no act. Which mentions give which label by the rules:
- KILL: violence by a state force with somebody killed;
- FORCE: any violence by a state force;
- ARREST: an arrest, by a state force or by nobody named: arrests are by police unless others are said to make them;
- FAIL: a failure to protect;
- ANY_ACTION: any other response by a state force.
KILL implies FORCE, and KILL, FORCE and ARREST imply ANY_ACTION: the prediction holds the implied labels, so that
scoring adds none. A label stands on the words that tell of the act, wherever the text does; KILL on those that tell of
the dead as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.evaluate.indiapolice_model import load_model
from tocsin.evaluate.indiapolice_record import LABELS, Label, LabelledSpan, Prediction, with_implied
from tocsin.evaluate.indiapolice_signs import shown_in
from tocsin.record import Evidence, Mention, Participant, Reading, Toll

ACTING = ("perpetrator", "party", "responder")
DONE = ("occurred", "attempted", "foiled")


def labels_of(reading: Reading) -> Prediction:
    """The labels of a reading: by the model, over its sentences."""
    return load_model().predict(shown_in(reading))


def labels_by_rule(reading: Reading) -> Prediction:
    """The labels of a reading by the rules alone, on the words that tell of them."""
    spans = {
        LabelledSpan(piece.start, piece.end, label)
        for mention in reading.mentions
        for piece, labels in _labelled(mention)
        for label in with_implied(labels)
        if piece.field == "text"
    }
    return Prediction(spans=tuple(sorted(spans, key=lambda s: (s.start, s.end, LABELS.index(s.label)))))


def _labelled(mention: Mention) -> Iterator[tuple[Evidence, set[Label]]]:
    """The words that tell of the act, with the labels that it has."""
    label = _label(mention)
    if label is None:
        return
    dead = [s for s in mention.of("toll") if isinstance(s.value, Toll) and _is_dead(s.value)]
    for statement in mention.of("type"):
        for piece in statement.evidence:
            yield piece, {label}
    if label == "FORCE":
        for statement in dead:
            for piece in statement.evidence:
                yield piece, {"KILL"}


def _label(mention: Mention) -> Label | None:
    if mention.status not in DONE:
        return None
    doers = [p for p in mention.all(Participant) if p.role in ACTING]
    by_force = any(p.kind == "state_force" for p in doers)
    if mention.type == "failure_to_protect":
        return "FAIL"
    if mention.type == "arrest":
        return "ARREST" if by_force or not doers else None
    if not by_force:
        return None
    if mention.family == "violence":
        return "FORCE"
    return "ANY_ACTION" if mention.family == "response" else None


def _is_dead(toll: Toll) -> bool:
    return toll.measure == "killed" and (toll.low, toll.high, toll.best) != (0, 0, 0)
