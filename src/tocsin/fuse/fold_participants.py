"""Who and what had a part in an incident, merged by register id or by name, within a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tocsin.fuse.case import Case
from tocsin.fuse.groups import count_reports, group_by, plural
from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.fuse.sides import Sides
from tocsin.fuse.words import name_key
from tocsin.record import Folded, Participant

MODALITY_WORDS: Mapping[str, str] = {
    "asserted": "asserted", "claimed": "claimed by itself", "alleged": "alleged", "denied": "denied",
}  # fmt: skip


def fold_participants(case: Case, sides: Sides) -> tuple[Folded[Participant], ...]:
    """One entry for each role and name, in the order first reported.

    Roles are never mixed: a suspect is not made a perpetrator, whoever says so elsewhere. The support of each entry
    keeps the modality and the accuser of every report.
    """
    groups = group_by(case.said("participant"), lambda s: _identity(_participant(s)))
    return tuple(_fold(said, sides) for said in groups.values())


def _participant(said: Said) -> Participant:
    participant = said.statement.value
    assert isinstance(participant, Participant)
    return participant


def _identity(p: Participant) -> tuple[str, str]:
    return (p.role, p.actor or name_key(p.name))


def _fold(said: Sequence[Said], sides: Sides) -> Folded[Participant]:
    forms = group_by(said, _participant)
    form = max(forms, key=lambda p: (count_origins(forms[p]), p.actor is not None, len(p.name), p.name))
    told = [_participant(s) for s in said]
    value = replace(
        form,
        side=sides.of(forms[form][0].told, form.side),
        count=next((p.count for p in reversed(told) if p.count is not None), None),
        origin=next((p.origin for p in told if p.origin), None),
        tags=tuple(sorted({tag for p in told for tag in p.tags})),
        outcome=next((p.outcome for p in reversed(told) if p.outcome is not None), None),
    )
    return Folded(value=value, rule=_rule(said), support=supports(said), credibility=credibility(said))


def _rule(said: Sequence[Said]) -> str:
    by_modality = group_by(said, lambda s: s.statement.modality)
    parts = [f"{MODALITY_WORDS[m]} in {plural(count_reports(group), 'report')}" for m, group in by_modality.items()]
    return "; ".join(parts)
