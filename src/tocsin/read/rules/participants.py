"""The arguments of an event's anchors as participants: who did it, to whom, to what, with what."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.actor_links import kind_of
from tocsin.read.rules.clauses import accuser_of
from tocsin.read.rules.describe import FIGHTING, HUMAN, THEY, Described
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.justice import WITNESSES
from tocsin.read.rules.naming import full_span, words_of
from tocsin.read.rules.nations import DOWNING
from tocsin.read.rules.nouns import THINGS, is_device
from tocsin.read.rules.relatives import is_finite
from tocsin.read.rules.scene import Anchor, Argument
from tocsin.record.values import Bound, Participant, Role
from tocsin.resolve.actors import government_of, state_side
from tocsin.resolve.countries import countries_by_demonym, country_by_government, country_by_name

VAGUE = word_set(
    "people persons one some others victims place scene site area number series group lot thing way death "
    "deaths fire act acts time part toll life lives incident attack us them it this that those these what"
)


MONTHS = word_set(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday"
)
ACTING = ("perpetrator", "party", "responder", "issuer")


class ParticipantFound(Struct, frozen=True, kw_only=True):
    """A participant, its line, the tokens of its name, and whether it is only accused."""

    line: Line
    participant: Participant
    start: int
    end: int
    anchor: Anchor


def participants_of(anchor: Anchor) -> Iterator[ParticipantFound]:
    """The participants that the arguments of one anchor name, in the order of its arguments."""
    for argument in anchor.arguments:
        role = _role(anchor, argument)
        if role is not None and argument.what.start < argument.what.end and not _vague(anchor.line, argument):
            yield found(anchor, argument, role)
            if role in ("perpetrator", "suspect", "party") and argument.what.what == "armed":
                yield from _organization(anchor, argument, role)
    if anchor.noun is not None and anchor.row.family == "violence":
        yield from _named_weapons(anchor)


def _named_weapons(anchor: Anchor) -> Iterator[ParticipantFound]:
    """ "a drone strike", "a car bomb": the weapon that the word for the act names."""
    whole = [n for n in anchor.line.nouns.values() if anchor.start <= n.start and n.end <= anchor.end]
    spans = [(n.start, n.end) for n in whole if n.class_ == "device"]
    before = (i for i in range(anchor.start, anchor.end - 1) if is_device(anchor.sentence.lower(i)))
    for start, end in spans or [(i, i + 1) for i in before]:
        name = words_of(anchor.sentence, start, end)
        weapon = Participant(role="weapon", kind="device", name=name)
        yield ParticipantFound(line=anchor.line, participant=weapon, start=start, end=end, anchor=anchor)


def _organization(anchor: Anchor, argument: Argument, role: Role) -> Iterator[ParticipantFound]:
    """The organisation of armed people named with them: "FMLN guerrillas", "gunmen of Boko Haram"."""
    line, group = anchor.line, argument.group
    for named in line.actors:
        inside = group.start <= named.start < group.head
        after = named.start in (group.end + 1, group.end + 2) and line.sentence.lower(group.end) in ("of", "from")
        if named.actor is not None and (inside or after) and named.actor is argument.what.actor:
            yield ParticipantFound(
                line=line,
                participant=Participant(
                    role=role,
                    kind="state_force" if state_side(named.actor) else "organization",
                    name=words_of(line.sentence, named.start, named.end),
                    actor=named.actor.id,
                    actor_kind=named.actor.kind,
                ),
                start=named.start,
                end=named.end,
                anchor=anchor,
            )


def found(anchor: Anchor, argument: Argument, role: Role) -> ParticipantFound:
    """A participant of a role made of one argument."""
    line, what = anchor.line, argument.what
    actor, kind = what.actor.id if what.actor else None, what.kind
    start, end = what.start, what.end
    if role == "victim" and what.what == "name":
        kind = "person"  # whoever is killed or seized by name is somebody, known to the lists of names or not
    if role == "suspect" and what.what == "name" and what.end - what.start == 1 and what.actor is None:
        kind = "person"  # "Weller has been charged"
    if role in ("responder", "issuer", "recipient") and what.what in ("official", "government", "security", "other"):
        start, end = full_span(line.sentence, argument.group)  # "president of Nigeria"
    if _is_mission(what) and role in ("responder", "issuer", "recipient"):
        kind, (start, end) = "government", full_span(line.sentence, argument.group)  # "the US embassy in Kampala"
    if what.what == "vehicle" and role in ("perpetrator", "party"):
        kind = "state_force"
    if what.what == "place" and role in ("perpetrator", "party", "responder", "issuer", "recipient"):
        actor, kind = government_of(words_of(line.sentence, what.start, what.end)), "government"
    return ParticipantFound(
        line=line,
        participant=Participant(
            role=role,
            kind=kind,
            name=words_of(line.sentence, start, end),
            actor=actor,
            count=_count(line.sentence, argument),
            origin=origin_of(line.sentence, argument),
            tags=what.tags if role == "victim" else (),
            actor_kind=_actor_kind(argument, line.sentence, start, end) if kind in ORGANISED else None,
        ),
        start=start,
        end=end,
        anchor=anchor,
    )


def _is_mission(what: Described) -> bool:
    """ "The embassy warned": a government's mission, which can act like it."""
    return what.what == "facility" and "diplomatic" in what.tags


