"""Publication dates as documents give them: ISO 8601 in, the record's form out. Not for dates in running text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

EXPECTED = "expected a date (2024-03-26) or a date and time with its offset (2024-03-26T18:00:00+03:00)"
_SHAPE = re.compile(r"\d{4}-?\d\d-?\d\d")
_ZONES = timedelta(hours=14)  # the furthest that a local calendar runs ahead of UTC


def parse_published(words: str) -> str | None:
    """A date, or a date-time with its offset, in extended ISO form; None where the words are neither.

    A time without an offset could be any of 26 hours, so only its date is kept.
    """
    words = words.strip()
    if not _SHAPE.match(words):
        return None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    bare = len(words) <= 10 or moment.tzinfo is None
    return moment.date().isoformat() if bare else moment.isoformat()


def parse_loose(words: str) -> str | None:
    """As `parse_published`, and the form of mail and feeds too ("Tue, 26 Mar 2024 18:00:00 +0300")."""
    found = parse_published(words)
    if found is not None:
        return found
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat() if moment.tzinfo else moment.date().isoformat()


def in_future(published: str, *, now: str) -> bool:
    """Whether a publication date lies after the present moment, wherever on Earth it was local."""
    present = datetime.fromisoformat(now)
    if len(published) == 10:
        return date.fromisoformat(published) > (present.astimezone(UTC) + _ZONES).date()
    return datetime.fromisoformat(published) > present
