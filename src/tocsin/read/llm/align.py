"""Where a quotation stands in a text: letter by letter, then by its letters alone, then nearly.

What comes back is always a span of the text, so that its words count and not those of the quotation. Figures and
negations are never taken for one another, however near the rest is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.record import Document, Evidence
from tocsin.record.evidence import Field

Span = tuple[int, int]
LONGEST = 1200  # characters of a quotation; more is no quotation of a value
SHORTEST = 4  # words that a quotation needs to be looked for nearly: fewer may stand anywhere
SHARE = 1 / 6  # of its words may be other ones
GAP = 240  # characters that three dots may stand for
NEVER = 99.0
WORD = re.compile(r"\w+")
DOTS = re.compile(r"\s*(?:\[?\.\.\.\]?|\[?…\]?)\s*")
MARKS = str.maketrans(dict.fromkeys("‘’‚‛′´`＇", "'") | dict.fromkeys("“”„‟″«»＂", '"') | dict.fromkeys("‐‑‒–—―−", "-"))
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
NEGATIONS = word_set(
    "no not never none nobody nothing neither nor without cannot n't non nicht kein keine pas sin nunca ni não"
)


class Folded(NamedTuple):
    """A text with what does not tell folded away; `at` gives for each letter its place in the text, and the end."""

    text: str
    at: list[int]


def fold(text: str) -> Folded:
    """The text with white space, quotation marks, dashes, case and widths made alike."""
    letters: list[str] = []
    at: list[int] = []
    for i, char in enumerate(text):
        if char in UNSEEN:
            continue
        if char.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                at.append(i)
            continue
        plain = char if char.isascii() else unicodedata.normalize("NFKC", char)
        for each in plain.translate(MARKS).casefold():
            letters.append(each)
            at.append(i)
    at.append(len(text))
    return Folded("".join(letters), at)


class Aligner:
    """Finds quotations in the fields of one document."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._folded: dict[Field, Folded] = {}

    def find(self, quote: str, *, within: Span | None = None, near: Evidence | None = None) -> Evidence | None:
        """The words of the document that a quotation stands for, None where it has none.

        Args:
            quote: what is looked for.
            within: the span of the text that is looked at; the title is looked at after it.
            near: of several places, the one nearest to this.
        """
        quote = quote.strip()
        if not quote or len(quote) > LONGEST:
            return None
        places: tuple[tuple[Field, Span], ...] = (
            ("text", within or (0, len(self._doc.text))),
            ("title", (0, len(self._doc.title or ""))),
        )
        if near is not None and near.field == "title":
            places = places[::-1]
        for field, span in places:
            found = self._spans(field, span, quote)
            if found:
                start, end = min(found, key=lambda each: _distance(each, field, near))
                return self._doc.quote(start, end, field)
        return None

    def inside(self, words: str, outer: Evidence) -> Evidence | None:
        """The words within a piece of evidence, None where they do not stand in it."""
        words = words.strip()
        if not words:
            return None
        spans = self._exact(outer.field, (outer.start, outer.end), words)
        spans = spans or self._by_letters(outer.field, (outer.start, outer.end), words)
        return self._doc.quote(*spans[0], outer.field) if spans else None

    def everywhere(self, words: str, field: Field, span: Span) -> list[Evidence]:
        """Each place in a span of a field where the words stand, letter by letter and whole."""
        return [self._doc.quote(start, end, field) for start, end in self._exact(field, span, words)]

    def _spans(self, field: Field, span: Span, quote: str) -> list[Span]:
        return (
            self._exact(field, span, quote)
            or self._by_letters(field, span, quote)
            or self._in_pieces(field, span, quote)
            or self._nearly(field, span, quote)
        )

    def _exact(self, field: Field, span: Span, quote: str) -> list[Span]:
        return [
            (at, at + len(quote))
            for at in _occurrences(self._doc.field(field), quote, span)
            if self._whole(field, at, at + len(quote))
        ]

    def _by_letters(self, field: Field, span: Span, quote: str) -> list[Span]:
        folded, wanted = self._fold(field), fold(quote).text.strip()
        if not wanted:
            return []
        found = []
        for at in _occurrences(folded.text, wanted, (0, len(folded.text))):
            start, end = folded.at[at], folded.at[at + len(wanted) - 1] + 1
            if span[0] <= start and end <= span[1] and self._whole(field, start, end):
                found.append((start, end))
        return found

    def _whole(self, field: Field, start: int, end: int) -> bool:
        """Whether the span cuts through no word and no figure: "12" does not stand in "120" nor in "1,120"."""
        text = self._doc.field(field)
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        first, last = text[start : start + 1], text[end - 1 : end]
        if first.isalnum() and before[-1:].isalnum() and not _free(first, before[-1:]):
            return False
        if last.isalnum() and after[:1].isalnum() and not _free(last, after[:1]):
            return False
        cut_before = first.isdigit() and before[-1:] in (",", ".") and before[:1].isdigit()
        cut_after = last.isdigit() and after[:1] in (",", ".") and after[1:].isdigit()
        return not cut_before and not cut_after

    def _in_pieces(self, field: Field, span: Span, quote: str) -> list[Span]:
        """A quotation with three dots in it: its pieces in order, near to one another."""
        pieces = [piece for piece in DOTS.split(quote) if piece]
        if len(pieces) < 2 or any(len(WORD.findall(piece)) < 2 for piece in pieces):
            return []
        starts = self._exact(field, span, pieces[0]) or self._by_letters(field, span, pieces[0])
        for start, end in starts:
            for piece in pieces[1:]:
                reach = (end, min(span[1], end + GAP + len(piece)))
                more = self._exact(field, reach, piece) or self._by_letters(field, reach, piece)
                if not more:
                    break
                end = more[0][1]
            else:
                return [(start, end)]
        return []

    def _nearly(self, field: Field, span: Span, quote: str) -> list[Span]:
        wanted = WORD.findall(fold(quote).text)
        if len(wanted) < SHORTEST:
            return []
        text = self._doc.field(field)
        words = [(m.start(), m.end(), fold(m[0]).text) for m in WORD.finditer(text, *span)]
        best = _nearest(wanted, [word for _, _, word in words], most=SHARE * len(wanted))
        return [(words[best[0]][0], words[best[1] - 1][1])] if best else []

    def _fold(self, field: Field) -> Folded:
        if field not in self._folded:
            self._folded[field] = fold(self._doc.field(field))
        return self._folded[field]


