"""Whether a reading quotes its document: every piece of evidence, word for word, and every span within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.record import Document, Evidence, Mention, Reading


def misquoted(reading: Reading, doc: Document) -> tuple[Evidence, ...]:
    """The evidence of a reading that is not what the document says at that place, in the order of the reading."""
    return tuple(e for e in evidence_of(reading) if not _quotes(e, doc))


def _quotes(evidence: Evidence, doc: Document) -> bool:
    text = doc.field(evidence.field)
    within = 0 <= evidence.start <= evidence.end <= len(text)
    return within and evidence.document == doc.id and text[evidence.start : evidence.end] == evidence.quote


def evidence_of(reading: Reading) -> Iterator[Evidence]:
    """Every piece of evidence in a reading."""
    for mention in reading.mentions:
        yield from _of_mention(mention)
    for relation in reading.relations:
        yield from relation.evidence
    for attribution in reading.attributions:
        yield from attribution.evidence
        yield from attribution.speaker_evidence


def _of_mention(mention: Mention) -> Iterator[Evidence]:
    yield mention.trigger
    for statement in mention.statements:
        yield from statement.evidence
        if statement.attribution is not None:
            yield from statement.attribution.evidence
