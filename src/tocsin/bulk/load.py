"""What was read in bulk, put into a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import fsspec

from tocsin.bulk.parts import Row, read_part
from tocsin.errors import InputError, TocsinError
from tocsin.pipeline import keep_reading
from tocsin.ports import Ledger


@dataclass(slots=True)
class Loaded:
    """What came of the documents: new in the ledger, there already, or neither, and why."""

    added: int = 0
    known: int = 0
    failed: int = 0


def parts_in(folder: str) -> list[str]:
    """The parts of a folder, in the order of the archive. Raises `InputError` where there are none."""
    system, path = fsspec.core.url_to_fs(f"{folder}/readings")
    found = sorted(system.find(path)) if system.exists(path) else []
    parts = [str(system.unstrip_protocol(name)) for name in found if name.endswith(".parquet")]
    if not parts:
        raise InputError(f"{folder} holds nothing that `tocsin bulk read` has read")
    return parts


def failures_in(folder: str) -> Iterator[tuple[str, Row]]:
    """Every document that could not be had or read, with the part that says so, in order."""
    for part in parts_in(folder):
        yield from ((part, row) for row in read_part(part, failed=True))


def load(
    folder: str, ledger: Ledger, *, refused: Callable[[Row, str], None], part_done: Callable[[int], None]
) -> Loaded:
    """Put what was read into a ledger, a part in one transaction. What is there already is passed over.

    Broken off, it is simply done again. `refused` is told of each document that the ledger does not take and why,
    `part_done` the number of parts so far. The incidents are as they were until the ledger is folded.
    """
    loaded = Loaded()
    for number, part in enumerate(parts_in(folder), start=1):
        with ledger.transaction():
            for row in read_part(part):
                _keep(row, ledger, loaded, refused)
        part_done(number)
    return loaded


def _keep(row: Row, ledger: Ledger, loaded: Loaded, refused: Callable[[Row, str], None]) -> None:
    if row.document is None or row.reading is None:
        return
    try:
        added = keep_reading(row.document, row.reading, ledger=ledger)
    except TocsinError as error:
        loaded.failed += 1
        refused(row, str(error))
        return
    if added.new:
        loaded.added += 1
    else:
        loaded.known += 1
