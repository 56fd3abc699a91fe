"""JSON lines: one outcome a line, in order; a bad line is reported in its place."""

import json

import pytest

from gather.gathering import gather, the_document, the_error
from tocsin.errors import LineError
from tocsin.gather import Done, Failed

TEXT = "Gunmen killed 12 people in Goma on Friday."


def line(**fields):
    return json.dumps({"text": TEXT, **fields}).encode() + b"\n"


def one(**fields):
    return gather("-", stdin=line(**fields), kind="jsonl")


def test_every_field_is_taken():
    doc = the_document(
        one(
            id="x1", title="Attack", published="2024-03-26T18:00:00+03:00", url="https://example.org/1",
            source="Harbour Wire", language="en-GB",
        )
    )  # fmt: skip
    assert (doc.id, doc.title, doc.url, doc.source) == ("x1", "Attack", "https://example.org/1", "Harbour Wire")
    assert (doc.published, doc.published_from) == ("2024-03-26T18:00:00+03:00", "given")
    assert (doc.language, doc.text, doc.extractor) == ("en", TEXT, None)


def test_a_line_without_an_id_is_named_by_its_key():
    doc = the_document(one())
    assert doc.id == doc.key


def test_the_line_goes_before_what_is_said_of_all():
    (done,) = gather(
        "-", stdin=line(source="A", published="2024-03-01"), kind="jsonl", source="B", published="2024-04-01"
    )
    assert (done.value.source, done.value.published) == ("A", "2024-03-01")


def test_the_key_is_the_same_however_the_line_is_written():
    spaced = b'  {"title" : null, "text":"%s",   "more": [1], "id": "a"}\r\n' % TEXT.encode()
    assert the_document(gather("-", stdin=spaced, kind="jsonl")).key == the_document(one(id="a")).key
    assert the_document(one(id="a")).key != the_document(one(id="b")).key
    assert the_document(one(id="a")).key != the_document(one(id="a", published="2024-03-26")).key


BAD = {
    "not JSON": (b"Gunmen killed 12.\n", "JSON is malformed"),
    "cut off": (b'{"text": "Gunmen kil\n', "malformed"),
    "a list": (b'["Gunmen"]\n', "expected an object"),
    "blank": (b"   \n", "is blank"),
    "no text": (b'{"id": "a", "body": "Gunmen"}\n', 'has no "text" with words in it; found: body, id'),
    "null text": (b'{"text": null}\n', 'has no "text"'),
    "empty text": (b'{"text": ""}\n', "holds no text"),
    "text is a number": (b'{"text": 12}\n', 'has no "text"'),
    "binary text": (b'{"text": "Gunmen\\u0000killed"}\n', "is binary"),
    "half a character": (b'{"text": "Gunmen \\ud800 killed"}\n', "malformed"),
    "not UTF-8": ('{"text": "Bouaké"}\n'.encode("cp1252"), "utf-8"),
    "impossible date": (line(published="2024-02-30"), "published '2024-02-30' is no date"),
    "date is a number": (line(published=20240326), '"published" is int; expected a string'),
    "title is a list": (line(title=["a"]), '"title" is list; expected a string'),
    "no language": (line(language="English!"), '"language" is'),
    "deeply nested": (b'{"text": ' + b"[" * 100_000 + b"\n", ""),
    "too long": (line(text="a" * 5000), "is larger than 4000 bytes"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_bad_line_is_reported_in_its_place_and_the_rest_goes_on(content, reason):
    first, bad, last = gather("-", stdin=line(id="a") + content + line(id="c"), kind="jsonl", max_bytes=4000)
    assert (first.value.id, last.value.id) == ("a", "c")
    assert isinstance(bad, Failed)
    assert isinstance(bad.error, LineError)
    assert bad.line == bad.error.line == 2
    assert reason in str(bad.error)


def test_a_last_line_without_an_end_counts_and_one_end_too_many_is_a_blank_line():
    assert len(gather("-", stdin=line() + line().rstrip(), kind="jsonl")) == 2
    assert isinstance(gather("-", stdin=line() + b"\n", kind="jsonl")[1], Failed)


def test_a_mark_before_the_first_line_is_no_part_of_it():
    assert the_document(gather("-", stdin=b"\xef\xbb\xbf" + line(id="a"))).id == "a"


def test_an_id_may_be_a_number():
    assert the_document(one(id=17)).id == "17"


def test_a_time_without_an_offset_keeps_only_its_day():
    assert the_document(one(published="2024-03-26T18:00:00")).published == "2024-03-26"


def test_text_keeps_every_character():
    text = "مقتل ١٢ شخصا \u202eabc\u202c zero\u200bwidth \x1b[31mred\x1b[0m 💥"
    assert the_document(one(text=text)).text == text


def test_an_empty_input_is_no_line():
    assert gather("-", stdin=b"", kind="jsonl") == []


def test_lines_are_read_as_they_are_asked_for(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(id="a") * 3)
    outcomes = gather(path)
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert the_error([Failed("x", LineError("x", 1, "y"))]) == "x, line 1: y"
