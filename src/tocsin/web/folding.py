"""After a decision: the record is folded anew, which a page waits for, and then the watches look at it; one thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import TocsinError
from tocsin.pipeline import make_folder
from tocsin.ports import Clock, Ledger
from tocsin.settings import Settings
from tocsin.watching import Names, load_watches, ring_all

if TYPE_CHECKING:
    from tocsin.folding import Folder

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 4.0


class Folding:
    """Folds when asked, once for all that asked meanwhile. `trouble` is what went wrong last, None for nothing."""

    def __init__(self, ledger: Callable[[], Ledger], *, settings: Settings, clock: Clock, names: Callable[[], Names]):
        self._ledger = ledger
        self._settings = settings
        self._clock = clock
        self._names = names
        self._turn = threading.Condition()
        self._asked = 0
        self._done = 0
        self._decided: dict[str, int] = {}  # incidents that were decided about, each with the turn that folds it
        self._running = False
        self.trouble: str | None = None
        self._folder: Folder | None = None

    def fold(self) -> bool:
        """Have the record folded; whether that was done by the time that somebody waits for a page."""
        with self._turn:
            mine = self._ask()
            return self._turn.wait_for(lambda: self._done >= mine, timeout=PATIENCE_SECONDS)

    def fold_soon(self, incident: str) -> None:
        """Have the record folded, for somebody decided about an incident, and do not wait for it."""
        with self._turn:
            self._decided[incident] = self._ask()

    def pending(self) -> frozenset[str]:
        """The incidents that were decided about and are not folded yet."""
        with self._turn:
            return frozenset(self._decided)

    def _ask(self) -> int:
        """The turn that folds what is in the ledger by now."""
        self._asked += 1
        if not self._running:
            self._running = True
            threading.Thread(target=self._work, name="folding", daemon=True).start()
        return self._asked

    def finish(self) -> None:
        """Wait until what was asked for is done."""
        with self._turn:
            self._turn.wait_for(lambda: not self._running)

    def _work(self) -> None:
        while True:
            with self._turn:
                if self._done >= self._asked:
                    self._running = False
                    self._turn.notify_all()
                    return
                until = self._asked
            trouble = self._tried(self._refold)
            with self._turn:
                self.trouble = trouble
                self._done = until
                self._decided = {id: turn for id, turn in self._decided.items() if turn > until}
                self._turn.notify_all()
            self.trouble = trouble or self._tried(self._ring)

    def _tried(self, step: Callable[[], None]) -> str | None:
        """What went wrong in a step, None for nothing; it is told on the pages and tried again next time."""
        try:
            step()
        except TocsinError as error:
            log.warning("folding failed", exc_info=error)
            return str(error)
        except Exception as error:  # the thread must live on, and those who wait must hear of it
            log.exception("folding broke")
            return f"folding failed ({error!r}); report this"
        return None

    def _refold(self) -> None:
        if self._folder is None:
            self._folder = make_folder(self._ledger())
        self._folder.refold()

    def _ring(self) -> None:
        watches = load_watches(Path(self._settings.watches), self._names(), missing_ok=True)
        ring_all(self._ledger(), watches, clock=self._clock, peoples=self._names())
