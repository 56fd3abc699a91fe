"""A person's acts on one incident: what was corrected, and how far it was looked at. A person outranks a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

from msgspec import Struct
from msgspec.structs import replace

from tocsin.fuse.moments import first_day, last_day
from tocsin.fuse.origins import Said, supports
from tocsin.record import EVENT_TYPES, Decision, Folded, Review, When
from tocsin.record.incident import ReviewState
from tocsin.record.values import Status

T = TypeVar("T")

STATUSES: Mapping[str, Status] = {status: status for status in get_args(Status)}
STATES: Mapping[str, ReviewState] = {"confirm": "confirmed", "dismiss": "dismissed", "correct": "corrected"}


class Corrected(Struct, frozen=True):
    """What a person said instead, and who."""

    type: str | None = None
    status: Status | None = None
    when: When | None = None
    by: str = ""
    refused: tuple[str, ...] = ()


def read_corrections(acts: Sequence[tuple[int, Decision]]) -> Corrected:
    """The values that stand after all corrections. Those of another property, or of no sense, are named as refused."""
    found = Corrected()
    for sequence, decision in acts:
        if decision.act != "correct":
            continue
        property, value = decision.property, decision.value or ""
        if property == "type" and value in EVENT_TYPES:
            found = replace(found, type=value, by=decision.by)
        elif property == "status" and value in STATUSES:
            found = replace(found, status=STATUSES[value], by=decision.by)
        elif property == "when" and first_day(value) is not None:
            found = replace(found, when=_when(value), by=decision.by)
        else:
            reason = f"decision {sequence} (correct): {property!r} cannot be made {value!r}"
            found = replace(found, refused=(*found.refused, reason))
    return found


def _when(value: str) -> When:
    first, last = first_day(value), last_day(value)
    precision = "day" if first == last else ("month" if len(value) == 7 else "year")
    return When(earliest=value, latest=value, precision=precision)  # type: ignore[arg-type]


def corrected(folded: Folded[T] | None, value: T | None, by: str, typed: Sequence[Said]) -> Folded[T] | None:
    """The value a person gave in the place of the machine's, which becomes a rival."""
    if value is None or (folded is not None and folded.value == value):
        return folded
    support = folded.support if folded is not None else supports(typed)
    rivals = () if folded is None else (replace(folded, rivals=()), *folded.rivals)
    return Folded(value=value, rule=f"corrected by {by}", support=support, rivals=rivals)


def review_of(acts: Sequence[tuple[int, Decision]], *, withdrawn: bool) -> Review:
    """The state of review after all acts: the latest confirm, dismiss or correct; withdrawn reports are a dismissal."""
    review = Review(state="dismissed") if withdrawn else Review()
    for _, decision in acts:
        if decision.act in STATES:
            review = Review(state=STATES[decision.act], by=decision.by)
    return review
