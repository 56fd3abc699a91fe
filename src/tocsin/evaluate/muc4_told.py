"""What became of the things that were hit, and how sure the text is of the organisations that did it.

A Reading has no home for damage; the MUC-4 keys ask for it, and lists of `muc4.toml` hold the words that tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.evaluate.muc4_phrases import word_set
from tocsin.evaluate.muc4_record import Roles
from tocsin.evaluate.muc4_roles import BLAMED, DOERS
from tocsin.record import Claim, Mention, Participant, Reading, Statement

END = re.compile(r"[.!?](?=\s)|\n\n")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def target_effects(reading: Reading, mention: Mention) -> tuple[str, ...]:
    """Whether what was hit was destroyed, damaged, or neither, as the sentences that tell of the event say."""
    words = " ".join(_telling(reading, mention))
    said = set(WORD.findall(words))
    if any(phrase in words for phrase in word_set("undamaged")):
        return ("NO DAMAGE",)
    destroyed, damaged = said & word_set("destroyed"), said & word_set("damaged")
    return (*(("DESTROYED",) if destroyed else ()), *(("SOME DAMAGE",) if damaged else ()))


def _telling(reading: Reading, mention: Mention) -> Iterator[str]:
    """The sentences from which something of the event was read, and the next after each."""
    told = sorted({e.start for s in mention.statements for e in s.evidence if e.field == "text"})
    at, last = 0, -2
    for number, match in enumerate(_spans(reading.document.text)):
        start, end = match
        while at < len(told) and told[at] < end:
            if told[at] >= start:
                last = number
            at += 1
        if number - last <= 1:
            yield reading.document.text[start:end].lower()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


# ------------------------------------------------------------------------------------------ who is sure of whom
def confidence_of(mention: Mention, roles: Roles) -> Iterator[tuple[str, str]]:
    """How sure the text is of each organisation: claimed, accused (by those in authority), or told as a fact."""
    for entity in roles.get("PerpOrg", ()):
        claims = [claim for claim in mention.all(Claim) if _alike(claim.claimant, entity[0])]
        told = [s for s in mention.of("participant") if _is_doer(s) and _alike(s.value.name, entity[0])]  # type: ignore[union-attr]
        yield entity[0], _word_for(claims, told)


def _word_for(claims: list[Claim], told: list[Statement]) -> str:
    if any(claim.stance == "claimed" for claim in claims) or any(s.modality == "claimed" for s in told):
        return "CLAIMED OR ADMITTED"
    accusers = [claim.by for claim in claims if claim.stance in BLAMED]
    if not accusers and told and all(s.modality == "alleged" for s in told):
        accusers = [s.attribution.name if s.attribution else None for s in told]
    if not accusers:
        return "REPORTED AS FACT"
    by_authority = any(by and any(word in by.lower() for word in word_set("authority")) for by in accusers)
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by_authority else "SUSPECTED OR ACCUSED"


def _is_doer(statement: Statement) -> bool:
    return isinstance(statement.value, Participant) and statement.value.role in DOERS


def _alike(words: str, name: str) -> bool:
    return name.lower() in words.lower()
