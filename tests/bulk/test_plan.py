"""An archive is cut into pieces that together are all of it, each document once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulk.archives import some_docs, write_jsonl, write_parquet, write_warc
from tocsin.bulk.plan import batched, files_of, pieces_of
from tocsin.bulk.slices import documents_of
from tocsin.errors import InputError
from tocsin.gather import Done, Terms, gather_paths
from tocsin.record import Document

TERMS = Terms(now="2024-03-28T00:00:00+00:00", retrieved="2024-03-28T00:00:00+00:00")
WRITERS = {"a.jsonl": write_jsonl, "a.warc.gz": write_warc, "a.warc": write_warc, "a.parquet": write_parquet}


def in_pieces(archive: Path, size: int) -> list[Document]:
    found = []
    for number, source in enumerate(files_of(str(archive))):
        for piece in pieces_of(source, number, size=size):
            assert len(piece.spans) <= size
            for _, look in documents_of(piece, TERMS):
                found += [outcome.value for outcome in look() if isinstance(outcome, Done)]
    return found


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("size", [1, 4, 100])
def test_the_pieces_of_a_file_hold_its_documents_in_order(name: str, size: int, tmp_path: Path) -> None:
    docs = some_docs(7)
    found = in_pieces(WRITERS[name](tmp_path / name, docs), size)
    if name == "a.parquet":
        whole = gather_paths([str(write_jsonl(tmp_path / "same.jsonl", docs))], terms=TERMS)
        assert [(doc.id, doc.text) for doc in found] == [(doc["id"], doc["text"]) for doc in docs]
        assert len(list(whole)) == 7
    else:
        whole = gather_paths([str(tmp_path / name)], terms=TERMS)
        assert found == [outcome.value for outcome in whole if isinstance(outcome, Done)]
        assert len(found) == 7


def test_files_are_taken_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.jsonl", "a.jsonl", "sub/c.warc.gz"):
        WRITERS[f"a.{name.partition('.')[2]}"](tmp_path / name, some_docs(1))
    (tmp_path / "notes.txt").write_text("not read")
    paths = [Path(source.path.removeprefix("file://")).name for source in files_of(str(tmp_path))]
    assert paths == ["a.jsonl", "b.jsonl", "c.warc.gz"]
    assert len(files_of(f"{tmp_path}/*.jsonl")) == 2


def test_an_archive_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("nothing", ""):
        with pytest.raises(InputError, match="holds no file that is read in bulk"):
            files_of(str(tmp_path / name))


def test_a_file_that_has_changed_is_not_read_on(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", some_docs(2))
    (source,) = files_of(str(path))
    write_jsonl(path, some_docs(3))
    with pytest.raises(InputError, match="another size"):
        list(pieces_of(source, 0))


def test_a_web_archive_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", some_docs(4))
    path.write_bytes(path.read_bytes()[:-40])
    assert len(in_pieces(path, 2)) == 3


@given(st.lists(st.integers(), max_size=20), st.integers(1, 9))
def test_batches_are_the_items_again(items: list[int], size: int) -> None:
    parts = list(batched(items, size))
    assert [item for part in parts for item in part] == items
    assert all(len(part) == size for part in parts[:-1])
