"""How many: the current low, best and high of each measure, and the curve as it rose.

Day by day, as the reports came out:
- a figure that repeats what stands, or only says it less exactly, is no news and backs it;
- a higher figure takes over; so does a figure that narrows an open one;
- a lower one takes over where it says that it revises the earlier one, where two independent origins give it, or where
  it comes more than `LAG_DAYS` after the last report of the higher one: some outlets print old counts, and tolls rise;
- among the figures of one day one that is given first-hand stands before one passed on from other news, an official one
  before others, then the higher of the exact ones.
A party's figure for its enemy's losses, or for those whom it denies harming, counts for `high` alone where anybody else
gives one, and stands only where nobody does. Low and high are those of the figure that stands, stretched over the
figures that contradict it on its own day or later. Sides of a fight have tolls of their own. "Nobody" in a report that
counts some is said of a part and stands for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tocsin.fuse.case import Case
from tocsin.fuse.figures import Figure, figures_of, whom_words
from tocsin.fuse.groups import as_rival
from tocsin.fuse.match import limits
from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.fuse.sides import Sides
from tocsin.record import Folded, Toll, TollPoint
from tocsin.record.values import Measure, Side

LAG_DAYS = 2

Key = tuple[Measure, Side | None]


class Standing(Struct, frozen=True):
    """The figure that stands, since which day, when it was last repeated, and why it stands."""

    figure: Figure
    since: int
    repeated: int
    why: str


def figures_in(case: Case, sides: Sides) -> list[Figure]:
    """The figures of the telling mentions, in the order of the reports; none of a side that cannot be told."""
    found = [f for told in case.telling for f in figures_of(told, sides)]
    return [f for f in found if f.toll.side is not None or not _is_sided(f)]


def lost_sides(case: Case, sides: Sides) -> list[Said]:
    """Figures of one side where it cannot be told which side of the incident that is."""
    found = [f for told in case.telling for f in figures_of(told, sides)]
    return [s for f in found if f.toll.side is None and _is_sided(f) for s in f.said]


def _is_sided(figure: Figure) -> bool:
    sides = {s.statement.value.side for s in figure.said if isinstance(s.statement.value, Toll)}
    return len(sides) == 1 and None not in sides


def without_copies(figures: Iterable[Figure]) -> list[Figure]:
    """Figures without those that a copy of the same text repeats. A copy that gives another figure is news."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for figure in figures:
        mark = (figure.told.report.copies, figure.toll.measure, figure.toll.side, figure.toll.bound, figure.voice)
        if mark not in seen:
            seen.add(mark)
            kept.append(figure)
    return kept


# ------------------------------------------------------------------------------------------------ the curve
def toll_history(figures: Sequence[Figure]) -> tuple[TollPoint, ...]:
    """A point for each report and measure, by publication and document. Copies, and tolls of one side, are left out."""
    points = [f for f in without_copies(figures) if f.toll.side is None]
    return tuple(_point(f) for f in sorted(points, key=lambda f: (f.told.report.order, f.toll.measure)))


def _point(figure: Figure) -> TollPoint:
    doc, toll = figure.told.report.doc, figure.toll
    return TollPoint(
        measure=toll.measure,
        published=doc.published,
        document=doc.id,
        mention=figure.told.mention.id,
        source=doc.source,
        low=toll.low,
        high=toll.high,
        best=toll.best,
        approximate=toll.approximate,
        attribution=figure.voice,
        evidence=tuple(dict.fromkeys(e for s in figure.said for e in s.statement.evidence)),
    )


# ------------------------------------------------------------------------------------------------ what stands
def fold_tolls(figures: Sequence[Figure]) -> tuple[Folded[Toll], ...]:
    """The toll of each measure, that of the event before those of its sides, in the order first reported."""
    groups: dict[Key, list[Figure]] = {}
    for figure in _without_spared(figures):
        groups.setdefault((figure.toll.measure, figure.toll.side), []).append(figure)
    keys = sorted(groups, key=lambda k: (k[1] is not None, k[1] or ""))
    return tuple(_fold(groups[key]) for key in keys)


def _without_spared(figures: Sequence[Figure]) -> list[Figure]:
    """The figures without the "nobody" of a report that counts some, too: it is said of a part, such as a crew."""
    harmed = {(f.told.report.doc.id, f.toll.measure) for f in figures if f.toll.low or f.toll.best or f.toll.high}
    return [f for f in figures if f.toll.high != 0 or (f.told.report.doc.id, f.toll.measure) not in harmed]


def _fold(figures: Sequence[Figure]) -> Folded[Toll]:
    neutral = [f for f in figures if not f.of_enemy]
    usable = neutral or list(figures)
    standing = _stand(without_copies(usable))
    rivals = _rivals(standing, usable)
    enemy = [f for f in figures if f.of_enemy and neutral and not f.agrees(standing.figure)]
    backing = [f for f in usable if f not in rivals and f.agrees(standing.figure)]
    said = _said(standing.figure, *backing)
    return Folded(
        value=_raised(_stretched(standing.figure, rivals), enemy),
        rule=_rule(standing, usable, backing, only_enemy=not neutral, raised=bool(enemy)),
        support=supports(said),
        credibility=credibility(said),
        rivals=tuple(as_rival(f.toll, f.said) for f in _distinct([*rivals, *enemy])),
    )


def _said(*figures: Figure) -> list[Said]:
    return list(dict.fromkeys(s for f in figures for s in f.said))


