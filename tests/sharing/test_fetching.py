"""From a review to a partner who fetches: what was put out is there with the key, and the log says when it left."""

from __future__ import annotations

from starlette.testclient import TestClient

from tocsin.pipeline import open_record
from tocsin.sharing import give_key
from tocsin.sharing.log import told
from tocsin.web.app import make_app

TAXII = {"Accept": "application/taxii+json;version=2.1"}


def test_a_partner_fetches_what_is_theirs_and_the_log_says_when(desk):
    collection = desk.partner("north")
    other = desk.partner("south", 'tlp = "green"\ncountries = []\nfamilies = []\n')
    key = give_key(desk.ledger, "north", by="A. Analyst", now=desk.clock.now(), expires_at=None)
    desk.decide("confirm")
    desk.publish()
    assert [each.fetched_at for each in told(desk.ledger)] == [None]
    url = f"sqlite:///{desk.folder / 'ledger.db'}"
    app = make_app(lambda: open_record(url, clock=desk.clock), desk.settings, clock=desk.clock, hosts=None)
    with TestClient(app) as client:
        assert client.get(f"/taxii2/api/collections/{collection}/objects/", headers=TAXII).status_code == 401
        client.auth = ("north", key)
        got = client.get(f"/taxii2/api/collections/{collection}/objects/", headers=TAXII)
        assert got.status_code == 200
        assert "Bombing, Kano, 2024-03-22" in [each.get("name") for each in got.json()["objects"]]
        assert client.get(f"/taxii2/api/collections/{other}/objects/", headers=TAXII).status_code in (403, 404)
        desk.ledger.partners.revoke("north", at=desk.clock.now())
        assert client.get(f"/taxii2/api/collections/{collection}/objects/", headers=TAXII).status_code == 401
    assert [each.fetched_at for each in told(desk.ledger)] == [desk.clock.now()]
