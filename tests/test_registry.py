"""Registries: built-ins in a table, others by entry point, near names offered."""

from importlib.metadata import EntryPoint

import pytest

from tocsin import registry
from tocsin.errors import TocsinError, UnknownNameError
from tocsin.registry import Registry


@pytest.fixture
def things(monkeypatch):
    points = (
        EntryPoint("theirs", "collections:OrderedDict", "tocsin.things"),
        EntryPoint("ours", "x:y", "tocsin.things"),
    )
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == "tocsin.things" else ())
    known = Registry("thing", "tocsin.things")
    known.add("ours", "collections:Counter", about="counts")
    known.add("made", dict, about="maps")
    return known


def test_names_are_the_tables_then_others(things):
    assert things.names() == ("ours", "made", "theirs")
    assert [entry.about for entry in things.entries()] == ["counts", "maps", "from another package"]


def test_a_built_in_goes_before_a_stranger_of_its_name(things):
    assert type(things.make("ours")).__name__ == "Counter"


def test_a_thing_of_another_package_is_made(things):
    assert type(things.make("theirs")).__name__ == "OrderedDict"


def test_each_call_makes_a_new_one(things):
    assert things.make("made") is not things.make("made")


def test_one_that_cannot_be_imported_says_so(things):
    things.add("lost", "tocsin.nowhere:Thing", about="")
    things.add("gone", "tocsin.errors:Thing", about="")
    for name in ("lost", "gone"):
        with pytest.raises(TocsinError, match=f"the thing '{name}' cannot be loaded"):
            things.make(name)


def test_an_unknown_name_names_the_nearest_and_all(things):
    with pytest.raises(UnknownNameError) as caught:
        things.make("our")
    assert str(caught.value) == "no thing named 'our'; did you mean 'ours'? known: ours, made, theirs"
