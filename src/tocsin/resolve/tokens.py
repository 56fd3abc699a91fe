"""Tokens and sentences with offsets. Not for meaning: that starts in `read`.

A token never crosses white space; offsets are code points into the text as given. A blank line ends a sentence, so
that a heading never runs into the paragraph below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import accumulate, compress
from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.resolve.remembered import Remembered
from tocsin.resolve.word_facts import Fact

TOKEN = re.compile(  # one group, so that splitting by it gives the tokens and what lies between them
    r"([A-Za-z]++(?![\w'’.‐‑-])|,"  # most words, without a look at what else they could be
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


_STRAIGHT = str.maketrans({"’": "'", "‐": "-", "‑": "-", "‘": "'", "“": '"', "”": '"'})


FOLDED: Remembered[str, str] = Remembered(lambda text: text.lower().translate(_STRAIGHT))
FOLD: Fact[str] = Fact(FOLDED.__getitem__)
_make_token: Callable[[tuple[str, str, int, int]], Token] = partial(tuple.__new__, Token)  # without a Python call


class Words(NamedTuple):
    """The tokens of a stretch of text as lists side by side, item by item what `Token` holds.

    What goes over every word of a text goes over one of these lists: a list costs a fifth of as many objects.
    """

    texts: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]

    def cut(self, start: int, end: int) -> Words:
        """Tokens `start` to `end` (half-open)."""
        return Words(self.texts[start:end], self.folded[start:end], self.starts[start:end], self.ends[start:end])

    def tokens(self) -> list[Token]:
        """The same as a list of tokens."""
        return list(map(_make_token, zip(*self, strict=True)))


def read_words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The tokens of a stretch of text, in order, as lists."""
    texts, starts, ends = split_words(text, start, end)
    return Words(texts, list(map(FOLDED.__getitem__, texts)), starts, ends)


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[list[str], list[int], list[int]]:
    """The tokens of a stretch of text as they are written, and where each begins and ends."""
    parts = TOKEN.split(text[start:end])
    offsets = list(accumulate(map(len, parts), initial=start))
    return parts[1::2], offsets[1:-1:2], offsets[2::2]


def find_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of text, in order."""
    return read_words(text, start, end).tokens()


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans between blank lines, and between the items of a list; empty ones left out."""
    spans: list[tuple[int, int]] = []
    at = 0
    for gap in PARAGRAPH.finditer(text):
        spans += _below_heading(text, at, gap.start())
        at = gap.end()
    spans += _below_heading(text, at, len(text))
    return [(a, b) for a, b in spans if text[a:b].strip()]


HEADING = 90  # characters of a heading that stands right above its paragraph,
BELOW = 2  # ... whose first line is so many times as long: the lines of wrapped text are of one length


DATED = re.compile(  # "Sunday, March 17, 2013 | 5:00 PM"; possessive, so that no line takes long
    r"[ \t]*+(?=[^\n]{0,70}\d)(?=[^\n]{0,70}[A-Za-z])(?:(?:posted|published|updated|last|on|at|date|time|of|"
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|wed|sat|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|[ap]m|[a-z]{1,2}[sd]?t|gmt|utc|hrs|"
    r"st|nd|rd|th)\b|\d++|[ \t,|()+:./•·–-]++)++$",
    re.IGNORECASE,
)
LINES = 3  # at the head of a paragraph, among which a line may be a date alone


