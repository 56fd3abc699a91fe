"""Counts of people and things in running text: "more than 130", "a dozen", "12 to 15", "no one".

A number that is a date, a year, a time of day, an age, a price, a measure or a name is no count and is not returned.
What is counted is the reader's question, not asked here. The words are rows of `lexicon/counts.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tocsin.record import Bound
from tocsin.resolve import count_context as context
from tocsin.resolve.count_phrases import Phrase, read_phrase
from tocsin.resolve.count_relations import Spot, relations
from tocsin.resolve.count_words import ARTICLE, ARTICLES, NOT_NOUNS
from tocsin.resolve.numbers import find_numbers
from tocsin.resolve.scanning import Scan

ONE = Bound.exactly(1)


class CountFound(Struct, frozen=True):
    """A count and its words. Offsets are code points into the text given; they cover modifier and number.

    `other`: added to what was said before ("another 12"). `earlier`: the figure that this one replaces, where the
    words give it ("to 84 from 101"). `article`: only "a", "an" or "another" before a noun. `part`: told as a part of
    another figure ("including 6 children", "two of them").
    """

    start: int
    end: int
    bound: Bound
    other: bool = False
    earlier: Bound | None = None
    article: bool = False
    part: bool = False


def find_counts(text: str, start: int = 0, end: int | None = None) -> tuple[CountFound, ...]:
    """The counts between two offsets, in order and without overlap; empty where there is none."""
    stop = len(text) if end is None else min(end, len(text))
    begin = min(max(start, 0), stop)
    found = counts_in(Scan(text[begin:stop]))
    return tuple(_shift(count, begin) for count in found) if begin else found


def counts_in(scan: Scan) -> tuple[CountFound, ...]:
    """The counts of a whole text, as `find_counts` gives them; for callers that look for other things in it too."""
    counts = list(_related(scan, _merge(scan, list(_counts(scan)))))
    return tuple(sorted([*counts, *_articles(scan, counts)], key=lambda count: count.start))


def parse_count(phrase: str) -> Bound | None:
    """The bound that a phrase such as "more than 130 people" gives; None where it holds no count, or several."""
    found = find_counts(phrase)
    figures = [count for count in found if not count.article] or list(found)
    if phrase.strip().lower() == "one":
        return Bound.exactly(1)
    return figures[0].bound if len(figures) == 1 else None


def _shift(count: CountFound, by: int) -> CountFound:
    return replace(count, start=count.start + by, end=count.end + by)


def _counts(scan: Scan) -> Iterator[CountFound]:
    numbers = list(find_numbers(scan))
    floor, refused, i = 0, -1, 0
    while i < len(numbers):
        phrase = read_phrase(scan, numbers, i, floor)
        i += 2 if phrase.last is not phrase.first else 1
        if _continues(scan, phrase, refused) or not _is_count(scan, phrase):
            refused = phrase.last.end
        elif phrase.bound.low is not None or phrase.bound.high is not None or phrase.bound.best is not None:
            yield CountFound(start=phrase.start, end=phrase.end, bound=phrase.bound, other=phrase.added)
            floor = phrase.end


def _continues(scan: Scan, phrase: Phrase, refused: int) -> bool:
    """Whether digits go on a list whose last number was refused: "chapters 4 and 5", "3-1"."""
    if refused < 0 or phrase.first.start - refused > 6 or not phrase.first.bare:
        return False
    link = scan.low[refused : phrase.first.start].strip()
    if link in ("-", "–", "/", ":"):
        return True
    after = scan.word_after(phrase.last.end)
    return link in ("and", "or", "to", ",", "&") and (after == "" or after in NOT_NOUNS)


def _is_count(scan: Scan, phrase: Phrase) -> bool:
    first, last = phrase.first, phrase.last
    if first.value == -1 or last.value == -1 or context.is_unit(scan, phrase.end):
        return False
    if not _is_free(scan, phrase):
        return False
    if first.word is not None:
        return _is_word_count(scan, phrase)
    if first.form == "spelt" and first.value == 1 and first is last and not phrase.kinds and not phrase.added:
        return context.allows_one(scan, first.start, first.end)
    if context.is_named(scan, first.start, phrase.end) or context.is_named(scan, phrase.start, phrase.end):
        return False
    return first.form == "spelt" or not _is_other_digits(scan, phrase)


def _is_free(scan: Scan, phrase: Phrase) -> bool:
    """Whether no mark ties the number to something else, but for the dash of a range."""
    first, last = phrase.first, phrase.last
    if first is last:
        return not context.is_attached(scan, first.start, phrase.end)
    if scan.char(first.end) in context.DASHES:
        return not context.is_attached(scan, first.start, phrase.end) and not _is_row(scan, phrase)
    return not (context.is_attached(scan, first.start, first.end) or context.is_attached(scan, last.start, phrase.end))


def _is_row(scan: Scan, phrase: Phrase) -> bool:
    """Whether digits with a dash between them are years or a telephone number."""
    first, last = phrase.first, phrase.last
    if first.form == "digits" and context.YEAR.fullmatch(scan.low[first.start : first.end]):
        return True
    return first.end - first.start == 3 and last.end - last.start == 4


def _is_word_count(scan: Scan, phrase: Phrase) -> bool:
    number = phrase.first
    if number.word is None or not context.allows_word(scan, number.word, number.start, number.end):
        return False
    if scan.low[number.start : number.end] == "both":
        return context.allows_both(scan, number.end)
    return True


def _is_other_digits(scan: Scan, phrase: Phrase) -> bool:
    """Whether bare digits are a day, a year, a clock time, an age, an address or the number of a list item."""
    first, last = phrase.first, phrase.last
    if context.is_telephone(scan, first.start, last.end) or context.is_address(scan, last.end):
        return True
    if not first.bare:
        return False
    if context.is_bullet(scan, first.start, last.end) or context.is_clock(scan, first.start, last.end):
        return True
    if last.end - last.start <= 2 and not phrase.kinds and context.is_day(scan, first.start, last.end):
        return True
    firm = any(kind not in ("about", "other") for kind in phrase.kinds)
    loose = "about" in phrase.kinds
    if context.is_year(scan, first.start, first.end, firm=firm, loose=loose):
        return True
    return first is last and not phrase.kinds and context.is_age(scan, first.start, first.end)


def _merge(scan: Scan, counts: list[CountFound]) -> list[CountFound]:
    """The counts, with "at least 10 and possibly as many as 15" made one."""
    merged: list[CountFound] = []
    for count in counts:
        last = merged[-1] if merged else None
        if last is not None and _completes(scan, last, count):
            bound = Bound(low=last.bound.low, high=count.bound.high, approximate=last.bound.approximate)
            merged[-1] = replace(last, end=count.end, bound=bound)
        else:
            merged.append(count)
    return merged


def _completes(scan: Scan, last: CountFound, count: CountFound) -> bool:
    low, high = last.bound.low, count.bound.high
    if low is None or high is None or last.bound.high is not None or count.bound.low is not None or high < low:
        return False
    return scan.low[last.end : count.start].strip(" \n,") in ("and", "but", "or")


def _related(scan: Scan, counts: list[CountFound]) -> Iterator[CountFound]:
    """The counts that stand, each with the figure that it replaces and whether it is a part of another."""
    spots = [Spot(count.start, count.end, count.bound) for count in counts]
    for found in relations(scan, spots):
        count = counts[found.number]
        yield replace(count, earlier=found.earlier, part=found.part) if found.earlier or found.part else count


def _articles(scan: Scan, counts: Iterable[CountFound]) -> Iterator[CountFound]:
    """The articles before nouns that lie in no other count."""
    spans = iter(counts)
    span = next(spans, None)
    for match in scan.matches(ARTICLE, scan.places(ARTICLES)):
        at = match.start()
        while span is not None and span.end <= at:
            span = next(spans, None)
        if (span is None or at < span.start) and match[2] not in NOT_NOUNS:
            other = match[1] == "another"
            if other and scan.word_before(at) in ("one", "yet", "after", "or", "to"):
                continue
            yield CountFound(at, match.end(1), ONE, other, None, True)
