"""What every exporter keeps to, and what each is."""

import csv
import io
import json
from uuid import UUID

import pytest

from tocsin.errors import FormError, UnknownNameError
from tocsin.record import Claim, Participant, Place, Toll
from tocsin.record.incident_form import incident_form
from tocsin.record.incident_load import load_incident
from tocsin.share import EXPORTERS, OnTerms
from tocsin.share.table import COLUMNS, cell_words
from tocsin.share.terms import Stamps, Terms
from view.incidents import GOMA, an_incident, folded

PERSON = "Jonathan Doeman"
NAMED = {
    "title": f"Killing of {PERSON}",
    "participants": (folded(Participant(role="victim", kind="person", name=PERSON), f"{PERSON} was killed"),),
    "claims": (
        folded(Claim(claimant=PERSON, stance="suspected", by="the police")),
        folded(Claim(claimant="ADF", stance="claimed", actor="allied-democratic-forces")),
        folded(Claim(claimant="the ADF", stance="claimed", actor="allied-democratic-forces")),
        folded(Claim(claimant="M23", stance="denied", actor="m23")),
    ),
}


TERMS = Terms(
    namespace=UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df"), stamps=lambda id: Stamps("2024-03-22", "2024-03-22")
)


def make(name):
    exporter = EXPORTERS.make(name)
    return exporter.on(TERMS) if isinstance(exporter, OnTerms) else exporter


def export(name, *incidents):
    out = io.BytesIO()
    done = make(name).write(iter(incidents), out)
    return done, out.getvalue()


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_no_name_of_a_person_and_no_quotation_goes_out(name):
    content = export(name, an_incident(**NAMED))[1].decode()
    assert "Doeman" not in content
    assert "was killed" not in content
    assert "at least 40" not in content


def test_jsonl_is_the_whole_record_and_comes_back():
    incident = an_incident(**NAMED)
    done, content = export("jsonl", incident, an_incident(id="i2"))
    first, second = content.decode().splitlines()
    assert done.written == 2
    assert json.loads(first) == json.loads(json.dumps(incident_form(incident)))
    assert load_incident(json.loads(first)) == incident
    assert json.loads(second)["id"] == "i2"


@pytest.mark.parametrize("form", [{}, {"schema": "tocsin.incident/2"}, {"schema": "tocsin.incident/1", "id": 1}])
def test_what_is_no_incident_is_refused(form):
    with pytest.raises(FormError):
        load_incident(form)


def rows(*incidents):
    return list(csv.DictReader(io.StringIO(export("csv", *incidents)[1].decode(), newline="")))


def test_csv_has_the_documented_columns():
    (row,) = rows(an_incident(**NAMED))
    assert tuple(row) == COLUMNS
    known = {name: value for name, value in row.items() if value}
    assert known == {
        "id": "i1", "type": "armed_assault", "family": "violence", "status": "occurred", "unit": "single",
        "background": "no", "political": "yes", "violence_kind": "undetermined", "earliest": "2024-03-22",
        "latest": "2024-03-22", "date_precision": "day", "place": "Goma", "admin1": "North Kivu", "country": "CD",
        "latitude": "-1.67409", "longitude": "29.22845", "place_precision": "city", "radius_km": "15",
        "geonames_id": "216281", "killed_low": "40", "claimed_actors": "allied-democratic-forces",
        "denied_actors": "m23", "reports": "1", "first_published": "2024-03-22", "last_published": "2024-03-22",
        "responses": "0", "warnings": "0", "unsettled": "0", "review": "unreviewed",
    }  # fmt: skip


def test_csv_tells_nobody_from_nothing_said():
    nobody = Toll(measure="injured", low=0, high=0, best=0)
    (row,) = rows(an_incident(tolls=(folded(nobody),)))
    assert (row["injured_low"], row["injured_best"], row["killed_low"]) == ("0", "0", "")


def test_only_the_toll_of_the_event_goes_out():
    tolls = (
        folded(Toll(measure="killed", low=900, high=900, best=900, scope="period")),
        folded(Toll(measure="killed", low=3, high=3, best=3, scope="subset")),
        folded(Toll(measure="killed", low=40)),
    )
    (row,) = rows(an_incident(tolls=tolls))
    assert (row["killed_low"], row["killed_best"]) == ("40", "")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_cell_of_words_is_a_formula(words):
    assert cell_words(words) == f"'{words}"
    (row,) = rows(an_incident(where=(folded(Place(name=words, country="CD")),)))
    assert row["place"] == f"'{words}"


def test_numbers_stay_numbers():
    assert [cell_words(cell) for cell in (-1.5, 0, None, "a=b")] == ["-1.5", "0", "", "a=b"]


def test_a_comma_a_quotation_mark_or_a_line_end_stays_in_its_cell():
    (row,) = rows(an_incident(where=(folded(Place(name='a "b", c\nd')),)))
    assert row["place"] == 'a "b", c\nd'


def test_geojson_is_points_of_settled_places():
    unsettled = an_incident(id="i2", where=(folded(Place(name="the compound")),))
    country = an_incident(id="i3", where=(folded(Place(name="the compound")), folded(GOMA)))
    done, content = export("geojson", an_incident(**NAMED), unsettled, country)
    assert (done.written, done.left_out) == (2, 1)
    collection = json.loads(content)
    assert set(collection) == {"type", "features"}
    assert collection["type"] == "FeatureCollection"
    first = collection["features"][0]
    assert set(first) == {"type", "id", "geometry", "properties"}
    assert first["geometry"] == {"type": "Point", "coordinates": [29.22845, -1.67409]}
    assert (first["properties"]["place_precision"], first["properties"]["radius_km"]) == ("city", 15)
    assert [feature["id"] for feature in collection["features"]] == ["i1", "i3"]


def test_a_name_that_is_near_is_offered():
    with pytest.raises(UnknownNameError, match="did you mean 'geojson'"):
        EXPORTERS.make("geojsno")
