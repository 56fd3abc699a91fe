"""Values of a partner's record as lines of a text, and as statements that quote those lines on the partner's word."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.importing.lines import Lines
from tocsin.record import Claim, Participant, Place, Statement, Toll, Voice, WarningNotice, When
from tocsin.record.statement import Property, Value
from tocsin.record.values import Modality

STANCE = {"claimed": "claims it", "denied": "denies it", "blamed": "is blamed", "suspected": "is suspected"}


def value_words(value: Value) -> str:
    """A value in words of ours, with all that is in it."""
    match value:
        case str():
            return value.replace("_", " ")
        case When():
            return _when(value)
        case Place():
            return _place(value)
        case Toll():
            return _toll(value)
        case Participant():
            return _participant(value)
        case Claim():
            by = f" by {value.by}" if value.by else ""
            return f"{value.claimant} {STANCE[value.stance]}{by}"
        case WarningNotice():
            told = ((" to ", value.recipient), (" of ", value.target), (" at ", value.place))
            return f"Warned: {value.issuer or 'somebody'}" + "".join(f"{w}{each}" for w, each in told if each)


def statement_of(
    lines: Lines,
    property: Property,
    value: Value,
    voice: Voice,
    *,
    quotes: Iterable[str] = (),
    modality: Modality = "asserted",
) -> Statement:
    """A statement that quotes a line of its own, written now, with the words that the partner quotes for it."""
    said = "; ".join(f"“{quote}”" for quote in quotes)
    line = lines.line(value_words(value) + (f" ({said})" if said else ""))
    return Statement(
        property=property, value=value, original=line.quote, evidence=(line,), attribution=voice, modality=modality
    )


def _when(when: When) -> str:
    ended = when.end
    parts = [when.earliest or "?", when.latest or "?"]
    words = parts[0] if parts[0] == parts[1] else " to ".join(parts)
    if ended is not None:
        words += f", ended {ended.earliest or '?'} to {ended.latest or '?'}"
    return f"{words}{', going on' if when.ongoing else ''}, to the {when.precision}"


def _place(place: Place) -> str:
    parts = [place.name, *(each for each in (place.admin1, place.country) if each and each != place.name)]
    words = f"{place.relation} {', '.join(parts)}" if place.relation != "at" else ", ".join(parts)
    if place.latitude is not None:
        words += f" ({place.latitude:.5f}, {place.longitude:.5f})"
    return words if place.role == "site" else f"{place.role}: {words}"


def _toll(toll: Toll) -> str:
    if toll.best is not None:
        figure = f"{'about ' if toll.approximate else ''}{toll.best}"
        if (toll.low, toll.high) != (toll.best, toll.best):
            figure += f" ({'?' if toll.low is None else toll.low} to {'?' if toll.high is None else toll.high})"
    elif toll.low is not None and toll.high is not None:
        figure = f"{toll.low} to {toll.high}"
    else:
        figure = f"at least {toll.low}" if toll.low is not None else f"up to {toll.high}"
    whom = f" {toll.whom}" if toll.whom else ""
    scope = "" if toll.scope == "event" else f" ({toll.scope.replace('_', ' ')})"
    return f"{figure}{whom} {toll.measure}{scope}"


def _participant(who: Participant) -> str:
    outcome = f", {who.outcome}" if who.outcome else ""
    side = f", side {who.side}" if who.side else ""
    return f"{who.role.replace('_', ' ')}: {who.name}{outcome}{side}"
