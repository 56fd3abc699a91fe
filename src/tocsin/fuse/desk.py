"""Reports at hand: loaded when they are needed, kept while there is room. Not for deciding anything.

A report is the same as long as its reading, the group of its copies and the incidents that it responds to are.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from tocsin.fuse.candidates import rank_of
from tocsin.fuse.gist import Gist
from tocsin.fuse.moments import moment_of, published_day
from tocsin.fuse.told import TYING, Report, Told
from tocsin.notes import Item, Notes, Sources
from tocsin.record import Reading
from tocsin.record.event_types import ACTS

ROOM = 8000  # reports: some weeks of many
MOST_GISTS = 200_000


@dataclass(slots=True)
class Sheet:
    """One report with its mentions by id, by the label of its copies.

    `reading` is the id of its reading. `tied` names, by mention, the mentions that it responds to or warns of.
    """

    reading: str
    report: Report
    mentions: dict[str, Told]
    tied: Mapping[str, tuple[str, ...]]
    label: int


class Desk:
    """The reports of one ledger, by document key."""

    def __init__(self, *, room: int | None = ROOM) -> None:
        self._room = room
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
        self.gists: dict[int, Gist] = {}  # by the number of a mention, which is never given to another
        self.scored = 0  # pairs until now

    def take(self, readings: Mapping[str, Reading]) -> None:
        """Have readings at hand that are new, each as a text that nobody copied yet."""
        for key, reading in readings.items():
            self._sheets[key] = _sheet(reading, rank_of("text", key))

    def sheets(self, sources: Sources, notes: Notes, documents: Collection[str]) -> dict[str, Sheet]:
        """The reports of documents as they are noted down now; those that are not are left out."""
        rows: dict[str, list[Item]] = defaultdict(list)
        for item in notes.items_of(documents):
            rows[item.document].append(item)
        texts = {key: text for key, items in rows.items() if (text := _text(items)) is not None}
        lacking = [k for k, text in texts.items() if not self._has(k, text)]
        readings = sources.readings(lacking) if lacking else {}
        found: dict[str, Sheet] = {}
        for key, text in texts.items():
            if key in readings:
                self._sheets[key] = _sheet(readings[key], text.label)
            sheet = self._sheets.get(key)
            if sheet is not None:
                self._sheets.move_to_end(key)
                _bring_up_to(sheet, text.label, rows[key])
                found[key] = sheet
        self._make_room(len(found))
        return found

    def _has(self, key: str, text: Item) -> bool:
        sheet = self._sheets.get(key)
        return sheet is not None and sheet.reading == text.mention

    def _make_room(self, used: int) -> None:
        while self._room is not None and len(self._sheets) > max(self._room, used):
            self._sheets.popitem(last=False)
        if self._room is not None and len(self.gists) > MOST_GISTS:
            for number in list(islice(self.gists, len(self.gists) // 2)):
                del self.gists[number]


def _text(items: Iterable[Item]) -> Item | None:
    return next((item for item in items if item.kind == "text"), None)


def _sheet(reading: Reading, label: int) -> Sheet:
    report = report_of(reading, label)
    return Sheet(reading.id, report, {m.id: Told(report, m) for m in reading.mentions}, _tied(reading), label)


def _tied(reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """By the id of a mention that is no act, those that it responds to or warns of."""
    found: dict[str, tuple[str, ...]] = {}
    if any(r.type in TYING for r in reading.relations):
        others = {m.id for m in reading.mentions if m.family not in ACTS}
        for r in reading.relations:
            if r.type in TYING and r.source in others:
                found[r.source] = (*found.get(r.source, ()), r.target)
    return found


def report_of(reading: Reading, label: int) -> Report:
    """A reading as a report, its copies named by a number."""
    doc = reading.document
    return Report(reading, f"{label:x}", moment_of(doc), published_day(doc))


def _bring_up_to(sheet: Sheet, label: int, items: Collection[Item]) -> None:
    """Make a sheet anew where its copies, or what its mentions respond to, are others now."""
    if sheet.label != label:
        sheet.label, sheet.report = label, sheet.report.among(f"{label:x}")
        sheet.mentions = {id: told.anew(sheet.report, told.ties) for id, told in sheet.mentions.items()}
    if not sheet.tied:
        return
    labels = {item.mention: item.label for item in items if item.is_mention}
    for id, targets in sheet.tied.items():
        ties = frozenset(labels[target] for target in targets if target in labels)
        if sheet.mentions[id].ties != ties:
            sheet.mentions[id] = sheet.mentions[id].anew(sheet.report, ties)
