"""What a watch may look at beside the incident itself: what the reports say, how well they were read, and the time.

The words are those that an alert may show: the names of private persons are masked in them, so that no watch can be
set on one (design 8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tocsin.record import Incident
from tocsin.record.source import Grade


def _nothing(_: Incident) -> str:
    return ""


def _unknown(_: Incident) -> float | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Questions that cost something, asked only where a watch asks them.

    `now` is a moment (ISO 8601, UTC). `words` gives the masked words of the reports about an incident; `confidence` the
    probability that one of its reports says what was read, None where no reader says. `grades` are those of outlets, by
    name.
    """

    now: str
    words: Callable[[Incident], str] = field(default=_nothing)
    confidence: Callable[[Incident], float | None] = field(default=_unknown)
    grades: Mapping[str, Grade] = field(default_factory=dict)
