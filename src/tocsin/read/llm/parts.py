"""Those who had a part, and claims and warnings, that a model proposes, held against the words of the text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET
from msgspec.structs import replace

from tocsin.read.llm import judge as why
from tocsin.read.llm.agreement import DOING
from tocsin.read.llm.align import Span
from tocsin.read.llm.answers import SaidClaim, SaidParticipant, SaidWarning
from tocsin.read.llm.judge import Judge
from tocsin.read.llm.values import voice_of
from tocsin.read.rules.describe import SOMEBODY_OR_THING
from tocsin.record import Claim, Evidence, Participant, Statement, WarningNotice
from tocsin.record.values import Modality, ParticipantKind
from tocsin.resolve.actors import government_of, state_side

NAME_WORDS = 16
SUFFERING = frozenset(("victim", "target"))
RULED = {"perpetrator": DOING, "victim": SUFFERING, "harmed": SUFFERING, "target": SUFFERING}
STANCES = ("claimed", "blamed", "suspected")
THINGS = frozenset(("facility", "vehicle", "infrastructure", "property", "device"))
OF_A_STATE = frozenset(("state_force", "government"))


def participant_of(judge: Judge, said: SaidParticipant, *, piece: Span, trigger: Evidence) -> Statement | None:
    """One who had a part, from the words that name him or it."""
    what = said.role
    quote = judge.quoted(what, said.quote, piece=piece, near=trigger)
    name = judge.inside(what, said.name, quote) if quote else None
    if quote is None or name is None:
        return None
    if len(name.quote.split()) > NAME_WORDS or not _names(judge, said, name):
        judge.drop(what, why.NO_WORDS, said.name)
        return None
    if not _has_part(judge, said, name, trigger):
        judge.drop(what, why.NO_PART, said.quote)
        return None
    voice = voice_of(judge, said.said_by, quote)
    if voice is UNSET:
        judge.drop(what, why.NO_SPEAKER, said.said_by or "")
        return None
    actor = judge.ground.actor(name) if said.kind not in THINGS else None
    figures = [each for each in judge.ground.figures(name) if not each.article]
    value = Participant(
        role=said.role,
        kind=_kind(judge, said.kind, name),
        name=" ".join(name.quote.split()),
        actor=actor.id if actor else None,
        actor_kind=actor.kind if actor else None,
        count=figures[0].bound if len(figures) == 1 else None,
        outcome=said.outcome if said.role == "suspect" and _said_outcome(judge, said, quote) else None,
    )
    judge.keep()
    modality: Modality = (
        "alleged" if said.role == "suspect" or (said.role in DOING and (said.hedged or voice)) else "asserted"
    )
    return Statement(
        property="participant",
        value=value,
        original=name.quote,
        evidence=(name,),
        attribution=voice or None,
        modality=modality,
    )


def _names(judge: Judge, said: SaidParticipant, name: Evidence) -> bool:
    """Whether the words name somebody: letters, and for one who acts more than a number ("three")."""
    if not any(char.isalpha() for char in name.quote):
        return False
    counts = (count for line in judge.ground.lines(name) for count in line.counts)
    return said.role not in DOING or not any(c.start <= name.start and name.end <= c.end for c in counts)


def _kind(judge: Judge, said: ParticipantKind, name: Evidence) -> ParticipantKind:
    """The kind that the register or the rules know; of a name that neither knows as proposed, but no part of a state.

    In other languages as proposed, unless it names an actor.
    """
    ground = judge.ground
    actor = ground.actor(name)
    if actor is not None and said in ("person", "group", "civilians", "organization"):
        if actor.kind == "government":
            return "government"
        return "state_force" if state_side(actor) else "organization"
    if ground.person(name) is not None and said not in THINGS:
        return "person"
    described = ground.described(name)
    if described is not None and described.what in SOMEBODY_OR_THING:
        return described.kind
    return "organization" if ground.english and said in OF_A_STATE and actor is None else said


def _said_outcome(judge: Judge, said: SaidParticipant, quote: Evidence) -> bool:
    return said.outcome is not None and judge.ground.follows("outcomes", said.outcome, quote)


def _has_part(judge: Judge, said: SaidParticipant, name: Evidence, trigger: Evidence) -> bool:
    """Whether the words can give this part: nobody did it who is only named near it, speaks of it, or suffered it."""
    ground = judge.ground
    roles = _ruled_roles(judge, name)
    if said.role in DOING and roles and roles <= SUFFERING:
        return False
    if said.role in SUFFERING and roles and roles <= DOING:
        return False
    if said.role not in DOING or not ground.english:
        return True
    accused = any(ground.follows("firm", stance, name) for stance in STANCES)
    if _speaks(judge, name) and not ground.follows("firm", "claimed", name):
        return False
    return accused or _beside_act(judge, name, trigger)


def _speaks(judge: Judge, name: Evidence) -> bool:
    """Whether the one named is the speaker of the sentence."""
    for each in judge.ground.steps.attributions:
        start, end = each.source
        if each.field == name.field and start < name.end and name.start < end:
            return True
    return False


def _beside_act(judge: Judge, name: Evidence, trigger: Evidence) -> bool:
    """Whether an act is told in the sentence of a name: by the rules, or by the words that name this event.

    Words of harm alone ("treated 30 wounded") make nobody beside them its doer, unless grammar does.
    """
    if _ruled_roles(judge, name) & DOING:
        return True
    lines = {line.sentence.number for line in judge.ground.lines(name)}
    for anchor in judge.ground.steps.anchors:
        act = anchor.row.family in ("violence", "plot") and anchor.row.effect is None
        if act and anchor.sentence.number in lines and anchor.row.strength != "effect":
            return True
    told = {line.sentence.number for line in judge.ground.lines(trigger)}
    return bool(lines & told) and not _only_harm(judge, trigger)


def _only_harm(judge: Judge, trigger: Evidence) -> bool:
    """Whether the words that name an event only tell of harm, from which no doer follows."""
    return any(
        anchor.row.strength == "effect" or anchor.row.effect is not None
        for anchor in judge.ground.steps.anchors
        if judge.ground.stands_at(anchor, trigger)
    )


def _ruled_roles(judge: Judge, name: Evidence) -> frozenset[str]:
    """The parts that the rules give to the words of a name, as `DOING` and `SUFFERING`."""
    roles: set[str] = set()
    for anchor in judge.ground.steps.anchors:
        if anchor.sentence.field != name.field:
            continue
        for argument in anchor.arguments:
            start, end = anchor.sentence.span(argument.group.start, argument.group.end)
            if start < name.end and name.start < end and argument.role in RULED:
                roles |= RULED[argument.role]
    return frozenset(roles)


# ------------------------------------------------------------------------------------------ claims, warnings
def claim_of(judge: Judge, said: SaidClaim, *, piece: Span, trigger: Evidence) -> Statement | None:
    """Who is said to have done it, from the words that say so."""
    quote = judge.quoted("claim", said.quote, piece=piece, near=trigger)
    name = judge.inside("claim", said.claimant, quote) if quote else None
    if quote is None or name is None:
        return None
    ground = judge.ground
    if len(name.quote.split()) > NAME_WORDS or not ground.follows("stances", said.stance, quote):
        judge.drop("claim", why.NO_STANCE, said.quote)
        return None
    if ground.english and said.stance in STANCES and not ground.claims(name, said.stance):
        firm = ground.follows("firm", said.stance, quote)
        if not firm or (said.stance != "claimed" and _speaks(judge, name)):
            judge.drop("claim", why.NO_STANCE, said.quote)
            return None
    by = judge.beside(said.by, quote)
    voice = ground.voice(quote)
    if said.by and by is None and said.stance in ("blamed", "suspected"):
        judge.drop("claim", why.NO_SPEAKER, said.by)
        return None
    actor = ground.actor(name)
    channel = judge.beside(said.channel, quote, around=0)
    value = Claim(
        claimant=" ".join(name.quote.split()),
        stance=said.stance,
        actor=actor.id if actor else (government_of(name.quote) if not ground.names_actor(name) else None),
        by=_accuser(said, by, voice.name if voice else None),
        channel=" ".join(channel.quote.split()) if channel else None,
    )
    judge.keep()
    modality: Modality = {"claimed": "claimed", "denied": "denied"}.get(said.stance, "alleged")  # type: ignore[assignment]
    return Statement(property="claim", value=value, original=quote.quote, evidence=(quote,), modality=modality)


def _accuser(said: SaidClaim, by: Evidence | None, voice: str | None) -> str | None:
    if said.stance not in ("blamed", "suspected"):
        return None
    return " ".join(by.quote.split()) if by else voice


def warning_of(judge: Judge, said: SaidWarning, *, piece: Span, trigger: Evidence) -> Statement | None:
    """A warning before the fact, from its words."""
    quote = judge.quoted("warning", said.quote, piece=piece, near=trigger)
    if quote is None:
        return None
    if judge.ground.english and not judge.ground.follows("acts", "warning", quote):
        judge.drop("warning", why.NO_TYPE, said.quote)
        return None
    words = {
        name: judge.beside(getattr(said, name), quote, around=0) for name in ("issuer", "recipient", "target", "place")
    }
    fields = {name: " ".join(found.quote.split()) if found else None for name, found in words.items()}
    value = WarningNotice(
        issuer=fields["issuer"],
        recipient=fields["recipient"],
        target=fields["target"],
        place=fields["place"],
        specificity="target" if fields["target"] else "place" if fields["place"] else "general",
    )
    judge.keep()
    return Statement(property="warning", value=value, original=quote.quote, evidence=(quote,))


# --------------------------------------------------------------------------------------------- the doers again
def with_claims(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with doers whose claims say how far they are vouched for: claimed by themselves, or alleged."""
    claims = [s.value for s in statements if isinstance(s.value, Claim)]
    return [_claimed(s, claims) if isinstance(s.value, Participant) else s for s in statements]


def _claimed(statement: Statement, claims: Sequence[Claim]) -> Statement:
    value = statement.value
    assert isinstance(value, Participant)
    if value.role not in ("perpetrator", "party", "initiated_by"):
        return statement
    keys = {value.name.lower(), value.actor} - {None}
    stances = {claim.stance for claim in claims if keys & {claim.claimant.lower(), claim.actor}}
    if "claimed" in stances:
        return replace(statement, modality="claimed")
    return replace(statement, modality="alleged") if stances else statement
