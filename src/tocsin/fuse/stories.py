"""Which reports may tell one story, whatever was read in them: those that share one of their weightiest words.

Reports that came out within some weeks of one another stand in a block for each of their telling words, as mentions do
for what they tell (`candidates`); one of no known day is compared with what has its words among the weightiest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.fuse.alike import alike
from tocsin.fuse.candidates import ANY_TIME, BUCKET_DAYS, KEY_BITS, block, move, rank_of
from tocsin.fuse.memory import Memory
from tocsin.fuse.story import telling_words
from tocsin.fuse.told import Report
from tocsin.notes import Item, Link, Pair

REACH_DAYS = 30
WORDS = 8  # of a report, by which it is looked for
FIRST_WORDS = 2  # of them, by which reports of no known day find it
FAINT = -4.0  # a score that counts against; below, two reports are strangers


def item_of_report(report: Report, number: int) -> Item:
    """A report as it is first noted down."""
    rank = rank_of("story", report.doc.key)
    return Item(
        number=number,
        kind="story",
        document=report.doc.key,
        mention=report.reading.id,
        rank=rank,
        keys=tuple(sorted(set(_blocks(report)))),
        label=rank,
    )


def _blocks(report: Report) -> Iterator[int]:
    """Its telling words at any time and, where its day is known, in two stretches, so that neighbours share one."""
    words = telling_words(report.story, WORDS)
    for word in words if report.day is None else words[:FIRST_WORDS]:
        yield block("story", "word", word, ANY_TIME)
    if report.day is not None:
        at = report.day // BUCKET_DAYS
        for word in words:
            yield block("story", "word", word, at)
            yield block("story", "word", word, at + 1)


def stretch_of(item: Item) -> int:
    """The last stretch of time that a report stands in, by its blocks; `ANY_TIME` where its day is not known."""
    return item.keys[-1] >> KEY_BITS if item.keys else ANY_TIME


def may_be_within_reach(a: int, b: int) -> bool:
    """Whether reports of two last stretches may have come out within a month of one another."""
    return a == ANY_TIME or b == ANY_TIME or abs(a - b) <= REACH_DAYS // BUCKET_DAYS


def within_reach(a: Report, b: Report) -> bool:
    """Whether two reports came out within a month of one another and name a country in common, as far as is known."""
    if a.countries and b.countries and not a.countries & b.countries:
        return False
    return a.day is None or b.day is None or abs(a.day - b.day) <= REACH_DAYS


def link_of(a: int, b: int, x: Report, y: Report) -> Link | None:
    """The link between two reports `within_reach`, by number; None between strangers."""
    score = alike(x, y, least=FAINT)
    return Link(a, b, score) if score is not None and score > FAINT else None


def worth_comparing(reports: Sequence[Report]) -> set[Pair]:
    """The pairs (i < j) of reports that are compared where there are no others."""
    pairs = move(Memory(), [item_of_report(report, i) for i, report in enumerate(reports)], ())[0]
    return {(a, b) for a, b in pairs if within_reach(reports[a], reports[b])}
