"""What a noun group stands for: an actor of the register, people of some kind, a thing, a weapon, an event, a place."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence
from tocsin.read.rules.nouns import PEOPLE, THINGS, NounTag, names_person
from tocsin.read.rules.words import word_table
from tocsin.record.values import ParticipantKind
from tocsin.resolve.actors import Actor, state_side
from tocsin.resolve.countries import countries_by_demonym
from tocsin.resolve.counts import CountFound
from tocsin.resolve.remembered import Remembered

What = Literal[
    "armed", "armed_org", "security", "official", "government", "civilian", "suspect", "facility", "vehicle",
    "infrastructure", "property", "device", "event", "place", "person", "name", "pronoun", "number", "other",
]  # fmt: skip

SOMEBODY_OR_THING = PEOPLE | THINGS | {"device"}
ARMED = frozenset(("armed", "armed_org"))
FIGHTING = ARMED | {"security"}
HUMAN = frozenset(("armed", "armed_org", "security", "official", "government", "civilian", "suspect", "person"))
DEVICE_TAGS_EXPLOSIVE = frozenset(
    ("explosive", "vehicle_bomb", "suicide_device", "mine", "grenade", "incendiary", "aircraft_bomb")
)
PROJECTILES = frozenset(("rocket", "missile", "mortar", "artillery", "projectile"))
THEY = frozenset(("he", "she", "they", "it", "who", "him", "her", "them", "himself", "themselves"))


class Described(Struct, frozen=True, kw_only=True):
    """A noun group understood: what it is, its kind as a participant, its name as said, and its number."""

    what: What
    kind: ParticipantKind
    start: int  # tokens of the name, without determiner and number
    end: int
    actor: Actor | None = None
    tags: tuple[str, ...] = ()
    count: CountFound | None = None
    plural: bool = False
    definite: bool = False
    adjectives: tuple[str, ...] = ()


DEFINITE = word_set("the this that these those its his their her")


def _is_plural(word: str) -> bool:
    known = "s" in word_table().get(word, ("", ""))[0] or word in ("people", "police")
    return known or (word.endswith("s") and not word.endswith("ss"))


_PLURAL: Remembered[str, bool] = Remembered(_is_plural)


def describe(line: Line, group: NounGroup, persons: dict[int, tuple[int, int]]) -> Described:
    """What the group stands for. `persons` maps a token to the span of the person's name that holds it."""
    sentence = line.sentence
    count = _count(line, group) if line.counts else None
    start, end = _name_span(line, group, count)
    tag = _tag(line, group)
    actor = modifier = None
    for a in line.actors:
        if actor is None and a.start <= group.head < a.end:
            actor = a.actor
        if modifier is None and group.start <= a.start < group.head:
            modifier = a.actor
    first, alone = sentence.folded[group.start], group.start == group.head
    what, kind = _what(line, group, tag, actor, persons)
    if what == "armed_org" and sentence.folded[group.head] in COMMANDOS and _is_national(sentence, group):
        what, kind = "security", "state_force"
    if group.head in persons and what == "person":
        start, end = persons[group.head]
    head = sentence.folded[group.head]
    plural = _PLURAL[head] and not (what == "person" and group.head in persons)  # "Robert Mathis"
    if plural and kind == "person":
        kind = "group"
    return Described(
        what=what,
        kind=kind,
        start=start,
        end=end,
        actor=actor or (modifier if what in BODIES and head not in BRANCHES else None),  # a branch is a body of its own
        tags=tag.tags if tag else (),
        count=count,
        plural=plural,
        definite=first in DEFINITE,
        adjectives=() if alone else _adjectives(sentence, group),
    )


COMMANDOS = frozenset(("commando", "commandos"))  # guerrillas' as well, where no country is named


def _is_national(sentence: Sentence, group: NounGroup) -> bool:
    return any(countries_by_demonym(sentence.texts[i]) for i in range(group.start, group.head))


def _adjectives(sentence: Sentence, group: NounGroup) -> tuple[str, ...]:
    return tuple([sentence.folded[i] for i in range(group.start, group.head) if sentence.classes[i] in "AEG"])


def _count(line: Line, group: NounGroup) -> CountFound | None:
    """The number said of the group: inside it, or in the words right before ("more than 130 people")."""
    start, end = line.sentence.span(max(0, group.start - 6), group.end)
    own_start = line.sentence.starts[group.start]
    return next((c for c in line.counts if start <= c.start and own_start < c.end <= end), None)


def _name_span(line: Line, group: NounGroup, count: CountFound | None) -> tuple[int, int]:
    """The tokens of the group without its determiners and its number."""
    classes, ends, start = line.sentence.classes, line.sentence.ends, group.start
    while start < group.head and (
        classes[start] in "DM"
        or (classes[start] == "R" and classes[start + 1] not in "AE")
        or (count is not None and ends[start] <= count.end)
    ):
        start += 1
    return start, group.end


