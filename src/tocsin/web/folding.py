"""After a decision: the record is folded anew and the watches look at it, in one thread, so that no page waits long."""

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
        self._running = False
        self.trouble: str | None = None
        self._folder: Folder | None = None

    def fold(self) -> bool:
        """Have the record folded; whether that was done by the time that somebody waits for a page."""
        with self._turn:
            self._asked += 1
            mine = self._asked
            if not self._running:
                self._running = True
                threading.Thread(target=self._work, name="folding", daemon=True).start()
            return self._turn.wait_for(lambda: self._done >= mine, timeout=PATIENCE_SECONDS)

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
            self._once()
            with self._turn:
                self._done = until
                self._turn.notify_all()

    def _once(self) -> None:
        """One fold and one round of the watches; what goes wrong is told on the pages and tried again next time."""
        try:
            ledger = self._ledger()
            if self._folder is None:
                self._folder = make_folder(ledger)
            self._folder.refold()
            watches = load_watches(Path(self._settings.watches), self._names(), missing_ok=True)
            ring_all(ledger, watches, clock=self._clock, peoples=self._names())
        except TocsinError as error:
            log.warning("folding failed", exc_info=error)
            self.trouble = str(error)
        except Exception as error:  # the thread must live on, and those who wait must hear of it
            log.exception("folding broke")
            self.trouble = f"folding failed ({error!r}); report this"
        else:
            self.trouble = None
