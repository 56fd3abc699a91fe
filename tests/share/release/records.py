"""Records full of what may have to be hidden, and the readings behind them."""

from __future__ import annotations

from uuid import UUID, uuid5

from tocsin.record import (
    Attribution,
    Claim,
    Document,
    Evidence,
    Folded,
    Incident,
    IncidentAssessment,
    Link,
    Mention,
    MentionRef,
    Participant,
    Person,
    Place,
    ReaderStamp,
    Reading,
    Review,
    Statement,
    Support,
    Toll,
    TollPoint,
    Unsettled,
    WarningNotice,
    When,
)
from tocsin.share.release import Behind

NAMESPACE = UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df")
PRIVATE = "Zebediah Quorlington"
VICTIM = "Ottoline Marchbanks"
OFFICIAL = "Cornelius Vandermeer"
ANALYST = "Philippa Reviewer"
OUTLET = "Saltmarsh Gazette"
TOWN = "Brokenhithe"
VENUE = "Lanternhouse Mill"
QUOTED = "the roof came down upon the dancers"
WHOM = "wedding guests"
NATION = "Nigerian"
TEXT = (
    f"Two {NATION} men attacked {VENUE} in {TOWN}. {QUOTED}, said {PRIVATE}. {VICTIM} was killed, {OFFICIAL}, the"
    f" interior minister, told the {OUTLET}."
)


class Peoples:
    """Knows one people."""

    def is_demonym(self, word: str) -> bool:
        return word == "nigerian"

    def country(self, words: str) -> str | None:
        return "NG" if words in ("nigeria", "ng") else None


def a_document(id: str = "d1", *, text: str = TEXT, source: str | None = OUTLET) -> Document:
    return Document(
        key=f"key-{id}", id=id, url=None, title=f"{VICTIM} killed at {VENUE}", text=text, published="2024-03-22T21:17:00+00:00",
        published_from="given", retrieved=None, language="en", source=source,
    )  # fmt: skip


def a_reading(doc: Document, *, type: str = "armed_assault") -> Reading:
    people = {PRIVATE: "private", VICTIM: "private", OFFICIAL: "official"}
    return Reading(
        document=doc,
        reader=ReaderStamp(name="fake", version="1"),
        mentions=(a_mention(doc, type),),
        persons=tuple(
            Person(name=name, start=doc.text.index(name), end=doc.text.index(name) + len(name), standing=standing)
            for name, standing in people.items()
            if name in doc.text
        ),
    )


def a_mention(doc: Document, type: str) -> Mention:
    words = Evidence(document=doc.id, start=0, end=3, quote=doc.text[:3])
    return Mention(
        id="m1",
        trigger=words,
        statements=tuple(
            Statement(property=property, value=value, original=words.quote, evidence=(words,))
            for property, value in (("type", type), ("status", "occurred"))
        ),
    )


def behind(*documents: Document, **more) -> Behind:
    readings = {doc.id: (a_reading(doc),) for doc in documents or (a_document(),)}
    return Behind(**{"readings": readings, "peoples": Peoples(), "unmarked": "green", **more})


def quote(words: str, document: str = "d1") -> Evidence:
    return Evidence(document=document, start=0, end=len(words), quote=words)


def support(words: str = TEXT, *, document: str = "d1", by: str | None = None) -> Support:
    return Support(
        document=document, mention="m1", reader="fake/1", evidence=(quote(words, document),), source=OUTLET,
        published="2024-03-22T21:17:00+00:00", attribution=by, attribution_evidence=(quote(by, document),) if by else (),
    )  # fmt: skip


def said(value, words: str = TEXT, *, by: str | None = None, rule: str = "told", rivals=(), document: str = "d1"):
    return Folded(value=value, rule=rule, support=(support(words, by=by, document=document),), rivals=rivals)


SITE = Place(
    name=VENUE, country="NG", admin1="Kano", latitude=12.00123, longitude=8.51987, radius_km=1, precision="venue"
)
CITY = Place(
    name=TOWN, country="NG", admin1="Kano", latitude=12.0321, longitude=8.5432, radius_km=10, precision="city",
    geonames_id=42,
)  # fmt: skip


def a_record(**fields) -> Incident:
    """A record in which everything that can name somebody does."""
    notice = WarningNotice(issuer=PRIVATE, recipient=OFFICIAL, place=VENUE, target=WHOM, reaction=QUOTED)
    link = Link(
        incident="i2", type="arrest", status="occurred", what=f"Police held {PRIVATE} at {VENUE}", support=(support(),),
        asserted_by=PRIVATE, actors=(PRIVATE, f"two {NATION} men"), warning=notice,
    )  # fmt: skip
    remark = Attribution(
        speaker=PRIVATE, text=QUOTED, direct=True, evidence=(quote(QUOTED),), speaker_evidence=(quote(PRIVATE),),
        post=f"friend of {VICTIM}", affiliation=OUTLET, about=("m1",),
    )  # fmt: skip
    point = TollPoint(
        measure="killed", published="2024-03-22T21:17:00+00:00", document="d1", mention="m1", source=OUTLET, low=3,
        high=3, best=3, approximate=False, attribution=PRIVATE, evidence=(quote(QUOTED),),
    )  # fmt: skip
    people = (
        Participant(role="suspect", kind="group", name=f"two {NATION} men", origin="Nigeria"),
        Participant(role="suspect", kind="person", name=PRIVATE, outcome="charged", origin=NATION),
        Participant(role="victim", kind="person", name=VICTIM),
        Participant(role="responder", kind="person", name=OFFICIAL),
        Participant(role="target", kind="facility", name=VENUE),
        Participant(role="perpetrator", kind="organization", name=f"Brothers of {PRIVATE}"),
    )
    known = {
        "id": "i1-secret-id",
        "title": f"Armed assault at {VENUE}: {VICTIM} killed",
        "documents": ("d1",),
        "mentions": (MentionRef(document="d1", mention="m1"),),
        "coverage": ("d1",),
        "type": said("armed_assault"),
        "family": "violence",
        "status": said("occurred", rule=f"corrected by {ANALYST}"),
        "when": said(When(earliest="2024-03-22", latest="2024-03-22")),
        "where": (said(SITE, rivals=(said(CITY),)), said(CITY)),
        "participants": tuple(said(each, by=PRIVATE) for each in people),
        "tolls": (said(Toll(measure="killed", low=3, high=3, best=3, whom=WHOM), by=OFFICIAL),),
        "claims": (
            said(Claim(claimant=PRIVATE, stance="suspected", by=f"{OFFICIAL}, in the {OUTLET}", channel=OUTLET)),
            said(Claim(claimant="the ADF", stance="blamed", actor="adf-uganda", by=PRIVATE)),
        ),
        "warning": said(notice),
        "responses": (link,),
        "warnings": (link,),
        "part_of": (link,),
        "follows": (link,),
        "assessments": (IncidentAssessment(document="d1", source=OUTLET, published="2024-03-22", attribution=remark),),
        "toll_history": (point,),
        "unsettled": (
            Unsettled(property="where", reason=f"which place {VENUE!r} is could not be settled", support=(support(),)),
            Unsettled(property="review", reason=f"decision 4 of {ANALYST}", support=(support(),)),
        ),
        "review": Review(state="confirmed", by=ANALYST, revision=4),
    }
    return Incident(**{**known, **fields})


def ids(incident: str) -> str:
    return str(uuid5(NAMESPACE, incident))
