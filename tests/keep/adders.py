"""Programs that add to a ledger, to be run beside the tests: `python -m keep.adders URL START COUNT`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from msgspec.structs import replace

from keep.builders import ACTOR, a_document, a_reading
from tocsin.clock import SystemClock
from tocsin.folding import Folder
from tocsin.keep import open_ledger
from tocsin.record import Mention, Reading, When


class JumpingClock:
    """The clock of the machine; of every other question on, so many days off."""

    def __init__(self, days: int) -> None:
        self._days = timedelta(days=days)
        self._odd = False

    def now(self) -> str:
        self._odd = not self._odd
        now = datetime.fromisoformat(SystemClock().now())
        return (now + self._days if self._odd else now).isoformat(timespec="seconds")


def add_numbered(url: str, start: int, count: int, *, report: Callable[[str], object] = str) -> None:
    """Open (and perhaps make) the ledger, and add documents and readings one by one, reporting each key when added.

    Each tells an event of a day of its own. Now and then the incidents are brought up to date.
    """
    clock = JumpingClock(int(os.environ.get("TOCSIN_TEST_JUMP", "0")))
    with open_ledger(url, clock=clock, actor=ACTOR) as ledger:
        folder = Folder(ledger)
        for n in range(start, start + count):
            doc = a_document(f"d{n}", f"killed {n}. " * 100)
            with ledger.transaction():
                ledger.add_document(doc)
                ledger.add_reading(of_its_own_day(a_reading(doc), n))
            report(doc.key)
            if n % 7 == 0:
                folder.refold()


def of_its_own_day(reading: Reading, n: int) -> Reading:
    """The reading with its event moved to a day that no other number has."""
    day = (date(1900, 1, 1) + timedelta(days=4 * n)).isoformat()
    when = When(earliest=day, latest=day)

    def moved(mention: Mention) -> Mention:
        told = [replace(said, value=when) if said.property == "when" else said for said in mention.statements]
        return replace(mention, statements=tuple(told))

    return replace(reading, mentions=tuple(moved(mention) for mention in reading.mentions))


if __name__ == "__main__":
    add_numbered(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), report=partial(print, flush=True))
