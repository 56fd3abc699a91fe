"""Names of armed groups, forces and governments to rows of the actor register.

Two sources: `actors.csv` (named actors with their aliases) and the country table, from which "Nigerian army", "the
Congolese government" or "Russian authorities" follow. Not for persons, and not for unnamed groups ("gunmen").
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from msgspec import Struct

from tocsin.errors import LexiconError
from tocsin.lexicon import cell_list, digest, load_rows, word_set
from tocsin.resolve.countries import Country, country_by_name, load_countries
from tocsin.resolve.phrases import Opening, PhraseIndex
from tocsin.resolve.tokens import read_words
from tocsin.resolve.word_facts import Fact

KINDS = word_set(
    "rebel_group political_militia identity_militia state_forces external_forces government "
    "criminal_group political_party intergovernmental ngo"
)


class Actor(Struct, frozen=True, kw_only=True):
    """One row of the register. `kind` follows ACLED's actor types; `countries` are ISO alpha-2, main one first.

    `active_from` and `active_to` are years, where they are known.
    """

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    active_from: int | None = None
    active_to: int | None = None


How = Literal["name", "introduced", "shortened", "chosen", "open"]


class ActorFound(Struct, frozen=True):
    """Tokens `start` to `end` name an actor; None where it cannot be told which of several.

    `how` it was settled: by its name alone, as an acronym or a short form of a name in the text, or chosen among
    several by the rest of the document (`actor_choice`), with what spoke for it as `score` and the next best as
    `runner_up`.
    """

    start: int
    end: int
    actor: Actor | None
    candidates: tuple[Actor, ...]
    how: How = "name"
    score: float = 1.0
    runner_up: str | None = None


def _row_actor(row: Mapping[str, str]) -> Actor:
    if row["kind"] not in KINDS:
        raise LexiconError("actors.csv", f"{row['id']}: kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        countries=cell_list(row["countries"]),
        parent=row["parent"] or None,
        aliases=cell_list(row["aliases"]),
        identifiers=cell_list(row["identifiers"]),
        active_from=_year(row["active_from"]),
        active_to=_year(row["active_to"]),
    )


def _year(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None


# What a force or a government is called after the name of its country: words, kind of actor, slug.
BRANCHES: tuple[tuple[str, str, str], ...] = (
    ("government|authorities|administration|regime|officials", "government", "government"),
    (
        "army|military|troops|soldiers|forces|armed forces|security forces|security services|air force|navy|"
        "government forces|government troops|defence forces|defense forces|special forces|warplanes|jets|"
        "fighter jets|aircraft|artillery|drones",
        "state_forces",
        "military",
    ),
    ("police|policemen|police officers|gendarmes|gendarmerie", "state_forces", "police"),
)


@cache
def _country_actors(country: Country) -> tuple[tuple[str, Actor], ...]:
    """The government, the military and the police of a country, under the words that news has for them."""
    found: list[tuple[str, Actor]] = []
    for words, kind, slug in BRANCHES:
        actor = Actor(
            id=f"{slug}-{country.code.lower()}",
            name=f"{slug.capitalize()} of {country.name}",
            kind=kind,
            countries=(country.code,),
        )
        for name in (*country.demonyms, *country.names):
            found += [(f"{name} {word}", actor) for word in words.split("|")]
        if slug == "government":
            found += [(metonym, actor) for metonym in country.government]
    return tuple(found)


COLUMNS = (
    "id", "name", "kind", "countries", "parent", "aliases", "active_from", "active_to", "identifiers", "source", "yes",
    "no",
)  # fmt: skip
NEEDED = COLUMNS[:9]
BRANCH = "branch:"  # an identifier of the row that stands for a branch of a country: "branch:military-ng"
OWN = frozenset(("'s", "’s"))


class Register:
    """The actors that names are looked up in: the rows of a file, and the forces and governments of every country."""

    def __init__(self, rows: Iterable[Mapping[str, str]], digest_: str) -> None:
        self.rows = tuple(rows)
        self.actors: Mapping[str, Actor] = {row["id"]: _row_actor(row) for row in self.rows}
        self.digest = digest_
        self._branches = {
            identifier.removeprefix(BRANCH): actor
            for actor in self.actors.values()
            for identifier in actor.identifiers
            if identifier.startswith(BRANCH)
        }
        self._small = {
            tuple(read_words(alias).folded)
            for actor in self.actors.values()
            for alias in actor.aliases
            if alias == alias.lower()
        }

    @cached_property
    def _index(self) -> PhraseIndex[Actor]:
        phrases = [
            (alias, actor) for actor in self.actors.values() for alias in dict.fromkeys((actor.name, *actor.aliases))
        ]
        known = {alias.lower() for alias, _ in phrases}
        for country in load_countries():
            phrases += [
                (name, self._branches.get(actor.id, actor))
                for name, actor in _country_actors(country)
                if name.lower() not in known
            ]
        return PhraseIndex(phrases)

    def opening(self, text: str) -> Opening[Actor] | None:
        """What is looked for at a word as it is written; None for most."""
        return self._index.opening(text)

    def branch(self, slug: str, country: Country) -> Actor:
        """The government, the military or the police of a country: the row that stands for it, or one made of it."""
        made = next(actor for _, actor in _country_actors(country) if actor.id.startswith(slug))
        return self._branches.get(made.id, made)

    def find(
        self,
        folded: Sequence[str],
        texts: Sequence[str],
        *,
        cased: bool = True,
        openings: Sequence[Opening[Actor] | None] | None = None,
    ) -> list[ActorFound]:
        """The actors named in a sentence, given as its folded words and as they are written; those of several open.

        `openings`: what `opening` says of each token, where the caller has it.
        """
        found = [
            ActorFound(start, end, _only(values), values)
            for start, end, values in self._index.find(folded, texts, cased=cased, openings=openings)
            if not cased or self._is_written(texts, folded, start, end, values)
        ]
        if OWN.isdisjoint(folded):
            return found
        taken = {i for each in found for i in range(each.start, each.end)}
        found += [each for each in self._owned(folded) if taken.isdisjoint(range(each.start, each.end))]
        return sorted(found, key=lambda each: each.start)

    def _is_written(
        self, texts: Sequence[str], folded: Sequence[str], start: int, end: int, values: Sequence[Actor]
    ) -> bool:
        """Whether a name has a capital somewhere, as it should: "a shining path" is nobody's."""
        if end - start < 2 or any(not text.islower() for text in texts[start:end]):
            return True
        return state_side(values[0]) or tuple(folded[start:end]) in self._small

    def _owned(self, folded: Sequence[str]) -> Iterator[ActorFound]:
        """ "Sudan's army", "South Africa's government"."""
        for i, word in enumerate(folded):
            branch = _branch_index().at(folded, i + 1) if word in OWN and i + 1 < len(folded) else None
            if branch is None:
                continue
            for start in range(max(0, i - 4), i):
                country = country_by_name(" ".join(folded[start:i]))
                if country is not None:
                    actor = self.branch(branch.values[0], country)
                    yield ActorFound(start, branch.end, actor, (actor,))
                    break


