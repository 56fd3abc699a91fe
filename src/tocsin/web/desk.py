"""What all requests share: the ledger, the settings, the clock, and what is held in memory of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from fastapi import Request

from tocsin.ports import Clock, Ledger
from tocsin.settings import Settings
from tocsin.watching import Names
from tocsin.web.analysis import Analyst
from tocsin.web.board import Board
from tocsin.web.folding import Folding
from tocsin.web.queue import Waiting, queue_of
from tocsin.web.secrets import new_secret
from tocsin.web.throttle import Throttle


@dataclass(slots=True, kw_only=True)
class Desk:
    """Made once for an app. The ledger is opened at the first request and closed with the app."""

    opener: Callable[[], Ledger]
    settings: Settings
    clock: Clock
    demo: bool = False
    throttle: Throttle = field(default_factory=Throttle)
    form_token: str = field(default_factory=new_secret)  # of the demonstration, which has no sessions
    _ledger: Ledger | None = None
    _board: Board | None = None
    _names: Names | None = None
    _folding: Folding | None = None
    _analyst: Analyst | None = None
    listeners: int = 0
    closing: bool = False
    writing: Lock = field(default_factory=Lock)  # held by whoever writes the file of watches
    _lock: Lock = field(default_factory=Lock)

    @property
    def ledger(self) -> Ledger:
        """The ledger, open."""
        with self._lock:
            if self._ledger is None:
                self._ledger = self.opener()
            return self._ledger

    @property
    def board(self) -> Board:
        """The incidents as lists show them, as new as the ledger."""
        ledger = self.ledger
        with self._lock:
            if self._board is None:
                self._board = Board(ledger)
            return self._board

    def queue(self) -> list[Waiting]:
        """What waits for a person now, the weightiest first; without what somebody decided about a moment ago."""
        decided = self.folding.pending()
        waiting = (each for each in self.board.waiting() if each.line.id not in decided)
        return queue_of(waiting, now=self.clock.now())

    @property
    def names(self) -> Names:
        """What the names in watches are looked up in."""
        with self._lock:
            if self._names is None:
                self._names = Names(gazetteer=self.settings.gazetteer, register=self.settings.register)
            return self._names

    @property
    def folding(self) -> Folding:
        """Folds the record after decisions."""
        with self._lock:
            if self._folding is None:
                ledger, names = (lambda: self.ledger), (lambda: self.names)
                self._folding = Folding(ledger, settings=self.settings, clock=self.clock, names=names)
            return self._folding

    @property
    def analyst(self) -> Analyst:
        """Answers questions of analysis."""
        ledger = self.ledger
        with self._lock:
            if self._analyst is None:
                self._analyst = Analyst(ledger)
            return self._analyst

    def close(self) -> None:
        """Let go of the ledger, once what was decided is folded."""
        self.closing = True
        if self._folding is not None:
            self._folding.finish()
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
            self._board = self._analyst = None


def desk_of(request: Request) -> Desk:
    """The desk of the app that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
