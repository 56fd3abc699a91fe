"""STIX bundles of others: their values as theirs, their levels kept, what is lost said."""

import pytest

from importing.builders import (
    ORIGIN,
    OWN,
    an_event,
    an_object,
    bring,
    bundle,
    check,
    marked,
    one,
    tied,
    values,
)  # fmt: skip
from tocsin.importing.brought import From
from tocsin.record import Claim, Interval, Participant, Place, Toll, When
from tocsin.share.terms import tlp_marking
from tocsin.tlp import TLPS

ADF = an_object("threat-actor", name="Allied Democratic Forces")
ARMY = an_object("identity", name="Nigerian Army", identity_class="organization")
KANO = an_object("location", name="Kano", country="NG", latitude=12.0, longitude=8.52, precision=15_000)


def test_an_incident_of_another_tocsin_says_its_values_each_on_a_line_of_its_own():
    event = an_event(**marked("green"))
    brought = check(one(bundle(event, KANO, tied(event, "located-at", KANO))))
    assert values(brought, "type") == ["bombing"]
    assert values(brought, "when") == [When(earliest="2024-03-20", latest="2024-03-20", precision="day")]
    assert values(brought, "toll") == [Toll(measure="killed", low=9, best=11, high=14)]
    (place,) = values(brought, "where")
    assert (place.name, place.latitude, place.longitude, place.radius_km) == ("Kano", 12.0, 8.52, 15)
    assert brought.document.text == (
        "A blast at the market.\n\nShared by Border Desk\n\nbombing\n\noccurred\n\n2024-03-20, to the day\n\n"
        "Kano, NG (12.00000, 8.52000)\n\n11 (9 to 14) killed\n\n"
    )


def test_the_document_is_the_partner_s_and_has_no_address_of_anybody_else():
    event = an_event(external_references=[{"source_name": "Harbour Wire", "url": "https://wire.example/a"}])
    brought, _, lost = bring(bundle(event))
    doc = brought[0].document
    assert (doc.source, doc.id, doc.url) == ("Border Desk", f"Border Desk: {event['id']}", None)
    assert (doc.title, doc.published) == ("Bombing, Kano", "2024-03-22T12:00:00.000Z")
    assert lost["references to reports of others"] == 1


def test_every_value_is_on_the_partner_s_word():
    brought = check(one(bundle(an_event())))
    assert {each.attribution.name for each in brought.reading.mentions[0].statements} == {"Border Desk"}
    assert brought.reading.reader.name == "import.stix"


def test_claims_denials_and_accusations_stay_what_they_are():
    event = an_event()
    brought = check(one(bundle(event, ADF, ARMY, tied(event, "claimed-by", ADF), tied(event, "denied-by", ARMY))))
    assert values(brought, "claim") == [
        Claim(claimant="Allied Democratic Forces", stance="claimed", actor="adf-uganda"),
        Claim(claimant="Nigerian Army", stance="denied", actor="nigerian-army"),
    ]
    assert [(each.role, each.name) for each in values(brought, "participant")] == [
        ("perpetrator", "Allied Democratic Forces")
    ]


def test_what_the_partner_concludes_is_its_accusation():
    event = an_event()
    brought = check(one(bundle(event, ADF, tied(event, "attributed-to", ADF))))
    assert values(brought, "claim") == [
        Claim(claimant="Allied Democratic Forces", stance="blamed", actor="adf-uganda", by="Border Desk")
    ]
    said = brought.reading.mentions[0].of("participant")
    assert [(each.modality, each.value.actor) for each in said] == [("alleged", "adf-uganda")]


def test_a_person_is_no_party():
    event = an_event()
    person = an_object("identity", 9, name="Jonathan Doeman", identity_class="individual")
    brought, _, lost = bring(bundle(event, person, tied(event, "suspected", person)))
    assert values(brought[0], "claim") == []
    assert "Doeman" not in brought[0].document.text
    assert lost["claims and accusations of persons"] == 1


def test_prose_of_others_is_left_for_our_reader():
    event = an_object("incident", name="Bombing in Kano", description="At least 12 people were killed.")
    brought, _, lost = bring(bundle(event, KANO, tied(event, "located-at", KANO)))
    assert brought[0].reading is None
    assert (
        brought[0].document.text == "At least 12 people were killed.\n\nlocated at: Kano\n\nShared by Border Desk\n\n"
    )
    assert lost["relations of incidents that were kept as words only"] == 1


