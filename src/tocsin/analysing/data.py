"""Which events are counted, from which source, and what has been read meanwhile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from tocsin.analyse import Left, Occurrence, Stream, Volume, occurrences_coded, occurrences_of, parse_stream, parted
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
    """Events to analyse. `volume` is how much was read and not read, None for a coder's table.

    `notes` say where they come from and what was left out.
    """

    events: tuple[Occurrence, ...]
    volume: Volume | None
    notes: tuple[str, ...]


def from_ledger(ledger: Ledger, streams: Sequence[Stream]) -> Data:
    """The single events of a ledger that streams may take; those that did not happen only where one asks for them."""
    asked = frozenset(word for stream in streams for word in stream.wanted.get("status", ()))
    left = Left()
    events = tuple(occurrences_of(incidents(ledger), left, statuses=asked or OCCURRED))
    days: Counter[date] = Counter()
    unread: dict[date, dict[str, int]] = defaultdict(Counter)
    languages: Counter[str] = Counter()
    undated = 0
    for each in ledger.library.read():
        day = date.fromisoformat(each.published[:10]) if each.published else None
        language = each.language or "unknown"
        if each.depth == "not_read":
            languages[language] += each.count
            if day:
                unread[day][language] += each.count
        elif day:
            days[day] += each.count
        else:
            undated += each.count
    notes = [f"{len(events)} single events from the ledger, of {days.total()} dated documents read"]
    if words := left.words():
        notes.append(f"left out: {words}")
    if undated:
        notes.append(f"{undated} documents read are of unknown day, and in no count of what was read")
    if languages:
        notes.append(f"not read: {', '.join(f'{n} in {language}' for language, n in languages.most_common())}")
    return Data(events=events, volume=Volume(read=dict(days), unread=dict(unread)), notes=tuple(notes))


def from_table(path: Path, *, layout: str | None) -> Data:
    """The single events of a table that a person coded. Raises `InputError` and `LineError`."""
    left = Left()
    events = tuple(occurrences_coded(load_coded(path, layout=layout), left))
    notes = [f"{len(events)} single events from {path.name}"]
    if words := left.words():
        notes.append(f"left out: {words}")
    return Data(events=events, volume=None, notes=tuple(notes))


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


def shared_out(data: Data, streams: Sequence[Stream], *, by: str | None = None) -> dict[str, list[Occurrence]]:
    """The events of each stream by its name. An event goes to the first stream that takes it; where there is a stream
    for each value of a key, to all of its values: what two actors do is in the series of both.
    """
    found = parted(data.events, streams, shared=by is not None)
    return dict(zip((stream.name for stream in streams), found, strict=True))


def span_of(parts: Mapping[str, Sequence[Occurrence]], *, first: date | None, last: date | None) -> tuple[date, date]:
    """The first and last day of all streams together, so that their series are of one length, or those given.

    Raises `InputError` where there is neither an event nor a day.
    """
    every = [event for events in parts.values() for event in events]
    begin = first or min((event.first for event in every), default=None)
    end = last or max((event.last for event in every), default=None)
    if begin is None or end is None:
        raise InputError("no event belongs to any stream; look at `tocsin incidents` for what there is")
    return begin, end