SUSPECTED = word_set("suspected alleged presumed supposed purported apparent")
OWNS = word_set("its their our his my own")


def is_suspected(found: ParticipantFound) -> bool:
    """Whether the words before the name say that it is only thought to be them: "suspected cattle raiders"."""
    before = found.line.sentence.folded[max(0, found.start - 3) : found.start + 1]
    return not SUSPECTED.isdisjoint(before)


def is_own_side(found: ParticipantFound) -> bool:
    """Whether they are told of as somebody's own: "its gunners", "their own men"."""
    return not OWNS.isdisjoint(found.line.sentence.folded[max(0, found.start - 2) : found.start + 1])


def _actor_kind(argument: Argument, sentence: Sentence, start: int, end: int) -> str | None:
    """What sort of actor an organisation is: as the register has it, else as its name says, where it is a name."""
    if argument.what.actor is not None:
        return argument.what.actor.kind
    is_name = end - start > 1 and all(text[0].isupper() or len(text) < 4 for text in sentence.texts[start:end])
    return kind_of(sentence.folded[start:end]) if is_name and sentence.cased else None


ORGANISED = frozenset(("organization", "state_force", "government"))
ONE_OR_MANY = word_set("accused deceased dead wounded injured bereaved missing detained")


def _count(sentence: Sentence, argument: Argument) -> Bound | None:
    what, head = argument.what, sentence.lower(argument.group.head)
    if what.count is not None:
        return what.count.bound
    one = what.what in HUMAN and not what.plural and what.kind == "person"
    if what.what == "person" or (one and head not in ONE_OR_MANY):
        return Bound.exactly(1)
    return None


def origin_of(sentence: Sentence, argument: Argument) -> str | None:
    """The country that the words give as theirs: "four men from Tajikistan", "citizens of Tajikistan"."""
    if argument.what.what not in HUMAN:
        return None
    i = argument.group.end
    if sentence.lower(i) == "from":
        return _country_named(_joined(sentence, i + 1))
    if sentence.lower(i) == "of" and sentence.lower(argument.group.head) in (
        "citizens",
        "citizen",
        "nationals",
        "natives",
    ):
        return _country_named(_joined(sentence, i + 1))
    if argument.what.what in ("suspect", "civilian", "armed"):
        before = sentence.lower(argument.group.head - 1)
        found = countries_by_demonym(before) if argument.group.head > argument.group.start else ()
        return found[0].code if len(found) == 1 else None
    return None


def _country_named(words: str) -> str | None:
    country = country_by_name(words)
    return country.code if country else None


def _joined(sentence: Sentence, i: int) -> str:
    group = sentence.noun_at.get(i)
    return sentence.words(i, group.end) if group else sentence.lower(i)


