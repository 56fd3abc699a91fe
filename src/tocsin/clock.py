"""The clock of the machine, behind the port that everything else asks for the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> str:
        """The present moment in UTC, ISO 8601 with seconds and `+00:00`."""
        return datetime.now(UTC).isoformat(timespec="seconds")

    def microseconds(self) -> int:
        """The present moment in microseconds since 1970, UTC."""
        return time.time_ns() // 1000


def later(now: str, seconds: float) -> str:
    """The moment some seconds after one that a clock told, in whole seconds."""
    return (datetime.fromisoformat(now) + timedelta(seconds=seconds)).isoformat(timespec="seconds")
