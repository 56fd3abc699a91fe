"""The participants of one event, each once: who is told of under several words is one participant.

"Three militants stormed the school ... The attackers ... The gunmen" are the same people. What tells others apart is a
name, an actor of the register, or a number that cannot be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tocsin.read.rules.nouns import NounTag
from tocsin.read.rules.participants import ParticipantFound
from tocsin.record import Bound, Participant

DOER = "doer"  # tag of nouns that say no more of somebody than that they did it: attackers, kidnappers
DOING = ("perpetrator", "suspect")
UNNAMED = ("person", "group")


class Entry(Struct, frozen=True):
    """One participant with all its tellings, in the order of the text; never empty."""

    participant: Participant
    tellings: tuple[ParticipantFound, ...]


def roster(people: Sequence[ParticipantFound]) -> list[Entry]:
    """Each participant once, in the order of the first tellings."""
    entries = [Entry(person.participant, (person,)) for person in people]
    named = _gathered(entries, _same_words, _says_more)
    return _gathered(named, _same_doers, lambda new, known: _is_doer(known) and not _is_doer(new))


Test = Callable[[Entry, Entry], bool]


def _gathered(entries: Iterable[Entry], same: Test, better: Test) -> list[Entry]:
    """Entries that are the `same` made one, by the words of the `better` one, else of the first."""
    gathered: list[Entry] = []
    for new in entries:
        at = next((i for i, known in enumerate(gathered) if same(new, known)), None) if gathered else None
        if at is None:
            gathered.append(new)
            continue
        known = gathered[at]
        fuller, other = (new, known) if better(new, known) else (known, new)
        gathered[at] = Entry(_with(fuller.participant, other.participant), (*known.tellings, *new.tellings))
    return gathered


def _says_more(new: Entry, known: Entry) -> bool:
    return len(new.participant.name) > len(known.participant.name)


def _with(fuller: Participant, other: Participant) -> Participant:
    return replace(
        fuller,
        actor=fuller.actor or other.actor,
        count=fuller.count or other.count,
        origin=fuller.origin or other.origin,
        tags=tuple(dict.fromkeys((*fuller.tags, *other.tags))),
        outcome=fuller.outcome or other.outcome,
    )


def _same_words(new: Entry, known: Entry) -> bool:
    a, b = known.participant, new.participant
    if a.role != b.role:
        return False
    if a.actor is not None and b.actor is not None:
        return a.actor == b.actor
    first, second = a.name.lower(), b.name.lower()
    return first == second or (
        min(len(first), len(second)) > 3 and (first.endswith(" " + second) or second.endswith(" " + first))
    )


def _same_doers(new: Entry, known: Entry) -> bool:
    """Armed people without a name, told of in several words: "gunmen", "the attackers"."""
    a, b = known.participant, new.participant
    if a.role != b.role or a.role not in DOING or {a.kind, b.kind} - set(UNNAMED):
        return False
    if a.kind != b.kind or None not in (a.actor, b.actor) or not _can_be_equal(a.count, b.count):
        return False
    return all(_tag(entry) is not None for entry in (known, new))


def _can_be_equal(a: Bound | None, b: Bound | None) -> bool:
    if a is None or b is None or a == b:
        return True
    low = max(bound.low or 0 for bound in (a, b))
    highs = [bound.high for bound in (a, b) if bound.high is not None]
    return not highs or low <= min(highs)


def _is_doer(entry: Entry) -> bool:
    tag = _tag(entry)
    return tag is not None and DOER in tag.tags


def _tag(entry: Entry) -> NounTag | None:
    """The noun of armed people by which an entry is told, None where some telling is by another word."""
    tags: Iterable[NounTag | None] = (telling.line.nouns.get(telling.end - 1) for telling in entry.tellings)
    found = [tag for tag in tags if tag is not None and tag.class_ == "armed"]
    return found[0] if len(found) == len(entry.tellings) else None
