"""The two sides of a fight, `a` the one named first, given to those who fought and to the tolls of their people.

Sides are of a clash, and of any act in which both a state force and fighters are among the dead or hurt. A fight of
three, or one whose parties cannot be told apart, has none; civilians are of no side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.record import Participant, Statement, Toll
from tocsin.record.values import ParticipantKind, Side

FOUGHT = ("party", "initiated_by", "perpetrator")
STATE: tuple[ParticipantKind, ...] = ("state_force", "government")
BANDS: tuple[ParticipantKind, ...] = ("group", "organization")
Sides = Mapping[str, Side]  # by camp
FORCE, FIGHTERS = "force", "fighters"  # the camps of those who are told by what they are
LOSSES = ("killed", "injured", "casualties", "missing", "detained")
STEM = 5  # letters that a state and its people share: Armenia, Armenian
PLAIN = word_set("soldiers soldier troops fighters fighter rebels rebel militants police army forces men members the")


def with_sides(type_: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a mention, participants and tolls on their sides where two fight."""
    camps = _camps(type_, statements)
    if len(camps) != 2:
        return list(statements)
    sides: dict[str, Side] = {camps[0]: "a", camps[1]: "b"}
    stems = _stems(statements, sides)
    sided = [_toll_on_side(statement, sides, stems) for statement in statements]
    people = {t.whom.lower(): t.side for s in sided if isinstance(t := s.value, Toll) and t.whom and t.side}
    return [_people_on_side(statement, sides, stems, people) for statement in sided]


def _stems(statements: Sequence[Statement], sides: Sides) -> dict[str, Side]:
    """The side of each word that names one: "Bodo", "M23", the state of its army."""
    found: dict[str, set[Side]] = {}
    for who in (s.value for s in statements if isinstance(s.value, Participant)):
        side = _fought_on(who, sides) if who.role in FOUGHT else None
        if side is not None:
            for word in _words(who.name):
                found.setdefault(word, set()).add(side)
    return {word: held.pop() for word, held in found.items() if len(held) == 1}


def _words(name: str | None) -> set[str]:
    return {word[:STEM] for word in (name or "").lower().replace("-", " ").split() if word not in PLAIN}


def _fought_on(who: Participant, sides: Sides) -> Side | None:
    """The side of one who fought: its own camp's, else that of the forces of a state or of those who fight them."""
    if who.kind in STATE:
        return sides.get(_state(who) or "") or sides.get(FORCE)
    return (sides.get(_camp(who) or "") or sides.get(FIGHTERS)) if who.kind in BANDS else None


def _camps(type_: str, statements: Sequence[Statement]) -> list[str]:
    """The camps in the order in which they are told; not two where there is no fight of two."""
    values = [s.value for s in statements]
    tolls = [v for v in values if isinstance(v, Toll) and v.measure in LOSSES and v.scope == "event"]
    of_people = _distinct(_camp_of_class(t) for t in tolls)
    if type_ != "armed_clash":
        return of_people if len(of_people) == 2 else []
    fought = _distinct(_camp(v) for v in values if isinstance(v, Participant) and v.role in FOUGHT)
    if FORCE in fought and len(fought) > 1:
        return [*dict.fromkeys(FORCE if camp == FORCE else FIGHTERS for camp in fought)]
    if len(fought) == 2:
        return fought
    states = _distinct(_state(v) for v in values if isinstance(v, Participant) and v.role in FOUGHT)
    if len(states) == 2 and fought == [FORCE]:
        return states
    if not fought or fought == [FORCE]:
        return _distinct([*fought, *of_people])
    return _distinct([FIGHTERS, *of_people]) if len(fought) == 1 and FORCE in of_people else []


def _distinct(camps: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(camp for camp in camps if camp))


def _camp(who: Participant) -> str | None:
    if who.kind in STATE:
        return FORCE
    return (who.actor or who.name.lower()) if who.kind in BANDS else None


def _state(who: Participant) -> str | None:
    return (who.actor or who.name.lower()) if who.kind in STATE else None


def _camp_of_class(toll: Toll) -> str | None:
    return {"security_force": FORCE, "combatant": FIGHTERS}.get(toll.class_)


def _toll_on_side(statement: Statement, sides: Sides, stems: Mapping[str, Side]) -> Statement:
    toll = statement.value
    if not isinstance(toll, Toll) or toll.measure not in LOSSES:
        return statement
    side = _named(toll.whom, stems) or sides.get(_camp_of_class(toll) or "")
    return replace(statement, value=replace(toll, side=side)) if side else statement


def _people_on_side(
    statement: Statement, sides: Sides, stems: Mapping[str, Side], people: Mapping[str, Side]
) -> Statement:
    who = statement.value
    if not isinstance(who, Participant) or who.role not in (*FOUGHT, "victim"):
        return statement
    side = people.get(who.name.lower()) or (_fought_on(who, sides) if who.role in FOUGHT else None)
    side = side or _named(who.name, stems) or (sides.get(FORCE) if who.kind in STATE else None)
    return replace(statement, value=replace(who, side=side)) if side else statement


def _named(whom: str | None, stems: Mapping[str, Side]) -> Side | None:
    """The side whose name stands in the words for the people: "Bodo men", "Armenian soldiers"."""
    found = {stems[word] for word in _words(whom) if word in stems}
    return found.pop() if len(found) == 1 else None
