"""The notice of a warning, folded from the reports of it."""

from __future__ import annotations

from tocsin.fuse.case import Case
from tocsin.fuse.groups import as_rival, group_by
from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.record import Folded, WarningNotice

FIELDS = ("issuer", "recipient", "issued", "window", "place", "target", "public", "reaction")


def fold_warning(case: Case) -> Folded[WarningNotice] | None:
    """The notice that most independent origins tell, the fullest where they are level; None where none is told."""
    said = case.said("warning")
    if not said:
        return None
    groups = group_by(said, _notice)
    chosen = max(groups, key=lambda n: (count_origins(groups[n]), _fullness(n), groups[n][0].order))
    return Folded(
        value=chosen,
        rule="told by the most independent origins, the fullest where level" if len(groups) > 1 else "the only telling",
        support=supports(groups[chosen]),
        credibility=credibility(groups[chosen]),
        rivals=tuple(as_rival(notice, group) for notice, group in groups.items() if notice != chosen),
    )


def _notice(said: Said) -> WarningNotice:
    notice = said.statement.value
    assert isinstance(notice, WarningNotice)
    return notice


def _fullness(notice: WarningNotice) -> int:
    return sum(getattr(notice, name) is not None for name in FIELDS)
