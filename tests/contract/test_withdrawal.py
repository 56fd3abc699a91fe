"""A withdrawal reaches STIX, CAP and Atom together, whatever the reason, and nothing of what was withdrawn is in it."""

import io
import json

import pytest
from msgspec.structs import replace

from keep.builders import ACTOR, HandClock, a_document, a_mint, a_reading
from keep.builders import an_incident as a_kept_incident
from share.xml_checks import alerts_of, entries_of, text
from tocsin.exporting import terms_of
from tocsin.keep import open_ledger
from tocsin.pipeline import incidents
from tocsin.record import Review
from tocsin.selection import Selection
from tocsin.settings import load_settings
from tocsin.share import EXPORTERS

STANDING = Selection(dismissed=False)


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def ledger(clock):
    with open_ledger("sqlite://", clock=clock, actor=ACTOR) as ledger:
        yield ledger


def fold(ledger, clock, *states, redirects=None):
    clock.move(hours=1)
    mints = [a_mint(ledger.document(state.documents[0]), incident=state.id) for state in states]
    known = {mint.incident for mint in ledger.mints()}
    kept = {state.id for state in states}
    ledger.save_changes(
        states,
        gone=[each.incident for each in ledger.incidents() if each.incident not in kept],
        mints=[mint for mint in mints if mint.incident not in known],
        redirects=redirects or {},
        fold_version="1",
    )


def shown(ledger, **more):
    """What each of the three formats says of each record: that it stands, or that it is withdrawn, by its id there."""
    settings = load_settings(flags={}, environment={})
    found = {}
    for name in ("stix", "cap", "atom"):
        terms = terms_of(ledger, settings, selection=STANDING, **more)
        out = io.BytesIO()
        exporter = EXPORTERS.make(name).on(terms)
        exporter.write(incidents(ledger, selection=STANDING, **more), out)
        found[name] = out.getvalue()
    return found


def stix(content):
    found = [each for each in json.loads(content)["objects"] if each["type"] == "incident"]
    return {each["id"]: "withdrawn" if each.get("revoked") else "stands" for each in found}


def atom(content):
    entries = entries_of(content)
    return {each.get("ref") or each.findtext("{*}id"): "withdrawn" if each.get("ref") else "stands" for each in entries}


def cap(content):
    return {
        text(each, "incidents"): "withdrawn" if text(each, "msgType") == "Cancel" else "stands"
        for each in alerts_of(content)
    }


def states_of(content):
    return [sorted(read(content[name]).values()) for name, read in (("stix", stix), ("cap", cap), ("atom", atom))]


def documents(ledger, *ids):
    for id in ids:
        doc = a_document(id, f"killed in {id}")
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        yield replace(a_kept_incident(doc), id=f"i{id}", title="Killing of Jonathan Doeman")


def test_what_no_report_tells_any_more_is_withdrawn_everywhere_under_the_same_ids(ledger, clock):
    one, two = documents(ledger, "a", "b")
    fold(ledger, clock, one, two)
    before = shown(ledger)
    assert states_of(before) == [["stands"] * 2] * 3
    fold(ledger, clock, two)
    after = shown(ledger)
    assert states_of(after) == [["stands", "withdrawn"]] * 3
    for name, read in (("stix", stix), ("atom", atom), ("cap", cap)):
        assert read(before[name]).keys() == read(after[name]).keys()


def test_what_a_person_dismissed_is_withdrawn_everywhere(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, one)
    fold(ledger, clock, replace(one, review=Review(state="dismissed", by="an analyst")))
    assert states_of(shown(ledger)) == [["withdrawn"]] * 3


def test_what_is_part_of_another_record_now_is_withdrawn_everywhere(ledger, clock):
    one, two = documents(ledger, "a", "b")
    fold(ledger, clock, one, two)
    fold(ledger, clock, one, redirects={two.id: one.id})
    after = shown(ledger)
    assert states_of(after) == [["stands", "withdrawn"]] * 3
    assert all(b"part of another record" in content for content in after.values())


def test_what_was_erased_is_withdrawn_everywhere_and_receivers_are_told_to_delete_it(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, one)
    ledger.erase(ledger.document("a").key, by="an analyst", reason="asked to")
    fold(ledger, clock)
    after = shown(ledger)
    assert states_of(after) == [["withdrawn"]] * 3
    assert all(b"delete what you hold of it" in content for content in after.values())


def test_nothing_of_what_was_withdrawn_is_in_it(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, one)
    fold(ledger, clock)
    for content in shown(ledger).values():
        assert b"Doeman" not in content
        assert one.type.value.encode() not in content


def test_what_holds_again_stands_everywhere_and_a_revoked_id_stays_revoked(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, one)
    first = shown(ledger)
    fold(ledger, clock, replace(one, review=Review(state="dismissed", by="an analyst")))
    (revoked,) = stix(shown(ledger)["stix"])
    fold(ledger, clock, one)
    again = shown(ledger)
    assert states_of(again) == [["stands"]] * 3
    assert list(stix(first["stix"])) == [revoked] != list(stix(again["stix"]))


def test_a_record_that_was_dismissed_before_it_ever_held_is_told_of_nowhere(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, replace(one, review=Review(state="dismissed", by="an analyst")))
    assert states_of(shown(ledger)) == [[], [], []]


def test_a_selection_that_never_took_it_is_not_told_of_its_end(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, one)
    fold(ledger, clock)
    settings = load_settings(flags={}, environment={})
    terms = terms_of(ledger, settings, selection=Selection(types=frozenset({"ceasefire_agreement"})))
    assert list(terms.withdrawn()) == []


def test_at_an_earlier_moment_nothing_was_withdrawn_yet(ledger, clock):
    (one,) = documents(ledger, "a")
    fold(ledger, clock, one)
    then = clock.now()
    before = shown(ledger)
    clock.move(hours=1)
    fold(ledger, clock)
    assert shown(ledger, as_recorded=then) == before
