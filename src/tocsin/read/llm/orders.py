"""Passages of a report that give orders to a machine: they are not shown to a model, and nothing is taken from them.

The words are rows of `lexicon/machine_orders.toml`. Not a proof against all orders: what this passes still has to
stand in the text, and to follow from its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tocsin.lexicon import load_toml
from tocsin.read.llm.align import Span, fold
from tocsin.record import Document
from tocsin.record.evidence import Field

Withheld = dict[Field, tuple[Span, ...]]
PARAGRAPH = re.compile(r"\n\s*\n")
SENTENCE_END = re.compile(r"[.!?。؟]['\")\]”’]*\s+|\n")
ONWARD = re.compile(
    r"\b(?:following|below|next|instead|from now on|hereafter|after this|begins? here)\b|:\s*\Z", re.IGNORECASE
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rows = load_toml("machine_orders.toml")["order"]
    return tuple(re.compile(row["pattern"], re.MULTILINE) for row in rows if "pattern" in row)


@cache
def _compact() -> re.Pattern[str]:
    rows = load_toml("machine_orders.toml")["order"]
    return re.compile("|".join(row["compact"] for row in rows if "compact" in row))


def orders_in(text: str) -> list[Span]:
    """The spans of the words that give orders to a machine, in order."""
    folded = fold(text)
    lined = _lined(text, folded.text, folded.at)
    spans = [match.span() for pattern in _patterns() for match in pattern.finditer(lined)]
    letters = [i for i, char in enumerate(folded.text) if char.isalpha()]
    joined = "".join(folded.text[i] for i in letters)
    for match in _compact().finditer(joined):
        spans.append((letters[match.start()], letters[match.end() - 1] + 1))
    return sorted(
        (folded.at[start], folded.at[max(start, end - 1)] + 1) for start, end in spans if start < len(folded.at) - 1
    )


def _lined(text: str, folded: str, at: Sequence[int]) -> str:
    """The folded text with the line breaks that folding took: an order may begin a line."""
    return "".join(
        "\n" if char == " " and text[i] in "\n\r\u2028" else char for char, i in zip(folded, at, strict=False)
    )


def withheld_of(doc: Document) -> Withheld:
    """What of each field is kept from the model: from an order to the end of its paragraph, or of the text where the
    order speaks of what follows; of a title all of it.
    """
    title = doc.title or ""
    found: Withheld = {"title": ((0, len(title)),) if orders_in(title) else (), "text": ()}
    spans: list[Span] = []
    for start, end in orders_in(doc.text):
        begin = _sentence_start(doc.text, start)
        stop = PARAGRAPH.search(doc.text, end)
        until = stop.start() if stop else len(doc.text)
        close = SENTENCE_END.search(doc.text, end)
        sentence = doc.text[begin : close.start() if close else len(doc.text)]
        if ONWARD.search(sentence.rstrip()) or doc.text[begin:until].rstrip().endswith(":"):
            until = len(doc.text)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(until, spans[-1][1]))
        else:
            spans.append((begin, until))
    found["text"] = tuple(spans)
    return found


def _sentence_start(text: str, at: int) -> int:
    begin = 0
    for match in SENTENCE_END.finditer(text, max(0, at - 2000), at):
        begin = match.end()
    return begin or (0 if at < 2000 else at)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with spans made blank, of the same length."""
    for start, end in spans:
        text = text[:start] + "".join(char if char == "\n" else " " for char in text[start:end]) + text[end:]
    return text


def meets(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a span shares a character with one of several."""
    return any(a < end and start < b for a, b in spans)
