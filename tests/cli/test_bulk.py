"""`tocsin bulk`: what is said while an archive is read, and what is printed."""

import pytest

from bulk.archives import some_docs, write_jsonl
from bulk.conftest import strange
from cli.fakes import run

__all__ = ["strange"]


@pytest.mark.usefixtures("strange")
def test_an_archive_is_read_told_of_and_loaded(tmp_path):
    docs = some_docs(3)
    docs[1]["text"] = "RAISE"
    write_jsonl(tmp_path / "a.jsonl", docs)
    result = run("bulk", "read", "a.jsonl", "--to", "out", "--workers", "1", "--reader", "strange")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "part-00000-000000.parquet\t1\tthe reader failed (ValueError('no')); report this\n"
    assert "3 documents read in" in result.stderr
    assert "1 documents left out" in result.stderr
    again = run("bulk", "read", "a.jsonl", "--to", "out", "--workers", "1", "--reader", "strange")
    assert (again.exit_code, "0 documents read in 0 s (1 parts were there)" in again.stderr) == (0, True)
    assert run("bulk", "load", "out").stdout == "loaded\t2\t0\t0\n"
    assert run("bulk", "load", "out").stdout == "loaded\t0\t2\t0\n"


def test_what_is_no_archive_and_what_is_no_folder_is_said(tmp_path):
    result = run("bulk", "read", "nothing", "--to", "out")
    assert (result.exit_code, "holds no file that is read in bulk" in result.stderr) == (1, True)
    result = run("bulk", "load", "nothing")
    assert (result.exit_code, "holds nothing that `tocsin bulk read` has read" in result.stderr) == (1, True)
