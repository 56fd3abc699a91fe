"""The stream on disk, read once: its truth, and its readings one after another or by key. Holds little in memory."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

from tocsin.ports import Mint
from tocsin.record import Decision, Document, Reading, document_key

HERE = Path(__file__).parent
Told = list[dict[str, Any]]


def write_stream(folder: Path, *, incidents: int, reports: int) -> Path:
    """The file of the generated stream, written where it is not there yet."""
    path = folder / f"stream-{incidents}-{reports}.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        command = [sys.executable, str(HERE / "generate.py"), "--incidents", str(incidents), "--reports", str(reports)]
        with part.open("wb") as out:
            subprocess.run(command, stdout=out, check=True)
        part.rename(path)
    return path


def lines_of(path: Path) -> Iterator[tuple[Document, Told]]:
    """The documents of a stream, each with what its sentences tell."""
    with path.open("rb") as stream:
        for line in stream:
            form = json.loads(line)
            yield _document(form), form["told"]


def _document(form: dict[str, Any]) -> Document:
    return Document(
        key=document_key(form["text"].encode(), source=form["source"], name=form["id"]),
        id=form["id"],
        text=form["text"],
        title=form["title"],
        published=form["published"],
        source=form["source"],
        language="en",
    )


def read_stream(path: Path, count: int) -> Path:
    """The file of the readings of the first so many documents; what is not in it yet is read and put behind.

    Where the reader was changed, remove the file.
    """
    from tocsin.read.rules.reader import RuleReader

    out = path.with_suffix(".readings")
    there = 0
    if out.exists():
        with out.open("rb") as done:
            there = sum(1 for _ in islice(_pickles(done), count))
    if there < count:
        reader = RuleReader()
        with out.open("ab") as more:
            for doc, _ in islice(lines_of(path), there, count):
                pickle.dump(reader.read(doc), more, protocol=5)
    return out


def _pickles(file: IO[bytes]) -> Iterator[tuple[int, Reading]]:
    """The readings of a file, each with where it begins."""
    while True:
        at = file.tell()
        try:
            reading = pickle.load(file)
        except EOFError:
            return
        yield at, reading


@dataclass
class Stored:
    """Readings in a file, as what is fused (`tocsin.notes.Sources`): those that were taken until now."""

    path: Path
    loaded: int = 0  # readings loaded once more
    _at: dict[str, int] = field(default_factory=dict)
    _new: dict[str, Reading] = field(default_factory=dict)
    _mints: dict[str, list[Mint]] = field(default_factory=lambda: defaultdict(list))
    _minted: set[str] = field(default_factory=set)

    def batches(self, size: int, count: int) -> Iterator[dict[str, Reading]]:
        """The first so many readings, some at a time. Those of a batch are at hand until the next is asked for."""
        with self.path.open("rb") as file:
            found = islice(_pickles(file), count)
            while batch := list(islice(found, size)):
                self._at.update((reading.document.key, at) for at, reading in batch)
                self._new = {reading.document.key: reading for _, reading in batch}
                yield self._new

    def note(self, mints: Sequence[Mint]) -> None:
        """Keep ids that were given."""
        for mint in mints:
            self._mints[mint.document].append(mint)
            self._minted.add(mint.incident)

    def readings(self, documents: Collection[str]) -> dict[str, Reading]:
        """The reading that counts for each; documents that do not count are left out."""
        found = {key: self._new[key] for key in documents if key in self._new}
        others = sorted((self._at[key], key) for key in documents if key in self._at and key not in found)
        if others:
            self.loaded += len(others)
            with self.path.open("rb") as file:
                for at, key in others:
                    file.seek(at)
                    found[key] = pickle.load(file)
        return found

    def dates(self, documents: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
        """When each was published and retrieved, as it says."""
        found = self.readings(documents)
        return {key: (each.document.published, each.document.retrieved) for key, each in found.items()}

    def document(self, name: str) -> Document | None:
        """The document of a key; None where there is none."""
        reading = self.readings([name]).get(name)
        return None if reading is None else reading.document

    def decisions_on(self, documents: Collection[str]) -> Sequence[tuple[int, Decision]]:
        """Nobody decided anything."""
        return ()

    def mints_of(self, documents: Collection[str]) -> Sequence[Mint]:
        """The ids founded in any of them."""
        return [mint for key in documents for mint in self._mints.get(key, ())]

    def is_minted(self, incident: str) -> bool:
        """Whether an id was ever given."""
        return incident in self._minted
