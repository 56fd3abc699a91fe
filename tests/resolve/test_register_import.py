"""Outside lists of actors: their layouts, and how their entries are taken into the register."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InputError, LexiconError
from tocsin.resolve.actors import default_register, load_register
from tocsin.resolve.register_layouts import LAYOUTS, Entry, parse_list
from tocsin.resolve.register_merge import merge_entries, register_csv

UCDP = b"""ActorId,NameData,NameFull,Org,Location,Version
9001,NDF,Ndoki Defence Front,1,"Congo, Gabon",22.1
1051,Jama'atu,Boko Haram,1,Nigeria,22.1
14,Government of Ndoki,,4,Congo,22.1
"""
ACLED = b"""actor_name,inter1,country
Ndoki Republican Guard (2019-),1,Gabon
NRM: Ndoki Rebel Movement,2,Gabon
Tashir Ethnic Militia (Mali),4,
Unidentified Armed Group (Mali),3,Mali
Protesters (Mali),6,Mali
"""
WIKIDATA = b"""item,itemLabel,itemAltLabel,countryCode,inception,dissolved
http://www.wikidata.org/entity/Q424242,Ndoki Front,"Front of Ndoki, NDOF",GA,1999-01-01T00:00:00Z,2004-05-01T00:00:00Z
http://www.wikidata.org/entity/Q7,Q7,,GA,,
"""
UN = b"""<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2024-06-05">
<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>NDOKI MARTYRS FRONT</FIRST_NAME><REFERENCE_NUMBER>QDe.998</REFERENCE_NUMBER>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>NMFR</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><COUNTRY>Gabon</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>
"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>&b;</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


def a_row(id="ndoki-front", **cells):
    return {"id": id, "name": "Ndoki Front", "kind": "rebel_group", "countries": "GA", "aliases": "Ndoki Front"} | cells


def an_entry(name="Ndoki Front", **fields):
    return Entry(name=name, line=2, **fields)


def merged(rows, *entries):
    return merge_entries(rows, entries, source="a list")


def test_ucdp_actors_are_read_and_governments_left_to_the_table_of_countries():
    front, boko = parse_list(UCDP, "ucdp")
    assert (front.name, front.aliases, front.identifiers) == ("NDF", ("Ndoki Defence Front",), ("ucdp:9001",))
    assert front.countries[-1:] == ("GA",)
    assert boko.identifiers == ("ucdp:1051",)


def test_acled_names_lose_years_and_countries_and_give_their_acronym():
    guard, movement, militia = parse_list(ACLED, "acled")
    assert (guard.name, guard.kind, guard.active_from, guard.active_to) == (
        "Ndoki Republican Guard", "state_forces", "2019", "",
    )  # fmt: skip
    assert (movement.name, movement.aliases, movement.countries) == ("Ndoki Rebel Movement", ("NRM",), ("GA",))
    assert (militia.name, militia.kind, militia.countries) == ("Tashir Ethnic Militia", "identity_militia", ("ML",))


def test_wikidata_items_without_a_label_are_passed_over():
    (front,) = parse_list(WIKIDATA, "wikidata")
    assert front == Entry(
        name="Ndoki Front", line=2, aliases=("Front of Ndoki", "NDOF"), countries=("GA",),
        active_from="1999", active_to="2004", identifiers=("wikidata:Q424242",),
    )  # fmt: skip


def test_of_the_un_list_only_entities_are_read():
    (front,) = parse_list(UN, "un")
    assert (front.name, front.aliases, front.countries) == ("Ndoki Martyrs Front", ("NMFR",), ("GA",))
    assert front.identifiers == ("un:QDe.998",)


@pytest.mark.parametrize(
    ("content", "layout", "says"),
    [
        pytest.param(BOMB, "un", "document type", id="entity-bomb"),
        pytest.param(b"<CONSOLIDATED_LIST>", "un", "no XML", id="broken-xml"),
        pytest.param(b"<LIST/>", "un", "begins with LIST", id="another-xml"),
        pytest.param(b"a,b\n1,2\n", "ucdp", "namedata", id="another-table"),
        pytest.param(b"\xff\xfe\x00", "acled", "no CSV", id="not-text"),
        pytest.param(b'name\n"open', "csv", "no CSV", id="open-quote"),
    ],
)
def test_what_is_not_of_the_layout_is_refused(content, layout, says):
    with pytest.raises(InputError, match=says):
        list(parse_list(content, layout))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(LAYOUTS))
