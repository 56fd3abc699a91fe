"""The generated stream: the same for ever, and its truth is where it says."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

GENERATE = Path(__file__).parents[2] / "bench/stream/generate.py"
DIGEST = "a09b951afcb2df5387bd625ddad716958feb4588b7123fb1cc85a47528d0e1e8"


@pytest.fixture(scope="module")
def stream() -> bytes:
    command = [sys.executable, str(GENERATE), "--incidents", "20", "--reports", "200"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_the_stream_is_the_one_that_was_frozen(stream: bytes) -> None:
    assert hashlib.sha256(stream).hexdigest() == DIGEST


def test_what_tells_an_incident_lies_inside_its_document(stream: bytes) -> None:
    documents = [json.loads(line) for line in stream.splitlines()]
    assert len(documents) == 200
    assert len({told["incident"] for doc in documents for told in doc["told"]}) == 20
    for doc in documents:
        assert all(doc[told["field"]][told["start"] : told["end"]].strip() for told in doc["told"])


def test_fusing_the_stream_prints_what_a_mention_costs_and_how_much_is_right(tmp_path: Path) -> None:
    fuse = GENERATE.with_name("fuse.py")
    size = ["--whole", "20", "200", "--reports", "100", "--batch", "40", "--step", "50", "--cache", str(tmp_path)]
    done = subprocess.run([sys.executable, str(fuse), *size], capture_output=True, check=True, text=True)
    head, *rows = [line.split() for line in done.stdout.split("\n\n")[1].splitlines()]
    assert head[:2] == ["reports", "mentions"]
    assert [row[0] for row in rows] == ["80", "100"]
    assert all(float(row[-2]) > 90 for row in rows)  # F1
    again = subprocess.run([sys.executable, str(fuse), *size], capture_output=True, check=True, text=True)
    same = [line.split() for line in again.stdout.split("\n\n")[1].splitlines()][1:]
    assert [row[-4:-1] for row in same] == [row[-4:-1] for row in rows]
