"""Words from outside, made fit to be shown: nothing in them can move the cursor, colour, hide or turn the text."""

from __future__ import annotations

import re

# Embeddings, overrides and isolates of direction; tags; the invisible operators. Joiners and the plain direction
# marks are left: Persian, Hindi and Hebrew are spelt with them, and they turn nothing round.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u2060-\u2064\u206a-\u206f\ufeff\u200b\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")


def clean(words: str) -> str:
    """One line of words: runs of white space as one space, control characters and what hides or reverses as marks."""
    return clean_line(_SPACE.sub(" ", words))


def clean_line(words: str) -> str:
    """As `clean`, with the spaces as they are."""
    return _HIDDEN.sub(_code, _CONTROL.sub(_picture, words))


def _picture(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else "\ufffd"


def _code(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"


def shorten(words: str, length: int) -> str:
    """The first `length` characters at most, with an ellipsis where some were left out."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
