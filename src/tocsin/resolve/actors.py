"""Names of armed groups, forces and governments to rows of the actor register.

Two sources: `actors.csv` (named actors with their aliases) and the country table, from which "Nigerian army", "the
Congolese government" or "Russian authorities" follow. Not for persons, and not for unnamed groups ("gunmen").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from msgspec import Struct

from tocsin.errors import LexiconError
from tocsin.lexicon import cell_list, digest, load_rows, word_set
from tocsin.resolve.countries import Country, country_by_name, load_countries
from tocsin.resolve.phrases import PhraseIndex

KINDS = word_set(
    "rebel_group political_militia identity_militia state_forces external_forces government "
    "criminal_group political_party intergovernmental ngo"
)


class Actor(Struct, frozen=True, kw_only=True):
    """One row of the register. `kind` follows ACLED's actor types; `countries` are ISO alpha-2, main one first."""

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


class ActorFound(Struct, frozen=True):
    """Tokens `start` to `end` name an actor; None where the register cannot tell which of several."""

    start: int
    end: int
    actor: Actor | None
    candidates: tuple[Actor, ...]


def register_digest() -> str:
    """The digest of the register's files."""
    return digest("actors.csv", "countries.csv")


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
    )


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


def _country_actors(country: Country) -> list[tuple[str, Actor]]:
    """The government, the military and the police of a country, under the words that news has for them."""
    found = []
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
    return found


@cache
def load_actors() -> Mapping[str, Actor]:
    """The actors of the register by id, named ones only."""
    return {row["id"]: _row_actor(row) for row in load_rows("actors.csv")}


@cache
def _index() -> PhraseIndex[Actor]:
    phrases = [
        (alias, actor) for actor in load_actors().values() for alias in dict.fromkeys((actor.name, *actor.aliases))
    ]
    known = {alias.lower() for alias, _ in phrases}
    for country in load_countries():
        phrases += [(name, actor) for name, actor in _country_actors(country) if name.lower() not in known]
    return PhraseIndex(phrases)


def find_actors(
    folded: Sequence[str], texts: Sequence[str], *, cased: bool = True, countries: Collection[str] = ()
) -> tuple[ActorFound, ...]:
    """The actors named in a sentence, given as its folded words and as they are written.

    `countries` are those the document speaks of, most frequent first.
    """
    return tuple(
        ActorFound(start, end, _choose(values, tuple(countries)), values)
        for start, end, values in _index().find(folded, texts, cased=cased)
    )


def _choose(candidates: Sequence[Actor], countries: Sequence[str]) -> Actor | None:
    """The one candidate there is, or the one whose country the document speaks of most; None if several may be."""
    unique = {actor.id: actor for actor in candidates}
    if len(unique) == 1:
        return candidates[0]
    for country in countries:
        home = [actor for actor in unique.values() if country in actor.countries]
        if len(home) == 1:
            return home[0]
    return None


@cache
def _country_index() -> PhraseIndex[str]:
    return PhraseIndex(
        (word, country.code) for country in load_countries() for word in (*country.names, *country.demonyms)
    )


def countries_named(folded: Sequence[str]) -> list[str]:
    """The countries named in a sentence, by name or demonym (ISO alpha-2), once for each time."""
    return [codes[0] for _, _, codes in _country_index().find(folded) if len(set(codes)) == 1]


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
