"""Policies: every default is the strict one, and a file that is wrong is refused with all that is wrong."""

import pytest
from msgspec import structs

from share.release.records import CITY, SITE, a_document, a_record, behind, said
from tocsin.errors import PolicyError
from tocsin.record import Review
from tocsin.share.policy import Policy, Profile, parse_policy
from tocsin.share.policy.file import TEMPLATE
from tocsin.share.release import refusal

WIDE = Policy(tlp="green", countries=None, families=None)


def parse(text):
    return parse_policy(text, name="north.toml")


def test_the_file_that_is_made_for_a_new_partner_lets_nothing_out():
    policy = parse(TEMPLATE.format(name="north", about='"the northern desk"'))
    assert (policy.tlp, policy.countries, policy.families) == ("clear", frozenset(), frozenset())
    assert policy.show == Profile()
    assert refusal(a_record(), structs.replace(policy, tlp="red"), behind()) is not None


def test_everything_that_is_wrong_is_told_at_once_with_its_line():
    text = 'tlp = "purple"\ncountries = ["Atlantis"]\nembargo_hours = -1\n[show]\nnames = "all"\nnams = 1\nquotes = "yes"\n'
    with pytest.raises(PolicyError) as caught:
        parse(text)
    assert [(fault.line, fault.where) for fault in caught.value.faults] == [
        (None, ""), (1, "tlp"), (2, "countries"), (3, "embargo_hours"), (5, "show, names"), (6, "show, nams"),
        (7, "show, quotes"),
    ]  # fmt: skip
    assert "families" in str(caught.value)


@pytest.mark.parametrize("text", ["countries = [", 'countries = "all"', "families = []", "show = 1"])
def test_what_does_not_say_who_and_what_is_no_policy(text):
    with pytest.raises(PolicyError):
        parse(text)


def test_names_of_countries_become_codes():
    policy = parse('countries = ["Nigeria", "ne"]\nfamilies = "all"\ntypes = ["arrest"]\n')
    assert (policy.countries, policy.families, policy.types) == (frozenset({"NG", "NE"}), None, frozenset({"arrest"}))


def test_a_profile_is_named_by_what_it_shows_and_by_nothing_else():
    one = parse('about = "one"\ncountries = ["NG"]\nfamilies = "all"\n[show]\nquotes = true\n')
    other = parse('about = "other"\ntlp = "red"\ncountries = "all"\ntypes = ["bombing"]\n[show]\nquotes = true\n')
    assert one.show.id == other.show.id
    assert one.id != other.id
    assert one.show.id != Profile().id


def test_what_is_not_marked_is_as_strict_as_can_be():
    unmarked = structs.replace(behind(), unmarked="red")
    assert "TLP:RED" in refusal(a_record(), WIDE, unmarked).reason
    assert refusal(a_record(), WIDE, behind()) is None
    marked = structs.replace(behind(), marked={"d1": "amber"})
    assert "TLP:AMBER" in refusal(a_record(), WIDE, marked).reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"countries": frozenset()}, "nobody"),
        ({"countries": frozenset({"NE"})}, "it was in NG"),
        ({"families": frozenset()}, "nobody"),
        ({"families": frozenset({"response"})}, "armed assault"),
        ({"credibility": "several_sources"}, "single source"),
        ({"information": 2}, "graded 6"),
    ],
)
def test_what_a_policy_does_not_ask_for_stays(fields, reason):
    assert reason in refusal(a_record(), structs.replace(WIDE, **fields), behind()).reason


def test_a_type_goes_besides_the_families():
    policy = structs.replace(WIDE, families=frozenset(), types=frozenset({"armed_assault"}))
    assert refusal(a_record(), policy, behind()) is None


def test_an_incident_of_two_countries_needs_both():
    two = a_record(where=(said(SITE), said(structs.replace(CITY, country="NE"))))
    assert "NE" in refusal(two, structs.replace(WIDE, countries=frozenset({"NG"})), behind()).reason
    assert refusal(two, structs.replace(WIDE, countries=frozenset({"NG", "NE"})), behind()) is None
    nowhere = a_record(where=())
    assert "no report says" in refusal(nowhere, structs.replace(WIDE, countries=frozenset({"NG"})), behind()).reason


def test_a_record_whose_reports_are_not_at_hand_stays():
    assert "nobody knows" in refusal(a_record(), WIDE, behind(a_document("d2"))).reason


def test_what_was_dismissed_is_withdrawn():
    refused = refusal(a_record(review=Review(state="dismissed")), WIDE, behind())
    assert refused.withdrawn


def test_who_was_told_of_the_charge_hears_of_the_release_whatever_the_policy_asks_for():
    narrow = structs.replace(WIDE, countries=frozenset({"NE"}), families=frozenset({"plot"}))
    assert refusal(a_record(), narrow, behind(), told=True) is None
    assert refusal(a_record(), structs.replace(narrow, tlp="clear"), behind(), told=True) is not None
