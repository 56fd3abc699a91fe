"""How far STIX objects may go: by markings of TLP 1 and 2 and by labels, the strictest of all; unknown is strictest.

The ids are the published ones; what claims to be a level under another id is taken by what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.importing.stix_objects import Thing
from tocsin.share.terms import TLP_EXTENSION, TLP_IDS
from tocsin.tlp import TLPS, Tlp, strictest

TLP_1: Mapping[str, Tlp] = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "clear",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "green",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "amber",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "red",
}
PUBLISHED: Mapping[str, Tlp] = {**TLP_1, **{id: level for level, id in TLP_IDS.items()}}


def level_of(things: Iterable[Thing], known: Mapping[str, Thing], *, unmarked: Tlp) -> Tlp:
    """The level of some objects together; each that bears none counts as `unmarked`."""
    return strictest(_level(thing, known, unmarked) for thing in things)


def _level(thing: Thing, known: Mapping[str, Thing], unmarked: Tlp) -> str:
    refs = [*thing.object_marking_refs, *(each.marking_ref for each in thing.granular_markings if each.marking_ref)]
    levels = [_of_marking(ref, known) for ref in refs]
    labels = [label.lower().removeprefix("tlp:") for label in thing.labels if label.lower().startswith("tlp:")]
    levels += ["clear" if label == "white" else label for label in labels]
    found = [level for level in levels if level is not None]
    return strictest(found) if found else unmarked


def _of_marking(ref: str, known: Mapping[str, Thing]) -> str | None:
    """The level of a marking; None for one of another kind; what cannot be told is the strictest."""
    if ref in PUBLISHED:
        return PUBLISHED[ref]
    marking = known.get(ref)
    if marking is None:
        return "red"
    said = (marking.extensions.get(TLP_EXTENSION) or {}).get("tlp_2_0") or marking.definition.get("tlp")
    if said is None and marking.definition_type == "statement":
        return None
    level = str(said).lower()
    return "clear" if level == "white" else level if level in TLPS else "red"
