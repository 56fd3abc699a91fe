"""Readings of another Tocsin, `tocsin.reading/1`: its document and what was read there, on the partner's word.

Where the text comes along it is kept, and quotations stay where they are; a last line says who shared it. Where it does
not, the text is the quotations, a line for each.
"""

from __future__ import annotations

from msgspec import structs

from tocsin.errors import FormError
from tocsin.importing.brought import Brought, From, Lost
from tocsin.importing.lines import LONGEST, Lines, document_of, id_of
from tocsin.importing.sound import event_type, moment, value_of
from tocsin.record import (
    Attribution,
    Claim,
    Document,
    Evidence,
    Mention,
    Participant,
    Place,
    ReaderStamp,
    Reading,
    Relation,
    Statement,
    Toll,
    Voice,
    When,
)
from tocsin.record.json_form import Json, dumps, value_form
from tocsin.record.json_load import load_reading

CHECKED = (When, Place, Participant, Toll, Claim)


def bring_reading(form: Json, origin: From, lost: Lost) -> Brought:
    """The document and reading of a partner's reading. Raises `FormError` where it is none, or misquotes itself."""
    theirs = load_reading(form)
    text = theirs.document.text
    if len(text) > LONGEST:
        raise FormError("document", f"its text is longer than {LONGEST:,} characters")
    name = theirs.document.id
    lines = Lines(id_of(origin, name), text)
    moved = _Kept(lines, theirs.document) if text else _Rewritten(lines, theirs.document)
    mentions = tuple(_mention(each, moved) for each in theirs.mentions)
    relations = tuple(structs.replace(each, evidence=moved.all(each.evidence)) for each in theirs.relations)
    attributions = tuple(_attribution(each, moved) for each in theirs.attributions)
    if theirs.document.source:
        lines.line(f"First published by {theirs.document.source}")
    voice = lines.voice(origin.source)
    doc = document_of(
        origin,
        name=name,
        text=lines.text,
        title=theirs.document.title,
        published=moment(theirs.document.published, "published"),
        raw=dumps({**form, "document": {**form["document"], "retrieved": None}}).encode("utf-8", "replace"),
        language=theirs.document.language,
    )
    lost.add("names of persons, which are looked for again", len(theirs.persons))
    lost.add("places that no event is told of", len(theirs.places))
    reading = Reading(
        document=doc,
        reader=_stamp(theirs.reader),
        depth=theirs.depth,
        reason=theirs.reason,
        relevance=theirs.relevance,
        mentions=tuple(_voiced(each, voice) for each in mentions),
        relations=tuple(each for each in relations if _is_whole(each, theirs, lost)),
        attributions=attributions,
    )
    return Brought(document=doc, tlp=origin.unmarked, reading=reading)


def _stamp(theirs: ReaderStamp) -> ReaderStamp:
    return ReaderStamp(name=f"import.{theirs.name}", version=theirs.version, digests=theirs.digests)


class _Kept:
    """Quotations of a text that came along: they have to be what it says."""

    def __init__(self, lines: Lines, doc: Document) -> None:
        self._id = lines.document
        self._doc = doc

    def one(self, evidence: Evidence) -> Evidence:
        """The quotation in the document as it is here. Raises `FormError` where it is none."""
        whole = self._doc.field(evidence.field)
        within = 0 <= evidence.start <= evidence.end <= len(whole)
        if not within or whole[evidence.start : evidence.end] != evidence.quote or not evidence.quote:
            raise FormError("evidence", f"{evidence.quote[:40]!r} is not what the document says there")
        return structs.replace(evidence, document=self._id)

    def all(self, each: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Several quotations."""
        return tuple(map(self.one, each))


class _Rewritten(_Kept):
    """Quotations of a text that did not come along: each becomes a line, once."""

    def __init__(self, lines: Lines, doc: Document) -> None:
        super().__init__(lines, doc)
        self._lines = lines
        self._written: dict[tuple[str, int, int, str], Evidence] = {}

    def one(self, evidence: Evidence) -> Evidence:
        """The line of a quotation."""
        if evidence.field == "title" and self._doc.title:
            return super().one(evidence)
        key = (evidence.field, evidence.start, evidence.end, evidence.quote)
        if key not in self._written:
            self._written[key] = self._lines.line(evidence.quote)
        return self._written[key]


def _mention(mention: Mention, moved: _Kept) -> Mention:
    event_type(mention.type)
    return structs.replace(
        mention,
        trigger=moved.one(mention.trigger),
        statements=tuple(_statement(each, moved) for each in mention.statements),
    )


def _statement(statement: Statement, moved: _Kept) -> Statement:
    if not statement.evidence:
        raise FormError("evidence", f"a {statement.property} quotes nothing")
    if isinstance(statement.value, CHECKED):
        value_of(value_form(statement.value), type(statement.value), statement.property)
    evidence, said = moved.all(statement.evidence), statement.attribution
    voice = None if said is None else Voice(name=said.name, evidence=moved.all(said.evidence))
    return structs.replace(statement, evidence=evidence, attribution=voice)


def _voiced(mention: Mention, voice: Voice) -> Mention:
    """The mention on the partner's word, where the report names nobody else's."""
    statements = tuple(
        each if each.attribution is not None else structs.replace(each, attribution=voice)
        for each in mention.statements
    )
    return structs.replace(mention, statements=statements)


def _attribution(attribution: Attribution, moved: _Kept) -> Attribution:
    return structs.replace(
        attribution,
        evidence=moved.all(attribution.evidence),
        speaker_evidence=moved.all(attribution.speaker_evidence),
    )


def _is_whole(relation: Relation, theirs: Reading, lost: Lost) -> bool:
    """Whether both ends of a relation are mentions of the reading."""
    known = {mention.id for mention in theirs.mentions}
    whole = {relation.source, relation.target} <= known
    lost.add("relations to what is not there", int(not whole))
    return whole
