"""Words of a message that may fill a slot: people, persons by name, organisations, weapons, things.

Only noun groups, spelling and word lists (`muc4_words.toml`) are looked at here; which candidate fills what is for
`muc4_choice.py`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from tocsin.evaluate.muc4_fillers import plain
from tocsin.evaluate.muc4_groups import OBJECTS, PEOPLE, groups_of
from tocsin.evaluate.muc4_phrases import looks_like_person, names_of, without_determiner, without_title
from tocsin.record import Reading
from tocsin.resolve.actors import find_actors, state_side
from tocsin.resolve.countries import load_countries
from tocsin.resolve.tokens import Token, find_tokens, split_sentences

Slot = Literal["PerpInd", "PerpOrg", "Weapon", "Target", "Victim", "VictimUnnamed"]
BRACKETED = re.compile(r"((?:\"?[A-Z][\w'-]+\"? |of |and |the |for |de |la ){1,8})[\[(]([A-Z][A-Z-]{1,8})[\])]")
OF = re.compile(r" of (?:the )?")
SMALL = ("of ", "and ", "the ", "for ", "de ", "la ")


@dataclass(slots=True)
class Candidate:
    """What may fill a slot: how it is named, by the plain form, and where. `kind` tells how it was found.

    `head` is the noun that names it, none for names; `net` what the learned reader's network says of it, in numbers.
    """

    slot: Slot
    name: str
    kind: str
    actor: str | None = None
    head: str | None = None
    names: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)
    net: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a message with its tokens and sentences."""

    text: str
    tokens: list[Token]
    ends: list[int]  # of sentences, as offsets

    def sentence(self, offset: int) -> int:
        """The number of the sentence that an offset lies in."""
        return bisect_right(self.ends, offset)


