"""CAP 1.2: messages that any receiver takes, never more certain than the record, each with those that it replaces."""

import io
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs

from share.xml_checks import alerts_of, check_alert, entries_of, parameters, text
from tocsin.cap import Circle, Message, Reference, cap_time, faults
from tocsin.cap.xml import document
from tocsin.errors import FormError
from tocsin.record import Claim, Interval, Participant, Place, Review, Toll, When
from tocsin.share.cap import CapExporter
from tocsin.share.terms import Stamps, Terms
from tocsin.share.versions import Version
from view.incidents import GOMA, an_incident, folded, support

NAMESPACE = UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df")
FIRST, SECOND, THIRD = "2024-03-22T12:00:00+00:00", "2024-03-23T08:30:00+00:00", "2024-03-24T09:00:00+00:00"
PERSON = "Jonathan Doeman"


def terms(**given):
    return Terms(**{"namespace": NAMESPACE, "stamps": lambda id: Stamps(FIRST, FIRST), "tlp": "green", **given})


def over(*states, **given):
    """The terms of a record that has been through these states, one at each moment."""
    versions = [Version(at=at, incident=state) for at, state in zip((FIRST, SECOND, THIRD), states, strict=False)]
    return terms(versions=lambda id: versions, stamps=lambda id: Stamps(FIRST, versions[-1].at), **given)


def feed(*incidents, on=None, **given):
    out = io.BytesIO()
    done = CapExporter(on or terms(**given)).write(iter(incidents), out)
    return done, out.getvalue()


def alerts(*incidents, **given):
    return alerts_of(feed(*incidents, **given)[1])


def alert(incident, **given):
    (found,) = alerts(incident, **given)
    return found


NAMED = {
    "title": f"Killing of {PERSON}",
    "participants": (folded(Participant(role="victim", kind="person", name=PERSON), f"{PERSON} was killed"),),
    "claims": (
        folded(Claim(claimant="the ADF", stance="claimed", actor="adf-uganda")),
        folded(Claim(claimant="M23", stance="blamed", actor="m23", by=f"Governor {PERSON}")),
        folded(Claim(claimant=PERSON, stance="suspected", by="the police")),
    ),
    "where": (folded(Place(name=f"the house of {PERSON}", country="CD", latitude=-1.6, longitude=29.2, radius_km=2)),),
}


def test_a_message_says_what_the_record_says():
    found = alert(an_incident(tolls=(folded(Toll(measure="killed", low=9, best=11, high=14)),)))
    assert text(found, "sent") == "2024-03-22T12:00:00-00:00"
    assert text(found, "incidents") == "i1"
    assert text(found, "info", "headline") == "Armed assault, Goma, 2024-03-22: 11 killed"
    assert text(found, "info", "expires") == "2024-03-23T12:00:00-00:00"
    assert text(found, "info", "area", "circle") == "-1.67409,29.22845 15.0"
    said = parameters(found)
    assert [said[f"killed.{bound}"] for bound in ("low", "best", "high")] == ["9", "11", "14"]


def test_nobody_private_is_named_and_nothing_is_quoted():
    content = feed(an_incident(**NAMED))[1].decode()
    assert "Doeman" not in content
    assert "attack" not in content


def test_an_accusation_is_told_as_one():
    words = text(alert(an_incident(**NAMED)), "info", "description")
    assert "Others say that March 23 Movement did it; that is an accusation." in words
    assert "police" not in words


# --------------------------------------------------------------------------------------------- the scales
@pytest.mark.parametrize(
    ("fields", "certainty"),
    [
        ({}, "Possible"),
        ({"type": structs.replace(folded("bombing"), credibility="several_sources")}, "Likely"),
        ({"type": structs.replace(folded("bombing"), credibility="confirmed")}, "Observed"),
        ({"review": Review(state="confirmed", by="an analyst")}, "Observed"),
        ({"review": Review(state="disputed", by="an analyst")}, "Possible"),
        ({"type": structs.replace(folded("bombing", modality="claimed"), credibility="several_sources")}, "Possible"),
        ({"status": folded("denied")}, "Unlikely"),
        ({"status": folded("threatened"), "review": Review(state="confirmed", by="an analyst")}, "Possible"),
        ({"status": folded("planned")}, "Possible"),
        ({"family": "warning", "type": folded("warning")}, "Possible"),
    ],
)
def test_certainty_is_never_more_than_the_record_has(fields, certainty):
    assert text(alert(an_incident(**fields)), "info", "certainty") == certainty


