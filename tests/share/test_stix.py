"""STIX 2.1: bundles that the official library and validator take, with nobody private in them."""

import io
import json
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import FormError
from tocsin.record import Attribution, Claim, Evidence, IncidentAssessment, Participant, Place, Review, Toll
from tocsin.share.stix import StixExporter, extension
from tocsin.share.terms import TLP_IDS, Stamps, Terms, moment, tlp_marking
from tocsin.share.versions import Version
from tocsin.tlp import TLPS
from view.incidents import GOMA, an_incident, folded

DOCS = Path(__file__).parents[2] / "docs"
NAMESPACE = UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df")
STAMPS = Stamps("2024-03-22T12:00:00+00:00", "2024-03-23T08:30:00+00:00")
PERSON = "Jonathan Doeman"
CLAIMS = (
    folded(Claim(claimant="the ADF", stance="claimed", actor="adf-uganda")),
    folded(Claim(claimant="M23", stance="blamed", actor="m23", by=f"Governor {PERSON}")),
    folded(Claim(claimant="the army", stance="denied", actor="nigerian-army")),
    folded(Claim(claimant=PERSON, stance="suspected", by="the police")),
)
NAMED = {
    "title": f"Killing of {PERSON}",
    "participants": (folded(Participant(role="victim", kind="person", name=PERSON), f"{PERSON} was killed"),),
    "claims": CLAIMS,
    "where": (folded(GOMA), folded(Place(name=f"the house of {PERSON}", country="CD", precision="venue"))),
}
# Warnings of the validator that are no faults here: ids are of version 5, an incident is the source of relationships.
ACCEPTED = ("103", "202")


def terms(**given):
    return Terms(**{"namespace": NAMESPACE, "stamps": lambda id: STAMPS, "tlp": "green", **given})


def export(*incidents, **given):
    out = io.BytesIO()
    StixExporter(terms(**given)).write(iter(incidents), out)
    return out.getvalue()


def said(words, start=0, **more):
    evidence = Evidence(document="d1", start=start, end=start + len(words), quote=words)
    attribution = Attribution(text=words, direct=True, evidence=(evidence,), speaker_evidence=(), **more)
    return IncidentAssessment(document="d1", source="Harbour Wire", published="2024-03-23", attribution=attribution)


SAID = (
    said("It will feed recruitment.", speaker="the institute", post="director", affiliation="Harbour Institute"),
    said("It was badly planned.", start=40, speaker="police"),
)
DENIED = (
    folded(Claim(claimant="Kyiv", stance="denied", actor="government-ua")),
    folded(Claim(claimant="Ukraine", stance="blamed", actor="government-ua", by="Moscow")),
)


def objects(*incidents, type=None, **given):
    found = json.loads(export(*incidents, **given))["objects"]
    return [each for each in found if type is None or each["type"] == type]


def test_the_official_library_takes_a_bundle_and_gives_it_back():
    content = export(an_incident(**NAMED), an_incident(id="i2", assessments=SAID, claims=DENIED), redacted=True)
    parsed = stix2.parse(content, allow_custom=False)
    assert json.loads(parsed.serialize()) == json.loads(content)


def test_the_official_validator_finds_no_fault():
    from stix2validator import ValidationOptions, validate_string

    content = export(an_incident(**NAMED), an_incident(id="i2", assessments=SAID, claims=DENIED), redacted=True)
    found = validate_string(content.decode(), ValidationOptions(version="2.1", silent=True))
    assert found.is_valid
    assert [each for each in found.warnings if not any(f"{{{code}}}" in each for code in ACCEPTED)] == []


def test_the_same_incidents_give_the_same_bytes_each_id_once():
    assert export(an_incident(**NAMED)) == export(an_incident(**NAMED))
    ids = [each["id"] for each in objects(an_incident(**NAMED), an_incident(id="i2", **NAMED))]
    assert len(ids) == len(set(ids))


def test_nobody_private_is_in_it_whatever_names_them():
    assert PERSON.encode() not in export(an_incident(**NAMED))
    assert b"Doeman" not in export(an_incident(**NAMED))


def test_a_place_that_is_none_of_the_gazetteer_is_not_named():
    house = Place(name=f"the house of {PERSON}", country="CD", latitude=-1.6, longitude=29.2, precision="venue")
    content = export(an_incident(where=(folded(house),)))
    assert b"Doeman" not in content
    assert b"Armed assault, Democratic Republic of the Congo, 2024-03-22" in content


