"""How often a host is asked: one request at a time, a while apart, and longer where it says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, sleep

LONGEST = 60.0  # no host makes a whole thread wait longer; who asks for more is told to come again later


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Busy(Exception):
    """A host is not to be asked for some time. `seconds` says for how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not to be asked for another {seconds:.0f} s")
        self.seconds = seconds


class Pace:
    """Keeps requests to a host apart. Safe to use from several threads.

    `now` and `wait` are the clock and the way to pass time, in seconds.
    """

    def __init__(
        self, *, apart: float, now: Callable[[], float] = monotonic, wait: Callable[[float], None] = sleep
    ) -> None:
        self._apart = apart
        self._now = now
        self._wait = wait
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, *, apart: float | None = None) -> Iterator[None]:
        """Wait for the turn at a host and keep others waiting meanwhile. Raises `Busy` where it would take too long."""
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
        with state.lock:
            left = state.free_at - self._now()
            if left > LONGEST:
                raise Busy(left)
            if left > 0:
                self._wait(left)
            try:
                yield
            finally:
                rest = self._apart if apart is None else max(self._apart, apart)
                state.free_at = max(state.free_at, self._now() + rest)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some time."""
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
        state.free_at = max(state.free_at, self._now() + seconds)
