"""Why a value stands in a record: the words it was read from, within their passage, whose they are, and its rivals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tocsin.ports import Ledger
from tocsin.record import Document, Evidence, Folded, Support
from tocsin.record.grades import MEANINGS, information
from tocsin.record.incident_form import evidence_of
from tocsin.view.incident_page import CREDIBILITY, value_words
from tocsin.view.page import Line
from tocsin.web.addresses import document_address

MOST = 12  # passages shown for one value
AROUND = 110  # characters of a text on each side of a quotation
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation within its text. `voice` is who says so in the report, None for the outlet itself.

    `place` names it in a form.
    """

    before: str
    quote: str
    after: str
    document: str
    source: str | None
    published: str | None
    voice: str | None
    href: str
    place: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A value that was told too and not chosen."""

    words: str
    grade: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What bears a value out: by which rule it was chosen, how far it is borne out, its passages and its rivals.

    `more` counts the passages that are not shown.
    """

    passages: tuple[Passage, ...]
    sources: int
    rule: str | None = None
    credibility: str | None = None
    grade: str | None = None
    more: int = 0
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A value of a record on a page: what it is called, its words, and its proof. `href` leads to what it is about."""

    label: str
    words: Line
    proof: Proof | None = None
    property: str | None = None
    href: str | None = None


class Prover:
    """Makes proofs for one page, from the documents that are named and others as they are asked for."""

    def __init__(self, ledger: Ledger, documents: Collection[str] = ()) -> None:
        self._ledger = ledger
        found = ledger.library.documents(documents)
        self._documents: dict[str, Document | None] = {id: found.get(id) for id in documents}

    def document(self, id: str) -> Document | None:
        """A document of the ledger, None where it was erased."""
        if id not in self._documents:
            self._documents[id] = self._ledger.document(id)
        return self._documents[id]

    def of(self, folded: Folded[Any]) -> Proof:
        """The proof of a value of an incident."""
        passages, more = self._first(folded.support)
        return Proof(
            passages=passages,
            sources=len({support.source or support.document for support in folded.support}),
            rule=folded.rule,
            credibility=CREDIBILITY[folded.credibility],
            grade=_grade(folded),
            more=more,
            rivals=tuple(self._rival(rival, folded) for rival in folded.rivals),
        )

    def of_support(self, support: Sequence[Support]) -> Proof:
        """The proof of something that several mentions say."""
        passages, more = self._first(support)
        return Proof(passages, len({each.source or each.document for each in support}), more=more)

    def of_evidence(
        self, evidence: Iterable[Evidence], *, source: str | None, published: str | None, voice: str | None = None
    ) -> Proof:
        """The proof of something that one report says."""
        found = [self._passage(each, source, published, voice) for each in dict.fromkeys(evidence)]
        return Proof(tuple(found[:MOST]), 1, more=max(0, len(found) - MOST))

    def _rival(self, rival: Folded[Any], chosen: Folded[Any]) -> Rival:
        said = " ".join(evidence.quote for evidence in evidence_of(rival))
        words = value_words(rival.value, said)
        return Rival(words, _grade(rival, chosen), self._first(rival.support)[0])

    def _first(self, support: Iterable[Support]) -> tuple[tuple[Passage, ...], int]:
        """The first passages, and how many more there are."""
        said: dict[Evidence, Support] = {}
        for each in support:
            for evidence in each.evidence:
                said.setdefault(evidence, each)
        shown = tuple(
            self._passage(evidence, each.source, each.published, each.attribution)
            for evidence, each in islice(said.items(), MOST)
        )
        return shown, len(said) - len(shown)

    def _passage(self, evidence: Evidence, source: str | None, published: str | None, voice: str | None) -> Passage:
        doc = self.document(evidence.document)
        before, after = _around(doc.field(evidence.field), evidence) if doc is not None else ("", "")
        return Passage(
            before=before,
            quote=evidence.quote,
            after=after,
            document=evidence.document,
            source=source,
            published=published[:10] if published else None,
            voice=voice,
            href=document_address(evidence.document, evidence),
            place=f"{evidence.field}:{evidence.start}-{evidence.end}@{evidence.document}",
        )


def _grade(folded: Folded[Any], chosen: Folded[Any] | None = None) -> str:
    grade = information(folded, chosen=chosen)
    return f"{grade}, {MEANINGS[grade]}"


def _around(text: str, evidence: Evidence) -> tuple[str, str]:
    """The words before and after a quotation, in one line, cut at words."""
    first, last = max(0, evidence.start - AROUND), min(len(text), evidence.end + AROUND)
    before, after = text[first : evidence.start], text[evidence.end : last]
    if first > 0:
        before = "…" + before[before.find(" ") + 1 :] if " " in before else "…"
    if last < len(text):
        after = after[: after.rfind(" ") + 1] + "…" if " " in after else "…"
    return _SPACE.sub(" ", before), _SPACE.sub(" ", after)
