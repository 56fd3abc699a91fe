"""Partners, their keys and what they were told, in a file and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from keep.builders import ACTOR, HandClock, a_document
from tocsin.errors import InputError, UnknownNameError
from tocsin.keep import open_ledger
from tocsin.ports import Ledger
from tocsin.ports.partners import Handover, Marking, ObjectStamp, Partner, PartnerKey

NOW = "2024-03-26T12:00:00+00:00"
NORTH = Partner(name="north", collection="c1", added_at=NOW, added_by="A. Analyst", about="the northern desk")
KEY = PartnerKey(id="k1", partner="north", hash="h1", made_at=NOW, made_by="A. Analyst", expires_at="2025-01-01")


@pytest.fixture(params=["file", "memory"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger:
        ledger.partners.add(NORTH)
        yield ledger


def a_handover(**fields: object) -> Handover:
    known = {
        "partner": "north", "incident": "i1", "kind": "shared", "at": NOW, "by": "tocsin", "policy": "p1", "variant": "v1",
        "objects": (("incident--1", "2024"),), "form": '[{"é": 1}]', "hash": "h", "documents": ("d1",), "revision": 3,
    }  # fmt: skip
    return Handover(**{**known, **fields})  # type: ignore[arg-type]


def test_a_partner_is_kept_and_no_two_have_one_name(ledger: Ledger) -> None:
    assert ledger.partners.all() == [NORTH]
    assert ledger.partners.partner("north") == NORTH
    with pytest.raises(InputError, match="already"):
        ledger.partners.add(replace(NORTH, collection="c2"))
    with pytest.raises(UnknownNameError, match="did you mean 'north'"):
        ledger.partners.partner("nort")


def test_keys_are_found_by_their_beginning_and_expire_together(ledger: Ledger) -> None:
    ledger.partners.add_key(KEY)
    ledger.partners.add_key(replace(KEY, id="k2", made_at="2024-03-27T00:00:00+00:00", expires_at=None))
    ledger.partners.add_key(replace(KEY, id="k3", made_at="2024-03-28T00:00:00+00:00"))
    assert ledger.partners.key("k1") == KEY
    assert ledger.partners.key("k9") is None
    assert [key.id for key in ledger.partners.keys("north")] == ["k3", "k2", "k1"]
    assert ledger.partners.expire_keys("north", at="2024-04-01", but="k3") == 2
    assert [key.expires_at for key in ledger.partners.keys("north")] == ["2025-01-01", "2024-04-01", "2024-04-01"]


def test_revoking_ends_every_good_key(ledger: Ledger) -> None:
    ledger.partners.add_key(KEY)
    ledger.partners.add_key(replace(KEY, id="k2", expires_at="2024-01-01"))
    assert ledger.partners.revoke("north", at=NOW) == 1
    assert ledger.partners.partner("north").revoked_at == NOW
    assert ledger.partners.key("k1").revoked_at == NOW  # type: ignore[union-attr]


def test_a_version_of_a_policy_is_kept_once(ledger: Ledger) -> None:
    ledger.partners.keep_policy("p1", "tlp = 1", at=NOW)
    ledger.partners.keep_policy("p1", "tlp = 2", at=NOW)
    assert ledger.partners.policy("p1") == "tlp = 1"
    assert ledger.partners.policy("p2") is None


def test_a_stamp_replaces_the_one_before(ledger: Ledger) -> None:
    stamp = ObjectStamp(id="o1", created="1", modified="1", used="1", hash="a")
    ledger.partners.stamp([stamp, replace(stamp, id="o2")])
    ledger.partners.stamp([replace(stamp, modified="2", used="3", hash="b")])
    assert ledger.partners.stamps(["o1", "o1", "o3"]) == {"o1": replace(stamp, modified="2", used="3", hash="b")}


def test_what_was_told_is_told_again_word_for_word(ledger: Ledger) -> None:
    number = ledger.partners.hand(a_handover())
    assert ledger.partners.log() == [a_handover(number=number)]
    assert ledger.partners.told(number) == '[{"é": 1}]'


def test_the_last_word_on_each_form_of_each_incident_stands(ledger: Ledger) -> None:
    for fields in ({}, {"variant": "v2"}, {"incident": "i2"}, {"kind": "withdrawn", "form": ""}):
        ledger.partners.hand(a_handover(**fields))
    standing = [(each.incident, each.variant, each.kind, each.form) for each in ledger.partners.standing("north")]
    assert standing == [("i1", "v2", "shared", ""), ("i2", "v1", "shared", ""), ("i1", "v1", "withdrawn", "")]


def test_the_log_is_asked_by_partner_incident_and_moment(ledger: Ledger) -> None:
    ledger.partners.add(replace(NORTH, name="south", collection="c2"))
    ledger.partners.hand(a_handover())
    ledger.partners.hand(a_handover(incident="i2", at="2024-03-27T00:00:00+00:00"))
    ledger.partners.hand(a_handover(partner="south"))
    log = ledger.partners.log
    assert [each.incident for each in log(partner="north")] == ["i1", "i2"]
    assert [each.partner for each in log(incident="i1")] == ["north", "south"]
    assert [each.incident for each in log(partner="north", until="2024-03-26T23:00:00+00:00")] == ["i1"]


def test_erasing_a_document_blanks_what_was_told_of_it_and_leaves_that_it_was(ledger: Ledger) -> None:
    doc = a_document("d1")
    ledger.add_document(doc)
    number = ledger.partners.hand(a_handover())
    other = ledger.partners.hand(a_handover(documents=("d2",)))
    ledger.erase(doc.key, by="A. Analyst", reason="asked for")
    assert ledger.partners.told(number) == ""
    assert ledger.partners.told(other) != ""
    blanked = ledger.partners.log()[0]
    assert (blanked.partner, blanked.hash, blanked.documents) == ("north", "h", ())
    assert "é" not in blanked.form


def test_a_marking_replaces_the_one_before(ledger: Ledger) -> None:
    amber = Marking(document="d1", tlp="amber", marked_at=NOW, marked_by="A. Analyst")
    ledger.partners.mark([amber, replace(amber, document="d2")])
    ledger.partners.mark([replace(amber, tlp="red")])
    assert ledger.partners.markings(["d1", "d3"]) == {"d1": replace(amber, tlp="red")}