def test_what_is_said_of_responsibility_keeps_its_kind_and_is_no_conclusion():
    found = objects(an_incident(**NAMED), type="relationship")
    assert sorted(each["relationship_type"] for each in found) == ["blamed-on", "claimed-by", "denied-by", "located-at"]
    parties = {each["id"]: each["type"] for each in objects(an_incident(**NAMED))}
    targets = {each["relationship_type"]: parties[each["target_ref"]] for each in found}
    assert targets["claimed-by"] == "threat-actor"
    assert targets["denied-by"] == "identity"


def test_an_id_follows_from_the_record_and_not_from_what_it_says():
    (one,) = objects(an_incident(), type="incident")
    (corrected,) = objects(an_incident(title="Other", where=(), type=folded("bombing")), type="incident")
    (other,) = objects(an_incident(id="i2"), type="incident")
    (redacted,) = objects(an_incident(), type="incident", variant="partners")
    assert one["id"] == corrected["id"]
    assert len({one["id"], other["id"], redacted["id"]}) == 3


def test_two_ledgers_have_no_id_in_common():
    other = UUID("39c8fe5b-84e0-42a6-a3f7-a3563eb189e8")
    mine = {each["id"] for each in objects(an_incident(**NAMED))}
    theirs = {each["id"] for each in objects(an_incident(**NAMED), namespace=other)}
    shared = {each for each in mine & theirs if not each.startswith(("marking-definition", "extension-definition"))}
    assert shared == set()


def test_versions_carry_when_the_record_was_made_and_changed():
    (incident,) = objects(an_incident(), type="incident")
    assert (incident["created"], incident["modified"]) == ("2024-03-22T12:00:00.000Z", "2024-03-23T08:30:00.000Z")


@pytest.mark.parametrize("tlp", TLPS)
def test_every_object_is_marked_with_the_level_asked_for(tlp):
    found = objects(an_incident(**NAMED), tlp=tlp)
    marked = [each for each in found if each["type"] not in ("marking-definition", "extension-definition")]
    assert all(each["object_marking_refs"] == [TLP_IDS[tlp]] for each in marked)
    assert tlp_marking(tlp) in found


def test_what_is_not_marked_by_choice_is_red():
    plain = Terms(namespace=NAMESPACE, stamps=lambda id: STAMPS)
    assert plain.tlp == "red"


@pytest.mark.parametrize(
    ("fields", "determination"),
    [
        ({}, "suspected"),
        ({"review": Review(state="confirmed", by="an analyst")}, "confirmed"),
        ({"status": folded("foiled")}, "blocked"),
        ({"status": folded("attempted")}, "failed-attempt"),
        ({"review": Review(state="dismissed", by="an analyst")}, "false-positive"),
    ],
)
def test_the_status_is_told_in_the_words_of_the_draft_for_incidents(fields, determination):
    (incident,) = objects(an_incident(**fields), type="incident")
    core = incident["extensions"]["extension-definition--ef765651-680c-498d-9894-99799f2fa126"]
    assert core["determination"] == determination
    assert incident.get("revoked", False) == (determination == "false-positive")


@given(
    low=st.none() | st.integers(0, 500),
    best=st.none() | st.integers(0, 500),
    confidence=st.sampled_from(["single_source", "several_sources", "confirmed"]),
)
def test_confidence_lies_between_0_and_100_and_tolls_are_told_as_they_are(low, best, confidence):
    from msgspec import structs

    toll = folded(Toll(measure="killed", low=low, best=best))
    incident = an_incident(tolls=(structs.replace(toll, credibility=confidence),))
    for each in objects(incident):
        assert 0 <= each.get("confidence", 0) <= 100
    (found,) = objects(incident, type="incident")
    told = found["extensions"]["extension-definition--39c8fe5b-84e0-42a6-a3f7-a3563eb189e8"]["tolls"][0]
    assert (told.get("low"), told.get("best")) == (low, best)


def test_moments_are_utc_with_milliseconds():
    assert moment("2024-03-22T15:00:00+03:00") == "2024-03-22T12:00:00.000Z"
    assert moment("2024-03-22") == "2024-03-22T00:00:00.000Z"


def test_the_extension_keeps_to_its_published_schema():
    schema = json.loads((DOCS / "reference" / "tocsin.stix-incident.schema.json").read_text("utf-8"))
    tolls = (folded(Toll(measure="killed", low=9, best=11, high=14)), folded(Toll(measure="injured", low=3, side="a")))
    (incident,) = objects(an_incident(**NAMED, tolls=tolls), type="incident")
    jsonschema.validate(incident["extensions"][extension.ID], schema)
    (bare,) = objects(an_incident(when=None, where=(), tolls=()), type="incident")
    jsonschema.validate(bare["extensions"][extension.ID], schema)


