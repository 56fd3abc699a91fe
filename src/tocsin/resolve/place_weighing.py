"""Why a name was settled as it was: the places it may mean, what speaks for each, and the reason for the choice.

For a person who asks (`tocsin read --explain`). Not for settling: `resolve.place_settle`, whose scores these are.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tocsin.resolve.gazetteer_entry import Entry
from tocsin.resolve.place_context import Context
from tocsin.resolve.place_mentions import Mention
from tocsin.resolve.place_settle import PARTS, candidates_for, is_stray, label_of, parts_of

MOST = 4  # candidates that are shown


class Candidate(Struct, frozen=True, kw_only=True):
    """A place that a name may mean. `score` is the sum of its parts; those that are nought are left out."""

    label: str
    kind: str
    score: float
    parts: tuple[tuple[str, float], ...]


class Weighed(Struct, frozen=True, kw_only=True):
    """The best candidates of a name, best first, how many there are in all, and why one was chosen, or none."""

    candidates: tuple[Candidate, ...]
    count: int
    why: str


def weigh_all(mentions: Sequence[Mention], context: Context, text: str) -> dict[tuple[int, int], Weighed]:
    """How each settled mention came by its place, by its span."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.key, []).append(mention)
    within = {key: next((m for m in group if m.within and m.container), None) for key, group in groups.items()}
    return {(m.start, m.end): _weigh(m, within[m.key], context, text) for m in mentions}


def _weigh(mention: Mention, within: Mention | None, context: Context, text: str) -> Weighed:
    """`within`: the first mention of the name of which the text says where it lies."""
    shared = within.within if within is not None else ()
    entries = mention.entries if mention.elsewhere else candidates_for(mention, shared)
    scored = [(_candidate(entry, mention, entries, context), entry) for entry in entries]
    scored.sort(key=lambda pair: -pair[0].score)
    return Weighed(
        candidates=tuple(candidate for candidate, _ in scored[:MOST]),
        count=len(scored),
        why=_why(mention, [entry for _, entry in scored], within, context, text),
    )


def _candidate(entry: Entry, mention: Mention, entries: Sequence[Entry], context: Context) -> Candidate:
    parts = parts_of(entry, mention, entries, context)
    named = tuple((name, round(part, 2)) for name, part in zip(PARTS, parts, strict=True) if round(part, 2))
    return Candidate(label=label_of(entry), kind=entry.kind, score=round(sum(parts), 2), parts=named)


def _why(mention: Mention, entries: Sequence[Entry], within: Mention | None, context: Context, text: str) -> str:
    said = mention if mention.within else within if mention.frame is None else None
    if mention.elsewhere and mention.container is not None:
        return f"none: the text puts it in {_words(mention.container, text)}, where none of these lies"
    if mention.chosen is None:
        if entries and is_stray(entries[0], mention, context):
            return "none: a small town, or a rare name, in a country that the text never speaks of"
        return "none: the first leads by too little"
    if said is not None and said.container is not None:
        return f"the text puts it in {_words(said.container, text)}"
    if len(entries) == 1:
        return "the only place of this name"
    return f"the first of {len(entries)}"


def _words(mention: Mention, text: str) -> str:
    return text[mention.start : mention.end]
