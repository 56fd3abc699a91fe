"""Programs that add to a ledger, to be run beside the tests: `python -m keep.adders PATH START COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

from keep.builders import ACTOR, a_document, a_reading, an_incident
from tocsin.clock import SystemClock
from tocsin.keep import open_ledger


def add_numbered(path: str, start: int, count: int, *, report: bool = False) -> None:
    """Open (and perhaps make) the ledger, and add documents and readings one by one, telling each key when added."""
    with open_ledger(f"sqlite:///{path}", clock=SystemClock(), actor=ACTOR) as ledger:
        for n in range(start, start + count):
            doc = a_document(f"d{n}", f"killed {n}. " * 100)
            with ledger.transaction():
                ledger.add_document(doc)
                ledger.add_reading(a_reading(doc))
            if report:
                print(doc.key, flush=True)
            if n % 7 == 0:
                ledger.save_changes([an_incident(doc, f"i{n}")], fold_version="1")


if __name__ == "__main__":
    add_numbered(str(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]), report=True)
