"""What the rule reader finds in a text, as marks to learn from where nobody labelled it.

It carries the rules' knowledge of triggers, figures, speakers and sites into the network, with the rules' mistakes;
labels made by people go before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.read.neural.labels import MEASURES, TYPES
from tocsin.record import Evidence, Reading
from tocsin.record.values import Claim, Participant, Place, Toll
from tocsin.train.examples import Example, Mark

KNOWN = frozenset(("trigger", "toll", "speaker", "content", "site", "party", "responder", "claimant", "issuer"))
PARTS = {"party": "party", "initiated_by": "party", "responder": "responder", "issuer": "issuer"}


def with_silver(example: Example, reading: Reading) -> Example:
    """The example with the marks of a reading of its text for what the example does not know."""
    known = KNOWN - example.knows
    marks = [mark for mark in silver_marks(reading) if mark.tag in known]
    return replace(example, marks=(*example.marks, *marks), knows=example.knows | known)


def silver_marks(reading: Reading) -> Iterator[Mark]:
    """The marks of a reading, those in the title left out."""
    for mention in reading.mentions:
        if mention.trigger.field == "text" and mention.type in TYPES:
            kinds = {"type": mention.type, "status": mention.status}
            yield Mark("trigger", mention.trigger.start, mention.trigger.end, kinds)
        for statement in mention.statements:
            first = statement.evidence[0]
            if first.field != "text":
                continue
            if isinstance(statement.value, Toll) and statement.value.measure in MEASURES:
                kinds = {"measure": statement.value.measure, "scope": statement.value.scope}
                yield Mark("toll", first.start, first.end, kinds)
            if isinstance(statement.value, Place) and statement.value.role == "site":
                yield Mark("site", first.start, first.end)
            if isinstance(statement.value, Claim):
                yield Mark("claimant", first.start, first.end)
            if isinstance(statement.value, Participant) and statement.value.role in PARTS:
                yield Mark(PARTS[statement.value.role], first.start, first.end)
    for attribution in reading.attributions:
        yield from _marks("content", attribution.evidence)
        yield from _marks("speaker", attribution.speaker_evidence)


def _marks(tag: str, evidence: tuple[Evidence, ...]) -> Iterator[Mark]:
    for each in evidence:
        if each.field == "text":
            yield Mark(tag, each.start, each.end)
