"""Partners at the workbench: for editors only; a preview is byte for byte what would leave."""

import pytest

from tocsin import pipeline, review
from tocsin.ports.partners import Partner
from tocsin.sharing.preview import bundle_of, preview_of
from tocsin.watching import Names
from web.asking import post
from web.test_subjects import words

OPEN = 'tlp = "green"\ncountries = "all"\nfamilies = "all"\n'


@pytest.fixture
def settings(settings, tmp_path):
    object.__setattr__(settings, "policies", str(tmp_path / "policies"))
    object.__setattr__(settings, "tlp", "green")
    return settings


@pytest.fixture
def hall(ledger):
    return next(i.id for i in pipeline.incidents(ledger) if len(i.documents) == 6)


@pytest.fixture
def north(ledger, clock, settings, tmp_path):
    ledger.partners.add(
        Partner(name="north", collection="c1", about="the northern desk", added_at=clock.now(), added_by="A")
    )
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "north.toml").write_text(OPEN)
    return "north"


def test_only_editors_see_partners(signed_in, north):
    assert signed_in("analyst").get("/partners").status_code == 403
    editor = signed_in("editor")
    assert "the northern desk" in words(editor.get("/partners"))
    page = words(editor.get("/partners/north"))
    assert "green" in page
    assert "Nothing." in page


def test_nothing_goes_out_before_a_person_has_reviewed_it_and_the_page_says_so(signed_in, north, hall):
    page = signed_in("editor").get(f"/partners/north/preview?incident={hall}")
    assert page.status_code == 200
    assert "They get nothing of it" in words(page)


def test_a_preview_is_what_would_leave_byte_for_byte(signed_in, north, hall, ledger, clock, settings):
    review.decide(ledger, hall, "confirm", by="A. Analyst", reason="seen")
    pipeline.refold(ledger)
    editor = signed_in("editor")
    address = f"/partners/north/preview?incident={hall}"
    shown = editor.get(address)
    assert "As TLP:GREEN" in words(shown)
    offer = preview_of(ledger, settings, "north", hall, clock=clock, peoples=Names())
    sent = editor.get(f"/api/v1{address}")
    assert sent.content == bundle_of(ledger, offer, now=clock.now()).encode()
    assert sent.headers["x-tocsin-tlp"] == "green"
    assert ledger.partners.log() == []


def test_what_was_put_out_stands_in_the_log_with_who_did_it(signed_in, north, hall, ledger):
    review.decide(ledger, hall, "confirm", by="A. Analyst", reason="seen")
    pipeline.refold(ledger)
    editor = signed_in("editor", "Ed Itor")
    answer = post(editor, "/partners/north/publish")
    assert answer.headers["location"] == "/partners/north?told=1&withdrawn=0"
    assert "Put out: 1 told anew" in words(editor.get(answer.headers["location"]))
    (line,) = editor.get("/api/v1/partners/north/log").json()["items"]
    assert (line["incident"], line["by"], line["kind"]) == (hall, "Ed Itor", "shared")
    (row,) = editor.get("/api/v1/partners").json()["items"]
    assert row["holds"] == 1
    assert "hash" not in editor.get("/api/v1/partners/north").text


def test_a_partner_that_there_is_not_and_a_policy_that_is_wrong_say_so(signed_in, north, hall, tmp_path):
    editor = signed_in("editor")
    assert editor.get("/partners/south").status_code == 400
    assert editor.get("/partners/north/preview").status_code == 400
    (tmp_path / "policies" / "north.toml").write_text("tlp = 7\n")
    assert "tlp" in words(editor.get("/partners/north"))
    assert post(editor, "/partners/north/publish").status_code == 400
