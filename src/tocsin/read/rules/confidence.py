"""How sure a reading is of what it says: the probability that the text says so.

Acts of violence, who took part in them, their tolls, and what anyone is said to say have one.

Logistic models over what the record itself shows (`confidence.json`, fitted by `bench/fit_confidence.py`): how often a
thing is told and where, with whom, with what beside it. What there is no gold for has no confidence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import log
from typing import Any

from msgspec.structs import replace

from tocsin.lexicon import load_bytes
from tocsin.read.rules.relevance import probability
from tocsin.read.rules.word_weights import odds_of
from tocsin.record import Attribution, Mention, Participant, Reading, Statement, Toll
from tocsin.record.values import one_number

FAMILIES = ("violence", "plot")
BESIDE = ("when", "where", "participant", "toll", "claim")
FAR = (60, 200, 600)  # characters between a figure and its trigger
LONG = (20, 60, 150, 300)  # characters that are said
LEVELS = (2, 3, 5)
TOLD = ("event", "additional")
PARTS = ("perpetrator", "suspect", "initiated_by", "target", "weapon")


@cache
def confidence_model() -> Mapping[str, Any]:
    """The models by what they are of: `act`, `participant`, `toll`, `said`."""
    form: Mapping[str, Any] = json.loads(load_bytes("confidence.json"))
    return form


def with_confidence(reading: Reading) -> Reading:
    """The reading with the confidence of each act of violence, of its tolls, and of each attribution."""
    if not reading.mentions and not reading.attributions:
        return reading
    return replace(
        reading,
        mentions=tuple(_sure(reading, mention) for mention in reading.mentions),
        attributions=tuple(replace(said, confidence=_of("said", said_signs(said))) for said in reading.attributions),
    )


def _sure(reading: Reading, mention: Mention) -> Mention:
    if not is_act(mention):
        return mention
    statements = tuple(_sure_statement(reading, mention, statement) for statement in mention.statements)
    return replace(mention, statements=statements, confidence=_of("act", act_signs(reading, mention)))


def _sure_statement(reading: Reading, mention: Mention, statement: Statement) -> Statement:
    if is_figure(statement):
        signs = toll_signs(reading, mention, mention.of("toll"), statement)
        return replace(statement, confidence=_of("toll", signs))
    if is_part(statement):
        return replace(statement, confidence=_of("participant", participant_signs(reading, mention, statement)))
    return statement


def _of(kind: str, signs: Mapping[str, float]) -> float | None:
    model = confidence_model().get(kind)
    return probability(odds_of(model, signs)) if model else None


def is_act(mention: Mention) -> bool:
    """Whether there is gold for such a mention: one act of violence or a plot."""
    return mention.family in FAMILIES and mention.unit == "single"


def is_figure(statement: Statement) -> bool:
    """Whether there is gold for such a statement: how many an event killed or injured."""
    toll = statement.value
    return isinstance(toll, Toll) and toll.measure in ("killed", "injured") and toll.scope in TOLD


def is_part(statement: Statement) -> bool:
    """Whether there is gold for such a statement: who did an act, what was hit, with what. There is none of victims."""
    return isinstance(statement.value, Participant) and statement.value.role in PARTS


def act_signs(reading: Reading, mention: Mention) -> dict[str, float]:
    """What speaks for and against an act: of what type it is, how often it is told, and what is told of it."""
    type_, status = mention.of("type")[0], mention.of("status")[0]
    beside = {s.property for s in mention.statements}
    signs = {
        **_document_signs(len(reading.document.text), reading.relevance, len(reading.mentions)),
        f"type {mention.type}": 1.0,
        f"status {mention.status}": 1.0,
        f"political {mention.political}": 1.0,
        **_level("told", len(type_.evidence)),
        **{f"with {name}": 1.0 for name in BESIDE if name in beside},
        **{f"role {s.value.role}": 1.0 for s in mention.of("participant")},  # type: ignore[union-attr]
        **{f"measure {s.value.measure}": 1.0 for s in mention.of("toll")},  # type: ignore[union-attr]
    }
    if mention.background:
        signs["background"] = 1.0
    if status.modality != "asserted" or status.attribution is not None:
        signs["on a word"] = 1.0
    if mention.trigger.field == "title" or mention.trigger.start < FAR[1]:
        signs["at the beginning"] = 1.0
    return signs


def toll_signs(reading: Reading, mention: Mention, tolls: Sequence[Statement], figure: Statement) -> dict[str, float]:
    """What speaks for and against a figure: how it is told and where, and what figures stand beside it."""
    toll = figure.value
    assert isinstance(toll, Toll)
    same = [s.value for s in tolls if isinstance(s.value, Toll) and s.value.measure == toll.measure]
    value, evidence = number_of(toll), figure.evidence[0]
    gap = abs(evidence.start - mention.trigger.start) if evidence.field == mention.trigger.field else FAR[0]
    return {
        **_document_signs(len(reading.document.text), reading.relevance, len(reading.mentions)),
        toll.measure: 1.0,
        f"scope {toll.scope}": 1.0,
        f"status {mention.status}": 1.0,
        **_level("told", len(figure.evidence)),
        **_level("figures", len(same)),
        **_level("of many", value),
        **_further(gap),
        "highest": float(all(number_of(other) <= value for other in same)),
        "first": float(bool(same) and same[0] is toll),
        "round": float(toll.approximate),
        "open": float(toll.low is None or toll.high is None),
        "of somebody": float(toll.whom is not None),
        "on a word": float(figure.attribution is not None),
        "in words": float(evidence.quote.isalpha()),
        "first event": float(reading.mentions[0] is mention),
        "background": float(mention.background),
        "beginning": float(evidence.field == "title" or evidence.start < FAR[1]),
    }


def participant_signs(reading: Reading, mention: Mention, part: Statement) -> dict[str, float]:
    """What speaks for and against somebody's part: which it is, how he or it is named and where, and who else is."""
    value, evidence = part.value, part.evidence[0]
    assert isinstance(value, Participant)
    role, words = value.role, value.name.split()
    same = [s.value for s in mention.of("participant") if s.value.role == role]  # type: ignore[union-attr]
    gap = abs(evidence.start - mention.trigger.start) if evidence.field == mention.trigger.field else FAR[0]
    return {
        **_document_signs(len(reading.document.text), reading.relevance, len(reading.mentions)),
        f"role {role}": 1.0,
        f"{role} {value.kind}": 1.0,
        f"{role} {mention.status}": 1.0,
        **_level(f"{role}s", len(same)),
        **_level("told", len(part.evidence)),
        **_level("words", len(words)),
        f"{role} {part.modality}": 1.0,
        f"{role} in {mention.type}": 1.0,
        **_further(gap),
        f"{role} known": float(value.actor is not None),
        "counted": float(value.count is not None),
        "a name": float(value.name[:1].isupper()),
        "one small word": float(len(words) == 1 and value.name.islower()),
        "on a word": float(part.attribution is not None),
        "before": float(evidence.start < mention.trigger.start),
        "first": float(bool(same) and same[0] is value),
        "background": float(mention.background),
        "beginning": float(evidence.field == "title" or evidence.start < FAR[1]),
    }


