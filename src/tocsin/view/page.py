"""A page of text before it is laid out: headline, labelled rows, tables, and the numbered quotations behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from tocsin.record import Evidence

Tone = Literal["plain", "headline", "killed", "alleged", "denied", "faint", "label", "quote", "good"]


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in one tone. They may come from outside: only the layout may show them, and cleans them."""

    text: str
    tone: Tone = "plain"


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line under a label."""

    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Card:
    """One event: a headline and its rows."""

    headline: Line
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines in columns. `right` are the columns of numbers; `title` stands above, None where nothing does."""

    title: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """A numbered quotation and where it stands."""

    number: int
    words: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All of it, in the order in which it is shown."""

    heading: tuple[Line, ...] = ()
    cards: tuple[Card, ...] = ()
    tables: tuple[Table, ...] = ()
    sections: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(slots=True)
class Numbering:
    """Gives each quotation its number, in the order of first use."""

    whose: dict[str, str] = field(default_factory=dict)
    numbers: dict[Evidence, int] = field(default_factory=dict)

    def refs(self, evidence: Iterable[Evidence], *, most: int | None = None) -> Words:
        """The numbers of some quotations, " [1] [2]"; beyond `most` only how many more there are."""
        each = list(dict.fromkeys(evidence))
        shown = each if most is None or len(each) <= most + 1 else each[:most]
        numbers = [self.numbers.setdefault(one, len(self.numbers) + 1) for one in shown]
        text = "".join(f" [{number}]" for number in numbers)
        return Words(text + (f" and {len(each) - len(shown)} more" if len(shown) < len(each) else ""), "faint")

    def quotes(self) -> tuple[Quote, ...]:
        """Every quotation that was given a number, with where it stands."""
        return tuple(Quote(number, one.quote, self._where(one)) for one, number in self.numbers.items())

    def _where(self, one: Evidence) -> str:
        whose = self.whose.get(one.document, one.document)
        place = f"{one.field} {one.start}–{one.end}"
        return f"{whose}, {place}" if whose else place


def line(*parts: str | Words) -> Line:
    """A line of words, those without a tone plain."""
    return tuple(Words(part) if isinstance(part, str) else part for part in parts)
