"""From the command line to a partner's program: added, reviewed, put out, served, fetched, and the log of it."""

from __future__ import annotations

import json
import shutil

import pytest
import requests
from taxii2client.v21 import Server, as_pages

from cli.fakes import run
from gather.http.conftest import refuse_network
from tocsin.clock import SystemClock
from tocsin.pipeline import open_record
from tocsin.settings import load_settings
from tocsin.web.app import make_app
from web.taxii.fakes import serving_whole

__all__ = ["refuse_network"]

NORTH = 'tlp = "amber"\ncountries = ["Nigeria"]\nfamilies = ["violence"]\n\n[show]\nplaces = "admin2"\n'
CAPITAL = 'tlp = "red"\ncountries = "all"\nfamilies = "all"\n\n[show]\nsources = true\nlinks = true\nplaces = "venue"\n'
DRONE, HALL = "inohy3", "iurp5y"


def said(*args):
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def prepared(dispatches, tmp_path_factory):
    """A desk's folder: the dispatches, two partners with their policies, two incidents reviewed and put out; the keys."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(dispatches, folder / "tocsin.db")
    (folder / "tocsin.toml").write_text('tlp = "green"\nproducer = "The Harbour Desk"\nanalyst = "A. Analyst"\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        keys = {name: said("partner", "add", name).strip() for name in ("north", "capital")}
        for name, policy in (("north", NORTH), ("capital", CAPITAL)):
            (folder / "policies" / f"{name}.toml").write_text(policy)
        for incident in (DRONE, HALL):
            said("decide", incident, "confirm", "--reason", "seen by our office")
        said("share", "publish")
    return folder, keys


@pytest.fixture
def folder(prepared, tmp_path, monkeypatch):
    shutil.copytree(prepared[0], tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def keys(prepared, folder):
    return prepared[1]


@pytest.fixture
def address(folder):
    settings = load_settings(flags={}, environment={}, folder=folder)
    ledger = open_record(settings.database, clock=SystemClock())
    with serving_whole(make_app(lambda: ledger, settings, clock=SystemClock())) as at:
        yield at
    ledger.close()


def fetched(address, name, key):
    with Server(address + "taxii2/", user=name, password=key) as server:
        (collection,) = server.default.collections
        return [each for page in as_pages(collection.get_objects, per_request=3) for each in page["objects"]]


def names(objects):
    return [each["name"] for each in objects if each["type"] == "incident"]


def bundle(name, incident):
    return {each["id"]: each for each in json.loads(said("share", "preview", name, incident))["objects"]}


def test_each_partner_gets_just_what_its_policy_allows(keys, address):
    north, capital = (fetched(address, name, keys[name]) for name in ("north", "capital"))
    assert names(north) == ["Drone strike, Kaduna, 2023-12-03"]
    assert sorted(names(capital)) == [
        "Armed assault, Moscow region, 2024-03-22",
        "Drone strike, Kaduna, 2023-12-03",
    ]
    assert {each["id"]: each for each in north} == bundle("north", DRONE)
    assert {each["id"]: each for each in capital} == bundle("capital", DRONE) | bundle("capital", HALL)
    text = json.dumps(north, ensure_ascii=False)
    for hidden in ("Tudun Biri", "Moscow", "Courier", "Harbour Wire", "Radio Meridian"):
        assert hidden not in text, hidden


def test_what_was_fetched_when_stands_in_the_log(keys, address):
    fetched(address, "north", keys["north"])
    log = [json.loads(line) for line in said("share", "log", "--format", "jsonl").splitlines()]
    assert {(each["partner"], each["fetched_at"] is not None) for each in log} == {("north", True), ("capital", False)}


def test_what_is_taken_back_comes_again_as_revoked(folder, keys, address):
    before = {each["id"] for each in fetched(address, "north", keys["north"]) if each["type"] == "incident"}
    (folder / "policies" / "north.toml").write_text(NORTH.replace("Nigeria", "Niger"))
    said("share", "publish", "north")
    after = [each for each in fetched(address, "north", keys["north"]) if each["type"] == "incident"]
    assert [(each["id"] in before, each["revoked"]) for each in after] == [(True, True)]
    assert "Kaduna" not in json.dumps(after)


def test_a_revoked_partner_gets_nothing(keys, address):
    assert fetched(address, "north", keys["north"])
    said("partner", "revoke", "north")
    with pytest.raises(requests.exceptions.HTTPError, match="401"):
        fetched(address, "north", keys["north"])


def test_a_key_of_a_partner_opens_nothing_else(keys, address):
    headers = {"Authorization": f"Bearer {keys['capital']}"}
    assert requests.get(address + "api/v1/incidents", headers=headers, timeout=10).status_code == 401
    found = requests.get(address + "taxii2/", timeout=10)
    assert found.status_code == 401
    assert found.headers["content-type"] == "application/taxii+json;version=2.1"
    assert requests.get(address + "taxii2", headers=headers, timeout=10).json()["api_roots"] == ["/taxii2/api/"]
