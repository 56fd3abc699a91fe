"""A warning goes at once, on a person's word, with a receipt; what the policy hides stays hidden."""

from __future__ import annotations

import hashlib
import json

import pytest

from sharing.conftest import OPEN
from tocsin.errors import InputError


def test_a_warning_waits_for_nothing_and_asks_for_nothing_but_the_level(desk):
    desk.partner("north", 'tlp = "green"\ncountries = ["NE"]\nfamilies = ["plot"]\nembargo_hours = 48\n')
    receipt = desk.warn("north")
    (held,) = desk.shelf("north")
    assert held["name"] == "Bombing, Kano, 2024-03-22"
    assert (receipt.kind, receipt.by, receipt.reason) == ("warned", "A. Analyst", "named as a target")
    assert receipt.hash == hashlib.sha256(receipt.form.encode()).hexdigest()
    assert (held["id"], held["modified"]) in receipt.objects
    assert desk.kinds("north") == ["warned"]


def test_what_the_level_forbids_no_warning_tells(desk):
    desk.partner("north", OPEN)
    desk.mark("red")
    with pytest.raises(InputError, match="TLP:RED"):
        desk.warn("north")
    assert desk.shelf("north", type=None) == []


def test_a_warning_hides_what_the_policy_hides(desk):
    desk.partner("north", OPEN + '[show]\nplaces = "country"\n')
    desk.warn("north")
    assert "Kano" not in json.dumps(desk.shelf("north", type=None))


def test_a_warning_is_kept_up_to_date_and_taken_back(desk):
    desk.partner("north", 'tlp = "green"\ncountries = []\nfamilies = []\n')
    desk.warn("north")
    desk.publish()
    assert desk.kinds("north") == ["warned"]
    desk.report("A bombing in Kano on 2024-03-22: 20 killed.", source="Northern Courier", published="2024-03-23")
    desk.publish()
    assert "20 killed" in desk.shelf("north")[0]["description"]
    desk.decide("dismiss")
    desk.publish()
    assert desk.shelf("north")[0]["revoked"] is True
    assert desk.kinds("north") == ["warned", "warned", "withdrawn"]


def test_a_warning_is_another_form_than_what_follows_by_the_policy(desk):
    desk.partner("north")
    desk.warn("north")
    desk.decide("confirm")
    desk.publish()
    assert len({each["id"] for each in desk.shelf("north")}) == 2
    assert not any(each.get("revoked") for each in desk.shelf("north"))


def test_a_message_goes_along_and_stays_when_the_record_is_brought_up_to_date(desk):
    desk.partner("north")
    desk.warn("north", message="Keep away from the port this week.")
    (note,) = desk.shelf("north", type="note")
    (incident,) = desk.shelf("north")
    assert (note["content"], note["object_refs"]) == ("Keep away from the port this week.", [incident["id"]])
    assert "named as a target" not in json.dumps(desk.shelf("north", type=None))
    desk.report("A bombing in Kano on 2024-03-22: 20 killed.", source="Northern Courier", published="2024-03-23")
    desk.publish()
    assert desk.shelf("north", type="note") == [note]
    desk.decide("dismiss")
    desk.publish()
    (note,) = desk.shelf("north", type="note")
    assert (note["revoked"], note["content"]) == (True, "Withdrawn")


@pytest.mark.parametrize("message", ["See the Saltmarsh Gazette.", "Look at https://example.org/x", "Kano is next."])
def test_a_message_that_says_what_the_policy_hides_is_refused(desk, message):
    desk.partner("north", OPEN + '[show]\nplaces = "country"\n')
    with pytest.raises(InputError, match="what their policy hides"):
        desk.warn("north", message=message)
    assert desk.kinds("north") == []
