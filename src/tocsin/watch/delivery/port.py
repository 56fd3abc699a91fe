"""The shape of a channel, and of what channels are handed to reach the outside with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from tocsin.watch.alert_values import Alert


class Channel(Protocol):
    """A way out for alerts."""

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Send alerts as one message. `id` is the same whenever these are sent again, so that a receiver can tell.

        Raises `DeliveryError`.
        """
        ...


class Poster(Protocol):
    """Sends bytes to an address of the web."""

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str]) -> None:
        """Send a body. Raises `FetchError` where the host does not take it."""
        ...


class Judge(Protocol):
    """Says which hosts may be reached."""

    def require_public(self, host: str, port: int, *, allowed: Collection[str]) -> None:
        """Raise `OSError` where a host is unknown, or lies at a private address and is not allowed by name."""
        ...
