"""Names that the words between them join: "Goma in North Kivu", "Goma, Congo", "Kabul's airport", "X, Y and Z".

Not for the distance to a place ("30 km north of Goma"): `resolve.place_found`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tocsin.resolve.gazetteer_entry import Entry, distance_km, lies_in
from tocsin.resolve.place_mentions import CITY_FLOOR, Mention
from tocsin.resolve.place_words import KIND_WORDS

# "on the border with China", "on the road to Gao": what these lead to does not hold what lies at them.
LEADING_OUT = (
    r"(?:borders?|frontier|boundary|front\s?line|roads?|way|route|highway|track|path|to|from|and|or|at|into|with)\b"
)
INSIDE = re.compile(
    r"\s*(?:[,(]\s*)?(?:(?:which|that)\s+is\s+)?"
    rf"(?:(?:(?:a|an|the)\s+(?:[\w'’-]+\s+){{0,4}}?)?(?:{KIND_WORDS})s?\s+)?(?:(?:of|in|on)\s+)"
    rf"(?:the\s+)?(?:(?!{LEADING_OUT})[\w'’-]+\s+){{0,3}}?(?:(?:{KIND_WORDS}|provinces|states)\s+of\s+)?"
    r"(?:the\s+)?\Z"
)
BESIDE = re.compile(
    r"\s*,?\s*(?:(?:a|an|the)\s+[\w\s'’-]{0,40}?)?(?:[\d,.]+\s*(?:km|kilomet(?:er|re)s|miles)\b[^.;]{0,45}?)?"
    r"(?:just\s+)?(?:near|outside|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|"
    r"northeast|northwest|southeast|southwest|out(?:skirts)?)\s+of|from)\s+(?:the\s+)?(?:(?:city|town|capital|port)"
    r"\s+(?:of\s+)?)?\Z"
)
COMMA = re.compile(r"\s*,\s*(?:in\s+)?(?:the\s+)?(?:[a-z-]+ern\s+|[A-Z][a-z]+ern\s+)?\Z|\s*\(\s*\Z")
_OWNED = re.compile(r"['’]s\s+(?:[a-z-]+\s+){0,3}(?:(?:of|in)\s+)?\Z")
_ENDS = re.compile(r"\s*(?:[,.;:)—–-]|\Z|\n)")
_LISTED = re.compile(r"\s*(?:,|,?\s(?:and|or|&))\s+(?:the\s+)?\Z")


def link(inner: Mention, outer: Mention, text: str) -> None:
    """Note that a mention lies in the next one, where the words between them say so."""
    between = text[inner.end : outer.start]
    if len(between) > 90 or "\n\n" in between:
        return
    if _OWNED.match(between):
        b, a = _inside_of(outer, inner)
        if b:
            _contain(outer, inner, b, a)
        return
    comma = COMMA.match(between) is not None
    if comma or INSIDE.match(between):
        a, b = _inside_of(inner, outer)
        if a and _may_contain(inner, outer, text, comma):
            _contain(inner, outer, a, b)
        elif not a and _is_elsewhere(inner, outer, text, comma):
            inner.container, inner.elsewhere = outer, True
            outer.verdict = "sure" if outer.verdict == "contained" else outer.verdict
            inner.verdict = "sure" if inner.verdict == "weak" and comma else inner.verdict
    elif BESIDE.match(between):
        a, b = _beside_of(inner, outer)
        if a:
            _contain(inner, outer, a, b)


def _inside_of(inner: Mention, outer: Mention) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries of two mentions that fit the one lying in the other."""
    pairs = [(a, b) for a in inner.entries for b in outer.entries if lies_in(a, b)]
    return tuple(dict.fromkeys(a for a, _ in pairs)), tuple(dict.fromkeys(b for _, b in pairs))


def _beside_of(inner: Mention, outer: Mention) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    pairs = [(a, b) for a in inner.entries for b in outer.entries if b.kind == "city" and distance_km(a, b) < 150]
    return tuple(dict.fromkeys(a for a, _ in pairs)), tuple(dict.fromkeys(b for _, b in pairs))


def _is_elsewhere(inner: Mention, outer: Mention, text: str, comma: bool) -> bool:
    """Whether the text puts a small town where no town of that name is known: then it is another town.

    A bare comma may stand in a list, so after it only a state's short form ("Churchill, Man.") says so, or a country
    where no list goes on and the name is a rare one of the towns that bear it.
    """
    if comma and outer.entries[0].kind == "country" and not any(e.main for e in inner.entries):
        return _ENDS.match(text, outer.end) is not None
    if not _is_small(inner):
        return False
    if comma:
        return any(e.exact is not None and e.exact.endswith(".") and e.kind == "admin1" for e in outer.entries)
    return outer.entries[0].kind in ("country", "admin1", "admin2") or outer.entries[0].own


def _is_small(mention: Mention) -> bool:
    """Whether a name is one of towns alone, none of them a capital or a great city."""
    return not any(e.kind != "city" or e.capital or e.population >= CITY_FLOOR for e in mention.entries)


def _may_contain(inner: Mention, outer: Mention, text: str, comma: bool) -> bool:
    """Whether "X, Y" can mean X in Y and not a list of two: a country that comes first is in a list."""
    if not any(entry.kind == "country" for entry in inner.entries):
        return True
    state = any(entry.kind == "admin1" for entry in outer.entries)
    return comma and state and _ENDS.match(text, outer.end) is not None


def _contain(inner: Mention, outer: Mention, a: tuple[Entry, ...], b: tuple[Entry, ...]) -> None:
    inner.container, inner.within = outer, a
    if not outer.within:
        outer.entries = (*b, *(entry for entry in outer.entries if entry not in b))
        outer.within = b
    inner.verdict = "sure"
    if outer.verdict in ("contained", "weak"):
        outer.verdict = "sure"


def note_lists(mentions: Sequence[Mention], text: str) -> None:
    """Note of neighbours in a list ("X, Y and Z") that they are peers."""
    for a, b in pairwise(mentions):
        if b.start - a.end < 12 and b is not a.container and _LISTED.match(text[a.end : b.start]):
            a.peers.append(b)
            b.peers.append(a)
