"""Which place each name means, and which names are kept as places.

All mentions of one name in a text mean one place, unless a frame or a larger place says otherwise. What the text
leaves open stays open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tocsin.resolve.gazetteer_entry import Entry, distance_km
from tocsin.resolve.place_context import Context
from tocsin.resolve.place_mentions import CITY_FLOOR, Mention, Scan
from tocsin.resolve.place_words import plain_words, words_of

TOWN_FLOOR = 100_000  # people; a bare name in mixed case below it needs something in the text that speaks for it
SMALL_FLOOR = 3_000  # below it a bare name is never taken
LISTED_KM = 250.0  # how near a name in a list has to lie to be taken for a place on its neighbour's word
STRAY_BELOW = 50_000  # people; a smaller town needs a text that speaks of its country, or of none


def accepted(scan: Scan, context: Context, persons: frozenset[str]) -> list[Mention]:
    """The mentions that are places, each settled as far as it can be."""
    groups: dict[str, list[Mention]] = {}
    for mention in scan.mentions:
        if mention.verdict != "refused":
            groups.setdefault(mention.key, []).append(mention)
    for group in groups.values():
        _settle(group, context)
    context.anchor(groups)
    for group in groups.values():
        if len(group[0].entries) > 1 and _is_moved(group, context):
            _settle(group, context)
    _mark_listed(scan.mentions, persons)
    for group in groups.values():
        sure = any(m.verdict == "sure" and (m.key not in persons or m.within) for m in group)
        for mention in group:
            if not _is_accepted(mention, sure, context, persons):
                mention.verdict = "refused"
    return [mention for mention in scan.mentions if mention.verdict != "refused"]


def _is_moved(group: Sequence[Mention], context: Context) -> bool:
    """Whether the places settled so far can change what a name was taken for: one lies near, or a list holds both."""
    shared = shared_within(group)
    return any(
        mention.peers or any(context.nearness(entry, mention.key) for entry in candidates_for(mention, shared))
        for mention in group
    )


def _is_accepted(mention: Mention, sure: bool, context: Context, persons: frozenset[str]) -> bool:
    if mention.verdict == "sure":
        return True
    if mention.verdict == "contained":
        return False
    if mention.key in persons:
        return False
    if sure:
        return True
    best = mention.chosen
    if best is None:
        return False
    if best.kind in ("country", "region", "continent", "water", "venue", "admin1"):
        return True
    if mention.key in words_of("given_name"):
        known = best.population >= CITY_FLOOR or _is_supported(mention, best, context, 1.5)
        return known and (best.main or best.own)
    if best.own:
        return True
    if mention.key in plain_words():
        return False
    if best.population >= TOWN_FLOOR:
        return best.main or context.support(best, mention.key) >= 1.0
    return best.main and _is_supported(mention, best, context, 1.0)


def _mark_listed(mentions: Sequence[Mention], persons: frozenset[str]) -> None:
    """Take for places the names in a list beside a place, where they lie near it: "in Latakia, Banias and Jableh"."""
    for mention in (*mentions, *reversed(mentions)):
        if not mention.peers or mention.verdict not in ("weak", "contained") or _may_be_person(mention, persons):
            continue
        if any(_lies_near(mention, peer) for peer in mention.peers):
            mention.verdict = "sure"


def _may_be_person(mention: Mention, persons: frozenset[str]) -> bool:
    return mention.key in persons or mention.key in words_of("given_name")


def _lies_near(mention: Mention, peer: Mention) -> bool:
    best, other = mention.chosen, peer.chosen
    if best is None or other is None or (best.kind, best.country) != (other.kind, other.country):
        return False
    known = peer.verdict == "sure" or (peer.verdict == "weak" and (other.own or other.population >= CITY_FLOOR))
    return known and peer.key not in words_of("given_name") and distance_km(best, other) < LISTED_KM


def _is_supported(mention: Mention, entry: Entry, context: Context, least: float) -> bool:
    return entry.population >= SMALL_FLOOR and context.support(entry, mention.key) >= least


def shared_within(group: Sequence[Mention]) -> tuple[Entry, ...]:
    """The places that one mention of a name says by its container; they count for the others as well."""
    return next((m.within for m in group if m.within), ())


def candidates_for(mention: Mention, shared: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The places that a mention of a name may mean; `shared` is what another mention of it says."""
    return mention.within or (shared if mention.frame is None else ()) or mention.entries