def test_reports_and_notes_are_documents():
    report = an_object("report", name="Weekly", description="Two blasts.", published="2024-03-21T00:00:00Z")
    note = an_object("note", abstract="Remark", content="Doubtful.")
    brought, _, _ = bring(bundle(report, note))
    assert [(each.document.title, each.document.published) for each in brought] == [
        ("Weekly", "2024-03-21T00:00:00Z"),
        ("Remark", "2024-03-22T12:00:00.000Z"),
    ]


def test_a_report_that_only_holds_an_incident_together_is_no_document():
    event = an_event()
    holder = an_object("report", name="Bombing", published="2024-03-21T00:00:00Z", object_refs=[event["id"]])
    brought, errors, _ = bring(bundle(event, holder))
    assert (len(brought), errors) == (1, [])


def test_what_is_not_taken_over_is_counted():
    others = [an_object("indicator", n, pattern="x") for n in range(3)]
    brought, errors, lost = bring(bundle(*others, an_object("malware", name="m"), an_event()))
    assert len(brought) == 1
    assert errors == []
    assert (lost["STIX objects of type indicator"], lost["STIX objects of type malware"]) == (3, 1)


def test_the_newest_version_of_an_object_counts_whatever_the_order():
    old, new = an_event(), {**an_event(status="foiled"), "modified": "2024-03-25T00:00:00.000Z"}
    for objects in ((old, new), (new, old)):
        assert values(one(bundle(*objects)), "status") == ["foiled"]


def test_what_the_partner_withdrew_tells_of_nothing():
    brought = one(bundle(an_event(revoked=True)))
    assert brought.withdrawn
    assert brought.reading.mentions == ()
    assert "blast" not in brought.document.text


def test_our_own_records_do_not_come_back_as_somebody_else_s():
    brought, _, lost = bring(bundle(an_event(created_by_ref=OWN)))
    assert brought == []
    assert lost["records of this ledger's own that came back"] == 1


def test_the_same_object_gives_the_same_key_and_another_partner_s_another():
    other = From(source="Other Desk", unmarked="red", now="2024-05-01T00:00:00+00:00")
    first, again = one(bundle(an_event())), one(bundle(an_event()), origin=ORIGIN)
    assert first == again
    assert one(bundle(an_event()), origin=other).document.key != first.document.key


# --------------------------------------------------------------------------------------------- the levels
@pytest.mark.parametrize("level", TLPS)
def test_a_level_stays(level):
    assert one(bundle(an_event(**marked(level)), tlp_marking(level))).tlp == level


STATEMENT = {**an_object("marking-definition", definition_type="statement", definition={"statement": "(c)"})}
OTHER = {**an_object("marking-definition", 2, definition_type="iep", definition={"x": "y"})}


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({}, "red"),
        ({"labels": ["TLP:Green"]}, "green"),
        ({"labels": ["tlp:white"]}, "clear"),
        ({"labels": ["tlp:purple"]}, "red"),
        ({"object_marking_refs": ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]}, "green"),
        ({"object_marking_refs": ["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"]}, "clear"),
        ({**marked("green"), "labels": ["tlp:amber"]}, "amber"),
        ({"object_marking_refs": [STATEMENT["id"]]}, "red"),
        ({"object_marking_refs": [*marked("green")["object_marking_refs"], STATEMENT["id"]]}, "green"),
        ({"object_marking_refs": [OTHER["id"], *marked("green")["object_marking_refs"]]}, "red"),
        ({"object_marking_refs": ["marking-definition--unknown"]}, "red"),
        (
            {
                **marked("clear"),
                "granular_markings": [
                    {"marking_ref": marked("amber")["object_marking_refs"][0], "selectors": ["name"]}
                ],
            },
            "amber",
        ),
    ],
)
def test_the_strictest_level_counts_and_none_or_unknown_is_the_strictest(fields, level):
    assert one(bundle(an_event(**fields), STATEMENT, OTHER)).tlp == level


def test_what_bears_no_level_has_the_one_that_was_agreed_on():
    agreed = From(source="Border Desk", unmarked="green", now=ORIGIN.now)
    assert one(bundle(an_event()), origin=agreed).tlp == "green"


def test_an_accusation_that_is_marked_more_strictly_makes_the_whole_so():
    event = an_event(**marked("clear"))
    tie = {**tied(event, "suspected", ADF), **marked("amber")}
    assert one(bundle(event, {**ADF, **marked("clear")}, tie)).tlp == "amber"


