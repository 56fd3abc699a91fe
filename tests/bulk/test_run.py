"""Reading in bulk gives each document once, with the same bytes whoever reads, and goes on where it was broken off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bulk.archives import some_docs, write_jsonl
from bulk.strange import StrangeReader
from tocsin.bulk.child import Counts, Work, counts_of, rows_of
from tocsin.bulk.engines import dask, processes
from tocsin.bulk.load import failures_in, load, parts_in
from tocsin.bulk.parts import read_part, write_part
from tocsin.bulk.plan import files_of
from tocsin.bulk.run import Progress, Run, begin, read_archive
from tocsin.clock import SystemClock
from tocsin.errors import InputError
from tocsin.gather import Done, Terms, gather_paths
from tocsin.pipeline import open_record, read_all, refold

NOW = "2024-03-28T00:00:00+00:00"


class Here(Executor):
    """An engine that reads in this process, and breaks off after so many pieces."""

    def __init__(self, pieces: int | None = None) -> None:
        self.left = pieces
        self.read: list[str] = []

    def submit(self, _fn: Callable[..., Any], work: Work, _seconds: float) -> Future[Counts]:  # type: ignore[override]
        future: Future[Counts] = Future()
        if self.left is not None and self.left <= len(self.read):
            raise KeyboardInterrupt
        rows = list(rows_of(work, StrangeReader(), lambda at: None))
        write_part(work.to, rows)
        self.read.append(work.piece.name)
        future.set_result(counts_of(rows))
        return future


def a_run(archive: Path, *, piece: int = 2, reader: str = "strange") -> Run:
    settings = {"reader": reader, "depth": "full", "gazetteer": "built-in", "register": "built-in", "max_bytes": 10_000}
    return Run(
        archive=str(archive),
        began=NOW,
        reader=f"{reader}/1",
        settings=settings,
        piece=piece,
        files=tuple(files_of(str(archive))),
    )


def carry_out(folder: Path, run: Run, engine: Executor, **more: Any) -> Progress:
    options = {"workers": 2, "seconds": 30.0, "megabytes": 4096, "tell": lambda progress: None, **more}
    return read_archive(str(folder), begin(str(folder), run), engine, **options)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "readings").iterdir())}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "a.jsonl", some_docs(7))


def ids(folder: Path) -> list[str]:
    rows = (row for part in parts_in(str(folder)) for row in read_part(part))
    return [row.document.id for row in rows if row.document is not None]


def test_every_document_is_read_once_and_its_reading_comes_back(archive: Path, tmp_path: Path) -> None:
    progress = carry_out(tmp_path / "out", a_run(archive), Here())
    assert ids(tmp_path / "out") == [f"d{n}" for n in range(7)]
    assert (progress.fresh, progress.failed, progress.broken) == (7, 0, [])
    assert progress.bytes_done == archive.stat().st_size
    whole = gather_paths([str(archive)], terms=Terms(now=NOW, retrieved=NOW))
    rows = [row for part in parts_in(str(tmp_path / "out")) for row in read_part(part)]
    assert [row.reading for row in rows] == [
        each.value for each in read_all(whole, reader=StrangeReader()) if isinstance(each, Done)
    ]


@pytest.mark.parametrize("after", range(4))
def test_a_run_that_was_broken_off_goes_on_and_comes_out_the_same(archive: Path, tmp_path: Path, after: int) -> None:
    carry_out(tmp_path / "whole", a_run(archive), Here())
    first, second = Here(after), Here()
    with pytest.raises(KeyboardInterrupt):
        carry_out(tmp_path / "twice", a_run(archive), first)
    progress = carry_out(tmp_path / "twice", replace(a_run(archive), began="2030-01-01T00:00:00+00:00"), second)
    assert content(tmp_path / "twice") == content(tmp_path / "whole")
    assert len(first.read) == after == progress.known
    assert set(first.read).isdisjoint(second.read)


def test_a_part_that_was_being_written_is_none(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "readings").mkdir(parents=True)
    (tmp_path / "out" / "readings" / "part-00000-000000.parquet.new").write_bytes(b"half")
    carry_out(tmp_path / "out", a_run(archive), Here())
    assert len(ids(tmp_path / "out")) == 7


def test_a_folder_is_not_gone_on_with_under_other_terms(archive: Path, tmp_path: Path) -> None:
    carry_out(tmp_path / "out", a_run(archive), Here())
    with pytest.raises(InputError, match="was begun with another reader, settings"):
        carry_out(tmp_path / "out", a_run(archive, reader="rules"), Here())


def test_what_cannot_be_read_is_kept_with_the_reason(tmp_path: Path) -> None:
    docs = some_docs(3)
    docs[1]["text"] = "RAISE"
    archive = write_jsonl(tmp_path / "a.jsonl", docs)
    archive.write_text(archive.read_text() + "no json\n")
    progress = carry_out(tmp_path / "out", a_run(archive), Here())
    assert next((row.at, row.error) for _, row in failures_in(str(tmp_path / "out"))) == (
        1, "the reader failed (ValueError('no')); report this",
    )  # fmt: skip
    assert progress.failed == 2


def test_a_file_that_is_gone_breaks_nothing_else(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        write_jsonl(tmp_path / name, some_docs(2))
    run = a_run(tmp_path)
    (tmp_path / "a.jsonl").unlink()
    progress = carry_out(tmp_path / "out", run, Here())
    assert progress.fresh == 2
    assert len(progress.broken) == 1


def test_a_document_that_kills_or_hangs_its_process_is_left_out_and_the_rest_is_read(
    tmp_path: Path, strange: None
) -> None:
    docs = some_docs(9)
    for n, word in ((1, "DIE"), (2, "HANG"), (4, "HOG"), (8, "DIE")):
        docs[n]["text"] = word
    archive = write_jsonl(tmp_path / "a.jsonl", docs)
    with processes(2) as (engine, _):
        progress = carry_out(tmp_path / "out", a_run(archive, piece=6), engine, seconds=2.0, megabytes=1024)
    assert ids(tmp_path / "out") == ["d0", "d3", "d5", "d6", "d7"]
    assert [(row.at, row.error) for _, row in failures_in(str(tmp_path / "out"))] == [
        (1, "the process that read it died (SIGSEGV)"),
        (2, "reading it took more than 2 seconds"),
        (4, "it took more memory than a worker may have"),
        (2, "the process that read it died (SIGSEGV)"),
    ]
    assert progress.failed == 4


def test_processes_and_a_cluster_give_the_same_bytes_as_one_process(
    archive: Path, tmp_path: Path, strange: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Dask finds out this machine's own address by opening a socket towards a public one.
    pytest.importorskip("distributed", reason="the extra `dask` brings it")
    monkeypatch.setattr("distributed.comm.inproc.get_ip", lambda: "127.0.0.1")
    monkeypatch.setattr("distributed.utils.get_ip", lambda *_: "127.0.0.1")
    carry_out(tmp_path / "here", a_run(archive), Here())
    for name, engine in (("processes", processes(2)), ("dask", dask(2))):
        with engine as (executor, at_once):
            assert at_once == 2
            carry_out(tmp_path / name, a_run(archive), executor)
        assert content(tmp_path / name) == content(tmp_path / "here")


def test_what_was_read_in_bulk_is_loaded_as_if_it_had_been_added(tmp_path: Path) -> None:
    from tocsin.pipeline import add_all, make_reader

    archive = write_jsonl(tmp_path / "a.jsonl", some_docs(5))
    reader = make_reader("rules", depth="full")
    run = a_run(archive)
    folder = str(tmp_path / "out")
    for piece in _pieces(run):
        work = Work(piece=piece, to=f"{folder}/readings/part-{piece.name}.parquet", settings=run.settings, now=NOW)
        write_part(work.to, list(rows_of(work, reader, lambda at: None)))
    with open_record("sqlite://", clock=SystemClock()) as one, open_record("sqlite://", clock=SystemClock()) as other:
        loaded = load(folder, one, refused=lambda row, reason: None, part_done=lambda number: None)
        list(add_all(gather_paths([str(archive)], terms=Terms(now=NOW, retrieved=NOW)), ledger=other, reader=reader))
        assert (loaded.added, loaded.known, loaded.failed) == (5, 0, 0)
        assert refold(one) == refold(other) > 0
        assert [entry.payload for entry in one.entries()] == [entry.payload for entry in other.entries()]
        again = load(folder, one, refused=lambda row, reason: None, part_done=lambda number: None)
        assert (again.added, again.known) == (0, 5)


def _pieces(run: Run) -> Iterator[Any]:
    from tocsin.bulk.plan import pieces_of

    for number, source in enumerate(run.files):
        yield from pieces_of(source, number, size=run.piece)
