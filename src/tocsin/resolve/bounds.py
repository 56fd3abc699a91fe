"""Arithmetic on bounds: what "at least", "nearly" or "or more" make of a number."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.record import Bound
from tocsin.resolve.count_words import Kind


def modify_bound(bound: Bound, kinds: Sequence[Kind]) -> Bound:
    """The bound of a number with its modifiers, the one that stands closest to the number first.

    ("some", then "at least") of 20 is low 20, approximate. `exact` and `other` change nothing.
    """
    for kind in kinds:
        bound = _modify(bound, kind)
    if "about" not in kinds and bound.best is None and kinds:
        return Bound(low=bound.low, high=bound.high)
    return bound


def _modify(bound: Bound, kind: Kind) -> Bound:
    low = bound.low if bound.low is not None else bound.best
    high = bound.high if bound.high is not None else bound.best
    top = high if high is not None else low
    if kind == "at_least":
        return Bound(low=low, high=_unlike(bound.high, low), approximate=bound.approximate)
    if kind == "more_than":
        return Bound(low=None if low is None else low + 1, high=_unlike(bound.high, low), approximate=bound.approximate)
    if kind == "at_most":
        return Bound(high=top, approximate=bound.approximate)
    if kind == "fewer_than":
        return Bound(high=None if top is None else max(0, top - 1), approximate=bound.approximate)
    if kind == "about":
        return Bound(best=bound.best, approximate=True) if low == high else _about(bound)
    if kind == "nearly":
        return Bound(best=bound.best, high=top, approximate=True) if bound.best is not None else _about(bound)
    return bound


def _about(bound: Bound) -> Bound:
    return Bound(low=bound.low, high=bound.high, best=bound.best, approximate=True)


def _unlike(high: int | None, low: int | None) -> int | None:
    """The high end of a range, which "at least" leaves alone; that of an exact number goes."""
    return high if high is not None and low is not None and high > low else None


def join_bounds(low: Bound, high: Bound) -> Bound:
    """The bound from one number to another: "10 to 15"."""
    return Bound(
        low=low.low if low.low is not None else low.best,
        high=high.high if high.high is not None else high.best,
        approximate=low.approximate or high.approximate,
    )
