"""Type, status and politics of an incident, folded from its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import get_args

from tocsin.fuse.case import Case
from tocsin.fuse.groups import as_rival, group_by, plural
from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.fuse.types import broader, refines
from tocsin.record import Folded
from tocsin.record.values import Political, Status

ANNOUNCED = frozenset({"threatened", "planned"})
STATUSES: tuple[Status, ...] = get_args(Status)  # in this order where nothing else decides


def fold_type(case: Case) -> Folded[str]:
    """The type that most independent origins tell, narrowed where at least half as many tell a narrower one."""
    groups = group_by(case.typed, lambda s: str(s.statement.value))
    origins = {type: count_origins(said) for type, said in groups.items()}
    top = min(groups, key=lambda t: (-origins[t], -_depth(t), t))
    chosen = _narrowed(top, origins)
    said = [s for t in groups for s in groups[t] if t == chosen or refines(chosen, t)]
    rivals = tuple(as_rival(t, groups[t]) for t in groups if t != chosen and not refines(chosen, t))
    return Folded(
        value=chosen,
        rule=_type_rule(top, chosen, origins),
        support=supports(groups[chosen] + [s for s in said if s not in groups[chosen]]),
        credibility=credibility(said, claimed=is_claimed(case)),
        rivals=rivals,
    )


def _narrowed(type: str, origins: Mapping[str, int]) -> str:
    """The narrowest refinement of a type that holds against it: half as many origins suffice at each step."""
    narrower = [t for t in origins if refines(t, type) and origins[t] * 2 >= origins[type]]
    if not narrower:
        return type
    return _narrowed(min(narrower, key=lambda t: (-origins[t], -_depth(t), t)), origins)


def _depth(type: str) -> int:
    above = broader(type)
    return 0 if above is None else 1 + _depth(above)


def _type_rule(top: str, chosen: str, origins: Mapping[str, int]) -> str:
    if len(origins) == 1:
        return "the only type told"
    if chosen == top:
        return f"told by the most independent origins ({origins[top]})"
    return f"a narrower telling of {top}, by {plural(origins[chosen], 'origin')} against {origins[top]}"


def is_claimed(case: Case) -> bool:
    """Whether the actor itself is reported to have claimed it."""
    said = case.said("claim")
    return any(getattr(s.statement.value, "stance", None) == "claimed" for s in said)


def fold_status(case: Case) -> Folded[Status]:
    """Whether it happened. What is done outranks what was only announced, and a bare denial outranks nothing.

    A threat or a plan stands until some report no earlier than the first of them says that it occurred, was
    attempted or foiled. Among those, the status of most independent origins stands; where they are level, that of the
    latest report. `denied` is the status only where no report says otherwise.
    """
    groups: dict[Status, list[Said]] = group_by(case.said("status"), _status_of)
    standing = {status: said for status, said in groups.items() if status not in _outranked(groups)}
    chosen = max(standing, key=lambda s: (count_origins(standing[s]), _latest(standing[s]), -STATUSES.index(s)))
    return Folded(
        value=chosen,
        rule=_status_rule(chosen, groups, standing),
        support=supports(groups[chosen]),
        credibility=credibility(groups[chosen], claimed=is_claimed(case)),
        rivals=tuple(as_rival(status, said) for status, said in groups.items() if status != chosen),
    )


def _status_of(said: Said) -> Status:
    return said.statement.value  # type: ignore[return-value]


def _outranked(groups: Mapping[Status, Sequence[Said]]) -> frozenset[Status]:
    done = [s for status, said in groups.items() if status not in ANNOUNCED | {"denied"} for s in said]
    announced = [s for status, said in groups.items() if status in ANNOUNCED for s in said]
    gone: set[Status] = set()
    if announced and done and _latest(done) >= min(s.told.report.order for s in announced):
        gone |= {"threatened", "planned"}
    if done or announced:
        gone.add("denied")
    return frozenset(gone)


def _latest(said: Sequence[Said]) -> tuple[object, str]:
    return max(s.told.report.order for s in said)


def _status_rule(
    chosen: Status, groups: Mapping[Status, Sequence[Said]], standing: Mapping[Status, Sequence[Said]]
) -> str:
    if len(groups) == 1:
        return "the only status told"
    if len(standing) == 1:
        return "what was done outranks what was announced, and any of them a bare denial"
    return f"told by the most independent origins ({count_origins(standing[chosen])}), the latest where level"


def fold_political(case: Case) -> Political:
    """What most mentions say that say anything; doubtful where these are level, or none does."""
    said = Counter(t.mention.political for t in case.telling if t.mention.political != "doubtful")
    if said["yes"] == said["no"]:
        return "doubtful"
    return "yes" if said["yes"] > said["no"] else "no"
