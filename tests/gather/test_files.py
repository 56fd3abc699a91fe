"""Files, folders and standard input become Documents; what cannot be read says why, in its place."""

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gather.gathering import NOW, gather, notes_of, terms, the_document, the_error
from tocsin.gather import Done, Failed
from tocsin.gather.files import _in_stream
from tocsin.record import document_key

WORDS = "Gunmen killed 12 people in Goma on Friday."


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_is_one_document_with_its_text_untouched(tmp_path):
    text = "  2024-03-26\r\n\tZero\u200bwidth, right-to-left \u202eabc\u202c, ﬁ ligature, e\u0301\n\n"
    doc = the_document(gather(write(tmp_path / "a.txt", text)))
    assert doc.text == text
    assert (doc.published, doc.published_from) == ("2024-03-26", "text")
    assert doc.extractor is None
    assert doc.retrieved is None


def test_the_key_hashes_the_bytes_and_the_source_and_is_the_id(tmp_path):
    path = write(tmp_path / "a.txt", WORDS)
    doc = the_document(gather(path, source="Harbour Wire"))
    assert doc.key == doc.id == document_key(WORDS.encode(), source="Harbour Wire", name=None)
    assert doc.key != the_document(gather(path)).key


def test_a_given_date_goes_before_one_in_the_text(tmp_path):
    doc = the_document(gather(write(tmp_path / "a.txt", f"2024-03-26 {WORDS}"), published="2024-03-27"))
    assert (doc.published, doc.published_from) == ("2024-03-27", "given")


def test_what_is_kept_carries_the_moment_of_retrieval(tmp_path):
    assert the_document(gather(write(tmp_path / "a.txt", WORDS), retrieved=NOW)).retrieved == NOW


