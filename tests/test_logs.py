"""What is logged comes out as lines that a program can read."""

import json
import logging

import pytest

from cli.fakes import run
from tocsin.logs import JsonLine, start_logging


@pytest.fixture
def root():
    """The logger at the root, as it was before."""
    root = logging.getLogger()
    before, level = list(root.handlers), logging.getLogger("tocsin").level
    yield root
    root.handlers[:] = before
    logging.getLogger("tocsin").setLevel(level)


def a_record(**more):
    fields = {"msg": "noted %d", "args": (7,), "levelname": "INFO", "name": "tocsin.folding", "created": 0.0, **more}
    return logging.makeLogRecord(fields)


def test_a_line_of_json_says_when_who_and_what():
    assert json.loads(JsonLine().format(a_record())) == {
        "at": "1970-01-01T00:00:00.000+00:00", "level": "info", "logger": "tocsin.folding", "event": "noted 7",
    }  # fmt: skip


def test_an_error_comes_with_the_way_there_on_one_line():
    try:
        raise ValueError("no")
    except ValueError as error:
        line = JsonLine().format(a_record(exc_info=(ValueError, error, error.__traceback__)))
    assert "ValueError: no" in json.loads(line)["error"]
    assert "\n" not in line


def test_logging_is_started_once_and_only_where_it_is_asked_for(root):
    count = len(root.handlers)
    start_logging("off")
    assert len(root.handlers) == count
    start_logging("json")
    start_logging("text")
    assert len(root.handlers) == count + 1


def test_the_setting_is_one_of_three(monkeypatch):
    monkeypatch.setenv("TOCSIN_LOG", "xml")
    result = run("config")
    assert (result.exit_code, "expected one of off, text, json" in result.stderr) == (2, True)
