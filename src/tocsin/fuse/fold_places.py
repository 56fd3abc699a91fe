"""Where an incident was: the most precise settled place that reports bear out, other sites, and rivals."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.fuse.case import Case
from tocsin.fuse.groups import as_rival, group_by, plural
from tocsin.fuse.origins import Said, count_origins, credibility, supports
from tocsin.fuse.places import holds, is_settled, rank
from tocsin.fuse.words import name_key
from tocsin.record import Folded, Place

PlaceGroup = tuple[Place, list[Said]]


def fold_where(case: Case) -> tuple[Folded[Place], ...]:
    """The site first, then further sites told beside it by one report, then places of other roles.

    Reports of one place are one group; a region that holds a place speaks for it too. The settled place with the most
    independent origins behind it is the site, the more precise where they are level. A site that some report names
    beside it is a further site; any other is its rival.
    """
    said = case.said("where")
    sites = _groups([s for s in said if _place(s).role == "site"])
    folded = _fold_sites(sites) if sites else []
    for _, group in group_by((s for s in said if _place(s).role != "site"), lambda s: _place(s).role).items():
        folded += [_folded(place, own, own, "told in this role") for place, own in _groups(group)]
    return tuple(folded)


def _place(said: Said) -> Place:
    place = said.statement.value
    assert isinstance(place, Place)
    return place


def _groups(said: Sequence[Said]) -> list[PlaceGroup]:
    """Statements of the same place together, each group with the form that most origins give."""
    groups = group_by(said, lambda s: _identity(_place(s)))
    return [(_form(group), group) for group in groups.values()]


def _identity(place: Place) -> tuple[object, ...]:
    if place.geonames_id is not None and place.precision not in ("venue", "near"):
        return (place.geonames_id,)
    if place.precision == "venue" and place.latitude is not None and place.longitude is not None:
        return (round(place.latitude, 2), round(place.longitude, 2))
    return (name_key(place.name), place.country, place.precision in ("venue", "near"))


def _form(said: Sequence[Said]) -> Place:
    forms = group_by(said, _place)
    return max(
        forms,
        key=lambda p: (is_settled(p), count_origins(forms[p]), -rank(p), p.radius_km is not None, len(p.name), p.name),
    )


def _fold_sites(groups: Sequence[PlaceGroup]) -> list[Folded[Place]]:
    backing = {place: own + _from_around(place, groups) for place, own in groups}
    best = min(groups, key=lambda g: (not is_settled(g[0]), -count_origins(backing[g[0]]), rank(g[0]), g[0].name))
    site, own = best
    further: list[PlaceGroup] = []
    rivals: list[PlaceGroup] = []
    for place, said in groups:
        if place == site or holds(place, site):
            continue
        beside = {s.told.key for s in own} & {s.told.key for s in said}
        (further if beside else rivals).append((place, said))
    rule = f"the most precise settled place, borne out by {plural(count_origins(backing[site]), 'independent origin')}"
    if not is_settled(site):
        rule = "the place as named; which one it is could not be settled"
    first = _folded(site, own, backing[site], rule, tuple(as_rival(p, s) for p, s in rivals))
    return [first, *(_folded(p, s, s, "a further site, told beside the first") for p, s in further)]


def _from_around(place: Place, groups: Sequence[PlaceGroup]) -> list[Said]:
    """What is said of coarser places that hold this one."""
    return [s for other, said in groups if other != place and holds(other, place) for s in said]


def _folded(
    place: Place, own: list[Said], backing: list[Said], rule: str, rivals: tuple[Folded[Place], ...] = ()
) -> Folded[Place]:
    return Folded(
        value=place,
        rule=rule,
        support=supports(own + [s for s in backing if s not in own]),
        credibility=credibility(backing),
        rivals=rivals,
    )
