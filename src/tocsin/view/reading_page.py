"""A reading as a page: a card for each event, with what responds to it or warned of it inside."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.record import Claim, Evidence, Mention, Participant, Place, Reading, Statement, Toll, WarningNotice, When
from tocsin.view.page import Card, Line, Numbering, Page, Row, Words, line
from tocsin.view.rows import (
    assessment_row,
    claim_row,
    headline,
    participant_row,
    place_row,
    said_by,
    told_warning,
    toll_row,
    vouched,
    warning_words,
)
from tocsin.view.words import STATUSES, label, moment_words, short_place, when_words

FAMILIES = ("violence", "plot", "claim", "warning", "response")
INSIDE = ("response", "warning", "claim")
FROM = {
    "given": "as given",
    "metadata": "from the page's metadata",
    "text": "found in the text",
    "guessed": "guessed from the page",
}
UNITS = {"single": "", "campaign": "a campaign", "summary": "a summary, not one event"}
POLITICS = {"yes": "", "no": "not political", "doubtful": "perhaps not political"}


def reading_page(reading: Reading, *, name: str) -> Page:
    """Everything that was read in one document. `name` is what the reader of the page calls it."""
    numbering = Numbering(whose={reading.document.id: ""})
    hosts = _hosts(reading)
    cards = tuple(
        _card(reading, mention, [each for each in reading.mentions if hosts.get(each.id) == mention.id], numbering)
        for mention in _in_order(reading.mentions)
        if mention.id not in hosts
    )
    return Page(heading=_heading(reading, name), cards=cards, quotes=numbering.quotes())


# ------------------------------------------------------------------------------------------- the document
def _heading(reading: Reading, name: str) -> tuple[Line, ...]:
    doc = reading.document
    published = f"published {moment_words(doc.published)}" if doc.published else "no date of publication"
    known = f" ({FROM[doc.published_from]})" if doc.published and doc.published_from else ""
    reader = f"read by {reading.reader.name} {reading.reader.version}"
    parts = [part for part in (doc.source, published + known, doc.language, doc.url, reader) if part]
    lines = [line(Words(doc.title or name, "headline"))]
    if doc.title:
        lines.append(line(Words(name, "faint")))
    lines.append(line(Words(" · ".join(parts), "faint")))
    if not reading.mentions:
        lines.append(line(_nothing(reading)))
    return tuple(lines)


def _nothing(reading: Reading) -> str:
    reason = f": {reading.reason}" if reading.reason else ""
    match reading.depth:
        case "full":
            return "No political violence is reported in it."
        case "gated":
            return f"It was judged not to report political violence, and read no further{reason}."
        case "not_read":
            return f"It was not read{reason}."


# -------------------------------------------------------------------------------------------- the events
def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """Violence first, then plots and the rest; what is told as history last; else as the text has them."""
    return sorted(mentions, key=lambda m: (m.background, FAMILIES.index(m.family), m.trigger.field, m.trigger.start))


def _hosts(reading: Reading) -> dict[str, str]:
    """For each response or warning the event that it is shown under: the one that it is said to be about."""
    by_id = {mention.id: mention for mention in reading.mentions}
    hosts: dict[str, str] = {}
    for relation in reading.relations:
        source, target = by_id.get(relation.source), by_id.get(relation.target)
        if source and target and source.family in INSIDE and target.family not in INSIDE:
            hosts.setdefault(source.id, target.id)
    return hosts


def _card(reading: Reading, mention: Mention, inside: list[Mention], numbering: Numbering) -> Card:
    sites = [place for place in mention.all(Place) if place.role == "site"]
    where = f" in {short_place(sites[0])}" if sites and sites[0].relation == "at" else ""
    where = f" {short_place(sites[0])}" if sites and not where else where
    marks = (STATUSES[mention.status], UNITS[mention.unit], "told as history" if mention.background else "")
    rows = [*_rows(mention, numbering)]
    for other in inside:
        rows.append(_inside_row(reading, other, numbering))
    about = {mention.id, *(other.id for other in inside)}
    for said in reading.assessments:
        if not about.isdisjoint(said.about):
            refs = numbering.refs((*said.speaker_evidence, *said.evidence))
            rows.append(assessment_row(said, refs))
    rows += [Row("unsettled", each) for each in _unsettled(mention)]
    return Card(headline(label(mention.type).upper() + where, *marks, POLITICS[mention.political]), tuple(rows))


ORDER = ("when", "where", "toll", "claim", "participant", "warning")


def _rows(mention: Mention, numbering: Numbering) -> Iterable[Row]:
    """The statements of a mention, time and place first; its type and status stand in the headline."""
    evidence = [*mention.of("type")[0].evidence, *mention.of("status")[0].evidence]
    yield Row("told as", line(Words(_quoted(mention.trigger), "plain"), numbering.refs(evidence)))
    claimants = {claim.claimant for claim in mention.all(Claim)}
    for property in ORDER:
        for statement in _sorted(mention, property):
            repeated = isinstance(statement.value, Participant) and _in_claims(statement.value, claimants)
            row = None if repeated else _row(statement, numbering)
            if row:
                yield row


def _quoted(trigger: Evidence) -> str:
    return f"“{trigger.quote}”"


def _sorted(mention: Mention, property: str) -> list[Statement]:
    """Whole tolls before parts; participants by role; else as the text has them."""
    found = [statement for statement in mention.statements if statement.property == property]
    return sorted(found, key=_rank)


ROLES = (
    "suspect", "perpetrator", "initiated_by", "party", "responder", "issuer", "recipient", "victim", "target", "weapon",
)  # fmt: skip


def _rank(statement: Statement) -> int:
    match statement.value:
        case Toll(scope=scope):
            return 0 if scope == "event" else 1
        case Participant(role=role):
            return ROLES.index(role)
        case Claim(stance=stance):
            return ("claimed", "denied", "blamed", "suspected").index(stance)
        case _:
            return 0


def _in_claims(participant: Participant, claimants: set[str]) -> bool:
    """Whether a perpetrator stands among the claims already, where responsibility lives."""
    return participant.role == "perpetrator" and participant.name in claimants


def _row(statement: Statement, numbering: Numbering) -> Row | None:
    """The row of one statement."""
    voice = statement.attribution
    who = voice.name if voice else None
    refs = numbering.refs((*statement.evidence, *(voice.evidence if voice else ())))
    match statement.value:
        case When() as when:
            return Row("when", line(when_words(when), said_by(who), refs))
        case Place() as place:
            return place_row(place, who, refs) if place.role == "site" else None
        case Toll() as toll:
            said = statement.original
            return toll_row(toll, said=said, attribution=who, modality=statement.modality, refs=refs)
        case Claim() as claim:
            return claim_row(claim, attribution=who, refs=refs)
        case Participant() as participant:
            return participant_row(participant, attribution=who, modality=statement.modality, refs=refs)
        case WarningNotice() as warning:
            return Row("warning", line(warning_words(warning), said_by(who), refs))
        case str():
            return None


def _inside_row(reading: Reading, mention: Mention, numbering: Numbering) -> Row:
    """A response, a warning or a claim as one line under the event that it is about."""
    actors = [p for p in mention.all(Participant) if p.role in ("responder", "issuer", "perpetrator")]
    who = ", ".join(participant.name for participant in actors)
    to = ", ".join(p.name for p in mention.all(Participant) if p.role == "recipient")
    kinds = {r.kind for r in reading.relations if r.source == mention.id and r.kind}
    evidence = [
        *mention.of("type")[0].evidence,
        *(e for r in reading.relations if r.source == mention.id for e in r.evidence),
    ]
    words = label(mention.type) + (f", {STATUSES[mention.status]}" if STATUSES[mention.status] else "")
    words += f", by {who}" if who else ""
    words += f", to {to}" if to else ""
    warning = next(iter(mention.all(WarningNotice)), None)
    if warning is not None:
        words = told_warning(label(mention.type), warning, under=mention.family)
        evidence += mention.of("warning")[0].evidence
    kind = f" ({', '.join(sorted(label(kind) for kind in kinds))})" if kinds else ""
    voice = mention.of("type")[0].attribution
    return Row(
        "warning" if mention.family == "warning" else "response",
        line(
            words,
            Words(kind, "faint"),
            vouched(mention.of("type")[0].modality, voice.name if voice else None),
            numbering.refs(evidence),
        ),
    )


def _unsettled(mention: Mention) -> Iterable[Line]:
    """What the text says of the event and the reader could not settle."""
    for place in mention.all(Place):
        if place.latitude is None and place.role == "site":
            yield line(f"where “{place.name}” is")
    if mention.family in ("violence", "plot") and not mention.all(When):
        yield line("when it was: no words for it were found")
