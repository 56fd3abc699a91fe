"""Values of partners, checked: of the right kind, and not beyond what can be."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from tocsin.errors import FormError
from tocsin.record import EVENT_TYPES, Claim, Interval, Participant, Place, Toll, When
from tocsin.record.json_load import convert

T = TypeVar("T")

MOST = 1_000_000_000  # people in one figure
LONGEST_NAME = 2_000


def value_of(form: Any, kind: type[T], where: str) -> T:
    """A value of the record from its JSON fields. Raises `FormError` where it is none, or cannot be."""
    fields = {("class_" if k == "class" else k): v for k, v in form.items()} if isinstance(form, dict) else form
    value = convert(fields, kind, where)
    wrong = _fault(value)
    if wrong is not None:
        raise FormError(where, wrong)
    return value


def event_type(words: Any) -> str:
    """An event type that we have. Raises `FormError`."""
    if not isinstance(words, str) or words not in EVENT_TYPES:
        raise FormError("type", f"no event type {words!r} here")
    return words


def moment(words: Any, where: str) -> str | None:
    """A day or a moment as it was written, None for none. Raises `FormError` where it is neither."""
    if words is None:
        return None
    try:
        if isinstance(words, str) and len(words) <= 40:
            datetime.fromisoformat(words)
            return words
    except ValueError:
        pass
    raise FormError(where, f"{str(words)[:60]!r} is no day and no moment")


def _fault(value: Any) -> str | None:
    match value:
        case Toll():
            figures = [each for each in (value.low, value.best, value.high) if each is not None]
            if not figures or any(not 0 <= each <= MOST for each in figures):
                return "a figure is missing, below nobody or beyond all people"
        case Place():
            return _place_fault(value)
        case When():
            ended = value.end or Interval()
            for words in (value.earliest, value.latest, ended.earliest, ended.latest):
                moment(words, "when")
        case Participant() | Claim():
            name = value.name if isinstance(value, Participant) else value.claimant
            if not name.strip() or len(name) > LONGEST_NAME:
                return "a name is empty or no name"
    return None


def _place_fault(place: Place) -> str | None:
    if not place.name.strip() or len(place.name) > LONGEST_NAME:
        return "a name is empty or no name"
    if (place.latitude is None) != (place.longitude is None):
        return "a coordinate lacks the other"
    if place.latitude is not None and not abs(place.latitude) <= 90:
        return "the latitude lies beyond the poles"
    if place.longitude is not None and not abs(place.longitude) <= 180:
        return "the longitude lies beyond 180 degrees"
    if place.radius_km is not None and not 0 <= place.radius_km <= 21_000:
        return "the radius is larger than the earth"
    return None
