"""Reports written for this project, read by the rule reader, beside what an analyst takes from them."""

import pytest

from golden.facts import HERE, NAMES, ROLES, all_compared, compare, facts_of, reading_of
from tocsin.record.event_types import EVENT_TYPES

KEYS = {"published", "title", "none", "acts", "responses", "warnings", "assessments", "also_fair", "missed"}
ACT_KEYS = {"type", "status", "background", "when", "where", "country", "tolls", "claims", *ROLES}
FLOOR = 0.7


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_what_the_analyst_read(name):
    facts = facts_of(name)
    missed = facts.get("missed", {})
    wrong = {each.path: each for each in compare(facts, reading_of(name)).wrong}
    worse = [f"wrong    {wrong[path]}" for path in wrong if path not in missed]
    better = [f"improved {path}: right now, so take it out of `missed`" for path in missed if path not in wrong]
    assert not worse + better, "\n".join([f"{name}:", *worse, *better])


def test_most_facts_are_right():
    compared = [each for _, each in all_compared()]
    right, stated = sum(each.right for each in compared), sum(each.stated for each in compared)
    assert right / stated >= FLOOR, f"{right} of {stated} facts are right"


@pytest.mark.parametrize("name", NAMES)
def test_a_pair_is_well_formed(name):
    text, facts = (HERE / f"{name}.txt").read_text(encoding="utf-8"), facts_of(name)
    assert 60 <= len(text.split()) <= 180
    assert set(facts) <= KEYS
    assert facts.get("none", False) is not ("acts" in facts)
    for act in facts.get("acts", ()):
        assert set(act) <= ACT_KEYS
        assert EVENT_TYPES[act["type"]].family in ("violence", "plot")
    for type_, _ in facts.get("responses", ()):
        assert EVENT_TYPES[type_].family == "response"
    for path, why in facts.get("missed", {}).items():
        assert path
        assert len(why.split()) >= 3, f"{path}: say why"


def test_every_text_has_its_facts():
    assert len(NAMES) >= 10
    assert {path.name for path in HERE.glob("*.facts.json")} == {f"{name}.facts.json" for name in NAMES}
