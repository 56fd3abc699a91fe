"""Who says a value: its support, and how many of those who say it are independent of one another.

Independence counts origins, not outlets: documents of one source, copies of one text and reports that name the same
voice count once. What cannot be told apart is not counted as independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.fuse.joins import Joins
from tocsin.fuse.told import Report, StableKey, Told
from tocsin.fuse.words import is_official, name_key
from tocsin.record import Claim, Statement, Support
from tocsin.record.incident import Credibility

CONFIRMED_FROM = 3  # independent origins, one of them official or the actor's own claim


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the mention it was made in."""

    told: Told
    statement: Statement

    @property
    def voice(self) -> str | None:
        """Who is named as saying so: the speaker, else the accuser of a claim; None for the outlet itself."""
        if self.statement.attribution is not None:
            return self.statement.attribution.name
        value = self.statement.value
        return value.by if isinstance(value, Claim) else None

    @property
    def order(self) -> tuple[object, StableKey, int]:
        """Where it stands among what is said: by report, then by mention and place in the text."""
        return (self.told.report.order, self.told.key, self.statement.evidence[0].start)

    @property
    def support(self) -> Support:
        """The words and who vouches for them, as an incident shows them."""
        doc, voice = self.told.report.doc, self.statement.attribution
        return Support(
            document=doc.id,
            mention=self.told.mention.id,
            reader=reader_of(self.told.report),
            evidence=self.statement.evidence,
            source=doc.source,
            published=doc.published,
            attribution=self.voice,
            attribution_evidence=voice.evidence if voice else (),
            modality=self.statement.modality,
        )


def reader_of(report: Report) -> str:
    """The reader of a report, by name and version."""
    return f"{report.reading.reader.name}/{report.reading.reader.version}"


def in_order(said: Iterable[Said]) -> list[Said]:
    """What is said, in the order of the reports."""
    return sorted(said, key=lambda s: s.order)


def supports(said: Iterable[Said]) -> tuple[Support, ...]:
    """The support of a value, in the order of the reports, each mention and quotation once."""
    return tuple(dict.fromkeys(s.support for s in in_order(said)))


def count_origins(said: Iterable[Said]) -> int:
    """How many independent origins say it."""
    joins: Joins = Joins()
    reports = []
    for s in said:
        report = f"document {s.told.report.doc.key}"
        reports.append(report)
        for tie in _shared(s):
            joins.join(report, tie)
    return len({joins.find(report) for report in reports})


def _shared(said: Said) -> Sequence[str]:
    """What makes a statement depend on others: its outlet, the text copied, the voice quoted."""
    ties = [f"outlet {said.told.report.outlet}", f"text {said.told.report.copies}"]
    return [*ties, f"voice {name_key(said.voice)}"] if said.voice else ties


def credibility(said: Sequence[Said], *, claimed: bool = False) -> Credibility:
    """How far a value is borne out. `claimed` says that the actor's own claim bears it out too.

    Three independent origins with an official voice or the actor's claim among them confirm it; two are several.
    """
    origins = count_origins(said)
    vouched = claimed or any(s.statement.modality == "claimed" or (s.voice and is_official(s.voice)) for s in said)
    if origins >= CONFIRMED_FROM and vouched:
        return "confirmed"
    return "several_sources" if origins >= 2 else "single_source"


def statements_of(mentions: Iterable[Told], property: str) -> list[Said]:
    """What mentions say of one property, in the order of the reports."""
    return in_order(Said(t, s) for t in mentions for s in t.mention.of(property))
