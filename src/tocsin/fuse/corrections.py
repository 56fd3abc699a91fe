"""A person's acts on one incident: what was corrected, and how far it was looked at. A person outranks a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast, get_args

from msgspec import Struct
from msgspec.structs import replace

from tocsin.errors import FormError
from tocsin.fuse.moments import first_day, last_day
from tocsin.fuse.origins import Said, supports
from tocsin.record import EVENT_TYPES, Bound, Decision, Folded, Place, Review, Toll, When
from tocsin.record.incident import ReviewState
from tocsin.record.json_load import convert, loads
from tocsin.record.values import Measure, Political, Precision, Status

T = TypeVar("T")

STATUSES: Mapping[str, Status] = {status: status for status in get_args(Status)}
MEASURES: Mapping[str, Measure] = {measure: measure for measure in get_args(Measure)}
POLITICS: Mapping[str, Political] = {political: political for political in get_args(Political)}
CORRECTABLE = ("type", "status", "political", "when", "where", *MEASURES)
STATES: Mapping[str, ReviewState] = {"confirm": "confirmed", "dismiss": "dismissed", "correct": "corrected"}


class Corrected(Struct, frozen=True):
    """What a person said instead, by property, and who said so last of each; `refused` are those of no sense."""

    values: Mapping[str, Any] = {}
    by: Mapping[str, str] = {}
    refused: tuple[str, ...] = ()

    @property
    def bounds(self) -> dict[Measure, Bound]:
        """The tolls of the event that a person gave."""
        return {MEASURES[name]: bound for name, bound in self.values.items() if name in MEASURES}


def read_corrections(acts: Sequence[tuple[int, Decision]]) -> Corrected:
    """The values that stand after all corrections. Those of another property, or of no sense, are named as refused."""
    values: dict[str, Any] = {}
    by: dict[str, str] = {}
    refused: list[str] = []
    for sequence, decision in acts:
        if decision.act != "correct":
            continue
        property, written = decision.property or "", decision.value or ""
        value = value_of(property, written)
        if value is None:
            refused.append(f"decision {sequence} (correct): {property!r} cannot be made {written!r}")
        else:
            values[property], by[property] = value, decision.by
    return Corrected(values, by, tuple(refused))


def value_of(property: str, written: str) -> Any:
    """The value that a correction writes; None where it has no sense.

    A type, a status and `political` are written as their own word, `when` as an ISO day, month or
    year, or two of them joined by a slash, `where` as the
    JSON of a `Place`, a toll (under the name of its measure) as the JSON of a `Bound`.
    """
    if property == "type":
        return written if written in EVENT_TYPES else None
    if property == "status":
        return STATUSES.get(written)
    if property == "political":
        return POLITICS.get(written)
    if property == "when":
        return _when(written)
    try:
        if property == "where":
            return convert(loads(written), Place, property)
        if property in MEASURES:
            return convert(loads(written), Bound, property)
    except FormError:
        return None
    return None


def _when(written: str) -> When | None:
    """A day, month or year, or two of them with a slash between, for "between the two"."""
    begins, _, ends = written.partition("/")
    first, last = first_day(begins), last_day(ends or begins)
    if first is None or last is None or last < first:
        return None
    precision: Precision = "day" if len(begins) == 10 else ("month" if len(begins) == 7 else "year")
    return When(earliest=begins, latest=ends or begins, precision=precision)


def correct_one(folded: Folded[T] | None, given: Corrected, property: str, typed: Sequence[Said]) -> Folded[T] | None:
    """The value a person gave in the place of the machine's, which becomes a rival."""
    value = cast("T | None", given.values.get(property))
    if value is None or (folded is not None and folded.value == value):
        return folded
    support = folded.support if folded is not None else supports(typed)
    rivals = () if folded is None else (replace(folded, rivals=()), *folded.rivals)
    return Folded(value=value, rule=f"corrected by {given.by[property]}", support=support, rivals=rivals)


def correct_where(
    where: tuple[Folded[Place], ...], given: Corrected, typed: Sequence[Said]
) -> tuple[Folded[Place], ...]:
    """The site that a person gave comes first, and the one that stood there is its rival."""
    if "where" not in given.values:
        return where
    sites = [f for f in where if f.value.role == "site"]
    first = correct_one(sites[0] if sites else None, given, "where", typed)
    assert first is not None
    return (first, *(f for f in where if not sites or f is not sites[0]))


def correct_tolls(tolls: tuple[Folded[Toll], ...], given: Corrected, typed: Sequence[Said]) -> tuple[Folded[Toll], ...]:
    """The tolls of the whole event that a person gave, in the place of those read; others as they are."""
    found = list(tolls)
    for measure, bound in given.bounds.items():
        at = next((i for i, f in enumerate(found) if f.value.measure == measure and f.value.side is None), None)
        old = None if at is None else found[at]
        toll = replace(
            old.value if old else Toll(measure=measure),
            low=bound.low, high=bound.high, best=bound.best, approximate=bound.approximate, supersedes=None,
        )  # fmt: skip
        new = correct_one(old, replace(given, values={measure: toll}), measure, typed)
        assert new is not None
        if at is None:
            found.append(new)
        else:
            found[at] = new
    return tuple(found)


def review_of(acts: Sequence[tuple[int, Decision]], *, withdrawn: bool) -> Review:
    """The state of review after all acts: the latest confirm, dismiss or correct; withdrawn reports are a dismissal."""
    review = Review(state="dismissed") if withdrawn else Review()
    for sequence, decision in acts:
        if decision.act in STATES:
            review = Review(state=STATES[decision.act], by=decision.by, revision=sequence)
    return review
