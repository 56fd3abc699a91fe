"""The event types and their codes in other schemes."""

import re

import pytest

from tocsin.record.event_types import EVENT_TYPES, load_table

DESIGN = {
    "violence": "armed_assault bombing suicide_bombing landmine_explosion shelling missile_rocket air_strike "
    "drone_strike assassination execution abduction enforced_disappearance hostage_taking hijacking arson sabotage "
    "looting_property_destruction robbery chemical_attack vehicle_ramming stabbing sexual_violence beating_torture "
    "detainee_abuse mob_violence violent_demonstration excessive_force armed_clash forced_displacement blockade "
    "cyber_attack",
    "plot": "plot threat interception_seizure",
    "response": "arrest security_operation failure_to_protect trial condemnation security_measure investigation policy_measure aid "
    "negotiation ceasefire_agreement release territory_change",
    "warning": "warning intelligence_sharing",
    "claim": "responsibility_claim",
}


def test_the_types_are_those_of_the_design():
    assert {id: t.family for id, t in EVENT_TYPES.items()} == {
        id: family for family, ids in DESIGN.items() for id in ids.split()
    }


@pytest.mark.parametrize("type_", EVENT_TYPES.values(), ids=lambda t: t.id)
def test_every_code_exists_in_its_scheme(type_):
    schemes = load_table("schemes.toml")
    for scheme, code in type_.codes.items():
        assert code in schemes[scheme], f"{type_.id}: {scheme} has no code {code!r}"


@pytest.mark.parametrize("type_", EVENT_TYPES.values(), ids=lambda t: t.id)
def test_every_definition_is_a_sentence(type_):
    assert re.fullmatch(r"[A-Z].{15,}\.", type_.definition)