def _day(figure: Figure) -> int:
    """The day of the report in UTC, which is what orders figures; 0 where it is not known."""
    moment = figure.told.report.moment
    return moment.toordinal() if moment else 0


def _stand(figures: Sequence[Figure]) -> Standing:
    """The figure that stands after all reports, taken day by day."""
    days = sorted({_day(f) for f in figures})
    standing: Standing | None = None
    for day in days:
        standing = _after([f for f in figures if _day(f) == day], day, standing)
    assert standing is not None
    return standing


def _after(of_day: Sequence[Figure], day: int, standing: Standing | None) -> Standing:
    """What stands after one more day."""
    current = [f for f in of_day if not any(_revises(g, f) for g in of_day)] or list(of_day)
    if standing is None:
        return Standing(_pick(current), day, day, _why_picked(current))
    revising = [f for f in current if _revises(f, standing.figure)]
    if revising:
        pick = _pick(revising)
        verb = "revises" if pick.size < standing.figure.size else "raises"
        return Standing(pick, day, day, f"which {verb} the earlier {standing.figure.size}")
    if any(f.agrees(standing.figure) for f in current):
        standing = replace(standing, repeated=day)
    news = [f for f in current if _is_news(f, standing.figure)]
    if not news:
        return standing
    pick = _pick(news)
    if pick.size >= standing.figure.size or pick.agrees(standing.figure) or _may_fall(pick, news, standing, day):
        return Standing(pick, day, day, _why_picked(news))
    return replace(standing, why="a later lower figure does not say that it revises it")


def _revises(later: Figure, earlier: Figure) -> bool:
    old = later.toll.supersedes
    return later is not earlier and old is not None and old in (earlier.toll.best, earlier.toll.low, earlier.toll.high)


def _is_news(figure: Figure, standing: Figure) -> bool:
    """Whether a figure says more than that what stands may be right."""
    (low, high), (known_low, known_high) = limits(figure.toll.bound), limits(standing.toll.bound)
    return low > known_low or high < known_high


def _may_fall(pick: Figure, news: Sequence[Figure], standing: Standing, day: int) -> bool:
    """Whether a lower figure takes over though it does not say that it revises the higher."""
    if standing.repeated == day or (pick.partial and not _same_whom(pick, standing.figure)):
        return False
    alike = _said(*(f for f in news if f.agrees(pick)))
    return count_origins(alike) >= 2 or day - standing.repeated > LAG_DAYS


def _same_whom(a: Figure, b: Figure) -> bool:
    return whom_words(a.toll.whom) == whom_words(b.toll.whom)


def _pick(figures: Sequence[Figure]) -> Figure:
    """Among figures of one day: first-hand, then official ones, then the higher of the exact, then the higher."""
    return max(
        figures,
        key=lambda f: (not f.partial, not f.relayed, f.official, f.exact, f.size, f.told.report.order, f.told.key),
    )


def _why_picked(figures: Sequence[Figure]) -> str:
    if len({f.toll.bound for f in figures}) == 1:
        return ""
    return "the official one of its day" if _pick(figures).official else "the highest of its day"


def _rule(
    standing: Standing, figures: Sequence[Figure], backing: Sequence[Figure], *, only_enemy: bool, raised: bool
) -> str:
    count = _count_reports(figures)
    if count == 1:
        rule = "the only report"
    elif standing.since == max(_day(f) for f in figures):
        rule = f"latest of {count} reports"
    else:
        rule = f"agrees with {_count_reports(backing)} of {count} reports"
    if standing.why:
        rule += f", {standing.why}"
    if len(standing.figure.said) > 1 and len({s.statement.value for s in standing.figure.said}) > 1:
        rule += ", its parts added up"
    if only_enemy:
        return rule + ", a party's figure for its enemy's losses, for want of any other"
    return rule + (", high being a party's figure for its enemy's losses" if raised else "")


def _count_reports(figures: Iterable[Figure]) -> int:
    return len({f.told.report.copies for f in figures})


def _rivals(standing: Standing, figures: Sequence[Figure]) -> list[Figure]:
    """Figures that contradict the one that stands, on its own day or later, and that no report takes back."""
    later = [f for f in figures if _day(f) >= standing.since and not f.agrees(standing.figure)]
    return [f for f in later if not any(_revises(g, f) for g in figures if _day(g) >= _day(f))]


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """One figure for each toll, with the support of all that give it."""
    by_toll: dict[tuple[object, ...], Figure] = {}
    for f in figures:
        mark = (f.toll.bound, f.of_enemy, f.voice)
        by_toll[mark] = replace(by_toll[mark], said=by_toll[mark].said + f.said) if mark in by_toll else f
    return list(by_toll.values())


def _stretched(figure: Figure, rivals: Sequence[Figure]) -> Toll:
    """The toll of the figure, its low and high stretched over whole rivals. Best is the figure's own, or none."""
    toll = replace(figure.toll, supersedes=None)
    whole = [r for r in rivals if not r.partial or figure.partial]
    if not whole:
        return toll
    ends = [limits(f.toll.bound) for f in (figure, *whole)]
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    return replace(toll, low=int(low), high=None if high == float("inf") else int(high))


def _raised(toll: Toll, enemy: Sequence[Figure]) -> Toll:
    """The toll, its high raised to the highest that a party says of its enemy; an open end stays open."""
    if toll.high is None or not enemy:
        return toll
    return replace(toll, high=max(toll.high, *(_most(f) for f in enemy)))


def _most(figure: Figure) -> int:
    high = limits(figure.toll.bound)[1]
    return figure.size if high == float("inf") else int(high)
