"""Which messages of MUC-4's train part are held out: not trained on, so that what is fitted on them is fitted on news.

Two stretches of messages, since those with near numbers are of the same days: an early one and the last.
"""

from __future__ import annotations

STRETCHES, HELD_OUT = 8, (2, 7)


def is_held_out(number: int, of: int) -> bool:
    """Whether the message at a place (from 0) is held out."""
    return number * STRETCHES // of in HELD_OUT
