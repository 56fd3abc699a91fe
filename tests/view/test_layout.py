"""Pages as text: widths, colour, and words from outside that cannot reach the terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.record import Evidence
from tocsin.view.clean import clean, shorten
from tocsin.view.layout import lay_out
from tocsin.view.page import Card, Numbering, Page, Row, Table, Words, line

CLEANED = {
    "escape": ("\x1b[31mred", "␛[31mred"),
    "bell and delete": ("a\x07b\x7f", "a␇b␡"),
    "eight-bit escape": ("\x9b31m", "\ufffd31m"),
    "lines": ("one\r\n\ttwo\u2028three\x85four", "one two three four"),
    "override": ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
    "isolates": ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
    "zero width": ("kill\u200bed\ufeff", "kill⟨U+200B⟩ed⟨U+FEFF⟩"),
    "tags": ("a\U000e0041", "a⟨U+E0041⟩"),
    "half a character": ("a\ud800", "a\ufffd"),
    "joiners stay": ("می\u200cگوید क्\u200dष", "می\u200cگوید क्\u200dष"),
    "right to left stays": ("مقتل ١٢", "مقتل ١٢"),
    "markup stays words": ("[bold]x[/bold] :bomb:", "[bold]x[/bold] :bomb:"),
}


@pytest.mark.parametrize(("words", "shown"), CLEANED.values(), ids=CLEANED)
def test_clean(words, shown):
    assert clean(words) == shown


def a_page(words):
    cell = Words(words)
    return Page(
        heading=(line(cell),),
        cards=(Card(line(cell), (Row("where", line(cell)), Row(words[:9], line(cell)))),),
        tables=(Table(None, ("A", "B"), ((cell, cell),)),),
        quotes=numbering_of(words).quotes(),
    )


def numbering_of(words):
    numbering = Numbering()
    numbering.refs([Evidence(document=words, start=0, end=len(words), quote=words)])
    return numbering


@given(st.text(min_size=1, max_size=60), st.integers(40, 160), st.booleans())
def test_no_words_reach_the_terminal_as_anything_else(words, width, color):
    out = lay_out(a_page(words), width=width, color=color)
    ours = out.replace("\x1b[", "") if color else out
    assert "\x1b" not in ours
    for char in ours:
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"), hex(ord(char))
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_a_markup_of_the_layout_is_no_markup_here():
    assert "[red]x[/red]" in lay_out(a_page("[red]x[/red]"), width=100, color=False)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_wrap_at_the_width_and_hang_under_their_start(width):
    card = Card(line("HEAD"), (Row("says", line("word " * 60)),))
    lines = lay_out(Page(cards=(card,)), width=width, color=False).splitlines()
    assert max(map(len, lines)) <= width
    assert lines[1].startswith("  says      word")
    assert all(each.startswith("            word") for each in lines[2:])
    assert not any(each.endswith(" ") for each in lines)


def test_a_label_is_not_said_twice():
    card = Card(line("HEAD"), (Row("toll", line("1 killed")), Row("toll", line("2 injured"))))
    assert lay_out(Page(cards=(card,)), width=80, color=False).splitlines()[1:] == [
        "  toll      1 killed", "            2 injured",
    ]  # fmt: skip


def test_quotations_are_numbered_once_in_the_order_of_use():
    numbering = Numbering(whose={"d1": "d1, Wire"})
    one, two = (Evidence(document="d1", start=n, end=n + 1, quote="x") for n in (5, 2))
    assert numbering.refs([one, two, one]).text == " [1] [2]"
    assert numbering.refs([two]).text == " [2]"
    assert [quote.where for quote in numbering.quotes()] == ["d1, Wire, text 5–6", "d1, Wire, text 2–3"]


def test_many_quotations_are_counted():
    numbering = Numbering()
    many = [Evidence(document="d1", start=n, end=n + 1, quote="x") for n in range(6)]
    assert numbering.refs(many, most=3).text == " [1] [2] [3] and 3 more"
    assert numbering.refs(many[:4], most=3).text == " [1] [2] [3] [4]"


def test_shorten():
    assert shorten("one two three", 8) == "one two…"
    assert shorten("one", 8) == "one"
