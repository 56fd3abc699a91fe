"""`tocsin read`: text for the eye, JSON, JSON lines with errors in place, and bad input."""

import json

import pytest

from cli.fakes import run
from cli.program import command, environment, run_program

TEXT = (
    "2024-03-26 An attack in Goma left more than 130 people killed and 180 injured. ISKP claimed it. Kyiv denied it. "
    "Moscow blamed Kyiv. The four men from Tajikistan were held. Police arrested them. Washington had warned Moscow. "
    "Bill Roggio, a senior fellow, said that such attacks recruit."
)
LINE = {"id": "a", "text": "An attack in Goma: at least 40 killed.", "published": "2024-03-25"}


def lines(*forms):
    return "".join((form if isinstance(form, str) else json.dumps(form)) + "\n" for form in forms)


def test_the_text_holds_the_record_at_a_glance(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    result = run("read", "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    for words in (
        "a.txt",
        "published 26 March 2024 (found in the text)",
        "ARMED ASSAULT in Goma, Democratic Republic of the Congo",
        "more than 130 killed [3]",
        "180 injured [4]",
        "ISKP claims it (iskp-id) [5]",
        "Kyiv denies it",
        "accused   Moscow blames Kyiv",
        "four men, from Tajikistan, alleged by the report itself",
        "response  arrest (law enforcement)",
        "warning   intelligence sharing: Washington warned Moscow, in private",
        "says      Bill Roggio, senior fellow: that such attacks recruit",
        "EVIDENCE",
        "[3] “more than 130 people killed” text 34–61",
    ):
        assert words in result.stdout, words
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_json_is_an_object_for_one_and_an_array_for_several():
    one = json.loads(run("read", "--format", "json", "-", stdin=lines(LINE)).stdout)
    assert (one["schema"], one["document"]["id"]) == ("tocsin.reading/1", "a")
    several = json.loads(run("read", "--format", "json", "-", stdin=lines(LINE, "oops", {**LINE, "id": "c"})).stdout)
    assert [form["schema"] for form in several] == ["tocsin.reading/1", "tocsin.error/1", "tocsin.reading/1"]


def test_jsonl_has_a_line_for_each_line_in_order_and_errors_in_place():
    result = run("read", "--format", "jsonl", "-", stdin=lines(LINE, "oops", "", {"id": "d"}, {**LINE, "id": "e"}))
    forms = [json.loads(each) for each in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [form["schema"] for form in forms] == ["tocsin.reading/1", *["tocsin.error/1"] * 3, "tocsin.reading/1"]
    assert [form["document"]["id"] for form in (forms[0], forms[4])] == ["a", "e"]
    assert set(forms[1]) == {"schema", "line", "error"}
    assert [form["line"] for form in forms[1:4]] == [2, 3, 4]
    assert result.stderr.count("tocsin: standard input, line") == 3


def test_jsonl_without_a_bad_line_is_0_and_the_same_each_time():
    first, second = (run("read", "--format", "jsonl", "-", stdin=lines(LINE, TEXT and LINE)) for _ in range(2))
    assert first.exit_code == 0
    assert first.stdout_bytes == second.stdout_bytes


def test_a_reader_that_fails_on_one_document_does_not_end_the_batch():
    broken = {"id": "b", "text": "BREAK THE READER"}
    result = run("read", "--format", "jsonl", "-", stdin=lines(LINE, broken, LINE))
    assert [json.loads(each)["schema"].split("/")[0] for each in result.stdout.splitlines()] == [
        "tocsin.reading", "tocsin.error", "tocsin.reading",
    ]  # fmt: skip
    assert "b: the reader failed (RecursionError('too deep')); report this" in result.stderr


def test_a_reader_that_fails_leaves_no_trace_of_itself_on_the_terminal():
    done = run_program("read", "-", input=b'{"text": "BREAK THE READER", "published": "2024-03-26"}')
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_the_line_of_an_error_of_the_reader_is_told_too():
    result = run("read", "--format", "jsonl", "-", stdin=lines(LINE, {"id": "b", "text": "BREAK THE READER"}))
    assert json.loads(result.stdout.splitlines()[1])["line"] == 2


BAD = {
    "empty": (b"", "holds no text"),
    "blank": (b"\n \n", "holds no text"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0", "is binary"),
    "PDF": (b"%PDF-1.4", "is a PDF"),
    "20 MB": (b"word " * 4_100_000, "is larger than 20000000 bytes"),
    "bomb": (b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', "entities of its own"),
    "scripts": (b"<html><script>alert('attack')</script></html>", "holds no text"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_bad_input_is_a_clear_message_and_1(content, reason):
    result = run("read", "-", stdin=content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("tocsin: standard input: ")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_good_file_beside_a_bad_one_is_read_and_the_code_is_1(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    result = run("read", "missing.txt", "a.txt")
    assert result.exit_code == 1
    assert "ARMED ASSAULT" in result.stdout
    assert result.stderr == "tocsin: missing.txt: cannot be opened: No such file or directory\n"


NOTES = {
    "no date": ("An attack in Goma.", "gives no date, so relative days in it are not settled"),
    "a date to come": ("2090-01-01 An attack in Goma.", "is dated in the future (2090-01-01)"),
    "another encoding": ("2024-03-26 An attack in Bouaké.".encode("cp1252"), "was read as Windows-1252"),
}


@pytest.mark.parametrize(("content", "note"), NOTES.values(), ids=NOTES)
def test_what_is_odd_is_read_with_a_note_and_0(content, note):
    result = run("read", "-", stdin=content)
    assert result.exit_code == 0
    assert "ARMED ASSAULT" in result.stdout
    assert result.stderr.startswith("tocsin: note: standard input ")
    assert note in result.stderr


def test_notes_of_one_kind_are_counted_after_the_third():
    result = run("read", "--format", "jsonl", "-", stdin=lines(*[{"text": "An attack."}] * 10))
    assert result.stderr.count("gives no date") == 4
    assert "tocsin: note: 7 more: gives no date" in result.stderr


def test_escapes_and_overrides_of_a_document_are_shown_and_never_sent():
    text = "2024-03-26 An attack in Goma. E\x1b[31mvil\u202e claimed it. Police arrested\x07 \x9b them."
    title = "\x1b]0;owned\x07 \u202eeltit"
    result = run("read", "-", stdin=lines({"id": "\x1b[2J", "text": text, "title": title, "source": "\x1b[1mX"}))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(result.stdout + result.stderr)
    assert "␛]0;owned␇ ⟨U+202E⟩eltit" in result.stdout


def test_escapes_in_errors_are_shown_and_never_sent():
    result = run("read", "\x1b[31mmissing.txt")
    assert "\x1b" not in result.stderr
    assert "␛[31mmissing.txt: cannot be opened" in result.stderr


def test_escapes_in_an_explanation_are_shown_and_never_sent():
    result = run("read", "--explain", "-", stdin=TEXT)
    assert result.exit_code == 0
    assert "1 trigger ['attack']\n  2 text ␛[31m2024-03-26" in result.stdout


def test_right_to_left_and_zero_width_text_keeps_its_words_and_offsets():
    text = "2024-03-26 هجوم an attack in Goma\u200b: 12 people killed. می‌گوید"
    form = json.loads(run("read", "--format", "json", "-", stdin=text).stdout)
    evidence = form["mentions"][0]["tolls"][0]["evidence"][0]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"] == "12 people killed"


def test_a_page_carries_its_text_and_extractor():
    form = json.loads(run("read", "--format", "json", "-", stdin=f"<html><body><p>{TEXT}</p></body></html>").stdout)
    assert form["document"]["text"] == TEXT
    assert form["document"]["extractor"].startswith("trafilatura")


def test_source_and_date_are_given_to_documents_that_have_none():
    form = json.loads(
        run("read", "--format", "json", "--source", "S", "--published", "2024-01-02", "-", stdin=TEXT).stdout
    )
    document = form["document"]
    assert (document["source"], document["published"], document["published_from"]) == ("S", "2024-01-02", "given")


COLOURED = {
    "set to always": ({"TOCSIN_COLOR": "always"}, [], True),
    "not on a terminal": ({}, [], False),
    "NO_COLOR": ({"NO_COLOR": "1"}, [], False),
    "--no-color goes first": ({"TOCSIN_COLOR": "always"}, ["--no-color"], False),
}


@pytest.mark.parametrize(("env", "args", "colour"), COLOURED.values(), ids=COLOURED)
def test_colour(env, args, colour):
    result = run("read", *args, "-", stdin=TEXT, env=env)
    assert ("\x1b[31mmore than 130 killed" in result.stdout) == colour
    assert ("\x1b" in result.stdout) == colour


def test_a_closed_pipe_ends_it_without_a_word(tmp_path):
    import subprocess

    (tmp_path / "a.jsonl").write_text(lines(*[LINE] * 5000))
    reading = subprocess.Popen(
        command("read", "--format", "jsonl", "a.jsonl"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert json.loads(reading.stdout.readline())["schema"] == "tocsin.reading/1"
    reading.stdout.close()
    assert reading.stderr.read() == b""
    assert reading.wait() == 141
    reading.stderr.close()


def test_a_terminal_that_lacks_a_letter_gets_its_code():
    done = run_program("read", "-", input=TEXT.encode(), env={**environment(), "PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 0
    assert b"\\u201cattack\\u201d" in done.stdout


def test_json_is_utf8_whatever_the_terminal():
    line = json.dumps({**LINE, "title": "взрыв"}).encode()
    done = run_program(
        "read", "--format", "jsonl", "-", input=line, env={**environment(), "PYTHONIOENCODING": "latin-1"}
    )
    assert "взрыв" in done.stdout.decode("utf-8")