@pytest.mark.parametrize(
    ("fields", "urgency"),
    [
        ({}, "Past"),
        ({"status": folded("foiled")}, "Past"),
        ({"when": None}, "Past"),
        ({"when": folded(When(earliest="2024-03-20", latest="2024-03-20", ongoing=True))}, "Unknown"),
        ({"status": folded("threatened"), "when": None}, "Unknown"),
        ({"status": folded("threatened"), "when": folded(When(earliest="2024-03-30"))}, "Future"),
        ({"status": folded("planned"), "when": folded(When(earliest="2024-03-22", latest="2024-03-25"))}, "Unknown"),
        ({"status": folded("threatened"), "when": folded(When(latest="2024-03-01"))}, "Past"),
    ],
)
def test_urgency_follows_from_whether_it_is_over(fields, urgency):
    assert text(alert(an_incident(**fields)), "info", "urgency") == urgency


@pytest.mark.parametrize(
    ("tolls", "severity"),
    [
        ([], "Unknown"),
        ([Toll(measure="killed", low=10)], "Extreme"),
        ([Toll(measure="killed", low=2, best=50, high=50)], "Severe"),
        ([Toll(measure="killed", high=180)], "Unknown"),
        ([Toll(measure="abducted", low=1)], "Severe"),
        ([Toll(measure="injured", best=10)], "Severe"),
        ([Toll(measure="injured", best=9)], "Moderate"),
        ([Toll(measure="killed", low=0, best=0), Toll(measure="injured", low=0, best=0)], "Minor"),
        ([Toll(measure="killed", low=0, best=0)], "Unknown"),
        ([Toll(measure="killed", low=900, scope="period")], "Unknown"),
    ],
)
def test_severity_follows_from_the_lowest_figures(tolls, severity):
    found = alert(an_incident(tolls=tuple(folded(each) for each in tolls)))
    assert text(found, "info", "severity") == severity


# ------------------------------------------------------------------------------------------ where and when
def test_a_place_known_only_to_its_country_is_a_wide_circle_and_a_code():
    place = Place(name="Mali", country="ML", latitude=17, longitude=-4, radius_km=700, precision="country")
    found = alert(an_incident(where=(folded(place),)))
    assert text(found, "info", "area", "circle") == "17.00000,-4.00000 700.0"
    assert text(found, "info", "area", "geocode", "value") == "ML"


@pytest.mark.parametrize("place", [Place(name="the camp", latitude=1, longitude=1), Place(name="the camp")])
def test_without_a_radius_there_is_no_point(place):
    found = alert(an_incident(where=(folded(place),)))
    assert text(found, "info", "area", "circle") is None
    assert text(found, "info", "area", "areaDesc") == "Place not known"


def test_a_day_is_no_onset_and_an_instant_is():
    assert text(alert(an_incident()), "info", "onset") is None
    at = "2024-03-22T20:15+03:00"
    found = alert(an_incident(when=folded(When(earliest=at, latest=at, precision="minute", end=Interval()))))
    assert text(found, "info", "onset") == "2024-03-22T17:15:00-00:00"


# --------------------------------------------------------------------------------------------- the thread
CONFIRMED = an_incident(review=Review(state="confirmed", by="an analyst"))
DISMISSED = an_incident(review=Review(state="dismissed", by="an analyst"))
RISEN = an_incident(tolls=(folded(Toll(measure="killed", low=60)),))
BACKED = an_incident(coverage=("d1", "d2"))


def test_what_changes_is_an_update_of_what_was_sent():
    first = alert(an_incident(), on=over(an_incident()))
    second = alert(RISEN, on=over(an_incident(), RISEN))
    assert [text(each, "msgType") for each in (first, second)] == ["Alert", "Update"]
    sent = (text(first, "sender"), text(first, "identifier"), text(first, "sent"))
    assert text(second, "references") == ",".join(sent)
    assert text(second, "identifier") != text(first, "identifier")


def test_a_revision_in_which_nothing_shown_has_changed_sends_nothing_new():
    assert feed(an_incident(), on=over(an_incident())) == feed(BACKED, on=over(an_incident(), BACKED))


def test_what_is_dismissed_cancels_all_that_was_sent():
    first, second = (alert(each[-1], on=over(*each)) for each in ((an_incident(),), (an_incident(), RISEN)))
    cancel = alert(DISMISSED, on=over(an_incident(), RISEN, DISMISSED))
    assert text(cancel, "msgType") == "Cancel"
    assert text(cancel, "sent") == cap_time(THIRD)
    assert [each.split(",")[1] for each in text(cancel, "references").split()] == [
        text(each, "identifier") for each in (first, second)
    ]
    assert "dismissed" in text(cancel, "note")
    assert cancel.find("{*}info") is None


def test_what_holds_again_is_a_new_alert():
    again = alert(an_incident(), on=over(an_incident(), DISMISSED, an_incident()))
    assert (text(again, "msgType"), text(again, "sent")) == ("Alert", cap_time(THIRD))


def test_what_was_dismissed_before_anything_was_sent_needs_no_cancel():
    done, content = feed(DISMISSED, on=over(DISMISSED))
    assert (done.written, done.left_out) == (0, 1)
    assert alerts_of(content) == []


