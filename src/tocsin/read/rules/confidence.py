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
    signs = {**_document_signs(len(reading.document.text), reading.relevance, len(reading.mentions))}
    type_, status = mention.of("type")[0], mention.of("status")[0]
    signs |= {f"type {mention.type}": 1.0, f"status {mention.status}": 1.0, f"political {mention.political}": 1.0}
    signs |= _level("told", len(type_.evidence))
    signs |= {f"with {name}": 1.0 for name in BESIDE if mention.of(name)}
    signs |= {f"role {s.value.role}": 1.0 for s in mention.of("participant")}  # type: ignore[union-attr]
    signs |= {f"measure {s.value.measure}": 1.0 for s in mention.of("toll")}  # type: ignore[union-attr]
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
    signs = {**_document_signs(len(reading.document.text), reading.relevance, len(reading.mentions))}
    same = [s.value for s in tolls if isinstance(s.value, Toll) and s.value.measure == toll.measure]
    value, evidence = number_of(toll), figure.evidence[0]
    signs |= {toll.measure: 1.0, f"scope {toll.scope}": 1.0, f"status {mention.status}": 1.0}
    signs |= {**_level("told", len(figure.evidence)), **_level("figures", len(same)), **_level("of many", value)}
    gap = abs(evidence.start - mention.trigger.start) if evidence.field == mention.trigger.field else FAR[0]
    signs |= {f"further than {far}": 1.0 for far in FAR if gap > far}
    for name, holds in (
        ("highest", all(number_of(other) <= value for other in same)),
        ("first", bool(same) and same[0] is toll),
        ("round", toll.approximate),
        ("open", toll.low is None or toll.high is None),
        ("of somebody", toll.whom is not None),
        ("on a word", figure.attribution is not None),
        ("in words", evidence.quote.isalpha()),
        ("first event", reading.mentions[0] is mention),
        ("background", mention.background),
        ("beginning", evidence.field == "title" or evidence.start < FAR[1]),
    ):
        signs[name] = float(holds)
    return signs


def participant_signs(reading: Reading, mention: Mention, part: Statement) -> dict[str, float]:
    """What speaks for and against somebody's part: which it is, how he or it is named and where, and who else is."""
    value, evidence = part.value, part.evidence[0]
    assert isinstance(value, Participant)
    role, words = value.role, value.name.split()
    same = [s.value for s in mention.of("participant") if s.value.role == role]  # type: ignore[union-attr]
    signs = {**_document_signs(len(reading.document.text), reading.relevance, len(reading.mentions))}
    signs |= {f"role {role}": 1.0, f"{role} {value.kind}": 1.0, f"{role} {mention.status}": 1.0}
    signs |= {**_level(f"{role}s", len(same)), **_level("told", len(part.evidence)), **_level("words", len(words))}
    signs |= {f"{role} {part.modality}": 1.0, f"{role} in {mention.type}": 1.0}
    gap = abs(evidence.start - mention.trigger.start) if evidence.field == mention.trigger.field else FAR[0]
    signs |= {f"further than {far}": 1.0 for far in FAR if gap > far}
    for name, holds in (
        (f"{role} known", value.actor is not None),
        ("counted", value.count is not None),
        ("a name", value.name[:1].isupper()),
        ("one small word", len(words) == 1 and value.name.islower()),
        ("on a word", part.attribution is not None),
        ("before", evidence.start < mention.trigger.start),
        ("first", bool(same) and same[0] is value),
        ("background", mention.background),
        ("beginning", evidence.field == "title" or evidence.start < FAR[1]),
    ):
        signs[name] = float(holds)
    return signs


def said_signs(said: Attribution) -> dict[str, float]:
    """What speaks for and against words given to a speaker: who it is, how much is said, and in which order."""
    words, speaker = said.evidence, said.speaker_evidence
    size = sum(piece.end - piece.start for piece in words)
    signs = {f"longer than {far}": 1.0 for far in LONG if size > far} | {**_level("pieces", len(words))}
    gap = words[0].start - speaker[0].end if speaker else 0
    for name, holds in (
        ("direct", said.direct),
        ("nobody", not speaker),
        ("with a post", said.post is not None),
        ("with an affiliation", said.affiliation is not None),
        ("of an act", bool(said.about)),
        ("a name", said.speaker[:1].isupper() and " " in said.speaker),
        ("one small word", said.speaker.isalpha() and said.speaker.islower()),
        ("speaker after", gap < 0),
        ("speaker far off", abs(gap) > FAR[0]),
        ("to the full stop", words[-1].quote[-1:] in '.!?"”'),
    ):
        signs[name] = float(holds)
    return signs


def number_of(toll: Toll) -> int:
    """The one number that stands for a figure: its best, else low, else high."""
    return next((n for n in (toll.best, toll.low, toll.high) if n is not None), 0)


@lru_cache(maxsize=1024)
def _document_signs(length: int, relevance: float | None, events: int) -> Mapping[str, float]:
    """What is the same for all that a document says."""
    likely = min(max(relevance or 0.5, 0.01), 0.99)
    told = {"length": log(1 + length) / 8, "relevance": log(likely / (1 - likely)) / 4}
    return {**told, **_level("events", events)}


@lru_cache(maxsize=4096)
def _level(name: str, count: int) -> Mapping[str, float]:
    return {f"{name} {level}+": 1.0 for level in LEVELS if count >= level}
