"""The draft of an incident as a row in the columns of UCDP GED, and what keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.record import Incident
from tocsin.share.layouts import NOT_CODABLE, UCDP, ucdp_row

# What a coder has to settle, and the property that a person corrects where it is wrong.
SIDES, DATE, PLACE = "sides", "date", "place precision"


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of UCDP GED. `blocked` says why it is none yet, empty where it may be handed on.

    `cells` are the columns with their values, in the order of the scheme, those that are empty too.
    """

    blocked: str
    cells: tuple[tuple[str, str], ...]


def draft_of(incident: Incident) -> Draft | None:
    """The draft row of an incident; None for what is no single event of violence that took place.

    It is blocked until sides, date, place precision and deaths are known, and a person has confirmed them with the
    record as it stands.
    """
    row = ucdp_row(incident)
    if row is None:
        return None
    missing = tuple(_missing(str(row["code_status"])))
    words = [f"{name} not known" for name in missing]
    if incident.review.state not in ("confirmed", "corrected"):
        words += [f"{name} not confirmed by a person" for name in (SIDES, DATE, PLACE) if name not in missing]
    blocked = f"{NOT_CODABLE.lower()}: {', '.join(words)}" if words else ""
    cells = tuple((name, "" if row[name] is None else str(row[name])) for name in UCDP)
    return Draft(blocked, tuple((n, blocked if n == "code_status" and blocked else value) for n, value in cells))


def _missing(status: str) -> Iterable[str]:
    """What the layout misses, by the names that stand here."""
    _, _, names = status.partition(": ")
    for name in names.split(", ") if status.startswith(NOT_CODABLE) else ():
        yield PLACE if name == "place" else name
