"""Who and what is in danger if it is told of: minors, victims of sexual violence, sensitive sites (design 8).

All of it fails closed: a word in the wrong sense hides what could have been shown, never the other way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from tocsin.care.names import words_in
from tocsin.record import Incident, Participant, Reading

ADULT = 18
_AGED = re.compile(
    r"\b(\d{1,3})[\s-]*(?:year|yr|month|week|day)s?[\s-]*olds?\b|\baged?\s+(\d{1,3})\b|,\s(\d{1,3}),"
    r"|\b(?:was|is|were|are|turned)\s+(?:only\s+|just\s+)?(\d{1,3})(?=[.,;!?])",
    re.I,
)
_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
    r"[\s-]+years?[\s-]+olds?\b|\b(?:month|week|day)s?[\s-]olds?\b",
    re.I,
)
_TAGS = frozenset({"health", "aid_worker", "displaced", "refugee"})
_HELD = frozenset({"hostage_taking", "hijacking", "abduction"})


def is_vulnerable(text: str) -> bool:
    """Whether a text speaks of a minor, or of sexual violence; then nobody private in it is named."""
    ages = (int(next(filter(None, found.groups()))) for found in _AGED.finditer(text))
    return any(age < ADULT for age in ages) or bool(_IN_WORDS.search(text)) or _has(text, "vulnerable")


def unnameable(readings: Iterable[Reading], names: Iterable[str]) -> frozenset[str]:
    """Those of some names that no policy lets out: each that stands in a report which speaks of a minor or of sexual
    violence, or in which an act of sexual violence was read."""
    wanted = frozenset(names)
    found: set[str] = set()
    for reading in readings:
        doc = reading.document
        whole = f"{doc.title or ''}\n{doc.text}"
        if is_vulnerable(whole) or any(mention.type == "sexual_violence" for mention in reading.mentions):
            told = {person.name for person in reading.persons}
            found |= {name for name in wanted if name in told or name in whole}
    return frozenset(found)


def is_sensitive(incident: Incident) -> bool:
    """Whether it is at a shelter, a displacement site, a clinic or a convoy, or people are still being held."""
    if incident.type.value in _HELD and not _is_over(incident):
        return True
    people = [folded.value for folded in incident.participants if folded.value.role in ("victim", "target")]
    if any(not _TAGS.isdisjoint(each.tags) for each in people):
        return True
    return any(_has(words, "sensitive") for words in _told_of(incident, people))


def _is_over(incident: Incident) -> bool:
    """Whether those who were held are said to be free."""
    if any(folded.value.measure in ("released", "rescued") for folded in incident.tolls):
        return True
    return any(link.type == "release" for link in incident.responses)


def _told_of(incident: Incident, people: Iterable[Participant]) -> Iterable[str]:
    """The words for the place, and for those and that which were struck."""
    for folded in incident.where:
        yield folded.value.name
        for rival in folded.rivals:
            yield rival.value.name
        yield from (evidence.quote for support in folded.support for evidence in support.evidence)
    yield from (each.name for each in people)
    yield from (folded.value.whom for folded in incident.tolls if folded.value.whom)
    if incident.warning is not None:
        yield from (words for words in (incident.warning.value.place, incident.warning.value.target) if words)


@cache
def general_words() -> frozenset[str]:
    """Folded words of names of outlets and places that by themselves name none ("Service", "North")."""
    return _phrases("general")[0]


@cache
def _phrases(list: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """The single words of a list, and its phrases of several."""
    rows = tomllib.loads(files("tocsin.care").joinpath("words.toml").read_text("utf-8"))
    each = [tuple(word.folded for word in words_in(phrase)) for phrase in rows[list]["words"]]
    return frozenset(words[0] for words in each if len(words) == 1), frozenset(w for w in each if len(w) > 1)


def _has(text: str, list: str) -> bool:
    words = [word.folded for word in words_in(text)]
    single, phrases = _phrases(list)
    if not single.isdisjoint(words):
        return True
    return any(tuple(words[i : i + len(p)]) == p for p in phrases for i in range(len(words) - len(p) + 1))
