"""What receivers were shown of a record over time: a version is a change of what is shown, not of what lies behind.

A report that only bears out what is known makes a revision of the record and no version of what went out: nothing is
published then, and nothing tells a partner that something hidden has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from msgspec import Struct

from tocsin.care.withdrawal import is_withdrawn
from tocsin.record import Incident


class Version(Struct, frozen=True, kw_only=True):
    """A record as it stood from a moment on; no incident where it stood no longer, or was `erased` and none can tell.

    For a redacted form the incident is redacted too.
    """

    at: str
    incident: Incident | None = None
    erased: bool = False


class Thread(Struct, frozen=True, kw_only=True):
    """The moments at which what is shown of a record changed, oldest first, since it was there or there again.

    Empty where nothing was ever shown. `ended` is when it was withdrawn, None where it holds; `generation` how often it
    had been withdrawn before.
    """

    moments: tuple[str, ...] = ()
    ended: str | None = None
    generation: int = 0


def thread_of(versions: Iterable[Version], shown: Callable[[Incident], bytes | None]) -> Thread:
    """The thread of a record, of its versions, oldest first.

    `shown` is what receivers see of an incident, None where they see nothing of it.
    """
    moments: list[str] = []
    last: bytes | None = None
    ended: str | None = None
    generation = 0
    for version in versions:
        digest = b"" if version.erased else _digest(version.incident, shown)
        if digest is None:
            ended = version.at if moments and ended is None else ended
            continue
        if ended is not None:
            moments, last, ended, generation = [], None, None, generation + 1
        if not digest or digest != last:  # what was erased may have been anything
            moments.append(version.at)
        last = digest
    return Thread(moments=tuple(dict.fromkeys(moments)), ended=ended, generation=generation)


def _digest(incident: Incident | None, shown: Callable[[Incident], bytes | None]) -> bytes | None:
    words = None if incident is None or is_withdrawn(incident) else shown(incident)
    return None if words is None else hashlib.sha256(words).digest()