@cache
def choice_words() -> Mapping[str, tuple[str, ...]]:
    """The lists of `muc4_words.toml`."""
    table = tomllib.loads(files("tocsin.evaluate").joinpath("muc4_words.toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in table.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    demonyms = {"demonym": [demonym for country in load_countries() for demonym in country.demonyms]}
    lists: Mapping[str, Iterable[str]] = {**choice_words(), **demonyms}
    words = {name: "|".join(sorted(map(re.escape, each), key=len, reverse=True)) for name, each in lists.items()}
    before = rf"(?:(?:{words['number']}|{words['quality']}|{words['demonym']})[ ]){{0,4}}"
    of = rf"(?:(?:{words['collective']}) of )?"
    people = rf"\b{before}{of}{before}(?:{words['head']})\b"
    forces = rf"\b(?:(?:{words['demonym']}|{words['force_quality']})[ ]){{0,2}}(?:{words['force']})\b"
    weapons = rf"\b(?:(?:{words['number']}|{words['weapon_quality']})[ ]){{0,3}}(?:{words['weapon']})\b"
    return re.compile(people, re.I), re.compile(forces, re.I), re.compile(weapons, re.I)


def page_of(reading: Reading) -> Page:
    """The tokens and sentences of the text of a reading."""
    text = reading.document.text
    tokens = find_tokens(text)
    return Page(text, tokens, [sentence[-1].end for sentence in split_sentences(tokens)])


def candidates_of(reading: Reading, page: Page, more: Iterable[Found] = ()) -> list[Candidate]:
    """All candidates of a message, each with every place where it is named, in the order of the text.

    `more` are those of others; what is a candidate in any case stays what it is.
    """
    found: dict[tuple[str, str], Candidate] = {}
    first = sorted(_found(reading, page), key=lambda each: (each[1].endswith("shortened"), each[-1]))
    for slot, kind, key, name, actor, span in (*first, *more):
        held = found.setdefault((slot, key), Candidate(slot, name, kind, actor, _head(kind, name)))
        held.names.add(plain(name))
        if span not in held.spans:
            held.spans.append(span)
    return list(found.values())


def _head(kind: str, name: str) -> str | None:
    """The noun that says what it is; none for names and for what is named by a longer phrase."""
    first = kind.split(" ")[0]
    if first in ("people", "shortened", "weapon"):
        return name.lower().split()[-1]
    return name.lower().split(" of ")[0].split()[-1] if first in HIT else None


HIT = PEOPLE | OBJECTS - {"name"}
Found = tuple[Slot, str, str, str, str | None, tuple[int, int]]


def _found(reading: Reading, page: Page) -> Iterator[Found]:
    people, forces, weapons = _patterns()
    known = list(_organizations(page))
    after = {span[0]: span for *_, span in known}
    for m in people.finditer(page.text):
        yield from _people(m, page.text, after)
    for m in weapons.finditer(page.text):
        yield from _weapons(m)
    yield from _persons(reading)
    yield from _groups(reading)
    yield from known
    taken = [span for *_, span in known]
    for m in forces.finditer(page.text):
        if not _overlaps(m.span(), taken):
            yield "PerpOrg", "force", plain(m.group()), m.group(), None, m.span()


def _people(m: re.Match[str], text: str, organizations: Mapping[int, tuple[int, int]]) -> Iterator[Found]:
    """The phrase, with and without the words before its head, and with the organisation that it is of."""
    words = without_determiner(m.group()).split(" ")
    of = OF.match(text, m.end())
    member = organizations.get(of.end()) if of else None
    for i in range(len(words)):
        name = " ".join(words[i:])
        if words[i] == "of":
            break
        kind = "people" if i == 0 else "shortened"
        yield "PerpInd", kind, plain(name), name, None, (m.end() - len(name), m.end())
        if member and i == 0:
            start = m.end() - len(name)
            longer = text[start : member[1]]
            yield "PerpInd", "members", plain(longer), longer, None, (start, member[1])


def _weapons(m: re.Match[str]) -> Iterator[Found]:
    """The phrase, with and without the words before its head."""
    words = m.group().split(" ")
    for i in range(len(words)):
        name = " ".join(words[i:])
        yield (
            "Weapon",
            "weapon" if i == 0 else "weapon shortened",
            plain(name),
            name,
            None,
            (m.end() - len(name), m.end()),
        )


def _persons(reading: Reading) -> Iterator[Found]:
    """Persons by name. Private ones count as unknown, as masking has it: the key asks for both alike."""
    names = names_of(reading)
    for person in reading.persons:
        if person.field == "text":
            name = without_title(names.fullest(person.name))
            standing = "unknown" if person.standing == "private" else person.standing
            for slot in ("PerpInd", "Victim"):
                yield slot, f"person {standing}", plain(name), name, None, (person.start, person.end)


def _groups(reading: Reading) -> Iterator[Found]:
    """People without a name, and things, in several lengths; words that may be a name of somebody unknown, too."""
    text, groups = reading.document.text, groups_of(reading)
    for slot, phrases in (("VictimUnnamed", groups.people), ("Target", groups.things)):
        for phrase in phrases:
            name = text[phrase.start : phrase.end]
            kind = f"{phrase.what} {phrase.form}"
            yield slot, kind, plain(name), name, None, (phrase.start, phrase.end)  # type: ignore[misc]
            if phrase.what == "name" and phrase.form != "longer" and looks_like_person(name):
                yield "Victim", kind, plain(name), name, None, (phrase.start, phrase.end)


def _organizations(page: Page) -> Iterator[Found]:
    """Actors of the register, and names with an acronym in brackets, under which other places name them."""
    actors = []
    heads = set(choice_words()["head"])
    for found in find_actors([t.lower for t in page.tokens], [t.text for t in page.tokens]):
        end = found.end
        while end > found.start + 1 and page.tokens[end - 1].lower in heads:
            end -= 1
        span = page.tokens[found.start].start, page.tokens[end - 1].end
        key = found.actor.id if found.actor else plain(page.text[slice(*span)])
        actors.append((key, found.actor, span))
    taken = [span for *_, span in actors]
    for key, actor, span in actors:
        name = page.text[slice(*span)]
        side = "unsettled" if actor is None else "state" if state_side(actor) else actor.kind
        yield "PerpOrg", side, plain(name) if side == "state" else key, name, actor.id if actor else None, span
    for m in BRACKETED.finditer(page.text):
        name = m[1].strip()
        while name.lower().startswith(SMALL):
            name = name.split(" ", 1)[1]
        start = m.end(1) - 1 - len(name)
        if " " in name and not _overlaps((start, m.end()), taken):
            for other in re.finditer(rf"\b{re.escape(m[2])}\b", page.text):
                if not _overlaps(other.span(), taken):
                    yield "PerpOrg", "bracketed", plain(m[2]), m[2], None, other.span()
            yield "PerpOrg", "bracketed", plain(m[2]), name, None, (start, start + len(name))


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
