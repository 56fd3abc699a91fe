"""Values in words: times, places, types, participants, claims."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import assert_never

from tocsin.record import Claim, Interval, Participant, Place, When
from tocsin.record.values import Stance
from tocsin.view.numbers import bound_words

STATUSES = {
    "occurred": "",
    "attempted": "attempted",
    "foiled": "foiled",
    "threatened": "threatened",
    "planned": "planned",
    "denied": "known only through a denial",
}
RELATIONS = {"at": "", "near": "near ", "between": "between ", "along": "along "}
LONG = 20
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def label(id: str) -> str:
    """The id of a type as words: "armed assault"."""
    return id.replace("_", " ")


@cache
def _countries() -> dict[str, str]:
    from tocsin.lexicon import load_rows

    return {row["code"]: row["name"] for row in load_rows("countries.csv")}


def country_name(code: str) -> str:
    """The name of a country in English, its code where it has none here."""
    return _countries().get(code, code)


# ---------------------------------------------------------------------------------------------- times
def moment_words(moment: str) -> str:
    """A day ("22 March 2024") or an instant ("22 March 2024, 20:15 +0300")."""
    if len(moment) <= 10:
        day = date.fromisoformat(moment)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    instant = datetime.fromisoformat(moment)
    offset = f" {instant:%z}" if instant.tzinfo else ""
    return f"{instant.day} {MONTHS[instant.month - 1]} {instant.year}, {instant:%H:%M}{offset}"


def day_words(moment: str | None) -> str:
    """The day alone, in the short form of tables; a dash where there is none."""
    return moment[:10] if moment else "–"


def interval_words(earliest: str | None, latest: str | None) -> str:
    """An interval in which something was."""
    if earliest and latest:
        if earliest == latest:
            return f"{'on ' if len(earliest) <= 10 else ''}{moment_words(earliest)}"
        return f"between {moment_words(earliest)} and {moment_words(latest)}"
    if latest:
        return f"on or before {moment_words(latest)}"
    return f"on or after {moment_words(earliest)}" if earliest else "at a time not given"


def when_words(when: When) -> str:
    """When an event was, as precisely as it is known and no more."""
    words = _coarse(when) or interval_words(when.earliest, when.latest)
    if when.end is not None and when.end != Interval(earliest=when.earliest, latest=when.latest):
        words += f"; it ended {interval_words(when.end.earliest, when.end.latest)}"
    return words + ("; it goes on" if when.ongoing else "")


def _coarse(when: When) -> str | None:
    """A month or a year, where that is what was said and what the interval is within."""
    first, last = when.earliest or "", when.latest or ""
    if when.precision == "month" and first and first[:7] == last[:7]:
        return f"in {MONTHS[int(first[5:7]) - 1]} {first[:4]}"
    if when.precision == "year" and first and first[:4] == last[:4]:
        return f"in {first[:4]}"
    return None


def short_when(when: When) -> str:
    """When it was in a table's cell: `2024-03-22`, `≤ 2024-03-26`, `2024-03`, `2015/2017`."""
    first, last = (when.earliest or "")[:10], (when.latest or "")[:10]
    if not first or not last:
        return f"≤ {last}" if last else (f"≥ {first}" if first else "–")
    if first.endswith("-01-01") and last.endswith("-12-31"):
        first, last = first[:4], last[:4]
    elif first.endswith("-01") and _ends_month(last):
        first, last = first[:7], last[:7]
    if first == last:
        return first
    return f"{first}/{last[8:] if last[8:] and first[:7] == last[:7] else last}"


def _ends_month(day: str) -> bool:
    return (date.fromisoformat(day) + timedelta(days=1)).day == 1


# ---------------------------------------------------------------------------------------------- places
def place_words(place: Place) -> str:
    """A place with its province and country: "near Goma, North Kivu, Congo"."""
    parts = [place.name]
    country = country_name(place.country) if place.country else None
    for part in (place.admin1, country):
        if part and part.casefold() not in (known.casefold() for known in parts):
            parts.append(part)
    return RELATIONS[place.relation] + ", ".join(parts)


def short_place(place: Place) -> str:
    """The place and its country."""
    return _with_country(place, country_name(place.country) if place.country else None)


def cell_place(place: Place) -> str:
    """As `short_place`, for a table's cell: a country of a long name by its code."""
    country = country_name(place.country) if place.country else None
    return _with_country(place, place.country if country and len(country) > LONG else country)


def _with_country(place: Place, country: str | None) -> str:
    words = RELATIONS[place.relation] + place.name
    return f"{words}, {country}" if country and country.casefold() != place.name.casefold() else words


def place_detail(place: Place) -> str:
    """How precisely a place is known."""
    if place.latitude is None or place.longitude is None:
        return "not found on the map"
    point = f"{abs(place.latitude):.2f} {'N' if place.latitude >= 0 else 'S'}"
    point += f" {abs(place.longitude):.2f} {'E' if place.longitude >= 0 else 'W'}"
    around = f" within {place.radius_km:g} km" if place.radius_km else ""
    return f"{place.precision}, {point}{around}"


# ------------------------------------------------------------------------------- participants and claims
def participant_words(participant: Participant) -> str:
    """Somebody or something as said, with the origin and the outcome where they were said."""
    words = participant.name
    count = participant.count
    civilians = participant.kind == "civilians" and participant.role in ("suspect", "perpetrator")  # no toll tells it
    counted = civilians or participant.kind in ("person", "group")
    if count is not None and counted and not any(char.isdigit() for char in words):
        number = bound_words(count, said=words)
        words = words if _says_number(words) else f"{words} ({number})"
    origin = country_name(participant.origin) if participant.origin else ""
    if origin and origin.casefold() not in words.casefold():
        words += f", from {origin}"
    return words + (f", {participant.outcome}" if participant.outcome else "")


_NUMBER_WORDS = frozenset(
    [
        "a",
        "an",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozen",
        "dozens",
        "scores",
        "hundreds",
    ]
)


def _says_number(words: str) -> bool:
    return not _NUMBER_WORDS.isdisjoint(words.casefold().split())


def claim_words(claim: Claim) -> str:
    """Who is said to have done it, with which stance, on whose word."""
    by = claim.by
    words = _stance_words(claim.claimant, claim.stance, by)
    if claim.stance in ("claimed", "denied") and by:
        words += f", according to {by}"
    if claim.channel:
        words += f", through {claim.channel}"
    if claim.claimed_at:
        words += f", on {moment_words(claim.claimed_at)}"
    if claim.branch_attributed_by:
        words += f"; the branch is named by {claim.branch_attributed_by}"
    return words


def _stance_words(claimant: str, stance: Stance, by: str | None) -> str:
    match stance:
        case "claimed":
            return f"{claimant} claims it"
        case "denied":
            return f"{claimant} denies it"
        case "blamed":
            return f"{by} blames {claimant}" if by else f"{claimant} is blamed"
        case "suspected":
            return f"{by} suspects {claimant}" if by else f"{claimant} is suspected"
        case _:
            assert_never(stance)
