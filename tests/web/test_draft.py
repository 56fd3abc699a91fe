"""The draft row in UCDP's columns, which stays blocked until a person has confirmed what a coder has to settle."""

import pytest

from tocsin import pipeline, review
from tocsin.share.layouts import UCDP, ucdp_row
from web.test_subjects import words


@pytest.fixture
def clash(ledger):
    """An incident whose sides, date, place and deaths the layout can fill."""
    return next(i for i in pipeline.incidents(ledger) if (ucdp_row(i) or {}).get("code_status") == "Clear")


def test_a_row_is_blocked_until_a_person_confirms_it(client, ledger, clash):
    form = client.get(f"/api/v1/incidents/{clash.id}/draft").json()
    assert form["blocked"].startswith("not codable: ")
    assert "sides not confirmed by a person" in form["blocked"]
    assert list(form["cells"]) == list(UCDP)
    assert form["blocked"] in words(client.get(f"/incidents/{clash.id}"))
    review.decide(ledger, clash.id, "confirm", by="A. Analyst", reason="seen")
    pipeline.refold(ledger)
    assert client.get(f"/api/v1/incidents/{clash.id}/draft").json()["blocked"] is None
    assert "Codable" in words(client.get(f"/incidents/{clash.id}"))


def test_what_is_not_known_stays_blocked_whoever_confirms_it(client, ledger):
    vague = next(i for i in pipeline.incidents(ledger) if "sides" in str((ucdp_row(i) or {}).get("code_status")))
    review.decide(ledger, vague.id, "confirm", by="A. Analyst", reason="seen")
    pipeline.refold(ledger)
    assert "sides not known" in client.get(f"/api/v1/incidents/{vague.id}/draft").json()["blocked"]


def test_a_response_has_no_row(client, ledger):
    arrest = next(i for i in pipeline.incidents(ledger) if i.family == "response")
    assert client.get(f"/api/v1/incidents/{arrest.id}/draft").status_code == 404
    assert "UCDP" not in client.get(f"/incidents/{arrest.id}").text
