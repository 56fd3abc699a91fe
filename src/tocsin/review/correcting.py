"""What a correction is entered as, from what a person writes."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from tocsin.errors import InputError
from tocsin.record import Bound, Place
from tocsin.record.values import Measure

# What a correction can put another value to, as `fuse.corrections` takes it.
CORRECTABLE: tuple[str, ...] = ("type", "status", "political", "when", "where", *get_args(Measure))


def correction(property: str, words: str) -> str:
    """What a correction is entered as, from what a person writes. Raises `InputError` saying what is expected.

    Places are settled and counts bounded now, so that a later gazetteer or lexicon does not change the decision.
    """
    from tocsin.fuse.corrections import MEASURES, value_of

    words = words.strip()
    if property == "where":
        written = _canonical(_settle(words))
    elif property in MEASURES:
        written = _canonical(_bound(property, words))
    else:
        written = words.replace(" ", "_") if property == "type" else words
    if value_of(property, written) is not None:
        return written
    expected = {
        "type": "expected an event type such as bombing or armed_assault",
        "status": "expected occurred, attempted, foiled, threatened, planned or denied",
        "political": "expected yes, no or doubtful",
        "when": "expected a day, month or year such as 2024-03-22, or two with a slash between",
    }
    raise InputError(
        f"{property} cannot be made {words!r}; "
        + expected.get(property, f"what can be corrected is {', '.join(CORRECTABLE)}")
    )


def _settle(words: str) -> Place:
    from tocsin.resolve.places import PlaceResolver

    found = [each.place for each in PlaceResolver().resolve(words)]
    if not found or found[0].latitude is None:
        raise InputError(f"no place {words!r} is known; write it with its country, such as 'Kano, Nigeria'")
    return found[0]


def _bound(measure: str, words: str) -> Bound:
    from tocsin.resolve.counts import parse_count

    bound = parse_count(words)
    if bound is None:
        raise InputError(f"{words!r} is no count of {measure}; write it as 137, 'at least 130' or 'between 10 and 15'")
    return bound


def _canonical(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
