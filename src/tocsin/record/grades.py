"""How far a value can be believed, on the scale of the NATO Admiralty code, from what bears it out and against it."""

from __future__ import annotations

from typing import Any, Literal, get_args

from tocsin.record.incident import Credibility, Folded

Information = Literal[1, 2, 3, 4, 5, 6]
MEANINGS: dict[Information, str] = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
# By how far the value is borne out: the grade where nothing speaks against it, and where its strongest rival is told by
# a single origin, by several, or is itself confirmed.
GRADES: dict[Credibility, tuple[Information, Information, Information, Information]] = {
    "single_source": (6, 4, 5, 5),
    "several_sources": (2, 3, 4, 5),
    "confirmed": (1, 2, 3, 4),
}
_LEVELS: tuple[Credibility, ...] = get_args(Credibility)


def information(folded: Folded[Any], *, chosen: Folded[Any] | None = None) -> Information:
    """The grade of a value from 1 to 6: by the independent origins behind it and behind its strongest rival.

    For a rival, `chosen` is what was chosen in its place. What a single origin says and nothing contradicts cannot be
    judged.
    """
    others = folded.rivals if chosen is None else (chosen,)
    against = max((1 + _LEVELS.index(other.credibility) for other in others), default=0)
    return GRADES[folded.credibility][against]