def _vague(line: Line, argument: Argument) -> bool:
    what, sentence = argument.what, line.sentence
    head = sentence.lower(what.end - 1)
    if what.what == "name" and sentence.words(what.start, what.end) in MONTHS:
        return True  # "January's attack"
    if argument.via == "nation":
        return False  # "a US air strike"
    if what.what in ("pronoun", "number", "event") or head in THEY:
        return True
    if head in VAGUE:
        return what.end - what.start < 2 or head not in ("people", "persons", "group")  # "several unknown persons"
    if what.what == "place" and argument.role in ACTING:
        return government_of(words_of(sentence, what.start, what.end)) is None  # a village shells nobody
    if what.what == "name" and sentence.class_at(argument.group.start) != "D":
        return bool(countries_by_demonym(sentence.words(what.start, what.end)))  # "between Ukrainian and ..."
    return what.what == "other" and what.actor is None and argument.via not in ("object", "by", "on", "against", "of")


SOMEBODY = HUMAN | {"name"}


VICTIMS = HUMAN | {"name", "pronoun"}
DEALT_WITH = HUMAN | {"name", "place"}


def _role(anchor: Anchor, argument: Argument) -> Role | None:
    """The role that an argument plays in the event, by its place in the frame and by what it is."""
    what = argument.what.what
    if argument.via == "pre" and what == "name":
        return None  # "the Lamar Park massacre": where, not who
    if _is_ranked(anchor, argument) or _is_blamed(anchor, argument):
        return None
    if anchor.row.id in DOWNING and argument.via != "nation":  # "the army shot down Russian drones"
        sent = argument.role == "weapon" and argument.what.actor is not None
        return "perpetrator" if sent else "weapon" if argument.role == "weapon" and what == "device" else None
    match argument.role:
        case "initiator":
            return "initiated_by" if what in SOMEBODY and not accused_of(anchor) else None
        case "perpetrator" | "party" if accused_of(anchor):
            return "suspect" if what in SOMEBODY else None
        case "perpetrator" | "party":
            if anchor.sentence.lower(argument.group.head) in COURTS:
                return None
            if argument.via == "by" and (what == "official" or "official" in argument.what.tags):
                return None
            if what == "vehicle" and _is_manned(anchor, argument):
                return argument.role
            if what in ("device", "vehicle"):
                return None if _is_struck(anchor, argument) else "weapon"
            battle = what == "place" and argument.via in ("pre", "of", "between")  # "the Battle of Tikrit"
            if battle or what in THINGS or what in ("event", "other"):
                return None
            return "perpetrator" if argument.role == "perpetrator" else "party"
        case "harmed":
            return _harmed(anchor, argument)
        case "victim":
            return "victim" if what in VICTIMS else None
        case "target":
            return "target" if what in THINGS or (what == "government" and argument.via in ("at", "outside")) else None
        case "weapon":
            return (
                "weapon" if what == "device" or (what == "vehicle" and anchor.row.type == "vehicle_ramming") else None
            )
        case "by_class":
            return _by_class(anchor, argument)
        case "pre":
            return _premodifier(anchor, argument)
        case "suspect" if anchor.verb is not None and argument.via == "of":
            return None  # "acquitted of the murder of two guards"
        case "suspect" if anchor.sentence.lower(argument.group.head) in WITNESSES:
            return None  # "detained nine potential witnesses"
        case "suspect" | "responder" | "issuer" | "recipient":
            allowed = what in DEALT_WITH or argument.what.actor is not None or _is_mission(argument.what)
            return argument.role if allowed else None
    return None


def _is_ranked(anchor: Anchor, argument: Argument) -> bool:
    """ "Somalia's worst bombing", "the country's third attack": where it ranks, not who did it."""
    if argument.via != "'s" or argument.what.what != "place":
        return False
    if any(a.via in ("on", "upon", "against") for a in anchor.arguments):
        return False  # "Israel's biggest strike on the port"
    after = anchor.sentence.lower(argument.group.end + 1)
    return after in RANKS or (
        after.endswith("est") and after != "latest" and anchor.sentence.class_at(argument.group.end + 1) != "N"
    )


RANKS = word_set("worst first second third fourth fifth last most only single")
BLAMES = word_set("blame blames blamed blaming pin pins pinned pinning lay laid lays attribute attributes attributed")


