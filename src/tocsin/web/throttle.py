"""Slows down whoever tries passwords: by the name tried, by the address they come from, and by both."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

WINDOW_SECONDS = 15 * 60
MOST_BY_BOTH, MOST_BY_ADDRESS, MOST_BY_NAME = 5, 20, 50
KEPT = 10_000


@dataclass(slots=True)
class Throttle:
    """Failures in memory, the oldest forgotten first. Moments are those of a clock."""

    _failures: OrderedDict[tuple[str, str], tuple[int, str]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, name: str, address: str, *, now: str) -> int:
        """How many seconds somebody has to wait before the next try; 0 for none."""
        with self._lock:
            return max(self._left(key, most, now) for key, most in _keys(name, address))

    def failed(self, name: str, address: str, *, now: str) -> None:
        """Note that a try failed."""
        with self._lock:
            for key, _ in _keys(name, address):
                count, since = self._failures.pop(key, (0, now))
                fresh = _seconds(since, now) >= WINDOW_SECONDS
                self._failures[key] = (1, now) if fresh else (count + 1, since)
            while len(self._failures) > KEPT:
                self._failures.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name from an address."""
        with self._lock:
            self._failures.pop((name.casefold(), address), None)

    def _left(self, key: tuple[str, str], most: int, now: str) -> int:
        count, since = self._failures.get(key, (0, now))
        left = WINDOW_SECONDS - _seconds(since, now)
        return int(left) if count >= most and left > 0 else 0


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    name = name.casefold()
    return (((name, address), MOST_BY_BOTH), (("", address), MOST_BY_ADDRESS), ((name, ""), MOST_BY_NAME))


def _seconds(since: str, now: str) -> float:
    return (datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds()
