"""What was read in bulk, fused by itself, with no ledger: the incidents that `fuse_all` makes of the same readings.

Which mentions are one event is found out in one process, for any report may share a block with any other. Making the
records of the incidents is handed out by blocks of a country and a month, to processes that begin as copies of this one
and so have all that was found out at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context

from tocsin.bulk.load import parts_in
from tocsin.bulk.parts import read_part
from tocsin.bulk.plan import batched
from tocsin.fuse import fold_incidents, renew
from tocsin.fuse.desk import Desk
from tocsin.fuse.fuse import one_each
from tocsin.fuse.memory import Given, Memory
from tocsin.fuse.told import StableKey
from tocsin.record import Place, Reading, When
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps

MOST = 200  # incidents of a block that are folded at once


@dataclass(frozen=True, slots=True)
class Fused:
    """The state after it was found out which mentions are one event. `ids` are those of the incidents, in order."""

    sources: Given
    notes: Memory
    desk: Desk
    ids: tuple[str, ...]


_held: Fused | None = None  # what the processes that fold inherit


def readings_in(folder: str) -> Iterator[Reading]:
    """The readings of every part. Raises `InputError` where there are none."""
    for part in parts_in(folder):
        yield from (row.reading for row in read_part(part) if row.reading is not None)


def find_out(readings: Iterator[Reading]) -> Fused:
    """Find out which mentions are one event."""
    by_key = one_each(readings)
    sources, notes, desk = Given(by_key, (), ()), Memory(), Desk(room=None)
    renewed = renew(by_key.keys(), sources=sources, notes=notes, desk=desk)
    sheets = desk.sheets(sources, notes, by_key.keys())
    first: dict[str, StableKey] = {}
    for item in notes.items_in(renewed.changed):
        if item.is_mention and item.incident is not None:
            key = sheets[item.document].mentions[item.mention].key
            first[item.incident] = min(key, first.get(item.incident, key))
    return Fused(sources, notes, desk, tuple(sorted(first, key=first.__getitem__)))


def blocks_of(fused: Fused) -> list[tuple[str, ...]]:
    """The incidents by country and month, those of a block together, in pieces of a size."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id in fused.ids:
        blocks[_place_and_time(fused, id)].append(id)
    return [part for block in sorted(blocks) for part in batched(blocks[block], MOST)]


def _place_and_time(fused: Fused, id: str) -> tuple[str, str]:
    """The country and the month that the mentions of an incident name; empty where none does."""
    country = month = ""
    for item in fused.notes.items_in([id]):
        reading = fused.sources.readings([item.document])[item.document]
        for said in next((m.statements for m in reading.mentions if m.id == item.mention), ()):
            if isinstance(said.value, Place):
                country = country or said.value.country or ""
            elif isinstance(said.value, When):
                month = month or (said.value.earliest or said.value.latest or "")[:7]
    return country, month


def fuse(folder: str, *, workers: int) -> Iterator[str]:
    """The JSON forms of the incidents, in the order of `fuse_all`. Raises `InputError` where nothing was read."""
    global _held
    _held = find_out(readings_in(folder))
    try:
        blocks = blocks_of(_held)
        with get_context("fork").Pool(workers) as pool:
            forms = {id: form for block in pool.imap_unordered(_fold, blocks) for id, form in block}
        yield from (forms[id] for id in _held.ids if id in forms)
    finally:
        _held = None


def _fold(ids: Sequence[str]) -> list[tuple[str, str]]:
    assert _held is not None
    found = fold_incidents(ids, sources=_held.sources, notes=_held.notes, desk=_held.desk)
    return [(incident.id, dumps(incident_form(incident))) for incident in found]
