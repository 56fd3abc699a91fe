"""Where quotation marks open and close in a field, across sentences and paragraphs.

Newspapers open each paragraph of a long quotation anew and close only the last one, so an open quotation ends with its
paragraph and says that it goes on. Not for who said it: that is `attributions`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

MARK = re.compile(r'["“”«»„]')
# Single marks are speech only in a text that has no double ones, and where they close after a comma or full stop: an
# apostrophe looks the same.
SINGLE = re.compile(r"(?<![^\s(—-])[‘'](?=\S)(.{4,600}?[,.!?…])[’'](?![^\W_])", re.DOTALL)
SPEECH_WORDS = 5


class Quotation(NamedTuple):
    """Offsets from the opening mark to after the closing one. `closed` is False where the paragraph ends first."""

    start: int
    end: int
    closed: bool
    speech: bool  # a clause or more; not a word or two set in marks


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """The quotations of a field, given with the spans of its paragraphs, in order, none inside another."""
    found: list[Quotation] = []
    if MARK.search(text):
        for start, end in paragraphs:
            found += _in_paragraph(text, start, end)
    elif "'" in text or "’" in text:
        found = [Quotation(m.start(), m.end(), True, _is_speech(m.group(1))) for m in SINGLE.finditer(text)]
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for m in MARK.finditer(text, start, end):
        at, mark = m.start(), m.group()
        if opened is None:
            if _opens(text, at, mark, start):
                opened = at
        elif mark in "”»" or (mark == '"' and not _opens_only(text, at, end)):
            found.append(Quotation(opened, at + 1, True, _is_speech(text[opened + 1 : at])))
            opened = None
        elif mark == '"':  # the mark before was left open by mistake
            opened = at
    if opened is not None and _is_speech(text[opened + 1 : end]) and text[opened] != "»":
        while end > opened and text[end - 1].isspace():
            end -= 1
        found.append(Quotation(opened, end, False, True))
    return found


def _opens(text: str, at: int, mark: str, start: int) -> bool:
    if mark in "“«„":
        return True
    return (
        mark == '"'
        and (at + 1 < len(text) and not text[at + 1].isspace())
        and (at == start or not text[at - 1].isalnum())
    )


def _opens_only(text: str, at: int, end: int) -> bool:
    """A straight mark after white space and before a letter cannot close anything."""
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()


def _is_speech(inner: str) -> bool:
    inner = inner.strip()
    if not inner:
        return False
    words = len(inner.split())
    return words >= SPEECH_WORDS or (words > 1 and inner[-1] in ",.?!…—-") or inner[-1] in "?!"
