"""Moments as TAXII writes them: UTC, six digits, `Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?Z", re.ASCII)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def write_moment(microseconds: int) -> str:
    """`2026-03-02T08:15:00.000000Z` from microseconds since 1970."""
    moment = _BEGINNING + timedelta(microseconds=microseconds)
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_moment(text: str) -> int | None:
    """Microseconds since 1970, of which there may be fewer than 0; None for what is no moment.

    Fewer digits are filled up with zeros, more are cut.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        since = datetime.fromisoformat(found[1]).replace(tzinfo=UTC) - _BEGINNING
    except ValueError:
        return None
    return (since.days * 86_400 + since.seconds) * 1_000_000 + int((found[2] or "")[:6].ljust(6, "0"))
