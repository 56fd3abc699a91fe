"""Relations, attributions and persons that a model proposes, held against the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tocsin.read.llm import judge as why
from tocsin.read.llm.align import Span
from tocsin.read.llm.answers import SaidAttribution, SaidRelation
from tocsin.read.llm.judge import Judge
from tocsin.record import Attribution, Evidence, Mention, Person, Relation
from tocsin.record.evidence import Field
from tocsin.record.mention import RelationKind

MOST = 80
SPEAKER_WORDS = 14
OPENING, CLOSING = "\"“«„‘'", "\"”»“’'"
KINDS: Mapping[str, RelationKind] = {
    "arrest": "law_enforcement", "trial": "law_enforcement", "investigation": "law_enforcement",
    "security_operation": "law_enforcement", "interception_seizure": "law_enforcement",
    "condemnation": "statement", "security_measure": "protection",
}  # fmt: skip
ENDS = {
    "responds_to": ("response", "violence"),
    "warns_of": ("warning",),
}  # the families that a relation may start from
NAME = re.compile(r"\S+(?:\s+\S+){0,5}")


def relation_of(judge: Judge, said: SaidRelation, ends: Mapping[str, Mention], *, piece: Span) -> Relation | None:
    """A tie between two mentions, if the words say so."""
    source, target = ends.get(said.source), ends.get(said.target)
    if source is None or target is None or source.id == target.id:
        judge.drop(said.type, why.NO_EVENT, said.quote)
        return None
    quote = judge.quoted(said.type, said.quote, piece=piece, near=source.trigger)
    if quote is None:
        return None
    families = ENDS.get(said.type)
    told = (families is None or source.family in families) and judge.ground.follows("relations", said.type, quote)
    if not told or not _touches(judge, quote, source, target):
        judge.drop(said.type, why.NO_TIE, said.quote)
        return None
    judge.keep()
    kind: RelationKind | None = None
    if said.type == "responds_to":
        kind = "retaliation" if source.family == "violence" else KINDS.get(source.type)
    return Relation(type=said.type, source=source.id, target=target.id, evidence=(quote,), kind=kind)


def _touches(judge: Judge, quote: Evidence, source: Mention, target: Mention) -> bool:
    """Whether the sentence of the words, or the one beside it, tells of one of the two."""
    around = judge.ground.sentence(quote, around=1)
    return any(
        around.field == m.trigger.field and around.start <= m.trigger.start < around.end for m in (source, target)
    )


def attributions_of(
    judge: Judge, said: Sequence[SaidAttribution], ends: Mapping[str, Mention], *, piece: Span
) -> Iterator[Attribution]:
    """What people and organisations are said to say; the speaker stands beside the words, or it is dropped."""
    for each in said[:MOST]:
        found = _attribution(judge, each, ends, piece)
        if found is not None:
            yield found


def _attribution(judge: Judge, said: SaidAttribution, ends: Mapping[str, Mention], piece: Span) -> Attribution | None:
    quote = judge.quoted("attribution", said.quote, piece=piece)
    if quote is None:
        return None
    speaker = judge.beside(said.speaker, quote)
    if speaker is None or len(speaker.quote.split()) > SPEAKER_WORDS or not _is_other(speaker, quote):
        judge.drop("attribution", why.NO_SPEAKER, said.speaker)
        return None
    if not _says_so(judge, speaker, quote):
        judge.drop("attribution", why.NO_SPEAKER, said.quote)
        return None
    post, affiliation = (judge.beside(words, speaker, around=0) for words in (said.post, said.affiliation))
    judge.keep()
    return Attribution(
        speaker=" ".join(speaker.quote.split()),
        text=" ".join(quote.quote.split()),
        direct=_is_direct(judge, quote),
        evidence=(quote,),
        speaker_evidence=(speaker,),
        post=" ".join(post.quote.split()) if post else None,
        affiliation=" ".join(affiliation.quote.split()) if affiliation else None,
        about=tuple(dict.fromkeys(ends[id].id for id in said.about if id in ends)),
    )


def _is_other(speaker: Evidence, quote: Evidence) -> bool:
    """Whether the speaker is more than the words themselves."""
    return speaker.field != quote.field or not (speaker.start <= quote.start and quote.end <= speaker.end)


def _says_so(judge: Judge, speaker: Evidence, quote: Evidence) -> bool:
    """Whether the rules, where they know who says this, do not name somebody else."""
    said = judge.ground.said(quote)
    if said is None or not said.speaker:
        return True
    words = set(re.findall(r"\w+", said.speaker.lower()))
    inside = said.source[0] < speaker.end and speaker.start < said.source[1] and said.field == speaker.field
    return inside or bool(words & set(re.findall(r"\w+", speaker.quote.lower())))


def _is_direct(judge: Judge, quote: Evidence) -> bool:
    """Whether the words stand in quotation marks in the text."""
    text = judge.ground.doc.field(quote.field)
    before, after = text[: quote.start].rstrip()[-1:], text[quote.end :].lstrip(".,!? ")[:1]
    inner = quote.quote[:1] in OPENING and quote.quote.rstrip(".,!?")[-1:] in CLOSING
    return inner or (before != "" and before in OPENING and after != "" and after in CLOSING)


# ------------------------------------------------------------------------------------------------- persons
def persons_of(judge: Judge, names: Sequence[str], *, piece: Span) -> Iterator[Person]:
    """Whoever is named as a person and was not known as one: each time the name stands in the piece.

    Their standing is not known, so that they count as private: what a model says can only mask more, never less.
    """
    doc = judge.ground.doc
    for name in dict.fromkeys(name.strip() for name in names[:MOST]):
        if not NAME.fullmatch(name) or not name[:1].isalpha() or name.islower():
            continue
        fields: tuple[tuple[Field, Span], ...] = (("text", piece), ("title", (0, len(doc.title or ""))))
        for field, span in fields:
            for found in judge.ground.aligner.everywhere(name, field, span):
                if _is_free(judge, found):
                    yield Person(name=name, start=found.start, end=found.end, field=field)


def _is_free(judge: Judge, found: Evidence) -> bool:
    ground = judge.ground
    if ground.is_withheld(found) or ground.names_actor(found) or ground.person(found) is not None:
        return False
    return all(place.place.latitude is None for place in ground.places(found))
