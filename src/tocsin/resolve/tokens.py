"""Tokens and sentences with offsets. Not for meaning: that starts in `read`.

A token never crosses white space; offsets are code points into the text as given. A blank line ends a sentence, so
that a heading never runs into the paragraph below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.resolve.remembered import Remembered

TOKEN = re.compile(  # one group, so that splitting by it gives the tokens and what lies between them
    r"([a-z]++(?![\w'’.‐‑-])"  # most words, without a look at what else they could be
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![^\W_])"  # 1,200  7.62  20:15  3rd
    r"|[^\W_]+(?:(?!['’][sS]\b)[-‐‑’'][^\W_]+)*"  # attack, ISIS-K, didn't, 12-year-old; Moscow, then 's
    r"|['’][sS]\b"
    r"|\.\.\.|--+|[^\w\s]|_)"
)
PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n\s*|\n(?=[ \t]*[-*•] )")
ABBREVIATIONS = word_set(
    "mr mrs ms dr prof rev fr st sr jr gen col lt maj capt cmdr cpt sgt cpl pvt adm brig gov sen rep hon "
    "pres dep insp supt det const no nos vs etc inc ltd co corp dept univ jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx est fig vol art sec min avg ave "
    "blvd rd mt ft km"
)
LONGEST = 250  # tokens; what runs on for longer is a list or noise, and is cut so that no step grows with it
CLOSERS = frozenset("\"'”’»)]")
ENDERS = frozenset((".", "!", "?", "...", "…"))
LAST_MARKS = ".!?…"  # with which every token ends that can end a sentence


class Token(NamedTuple):
    """One word, number or mark. `lower` is folded for look-up: lower case, straight apostrophe and hyphen."""

    text: str
    lower: str
    start: int
    end: int


FOLD = str.maketrans({"’": "'", "‐": "-", "‑": "-", "‘": "'", "“": '"', "”": '"'})


FOLDED: Remembered[str, str] = Remembered(lambda text: text.lower().translate(FOLD))
_make_token: Callable[[tuple[str, str, int, int]], Token] = partial(tuple.__new__, Token)  # without a Python call


def find_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of text, in order."""
    parts = TOKEN.split(text[start:end])
    texts, offsets = parts[1::2], list(accumulate(map(len, parts), initial=start))
    folded = map(FOLDED.__getitem__, texts)
    return list(map(_make_token, zip(texts, folded, offsets[1::2], offsets[2::2], strict=False)))


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans between blank lines, and between the items of a list; empty ones left out."""
    spans, at = [], 0
    for gap in PARAGRAPH.finditer(text):
        spans.append((at, gap.start()))
        at = gap.end()
    spans.append((at, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def _ends_sentence(tokens: list[Token], i: int) -> bool:
    mark = tokens[i]
    if mark.lower not in ENDERS:
        return False
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return True
    if before is not None and mark.text == "." and before.end == mark.start:
        if before.lower in ABBREVIATIONS or (len(before.text) == 1 and before.text.isalpha()):
            return False
        if after.start == mark.end and after.text[0].isalnum():
            return False
    return not after.text[0].islower()


def split_sentences(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of one paragraph, cut into sentences; closing quotes and brackets stay with theirs."""
    sentences, start = [], 0
    for i in [i for i, token in enumerate(tokens) if token.text[-1] in LAST_MARKS]:
        while i - start >= LONGEST:
            end = _with_closers(tokens, start + LONGEST)
            sentences.append(tokens[start:end])
            start = end
        if _ends_sentence(tokens, i) or _abbreviation_ends(tokens, i):
            end = _with_closers(tokens, i + 1)
            sentences.append(tokens[start:end])
            start = end
    while start < len(tokens):
        end = _with_closers(tokens, min(start + LONGEST, len(tokens)))
        sentences.append(tokens[start:end])
        start = end
    return sentences


def _with_closers(tokens: list[Token], i: int) -> int:
    """The token after the closing quotes and brackets that stand right before token `i` or from there on."""
    while i < len(tokens) and tokens[i].text in CLOSERS and tokens[i].start == tokens[i - 1].end:
        i += 1
    return i


SUBJECTS = word_set("the a an he she it they we i in on at but this that there these those")


def _abbreviation_ends(tokens: list[Token], i: int) -> bool:
    """A sentence that ends in "U.S." or "p.m.": the next word is a capitalised word that begins sentences."""
    token = tokens[i]
    if len(token.text) < 4 or not token.text.endswith(".") or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    return after.text[0].isupper() and after.lower in SUBJECTS and not after.text.isupper()
