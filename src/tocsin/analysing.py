"""Where analysis meets the ledger: which events are counted, from which source, and what has been read meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from tocsin.analyse import Left, Occurrence, Stream, occurrences_coded, occurrences_of, parse_stream, parted
from tocsin.coded import load_coded
from tocsin.errors import InputError
from tocsin.pipeline import incidents
from tocsin.ports import Ledger

EVERYTHING = "all: family=violence"
OCCURRED = frozenset({"occurred"})
STATUSES = frozenset({"occurred", "attempted", "foiled", "threatened", "planned"})
BY = ("country", "type", "family", "actor", "region")
MOST_GROUPS = 12


class Data(Struct, frozen=True, kw_only=True):
    """Events to analyse. `read` are the days of publication of all that was read, None for a coder's table.

    `notes` say where they come from and what was left out.
    """

    events: tuple[Occurrence, ...]
    read: tuple[date, ...] | None
    notes: tuple[str, ...]


def from_ledger(ledger: Ledger, streams: Sequence[Stream]) -> Data:
    """The single events of a ledger that streams may take; those that did not happen only where one asks for them."""
    asked = frozenset(word for stream in streams for word in stream.wanted.get("status", ()))
    left = Left()
    events = tuple(occurrences_of(incidents(ledger), left, statuses=asked or OCCURRED))
    days: list[date] = []
    unread: Counter[str] = Counter()
    for each in ledger.library.read():
        if each.depth == "not_read":
            unread[each.language or "unknown"] += 1
        elif each.published:
            days.append(date.fromisoformat(each.published[:10]))
    notes = [f"{len(events)} single events from the ledger, of {len(days)} dated documents read"]
    if words := left.words():
        notes.append(f"left out: {words}")
    if unread:
        languages = ", ".join(f"{n} in {language}" for language, n in unread.most_common())
        notes.append(f"not read: {languages}")
    return Data(events=events, read=tuple(days), notes=tuple(notes))


def from_table(path: Path, *, layout: str | None) -> Data:
    """The events of a table that a person coded. Raises `InputError` and `LineError`."""
    events = tuple(occurrences_coded(load_coded(path, layout=layout)))
    return Data(events=events, read=None, notes=(f"{len(events)} events from {path.name}",))


def streams_of(written: Sequence[str], *, by: str | None, events: Iterable[Occurrence]) -> tuple[Stream, ...]:
    """The streams that are written, or one for each value of a key, the most frequent first.

    Raises `InputError` for what is no stream, or for both at once.
    """
    if written and by:
        raise InputError("give streams or --by, not both")
    if by is None:
        found = tuple(parse_stream(each) for each in written or (EVERYTHING,))
        names = [stream.name for stream in found]
        if len(set(names)) < len(names):
            raise InputError("two streams have one name; name each otherwise")
        return found
    every = parse_stream(EVERYTHING)
    counts = Counter(word for event in events if every.takes(event) for word in event.words.get(by, ()))
    if not counts:
        raise InputError(f"no event has a {by}")
    chosen = [word for word, _ in counts.most_common(MOST_GROUPS)]
    family = every.wanted["family"]
    return tuple(
        Stream(name=word.upper() if by == "country" else word, wanted={"family": family, by: frozenset({word})})
        for word in chosen
    )


def shared_out(data: Data, streams: Sequence[Stream]) -> dict[str, list[Occurrence]]:
    """The events of each stream by its name; an event goes to the first stream that takes it."""
    return dict(zip((stream.name for stream in streams), parted(data.events, streams), strict=True))
