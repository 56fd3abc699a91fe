"""Atom: stable ids, `updated` moves only with what is shown, and what is withdrawn is a tombstone."""

import io
from uuid import UUID

import feedparser

from share.xml_checks import entries_of
from tocsin.record import Participant, Place, Review, Toll
from tocsin.share.atom import AtomExporter
from tocsin.share.terms import Stamps, Terms
from tocsin.share.versions import Version
from view.incidents import an_incident, folded

NAMESPACE = UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df")
FIRST, SECOND, THIRD = "2024-03-22T12:00:00+00:00", "2024-03-23T08:30:00+00:00", "2024-03-24T09:00:00+00:00"
PERSON = "Jonathan Doeman"
DISMISSED = an_incident(review=Review(state="dismissed", by="an analyst"))
RISEN = an_incident(tolls=(folded(Toll(measure="killed", low=60)),))


def export(*incidents, states=None, **given):
    known = {"namespace": NAMESPACE, "stamps": lambda id: Stamps(FIRST, FIRST), "tlp": "green", **given}
    if states is not None:
        versions = [Version(at=at, incident=state) for at, state in zip((FIRST, SECOND, THIRD), states, strict=False)]
        known |= {"versions": lambda id: versions, "stamps": lambda id: Stamps(FIRST, versions[-1].at)}
    out = io.BytesIO()
    AtomExporter(Terms(**known)).write(iter(incidents), out)
    return out.getvalue()


def test_a_reader_of_feeds_shows_what_the_record_says():
    found = feedparser.parse(export(an_incident(), producer="Example Monitor"))
    assert not found.bozo
    assert (found.feed.title, found.feed.author) == ("Incidents: Example Monitor", "Example Monitor")
    (entry,) = found.entries
    assert entry.title == "Armed assault, Goma, 2024-03-22: at least 40 killed"
    assert "A single source tells it. Read by machine; no person has reviewed it." in entry.content[0].value
    assert entry.updated == "2024-03-22T12:00:00Z"


def test_an_entry_keeps_its_id_and_is_updated_when_what_it_says_changes():
    first, second = (
        entries_of(export(each[-1], states=each))[0] for each in ((an_incident(),), (an_incident(), RISEN))
    )
    assert first.findtext("{*}id") == second.findtext("{*}id")
    assert [each.findtext("{*}updated") for each in (first, second)] == ["2024-03-22T12:00:00Z", "2024-03-23T08:30:00Z"]
    assert second.findtext("{*}published") == "2024-03-22T12:00:00Z"


def test_a_revision_in_which_nothing_shown_has_changed_changes_no_byte():
    backed = an_incident(coverage=("d1", "d2"))
    assert export(an_incident(), states=[an_incident()]) == export(backed, states=[an_incident(), backed])


def test_what_is_dismissed_is_a_tombstone_of_the_same_id():
    (entry,) = entries_of(export(an_incident(), states=[an_incident()]))
    (stone,) = entries_of(export(DISMISSED, states=[an_incident(), DISMISSED]))
    assert stone.get("ref") == entry.findtext("{*}id")
    assert stone.get("when") == "2024-03-23T08:30:00Z"
    assert "dismissed" in stone.findtext("{*}comment")


def test_what_holds_again_is_an_entry_that_is_younger_than_its_tombstone():
    (entry,) = entries_of(export(an_incident(), states=[an_incident(), DISMISSED, an_incident()]))
    assert entry.findtext("{*}updated") > "2024-03-23T08:30:00Z"


def test_a_summary_and_history_are_told_as_such():
    content = export(an_incident(unit="summary", background=True, political="no")).decode()
    assert "Armed assault, Goma, 2024-03-22 (summary, told as history, not political)" in content
    assert "It sums up several events. It is told as history. Reports tell of private motives only." in content


def test_nobody_private_is_named_and_nothing_is_quoted():
    struck = folded(Participant(role="victim", kind="person", name=PERSON), f"{PERSON} was killed")
    place = folded(Place(name=f"the house of {PERSON}", country="CD"))
    content = export(an_incident(title=f"Killing of {PERSON}", participants=(struck,), where=(place,))).decode()
    assert "Doeman" not in content
    assert "attack" not in content


def test_markup_in_names_stays_text():
    place = folded(Place(name="<b>Goma</b> & <script>x</script>", country="CD", geonames_id=1))
    (entry,) = entries_of(export(an_incident(where=(place,))))
    assert entry.findtext("{*}title").startswith("Armed assault, <b>Goma</b> & <script>x</script>")
    assert entry.find("{*}title").get("type") is None