def _occurrences(text: str, words: str, span: Span) -> Iterator[int]:
    at = text.find(words, *span)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, span[1])


def _free(one: str, other: str) -> bool:
    """Whether two letters may stand in two words though nothing parts them, as in scripts without spaces."""
    return all(
        not each.isascii() and unicodedata.category(each) == "Lo" and ord(each) > 0x2E7F for each in (one, other)
    )


def _distance(span: Span, field: Field, near: Evidence | None) -> tuple[int, int]:
    if near is None or near.field != field:
        return (0, span[0])
    return (max(0, near.start - span[1], span[0] - near.end), span[0])


def _nearest(wanted: Sequence[str], words: Sequence[str], *, most: float) -> Span | None:
    """The run of words nearest to those wanted, if at most so far away: half-open numbers of words.

    Edit distance over words, where the run may begin and end anywhere (P. Sellers, 1980).
    """
    row: list[tuple[float, int]] = [(0.0, i) for i in range(len(words) + 1)]
    for want in wanted:
        lost = _weight(want)
        before, row = row, [(row[0][0] + lost, 0)]
        for i, word in enumerate(words):
            swapped = (before[i][0] + _swap(want, word), before[i][1])
            added = (row[i][0] + _weight(word), row[i][1])
            row.append(min(swapped, added, (before[i + 1][0] + lost, before[i + 1][1])))
    cost, end = min((cost, end) for end, (cost, _) in enumerate(row))
    start = row[end][1]
    return (start, end) if cost <= most and start < end else None


def _weight(word: str) -> float:
    return NEVER if word in NEGATIONS or any(char.isdigit() for char in word) else 1.0


def _swap(want: str, word: str) -> float:
    if want == word:
        return 0.0
    if _weight(want) == NEVER or _weight(word) == NEVER:
        return NEVER
    return 0.5 if len(want) > 4 and want[:4] == word[:4] else 1.0
