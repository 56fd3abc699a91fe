"""When an incident was: the days on which most reports agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.fuse.case import Case
from tocsin.fuse.groups import as_rival, count_reports, group_by, plural
from tocsin.fuse.moments import first_day, iso_day, last_day
from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.record import Folded, When
from tocsin.record.values import Precision

FINENESS = ("minute", "hour", "day", "week", "month", "year", "unknown")
COARSENESS: tuple[tuple[Precision, float], ...] = (
    ("day", 0), ("week", 6), ("month", 30), ("year", 365), ("unknown", float("inf")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days on which an event may have begun, inclusive; infinite where open."""

    first: float
    last: float

    def meets(self, other: Stretch) -> bool:
        """Whether they have a day in common."""
        return max(self.first, other.first) <= min(self.last, other.last)


def fold_when(case: Case) -> Folded[When] | None:
    """The days that the most independent origins allow, or None where no report says when.

    Every report allows a stretch of days for the beginning, open where it names none. The days allowed by the most
    origins are kept, the fewest of them where several stretches are level. A report whose own words say just that
    gives the value, the finest first; otherwise the value is the days themselves.
    """
    said = case.said("when")
    if not said:
        return None
    best = max(_cuts(said), key=lambda c: (_weight(c, said), c.first - c.last, -c.first))
    agreeing = [s for s in said if stretch_of(s).meets(best)]
    others = group_by((s for s in said if not stretch_of(s).meets(best)), lambda s: s.statement.value)
    return Folded(
        value=_value(best, agreeing),
        rule=_rule(said, agreeing),
        support=supports(agreeing),
        credibility=credibility(agreeing),
        rivals=tuple(as_rival(value, group) for value, group in others.items()),
    )


def stretch_of(said: Said) -> Stretch:
    """The days that a report allows for the beginning."""
    when = said.statement.value
    assert isinstance(when, When)
    first, last = first_day(when.earliest), last_day(when.latest)
    ends = (float("-inf") if first is None else first, float("inf") if last is None else last)
    return Stretch(min(ends), max(ends))


def _cuts(said: Sequence[Said]) -> list[Stretch]:
    """The stretches between neighbouring ends of those that reports allow: the weight is the same all over each."""
    stretches = {stretch_of(s) for s in said}
    starts = sorted({s.first for s in stretches} | {s.last + 1 for s in stretches})
    cuts = [Stretch(start, end - 1) for start, end in zip(starts, [*starts[1:], float("inf")], strict=True)]
    return [cut for cut in cuts if cut.first < float("inf") and any(s.meets(cut) for s in stretches)]


def _weight(cut: Stretch, said: Sequence[Said]) -> int:
    return count_origins(s for s in said if stretch_of(s).meets(cut))


def _value(best: Stretch, agreeing: Sequence[Said]) -> When:
    told = [s.statement.value for s in agreeing if stretch_of(s) == best]
    whens = [w for w in told if isinstance(w, When)]
    if whens:
        return min(whens, key=lambda w: (FINENESS.index(w.precision), w.end is None, w.earliest or "", w.latest or ""))
    days = best.last - best.first
    precision = next(name for name, most in COARSENESS if days <= most)
    return When(earliest=_iso(best.first), latest=_iso(best.last), precision=precision)


def _iso(day: float) -> str | None:
    return None if day in (float("inf"), float("-inf")) else iso_day(int(day))


def _rule(said: Sequence[Said], agreeing: Sequence[Said]) -> str:
    total = count_reports(said)
    if total == 1:
        return "the only report"
    agree = count_reports(agreeing)
    return f"the days that {agree} of {plural(total, 'report')} agree on"
