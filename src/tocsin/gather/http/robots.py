"""What hosts want fetched by programs: robots.txt, as RFC 9309 has it read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from protego import Protego

from tocsin.errors import FetchError

KEPT = 24 * 3600.0
KEPT_UNKNOWN = 600.0  # where the host could not be asked
MOST = 500_000  # bytes that are read of it
SLOWEST = 60.0  # seconds between requests that a host may ask for


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    parsed: Protego | None  # None: nothing may be fetched, for the host could not be asked


class Robots:
    """The rules of hosts, asked for when first needed and kept for a day.

    `fetch` gets the text of an address, and raises `FetchError`. A host that has no such file (any 4xx) allows
    everything; one that cannot be asked (5xx, no answer) allows nothing for ten minutes.
    """

    def __init__(self, fetch: Callable[[str], bytes], *, agent: str, now: Callable[[], float] = monotonic) -> None:
        self._fetch = fetch
        self._agent = agent
        self._now = now
        self._rules: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def may_fetch(self, origin: str, url: str) -> bool:
        """Whether the host at `origin` ("https://example.org") lets us have the address. Raises `FetchError`."""
        rules = self._of(origin)
        if rules.parsed is None:
            raise FetchError(url, "failed", "the robots.txt of the host could not be had", retry_after=KEPT_UNKNOWN)
        return bool(rules.parsed.can_fetch(url, self._agent))

    def apart(self, origin: str) -> float | None:
        """The seconds that the host asks to have between requests, at most a minute; None where it does not."""
        with self._lock:
            rules = self._rules.get(origin)
        if rules is None or rules.parsed is None:
            return None
        asked = rules.parsed.crawl_delay(self._agent)
        rate = rules.parsed.request_rate(self._agent)
        if rate is not None and rate.requests:
            asked = max(asked or 0.0, rate.seconds / rate.requests)
        return None if asked is None else min(float(asked), SLOWEST)

    def _of(self, origin: str) -> _Rules:
        with self._lock:
            rules = self._rules.get(origin)
        if rules is None or rules.until < self._now():
            rules = self._ask(origin)
            with self._lock:
                self._rules[origin] = rules
        return rules

    def _ask(self, origin: str) -> _Rules:
        try:
            text = self._fetch(f"{origin}/robots.txt").decode("utf-8", "replace")
        except FetchError as error:
            if error.fault == "refused":
                raise
            there_is_none = error.status is not None and 400 <= error.status < 500 and error.fault != "busy"
            if not there_is_none and error.fault != "redirects":
                return _Rules(self._now() + KEPT_UNKNOWN, None)
            text = ""
        return _Rules(self._now() + KEPT, Protego.parse(text))