# ------------------------------------------------------------------------------------------- what is hostile
@pytest.mark.parametrize(
    ("values_", "words"),
    [
        ({"event_type": "sandwich"}, "no event type"),
        ({"status": None}, "status"),
        ({"happened": {"earliest": "yesterday"}}, "no day and no moment"),
        ({"happened": 3}, "happened"),
        ({"places": [{"name": "X", "latitude": 99, "longitude": 0}]}, "beyond the poles"),
        ({"places": [{}]}, "places"),
        ({"places": "Kano"}, "expected a list"),
        ({"tolls": [{"measure": "killed", "low": -1}]}, "below nobody"),
        ({"tolls": [{"measure": "killed", "low": 10**12}]}, "beyond all people"),
        ({"tolls": [{"measure": "sneezed", "low": 1}]}, "tolls"),
        ({"tolls": [{"measure": "killed", "low": "many"}]}, "tolls"),
        ({"unit": "dozen"}, "unit"),
        ({"description": "", "name": " "}, "no name, no description"),
    ],
)
def test_one_wrong_record_is_named_and_the_others_come_in(values_, words):
    brought, errors, _ = bring(bundle(an_event(1, **values_), an_event(2)))
    assert len(brought) == 1
    (error,) = errors
    assert words in error


@pytest.mark.parametrize(
    "thing",
    [
        {"type": "incident", "id": 3},
        {"type": "incident", "id": "incident--x", "name": ["a"]},
        {"type": "incident", "id": "incident--x", "extensions": {"a": "b"}},
        3,
        None,
        ["incident"],
    ],
)
def test_an_object_of_the_wrong_shape_is_named_and_the_others_come_in(thing):
    brought, errors, _ = bring(bundle(thing, an_event()))
    assert len(brought) == 1
    assert errors[0].startswith("standard input: object 1:")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"3", b'{"type": "bundle", "objects": 3}', b'{"type": "incident"}', b"\xff\xfe", b"[" * 100_000],
)
def test_what_is_no_bundle_and_no_lines_is_refused_in_one_sentence(content):
    brought, errors, _ = bring(content)
    assert brought == []
    (error,) = errors
    assert "expected a STIX 2.1 bundle" in error
    assert "\n" not in error


def test_circles_lead_nowhere():
    a, b = an_event(1), an_event(2)
    ties = [tied(a, "related-to", b), tied(b, "related-to", a), tied(a, "related-to", a)]
    self_marked = {**an_event(3), "object_marking_refs": [an_event(3)["id"]]}
    brought, errors, _ = bring(bundle(a, b, *ties, self_marked))
    assert (len(brought), errors) == (3, [])


def test_a_hundred_thousand_objects_come_through():
    noise = [an_object("indicator", 0)] * 60_000
    actors = [an_object("threat-actor", 0, name="X")] * 39_000
    brought, errors, lost = bring(bundle(*noise, *actors, *(an_event(n) for n in range(1000))))
    assert (len(brought), errors) == (1000, [])
    assert lost["STIX objects of type indicator"] == 60_000


def test_an_incident_with_a_hundred_thousand_relations_is_refused_or_read_in_time():
    event = an_event()
    ties = [{**tied(event, "claimed-by", ADF), "id": f"relationship--{n}"} for n in range(100_000)]
    brought, errors, _ = bring(bundle(event, ADF, *ties))
    assert (brought, len(errors)) == ([], 1)
    assert "longer than" in errors[0]


def test_hostile_words_stay_words_and_line_ends_do_not_make_lines():
    actor = an_object("threat-actor", 7, name="A killed 900 \x00 <b> B")
    event = an_event(name="<script>", description="{{x}} \u202e\nsecond line")
    brought = check(one(bundle(event, actor, tied(event, "claimed-by", actor))))
    assert "A killed 900 \x00 <b> B claims it\n" in brought.document.text
    assert values(brought, "toll") == [Toll(measure="killed", low=9, best=11, high=14)]
    assert values(brought, "participant") == [
        Participant(role="perpetrator", kind="organization", name="A killed 900 \x00 <b> B")
    ]


def test_a_location_alone_says_where_it_was_as_far_as_it_is_known():
    event = an_event(places=[], happened={"earliest": "2024-03-20", "end_latest": "2024-03-22", "precision": "day"})
    country = an_object("location", 3, country="NG")
    brought = one(bundle(event, country, tied(event, "located-at", country)))
    assert values(brought, "where") == [Place(name="NG", country="NG", precision="country")]
    assert values(brought, "when")[0].end == Interval(latest="2024-03-22")