def test_terms_are_needed():
    with pytest.raises(FormError, match="terms"):
        StixExporter().write(iter(()), io.BytesIO())


def test_what_a_government_denies_goes_along_as_what_others_blame_on_it():
    claims = (
        folded(Claim(claimant="Kyiv", stance="denied", actor="government-ua")),
        folded(Claim(claimant="Ukraine", stance="blamed", actor="government-ua", by="Moscow")),
    )
    found = objects(an_incident(claims=claims), type="relationship")
    kinds = {
        each["relationship_type"]: each["target_ref"] for each in found if each["relationship_type"] != "located-at"
    }
    assert set(kinds) == {"denied-by", "blamed-on"}
    parties = {each["id"]: each["name"] for each in objects(an_incident(claims=claims), type="identity")}
    assert {parties[ref] for ref in kinds.values()} == {"Government of Ukraine"}


def test_an_assessment_is_a_note_of_whoever_says_it_where_a_policy_lets_words_out():
    found = objects(an_incident(assessments=SAID), type="note", redacted=True)
    (incident,) = objects(an_incident(), type="incident", redacted=True)
    assert [(each["authors"], each["content"]) for each in found] == [
        (["the institute (director, Harbour Institute)"], "It will feed recruitment."),
        (["police"], "It was badly planned."),
    ]
    assert all(each["object_refs"] == [incident["id"]] for each in found)
    assert len({each["id"] for each in found}) == 2
    assert objects(an_incident(assessments=SAID), type="note") == []  # nobody has masked anything in them


def test_the_reports_behind_it_are_references_where_a_policy_names_outlets():
    (incident,) = objects(an_incident(), type="incident", redacted=True)
    assert [each["source_name"] for each in incident["external_references"]]
    assert all(each["external_id"] for each in incident["external_references"])
    (plain,) = objects(an_incident(), type="incident")
    assert "external_references" not in plain


def test_who_denies_what_others_lay_to_it_disagrees_with_the_accusation():
    (opinion,) = objects(an_incident(claims=DENIED), type="opinion")
    (accusation,) = (o for o in objects(an_incident(claims=DENIED)) if o.get("relationship_type") == "blamed-on")
    assert (opinion["opinion"], opinion["object_refs"]) == ("strongly-disagree", [accusation["id"]])
    assert opinion["authors"] == ["Government of Ukraine"]
    assert objects(an_incident(claims=DENIED[:1]), type="opinion") == []


def test_a_report_holds_the_objects_of_one_incident():
    one, other = objects(an_incident(**NAMED), an_incident(id="i2"), type="report")
    incidents = objects(an_incident(**NAMED), an_incident(id="i2"), type="incident")
    assert [each["id"] in report["object_refs"] for each, report in zip(incidents, (one, other), strict=True)] == [
        True,
        True,
    ]
    assert not set(one["object_refs"]) & set(other["object_refs"])
    assert one["report_types"] == ["threat-report"]


def over(*states):
    """The objects of a record that has been through these states, a day after another."""
    days = ("2024-03-22", "2024-03-23", "2024-03-24", "2024-03-25")
    versions = [Version(at=f"{at}T12:00:00+00:00", incident=state) for at, state in zip(days, states, strict=False)]
    stamps = Stamps(versions[0].at, versions[-1].at)
    return objects(states[-1], versions=lambda id: versions, stamps=lambda id: stamps)


CLAIMED, SILENT = an_incident(claims=CLAIMS[:1]), an_incident(claims=())


def claims_of(found):
    return [each for each in found if each.get("relationship_type") == "claimed-by"]


def test_a_claim_that_nobody_tells_any_more_is_revoked_while_its_incident_stands():
    (before,) = claims_of(over(CLAIMED))
    found = over(CLAIMED, SILENT)
    (claim,) = claims_of(found)
    assert (claim["id"], claim["revoked"], claim["modified"]) == (before["id"], True, "2024-03-23T12:00:00.000Z")
    assert "description" not in claim
    (incident,) = (each for each in found if each["type"] == "incident")
    assert "revoked" not in incident
    stix2.parse({"type": "bundle", "id": f"bundle--{NAMESPACE}", "objects": found})


def test_a_claim_that_is_told_again_has_another_id():
    (before,) = claims_of(over(CLAIMED))
    found = over(CLAIMED, SILENT, CLAIMED)
    (again,) = claims_of(found)
    assert "revoked" not in again
    assert again["id"] != before["id"]
    (report,) = (each for each in found if each["type"] == "report")
    assert again["id"] in report["object_refs"]
    (gone,) = claims_of(over(CLAIMED, SILENT, CLAIMED, SILENT))
    assert (gone["id"], gone["revoked"]) == (again["id"], True)
