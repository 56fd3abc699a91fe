"""The page on how Tocsin is built names every room, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/explanation/architecture.md").read_text("utf-8")
SOURCES = ROOT / "src/tocsin"
ROW = re.compile(r"^\| (`[^|]+`) \|.*\| ([^|]*) \|$", re.MULTILINE)
NAMED = re.compile(r"`([a-z_/]+(?:\.py)?)`")


def rooms():
    """What stands in the package: folders and single modules, by name."""
    return {
        each.name.removesuffix(".py")
        for each in SOURCES.iterdir()
        if not each.name.startswith("_") and (each.is_dir() or each.suffix == ".py")
    }


def test_every_room_is_on_the_page():
    named = {name.rstrip("/").removesuffix(".py") for name in NAMED.findall(PAGE)}
    assert rooms() - named == set()


def test_every_row_is_a_room_once():
    told = [name for cell, _ in ROW.findall(PAGE) for name in NAMED.findall(cell)]
    assert len(told) == len(set(told))
    for name in told:
        assert (SOURCES / name).exists(), name


def test_where_to_look_first_is_there():
    for cell, first in ROW.findall(PAGE):
        home = SOURCES / NAMED.findall(cell)[0].rstrip("/")
        for name in NAMED.findall(first):
            places = (home / name, SOURCES / name, home.with_suffix(".py"))
            assert any(each.exists() for each in places), f"{cell}: {name}"


def test_the_picture_shows_rooms():
    picture = PAGE.split("```")[1]
    drawn = set(re.findall(r"\b(gather|read|keep|fuse|watch|resolve|share|compare|cli)\b", picture))
    assert drawn == {"gather", "read", "keep", "fuse", "watch", "resolve", "share", "compare", "cli"}
    assert drawn <= rooms()