def _only(candidates: tuple[Actor, ...]) -> Actor | None:
    """The one actor that all candidates are, else None."""
    return candidates[0] if len({actor.id for actor in candidates}) == 1 else None


@cache
def _branch_index() -> PhraseIndex[str]:
    return PhraseIndex((word, slug) for words, _, slug in BRANCHES for word in words.split("|"))


@cache
def default_register() -> Register:
    """The register that ships with Tocsin."""
    return Register(load_rows("actors.csv"), digest("actors.csv", "countries.csv"))


ACTOR: Fact[Opening[Actor] | None] = Fact(lambda text: default_register().opening(text))


def load_register(path: Path) -> Register:
    """The register in a file. Raises `LexiconError` where it is none."""
    try:
        content = path.read_bytes()
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(str(path), f"cannot be read as a register ({error})") from error
    if not rows or not set(NEEDED) <= rows[0].keys():
        raise LexiconError(str(path), f"is no register: expected the columns {', '.join(NEEDED)}")
    digest_ = hashlib.sha256(content + digest("countries.csv").encode()).hexdigest()[:16]
    return Register([{key: (row.get(key) or "").strip() for key in COLUMNS} for row in rows], digest_)


def load_actors() -> Mapping[str, Actor]:
    """The actors of the register that ships with Tocsin by id, named ones only."""
    return default_register().actors


def find_actors(folded: Sequence[str], texts: Sequence[str], *, cased: bool = True) -> list[ActorFound]:
    """The actors named in a sentence by the register that ships with Tocsin."""
    return default_register().find(folded, texts, cased=cased)


@cache
def _country_index() -> PhraseIndex[str]:
    return PhraseIndex(
        (word, country.code) for country in load_countries() for word in (*country.names, *country.demonyms)
    )


COUNTRY: Fact[Opening[str] | None] = Fact(lambda text: _country_index().opening(text))


def countries_named(folded: Sequence[str], openings: Sequence[Opening[str] | None] | None = None) -> list[str]:
    """The countries named in a sentence, by name or demonym (ISO alpha-2), once for each time.

    `openings`: what `COUNTRY` says of each token, where the caller has it.
    """
    named = _country_index().find(folded, openings=openings)
    return [codes[0] for _, _, codes in named if len(set(codes)) == 1]


@cache
def _capitals() -> Mapping[str, str]:
    return {country.capital.lower(): country.code for country in load_countries() if country.capital}


def government_of(name: str) -> str | None:
    """The id of the government that news means by a country's or a capital's name: "Kyiv denied", "Russia said"."""
    country = country_by_name(name)
    code = country.code if country else _capitals().get(name.lower())
    return f"government-{code.lower()}" if code else None


def state_side(actor: Actor) -> bool:
    """Whether the actor is a state's: a government, or its forces."""
    return actor.kind in ("government", "state_forces", "external_forces")