def _is_blamed(anchor: Anchor, argument: Argument) -> bool:
    """ "blamed the bombings on the rebels", "attributes the raid to them": who is accused, not who was struck."""
    sentence, group = anchor.sentence, argument.group
    if argument.via not in ("on", "upon", "to") or BLAMES.isdisjoint(sentence.vocabulary):
        return False
    if any(a.via in ("on", "upon", "to") and a.group.start > group.start for a in anchor.arguments):
        return False  # "blamed the attack on the barracks on rebels"
    before = [verb for verb in sentence.verbs if verb.end <= anchor.start and anchor.start < group.start]
    return bool(before) and sentence.folded[before[-1].head] in BLAMES


def _is_manned(anchor: Anchor, argument: Argument) -> bool:
    """ "a navy gunboat shelled the port": a craft of the armed forces, named with the force that it is of."""
    group, nouns = argument.group, anchor.line.nouns
    if argument.via not in ("subject", "by") or "military" not in argument.what.tags:
        return False
    return any(i in nouns and nouns[i].class_ == "security" for i in range(group.start, group.head))


STRUCK = word_set(
    "riddle hit strike bomb attack ambush shell target torch burn destroy blast rock damage raid storm spray rake shoot"
)


def _is_struck(anchor: Anchor, argument: Argument) -> bool:
    """ "A lorry was riddled with bullets, killing the driver": what was struck itself is nobody's weapon."""
    group, sentence = argument.group, anchor.sentence
    after = next((v for v in sentence.verbs if v.start >= group.end), None)
    struck = after is not None and after.passive and after.lemma in STRUCK and after.start <= group.end + 1
    return argument.via == "subject" and struck


COURTS = word_set("court courts judge judges jury tribunal prosecutor prosecutors magistrate")


def accused_of(anchor: Anchor) -> bool:
    """ "accused of murdering", "charged with bombing", "suspected of carrying out": the doer is a suspect."""
    for verb in anchor.verbs:
        at = verb.start - 1
        if accuser_of(anchor.sentence, verb) is not None or _stands_accused(anchor.sentence, verb):
            return True
        if verb.form == "G" and anchor.sentence.lower(at) in ("of", "with", "for", "over"):
            return anchor.sentence.lower(at - 1) in ("suspected", "accused", "suspicion")
    return False


def _stands_accused(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "has been charged with the murder of a judge and attempting to kill two": the charge goes on after "and"."""
    before = [v for v in sentence.verbs if v.end <= verb.start]
    trying = bool(before) and verb.infinitive and before[-1].end == verb.start and before[-1].form == "G"
    first = before.pop() if trying else verb
    if first.form != "G" or sentence.class_at(first.start - 1) not in "C,P":
        return False
    charged = next((v for v in reversed(before) if is_finite(sentence, v)), None)
    return charged is not None and charged.passive and charged.lemma in CHARGING


CHARGING = word_set("charge accuse indict convict suspect acquit")


def _harmed(anchor: Anchor, argument: Argument) -> Role | None:
    what = argument.what.what
    if what in HUMAN:
        return "victim"
    if what in THINGS or (what == "other" and argument.via == "object" and anchor.row.effect is None):
        return "target"
    if what == "name":
        return "victim" if anchor.row.effect else "target"
    if what == "armed_org":
        return "victim"
    return None


def _by_class(anchor: Anchor, argument: Argument) -> Role | None:
    """ "the murder of X" or "the attack of the rebels": the killers where armed, else those harmed."""
    what = argument.what.what
    if argument.via == "'s" and anchor.row.frame_name in ("killing_noun", "hurting_noun"):
        return "perpetrator" if what in FIGHTING else "victim" if what in SOMEBODY else None
    if what in FIGHTING and anchor.row.effect is None:
        return "perpetrator"
    if what in HUMAN:
        return "victim"
    return "target" if what in THINGS else None


def _premodifier(anchor: Anchor, argument: Argument) -> Role | None:
    what = argument.what.what
    words = words_of(anchor.sentence, argument.what.start, argument.what.end)
    if what == "government" and country_by_government(words) is not None:
        return None  # "the Baghdad attacks"
    if what in FIGHTING or (argument.what.actor is not None and what != "other"):
        return "perpetrator"
    if what == "device":
        return "weapon"
    if what in THINGS:
        return "target"
    return "victim" if what in ("civilian", "official") else None
