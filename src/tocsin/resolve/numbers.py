"""Numbers in running text, before anything is decided about them: digits, spelt-out numbers, words like "dozens"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from tocsin.record import Bound
from tocsin.resolve.count_words import (
    LETTERS,
    NUMBER,
    NUMBER_WORDS,
    OPENINGS,
    PEOPLE,
    SCALES,
    NumberWord,
    spelt_value,
)
from tocsin.resolve.scanning import Scan

PLAIN = re.compile(r"[0-9]{1,9}")
GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:[\u2009\u202f\u00a0][0-9]{3})+|(?:,[0-9]{2})+,[0-9]{3})")
DECIMAL = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}")
NOT_DIGITS = re.compile(r"[^0-9]")
LARGEST = 10**12  # more people than there have ever been: such a number counts nothing


class Number(Struct, frozen=True):
    """A number in its place. `value` is None for a word with a bound of its own; `scale` is what it ends on."""

    start: int
    end: int
    value: int | None
    scale: int
    form: Literal["digits", "spelt", "word"]
    word: NumberWord | None = None

    @property
    def bound(self) -> Bound:
        """The bound of the number alone. Dozens are round figures."""
        if self.word is not None:
            return self.word.bound
        if self.scale == SCALES["dozen"]:
            return Bound(best=self.value, approximate=True)
        return Bound.exactly(self.value or 0)

    @property
    def bare(self) -> bool:
        """Whether it stands in plain digits, without separators or a word like million."""
        return self.form == "digits" and self.scale == 1 and self.end - self.start <= 4


def find_numbers(scan: Scan) -> Iterator[Number]:
    """The numbers of a text from left to right, idioms left out. A number that cannot count has the value -1."""
    for match in scan.matches(NUMBER, scan.places(OPENINGS)):
        group = match.lastgroup
        start, end = match.span()
        if group == "word":
            yield Number(start, end, None, 1, "word", NUMBER_WORDS[" ".join(match.group().split())])
        elif group == "spelt":
            yield Number(start, end, *spelt_value(match.group()), "spelt")
        elif group != "idiom":
            scale = SCALES[match["scale"].strip()] if match["scale"] else 1
            if match["letter"]:
                scale = LETTERS[match["letter"]] if scan.word_after(end) in PEOPLE else 0
            yield Number(start, end, _value(match["digits"], scale), scale, "digits")


def _value(digits: str, scale: int) -> int:
    """The value of digits times a scale; -1 where they are no whole number of people or things."""
    if PLAIN.fullmatch(digits):
        value = int(digits) * scale
    elif GROUPED.fullmatch(digits):
        value = int(NOT_DIGITS.sub("", digits)) * scale
    elif scale > 1 and DECIMAL.fullmatch(digits):
        whole, _, part = digits.partition(".")
        value = int(whole + part) * scale // 10 ** len(part)
    else:
        return -1
    return value if scale and value <= LARGEST else -1
