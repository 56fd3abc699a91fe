"""Ids of incidents: tied to a founding mention for ever, kept through growth, merges and splits.

The partition does not depend on ids. An id that was minted stays where its founding mention goes; where several meet in
one cluster the earliest-minted stands and the others redirect to it.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.fuse.anchors import Binder, Spot, spot_of, spot_of_mint
from tocsin.fuse.cluster import Cluster
from tocsin.fuse.told import Told
from tocsin.ports import Mint

ID_VERSION = "1"
ID_LENGTH = 10  # of base 32: 50 bits

Places = Mapping[tuple[str, str, int, int, str], Sequence[int]]  # document, field, start, end, family; mentions there


@dataclass(frozen=True, slots=True)
class Named:
    """The id of each cluster, in order, with the mints that are new and the ids that were merged away."""

    ids: tuple[str, ...]
    mints: tuple[Mint, ...]
    redirects: dict[str, str]


def name_all(
    clusters: Sequence[Cluster],
    mentions: Sequence[Told],
    mints: Sequence[Mint],
    *,
    is_minted: Callable[[str], bool],
) -> Named:
    """An id for each cluster, minted where it has none. New mints have the sequence 0.

    `mentions` are all those of some documents, in the order of their stable keys, and `mints` all ids founded there;
    `clusters` need not hold all of them. `is_minted` knows every id that was ever given.
    """
    places = _places(mentions)
    held = _ids_held(clusters, mentions, mints, places)
    used: set[str] = set()
    ids: list[str] = []
    new: list[Mint] = []
    redirects: dict[str, str] = {}
    for n, cluster in enumerate(clusters):
        here = held.get(n)
        if not here:
            founder = founding(cluster, mentions)
            turn = places[mentions[founder].key[:5]].index(founder)
            mint = _mint(mentions[founder], turn, lambda id: id in used or is_minted(id))
            used.add(mint.incident)
            new.append(mint)
            here = [mint.incident]
        ids.append(here[0])
        redirects.update((gone, here[0]) for gone in here[1:])
    return Named(tuple(ids), tuple(new), redirects)


def _ids_held(
    clusters: Sequence[Cluster], mentions: Sequence[Told], mints: Sequence[Mint], places: Places
) -> dict[int, list[str]]:
    """By the number of a cluster, the ids whose founding mention is in it, the earliest-minted first."""
    cluster_of = {i: n for n, cluster in enumerate(clusters) for i in cluster}
    binder: Binder | None = None
    taken: set[int] = set()
    held: dict[int, list[str]] = {}
    for mint in sorted(mints, key=lambda m: (m.sequence, m.document, m.field, m.start, m.end, m.family, m.incident)):
        founder = _founder(mint, places)
        if founder is None or founder in taken:
            binder = binder or Binder(mentions)
            founder = binder.find(spot_of_mint(mint), taken=taken)
        if founder is not None:
            taken.add(founder)
            if founder in cluster_of:
                held.setdefault(cluster_of[founder], []).append(mint.incident)
    return held


def _founder(mint: Mint, places: Places) -> int | None:
    """The number of the mention for which an id was minted, where it still stands where it stood."""
    spot = spot_of_mint(mint)
    some = places.get((spot.document, spot.field, spot.start, spot.end, spot.family), ())
    return next((i for turn, i in enumerate(some) if new_id(spot, turn) == mint.incident), None)


def founding(cluster: Cluster, mentions: Sequence[Told]) -> int:
    """The mention that founds a new incident: the first published of its news, else of its background."""

    def standing(i: int) -> tuple[object, ...]:
        told = mentions[i]
        return (told.mention.background, told.report.moment is None, told.report.order, told.key)

    return min(cluster, key=standing)


def _places(mentions: Sequence[Told]) -> Places:
    """The mentions at each spot, in order: one word may tell two events."""
    found: dict[tuple[str, str, int, int, str], list[int]] = {}
    for i, told in enumerate(mentions):
        found.setdefault(told.key[:5], []).append(i)
    return found


def _mint(founder: Told, turn: int, is_used: Callable[[str], bool]) -> Mint:
    spot = spot_of(founder)
    while is_used(incident := new_id(spot, turn)):  # 50 bits collide hardly ever
        turn += 1000
    return Mint(
        incident=incident,
        document=spot.document,
        field=spot.field,
        start=spot.start,
        end=spot.end,
        family=spot.family,
        sequence=0,
    )


def new_id(spot: Spot, turn: int = 0) -> str:
    """The id of an incident founded at a spot: "i" and ten letters and digits."""
    parts = (ID_VERSION, spot.document, spot.field, str(spot.start), str(spot.end), spot.family, str(turn))
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return "i" + b32encode(digest).decode().lower()[:ID_LENGTH]
