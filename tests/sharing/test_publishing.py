"""Every partner's collection holds what the policy lets them have of the record as a person last reviewed it."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from msgspec import structs

from sharing.conftest import OPEN
from tocsin.errors import InputError
from tocsin.sharing import Desk


def names(found):
    return [each["name"] for each in found]


def test_nothing_is_put_out_before_a_person_has_reviewed_it(desk):
    desk.partner("north")
    assert desk.publish()["north"].told == 0
    assert desk.shelf("north", type=None) == []
    desk.decide("confirm")
    assert desk.publish()["north"].told == 1
    assert names(desk.shelf("north")) == ["Bombing, Kano, 2024-03-22"]


def test_a_policy_may_ask_for_what_nobody_has_reviewed(desk):
    desk.partner("north", OPEN + 'review = "none"\n')
    assert desk.publish()["north"].told == 1


def test_publishing_twice_changes_nothing(desk):
    desk.partner("north")
    desk.decide("confirm")
    desk.publish()
    before = desk.shelf("north", type=None, all=True)
    assert desk.publish()["north"].told == 0
    assert desk.shelf("north", type=None, all=True) == before
    assert desk.kinds("north") == ["shared"]


def test_a_new_report_reaches_partners_only_after_the_next_review(desk):
    desk.partner("north")
    desk.decide("confirm")
    desk.publish()
    desk.report("A bombing in Kano on 2024-03-22: 20 killed.", source="Northern Courier", published="2024-03-23")
    desk.publish()
    assert "14 killed" in desk.shelf("north")[0]["description"]
    desk.decide("confirm")
    desk.publish()
    (first, second) = desk.shelf("north", all=True)
    assert "20 killed" in second["description"]
    assert first["id"] == second["id"]
    assert first["created"] == second["created"] == first["modified"] < second["modified"]


def test_a_change_that_is_hidden_moves_nothing(desk):
    desk.partner("north")
    desk.partner("open", OPEN + "[show]\nsources = true\nquotes = true\ndescriptions = true\n")
    desk.decide("confirm")
    desk.publish()
    desk.decide("correct", property="political", words="doubtful")
    desk.decide("correct", property="political", words="yes")
    desk.decide("confirm")
    done = desk.publish()
    assert (done["north"].told, done["open"].told) == (0, 0)
    assert len(desk.shelf("north", all=True)) == 1


def test_two_partners_with_one_profile_get_the_same_objects(desk):
    desk.partner("north", OPEN)
    desk.partner("south", 'tlp = "red"\ncountries = ["NG"]\ntypes = ["bombing"]\n')
    desk.decide("confirm")
    desk.publish()
    assert desk.shelf("north", type=None) == desk.shelf("south", type=None)


def test_one_id_and_moment_never_mean_two_contents(desk):
    policies = {"a": "", "b": "[show]\nplaces = 'country'\n", "c": "mark = 'amber'\n", "d": "embargo_hours = 0\n"}
    for name, more in policies.items():
        desk.partner(name, OPEN.replace("green", "red") + more)
    desk.decide("confirm")
    desk.publish()
    desk.decide("correct", property="killed", words="15")
    desk.publish()
    found: dict[tuple[str, str], str] = {}
    for name in policies:
        for each in desk.shelf(name, type=None, all=True):
            key = each["id"], each.get("modified", "")
            assert found.setdefault(key, json.dumps(each)) == json.dumps(each)
    ids = {name: {each["id"] for each in desk.shelf(name)} for name in policies}
    assert ids["a"] == ids["d"]
    assert len(ids["a"] | ids["b"] | ids["c"]) == 3


def test_a_tightened_policy_revokes_the_old_form_and_tells_nothing_of_it(desk):
    desk.partner("north", OPEN)
    desk.partner("south", OPEN)
    desk.decide("confirm")
    desk.publish()
    (old,) = desk.shelf("north")
    desk.policy("north", OPEN + '[show]\nplaces = "country"\n')
    done = desk.publish()
    assert (done["north"].told, done["north"].withdrawn, done["south"].told) == (1, 1, 0)
    last = {each["id"]: each for each in desk.shelf("north", type=None)}
    assert last[old["id"]]["revoked"] is True
    assert last[old["id"]]["modified"] > old["modified"]
    revoked = [each for each in last.values() if each.get("revoked")]
    assert sorted(each["type"] for each in revoked) == ["incident", "location", "relationship", "report"]
    assert "Kano" not in json.dumps(revoked)
    assert not any(each.get("revoked") for each in desk.shelf("south", type=None))


@pytest.mark.parametrize(
    "policy", ['tlp = "green"\ncountries = []\nfamilies = "all"\n', OPEN.replace("green", "clear")]
)
def test_what_they_may_have_no_longer_is_revoked(desk, policy):
    desk.partner("north")
    desk.decide("confirm")
    desk.publish()
    desk.policy("north", policy)
    desk.publish()
    assert [each.get("revoked") for each in desk.shelf("north")] == [True]
    assert desk.kinds("north") == ["shared", "withdrawn"]


def test_what_was_dismissed_reaches_everybody_as_revoked_and_comes_back_under_another_id(desk):
    desk.partner("north")
    desk.partner("other", OPEN + "[show]\nquotes = true\n")
    desk.decide("confirm")
    desk.publish()
    entry = desk.decide("dismiss")
    desk.publish()
    for name in ("north", "other"):
        (held,) = desk.shelf(name)
        assert (held["revoked"], held["name"]) == (True, "Withdrawn")
    desk.undo(entry)
    desk.publish()
    first, again = desk.shelf("north")
    assert first["revoked"]
    assert "revoked" not in again
    assert first["id"] != again["id"]


def test_a_record_whose_report_was_erased_is_revoked(desk):
    desk.partner("north")
    desk.decide("confirm")
    desk.publish()
    desk.ledger.erase(desk.ledger.document("d1").key, by="A. Analyst", reason="asked for")
    from tocsin.pipeline import refold

    refold(desk.ledger)
    desk.publish()
    assert [each.get("revoked") for each in desk.shelf("north")] == [True]
    assert "Kano" not in json.dumps(desk.shelf("north", type=None, all=True))


def test_each_update_waits_for_the_embargo(desk):
    desk.partner("north", OPEN + "embargo_hours = 48\n")
    desk.decide("confirm")
    desk.publish()
    assert desk.shelf("north") == []
    desk.clock.move(hours=49)
    desk.publish()
    desk.decide("correct", property="killed", words="15")
    desk.publish()
    assert "14 killed" in desk.shelf("north")[-1]["description"]
    desk.clock.move(hours=49)
    desk.publish()
    assert "15 killed" in desk.shelf("north")[-1]["description"]


def test_a_sensitive_site_is_told_of_a_day_late_and_coarsely(desk):
    desk.report("An abduction in Goma on 2024-03-20: 3 people killed.", published="2024-03-20")
    desk.partner("north", OPEN)
    from tocsin.pipeline import incidents, refold
    from tocsin.review import decide

    (held,) = [each.id for each in incidents(desk.ledger) if each.type.value == "abduction"]
    decide(desk.ledger, held, "confirm", by="A. Analyst", reason="seen")
    refold(desk.ledger)
    desk.publish()
    assert desk.shelf("north") == []
    desk.clock.move(hours=25)
    desk.publish()
    (place,) = desk.shelf("north", type="location")
    assert (place["latitude"], place["longitude"]) == (-1.75, 29.25)
    assert "Goma" not in json.dumps(desk.shelf("north", type=None))


def test_a_partner_whose_policy_is_wrong_gets_nothing_and_the_others_do(desk):
    desk.partner("north", "countries = [")
    desk.partner("south")
    desk.decide("confirm")
    done = desk.publish()
    assert done["north"].error is not None
    assert (done["south"].told, desk.shelf("north")) == (1, [])


def test_nothing_new_is_put_out_for_a_partner_who_was_revoked(desk):
    desk.partner("north")
    desk.ledger.partners.revoke("north", at=desk.clock.now())
    desk.decide("confirm")
    assert desk.publish() == {}
    with pytest.raises(InputError, match="revoked"):
        desk.warn("north")


def test_the_log_says_under_which_version_of_the_policy(desk):
    desk.partner("north")
    desk.decide("confirm")
    desk.publish()
    desk.policy("north", OPEN + 'mark = "amber"\n')
    desk.policy("north", 'tlp = "amber"\ncountries = "all"\nfamilies = "all"\nmark = "amber"\n')
    desk.publish()
    first, *_, last = desk.ledger.partners.log(partner="north")
    assert desk.ledger.partners.policy(first.policy) == OPEN
    assert "amber" in desk.ledger.partners.policy(last.policy)
    assert (first.by, last.revision) == ("tocsin", first.revision)


def test_terms_of_passing_it_on_go_along_as_a_marking(desk):
    desk.partner("north", OPEN + 'terms = "Not to be passed on."\nmark = "green"\n')
    desk.decide("confirm")
    desk.publish()
    markings = {each["id"]: each for each in desk.shelf("north", type="marking-definition")}
    (incident,) = desk.shelf("north")
    marks = [markings[ref] for ref in incident["object_marking_refs"]]
    assert [mark.get("name") or mark["definition"]["statement"] for mark in marks] == [
        "TLP:GREEN",
        "Not to be passed on.",
    ]


def test_what_an_object_refers_to_lies_before_it(desk):
    desk.partner("north", OPEN + 'terms = "x"\n')
    desk.decide("confirm")
    desk.publish()
    seen = set()
    for each in desk.shelf("north", type=None):
        ends = [each.get(name) for name in ("created_by_ref", "source_ref", "target_ref")]
        assert {ref for ref in (*ends, *each.get("object_marking_refs", ())) if ref} <= seen
        seen.add(each["id"])


def test_the_official_library_takes_what_is_put_out(desk):
    import stix2

    desk.partner("north", OPEN + 'terms = "Not to be passed on."\n')
    desk.decide("confirm")
    desk.publish()
    desk.decide("dismiss")
    desk.publish()
    for each in desk.shelf("north", type=None, all=True):
        parsed = stix2.parse(each, allow_custom=False)
        assert json.loads(parsed.serialize()) == each


def test_what_was_taken_back_by_itself_comes_back_under_other_ids(desk, monkeypatch):
    desk.partner("north")
    desk.decide("confirm")
    desk.publish()
    (first,) = desk.shelf("north")
    plain = Desk.offer

    def placeless(self, *args, **more):
        offer = plain(self, *args, **more)
        kept = tuple(each for each in offer.objects if each["type"] not in ("location", "relationship"))
        return structs.replace(offer, objects=kept)

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "offer", placeless)
        desk.publish()
    assert [each.get("revoked") for each in desk.shelf("north", type="location")] == [True]
    assert desk.shelf("north") == [first]
    desk.publish()
    old, new = desk.shelf("north")
    assert (old["id"], old["revoked"], new.get("revoked")) == (first["id"], True, None)
    assert [each.get("revoked") for each in desk.shelf("north", type="location")] == [True, None]
    assert desk.publish()["north"].told == 0


def test_it_is_known_when_an_embargo_ends(desk):
    desk.partner("north", OPEN + "embargo_hours = 6\n")
    desk.partner("south")
    assert desk.publish()["north"].due is None
    desk.decide("confirm")
    found = desk.publish()
    assert found["south"].due is None
    assert found["north"].told == 0
    desk.clock.move(hours=6)
    assert datetime.fromisoformat(desk.clock.now()) >= found["north"].due
    again = desk.publish()["north"]
    assert (again.told, again.due) == (1, None)