def _settle(group: list[Mention], context: Context) -> None:
    """Choose one place for all mentions of one name; a frame or a container of one mention counts for that one."""
    shared = shared_within(group)
    alike: dict[tuple[str | None, bool, int], Mention] = {}
    for mention in group:
        entries = candidates_for(mention, shared)
        if mention.elsewhere:
            mention.chosen, mention.score, mention.runner_up = None, 0.0, label_of(mention.entries[0])
        elif len(entries) == 1:
            stray = is_stray(entries[0], mention, context)
            mention.chosen, mention.score = (None, 0.0) if stray else (entries[0], 0.998)
        elif mention.peers:
            _choose(mention, entries, context)
        else:
            first = alike.setdefault((mention.frame, bool(mention.within), id(entries)), mention)
            if first is mention:
                _choose(mention, entries, context)
            else:
                mention.chosen, mention.score, mention.runner_up = first.chosen, first.score, first.runner_up


def _choose(mention: Mention, entries: Sequence[Entry], context: Context) -> None:
    """Choose among several places; none where the best of them leads by too little."""
    scored = sorted(((_score(entry, mention, entries, context), -i) for i, entry in enumerate(entries)), reverse=True)
    best = entries[-scored[0][1]]
    rivals = [(s, entries[-i]) for s, i in scored[1:] if not _same_ground(best, entries[-i])]
    lead = scored[0][0] - rivals[0][0] if rivals else 4.0
    if rivals:
        mention.runner_up = label_of(rivals[0][1])
    mention.score = round(1 / (1 + math.exp(-1.5 * lead)), 3)
    open_ = lead < 0.2 and not mention.within and context.support(best, mention.key) < 0.5
    mention.chosen = None if open_ or is_stray(best, mention, context) else best


PARTS = ("known", "country", "near", "frame", "list", "seat")


def parts_of(entry: Entry, mention: Mention, entries: Sequence[Entry], context: Context) -> tuple[float, ...]:
    """What speaks for an entry, in the order of `PARTS`: the powers of ten of people that each thing is worth."""
    return (
        entry.prior,
        context.support(entry, mention.key),
        context.nearness(entry, mention.key) if context.anchors else 0.0,
        _frame_score(entry, mention.frame) if mention.frame is not None else 0.0,
        _peer_score(entry, mention) if mention.peers else 0.0,
        0.0 if mention.frame else _seat_score(entry, entries),
    )


def _score(entry: Entry, mention: Mention, entries: Sequence[Entry], context: Context) -> float:
    return sum(parts_of(entry, mention, entries, context))


def _frame_score(entry: Entry, frame: str) -> float:
    if frame == "city":
        return 2.0 if entry.kind == "city" else -1.0
    if frame == entry.kind or (frame == "admin1" and entry.kind == "region"):
        return 3.5
    return 1.0 if entry.kind in ("admin1", "admin2") else 0.0


def _peer_score(entry: Entry, mention: Mention) -> float:
    """What the neighbours in a list say: "Texas, Georgia and Ohio" are of one kind."""
    if entry.kind not in ("country", "admin1"):
        return 0.0
    chosen = [peer.chosen for peer in mention.peers if peer.chosen is not None]
    same = [p for p in chosen if p.kind == entry.kind and (p.kind == "country" or p.country == entry.country)]
    return 0.8 * len(same)


def _seat_score(entry: Entry, entries: Sequence[Entry]) -> float:
    """A bare name means the town rather than the unit that is named after it."""
    if entry.kind != "admin1":
        return 0.0
    seat = any(e.kind == "city" and e.country == entry.country and e.admin1 == entry.admin1 for e in entries)
    return -0.8 if seat else 0.0


def is_stray(entry: Entry, mention: Mention, context: Context) -> bool:
    """Whether a small town lies in a country that a text full of other countries never speaks of."""
    large = entry.main and entry.population >= STRAY_BELOW
    if entry.kind != "city" or entry.own or mention.within or large:
        return mention.frame == "admin2" and entry.kind == "city" and _is_strange(entry, mention, context)
    return _is_strange(entry, mention, context)


def _is_strange(entry: Entry, mention: Mention, context: Context) -> bool:
    return context.total(mention.key) >= 1.0 and context.support(entry, mention.key) < 0.1


def _same_ground(a: Entry, b: Entry) -> bool:
    return a.country == b.country and distance_km(a, b) <= max(25.0, a.radius_km, b.radius_km)


def label_of(entry: Entry) -> str:
    """A place in a few words: "Moscow, US-Idaho"."""
    where = "-".join(part for part in (entry.country, entry.admin1) if part and part != entry.name)
    return f"{entry.name}, {where}" if where else entry.name