def test_any_bytes_are_read_or_refused(content, layout):
    try:
        entries = list(parse_list(content, layout))
    except InputError:
        return
    assert all(entry.name for entry in entries)


def test_an_entry_joins_the_row_of_its_identifier_and_overwrites_nothing():
    row = a_row(identifiers="ucdp:7", active_from="1990")
    entry = an_entry("Front of Ndoki", identifiers=("ucdp:7", "un:QDe.998"), active_from="1980", active_to="2001")
    result = merged([row], entry)
    assert (result.added, result.joined, result.left) == (0, 1, ())
    (joined,) = result.rows
    assert (joined["name"], joined["active_from"], joined["active_to"]) == ("Ndoki Front", "1990", "2001")
    assert joined["aliases"] == "Ndoki Front|Front of Ndoki"
    assert joined["identifiers"] == "ucdp:7|un:QDe.998"
    assert joined["source"] == "a list"
    assert "active_to" not in row


def test_an_entry_joins_the_one_row_of_its_name_in_its_country():
    rows = [a_row(), a_row("ndoki-front-mali", countries="ML")]
    result = merged(rows, an_entry(countries=("ML",), identifiers=("ucdp:9",)))
    assert [row.get("identifiers", "") for row in result.rows] == ["", "ucdp:9"]


@pytest.mark.parametrize(
    ("rows", "entry", "reason"),
    [
        ([a_row(), a_row("other")], an_entry(), "its name is that of ndoki-front, other"),
        ([a_row(identifiers="ucdp:1"), a_row("other", identifiers="ucdp:2")],
         an_entry(identifiers=("ucdp:1", "ucdp:2")), "its identifiers are those of ndoki-front, other"),
        ([a_row(identifiers="ucdp:1")], an_entry(identifiers=("ucdp:3",)), "which has ucdp:1"),
        ([a_row()], an_entry("Tashir Front"), "no kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_left_out_with_the_reason(rows, entry, reason):
    result = merged(rows, entry)
    assert (result.added, result.joined) == (0, 0)
    assert reason in result.left[0].reason


def test_a_new_actor_gets_an_id_of_its_own_and_single_words_ask_for_their_case():
    result = merged([a_row()], an_entry("Ndoki  Front", kind="rebel_group", countries=("ML",), aliases=("BASE", "of")))
    (new,) = [row for row in result.rows if row["id"] != "ndoki-front"]
    assert new["id"] == "ndoki-front-ml"
    assert new["aliases"].split("|")[1:] == ["=BASE"]


def test_an_alias_of_another_row_is_not_taken_over():
    rows = [a_row(), a_row("tashir-front", name="Tashir Front", aliases="Tashir Front|TF2")]
    result = merged(rows, an_entry(aliases=("TF2", "NDOF")))
    assert result.rows[0]["aliases"] == "Ndoki Front|=NDOF"


def test_what_was_written_is_a_register_that_finds_its_names(tmp_path):
    path = tmp_path / "register.csv"
    entries = parse_list(UN, "un")
    path.write_text(register_csv(merge_entries(default_register().rows, entries, source="UN").rows), "utf-8")
    held = load_register(path)
    assert len(held.actors) == len(default_register().actors) + 1
    texts = ["The", "Ndoki", "Martyrs", "Front", "fled", "."]
    (found,) = held.find([text.lower() for text in texts], texts)
    assert found.actor is not None
    assert found.actor.id == "ndoki-martyrs-front"
    assert held.digest != default_register().digest


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe"])
def test_a_file_that_is_no_register_is_refused(content, tmp_path):
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(LexiconError, match="register"):
        load_register(tmp_path / "r.csv")
