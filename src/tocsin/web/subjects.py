"""What lists tell of one subject, an actor or a place: how often, how deadly, where, of what type, with whom.

Subjects are organisations, governments and places. There is none for a private person, and none can be made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tocsin.record.json_form import Json
from tocsin.share.parties import actor_of
from tocsin.view.words import country_name, label
from tocsin.web.addresses import actor_address, place_address
from tocsin.web.filters import Filters
from tocsin.web.lines import Line

MOST = 12
MOST_ALIASES = 8


@dataclass(frozen=True, slots=True)
class Tally:
    """How many acts of a list have something in common, and the dead of them at least. `first` and `last` are days."""

    name: str
    href: str | None
    acts: int
    others: int
    killed: int
    first: str | None
    last: str | None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A list counted by something. `more` counts the rows that are not shown."""

    heading: str
    rows: tuple[Tally, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Subject:
    """An actor or a place, with what a list tells of it. `said` counts what is claimed of an actor, by stance."""

    name: str
    about: tuple[str, ...]
    whole: Tally
    said: tuple[tuple[str, int], ...]
    breakdowns: tuple[Breakdown, ...]


def tally(name: str, lines: Iterable[Line], *, href: str | None = None, about: str = "") -> Tally:
    """Some lines counted. Acts are counted apart from what answers to them, and only the dead of acts."""
    every = list(lines)
    acts = [line for line in every if line.counts]
    days = sorted(day for line in every if (day := line.last or line.first) is not None)
    killed = sum(line.killed or 0 for line in acts)
    first, last = (days[0], days[-1]) if days else (None, None)
    return Tally(name, href, len(acts), len(every) - len(acts), killed, first, last, about)


def counted(lines: Iterable[Line], by: Callable[[Line], Iterable[str]]) -> dict[str, list[Line]]:
    """The lines of each value, those with most lines first."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        for value in by(line):
            found[value].append(line)
    return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0])))


def by_actor(lines: Iterable[Line], *, but: str = "") -> list[Tally]:
    """Actors of the register, with what each kind is called."""
    found = []
    for id, of_it in counted(lines, lambda line: (each for each in line.actors if each != but)).items():
        actor = actor_of(id)
        if actor is not None:
            found.append(tally(actor.name, of_it, href=actor_address(id), about=label(actor.kind)))
    return found


def by_country(lines: Iterable[Line]) -> list[Tally]:
    """Countries."""
    groups = counted(lines, lambda line: line.countries)
    return [tally(country_name(code), of_it, href=place_address(code)) for code, of_it in groups.items()]


def by_region(lines: Iterable[Line], filters: Filters) -> list[Tally]:
    """Divisions of the first order, each leading to the list narrowed to it."""
    groups = counted(lines, lambda line: (line.site.region,) if line.site and line.site.region else ())
    return [tally(name, of_it, href=filters.query(region=name) or None) for name, of_it in groups.items()]


def by_place(lines: Iterable[Line]) -> list[Tally]:
    """Places that the gazetteer knows."""
    groups = counted(lines, lambda line: (str(line.site.id),) if line.site and line.site.id else ())
    return [tally(_place_name(of_it[0]), of_it, href=place_address(id)) for id, of_it in groups.items()]


def by_type(lines: Iterable[Line], filters: Filters) -> list[Tally]:
    """Types of events, each leading to the list narrowed to it."""
    groups = counted(lines, lambda line: (line.type,))
    return [tally(label(type), of_it, href=filters.query(type=type)) for type, of_it in groups.items()]


def actor_subject(id: str, lines: Sequence[Line], filters: Filters) -> Subject | None:
    """An actor of the register, None where it has none of that id."""
    actor = actor_of(id)
    if actor is None:
        return None
    years = f"active {actor.active_from or '?'} to {actor.active_to or 'now'}" if actor.active_from else ""
    aliases = [each for each in actor.aliases if each != actor.name]
    names = ", ".join(aliases[:MOST_ALIASES]) + (
        f" and {len(aliases) - MOST_ALIASES} more" * (len(aliases) > MOST_ALIASES)
    )
    about = (label(actor.kind), ", ".join(map(country_name, actor.countries)), years, f"also {names}" if names else "")
    stances = [stance for line in lines for who, stance in line.stances if who == id]
    said = tuple((name, stances.count(name)) for name in ("claimed", "blamed", "suspected", "denied"))
    cuts = (
        ("By type", by_type(lines, filters)),
        ("By country", by_country(lines)),
        ("By place", by_place(lines)),
        ("Named with", by_actor(lines, but=id)),
    )
    return Subject(actor.name, _some(about), tally(actor.name, lines), said, _breakdowns(cuts))


def country_subject(code: str, lines: Sequence[Line], filters: Filters) -> Subject:
    """A country."""
    cuts = (
        ("By region", by_region(lines, filters)),
        ("By place", by_place(lines)),
        ("By type", by_type(lines, filters)),
        ("Who is named", by_actor(lines)),
    )
    return Subject(country_name(code), ("country",), tally(country_name(code), lines), (), _breakdowns(cuts))


def place_subject(lines: Sequence[Line], filters: Filters) -> Subject | None:
    """A place of the gazetteer, None where no line is of it."""
    line = next((each for each in lines if each.site is not None), None)
    if line is None or line.site is None:
        return None
    name = _place_name(line)
    country = country_name(line.site.country) if line.site.country else ""
    cuts = (("By type", by_type(lines, filters)), ("Who is named", by_actor(lines)))
    return Subject(name, _some((line.site.region or "", country)), tally(name, lines), (), _breakdowns(cuts))


def subject_form(subject: Subject, *, id: str, kind: str) -> Json:
    """A subject as `tocsin.subject/1`."""
    return {
        "schema": "tocsin.subject/1",
        "kind": kind,
        "id": id,
        "name": subject.name,
        "about": list(subject.about),
        **tally_form(subject.whole),
        "said": dict(subject.said),
        "counted": {
            each.heading.casefold().replace(" ", "_"): [tally_form(row) for row in each.rows]
            for each in subject.breakdowns
        },
    }


def tally_form(row: Tally) -> Json:
    """One row: `acts` are single acts of violence and plots, `others` what answers to them and what is not counted."""
    return {
        "name": row.name, "address": row.href, "acts": row.acts, "others": row.others, "killed_at_least": row.killed,
        "first": row.first, "last": row.last,
    }  # fmt: skip


def _breakdowns(cuts: Iterable[tuple[str, list[Tally]]]) -> tuple[Breakdown, ...]:
    return tuple(Breakdown(heading, tuple(rows[:MOST]), max(0, len(rows) - MOST)) for heading, rows in cuts if rows)


def _some(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in words if each)


def _place_name(line: Line) -> str:
    return line.site.name if line.site else line.where
