"""What a model answers with: its proposals, in Tocsin's vocabulary, and the JSON schema that they are asked for in.

Nothing here is believed. A proposal says what to look for in the text; what becomes of it is decided from the text
(`mentions`, `values`, `parts`, `said`).
"""

from __future__ import annotations

import re
from typing import Any, get_args

import msgspec
from msgspec import Struct, field

from tocsin.record.event_types import EVENT_TYPES
from tocsin.record.mention import RelationKind, RelationType
from tocsin.record.values import (
    Measure,
    Outcome,
    ParticipantKind,
    PlaceRole,
    Political,
    Role,
    Scope,
    Stance,
    Status,
    TollClass,
    Unit,
)  # fmt: skip

MOST_EVENTS, MOST_VALUES = 40, 24  # of one piece of text, and of one list of an event: no report tells of more
THOUGHT = re.compile(r"\A\s*<think>.*?</think>\s*", re.DOTALL)
FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


class SaidTime(Struct, kw_only=True):
    """The words of a time, and the day that the model takes them for."""

    words: str
    quote: str
    day: str | None = None


class SaidPlace(Struct, kw_only=True):
    """A place as named, and the country that the model takes it to be in."""

    name: str
    quote: str
    role: PlaceRole = "site"
    country: str | None = None


class SaidParticipant(Struct, kw_only=True):
    """Somebody who had a part. `hedged`: the words do not vouch for it."""

    role: Role
    kind: ParticipantKind
    name: str
    quote: str
    hedged: bool = False
    said_by: str | None = None
    outcome: Outcome | None = None


class SaidToll(Struct, kw_only=True):
    """The words of a figure, and the number that the model takes them for."""

    measure: Measure
    figure: str
    quote: str
    number: int | None = None
    whom: str | None = None
    class_: TollClass = field(name="class", default="unknown")
    scope: Scope = "event"
    said_by: str | None = None


class SaidClaim(Struct, kw_only=True):
    """Who is said to have done it, with which stance, and on whose word."""

    claimant: str
    stance: Stance
    quote: str
    by: str | None = None
    channel: str | None = None


class SaidWarning(Struct, kw_only=True):
    """A warning before the fact."""

    quote: str
    issuer: str | None = None
    recipient: str | None = None
    target: str | None = None
    place: str | None = None


class SaidEvent(Struct, kw_only=True):
    """One event: the clause that tells it, the words in it that name it, and what is said of it."""

    id: str
    type: str
    quote: str
    trigger: str
    status: Status = "occurred"
    status_quote: str | None = None
    unit: Unit = "single"
    background: bool = False
    political: Political = "yes"
    when: SaidTime | None = None
    where: list[SaidPlace] = field(default_factory=list)
    participants: list[SaidParticipant] = field(default_factory=list)
    tolls: list[SaidToll] = field(default_factory=list)
    claims: list[SaidClaim] = field(default_factory=list)
    warning: SaidWarning | None = None


class SaidRelation(Struct, kw_only=True):
    """A tie between two events of the answer."""

    type: RelationType
    source: str
    target: str
    quote: str
    kind: RelationKind | None = None


class SaidAttribution(Struct, kw_only=True):
    """Somebody says something."""

    speaker: str
    quote: str
    post: str | None = None
    affiliation: str | None = None
    about: list[str] = field(default_factory=list)


class Answer(Struct, kw_only=True):
    """All that a model proposes for one piece of text."""

    events: list[SaidEvent]
    relations: list[SaidRelation] = field(default_factory=list)
    attributions: list[SaidAttribution] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)


def parse_answer(text: str) -> Answer:
    """The answer in a completion. Raises `ValueError` saying what is wrong with it, fit to be told to the model."""
    bare = THOUGHT.sub("", text)
    fenced = FENCED.match(bare)
    try:
        answer = msgspec.json.decode((fenced[1] if fenced else bare).strip().encode(errors="replace"), type=Answer)
    except msgspec.ValidationError as error:
        raise ValueError(f"the JSON is not of the schema: {error}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"it is no JSON: {error}") from error
    wrong = next((event.type for event in answer.events if event.type not in EVENT_TYPES), None)
    if wrong is not None:
        raise ValueError(f"{wrong[:60]!r} is no event type of the vocabulary")
    ids = [event.id for event in answer.events]
    if len(set(ids)) != len(ids):
        raise ValueError("two events have the same id")
    return answer


# ---------------------------------------------------------------------------------------------- the schema
def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, as strict output wants it: nothing referred to, nothing optional, nothing extra."""
    (root,), components = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    schema = _strict(root, components)
    assert isinstance(schema, dict)
    schema["properties"]["events"]["items"]["properties"]["type"] = {"type": "string", "enum": list(EVENT_TYPES)}
    return schema


DROPPED_KEYS = frozenset(("title", "description", "default", "$ref"))


def _strict(node: Any, components: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(each, components) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _strict(components[node["$ref"].rpartition("/")[2]], components)
    made = {
        key: {name: _strict(each, components) for name, each in value.items()}
        if key == "properties"
        else _strict(value, components)
        for key, value in node.items()
        if key not in DROPPED_KEYS
    }
    if "enum" in made and None in made["enum"]:
        words = [word for word in made["enum"] if word is not None]
        return {"anyOf": [{"type": "string", "enum": words}, {"type": "null"}]}
    if "enum" in made:
        made.setdefault("type", "string")
    if "properties" in made:
        made["required"] = list(made["properties"])
        made["additionalProperties"] = False
    return made


VOCABULARY: dict[str, tuple[str, ...]] = {
    name: get_args(kind)
    for name, kind in (
        ("status", Status), ("unit", Unit), ("political", Political), ("participant role", Role),
        ("participant kind", ParticipantKind), ("toll measure", Measure), ("toll class", TollClass),
        ("toll scope", Scope), ("claim stance", Stance), ("place role", PlaceRole),
        ("relation type", RelationType), ("relation kind", RelationKind),
    )
}  # fmt: skip
