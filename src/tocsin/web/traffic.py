"""How many requests were answered, how, and how fast: counted as they pass, kept in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

WITHIN = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds


@dataclass(slots=True)
class Traffic:
    """Answers by their status, and how many began within so many seconds of the request."""

    answers: Counter[int] = field(default_factory=Counter)
    within: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, status: int, seconds: float) -> None:
        """Count one answer."""
        self.answers[status] += 1
        self.seconds += seconds
        self.within.update(bound for bound in WITHIN if seconds <= bound)


class Counting:
    """Counts every answer when it begins: one that streams goes on for as long as somebody listens."""

    def __init__(self, app: ASGIApp, *, traffic: Traffic) -> None:
        self._app = app
        self._traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        began = monotonic()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._traffic.note(message["status"], monotonic() - began)
            await send(message)

        await self._app(scope, receive, counted if scope["type"] == "http" else send)
