"""Our record in the columns of UCDP GED, ACLED and GTD: codes by those schemes' rules, or none."""

import csv
import io

import pytest

from tocsin.compare import load_coded
from tocsin.record import Claim, Interval, Participant, Place, Toll, When
from tocsin.share import EXPORTERS
from view.incidents import GOMA, an_incident, folded

ARMY = Participant(role="perpetrator", kind="state_force", name="Nigerian troops", actor="nigerian-army")
REBELS = Participant(role="perpetrator", kind="organization", name="the ADF", actor="adf-uganda")
VILLAGERS = Participant(role="victim", kind="civilians", name="villagers")
SOLDIERS = Participant(role="victim", kind="state_force", name="soldiers", actor="nigerian-army")
PERSON = Participant(role="victim", kind="person", name="Jonathan Doeman")


def export(name, *incidents):
    out = io.BytesIO()
    done = EXPORTERS.make(name).write(iter(incidents), out)
    return done, list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"))))


def one(name, **fields):
    people = tuple(folded(each) for each in fields.pop("people", (REBELS, VILLAGERS)))
    _, (row,) = export(name, an_incident(participants=people, **fields))
    return row


def when(earliest, latest, **more):
    return folded(When(earliest=earliest, latest=latest, **more))


def test_a_settled_event_is_a_clear_row_of_ucdp():
    row = one("ucdp", violence_kind="one_sided")
    assert row["code_status"] == "Clear"
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("3", "Allied Democratic Forces", "Civilians")
    assert row["side_a_new_id"].isdigit()
    assert (row["where_prec"], row["date_prec"], row["date_start"]) == ("1", "1", "2024-03-22")
    assert (row["country"], row["geom_wkt"]) == ("Democratic Republic of the Congo", "POINT (29.2284 -1.67409)")
    assert (row["low"], row["best"], row["high"]) == ("40", "40", "")


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, "sides"),
        ({"when": when(None, "2024-03-22")}, "sides, date"),
        ({"where": ()}, "sides, place"),
        ({"tolls": ()}, "sides, deaths"),
    ],
)
def test_what_is_not_settled_is_said_to_be_not_codable(fields, missing):
    assert one("ucdp", **fields)["code_status"] == f"Not codable: {missing}"


ALLIANCE = Participant(role="party", kind="organization", name="rebel alliance", side="a")
FRONT = Participant(role="party", kind="organization", name="the Reed River Front", side="a")
TROOPS = Participant(role="party", kind="state_force", name="soldiers", side="b")
FOREIGN = Participant(role="party", kind="state_force", name="soldiers", side="b", origin="Uganda")


@pytest.mark.parametrize(
    ("people", "status", "dyad"),
    [
        ((ALLIANCE, TROOPS), "Not codable: sides", "rebel alliance - Government of Democratic Republic of the Congo"),
        ((FRONT, TROOPS), "Clear", "the Reed River Front - Government of Democratic Republic of the Congo"),
        ((FRONT, FOREIGN), "Not codable: sides", "the Reed River Front - soldiers"),
        ((REBELS, SOLDIERS), "Clear", "Allied Democratic Forces - Government of Nigeria"),
    ],
)
def test_sides_are_settled_only_where_it_is_told_which_they_are(people, status, dyad):
    row = one("ucdp", people=people, violence_kind="state_based")
    assert (row["code_status"], row["dyad_name"]) == (status, dyad)


@pytest.mark.parametrize(
    ("day", "precision"),
    [
        (when("2024-03-22", "2024-03-22"), "1"),
        (when("2024-03-20", "2024-03-22"), "2"),
        (when("2024-03-16", "2024-03-22"), "3"),
        (when("2024-03-01", "2024-03-30"), "4"),
        (when("2024-01-01", "2024-12-31"), "5"),
        (when("2023-01-01", "2024-12-31"), ""),
        (when("2024-03-22", "2024-03-22", end=Interval(earliest="2024-03-25", latest="2024-03-25")), "2"),
    ],
)
def test_the_precision_of_dates_is_ucdp_s(day, precision):
    assert one("ucdp", when=day)["date_prec"] == precision


@pytest.mark.parametrize(
    ("fields", "precision"),
    [
        ({"precision": "venue"}, "1"),
        ({"precision": "city", "relation": "near"}, "2"),
        ({"precision": "near"}, "2"),
        ({"precision": "admin2"}, "3"),
        ({"precision": "admin1"}, "4"),
        ({"precision": "area"}, "5"),
        ({"precision": "country"}, "6"),
    ],
)
def test_the_precision_of_places_is_ucdp_s(fields, precision):
    place = Place(name="Kivu", country="CD", latitude=-2.0, longitude=28.0, **fields)
    assert one("ucdp", where=(folded(place),))["where_prec"] == precision


