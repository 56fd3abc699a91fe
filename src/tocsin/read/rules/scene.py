"""The values that anchors are made of: a sentence with what its groups mean, an argument, an anchor."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import complement_of
from tocsin.read.rules.describe import FIGHTING, HUMAN, Described, What, describe
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.nouns import THINGS
from tocsin.read.rules.triggers import Trigger, TriggerFound
from tocsin.record.values import Scope


class Argument(Struct, frozen=True):
    """A noun group that plays a role. `via` is how grammar ties it: subject, object, 's, pre, or a preposition."""

    role: str
    group: NounGroup
    what: Described
    via: str


class Anchor(Struct, frozen=True, kw_only=True):
    """A trigger in its sentence: tokens `start` to `end`, the row chosen, its verb or noun group, its arguments."""

    line: Line
    sentence: Sentence  # that of the line
    start: int
    end: int
    row: Trigger
    verb: VerbGroup | None
    noun: NounGroup | None
    passive: bool = False
    arguments: tuple[Argument, ...] = ()
    events: tuple[int, ...] = ()  # tokens of event nouns that grammar ties to this trigger
    carrier: VerbGroup | None = None  # "launched", where the trigger is the noun "attack"
    rest: int | None = None  # the token where a split verb goes on: "dead" in "left a woman dead"

    @property
    def verbs(self) -> tuple[VerbGroup, ...]:
        """The verb groups that say whether it happened: the trigger's own and its carrier."""
        return tuple(v for v in (self.verb, self.carrier) if v is not None)

    def of_role(self, *roles: str) -> list[Argument]:
        """The arguments that play one of the roles."""
        return [a for a in self.arguments if a.role in roles]


@dataclass(slots=True)
class Scene:
    """A line with what is needed to understand its groups; descriptions are made once."""

    line: Line
    persons: dict[int, tuple[int, int]]
    event_nouns: dict[int, TriggerFound] = field(default_factory=dict)  # by token
    described: dict[NounGroup, Described] = field(default_factory=dict)
    pieces: list[tuple[int, int]] | None = None  # of its clauses, and ...
    scopes: dict[tuple[int, int, tuple[int, int]], Scope] = field(default_factory=dict)  # ... theirs (`toll_scopes`)

    def describe(self, group: NounGroup) -> Described:
        """What a group stands for; a container ("a group of guerrillas") takes its meaning from what it holds."""
        known = self.described.get(group)
        if known is None:
            known = self._describe(group)
            self.described[group] = known
        return known

    def _describe(self, group: NounGroup) -> Described:
        own = describe(self.line, group, self.persons)
        if (
            own.what in ("other", "number")
            and not UNMEANT & set(own.tags)
            and any(group.start <= i < group.end for i in self.event_nouns)
        ):
            return replace(own, what="event")
        head = self.line.sentence.lower(group.head)
        part = head in PARTS
        whole = part or head in MEN or head == "one" or own.what in INCOMPLETE
        content = complement_of(self.line.sentence, group) if whole else None
        if content is not None:
            inner = self._content(content)
            if head == "one":
                single = inner.what in SINGLE
                return replace(inner, count=own.count, plural=False) if single else own  # "one of the sons of"
            if own.what == "number" and inner.what == "pronoun":
                return own  # "killing four of them"
            if head in MEN:
                force = inner.what in ("security", "armed_org") and own.what in ("civilian", "other")
                what: What = "armed" if inner.what == "armed_org" else "security"
                return replace(own, what=what, actor=own.actor or inner.actor) if force else own
            if _sits_in(self.line, group, content):
                return replace(own, what="official", kind="group" if own.plural else "person", end=content.end)
            if self.line.sentence.lower(group.head) in PARTS:
                return inner  # "in front of a travel agency", "a section of the pipeline"
            if own.what == "number" or (own.what == "other" and _is_container(self.line, group)):
                said = own.adjectives + inner.adjectives if own.adjectives else inner.adjectives
                return replace(inner, count=own.count or inner.count, plural=True, adjectives=said)
            if own.what == "other" and inner.what in THINGS:
                return replace(own, what=inner.what, kind=inner.kind)  # "a block of flats"
            if own.what in FIGHTING and inner.actor is not None and own.actor is None:
                return replace(own, actor=inner.actor)
        return own

    def _content(self, group: NounGroup) -> Described:
        inner = describe(self.line, group, self.persons)
        if inner.what == "other" and any(group.start <= i < group.end for i in self.event_nouns):
            return replace(inner, what="event")  # "a series of raids"
        return inner


UNMEANT = frozenset(("disease", "disaster", "mishap", "nature", "figure"))  # what harms and is nobody's act


MEN = word_set("men man women elements agents personnel staff crew crews")  # "men of the presidential guard"
SINGLE = (HUMAN | THINGS | {"device"}) - {"armed_org", "government"}  # of which there may be one
PARTS = word_set(
    "front basement section sections part parts entrance side vicinity roof floor middle corner back rear door doors "
    "window windows wall walls outside inside"
)
INCOMPLETE = frozenset(("other", "number", "armed_org", "armed", "security"))
CONTAINERS = word_set(
    "group groups number band crowd series wave string spate campaign succession barrage "
    "dozens hundreds thousands scores handful couple pair majority "
    "half rest most members member all some many part convoy lives life body bodies one three two total piece pieces "
    "ton tons tonnes swath swaths swathe swathes company column patrol squad platoon battalion squadron gang team mob "
    "remnants elements factions cells splinter busload truckload carload "
    "gathering line stream horde contingent detachment unit party cell ring"
)


CHAMBERS = word_set(
    "parliament congress senate council assembly cabinet legislature knesset duma bundestag chamber house commons lords"
)


def _sits_in(line: Line, group: NounGroup, content: NounGroup) -> bool:
    """ "a member of parliament": the person, and not the house."""
    return line.sentence.lower(group.head) in ("member", "members") and line.sentence.lower(content.head) in CHAMBERS


def _is_container(line: Line, group: NounGroup) -> bool:
    return line.sentence.lower(group.head) in CONTAINERS
