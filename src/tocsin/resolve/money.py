"""Sums of money in running text: "a ransom of $2 million", "up to €500,000", "at least 30 million naira".

They are no counts of people or things. Not for who paid whom, nor for exchange: a dollar of no country stays one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tocsin.record import Bound
from tocsin.resolve.bounds import join_bounds, modify_bound
from tocsin.resolve.count_phrases import modifiers_before
from tocsin.resolve.count_words import LETTERS, TABLE
from tocsin.resolve.numbers import LARGEST, Number, find_numbers
from tocsin.resolve.scanning import GAP, Scan, any_of

BEFORE = {form: row["name"] for row in TABLE["currency"] for form in row.get("before", ())}
AFTER = {form: row["name"] for row in TABLE["currency"] for form in row.get("after", ())}
SIGN = re.compile(rf"(?<![\w])(?:{any_of(BEFORE)})\s?$")
UNIT = re.compile(rf"(?:\s?(?P<letter>mn|bn|k|m)\b)?(?:{GAP}(?:of{GAP})?(?P<unit>{any_of(AFTER)})(?![\w-]))")
SHORT = re.compile(r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s?(?P<letter>mn|bn|k|m)")
LINK = re.compile(rf"{GAP}(?:to|and){GAP}|\s?[-–]\s?")
LONGEST_SIGN = 6


class MoneyFound(NamedTuple):
    """A sum and its words; offsets are code points. `currency` is ISO 4217 where the words leave one, else the word."""

    start: int
    end: int
    bound: Bound
    currency: str


def find_money(text: str) -> tuple[MoneyFound, ...]:
    """The sums of money in a text, in order and without overlap; empty where there is none."""
    scan = Scan(text)
    found: list[MoneyFound] = []
    for number in find_numbers(scan):
        money = _money(scan, number, found[-1].end if found else 0)
        if money is None:
            continue
        if found and (joined := _joined(scan, found[-1], money)) is not None:
            found[-1] = joined
        else:
            found.append(money)
    return tuple(found)


def _money(scan: Scan, number: Number, floor: int) -> MoneyFound | None:
    """The sum that a number is, where a sign or the name of a currency stands beside it."""
    value, start, end = _value(scan, number), number.start, number.end
    sign = SIGN.search(scan.low, max(floor, start - LONGEST_SIGN), start)
    unit = UNIT.match(scan.low, end)
    if value is None or (sign is None and unit is None):
        return None
    currency = AFTER[" ".join(unit["unit"].split())] if unit is not None else ""
    if sign is not None:
        start, currency = sign.start(), BEFORE[sign.group().strip()]
    end = unit.end() if unit is not None else end
    at, kinds = modifiers_before(scan, start, floor)
    bound = value if isinstance(value, Bound) else Bound.exactly(value)
    return MoneyFound(at, end, modify_bound(bound, kinds), currency)


def _value(scan: Scan, number: Number) -> int | Bound | None:
    if number.word is not None:
        return number.word.bound
    if number.value is not None and number.value >= 0:
        return number.bound
    short = SHORT.fullmatch(scan.low, number.start, number.end)  # "10m" counts people only where people follow
    if short is None:
        return None
    value = int(float(short["digits"].replace(",", "")) * LETTERS[short["letter"]])
    return value if value <= LARGEST else None


def _joined(scan: Scan, low: MoneyFound, high: MoneyFound) -> MoneyFound | None:
    """ "Between $1 million and $2 million" as one; None where the two are two sums."""
    between = scan.low[: low.start].rstrip().endswith(("between", "from"))
    link = LINK.fullmatch(scan.low, low.end, high.start)
    if link is None or low.currency != high.currency or ("and" in link.group() and not between):
        return None
    if (low.bound.best or 0) >= (high.bound.best or 0):
        return None
    return MoneyFound(low.start, high.end, join_bounds(low.bound, high.bound), low.currency)
