"""Bounds and tolls in words: "more than 130 killed", "at least 40", "137 killed (low 133, high 139)"."""

from __future__ import annotations

import re

from tocsin.record import Bound, Toll

_SIGNS = (("more than", ">"), ("at least", "≥"), ("up to", "≤"), ("an unknown number", "?"))
_NUMBER = re.compile(r"\d[\d,]*")

PLURALS = {
    "killed": "killed",
    "injured": "injured",
    "casualties": "killed or injured",
    "abducted": "abducted",
    "missing": "missing",
    "displaced": "displaced",
    "detained": "detained",
    "released": "released",
    "rescued": "rescued",
}
SCOPES = {
    "event": "",
    "additional": "further",
    "subset": "of them",
    "several_events": "in several events together",
    "period": "over a longer time",
    "conflict_to_date": "in the conflict so far",
}


def bound_words(bound: Bound, *, said: str = "") -> str:
    """A bound in words. `said` are the words it was read from: "at least 61" is not "more than 60" to the ear."""
    low, high, best = bound.low, bound.high, bound.best
    if best is not None:
        return _best_words(bound, best)
    if low is not None and high is not None:
        return f"{low} to {high}" if low != high else str(low)
    if low is not None:
        return f"more than {low - 1:,}" if _is_over(low, said) else f"at least {low:,}"
    return f"up to {high:,}" if high is not None else "an unknown number"


def cell_figure(bound: Bound, *, said: str = "") -> str:
    """A bound in a table's cell: `137`, `> 130`, `≥ 40`, `≤ 180`, `~ 200`, `137 (133–139)`, `10–15`."""
    low, high, best = bound.low, bound.high, bound.best
    if best is None and low is not None and high is not None:
        return f"{low:,}–{high:,}" if low != high else f"{low:,}"
    if best is None or (low == best and high is None and not bound.approximate):
        words = bound_words(bound, said=said)
        for phrase, sign in _SIGNS:
            words = words.replace(phrase, sign)
        return words
    sign = "~ " if bound.approximate else ""
    around = (low, high) not in ((best, best), (None, None))
    return f"{sign}{best:,}" + (f" ({_or_open(low)}–{_or_open(high)})" if around else "")


def _or_open(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _is_over(low: int, said: str) -> bool:
    """Whether a lower bound was said as "more than" the number before it; without the words, where that is round."""
    numbers = {found.replace(",", "") for found in _NUMBER.findall(said)}
    if str(low) in numbers:
        return False
    return low > 1 and (str(low - 1) in numbers or (low - 1) % 10 == 0)


def _best_words(bound: Bound, best: int) -> str:
    if bound.low == bound.high == best:
        return f"about {best:,}" if bound.approximate else ("nobody" if best == 0 else f"{best:,}")
    if bound.low == best and bound.high is None and not bound.approximate:
        return f"at least {best:,}"
    around = [f"{name} {value:,}" for name, value in (("low", bound.low), ("high", bound.high)) if value is not None]
    first = f"about {best:,}" if bound.approximate else f"{best:,}"
    return f"{first} ({', '.join(around)})" if around else first


def toll_words(toll: Toll, *, said: str = "") -> str:
    """A toll in words; where it is not the event's whole toll it says of what it is."""
    number = bound_words(toll.bound, said=said)
    figure, _, around = number.partition(" (")
    words = f"{figure} {PLURALS[toll.measure]}" + (f" ({around}" if around else "")
    parts = [words]
    if SCOPES[toll.scope]:
        parts.append(SCOPES[toll.scope])
    if toll.class_ not in ("unknown", "mixed"):
        parts.append({"civilian": "civilians", "combatant": "combatants"}.get(toll.class_, "security forces"))
    if toll.side:
        parts.append(f"on side {toll.side}")
    if toll.includes_perpetrators == "yes":
        parts.append("the attackers included")
    return ", ".join(parts)
