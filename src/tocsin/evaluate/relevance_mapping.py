"""Readings as judgements of relevance.

A text is relevant where the reader thinks it as likely as not. Its types are those of the violence that its mentions
tell of, in the four classes of incident logs; violence of no class of its own is `armed_assault` where people are
attacked, `other` where things are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tocsin.evaluate.relevance_record import INCIDENT_TYPES, Act, IncidentType, Prediction
from tocsin.record import Mention, Reading

RELEVANT = 0.5  # from this probability on a text counts as relevant
CLASSES: Mapping[IncidentType, tuple[str, ...]] = {
    "bombing": (
        "bombing", "suicide_bombing", "landmine_explosion", "shelling", "missile_rocket", "air_strike", "drone_strike",
    ),
    "armed_assault": (
        "armed_assault", "armed_clash", "assassination", "execution", "stabbing", "shooting", "attack",
        "beating_torture", "mob_violence", "vehicle_ramming", "excessive_force", "sexual_violence",
    ),
    "kidnapping": ("abduction", "hostage_taking", "hijacking", "enforced_disappearance", "kidnapping"),
    "other": ("arson", "sabotage", "threat", "looting_property_destruction", "robbery", "blockade", "other"),
}  # fmt: skip
CLASS_OF = {type_: name for name, types in CLASSES.items() for type_ in types}
AS: Mapping[str, IncidentType] = {  # names in predictions that are read as a class
    "suicide_bombing": "bombing", "shelling": "bombing", "shooting": "armed_assault", "assassination": "armed_assault",
    "armed_clash": "armed_assault", "execution": "armed_assault", "stabbing": "armed_assault",
    "attack": "armed_assault", "abduction": "kidnapping", "hostage_taking": "kidnapping", "arson": "other",
    "sabotage": "other", "threat": "other",
}  # fmt: skip


def judged(reading: Reading) -> Prediction:
    """The judgement of a reading."""
    told = {CLASS_OF.get(mention.type) for mention in reading.mentions}
    likely = reading.relevance or 0.0
    return Prediction(
        relevant=likely >= RELEVANT,
        score=likely,
        types=tuple(c for c in INCIDENT_TYPES if c in told),
        acts=tuple(_acts(reading)),
    )


def is_done(mention: Mention) -> bool:
    """Whether a mention is of violence said to have been done, or tried, and no history."""
    done = mention.family == "violence" and mention.status in ("occurred", "attempted")
    return done and not mention.background


def _acts(reading: Reading) -> Iterator[Act]:
    """The acts done that have a confidence."""
    for mention in filter(is_done, reading.mentions):
        if mention.confidence is not None:
            yield Act(type=CLASS_OF.get(mention.type), confidence=mention.confidence)


def classes(prediction: Prediction) -> set[str]:
    """The types of a prediction, each by the name of its class."""
    return {AS.get(name, name) for name in prediction.types}