def said_signs(said: Attribution) -> dict[str, float]:
    """What speaks for and against words given to a speaker: who it is, how much is said, and in which order."""
    words, speaker = said.evidence, said.speaker_evidence
    size = sum(piece.end - piece.start for piece in words)
    gap = words[0].start - speaker[0].end if speaker else 0
    return {
        **{f"longer than {far}": 1.0 for far in LONG if size > far},
        **_level("pieces", len(words)),
        "direct": float(said.direct),
        "nobody": float(not speaker),
        "with a post": float(said.post is not None),
        "with an affiliation": float(said.affiliation is not None),
        "of an act": float(bool(said.about)),
        "a name": float(said.speaker[:1].isupper() and " " in said.speaker),
        "one small word": float(said.speaker.isalpha() and said.speaker.islower()),
        "speaker after": float(gap < 0),
        "speaker far off": float(abs(gap) > FAR[0]),
        "to the full stop": float(words[-1].quote[-1:] in '.!?"”'),
    }


def number_of(toll: Toll) -> int:
    """The one number that stands for a figure: its best, else low, else high."""
    return one_number(toll) or 0


@lru_cache(maxsize=1024)
def _document_signs(length: int, relevance: float | None, events: int) -> Mapping[str, float]:
    """What is the same for all that a document says."""
    likely = min(max(relevance or 0.5, 0.01), 0.99)
    told = {"length": log(1 + length) / 8, "relevance": log(likely / (1 - likely)) / 4}
    return {**told, **_level("events", events)}


def _further(gap: int) -> dict[str, float]:
    return {f"further than {far}": 1.0 for far in FAR if gap > far} if gap > FAR[0] else {}


@lru_cache(maxsize=4096)
def _level(name: str, count: int) -> Mapping[str, float]:
    return {f"{name} {level}+": 1.0 for level in LEVELS if count >= level}
