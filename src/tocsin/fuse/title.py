"""The title of an incident in plain words: what, where, when, how many. Never a loaded word, never a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tocsin.fuse.moments import first_day, last_day
from tocsin.fuse.words import plain
from tocsin.record import Folded, Place, Toll, When
from tocsin.record.values import Status, Unit
from tocsin.resolve.countries import country_by_code

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
STATUS_WORDS: dict[Status, str] = {
    "occurred": "", "attempted": "attempted ", "foiled": "foiled ", "threatened": "threatened ", "planned": "planned ",
    "denied": "denied report of ",
}  # fmt: skip
UNIT_WORDS: dict[Unit, str] = {"single": "", "campaign": " (campaign)", "summary": " (summary of several)"}
SHOWN = ("killed", "abducted", "injured", "casualties", "missing", "displaced", "detained", "released", "rescued")
# What a type is called where its id is no phrase, and what it is counted by where that is not the dead.
TYPE_WORDS = {
    "missile_rocket": "missile or rocket attack",
    "looting_property_destruction": "looting or destruction of property",
    "beating_torture": "beating or torture",
    "interception_seizure": "interception or seizure",
}
COUNTED_BY = {
    "abduction": "abducted", "hostage_taking": "abducted", "enforced_disappearance": "abducted",
    "forced_displacement": "displaced", "arrest": "detained", "release": "released",
}  # fmt: skip
OWN_STATUS = frozenset({"plot", "threat"})  # types that say themselves that nothing has happened yet


def make_title(
    type: str,
    status: Status,
    unit: Unit,
    *,
    when: Folded[When] | None,
    where: Sequence[Folded[Place]],
    tolls: Sequence[Folded[Toll]],
) -> str:
    """Such as "Armed assault in Krasnogorsk, Moscow Oblast, Russia, 22 March 2024: 139 killed"."""
    what = TYPE_WORDS.get(type, type.replace("_", " "))
    if type not in OWN_STATUS:
        what = STATUS_WORDS[status] + what
    what = what[:1].upper() + what[1:] + UNIT_WORDS[unit]
    site = next((f.value for f in where if f.value.role == "site"), None)
    place = f" {_preposition(site)} {place_words(site)}" if site else ""
    day = f", {when_words(when.value)}" if when and (when.value.earliest or when.value.latest) else ""
    toll = toll_words([f.value for f in tolls if f.value.side is None], first=COUNTED_BY.get(type))
    return f"{what}{place}{day}" + (f": {toll}" if toll else "")


def _preposition(place: Place) -> str:
    if place.relation == "near":
        return "near"
    return "at" if place.precision == "venue" else "in"


def place_words(place: Place) -> str:
    """The place, its first-order division and its country, none said twice."""
    known = country_by_code(place.country) if place.country else None
    country = known.name if known else place.country
    parts = [place.name]
    for part in (place.admin1, country):
        if part and all(plain(part) not in plain(said) for said in parts):
            parts.append(part)
    return ", ".join(parts)


def when_words(when: When) -> str:
    """The days: "22 March 2024", "25 to 27 July 2024", "March 2024", "by 26 March 2024", "from 3 May 2024"."""
    first, last = first_day(when.earliest), last_day(when.latest)
    if first is None or last is None:
        return f"by {_day(last)}" if last is not None else f"from {_day(first or 1)}"
    if when.end is not None:
        last = max(last, last_day(when.end.latest) or last)
    return _range(date.fromordinal(first), date.fromordinal(last))


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _range(first: date, last: date) -> str:
    if first == last:
        return _day(last.toordinal())
    ends = _day(last.toordinal())
    if first.year != last.year:
        return f"{_is_year(first, last) or f'{_day(first.toordinal())} to {ends}'}"
    if first.month != last.month:
        return _is_year(first, last) or f"{first.day} {MONTHS[first.month - 1]} to {ends}"
    whole = first.day == 1 and date.fromordinal(last.toordinal() + 1).day == 1
    return f"{MONTHS[first.month - 1]} {first.year}" if whole else f"{first.day} to {ends}"


def _is_year(first: date, last: date) -> str:
    whole = first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole else ""


def toll_words(tolls: Sequence[Toll], *, first: str | None = None) -> str:
    """The first measure that counts anybody: "139 killed", "at least 40 killed", "about 300 injured"."""
    by_measure = {toll.measure: toll for toll in tolls}
    shown = [by_measure[m] for m in sorted(SHOWN, key=lambda m: m != first) if m in by_measure]
    counted = [t for t in shown if (t.best, t.low, t.high) not in ((0, 0, 0), (None, None, None))]
    for toll in counted or shown:
        number = number_words(toll)
        if number:
            return f"{number} {toll.measure}" if toll.measure != "casualties" else f"{number} casualties"
    return ""


def number_words(toll: Toll) -> str:
    """A figure in words, empty where nothing is known."""
    if toll.best is not None:
        return f"about {toll.best:,}" if toll.approximate else ("no one" if toll.best == 0 else f"{toll.best:,}")
    if toll.low is not None and toll.high is not None:
        return f"{toll.low:,} to {toll.high:,}"
    if toll.low is not None:
        return f"at least {toll.low:,}"
    return f"up to {toll.high:,}" if toll.high is not None else ""
