"""Putting out for partners and saying what was done, once or while a program runs. Not for what each may have."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.cli.output import say
from tocsin.cli.watch import names_of

if TYPE_CHECKING:
    from tocsin.ports import Clock, Ledger
    from tocsin.settings import Settings
    from tocsin.sharing import Published


def put_out(
    ledger: Ledger, settings: Settings, *, clock: Clock, only: Iterable[str] | None = None, quiet: bool = True
) -> list[Published]:
    """Put out for partners what is new, and say what was done: what came of it for each."""
    from tocsin.sharing import publish

    found = publish(ledger, settings, clock=clock, peoples=names_of(settings), only=only)
    tell(found, quiet=quiet)
    return found


def tell(found: Iterable[Published], *, quiet: bool = True) -> None:
    """Say what was done for each; with `quiet` nothing where nothing was."""
    for each in found:
        if each.error is not None:
            say(f"tocsin: {each.error}; nothing was put out for {each.partner}")
        elif each.told or each.withdrawn or not quiet:
            say(f"{each.partner}: {each.told} told anew or otherwise, {each.withdrawn} taken back")


class Putter:
    """Puts out for partners while a program runs: no more than a tenth of its time goes into it."""

    def __init__(
        self, ledger: Ledger, settings: Settings, *, clock: Clock, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._ledger = ledger
        self._settings = settings
        self._clock = clock
        self._seconds = seconds
        self._not_before = 0.0
        self._behind = True
        self._seen: tuple[object, ...] | None = None
        self._due: datetime | None = None

    def changed(self) -> None:
        """Something changed in the record: put it out now, or later with what comes then."""
        self._behind = True
        self._put_in_time()

    def rest(self) -> None:
        """Nothing is going on here: put out what was decided elsewhere, what has waited long enough by now, and what a
        policy says since it was edited."""
        waited = self._due is not None and datetime.fromisoformat(self._clock.now()) >= self._due
        if waited or self._state() != self._seen:
            self._behind = True
        self._put_in_time()

    def finish(self) -> None:
        """Put out what is still to be put out."""
        if not self._behind:
            return
        self._behind = False
        self._seen = self._state()
        began = self._seconds()
        if self._ledger.partners.all():
            found = put_out(self._ledger, self._settings, clock=self._clock)
            self._due = min((each.due for each in found if each.due is not None), default=None)
        ended = self._seconds()
        self._not_before = ended + 9 * (ended - began)

    def _put_in_time(self) -> None:
        if self._seconds() >= self._not_before:
            self.finish()

    def _state(self) -> tuple[object, ...]:
        """What putting out depends on besides the time: the revisions of the record and the files of the policies."""
        files = sorted(Path(self._settings.policies).glob("*.toml"))
        return self._ledger.outbox.newest(), *((file.name, file.stat().st_mtime_ns) for file in files)
