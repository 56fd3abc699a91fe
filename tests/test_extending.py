"""CONTRIBUTING's ways to add something, each tried: by a package of somebody else's, or by a file of rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

MODULE = '''
from tocsin.record import Reading
from tocsin.record.reading import ReaderStamp
from tocsin.share.exporter import Exported


class Quiet:
    """A reader that reads one language and finds nothing in it."""

    name = "quiet"
    version = "1"

    def read(self, doc):
        return Reading(document=doc, reader=ReaderStamp(name=self.name, version=self.version))


class Ids:
    """An exporter that writes ids alone."""

    def write(self, incidents, out):
        count = 0
        for count, each in enumerate(incidents, 1):
            out.write(each.id.encode() + b"\\n")
        return Exported(count)
'''
POINTS = """[tocsin.readers]
quiet = theirs:Quiet
[tocsin.exporters]
ids = theirs:Ids
"""
REPORT = {
    "text": "Gunmen of the Ashwater Brigade killed 12 people in Kano on Friday, police said.",
    "published": "2024-03-26",
    "source": "A wire",
}


@pytest.fixture
def tocsin(tmp_path):
    """Calls `tocsin` beside an installed package that registers a reader and an exporter."""
    site = tmp_path / "site"
    info = site / "theirs-1.dist-info"
    info.mkdir(parents=True)
    (site / "theirs.py").write_text(MODULE, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text(POINTS, "utf-8")

    def call(*arguments, given="", **settings):
        paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **settings}
        return subprocess.run(
            [sys.executable, "-m", "tocsin", *arguments],
            input=given, capture_output=True, text=True, check=True, env=env, cwd=tmp_path,
        ).stdout  # fmt: skip

    return call


def test_a_source_is_whatever_writes_json_lines_and_an_exporter_is_found_by_name(tocsin):
    line = json.dumps(REPORT)
    tocsin("add", "-", given=line)
    ids = tocsin("export", "--format", "ids").split()
    assert len(ids) == 1
    assert ids[0] in tocsin("export", "--format", "jsonl")


def test_a_reader_is_found_by_name(tocsin):
    read = json.loads(tocsin("read", "--reader", "quiet", "--format", "jsonl", "-", given=json.dumps(REPORT)))
    assert read["reader"]["name"] == "quiet"
    assert read["mentions"] == []


def test_an_actor_is_a_row(tocsin, tmp_path):
    rows = "name,kind,countries,aliases\nAshwater Brigade,rebel_group,NG,Ashwater fighters\n"
    (tmp_path / "rows.csv").write_text(rows, "utf-8")
    tocsin("register", "import", "--from", "rows.csv", "--layout", "csv", "--out", "register.csv")
    read = tocsin(
        "read", "--format", "jsonl", "-", given=json.dumps(REPORT), TOCSIN_REGISTER=str(tmp_path / "register.csv")
    )
    (killing,) = json.loads(read)["mentions"]
    actors = [each["actor"] for each in killing["participants"]]
    assert any(actor and "ashwater" in actor for actor in actors)
