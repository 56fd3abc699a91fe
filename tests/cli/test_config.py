"""`tocsin config`: every setting, its value and where it came from."""

import json

from cli.fakes import run
from tocsin.settings import SETTINGS


def test_every_setting_is_shown_with_its_origin(tmp_path):
    (tmp_path / "tocsin.toml").write_text("max_bytes = 5_000\n")
    found = json.loads(run("config", "--format", "json", env={"TOCSIN_DATABASE": "a.db"}).stdout)
    assert list(found) == [setting.key for setting in SETTINGS]
    assert (found["database"]["value"], found["database"]["from"]) == ("sqlite:///a.db", "TOCSIN_DATABASE")
    assert (found["max_bytes"]["value"], found["max_bytes"]["from"]) == (5000, "tocsin.toml")
    assert found["color"]["from"] == "default"


def test_the_table_has_them_too():
    out = run("config", "--database", "x.db", "--no-color").stdout
    assert all(setting.key in out for setting in SETTINGS)
    assert "sqlite:///x.db" in out
    assert "flag" in out


def test_a_password_is_not_shown():
    for format_ in ("text", "json"):
        out = run("config", "--format", format_, "--database", "postgresql://me:s3cret@host/db").stdout
        assert "s3cret" not in out
        assert "postgresql://me:***@host/db" in out
