"""Signs by which an event of a reading is one that the keys hold, or is not.

What the rules of `muc4_mapping.py` let through is weighed once more, by how the text tells of the event, and how much
the reader found of it. Only words in small letters are signs: no names. The words of the message at large are none:
they tell in texts of one month what the news of that month is about, and nothing in those of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tocsin.evaluate.muc4_record import Roles
from tocsin.record import Claim, Mention, Participant, Place, Reading, Toll, When

WORD = re.compile(r"(?<![A-Za-z])[a-z][a-z-]{2,}")
AGES = (-1, 0, 1, 3, 7, 14, 31, 62, 180, 365)  # days between event and report


@cache
def words_of(text: str) -> frozenset[str]:
    """The words in small letters."""
    return frozenset(WORD.findall(text))


def text_signs(reading: Reading, home: str | None) -> list[str]:
    """What the whole message says, whatever the event. `home` is the country it is from."""
    text = reading.document.text
    relevance = round((reading.relevance or 0) * 5)
    return ["bias", f"home {home}", f"relevance {relevance}", f"size {min(len(text) // 1000, 6)}"]


def event_signs(reading: Reading, mention: Mention, roles: Roles) -> list[str]:
    """What is said of one event, and how."""
    return [
        *_telling(reading, mention),
        *_who(mention, roles),
        *_when(reading, mention),
        *_place_among(reading, mention),
    ]


def _telling(reading: Reading, mention: Mention) -> Iterator[str]:
    text, start, end = reading.document.text, mention.trigger.start, mention.trigger.end
    yield f"type {mention.type}"
    yield f"status {mention.status}"
    yield f"unit {mention.unit} {mention.background} {mention.political}"
    yield f"trigger {mention.trigger.quote.lower()}"
    yield f"at {min(start // 300, 8)}"
    after = text.find(".", end)
    for word in sorted(words_of(text[text.rfind(".", 0, start) + 1 : after if after > 0 else len(text)])):
        yield f"sentence {word}"
    for word in WORD.findall(text[max(0, start - 40) : start])[-2:]:
        yield f"left {word}"
    for word in WORD.findall(text[end : end + 40])[:2]:
        yield f"right {word}"
    told = {e.start // 200 for s in mention.statements for e in s.evidence if e.field == "text"}
    yield f"told {min(len(told), 5)}"


def _who(mention: Mention, roles: Roles) -> Iterator[str]:
    for role, entities in roles.items():
        yield f"role {role} {min(len(entities), 3)}"
        yield f"{mention.type} {role}"
    for participant in mention.all(Participant):
        yield f"{participant.role} {participant.kind}"
        yield from (f"{participant.role} {word}" for word in sorted(words_of(participant.name)))
    for claim in mention.all(Claim):
        yield f"claim {claim.stance}"
    for toll in mention.all(Toll):
        yield f"toll {toll.measure} {toll.scope}"


def _when(reading: Reading, mention: Mention) -> Iterator[str]:
    when = next(iter(mention.all(When)), None)
    published = reading.document.published
    yield f"when {when.precision if when else None}"
    if when is not None and when.earliest and published:
        days = (date.fromisoformat(published[:10]) - date.fromisoformat(when.earliest[:10])).days
        yield f"age {next((age for age in AGES if days <= age), 'more')}"
    for place in mention.all(Place):
        if place.role == "site":
            yield f"place site {place.precision}"


def _place_among(reading: Reading, mention: Mention) -> Iterator[str]:
    """How many acts the text tells of, and which this one is."""
    acts = [m for m in reading.mentions if m.family in ("violence", "plot")]
    yield f"acts {min(len(acts), 6)}"
    yield f"number {min(next((i for i, m in enumerate(acts) if m is mention), 6), 6)}"
    yield f"alike {sum(m.type == mention.type for m in acts)}"
    others = {m.type for m in reading.mentions if m.family not in ("violence", "plot")}
    yield from (f"beside {type_}" for type_ in sorted(others))
