"""Events that a model proposes, as mentions: the type, the status and the rest held against the words of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from tocsin.read.llm import judge as why
from tocsin.read.llm.align import Span
from tocsin.read.llm.answers import MOST_EVENTS, MOST_VALUES, SaidEvent
from tocsin.read.llm.judge import Judge
from tocsin.read.llm.parts import claim_of, participant_of, warning_of, with_claims
from tocsin.read.llm.values import place_of, time_of, toll_of
from tocsin.record import EVENT_TYPES, Evidence, Mention, Place, Statement, Toll, When
from tocsin.record.values import Political, Status, Unit

NOT_YET = ("planned", "threatened")
UNDONE = ("attempted", "foiled", "threatened", "planned", "denied")
NEAR = 2  # sentences between the words that name an event and those that say its status
RANK: tuple[Status, ...] = ("occurred", "attempted", "foiled", "threatened", "planned", "denied")


@dataclass(slots=True)
class Told:
    """An event as it was settled, not yet numbered, with the ids that answers have for it: piece and id."""

    mention: Mention
    ids: list[tuple[int, str]] = field(default_factory=list)


def told_of(judge: Judge, events: Sequence[SaidEvent], *, number: int, piece: Span) -> Iterator[Told]:
    """The events of one piece that the text holds, each with what was settled of it."""
    for said in events[MOST_EVENTS:]:
        judge.drop("event", why.TOO_MANY, said.quote)
    for said in events[:MOST_EVENTS]:
        mention = _mention(judge, said, piece)
        if mention is not None:
            yield Told(mention, [(number, said.id)])


def _mention(judge: Judge, said: SaidEvent, piece: Span) -> Mention | None:
    what = said.type
    quote = judge.quoted(what, said.quote, piece=piece)
    trigger = judge.inside(what, said.trigger, quote) if quote else None
    if quote is None or trigger is None:
        return None
    ground = judge.ground
    family = EVENT_TYPES[said.type].family
    if not (ground.follows("acts", family, quote) and ground.follows("types", said.type, quote)):
        judge.drop(what, why.NO_TYPE, said.quote)
        return None
    act = ground.act(trigger, quote, said.type)
    if act is None:
        judge.drop(what, why.NO_TYPE, said.trigger)
        return None
    trigger = act
    if ground.is_unreal(trigger) and not ground.statuses(trigger):
        judge.drop(what, why.UNREAL, said.quote)
        return None
    status = _status(judge, said, trigger, piece)
    if status is None:
        return None
    judge.keep()
    statements = [
        Statement(property="type", value=said.type, original=trigger.quote, evidence=(trigger,)),
        status,
        *_values(judge, said, trigger, piece, str(status.value)),
    ]
    ruled = ground.ruled_mention(trigger)
    tolls = [s.value for s in statements if isinstance(s.value, Toll)]
    return Mention(
        id="m0",
        trigger=trigger,
        statements=tuple(with_claims(statements)),
        unit=ruled.unit if ruled else _unit(judge, said, quote, tolls),
        background=ruled.background if ruled else False,
        political=ruled.political if ruled else _political(said),
    )


# ------------------------------------------------------------------------------------------------- status
def _status(judge: Judge, said: SaidEvent, trigger: Evidence, piece: Span) -> Statement | None:
    """Whether it happened: as the rules read it where they do, else as proposed if the words can say so."""
    ruled = judge.ground.statuses(trigger)
    evidence, status = trigger, said.status
    if ruled:
        status = said.status if said.status in ruled else min(ruled, key=RANK.index)
        if status != said.status:
            judge.drop(said.type, why.NO_STATUS, said.status_quote or said.quote)
    elif said.status in UNDONE:
        words = judge.quoted(said.type, said.status_quote or said.quote, piece=piece, near=trigger)
        if words is None:
            return None
        near = judge.ground.sentence(trigger, around=NEAR)
        inside = near.field == words.field and near.start <= words.start and words.end <= near.end
        if not inside or not judge.ground.follows("statuses", said.status, words):
            judge.drop(said.type, why.NO_STATUS, said.status_quote or said.quote)
            return None
        evidence = words
    voice = judge.ground.voice(trigger)
    return Statement(
        property="status",
        value=status,
        original=evidence.quote,
        evidence=(evidence,),
        attribution=voice,
        modality="alleged" if voice is not None else "asserted",
    )


def _unit(judge: Judge, said: SaidEvent, quote: Evidence, tolls: Sequence[Toll]) -> Unit:
    """One event or several: the tolls say so, or words of many or a number beside the model's saying so."""
    scopes = {toll.scope for toll in tolls} - {"subset"}
    if scopes and scopes <= {"period", "conflict_to_date", "several_events"}:
        return "summary"
    several = judge.ground.english and judge.ground.follows("units", "several", quote)
    return said.unit if several or any(not each.article for each in judge.ground.figures(quote)) else "single"


