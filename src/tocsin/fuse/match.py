"""Whether two mentions tell one event: documented features, one table of weights, and the rules that forbid.

A score is a sum of weight times agreement, in log odds; `explain` gives its parts. The weights stand in `weights.toml`:
`bench/fit_linking.py` fits them to reports that people linked, but for those that such data cannot tell (marked there).
A forbidden pair is never linked, whatever its score.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log2

from tocsin.fuse import alike
from tocsin.fuse.circumstances import WEEK, same_place, same_time, same_venue
from tocsin.fuse.gist import NOT_CARRIED_OUT, may_be_one
from tocsin.fuse.kin import are_kin
from tocsin.fuse.places import sites_far
from tocsin.fuse.told import Told, size_of
from tocsin.fuse.types import status_agrees, type_agreement
from tocsin.fuse.weights import Steps, load_weights, steps_of, weigh, weigh_from
from tocsin.fuse.words import name_key, share
from tocsin.record import Bound, Feature

LINK = 0.0  # the score from which two mentions are held to tell one event: as likely as not
CLOSE = ((0, 1.0), (1, 0.8), (3, 0.5), (7, 0.2), (14, -0.2), (30, -0.6))  # days between reports, and the agreement
_BY_LAG = [next(agreement for days, agreement in CLOSE if lag <= days) for lag in range(CLOSE[-1][0] + 1)]


# ------------------------------------------------------------------------------------------------ features
def same_type(a: Told, b: Told) -> float:
    """The types are the same, or ones that a single event is told as."""
    return type_agreement(a.type, b.type)


def same_status(a: Told, b: Told) -> float:
    """One report says that it took place and the other that it did not: a point against."""
    return 0.0 if status_agrees(a.status, b.status) else -1.0


def same_actors(a: Told, b: Told) -> float:
    """The same party acts, or is said to, or a branch of it. Different ones count against, mildly: accusers differ."""
    if not a.actors or not b.actors:
        return 0.0
    if a.actors & b.actors:
        return 1.0
    return 0.8 if any(are_kin(x, y) for x in a.actors for y in b.actors) else -0.5


def same_subjects(a: Told, b: Told) -> float:
    """The same particular words for the venue and for whom and what was struck."""
    return share(a.subjects, b.subjects)


def same_toll(a: Told, b: Told) -> float:
    """The figures agree, or may be one toll as it rose: equal figures the more, the larger they are."""
    shared = a.figures.keys() & b.figures.keys()
    if not shared:
        return 0.0
    early, late = (a, b) if _day(a) <= _day(b) else (b, a)
    days = _day(late) - _day(early)
    return sum(_figures_agree(early.figures[m], late.figures[m], days) for m in sorted(shared)) / len(shared)


def _day(told: Told) -> int:
    return told.report.day or 0


def _figures_agree(early: Bound, late: Bound, days: int) -> float:
    before, after = size_of(early), size_of(late)
    if days == 0:  # which of the two came first is not known
        before, after = sorted((before, after))
    if before == after:
        return min(1.0, 0.2 + log2(before + 1) / 5)
    if bounds_overlap(early, late):
        return 0.3
    if after > before and days <= WEEK:
        return 0.1
    return -0.3 if min(before, after) * 2 >= max(before, after) else -1.0


def bounds_overlap(a: Bound, b: Bound) -> bool:
    """Whether one number can satisfy both figures; a round one is taken to be right within a tenth."""
    (low_a, high_a), (low_b, high_b) = limits(a), limits(b)
    return low_a <= high_b and low_b <= high_a


def limits(bound: Bound) -> tuple[float, float]:
    """The least and the greatest number that a figure allows."""
    low, high = bound.low, bound.high
    if low is None and high is None and bound.best is not None:
        slack = bound.best // 10 if bound.approximate else 0
        return bound.best - slack, bound.best + slack
    return (0 if low is None else low), (float("inf") if high is None else high)


def same_words(a: Told, b: Told) -> float:
    """The sentences around the triggers share their particular words."""
    return share(a.words, b.words) if min(len(a.words), len(b.words)) >= 4 else 0.0


def same_ties(a: Told, b: Told) -> float:
    """Both are said to respond to, or to warn of, the same incident."""
    if not a.ties or not b.ties:
        return 0.0
    return 1.0 if a.ties & b.ties else -0.5


def same_story(a: Told, b: Told) -> float:
    """The reports share their rare words, wherever these stand in title and text."""
    return alike.same_rare_words(a.report, b.report)


def same_persons(a: Told, b: Told) -> float:
    """The reports name a person of the same last name. That both name persons, and none alike, counts against."""
    return alike.same_persons(a.report, b.report)


def close_reports(a: Told, b: Told) -> float:
    """The reports came out close in time: news thins out within days. Where both name the day, that alone counts."""
    x, y = a.report.day, b.report.day
    if x is None or y is None or a.mention.background or b.mention.background or (a.span.known and b.span.known):
        return 0.0
    lag = abs(x - y)
    return _BY_LAG[lag] if lag < len(_BY_LAG) else -1.0


def same_copy(a: Told, b: Told) -> float:
    """The documents are copies of one text and the sentences are the same."""
    return 1.0 if a.report.copies == b.report.copies and name_key(a.sentence) == name_key(b.sentence) else 0.0


Agreement = Callable[[Told, Told], float]

FEATURES: tuple[Agreement, ...] = (
    same_type, same_status, same_place, same_time, same_actors, same_subjects, same_venue, same_toll, same_words,
    same_story, same_persons, close_reports, same_ties, same_copy,
)  # fmt: skip


BIAS, WEIGHTS = load_weights("mention", (feature.__name__ for feature in FEATURES))
# What is quickly seen, and tells much, comes first: most pairs are given up on the way.
_STEPS: Steps[Told] = steps_of(
    (
        same_copy, same_type, same_status, same_time, close_reports, same_ties, same_place, same_venue, same_persons,
        same_story, same_toll, same_subjects, same_actors, same_words,
    ),
    WEIGHTS,
)  # fmt: skip
assert {step[0] for step in _STEPS} == set(FEATURES)


def score(a: Told, b: Told) -> float:
    """How strongly two mentions look like one event: `LINK` and more is enough. The same in both directions."""
    return weigh(BIAS, _STEPS, a, b)


def link_score(a: Told, b: Told) -> float | None:
    """The score of two mentions that are linked by it; None where it is below `LINK`, or anything forbids it.

    By their gists they may be one.
    """
    if a.serial > b.serial:
        a, b = b, a
    if b.serial in a.scores:
        points = a.scores[b.serial]
        return points if points is not None and points >= LINK else None
    if places_far(a, b) or said_to_be_another(a, b) or tells_several(a, b):
        return None
    points = weigh_from(LINK, BIAS, _STEPS, a, b)
    if points is not None:
        a.scores[b.serial] = points
    return points


def score_of(a: Told, b: Told) -> float | None:
    """The score of two mentions, None where anything forbids that they be one. Found once for each two."""
    if a.serial > b.serial:
        a, b = b, a
    if b.serial not in a.scores:
        a.scores[b.serial] = None if is_forbidden(a, b) else score(a, b)
    return a.scores[b.serial]


def explain(a: Told, b: Told) -> tuple[Feature, ...]:
    """The parts of the score of two mentions: where it begins, then the features in their order."""
    parts = [(feature, feature(a, b)) for feature in FEATURES]
    begins = Feature("to_begin_with", 1.0, BIAS, "Two reports that are worth comparing are likelier of two events.")
    return begins, *(
        Feature(f.__name__, agreement, WEIGHTS[f.__name__].of(agreement), (f.__doc__ or "").strip())
        for f, agreement in parts
    )


# ------------------------------------------------------------------------------------------------ what forbids
def kept_apart_by_reader(a: Told, b: Told) -> bool:
    """Two mentions of one document: its reader told them apart."""
    return a.report is b.report


def units_differ(a: Told, b: Told) -> bool:
    """A summary or a campaign is never one event, and never another unit."""
    return a.mention.unit != b.mention.unit


def types_never_meet(a: Told, b: Told) -> bool:
    """No single event is told as both types, of the same family or not."""
    return type_agreement(a.type, b.type) == 0.0


def done_and_plotted(a: Told, b: Told) -> bool:
    """One is a plot or a threat, and the other an act that took place."""
    if a.family == b.family:
        return False
    act = a if a.family == "violence" else b
    return act.status not in NOT_CARRIED_OUT


def dates_disjoint(a: Told, b: Told) -> bool:
    """More than a day lies between the last day of one and the first of the other, or a report and the event."""
    x, y = a.span, b.span
    return _is_after(x.first, y.last) or _is_after(y.first, x.last)


def _is_after(first: int | None, last: int | None) -> bool:
    return first is not None and last is not None and first - last > 1


def places_far(a: Told, b: Told) -> bool:
    """Every site of one is in another country, or too far off, from every site of the other.

    Where one tells no site, it is of a country that its document names.
    """
    x, y = a.marked, b.marked
    if not x or not y:
        return bool(a.gist.countries and b.gist.countries) and not a.gist.countries & b.gist.countries
    if len(x) == len(y) == 1:
        return sites_far(x[0], y[0])
    return all(sites_far(p, q) for p in x for q in y)


def said_to_be_another(a: Told, b: Told) -> bool:
    """One is "another" or "a second" and the other is not, and they share no particular thing."""
    if a.another == b.another or a.venues & b.venues:
        return False
    return same_subjects(a, b) < 0.5 and same_copy(a, b) == 0.0


def tells_several(a: Told, b: Told) -> bool:
    """Summaries and campaigns stand alone: only a copy of the same text tells the same one."""
    return a.mention.unit != "single" and same_copy(a, b) == 0.0


FORBIDDING: tuple[Callable[[Told, Told], bool], ...] = (
    kept_apart_by_reader,
    units_differ,
    types_never_meet,
    done_and_plotted,
    dates_disjoint,
    places_far,
    said_to_be_another,
    tells_several,
)


def forbidden(a: Told, b: Told) -> str | None:
    """Why two mentions must not be linked, None where nothing forbids it."""
    for rule in FORBIDDING:
        if rule(a, b):
            return (rule.__doc__ or "").strip()
    return None


def is_forbidden(a: Told, b: Told) -> bool:
    """Whether two mentions must not be linked: the rules of `forbidden`, those that most pairs break first."""
    return not may_be_one(a.gist, b.gist) or places_far(a, b) or said_to_be_another(a, b) or tells_several(a, b)