BAD = {
    "empty": (b"", "holds no text"),
    "blank": (b" \n\t\r\n", "holds no text"),
    "only what cannot be seen": ("\u200b\u200e\ufeff \u2060".encode(), "holds no text"),
    "only punctuation": (b"---\n...\n", "holds no text"),
    "NUL bytes": (b"Gunmen\0killed", "is binary"),
    "control characters": (bytes(range(1, 9)) * 20 + b"text", "is binary"),
    "UTF-16 without a mark": (WORDS.encode("utf-16-le"), "is binary"),
    "PDF": (b"%PDF-1.7\n...", "is a PDF"),
    "gzip": (b"\x1f\x8b\x08\0", "is compressed with gzip"),
    "office document": (b"PK\x03\x04....", "is a zip archive or an office document"),
    "web archive": (b"WARC/1.1\r\n", "is a web archive"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path, content, reason):
    path = write(tmp_path / "a.txt", content)
    assert the_error(gather(path)).startswith(f"{path}: {reason}")


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read(tmp_path):
    path = write(tmp_path / "a.txt", b"a" * 1001)
    assert "is larger than 1000 bytes, the most that is read (max_bytes)" in the_error(gather(path, max_bytes=1000))
    assert the_document(gather(path, max_bytes=1001)).text == "a" * 1001


def test_twenty_megabytes_are_over_the_default(tmp_path):
    path = write(tmp_path / "a.txt", b"word " * 4_000_001)
    assert "is larger than 20000000 bytes" in the_error(gather(path))


def test_a_device_without_end_is_refused():
    assert "is larger than 5000 bytes" in the_error(gather("/dev/zero", max_bytes=5000))


ENCODINGS = {
    "UTF-8": ("utf-8", "Łódź — «взрыв»", ""),
    "UTF-8 with mark": ("utf-8-sig", "Łódź — «взрыв»", ""),
    "UTF-16": ("utf-16", "Łódź — «взрыв»", ""),
    "UTF-32": ("utf-32", "Łódź — «взрыв»", ""),
    "Windows-1252": ("cp1252", "Gunmen in “Bouaké” killed 12 — police", "is not UTF-8; it was read as Windows-1252"),
}


@pytest.mark.parametrize(("encoding", "text", "note"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(tmp_path, encoding, text, note):
    outcomes = gather(write(tmp_path / "a.txt", text.encode(encoding)), published="2024-03-26")
    assert the_document(outcomes).text == text
    assert notes_of(outcomes) == note


def test_one_damaged_byte_does_not_turn_utf8_into_something_else(tmp_path):
    content = ("Взрыв в Казани. " * 20).encode() + b"\xff end"
    outcomes = gather(write(tmp_path / "a.txt", content), published="2024-03-26")
    assert the_document(outcomes).text.endswith("Казани. \ufffd end")
    assert notes_of(outcomes).startswith("has 1 bytes that are not UTF-8; they were replaced")


@pytest.mark.parametrize("published", ["2024-02-30", "yesterday", "26/03/2024", "2024-03-26T25:00", "0000-01-01", "1"])
def test_an_impossible_date_is_an_error(tmp_path, published):
    assert f"published {published!r} is no date; expected" in the_error(
        gather(write(tmp_path / "a.txt", WORDS), published=published)
    )


def test_a_date_in_the_future_is_kept_with_a_note(tmp_path):
    outcomes = gather(write(tmp_path / "a.txt", f"2031-01-01 {WORDS}"))
    doc = the_document(outcomes)
    assert (doc.published, doc.published_from) == ("2031-01-01", "text")
    assert notes_of(outcomes) == "is dated in the future (2031-01-01)"


def test_no_date_is_kept_as_none_with_a_note(tmp_path):
    outcomes = gather(write(tmp_path / "a.txt", WORDS))
    assert the_document(outcomes).published is None
    assert notes_of(outcomes).startswith("gives no date")


def test_a_folder_gives_its_files_by_name_and_passes_over_others(tmp_path):
    for name in ("b.txt", "a.html", ".hidden.txt", "notes.md", "c.jsonl", "sub/d.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        content = f'{{"id": "{name}", "text": "{WORDS}"}}\n' if name.endswith("jsonl") else f"<p>{WORDS}</p>"
        write(tmp_path / name, content)
    names = [outcome.name for outcome in gather(tmp_path)]
    assert names == [str(tmp_path / "a.html"), str(tmp_path / "b.txt"), "c.jsonl", str(tmp_path / "sub/d.txt")]


def test_a_folder_without_anything_to_read_says_so(tmp_path):
    assert "holds no file that is read (.txt, .html, .htm, .jsonl, .pdf, .eml, .warc, .warc.gz)" in the_error(
        gather(tmp_path)
    )


def test_a_folder_that_holds_itself_does_not_go_on_for_ever(tmp_path):
    write(tmp_path / "a.txt", WORDS)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(gather(tmp_path)) == 1


@pytest.mark.parametrize("path", ["missing.txt", "a\0b.txt", "x" * 5000])
def test_a_path_that_cannot_be_opened_says_so(tmp_path, path):
    assert "cannot be opened" in the_error(gather(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path):
    path = write(tmp_path / "a.txt", WORDS)
    path.chmod(0)
    assert "Permission denied" in the_error(gather(path))


def test_one_bad_file_does_not_end_the_others(tmp_path):
    good = write(tmp_path / "a.txt", WORDS)
    outcomes = gather(good, tmp_path / "missing.txt", good)
    assert [type(outcome) for outcome in outcomes] == [Done, Failed, Done]


SNIFFED = {
    "text": (WORDS.encode(), "text"),
    "JSON lines": (b'\n {"text": "Gunmen killed 12."}\n', "jsonl"),
    "JSON lines with a bad first one": (b'{"text": oops}\n{"text": "Gunmen killed 12."}\n', "jsonl"),
    "text in braces": (b"{Gunmen} killed 12 in Goma, said the town's mayor.", "text"),
    "page": (b"<!DOCTYPE html><html><body><p>Gunmen killed 12.</p></body></html>", "html"),
    "part of a page": (b"<p>Gunmen killed 12.</p>", "html"),
    "page after a comment": (b"<!-- saved --> <html><body><p>Gunmen killed 12.</p></body></html>", "html"),
    "text that opens with a mark": (b"<Gunmen> killed 12.", "text"),
}


@pytest.mark.parametrize(("content", "kind"), SNIFFED.values(), ids=SNIFFED)
def test_the_kind_of_standard_input_is_seen(content, kind):
    outcomes = gather("-", stdin=content)
    done = outcomes[-1]
    found = "html" if done.value.extractor else ("jsonl" if "line" in done.name else "text")
    assert found == kind


def test_the_kind_can_be_given():
    doc = the_document(gather("-", stdin=b'{"text": "Gunmen killed 12."}', kind="text"))
    assert doc.text.startswith("{")


def test_standard_input_comes_in_pieces():
    read, write_end = os.pipe()

    def feed():
        with os.fdopen(write_end, "wb", buffering=0) as out:
            for n in range(3000):
                out.write(b'{"id": "d%d", "text": "Gunmen killed 12 in Goma, the mayor said."}\n' % n)

    feeder = threading.Thread(target=feed)
    feeder.start()
    with os.fdopen(read, "rb", buffering=0) as stream:
        outcomes = list(_in_stream(stream, "standard input", terms(), None))
    feeder.join()
    assert [outcome.value.id for outcome in outcomes] == [f"d{n}" for n in range(3000)]


@given(st.binary(max_size=400), st.sampled_from([None, "text", "html", "jsonl"]))
def test_no_bytes_at_all_bring_it_down(content, kind):
    for outcome in gather("-", stdin=content, kind=kind):
        assert isinstance(outcome, Done | Failed)


@given(st.text(min_size=1, max_size=300))
def test_text_in_utf8_comes_through_as_it_was(text):
    outcomes = gather("-", stdin=text.encode("utf-8", "surrogatepass"), kind="text")
    for outcome in outcomes:
        if isinstance(outcome, Done) and not outcome.notes[:-1] and not text.startswith("\ufeff"):
            assert outcome.value.text == text
