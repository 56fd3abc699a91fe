"""Every name of an armed group, a force, a government or a body in a document, and the actor that it was settled as.

Beside the names of the register: governments called by their capital or country ("Kyiv denied it"), and names that the
register lacks, which keep their words and get a guessed kind. Read for `--explain` and for the benchmark of actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.document import Line, Prepared
from tocsin.record.evidence import Field
from tocsin.resolve.actors import government_of

# What a government does, or has done to it in words; a town or a team seldom does.
GOVERNS = word_set(
    "say tell deny accuse blame condemn vow warn threaten urge demand insist claim announce confirm reject protest "
    "admit agree refuse order fire launch strike bomb shell invade attack retaliate respond call summon back support "
    "arm fund expel recall impose offer seek want hope believe fear declare describe dismiss denounce welcome suspect "
    "allege maintain pledge promise propose appeal ask press send withdraw deploy answer reply"
)
BLAMES = word_set("accuse blame condemn tell urge warn criticise criticize denounce thank back support arm fund")
NOT_NAMES = word_set("the a an in on at by for and but this that these those he she it they police officials")
GROUP = re.compile(r"U(?:l{0,2}U)*")


class ActorLink(Struct, frozen=True):
    """Characters `start` to `end` (half-open) of a field name an actor.

    `actor` is an id of the register, None for a name that it lacks or cannot tell; `kind` the actor's, or a guess;
    `how` and `score` as in `ActorFound`, with `government` for a capital or a country, `guessed` for an unknown name.
    """

    line: int
    field: Field
    start: int
    end: int
    actor: str | None
    kind: str | None
    how: str
    score: float = 1.0
    runner_up: str | None = None


def links_of(prepared: Prepared) -> Iterator[ActorLink]:
    """The names of actors in a document, line by line, those of the register first."""
    unknown: dict[str, str] = {}
    for number, line in enumerate(prepared.lines):
        yield from _registered(number, line)
        yield from _governments(number, line)
        yield from _unknown(number, line, unknown)


def _link(number: int, line: Line, start: int, end: int, actor: str | None, kind: str, how: str) -> ActorLink:
    first, last = line.sentence.span(start, end)
    return ActorLink(number, line.sentence.field, first, last, actor, kind, how)


def _registered(number: int, line: Line) -> Iterator[ActorLink]:
    for found in line.actors:
        start, end = line.sentence.span(found.start, found.end)
        id, kind = (found.actor.id, found.actor.kind) if found.actor else (None, found.candidates[0].kind)
        yield ActorLink(number, line.sentence.field, start, end, id, kind, found.how, found.score, found.runner_up)


def _governments(number: int, line: Line) -> Iterator[ActorLink]:
    """ "Kyiv said", "Rwanda denies backing them", "blamed Iran"."""
    sentence = line.sentence
    for group in sentence.nouns:
        if sentence.class_at(group.end - 1) != "U" or _is_taken(line, group.start, group.end):
            continue
        start = group.start + (sentence.lower(group.start) == "the")
        id = government_of(sentence.words(start, group.end))
        if id is not None and _governs(line, group.start, group.end):
            yield _link(number, line, start, group.end, id, "government", "government")


def _governs(line: Line, start: int, end: int) -> bool:
    sentence = line.sentence
    after, before = sentence.verb_at.get(end), sentence.verb_at.get(start - 1)
    if after is not None and after.start == end and not after.passive and sentence.class_at(start - 1) not in "PT":
        return after.lemma in GOVERNS
    return before is not None and before.end == start and not before.passive and before.lemma in BLAMES


def _is_taken(line: Line, start: int, end: int) -> bool:
    return any(each.start < end and each.end > start for each in line.actors)


# ------------------------------------------------------------------------------------------------ unknown names
@cache
def _kinds() -> Mapping[str, str]:
    """The kind of actor by the head word of its name (`actor_kinds.toml`)."""
    return {word: kind for kind, row in load_toml("actor_kinds.toml").items() for word in row["heads"]}


def _unknown(number: int, line: Line, unknown: dict[str, str]) -> Iterator[ActorLink]:
    """Runs of capitals that end, or begin, with the word for a group; and the acronyms set beside them."""
    sentence = line.sentence
    if not sentence.cased or (
        _kinds().keys().isdisjoint(sentence.folded) and unknown.keys().isdisjoint(sentence.texts)
    ):
        return
    shapes = "".join(map(_shape, sentence.texts, sentence.folded))
    for match in GROUP.finditer(shapes):
        start, end = match.span()
        while start < end and sentence.folded[start] in NOT_NAMES:
            start += 1
        if _is_taken(line, start, end) or start == end:
            continue
        words = sentence.folded[start:end]
        if end - start == 1:
            if sentence.texts[start] in unknown:
                yield _link(number, line, start, end, None, unknown[sentence.texts[start]], "guessed")
            continue
        kind = kind_of(words)
        if kind is not None:
            yield _link(number, line, start, end, None, kind, "guessed")
            acronym = "".join(text[0] for text in sentence.texts[start:end] if text[0].isupper())
            unknown[acronym] = kind


def _shape(text: str, folded: str) -> str:
    """`U` for a word with a capital, `l` for one that may link two of them, else `-`."""
    if text[0].isupper():
        return "U"
    return "l" if folded in LINKING else "-"


LINKING = word_set("of for the and de la al el 's ’s")


def kind_of(words: list[str]) -> str | None:
    """The kind of actor that folded words name, by the last of them, or the first where "of" or "for" follows it."""
    kinds = _kinds()
    if words[-1] in kinds and not (words[-1] in WEAK and len(words) < 3):
        head = kinds[words[-1]]
        early = next((kinds[word] for word in words[:-1] if kinds.get(word) in STRONG), None)
        return early or head
    if len(words) > 2 and any(link in words for link in ("of", "for")):
        return next((kinds[word] for word in words if word in kinds), None)
    return None


WEAK = word_set("front union group council network party guard")  # "Western Front", "European Union"
STRONG = word_set("political_militia identity_militia criminal_group")
