"""In what standing a post puts its holder: a commander of the army, or of those who fight it."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.posts import PostFound
from tocsin.record.reading import Standing
from tocsin.resolve.actors import ActorFound, state_side

LEADS = word_set("leader commander chief head emir founder spokesman spokesperson")
VESSELS = word_set("ship ship's vessel tanker freighter ferry trawler dhow airliner flight plane pilot")
ARMED_KINDS = word_set("rebel_group political_militia identity_militia criminal_group")


class Words(NamedTuple):
    """Words of one line with their offsets in its field."""

    line: int
    start: int
    end: int
    text: str


def standing_of(line: Line, post: PostFound, affiliation: Words | None) -> Standing:
    """The standing of the post, unless it is a leader's of an armed group: "Taliban commander"."""
    sentence = line.sentence
    last = sentence.lower(post.end - 1)
    if last == "commander" and post.end - post.start == 1 and _of_state(line, affiliation):
        return "official"
    if last == "chief" and post.end - post.start == 1 and affiliation is None:
        return "unknown"  # "Chief Obuya" may be of a village
    if last in ("captain", "capt") and VESSELS & set(sentence.folded):
        return "unknown"  # of a ship
    if post.standing in ("unknown", "official", "expert") and affiliation is not None and last in LEADS:
        armed = [a for a in line.actors if a.actor is not None and a.actor.kind in ARMED_KINDS]
        if any(_overlaps(line, actor, affiliation) for actor in armed):
            return "combatant_leader"
        if "armed" in _classes(line, affiliation) or "armed_org" in _classes(line, affiliation):
            return "combatant_leader"
    return post.standing


def _of_state(line: Line, affiliation: Words | None) -> bool:
    """Whether an affiliation is a force of a state: "army commander", "the commander of U.S. forces"."""
    if affiliation is None:
        return False
    states = [a for a in line.actors if a.actor is not None and state_side(a.actor)]
    inside = any(_overlaps(line, actor, affiliation) for actor in states)
    return inside or bool({"security", "government", "official"} & _classes(line, affiliation))


def _overlaps(line: Line, actor: ActorFound, words: Words) -> bool:
    start, end = line.sentence.span(actor.start, actor.end)
    return start < words.end and end > words.start


def _classes(line: Line, words: Words) -> set[str]:
    """The classes of the lexicon's nouns among words of the line."""
    first, last = line.sentence.token_at(words.start), line.sentence.token_at(words.end - 1)
    return {line.nouns[i].class_ for i in range(first, last + 1) if i in line.nouns}
