"""Every row of the noun table has values of the closed sets; the longer phrase wins."""

from typing import get_args

import pytest

from lexicon.word_table import WordTable
from tocsin.record.values import ParticipantKind

TABLE = WordTable("nouns.csv")
ROWS = TABLE.rows

KINDS_BY_CLASS = {
    "armed": {"person", "group"},
    "armed_org": {"organization", "group"},
    "security": {"state_force", "person", "organization"},
    "official": {"person", "organization"},
    "government": {"government"},
    "civilian": {"civilians", "person", "organization"},
    "suspect": {"person"},
    "facility": {"facility"},
    "vehicle": {"vehicle"},
    "infrastructure": {"infrastructure"},
    "property": {"property"},
    "device": {"device"},
    "event_other": {""},
    "none": {""},
}
WEAPON_TAGS = {
    "gun", "explosive", "vehicle_bomb", "suicide_device", "mine", "grenade", "rocket", "missile", "mortar",
    "artillery", "aircraft_bomb", "drone", "incendiary", "blade", "vehicle", "chemical", "blunt", "stone",
    "torture_tool",
}  # fmt: skip
# Whom or what the word means beyond its class. An armed person's or an aircraft's tag may be a weapon's too.
OTHER_TAGS = {
    "activist", "aid_worker", "business", "children", "clergy", "culture", "cyber", "dead", "diplomatic", "displaced",
    "doer", "driver", "education", "elderly", "electoral", "energy", "family", "farmer", "food", "foreigner", "former",
    "government", "health", "hoax", "hostage", "human_rights", "indigenous", "industry", "intelligence",
    "journalist", "judicial", "leader", "media", "military", "narcotics", "peacekeeper", "police", "political",
    "prison", "prisoner", "private_security", "refugee", "religious", "religious_group", "rescue", "residential", "side",
    "sport", "student", "telecom", "tourist", "transport", "union", "victim", "water", "women", "worker",
    "worshipper", "gathering", "disaster", "mishap", "disease", "figure", "drill", "fiction", "own_hand", "critic",
    "nature", "beast",
}  # fmt: skip
TRIED = [
    ("The police station burned.", "facility"),
    ("A suicide bomber came.", "armed"),
    ("A suicide car bomb went off.", "device"),
    ("A security guard ran.", "security"),
    ("The school bus stopped.", "vehicle"),
    ("The bus driver ran.", "civilian"),
    ("The rocket scientist spoke.", "none"),
    ("The attorney general resigned.", "official"),
    ("The rebel leader fled.", "armed"),
    ("A death squad came.", "armed_org"),
    ("The power line fell.", "infrastructure"),
    ("The suspected gunman was held.", "suspect"),
    ("The football match was late.", "event_other"),
]


def test_a_kind_is_one_that_the_record_can_hold() -> None:
    assert {kind for kinds in KINDS_BY_CLASS.values() for kind in kinds} - {""} <= set(get_args(ParticipantKind))


def test_classes_kinds_and_tags_are_of_the_closed_sets() -> None:
    for row in ROWS:
        assert row["kind"] in KINDS_BY_CLASS[row["class"]], row["forms"]
        tags = row["tags"].split("|") if row["tags"] else []
        assert len(tags) == len(set(tags)), row["forms"]
        if row["class"] == "device":
            assert len(tags) <= 1, row["forms"]
            assert set(tags) <= WEAPON_TAGS, row["forms"]
        else:
            assert set(tags) <= WEAPON_TAGS | OTHER_TAGS, row["forms"]


def test_every_class_and_every_tag_has_a_row() -> None:
    assert {row["class"] for row in ROWS} == set(KINDS_BY_CLASS)
    assert {tag for row in ROWS for tag in row["tags"].split("|") if tag} == WEAPON_TAGS | OTHER_TAGS


@pytest.mark.parametrize(("text", "expected"), TRIED)
def test_the_longer_phrase_wins(text: str, expected: str) -> None:
    assert ROWS[TABLE.find(text)[0]]["class"] == expected
