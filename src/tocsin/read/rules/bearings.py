"""The country that an act has to do with, where no words say at which place it was: `where.role` `about`.

"Philippine troops kill four rebels" names no site, and is about the Philippines. What is struck or harmed goes before
the event itself, then armed groups of one country, whoever acts, whoever is named; of what is fired across borders,
whose it is says nothing. Where the words at one rank speak of several countries, none is taken. Such a place has no
coordinates. Not for sites: `siting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup
from tocsin.read.rules.names import belongs_to_others, is_given_name
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.siting import is_of_a_court
from tocsin.record.values import Place
from tocsin.resolve.actors import state_side
from tocsin.resolve.countries import countries_by_demonym, country_by_code, country_by_name

HIT = frozenset(("victim", "target", "harmed"))
ACROSS_BORDERS = frozenset(("air_strike", "missile_rocket", "drone_strike", "shelling"))
STATESMEN = frozenset(("government", "intergovernmental", "ngo", "political_party"))
Spot = tuple[str, int, int]  # code of a country, and the tokens that say it


def bearing_of(anchors: Sequence[Anchor]) -> tuple[Line, int, int, Place] | None:
    """The country that the lines of an act are about, with the tokens that say it; None where none is, or several."""
    across = any(anchor.row.type in ACROSS_BORDERS for anchor in anchors)
    for rank in (_hit, _armed) if across else (_hit, _told, _armed, _acting, _named, _judging):
        found = [(anchor.line, *spot) for anchor in anchors for spot in rank(anchor)]
        if len({code for _, code, _, _ in found}) > 1:
            return None
        if found:
            line, code, start, end = found[0]
            name = _country_name(code) if rank in (_armed, _judging) else " ".join(line.sentence.texts[start:end])
            return line, start, end, Place(name=name, country=code, precision="country", role="about")
    return None


def _country_name(code: str) -> str:
    """The country of an armed group, which the words that name the group do not say."""
    country = country_by_code(code)
    return country.name if country is not None else code


def _hit(anchor: Anchor) -> Iterator[Spot]:
    return _in_groups(anchor.line, [a.group for a in anchor.arguments if a.role in HIT])


def _told(anchor: Anchor) -> Iterator[Spot]:
    return _in_groups(anchor.line, [anchor.noun] if anchor.noun is not None else [])


def _armed(anchor: Anchor) -> Iterator[Spot]:
    """The countries of armed groups of one country alone; states act abroad and are left out."""
    for found in anchor.line.actors:
        actor = found.actor
        if actor is None or len(actor.countries) != 1 or state_side(actor):
            continue
        if actor.kind not in STATESMEN:
            yield actor.countries[0], found.start, found.end


def _acting(anchor: Anchor) -> Iterator[Spot]:
    return _in_groups(anchor.line, [a.group for a in anchor.arguments if a.role not in HIT])


def _named(anchor: Anchor) -> Iterator[Spot]:
    return _in_groups(anchor.line, anchor.line.sentence.nouns)


def _judging(anchor: Anchor) -> Iterator[Spot]:
    """ "A court in Ankara charged ten men with the shooting": courts judge what was done in their country."""
    sentence = anchor.sentence
    for place in anchor.line.places:
        first, last = sentence.token_at(place.start), sentence.token_at(place.end - 1)
        if place.place.country is not None and is_of_a_court(anchor, first):
            yield place.place.country, first, last + 1


def _in_groups(line: Line, groups: Iterable[NounGroup]) -> Iterator[Spot]:
    for group in groups:
        for i in range(group.start, group.end):
            if (code := _country_at(line, i)) is not None:
                yield code, i, i + 1


def _is_surname(line: Line, i: int) -> bool:
    """ "Thomas Finn said": the second half of a person's name."""
    before = line.sentence.lower(i - 1) if i else ""
    return is_given_name(before) and not belongs_to_others(before) and line.sentence.texts[i - 1][0].isupper()


def _country_at(line: Line, i: int) -> str | None:
    word = line.sentence.texts[i]
    if not word[:1].isupper() or _is_surname(line, i):
        return None
    peoples = countries_by_demonym(word)
    if len(peoples) == 1:
        return peoples[0].code
    country = country_by_name(word) if len(word) > 3 or word.isupper() else None  # CAR, and no car
    return country.code if country is not None else None
