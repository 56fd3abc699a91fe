"""Numbers with the words around them, not yet judged: "more than 130", "10 to 15", "12 or more"."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from tocsin.record import Bound
from tocsin.resolve import count_context as context
from tocsin.resolve.bounds import join_bounds, modify_bound
from tocsin.resolve.count_words import CARDINALS, MODIFIER, MODIFIERS, Kind
from tocsin.resolve.numbers import Number
from tocsin.resolve.scanning import GAP, Scan, any_of, words_before

SUFFIX = re.compile(
    rf"(?P<at_least>{GAP}or{GAP}more\b|[-‐‑\s]plus\b|\+|{GAP}and{GAP}(?:more\b(?!{GAP}than\b)|counting\b)|{GAP}(?:[a-z]+{GAP})?at{GAP}the{GAP}(?:very{GAP})?least\b|{GAP}at{GAP}least\b(?!{GAP}(?:[0-9]|{any_of(CARDINALS)})))"
    rf"|(?P<about>{GAP}or{GAP}so\b|[-‐‑\s]odd\b)"
    rf"|(?P<at_most>{GAP}or{GAP}(?:fewer|less)\b|{GAP}at{GAP}(?:the{GAP})?most\b)"
)
ADDED = re.compile(rf"(?P<word>{GAP}(?:more|additional|further)\b(?!{GAP}than\b))|(?:{GAP}of)?{GAP}others?\b")
FLOOR = re.compile(rf"{GAP}[a-z]+{GAP}at{GAP}least\b(?!{GAP}(?:[0-9]|an?\b|{any_of(CARDINALS)}))")
BETWEEN, FROM, TO = (words_before({word: [word]}) for word in ("between", "from", "to"))
JOIN = re.compile(rf"{GAP}(to|or|and){GAP}|([-‐‑–])")
SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


class Phrase(Struct, frozen=True):
    """One or two numbers with what stands around them, not yet judged."""

    start: int
    end: int
    first: Number
    last: Number
    bound: Bound
    kinds: tuple[Kind, ...]
    added: bool


def read_phrase(scan: Scan, numbers: list[Number], i: int, floor: int) -> Phrase:
    """Number `i` with the one that ends its range, its modifiers and suffixes; nothing before `floor` is taken."""
    first = last = numbers[i]
    bound = first.bound
    joined = _joined(scan, numbers, i) if i + 1 < len(numbers) else None
    if joined is not None:
        last, bound = numbers[i + 1], joined
    start, kinds = modifiers_before(scan, first.start, floor)
    if joined is not None and first.start == start and (found := scan.before(BETWEEN, start)):
        start = found[0]
    end, more = last.end, list(kinds)
    if (suffix := SUFFIX.match(scan.low, end)) and suffix.lastgroup is not None:
        end, more = suffix.end(), [_suffix_kind(suffix.lastgroup), *kinds]
    elif FLOOR.match(scan.low, end):
        more = ["at_least", *kinds]
    added = "other" in kinds
    if match := ADDED.match(scan.low, end):
        added, end = True, match.end() if match["word"] else end
    return Phrase(start, end, first, last, modify_bound(bound, more), kinds, added)


def _suffix_kind(group: str) -> Kind:
    return "at_least" if group == "at_least" else "about" if group == "about" else "at_most"


def modifiers_before(scan: Scan, start: int, floor: int) -> tuple[int, tuple[Kind, ...]]:
    """Where the modifiers before a number begin, and their kinds, the closest first."""
    kinds: list[Kind] = []
    while len(kinds) < 4:
        found = scan.before(MODIFIER, start)
        if found is None or found[0] < floor:
            break
        modifier = MODIFIERS[found[1]]
        if modifier.not_after and scan.word_before(found[0]) in modifier.not_after:
            break
        start = found[0]
        kinds.append(modifier.kind)
    return start, tuple(kinds)


def _joined(scan: Scan, numbers: list[Number], i: int) -> Bound | None:
    """The bound from number `i` to the next one, where the two make a range."""
    first, last = numbers[i], numbers[i + 1]
    if first.value is None or last.value is None or first.value < 0 or last.start - first.end > 8:
        return None
    link = JOIN.fullmatch(scan.low, first.end, last.start)
    if link is None:
        return None
    word = link[1] or "-"
    value = first.value
    if first.scale == 1 and last.scale > 1 and value * last.scale < last.value:
        value *= last.scale
    start, _ = modifiers_before(scan, first.start, 0)
    if word == "and" and scan.before(BETWEEN, start) is None:
        return None
    if word == "to" and scan.word_before(start) == "by" and is_revision(scan, start):
        return None  # "rose by four to 29"
    if value >= last.value or (word == "to" and scan.before(FROM, start) and is_revision(scan, start)):
        return None
    return join_bounds(replace(first, value=value, scale=last.scale).bound, last.bound)


def is_revision(scan: Scan, at: int) -> bool:
    """Whether the words before tell of a figure that changed: "raised the toll from"."""
    clause = SENTENCE_END.split(scan.low[max(0, at - 70) : at])[-1]
    return context.REVISED.search(clause) is not None