def test_what_turns_out_to_be_no_single_event_is_cancelled():
    summary = an_incident(unit="summary")
    cancel = alert(summary, on=over(an_incident(), summary))
    assert text(cancel, "msgType") == "Cancel"
    assert feed(summary)[0].left_out == 1


def test_only_what_a_person_reviewed_is_actual():
    done, content = feed(an_incident(), CONFIRMED, status="Actual")
    assert (done.written, done.left_out) == (1, 1)
    assert [text(each, "status") for each in alerts_of(content)] == ["Actual"]
    assert [text(each, "status") for each in alerts(an_incident(), CONFIRMED)] == ["Draft", "Draft"]


def test_a_message_that_is_actual_is_the_first_even_where_the_record_is_older():
    found = alert(CONFIRMED, on=over(an_incident(), RISEN, CONFIRMED, status="Actual"))
    assert (text(found, "msgType"), text(found, "sent")) == ("Alert", cap_time(THIRD))


def test_levels_and_forms_of_a_record_have_messages_of_their_own():
    every = [{}, {"tlp": "clear"}, {"variant": "partners"}, {"status": "Exercise"}]
    assert len({text(alert(an_incident(), **given), "identifier") for given in every}) == len(every)


def test_only_what_is_clear_is_public():
    assert [text(alert(an_incident(), tlp="clear"), each) for each in ("scope", "restriction")] == ["Public", None]
    found = alert(an_incident(), tlp="amber+strict")
    assert [text(found, each) for each in ("scope", "restriction", "code")] == [
        "Restricted",
        "TLP:AMBER+STRICT",
        "tlp:amber+strict",
    ]


# ------------------------------------------------------------------------------------------- feed, folder
def test_the_feed_is_atom_and_each_entry_is_as_old_as_its_message():
    entries = entries_of(feed(an_incident(), an_incident(id="i2"))[1])
    assert [each.findtext("{*}updated") for each in entries] == ["2024-03-22T12:00:00Z"] * 2
    assert [each.find("{*}content").get("type") for each in entries] == ["application/cap+xml"] * 2


def test_a_folder_has_a_file_for_each_message_and_keeps_those_before(tmp_path):
    for states in ((an_incident(),), (an_incident(), RISEN), (an_incident(), RISEN)):
        CapExporter(over(*states)).write_folder(iter(states[-1:]), tmp_path)
    files = sorted(tmp_path.glob("*.xml"), key=lambda path: path.name)
    messages = {path.name: etree.parse(path).getroot() for path in files if path.name != "feed.atom.xml"}
    for each in messages.values():
        check_alert(each)
    assert sorted(text(each, "msgType") for each in messages.values()) == ["Alert", "Update"]
    (entry,) = entries_of((tmp_path / "feed.atom.xml").read_bytes())
    linked = messages[entry.find("{*}link").get("href")]
    assert text(linked, "msgType") == "Update"
    assert not list(tmp_path.glob(".*"))


# ------------------------------------------------------------------------------------- messages by themselves
BARE = Message(
    identifier="a", sender="b@example.org", sent=FIRST, status="Draft", msg_type="Alert", scope="Restricted",
    restriction="TLP:RED",
)  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"identifier": "a b"}, "identifier"),
        ({"sender": "a,b"}, "sender"),
        ({"msg_type": "Update"}, "no references"),
        ({"msg_type": "Cancel"}, "no references"),
        ({"restriction": None}, "no restriction"),
        ({"scope": "Private"}, "no addresses"),
    ],
)
def test_what_the_schema_does_not_catch_is_refused(fields, words):
    with pytest.raises(FormError, match=words):
        document(structs.replace(BARE, **fields))


def test_a_circle_has_to_be_on_earth():
    from tocsin.cap import Area, Info

    info = Info(
        event="e", urgency="Past", severity="Minor", certainty="Possible", expires=FIRST, headline="h", description="d",
        sender_name="s", areas=(Area(description="x", circles=(Circle(latitude=91, longitude=0, radius_km=1),)),),
    )  # fmt: skip
    assert faults(structs.replace(BARE, info=info)) == [
        "it expires before it is sent",
        "a circle lies nowhere on earth",
    ]


def test_references_and_incidents_are_lists_with_spaces():
    known = Reference(sender="b@example.org", identifier="x", sent=FIRST)
    whole = structs.replace(BARE, msg_type="Update", references=(known, known), incidents=("i1", "two words"))
    found = etree.fromstring(document(whole))
    check_alert(found)
    assert text(found, "references").count(" ") == 1
    assert text(found, "incidents") == 'i1 "two words"'


@given(st.text(), st.text(min_size=1))
def test_any_words_give_a_message_that_the_schema_takes(producer, name):
    place = structs.replace(GOMA, name=name)
    incident = an_incident(where=(folded(place),), type=structs.replace(folded("bombing"), support=(support(name),)))
    (found,) = alerts(incident, producer=producer or "x")
    assert text(found, "info", "area", "areaDesc")
