"""What is said, grouped by what it says. Shared by the folds of single properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.record import Folded

K = TypeVar("K", bound=Hashable)


def group_by(said: Iterable[Said], key: Callable[[Said], K]) -> dict[K, list[Said]]:
    """Statements by what the key makes of them, in the order in which each is first said."""
    groups: dict[K, list[Said]] = defaultdict(list)
    for s in said:
        groups[key(s)].append(s)
    return dict(groups)


def plural(count: int, one: str) -> str:
    """A count with its noun: "1 report", "3 reports"."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def count_reports(said: Iterable[Said]) -> int:
    """How many documents say it, copies counted once."""
    return len({s.told.report.copies for s in said})


def as_rival(value: Any, said: Sequence[Said]) -> Folded[Any]:
    """A value that was not chosen, on its own support."""
    origins = plural(count_origins(said), "origin")
    return Folded(value=value, rule=f"not chosen: {origins}", support=supports(said), credibility=credibility(said))