def _tag(line: Line, group: NounGroup) -> NounTag | None:
    """The lexicon's noun at the head, or the description before a name ("gunman Jones", "President Cerezo")."""
    tag = line.nouns.get(group.head)
    if tag is not None and tag.start >= group.start - 1:
        return tag
    if tag is None and line.sentence.lower(group.end) == "of":  # "a block of flats", "a house of worship"
        long = line.nouns.get(group.head + 2)
        if long is not None and long.start <= group.head and long.class_ in THINGS | {"government"}:
            return long  # "the ministry of defence"
    if group.start < group.head and line.sentence.classes[group.head] == "U":
        return next((line.nouns[i] for i in range(group.head - 1, group.start - 1, -1) if i in line.nouns), None)
    return None


MEMBERS = word_set("member members element elements operative operatives cadre cadres loyalist loyalists remnants")


STANDING_ALONE = frozenset(("another", "those", "all"))  # "those who refused were shot", "all were shot"
BODIES = frozenset(("armed", "armed_org", "security", "government"))
BRANCHES = word_set(
    "branch wing affiliate arm offshoot faction franchise chapter column brigade battalion province cell"
)


def _branch(line: Line, group: NounGroup) -> tuple[What, ParticipantKind] | None:
    """ "the Islamic State's West Africa branch": a part of the armed body named before."""
    actor = next((a.actor for a in line.actors if group.start <= a.start < group.head and a.actor), None)
    known = _actor_kind(actor) if actor is not None else None
    return known if known is not None and known[0] == "armed_org" else None


def _member(line: Line, group: NounGroup) -> tuple[What, ParticipantKind] | None:
    """ "15 Taliban members": those who belong to the actor named before."""
    actor = next((a.actor for a in line.actors if group.start <= a.start < group.head and a.actor), None)
    if actor is None:
        return None
    what, _ = _actor_kind(actor)
    return ("armed" if what == "armed_org" else what), "person"


def _actor_kind(actor: Actor) -> tuple[What, ParticipantKind]:
    if actor.kind == "government":
        return "government", "government"
    if state_side(actor):
        return "security", "state_force"
    if actor.kind in ("intergovernmental", "ngo", "political_party"):
        return "government" if actor.kind == "intergovernmental" else "other", "organization"
    return "armed_org", "organization"


def _is_somebody(sentence: Sentence, group: NounGroup) -> bool:
    """A noun for a human being, or one of whom the text goes on with "who"."""
    after = sentence.lower(group.end + 1 if sentence.class_at(group.end) == "," else group.end)
    return names_person(sentence.lower(group.head)) or after in ("who", "whom")


NO_BODIES = word_set("road valley river table column queue stairs list lake creek bay gulf procession line bed state")


def _heads_a_body(line: Line, group: NounGroup) -> bool:
    """ "the head of the miners' union"; not "the head of the valley"."""
    body = line.sentence.noun_at.get(group.end + 1)
    return body is not None and line.sentence.lower(body.head) not in NO_BODIES


def _what(
    line: Line, group: NounGroup, tag: NounTag | None, actor: Actor | None, persons: dict[int, tuple[int, int]]
) -> tuple[What, ParticipantKind]:
    sentence = line.sentence
    if actor is not None:
        return _actor_kind(actor)
    if group.head in persons:
        return "person", "person"
    head, kind = sentence.folded[group.head], sentence.classes[group.head]
    if head in BRANCHES and (branch := _branch(line, group)) is not None:
        return branch
    if tag is not None and tag.class_ in SOMEBODY_OR_THING:
        return tag.class_, tag.kind  # type: ignore[return-value]
    if kind == "O":
        return "pronoun", "person" if head in ("he", "she", "him", "her") else "group"
    if head == "one" and kind == "N":
        return "pronoun", "group"  # "a second one hurt six"
    if head == "head" and sentence.lower(group.end) == "of" and _heads_a_body(line, group):
        return "civilian", "person"  # "kidnapped the head of a cooperative"
    if kind == "D" and head in STANDING_ALONE and sentence.lower(group.end) != "of":
        return "pronoun", "group"
    start = sentence.starts[group.head]
    if line.places and any(p.start <= start < p.end for p in line.places):
        return "place", "facility"
    if head.endswith("-old"):
        return "civilian", "civilians"  # "a 12-year-old"
    if head in MEMBERS and (member := _member(line, group)) is not None:
        return member
    if kind == "M" or head in ("others", "more"):
        return "number", "group"
    if kind == "U":
        people = head.endswith("s") and countries_by_demonym(sentence.texts[group.head])
        return ("civilian", "civilians") if people else ("name", "organization")
    if tag is None and kind == "N" and _is_somebody(sentence, group):
        return "civilian", "civilians"  # "dockers", "a tenor": of a trade that the noun table does not hold
    return "other", "group"