def test_the_dead_of_the_sides_add_up_to_the_best_figure():
    tolls = (
        Toll(measure="killed", low=15, best=15, high=15),
        Toll(measure="killed", low=10, best=10, high=10, side="a", scope="subset"),
        Toll(measure="killed", low=3, best=3, high=3, class_="civilian", scope="subset"),
    )
    row = one("ucdp", tolls=tuple(folded(each) for each in tolls))
    parts = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert parts == [10, 0, 3, 2]
    assert sum(parts) == int(row["best"])


def test_an_accusation_settles_no_side():
    blamed = folded(REBELS, modality="alleged")
    _, (row,) = export("ucdp", an_incident(participants=(blamed, folded(VILLAGERS))))
    assert row["side_a"] == ""


def test_nobody_private_is_named():
    for name in ("ucdp", "acled", "gtd"):
        assert "Doeman" not in repr(one(name, people=(REBELS, PERSON)))


@pytest.mark.parametrize(
    ("type", "people", "sub_event"),
    [
        ("armed_assault", (REBELS, VILLAGERS), "Attack"),
        ("armed_assault", (REBELS, SOLDIERS), "Armed clash"),
        ("assassination", (REBELS, PERSON), "Attack"),
        ("armed_clash", (REBELS, SOLDIERS), "Armed clash"),
        ("bombing", (), "Remote explosive/landmine/IED"),
        ("air_strike", (ARMY, VILLAGERS), "Air/drone strike"),
    ],
)
def test_the_sub_event_of_acled_follows_from_type_and_who_was_struck(type, people, sub_event):
    assert one("acled", type=folded(type), people=people)["sub_event_type"] == sub_event


def test_a_foiled_bombing_is_disrupted_weapons_use_and_an_assault_on_nobody_known_is_left_out():
    foiled = an_incident(type=folded("bombing"), status=folded("foiled"))
    done, rows = export("acled", foiled, an_incident(), an_incident(unit="summary"))
    assert [row["sub_event_type"] for row in rows] == ["Disrupted weapons use"]
    assert done.left_out == 2


def test_fatalities_of_acled_are_the_lowest_figure_and_zero_where_none_is_said():
    toll = folded(Toll(measure="killed", low=9, best=11, high=14))
    assert one("acled", tolls=(toll,))["fatalities"] == "9"
    assert one("acled", tolls=())["fatalities"] == "0"


def test_gtd_leaves_out_states_clashes_and_plots():
    army = an_incident(participants=(folded(ARMY), folded(VILLAGERS)))
    clash = an_incident(type=folded("armed_clash"))
    done, rows = export("gtd", army, clash, an_incident(status=folded("foiled")), an_incident(family="response"))
    assert rows == []
    assert done.left_out == 4


def test_gtd_tells_an_accusation_from_a_claim():
    blamed = folded(Claim(claimant="M23", stance="blamed", actor="m23", by="the army"))
    row = one("gtd", people=(VILLAGERS,), claims=(blamed,))
    assert (row["gname"], row["guncertain1"], row["claimed"]) == ("March 23 Movement", "1", "0")
    claims = tuple(folded(Claim(claimant=name, stance="claimed", actor=name)) for name in ("adf", "m23"))
    row = one("gtd", claims=claims)
    assert (row["guncertain1"], row["claimed"], row["compclaim"]) == ("0", "1", "1")


def test_gunmen_of_nobody_known_are_not_civilians():
    gunmen = Participant(role="perpetrator", kind="group", name="gunmen")
    row = one("acled", people=(gunmen, VILLAGERS))
    assert (row["actor1"], row["inter1"], row["actor2"]) == ("Unidentified armed group", "", "Civilians")


def test_gtd_names_who_claims_it_before_who_is_blamed_and_who_is_blamed_most_first():
    claim = folded(Claim(claimant="M23", stance="claimed", actor="m23"))
    blamed = folded(Claim(claimant="the ADF", stance="blamed", actor="adf-uganda", by="the army"))
    row = one("gtd", people=(VILLAGERS,), claims=(blamed, claim))
    assert (row["gname"], row["guncertain1"]) == ("March 23 Movement", "0")


@pytest.mark.parametrize("layout", ["ucdp", "acled"])
def test_what_goes_out_in_a_layout_is_read_back_as_it_was(layout, tmp_path):
    out = io.BytesIO()
    EXPORTERS.make(layout).write(iter([an_incident(participants=(folded(REBELS), folded(VILLAGERS)))]), out)
    (tmp_path / "coded.csv").write_bytes(out.getvalue())
    (event,) = load_coded(tmp_path / "coded.csv")
    assert (event.id, event.start.isoformat(), event.country, event.place) == ("i1", "2024-03-22", "CD", "Goma")
    assert event.latitude == pytest.approx(GOMA.latitude)
    assert event.killed.best == 40


def test_gtd_has_no_month_where_only_the_year_is_told():
    row = one("gtd", when=folded(When(earliest="2022-01-01", latest="2022-12-31", precision="year")))
    assert (row["iyear"], row["imonth"], row["iday"]) == ("2022", "0", "0")