def _below_heading(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph; before it the heading in its first line, and a line that holds a date and nothing else."""
    for _ in range(LINES):
        stop = text.find("\n", start, min(end, start + HEADING + 1))
        if stop < 0 or not (_is_dated(text, start, stop) or _stands_over_date(text, start, stop, end)):
            break
        yield start, stop
        start = stop + 1
    stop = text.find("\n", start, min(end, start + HEADING + 1))
    if stop > start:
        below = text.find("\n", stop + 1, end)
        first = text[start:stop].strip()
        line = text[stop + 1 : end if below < 0 else below].lstrip()
        named = first[:1].isalnum() and not first[0].islower() and (first[-1].isalnum() or first[-1] == ")")
        if named and line[:1] and not line[0].islower() and len(line) >= BELOW * len(first):
            yield start, stop
            start = stop + 1
    yield start, end


def _is_dated(text: str, start: int, stop: int) -> bool:
    return stop > start and text[stop - 1] not in ".," and DATED.fullmatch(text, start, stop) is not None


def _stands_over_date(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a line that ends in a letter, and in no mark, stands right above a line with a date alone."""
    if stop <= start or not text[stop - 1].isalnum():
        return False
    below = text.find("\n", stop + 1, min(end, stop + HEADING + 1))
    return below > 0 and _is_dated(text, stop + 1, below)


def split_sentences(tokens: list[Token], *, lower: bool = False) -> list[list[Token]]:
    """The tokens of one paragraph, cut into sentences; closing quotes and brackets stay with theirs.

    `lower` is for text without capitals, in which a sentence begins with a small letter.
    """
    words = Words(*map(list, zip(*tokens, strict=True))) if tokens else Words([], [], [], [])
    return [tokens[start:end] for start, end in sentence_spans(words, 0, len(tokens), lower=lower)]


def sentence_spans(
    words: Words, start: int, end: int, *, lower: bool = False, stops: Iterable[bool] | None = None
) -> Iterator[tuple[int, int]]:
    """Where the sentences of one paragraph, tokens `start` to `end`, begin and end, in tokens.

    `stops`: what `STOP` says of each of these tokens, where the caller has it.
    """
    for i in compress(range(start, end), stops if stops is not None else map(STOP, words.texts[start:end])):
        while i - start >= LONGEST:
            stop = _with_closers(words, start + LONGEST, end)
            yield start, stop
            start = stop
        if _ends_sentence(words, i, end, lower) or _abbreviation_ends(words, i, end):
            stop = _with_closers(words, i + 1, end)
            yield start, stop
            start = stop
    while start < end:
        stop = _with_closers(words, min(start + LONGEST, end), end)
        yield start, stop
        start = stop


STOP: Fact[bool] = Fact(lambda text: text[-1] in LAST_MARKS)


def _ends_sentence(words: Words, i: int, end: int, lower: bool) -> bool:
    """Whether the mark at token `i` ends a sentence of a paragraph that ends at token `end`."""
    texts, folded, starts, ends = words
    if folded[i] not in ENDERS:
        return False
    if i + 1 >= end:
        return True
    if i and texts[i] == "." and ends[i - 1] == starts[i]:
        if folded[i - 1] in ABBREVIATIONS or (len(texts[i - 1]) == 1 and texts[i - 1].isalpha()):
            return False
        if starts[i + 1] == ends[i] and texts[i + 1][0].isalnum():
            return _is_run_on(texts[i - 1], texts[i + 1], folded[i + 1])
    return lower or not texts[i + 1][0].islower()


GLUED = 3  # letters of a word before a full stop, so that it is no initial and no part of an address


def _is_run_on(before: str, after: str, folded: str) -> bool:
    """ "identified on Sunday.Police said": two sentences whose space was lost on the way; not "Booking.com"."""
    if len(before) < GLUED or not before[1:].islower() or not before.isalpha():
        return False
    return after[0].isupper() and (after[1:].islower() or folded in SUBJECTS)


def _with_closers(words: Words, i: int, end: int) -> int:
    """The token after the closing quotes and brackets that stand right before token `i` or from there on."""
    while i < end and words.texts[i] in CLOSERS and words.starts[i] == words.ends[i - 1]:
        i += 1
    return i


SUBJECTS = word_set("the a an he she it they we i in on at but this that there these those")


def _abbreviation_ends(words: Words, i: int, end: int) -> bool:
    """A sentence that ends in "U.S." or "p.m.": the next word is a capitalised word that begins sentences."""
    text = words.texts[i]
    if len(text) < 4 or not text.endswith(".") or i + 1 >= end:
        return False
    after = words.texts[i + 1]
    return after[0].isupper() and words.folded[i + 1] in SUBJECTS and not after.isupper()
