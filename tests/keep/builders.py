"""Small real values for the ledger's tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.ports import Mint
from tocsin.record import (
    Anchor,
    Attribution,
    Bound,
    Claim,
    Decision,
    Document,
    Evidence,
    Folded,
    Incident,
    Mention,
    MentionRef,
    Participant,
    Person,
    Place,
    ReaderStamp,
    Reading,
    Relation,
    Statement,
    Support,
    Toll,
    Toponym,
    Voice,
    When,
    document_key,
)

ACTOR = "tocsin 0.1.0"
TEXT = "Gunmen killed 12 people in Goma on Tuesday, police said. Two men were arrested."


@dataclass
class HandClock:
    """A clock that a test sets. It stands still unless told to move."""

    at: str = "2024-03-26T12:00:00+00:00"

    def now(self) -> str:
        return self.at

    def move(self, **by: float) -> None:
        self.at = (datetime.fromisoformat(self.at) + timedelta(**by)).isoformat(timespec="seconds")


def a_document(
    id: str | None = "d1",
    text: str = TEXT,
    *,
    source: str | None = "Kivu Wire",
    url: str | None = None,
    title: str | None = None,
    retrieved: str | None = None,
    replaces: str | None = None,
) -> Document:
    key = document_key(text.encode(), source=source, name=id or url)
    return Document(
        key=key, id=id or key, text=text, title=title, url=url, published="2024-03-26", published_from="given",
        retrieved=retrieved, language="en", source=source, replaces=replaces,
    )  # fmt: skip


def a_quote(doc: Document, words: str) -> Evidence:
    start = doc.text.index(words)
    return doc.quote(start, start + len(words))


def a_mention(doc: Document, id: str = "m1", *, trigger: str = "killed", killed: int = 12) -> Mention:
    said = (a_quote(doc, trigger),)
    return Mention(
        id=id,
        trigger=said[0],
        confidence=0.9,
        statements=(
            Statement(property="type", value="armed_assault", original=trigger, evidence=said),
            Statement(property="status", value="occurred", original=trigger, evidence=said),
            Statement(
                property="when", value=When(earliest="2024-03-26", latest="2024-03-26"), original="", evidence=said
            ),
            Statement(
                property="where", value=Place(name="Goma", country="CD", precision="city"), original="", evidence=said
            ),
            Statement(
                property="participant",
                value=Participant(role="perpetrator", kind="group", name="Gunmen", count=Bound(low=2), tags=("women",)),
                original="Gunmen",
                evidence=said,
                modality="alleged",
            ),
            Statement(
                property="toll",
                value=Toll(measure="killed", low=killed, high=killed, best=killed, whom="people", class_="civilian"),
                original=str(killed),
                evidence=said,
                attribution=Voice(name="police", evidence=said),
                confidence=0.25,
            ),
            Statement(property="claim", value=Claim(claimant="M23", stance="denied"), original="", evidence=said),
        ),
    )


def a_reading(doc: Document, *, version: str = "1", name: str = "rules", mentions: int = 1) -> Reading:
    said = (a_quote(doc, "killed"),)
    return Reading(
        document=doc,
        reader=ReaderStamp(name=name, version=version, digests=(("gazetteer", "b2"), ("lexicon", "a1"))),
        relevance=0.98,
        mentions=tuple(a_mention(doc, f"m{n + 1}") for n in range(mentions)),
        relations=(Relation(type="follows", source="m1", target="m1", evidence=said),),
        attributions=(
            Attribution(
                speaker="police", text="killed", direct=False, evidence=said, speaker_evidence=said, about=("m1",)
            ),
        ),
        persons=(Person(name="killed", start=said[0].start, end=said[0].end, standing="private"),),
        places=(Toponym(name="killed", start=said[0].start, end=said[0].end, latitude=-1.68, longitude=29.22),),
    )


def a_decision(doc: Document, *, undoes: int | None = None, cites: str | None = None) -> Decision:
    anchor = Anchor(document=doc.key, trigger=a_quote(doc, "killed"), family="violence")
    return Decision(
        act="undo" if undoes else "confirm", by="ana", reason="seen it", anchors=(anchor,), undoes=undoes, cites=cites
    )


def a_mint(doc: Document, incident: str = "i1") -> Mint:
    said = a_quote(doc, "killed")
    return Mint(
        incident=incident, document=doc.key, field="text", start=said.start, end=said.end, family="violence", sequence=0
    )


def an_incident(doc: Document, id: str = "i1", *, title: str = "12 killed in Goma", killed: int = 12) -> Incident:
    support = (Support(document=doc.id, mention="m1", reader="rules/1", evidence=(a_quote(doc, "killed"),)),)
    toll = Toll(measure="killed", low=killed, high=killed, best=killed)
    return Incident(
        id=id,
        title=title,
        documents=(doc.id,),
        mentions=(MentionRef(document=doc.id, mention="m1"),),
        type=Folded(value="armed_assault", rule="most_specific", support=support),
        family="violence",
        status=Folded(value="occurred", rule="latest", support=support),
        when=Folded(value=When(earliest="2024-03-26", latest="2024-03-26"), rule="overlap", support=support),
        where=(Folded(value=Place(name="Goma", country="CD"), rule="most_precise", support=support),),
        tolls=(Folded(value=toll, rule="latest", support=support),),
    )
