"""Settings: flag, environment, file, default, in this order; everything wrong in one go."""

import pytest

from tocsin.errors import SettingsError
from tocsin.settings import SETTINGS, ManySettingsErrors, database_url, load_settings, without_password


def load(tmp_path, *, flags=None, environment=None, file=None):
    if file is not None:
        (tmp_path / "tocsin.toml").write_bytes(file.encode() if isinstance(file, str) else file)
    return load_settings(flags=flags or {}, environment=environment or {}, folder=tmp_path)


def test_the_defaults(tmp_path):
    settings = load(tmp_path)
    assert (settings.database, settings.reader, settings.color, settings.max_bytes) == (
        "sqlite:///tocsin.db", "rules", "auto", 20_000_000,
    )  # fmt: skip
    assert set(settings.origins.values()) == {"default"}


def test_the_order(tmp_path):
    given = {
        "flags": {"database": "flag.db", "reader": None},
        "environment": {"TOCSIN_DATABASE": "env.db", "TOCSIN_READER": "env", "TOCSIN_MAX_BYTES": ""},
        "file": 'database = "file.db"\nreader = "file"\nmax_bytes = 7\n',
    }
    settings = load(tmp_path, **given)
    assert (settings.database, settings.reader, settings.max_bytes) == ("sqlite:///flag.db", "env", 7)
    told = {"database": "flag", "reader": "TOCSIN_READER", "max_bytes": "tocsin.toml"}
    assert dict(settings.origins) == {setting.key: told.get(setting.key, "default") for setting in SETTINGS}


@pytest.mark.parametrize(
    ("environment", "color"),
    [({"NO_COLOR": "1"}, "never"), ({"NO_COLOR": ""}, "auto"), ({"NO_COLOR": "1", "TOCSIN_COLOR": "always"}, "always")],
)
def test_no_color(tmp_path, environment, color):
    assert load(tmp_path, environment=environment).color == color


WRONG = {
    "unknown key": (
        "colour = 'never'",
        f"colour = 'never': tocsin.toml knows only {', '.join(setting.key for setting in SETTINGS)}",
    ),
    "no colour": ("color = 'blue'", "color = 'blue': expected one of auto, always, never"),
    "no depth": ("depth = 'deep'", "depth = 'deep': expected one of gated, full"),
    "no number": ("max_bytes = 'much'", "max_bytes = 'much': expected a whole number above 0"),
    "a truth": ("max_bytes = true", "expected a whole number above 0"),
    "below": ("max_bytes = -1", "expected a whole number above 0"),
    "no words": ("database = ''", "expected some words"),
    "a number for words": ("reader = 1", "expected some words"),
    "not TOML": ("database = ", "cannot be read"),
    "not UTF-8": (b"reader = '\xff'", "cannot be read"),
}


@pytest.mark.parametrize(("file", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(tmp_path, file, message):
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, file=file)
    assert message in str(caught.value)


def test_everything_wrong_is_told_in_one_go(tmp_path):
    with pytest.raises(ManySettingsErrors) as caught:
        load(tmp_path, file="color = 1\nmax_bytes = 0\n", environment={"TOCSIN_READER": " "})
    assert [problem.key for problem in caught.value.problems] == ["reader", "color", "max_bytes"]
    assert str(caught.value).count(";") == 2


def test_a_path_is_a_database_too():
    assert database_url("a/b.db") == "sqlite:///a/b.db"
    assert database_url("/a/b.db") == "sqlite:////a/b.db"
    assert database_url("sqlite://") == "sqlite://"
    assert database_url("postgresql+psycopg://h/d") == "postgresql+psycopg://h/d"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:secret@host:5432/db", "postgresql://me:***@host:5432/db"),
        ("postgresql://me:s@cr@t@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("sqlite:///a@b:c.db", "sqlite:///a@b:c.db"),
    ],
)
def test_a_password_is_not_shown(url, shown):
    assert without_password(url) == shown
