"""The commands under test read with the small reader, and know the words of a date."""

import re
import sys
from datetime import date
from types import ModuleType

import pytest

from cli.fakes import FakeReader
from tocsin.pipeline import READERS


def find_published(text):
    """A date in the first 80 characters."""
    found = re.search(r"\b\d{4}-\d\d-\d\d\b", text[:80])
    return (date.fromisoformat(found[0]), *found.span()) if found else None


@pytest.fixture(autouse=True)
def small_reader(monkeypatch):
    monkeypatch.setitem(READERS._named, "fake", READERS._entry("rules"))
    READERS.add("fake", FakeReader, about="for tests")
    monkeypatch.setenv("TOCSIN_READER", "fake")
    datelines = ModuleType("tocsin.resolve.datelines")
    datelines.find_published = find_published
    monkeypatch.setitem(sys.modules, "tocsin.resolve.datelines", datelines)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path
