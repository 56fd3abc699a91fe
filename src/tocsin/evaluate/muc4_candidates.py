"""Words of a message that may name who did it, or with what: people, persons by name, organisations, weapons.

Only spelling and word lists (`muc4_doers.toml`) are looked at here; which candidate fills what is for `muc4_doers.py`.
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
from tocsin.evaluate.muc4_phrases import names_of, without_determiner, without_title
from tocsin.record import Reading
from tocsin.resolve.actors import find_actors, state_side
from tocsin.resolve.countries import load_countries
from tocsin.resolve.tokens import Token, find_tokens, split_sentences

Slot = Literal["PerpInd", "PerpOrg", "Weapon"]
BRACKETED = re.compile(r"((?:\"?[A-Z][\w'-]+\"? |of |and |the |for |de |la ){1,8})[\[(]([A-Z][A-Z-]{1,8})[\])]")
OF = re.compile(r" of (?:the )?")
SMALL = ("of ", "and ", "the ", "for ", "de ", "la ")


@dataclass(slots=True)
class Candidate:
    """One who may have done it: how it is named, by the plain form, and where. `kind` tells how it was found."""

    slot: Slot
    name: str
    kind: str
    actor: str | None = None
    names: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)


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
def doer_words() -> Mapping[str, tuple[str, ...]]:
    """The lists of `muc4_doers.toml`."""
    table = tomllib.loads(files("tocsin.evaluate").joinpath("muc4_doers.toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in table.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    demonyms = {"demonym": [demonym for country in load_countries() for demonym in country.demonyms]}
    lists: Mapping[str, Iterable[str]] = {**doer_words(), **demonyms}
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


def candidates_of(reading: Reading, page: Page) -> list[Candidate]:
    """All candidates of a message, each with every place where it is named, in the order of the text."""
    found: dict[tuple[str, str], Candidate] = {}
    kinds = {"people": 0, "shortened": 1, "weapon shortened": 1}
    for slot, kind, key, name, actor, span in sorted(
        _found(reading, page), key=lambda each: (kinds.get(each[1], 0), each[-1])
    ):
        held = found.setdefault((slot, key), Candidate(slot, name, kind, actor))
        held.names.add(plain(name))
        if span not in held.spans:
            held.spans.append(span)
    return list(found.values())


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
    names = names_of(reading)
    for person in reading.persons:
        if person.field == "text":
            name = without_title(names.fullest(person.name))
            yield "PerpInd", f"person {person.standing}", plain(name), name, None, (person.start, person.end)


def _organizations(page: Page) -> Iterator[Found]:
    """Actors of the register, and names with an acronym in brackets, under which other places name them."""
    actors = []
    heads = set(doer_words()["head"])
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
