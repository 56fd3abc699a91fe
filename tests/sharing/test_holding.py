"""A file for a partner: what they may have and what was told, in any format, and no more."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from lxml import etree

from share.release.records import Peoples
from sharing.conftest import OPEN
from tocsin.errors import InputError
from tocsin.share import EXPORTERS, OnTerms
from tocsin.sharing import put_out_and_hold
from tocsin.sharing.preview import bundle

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


def held(desk, name):
    desk.clock.move(minutes=1)
    return put_out_and_hold(desk.ledger, desk.settings, name, clock=desk.clock, peoples=Peoples())


def written(desk, name, format):
    holding, out = held(desk, name), BytesIO()
    exporter = EXPORTERS.make(format)
    (exporter.on(holding.terms) if isinstance(exporter, OnTerms) else exporter).write(iter(holding.shown), out)
    return out.getvalue()


def alerts(desk, name):
    """The kinds of CAP messages in a file, with the ids of those they refer to."""
    root = etree.fromstring(written(desk, name, "cap"))
    return [
        (each.findtext(f"{CAP}msgType"), each.findtext(f"{CAP}identifier"), each.findtext(f"{CAP}references") or "")
        for each in root.iter(f"{CAP}alert")
    ]


def test_it_holds_what_was_put_out_and_the_log_says_so(desk):
    desk.partner("north")
    assert written(desk, "north", "jsonl") == b""
    desk.decide("confirm")
    (line,) = written(desk, "north", "jsonl").splitlines()
    assert json.loads(line)["title"] == "Bombing, Kano, 2024-03-22"
    assert desk.kinds("north") == ["shared"]


def test_what_a_policy_hides_is_in_no_file(desk):
    desk.partner("north")
    desk.decide("confirm")
    for format in ("jsonl", "csv", "cap", "atom", "geojson"):
        found = written(desk, "north", format)
        assert b"Kano" in found
        assert b"Saltmarsh" not in found


def test_an_alert_is_updated_and_taken_back(desk):
    desk.partner("north")
    desk.decide("confirm")
    ((kind, first, _),) = alerts(desk, "north")
    assert kind == "Alert"
    desk.report("A bombing in Kano on 2024-03-22: 20 killed.", source="Northern Courier", published="2024-03-23")
    desk.decide("confirm")
    ((kind, second, references),) = alerts(desk, "north")
    assert (kind, first in references) == ("Update", True)
    assert alerts(desk, "north") == [(kind, second, references)]
    desk.policy("north", OPEN.replace('"all"', "[]"))
    ((kind, _, references),) = alerts(desk, "north")
    assert (kind, first in references, second in references) == ("Cancel", True, True)


def test_the_bundle_has_the_objects_of_the_collection(desk):
    desk.partner("north")
    desk.decide("confirm")
    holding = held(desk, "north")
    found = json.loads(bundle(holding.objects, id=holding.id))
    assert found["objects"]
    assert {each["id"] for each in found["objects"]} == {each["id"] for each in desk.shelf("north", type=None)}
    assert held(desk, "north").objects == holding.objects


def test_a_warning_is_in_the_file_reviewed_or_not(desk):
    desk.partner("north")
    desk.warn("north")
    assert len(held(desk, "north").shown) == 1


def test_nothing_is_written_for_who_was_revoked(desk):
    desk.partner("north")
    desk.ledger.partners.revoke("north", at=desk.clock.now())
    with pytest.raises(InputError, match="revoked"):
        held(desk, "north")
