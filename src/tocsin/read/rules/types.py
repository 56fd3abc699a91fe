"""Which types of event can be one and the same, and which type an event has that is told in several words."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec.structs import replace

from tocsin.read.rules.describe import Described
from tocsin.read.rules.triggers import Trigger

GROUPS: dict[str, str] = {
    "armed_assault": "shooting",
    "assassination": "shooting",
    "execution": "shooting",
    "armed_clash": "fighting",
    "bombing": "explosion",
    "suicide_bombing": "explosion",
    "landmine_explosion": "explosion",
    "shelling": "bombardment",
    "missile_rocket": "bombardment",
    "air_strike": "bombardment",
    "drone_strike": "bombardment",
    "abduction": "capture",
    "hostage_taking": "capture",
    "enforced_disappearance": "capture",
    "arson": "destruction",
    "sabotage": "destruction",
    "looting_property_destruction": "destruction",
    "robbery": "robbery",
    "beating_torture": "abuse",
    "detainee_abuse": "abuse",
    "sexual_violence": "abuse",
    "mob_violence": "crowd",
    "violent_demonstration": "crowd",
    "excessive_force": "crowd",
}
# Pairs of groups that one attack can join when they are told in one sentence or of the same doers.
JOINED = frozenset(
    frozenset(pair)
    for pair in (
        ("shooting", "explosion"), ("shooting", "capture"), ("shooting", "fighting"), ("shooting", "destruction"),
        ("explosion", "destruction"), ("explosion", "capture"), ("shooting", "crowd"), ("shooting", "bombardment"),
        ("fighting", "bombardment"), ("crowd", "destruction"), ("crowd", "fighting"), ("fighting", "destruction"),
        ("shooting", "stabbing"), ("shooting", "vehicle_ramming"), ("vehicle_ramming", "stabbing"),
        ("shooting", "hijacking"), ("hijacking", "capture"), ("hijacking", "vehicle_ramming"),
        ("explosion", "bombardment"), ("shooting", "chemical_attack"), ("bombardment", "chemical_attack"),
    )
)  # fmt: skip
# The more a type says, the higher: the type of an event is the one that says most.
RANK = (
    "drone_strike", "suicide_bombing", "chemical_attack", "landmine_explosion", "vehicle_ramming", "hijacking",
    "hostage_taking", "air_strike", "missile_rocket", "shelling", "bombing", "stabbing", "assassination",
    "enforced_disappearance", "abduction", "detainee_abuse", "sexual_violence", "mob_violence", "execution",
    "cyber_attack", "excessive_force", "violent_demonstration", "armed_clash", "armed_assault", "arson", "sabotage",
    "robbery", "beating_torture", "looting_property_destruction", "blockade", "forced_displacement",
)  # fmt: skip
WEAPON_TYPES = (
    ("suicide_device", "suicide_bombing"), ("drone", "drone_strike"), ("aircraft_bomb", "air_strike"),
    ("vehicle_bomb", "bombing"), ("mine", "landmine_explosion"), ("missile", "missile_rocket"),
    ("rocket", "missile_rocket"), ("mortar", "shelling"), ("artillery", "shelling"), ("grenade", "bombing"),
    ("explosive", "bombing"), ("incendiary", "arson"), ("chemical", "chemical_attack"), ("blade", "stabbing"),
)  # fmt: skip


OF_ANY_KIND = frozenset(("massacre-n",))  # "the bloodbath" may have been done with anything


def compatible(a: Trigger, b: Trigger, *, same_sentence: bool) -> bool:
    """Whether two triggers can tell of one event. Weak ones go with any violence."""
    if "generic" in (a.strength, b.strength) or "effect" in (a.strength, b.strength):
        return True
    if a.type == b.type or "plot" in (a.family, b.family):
        return True
    if a.family not in ("violence", "plot"):
        return False
    first, second = GROUPS.get(a.type, a.type), GROUPS.get(b.type, b.type)
    if first == second:
        return True
    vague = any(row.id in OF_ANY_KIND or (row.strength == "weak" and row.type == "armed_assault") for row in (a, b))
    if vague and not {"destruction", "robbery", "abuse"} & {first, second}:
        return True
    if {first, second} == {"explosion", "bombardment"}:
        if {"suicide_bombing", "landmine_explosion"} & {a.type, b.type}:
            return False  # what a bomber or a mine did fell from no sky
        if any(row.id == "blast-n" for row in (a, b)):
            return True  # shells and missiles explode
    return same_sentence and frozenset((first, second)) in JOINED


DONE_BY_EVENTS = frozenset(("arson", "looting_property_destruction", "sabotage"))


def demoted(row: Trigger, subjects: Sequence[Described]) -> Trigger:
    """The trigger as an effect where an event does it: "the strike set a truck on fire"."""
    if row.type in DONE_BY_EVENTS and any(subject.what == "event" for subject in subjects):
        return replace(row, strength="effect")
    return row


AIRBORNE = (("drone", "drone_strike"), ("aircraft_bomb", "air_strike"))
FROM_THE_AIR = frozenset(("armed_assault", "bombing", "missile_rocket", "air_strike", "looting_property_destruction"))
SHELLS = frozenset(("missile", "mortar", "artillery"))
VAGUE_WEAPONS = frozenset(("bombing", "arson"))  # a bomb may be dropped, planted or thrown


def sharpened(row: Trigger, tags: Set[str]) -> Trigger:
    """The trigger with the type that the tags of its weapons give it: "a drone hit" is a drone strike."""
    if row.type in FROM_THE_AIR and row.pos == "v":
        type_ = next((t for tag, t in AIRBORNE if tag in tags), None)
        if type_ is not None:
            return row.as_type(type_, "strong")
    if row.id in ("blow-up-v", "bomb-destroy-v", "blow-off-v"):
        type_ = next((t for tag, t in WEAPON_TYPES if tag in tags and tag in SHELLS), None)
        return row.as_type(type_, row.strength) if type_ is not None else row  # "a shell blew apart the house"
    if row.strength != "weak" or row.type not in ("armed_assault", "air_strike"):
        return row
    type_ = next((t for tag, t in WEAPON_TYPES if tag in tags), None)
    if type_ is None:
        return row
    vague = type_ in VAGUE_WEAPONS or ("rocket" in tags and "missile" not in tags)  # gunmen carry rockets
    return row.as_type(type_, row.strength if vague else "strong")


HAND_TO_HAND = frozenset(("ambush-v", "ambush-n"))  # an ambush stays one, whatever it is done with


def type_of(rows: Sequence[Trigger], weapons: Sequence[Described], doers: Sequence[Described]) -> tuple[str, int]:
    """The type of an event told by these triggers, and the number of the trigger that says it."""
    strong = [i for i, row in enumerate(rows) if row.strength in ("strong", "device", "response", "warning")]
    weak = [i for i, row in enumerate(rows) if row.strength == "weak"]
    best = min(strong or weak, key=lambda i: _rank(rows[i].type))
    type_ = rows[best].type
    hand_to_hand = any(rows[i].id in HAND_TO_HAND for i in strong)
    if type_ in ("armed_assault", "assassination") and (not strong or type_ == "armed_assault") and not hand_to_hand:
        type_ = next((t for tag, t in WEAPON_TYPES if any(tag in w.tags for w in weapons)), type_)
    if type_ == "armed_assault" and not hand_to_hand:
        type_ = next((t for tag, t in AIRBORNE if any(tag in d.tags for d in doers)), type_)
    if type_ == "bombing" and any("aircraft" in d.tags or "aircraft_bomb" in d.tags for d in (*doers, *weapons)):
        type_ = "air_strike"
    return type_, best


def _rank(type_: str) -> int:
    return RANK.index(type_) if type_ in RANK else len(RANK)