def _political(said: SaidEvent) -> Political:
    """No words show that an act is no politics: what the model says is at most a doubt."""
    return "yes" if said.political == "yes" else "doubtful"


# ------------------------------------------------------------------------------------------------- values
def _values(judge: Judge, said: SaidEvent, trigger: Evidence, piece: Span, status: str) -> Iterator[Statement]:
    when = None
    if said.when is not None:
        happened = status not in NOT_YET
        when = time_of(judge, said.when, piece=piece, trigger=trigger, happened=happened)
    yield from [when] if when is not None else _unnamed_day(judge, trigger, status)
    if said.warning is not None:
        warning = warning_of(judge, said.warning, piece=piece, trigger=trigger)
        yield from [warning] if warning is not None else []
    made: list[Statement | None] = []
    made += [place_of(judge, each, piece=piece, trigger=trigger) for each in said.where[:MOST_VALUES]]
    made += [participant_of(judge, each, piece=piece, trigger=trigger) for each in said.participants[:MOST_VALUES]]
    made += [toll_of(judge, each, piece=piece, trigger=trigger) for each in said.tolls[:MOST_VALUES]]
    made += [claim_of(judge, each, piece=piece, trigger=trigger) for each in said.claims[:MOST_VALUES]]
    seen: set[tuple[str, object]] = set()
    for statement in made:
        if statement is not None and (key := (statement.property, statement.value)) not in seen:
            seen.add(key)
            yield statement
    over = (said.where, said.participants, said.tolls, said.claims)
    for values in over:
        for _ in values[MOST_VALUES:]:
            judge.drop(said.type, why.TOO_MANY, said.quote)


def _unnamed_day(judge: Judge, trigger: Evidence, status: str) -> list[Statement]:
    """What happened on an unnamed day was on that of publication at the latest."""
    if judge.ground.published is None or status in NOT_YET:
        return []
    value = When(latest=judge.ground.published.isoformat(), precision="unknown")
    return [Statement(property="when", value=value, original=trigger.quote, evidence=(trigger,))]


# ------------------------------------------------------------------------------------------ over the pieces
def merge_told(told: Sequence[Told]) -> list[Told]:
    """Events told in several pieces made one, in the order of the text, numbered m1, m2, ..."""
    merged: list[Told] = []
    for each in sorted(told, key=lambda t: (t.mention.trigger.field == "text", t.mention.trigger.start)):
        same = next((other for other in merged if _is_same(other.mention, each.mention)), None)
        if same is None:
            merged.append(Told(each.mention, list(each.ids)))
        else:
            same.mention = _joined(same.mention, each.mention)
            same.ids += each.ids
    for number, each in enumerate(merged, 1):
        each.mention = replace(each.mention, id=f"m{number}")
    return merged


def _is_same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are told at the same words, or are of one type, one day and one place."""
    a, b = one.trigger, other.trigger
    if a.field == b.field and a.start < b.end and b.start < a.end:
        return one.family == other.family
    if one.type != other.type or one.unit != other.unit or one.status != other.status:
        return False
    days = [
        {w.earliest for w in m.all(When) if w.earliest and w.precision in ("day", "hour", "minute")}
        for m in (one, other)
    ]
    places = [{p.name for p in m.all(Place) if p.role == "site"} for m in (one, other)]
    return bool(days[0] & days[1]) and bool(places[0] & places[1])


def _joined(one: Mention, other: Mention) -> Mention:
    """One mention of two: the first one's single values, and all the others, each once."""
    known = {(s.property, s.value) for s in one.statements}
    dated = any(s.property == "when" and s.value.earliest for s in one.statements if isinstance(s.value, When))
    more = [
        s
        for s in other.statements
        if (s.property, s.value) not in known and s.property not in ("type", "status", "warning", "when")
    ]
    statements = list(one.statements)
    if not dated and (when := [s for s in other.of("when") if isinstance(s.value, When) and s.value.earliest]):
        statements = [s for s in statements if s.property != "when"] + when
    return replace(one, statements=(*statements, *more))
