"""Small builders of real values: documents, mentions and readings whose evidence quotes the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from tocsin.fuse import Fold, Told, reports_of, told_by
from tocsin.ports import Mint
from tocsin.record import (
    Anchor,
    Attribution,
    Claim,
    Decision,
    Document,
    Evidence,
    Incident,
    Mention,
    Participant,
    Place,
    ReaderStamp,
    Reading,
    Relation,
    Statement,
    Toll,
    Voice,
    WarningNotice,
    When,
    document_key,
)

STAMP = ReaderStamp(name="rules", version="1")

KANO = Place(name="Kano", country="NG", admin1="Kano", latitude=12.0, longitude=8.52, radius_km=15, precision="city")
KADUNA = Place(
    name="Kaduna", country="NG", admin1="Kaduna", latitude=10.52, longitude=7.44, radius_km=15, precision="city"
)
KANO_STATE = Place(
    name="Kano State", country="NG", admin1="Kano", latitude=11.75, longitude=8.53, radius_km=120, precision="admin1"
)
NIGERIA = Place(name="Nigeria", country="NG", latitude=10.0, longitude=8.0, radius_km=600, precision="country")
NIAMEY = Place(name="Niamey", country="NE", latitude=13.51, longitude=2.11, radius_km=15, precision="city")
MARKET = Place(
    name="Sabon Gari market",
    country="NG",
    admin1="Kano",
    latitude=12.01,
    longitude=8.53,
    radius_km=1,
    precision="venue",
)
LOST_VILLAGE = Place(name="Gidan Tsamiya", precision="area")


@dataclass(frozen=True)
class Said:
    """A value with the words it was read from, who says so, and how far they vouch for it."""

    value: Any
    words: str | None = None
    by: str | None = None
    modality: str = "asserted"


def on(day: str, *, to: str | None = None) -> When:
    return When(earliest=day, latest=to or day)


def by_day(day: str) -> When:
    """On an unnamed day, no later than this one."""
    return When(latest=day)


def killed(n: int, **more: Any) -> Toll:
    return Toll(measure="killed", low=n, high=n, best=n, **more)


def at_least(n: int, **more: Any) -> Toll:
    return Toll(measure=more.pop("measure", "killed"), low=n, **more)


def perpetrator(name: str, **more: Any) -> Participant:
    return Participant(role="perpetrator", kind=more.pop("kind", "organization"), name=name, **more)


def claim(name: str, stance: str = "claimed", **more: Any) -> Claim:
    return Claim(claimant=name, stance=stance, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class M:
    """What one mention is to say. Values may be bare or `Said`."""

    trigger: str = "attack"
    type: str = "bombing"
    status: str = "occurred"
    values: tuple[Any, ...] = ()
    unit: str = "single"
    background: bool = False
    political: str = "yes"
    sentence: str | None = None


def m(*values: Any, **more: Any) -> M:
    return M(values=values, **more)


PROPERTIES: dict[type, str] = {
    When: "when", Place: "where", Participant: "participant", Toll: "toll", Claim: "claim", WarningNotice: "warning",
}  # fmt: skip


def _as_said(value: Any) -> Said:
    return value if isinstance(value, Said) else Said(value)


def _text_of(mentions: Iterable[M], id: str) -> str:
    """A text that holds every word the mentions quote, and nothing that a copy of it would."""
    sentences = []
    for n, mention in enumerate(mentions, 1):
        sentences.append(mention.sentence or f"This is the {mention.trigger} {n} of {id}.")
    wanted = [w for mention in mentions for v in mention.values for w in (_as_said(v).words, _as_said(v).by) if w]
    missing = [w for w in dict.fromkeys(wanted) if w not in " ".join(sentences)]
    return " ".join([*sentences, *(f"So it was put: {w}." for w in missing)])


def a_document(text: str, *, id: str = "d1", source: str | None = None, **more: Any) -> Document:
    source = source or f"Outlet {id}"
    key = document_key(text.encode(), source=source, name=id)
    return Document(key=key, id=id, text=text, source=source, **{"published": "2024-03-23", **more})


def a_reading(
    *mentions: M,
    id: str = "d1",
    text: str | None = None,
    relations: Iterable[tuple[str, str, str]] = (),
    attributions: Iterable[tuple[str, str, tuple[str, ...]]] = (),
    **document: Any,
) -> Reading:
    """A reading of a document that says what the mentions say. They are named m1, m2, ... in order.

    `relations` are (type, source, target); `attributions` (speaker, words, about).
    """
    said = tuple(attributions)
    text = text or " ".join([_text_of(mentions, id), *(f"{speaker} said: {words}" for speaker, words, _ in said)])
    doc = a_document(text, id=id, **document)
    built, after = [], 0
    for n, mention in enumerate(mentions, 1):
        trigger = quote(doc, mention.trigger, after=after)
        after = trigger.end
        built.append(_mention(doc, mention, trigger, f"m{n}"))
    by_id = {each.id: each for each in built}
    return Reading(
        document=doc,
        reader=STAMP,
        mentions=tuple(built),
        relations=tuple(
            Relation(type=type, source=a, target=b, evidence=(by_id[a].trigger,), kind=_kind(type))  # type: ignore[arg-type]
            for type, a, b in relations
        ),
        attributions=tuple(
            Attribution(
                speaker=speaker,
                text=words,
                direct=False,
                evidence=(quote(doc, words),),
                speaker_evidence=(quote(doc, speaker),),
                about=about,
            )
            for speaker, words, about in said
        ),
    )


def _kind(type: str) -> Any:
    return "law_enforcement" if type == "responds_to" else None


def quote(doc: Document, words: str, *, after: int = 0) -> Evidence:
    start = doc.text.find(words, after)
    assert start >= 0, f"{words!r} is not in {doc.text!r}"
    return doc.quote(start, start + len(words))


def _mention(doc: Document, m: M, trigger: Evidence, id: str) -> Mention:
    statements = [
        Statement(property="type", value=m.type, original=m.trigger, evidence=(trigger,)),
        Statement(property="status", value=m.status, original=m.trigger, evidence=(trigger,)),
    ]
    statements += [_statement(doc, _as_said(value), trigger) for value in m.values]
    return Mention(
        id=id,
        trigger=trigger,
        statements=tuple(statements),
        unit=m.unit,  # type: ignore[arg-type]
        background=m.background,
        political=m.political,  # type: ignore[arg-type]
    )


def _statement(doc: Document, said: Said, trigger: Evidence) -> Statement:
    evidence = quote(doc, said.words) if said.words else trigger
    return Statement(
        property=PROPERTIES[type(said.value)],  # type: ignore[arg-type]
        value=said.value,
        original=evidence.quote,
        evidence=(evidence,),
        attribution=Voice(name=said.by, evidence=(quote(doc, said.by),)) if said.by else None,
        modality=said.modality,  # type: ignore[arg-type]
    )


def told(mention: M, **more: Any) -> Told:
    """One mention as matching sees it."""
    return told_by(reports_of([a_reading(mention, **more)]))[0]


def pair(a: M, b: M, *, days: tuple[str, str] = ("2024-03-23", "2024-03-23"), **more: Any) -> tuple[Told, Told]:
    """Two mentions of two documents as matching sees them."""
    readings = [
        a_reading(a, id="d1", published=days[0], **more),
        a_reading(b, id="d2", published=days[1], **more),
    ]
    first, second = sorted(told_by(reports_of(readings)), key=lambda t: t.report.doc.id)
    return first, second


def anchor(reading: Reading, id: str = "m1") -> Anchor:
    mention = next(each for each in reading.mentions if each.id == id)
    return Anchor(document=reading.document.key, trigger=mention.trigger, family=mention.family)


def decision(act: str, *anchors: Anchor, **more: Any) -> Decision:
    return Decision(act=act, by="an analyst", reason="seen", anchors=anchors, **more)  # type: ignore[arg-type]


def kept(fold: Fold, before: Iterable[Mint] = ()) -> tuple[Mint, ...]:
    """The mints as a ledger would hand them back after saving the fold."""
    older = tuple(before)
    return (*older, *(replace(mint, sequence=len(older) + n) for n, mint in enumerate(fold.mints, 1)))


def groups(fold: Fold) -> set[frozenset[tuple[str, str]]]:
    """The partition: which mentions lie together."""
    return {frozenset((r.document, r.mention) for r in incident.mentions) for incident in fold.incidents}


def blanked(fold: Fold) -> list[Incident]:
    """The incidents without ids, theirs and those they link to."""
    return [
        replace(
            incident,
            id="",
            responses=tuple(replace(link, incident="") for link in incident.responses),
            warnings=tuple(replace(link, incident="") for link in incident.warnings),
            part_of=tuple(replace(link, incident="") for link in incident.part_of),
            follows=tuple(replace(link, incident="") for link in incident.follows),
        )
        for incident in fold.incidents
    ]


def the_one(fold: Fold) -> Incident:
    (incident,) = fold.incidents
    return incident
