"""A CAP channel: a file for each alert, updates and cancellations that name what was said before, and a feed."""

import pytest
from lxml import etree
from msgspec import structs

from share.xml_checks import check_alert, entries_of, parameters, text
from tocsin.clock import later
from tocsin.record import Review, Toll
from tocsin.watch.alert import make_alert
from tocsin.watch.alert_masker import Sources
from tocsin.watch.channels import CapSpec
from tocsin.watch.delivery.cap_files import FEED, CapChannel
from tocsin.watch.rings import Ring
from tocsin.watch.values import Watch
from view.incidents import an_incident, folded
from watch.builders import Names

NOW = "2024-03-23T12:00:00+00:00"
STANDING = an_incident()
RISEN = an_incident(tolls=(folded(Toll(measure="killed", low=60)),))
DISMISSED = an_incident(review=Review(state="dismissed", by="an analyst"))


def an_alert(before, after, kind="toll", key="1", minutes=0, **fields):
    ring = Ring(kind=kind, key=key, told=("killed: 60, after 40",), why=("Goma lies in CD",))
    watch = Watch(name="goma", changes=("toll",))
    made = make_alert(
        watch, ring, before, after, sources=Sources(readings={}, peoples=Names()), made_at=later(NOW, 60.0 * minutes)
    )
    return structs.replace(made, **fields)


NEW = an_alert(None, STANDING, kind="new_incident", key="new")
UPDATE = an_alert(STANDING, RISEN, key="killed:60", minutes=1)
CORRECTION = an_alert(RISEN, STANDING, kind="correction", key="fell:killed:40", minutes=2)
GONE = an_alert(STANDING, None, kind="correction", key="gone:3", minutes=3)
DISMISSAL = an_alert(STANDING, DISMISSED, kind="correction", key="gone:3", minutes=3)
AGAIN = an_alert(None, STANDING, kind="new_incident", key="new:4", minutes=4)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "alerts"


def send(folder, *alerts, **spec):
    channel = CapChannel("relay", CapSpec(**{"folder": str(folder), "sender": "desk@example.org", **spec}))
    for alert in alerts:
        channel.send([alert], id=alert.id)


def messages(folder):
    found = [etree.parse(path).getroot() for path in folder.glob("*.xml") if path.name != FEED]
    for each in found:
        check_alert(each)
    return sorted(found, key=lambda each: text(each, "sent"))


def test_what_follows_is_an_update_of_all_before_and_what_ends_it_a_cancel(folder):
    send(folder, NEW, UPDATE, CORRECTION, GONE, AGAIN)
    found = messages(folder)
    assert [text(each, "msgType") for each in found] == ["Alert", "Update", "Update", "Cancel", "Alert"]
    said = [f"desk@example.org,{text(each, 'identifier')},{text(each, 'sent')}" for each in found]
    assert [(text(each, "references") or "").split() for each in found] == [[], said[:1], said[:2], said[:3], []]


def test_a_dismissal_is_a_cancel_as_well(folder):
    send(folder, NEW, DISMISSAL)
    assert [text(each, "msgType") for each in messages(folder)] == ["Alert", "Cancel"]


def test_what_ends_and_was_never_told_is_not_told(folder):
    send(folder, GONE)
    assert messages(folder) == []


def test_an_alert_that_comes_twice_is_one_message(folder):
    send(folder, NEW, UPDATE)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    send(folder, NEW, UPDATE)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_message_says_what_the_alert_says(folder):
    send(folder, UPDATE, sender_name="Example desk", tlp="green")
    (found,) = messages(folder)
    assert text(found, "info", "headline") == "Toll: Armed assault in Goma"
    assert "killed: 60, after 40" in text(found, "info", "description")
    assert [text(found, "info", each) for each in ("urgency", "severity", "certainty")] == [
        "Past",
        "Extreme",
        "Possible",
    ]
    assert text(found, "info", "senderName") == "Example desk"
    assert text(found, "info", "area", "circle") == "-1.67409,29.22845 15.0"
    assert (text(found, "scope"), text(found, "restriction")) == ("Restricted", "TLP:GREEN")
    assert parameters(found)["watch"] == "goma"


def test_a_surge_is_a_message_of_its_own_without_an_area(folder):
    surge = structs.replace(NEW, kind="surge", incident="", incidents=("i1", "i2"), record=None, headline="Surge: NG")
    send(folder, surge, structs.replace(surge, id="1b"))
    found = messages(folder)
    assert [text(each, "msgType") for each in found] == ["Alert", "Alert"]
    assert [text(each, "incidents") for each in found] == ["i1 i2"] * 2
    assert found[0].find("{*}info/{*}area") is None


def test_two_watches_have_threads_of_their_own(folder):
    send(folder, NEW, structs.replace(NEW, id="1b", watch="other"))
    assert [text(each, "msgType") for each in messages(folder)] == ["Alert", "Alert"]


def test_what_nobody_reviewed_is_a_draft_however_it_was_asked_for(folder):
    confirmed = an_incident(review=Review(state="confirmed", by="an analyst"))
    send(folder, NEW, an_alert(STANDING, confirmed, key="2", minutes=1), status="Actual")
    assert [text(each, "status") for each in messages(folder)] == ["Draft", "Actual"]


def test_the_feed_links_to_the_newest(folder):
    send(folder, NEW, UPDATE, GONE, most=2)
    entries = entries_of((folder / FEED).read_bytes())
    assert [each.find("{*}category").get("term") for each in entries] == ["Cancel", "Update"]
    assert all((folder / each.find("{*}link").get("href")).exists() for each in entries)


def test_hostile_words_and_names_of_files_stay_words_in_the_folder(folder):
    hostile = structs.replace(NEW, id="../../x", incident="../../y", headline="<b>\x00& " + "x" * 300, changed=("]]>",))
    send(folder, hostile)
    (found,) = messages(folder)
    assert text(found, "info", "headline").startswith("<b>& x")
    assert {path.parent for path in folder.parent.rglob("*.xml")} == {folder}
