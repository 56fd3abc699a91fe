"""What one record of a partner came to, and what was lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tocsin.record import Document, Reading
from tocsin.tlp import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A document of a partner's and how far it may go.

    `reading` is what the partner's values are; None where there is only prose, for our reader to read. `withdrawn` says
    that the partner has taken it back.
    """

    document: Document
    tlp: Tlp
    reading: Reading | None = None
    withdrawn: bool = False


@dataclass(slots=True)
class Lost:
    """Counts what could not be taken over, by what it is."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, number: int = 1) -> None:
        """Note so many of something."""
        if number:
            self.counts[what] += number

    def sentences(self) -> Iterator[str]:
        """Such as "12 toll histories were not taken over"."""
        for what, number in sorted(self.counts.items(), key=lambda each: (-each[1], each[0])):
            yield f"not taken over: {what} ({number:,})"


@dataclass(frozen=True, slots=True, kw_only=True)
class From:
    """Whose it is, how far what bears no level may go, and when it came in (UTC)."""

    source: str
    unmarked: Tlp
    now: str
