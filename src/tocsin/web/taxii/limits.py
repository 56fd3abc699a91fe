"""How much may be asked for, and how often: a bucket of requests for each key, which fills again with time."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one answer and one key may take.

    `page` is the most versions in an answer, `page_bytes` where an answer ends even so (it holds one version at
    least), `values` the most values of one filter, `address` the longest path and query in bytes, `content` the
    largest body in bytes. A key may send `burst` requests at once and `per_second` for ever; a machine that shows
    wrong keys, `wrong_burst` and `wrong_per_second`.
    """

    page: int = 1000
    page_bytes: int = 8_000_000
    values: int = 100
    address: int = 8_192
    content: int = 65_536
    burst: int = 600
    per_second: float = 10.0
    wrong_burst: int = 20
    wrong_per_second: float = 0.2


class Rates:
    """Buckets by name, each of `burst` requests, filled by `per_second`. Those not used for longest are forgotten."""

    def __init__(
        self, *, burst: int, per_second: float, seconds: Callable[[], float] = time.monotonic, most: int = 10_000
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._seconds = seconds
        self._most = most
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> int:
        """Take one request out of a bucket: 0 where there was one, else in how many seconds there will be."""
        with self._lock:
            now = self._seconds()
            left, since = self._buckets.pop(name, (float(self._burst), now))
            left = min(float(self._burst), left + (now - since) * self._per_second)
            wait = 0 if left >= 1 else math.ceil((1 - left) / self._per_second)
            self._buckets[name] = (left if wait else left - 1, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
            return wait
