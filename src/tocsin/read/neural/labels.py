"""What the network says of words and windows: the names of its outputs, in their order.

A model folder names its own labels; those below are what is trained. A new label goes to the end of its list.
"""

from __future__ import annotations

from typing import Literal, get_args

Tag = Literal[
    "doer", "doer_org", "target", "victim", "hurt", "weapon", "trigger", "toll", "speaker", "content", "cue", "site",
    "party", "responder", "claimant", "issuer",
]  # fmt: skip
TAGS: tuple[Tag, ...] = get_args(Tag)
"""Stretches of words. `doer`: people who did it; `doer_org`: organisations that did it; `victim`: victims by name;
`hurt`: victims without one; `toll`: the number in a figure of people; `content`, `speaker`, `cue`: what is said, who
says it, and the word that tells so; `site`: where it happened; `party`: sides of a clash; `claimant`: who is said to
have done it, or to have claimed it; `issuer`: who warns or threatens."""

ROLE_TAGS: tuple[Tag, ...] = ("doer", "doer_org", "target", "victim", "hurt", "weapon")

TYPES = (
    "armed_assault", "bombing", "suicide_bombing", "landmine_explosion", "shelling", "missile_rocket", "air_strike",
    "drone_strike", "assassination", "execution", "abduction", "enforced_disappearance", "hostage_taking", "hijacking",
    "arson", "sabotage", "looting_property_destruction", "robbery", "chemical_attack", "vehicle_ramming", "stabbing",
    "sexual_violence", "beating_torture", "detainee_abuse", "mob_violence", "violent_demonstration", "excessive_force",
    "armed_clash", "forced_displacement", "blockade", "cyber_attack", "plot", "threat", "interception_seizure",
    "arrest", "security_operation", "trial", "condemnation", "security_measure", "investigation", "policy_measure",
    "aid", "negotiation", "ceasefire_agreement", "release", "territory_change", "warning", "intelligence_sharing",
    "responsibility_claim",
)  # fmt: skip
"""The type of the event that a trigger tells."""

STATUSES = ("occurred", "attempted", "foiled", "threatened", "planned", "denied")
MODALITIES = ("asserted", "claimed", "alleged", "denied")
MEASURES = (
    "killed", "injured", "casualties", "abducted", "missing", "displaced", "detained", "released", "rescued",
)  # fmt: skip

SCOPES = ("event", "additional", "subset", "several_events", "period", "conflict_to_date")

GROUPS = {"type": TYPES, "status": STATUSES, "modality": MODALITIES, "measure": MEASURES, "scope": SCOPES}
KINDS = tuple(name for group in GROUPS.values() for name in group)
"""Choices for a word: one of each group."""

WINDOW = ("event", "attack", "bombing", "kidnapping", "arson", "robbery", "hijacking", "relevant")
"""Of a window: whether it tells of an event such as the keys of MUC-4 hold, of which kinds, and whether of any
political violence or what belongs to it."""
