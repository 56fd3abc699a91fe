"""Pages to text: colour where it is wanted, columns that line up, lines that wrap. The one place that cleans words."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from tocsin.view.clean import clean
from tocsin.view.page import Card, Line, Page, Quote, Row, Table, Tone, Words

STYLES: dict[Tone, str] = {
    "plain": "",
    "headline": "bold",
    "killed": "red",
    "alleged": "yellow",
    "denied": "magenta",
    "faint": "dim",
    "label": "cyan",
    "quote": "italic",
    "good": "green",
}
LABEL_WIDTH = 9


def lay_out(page: Page, *, width: int, color: bool) -> str:
    """The page as text of at most `width` columns; without colour no escape sequence is in it."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for part in _parts(page):
        console.print(part)
    return "".join(f"{each.rstrip()}\n" for each in out.getvalue().splitlines())


def _parts(page: Page) -> Iterable[RenderableType]:
    blocks: list[list[RenderableType]] = []
    if page.heading:
        blocks.append([_text(each) for each in page.heading])
    blocks += [_card(card) for card in page.cards]
    blocks += [_table(table) for table in page.tables]
    blocks += [[Text(title, "bold"), _rows(rows)] for title, rows in page.sections]
    if page.quotes:
        blocks.append([Text("EVIDENCE", "bold"), _quotes(page.quotes)])
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from block


def _text(line: Iterable[Words]) -> Text:
    whole = Text()
    for words in line:
        text = words.text
        cleaned = clean(text)
        whole.append(cleaned, STYLES[words.tone])
    return whole


def _card(card: Card) -> list[RenderableType]:
    return [_text(card.headline), _rows(card.rows)]


def _rows(rows: tuple[Row, ...]) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=LABEL_WIDTH, no_wrap=True)
    grid.add_column(overflow="fold")
    above = None
    for row in rows:
        shown = row.label if row.label != above else ""
        grid.add_row(Text(clean(shown), STYLES["label"]), _text(row.line))
        above = row.label
    return Padding(grid, (0, 0, 0, 2))


def _quotes(quotes: tuple[Quote, ...]) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for quote in quotes:
        words: Line = (Words(f"“{quote.words}”", "quote"), Words(f"  {quote.where}", "faint"))
        grid.add_row(Text(f"[{quote.number}]", "dim"), _text(words))
    return Padding(grid, (0, 0, 0, 2))


def _table(table: Table) -> list[RenderableType]:
    shown = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for number, name in enumerate(table.columns):
        shown.add_column(
            Text(name, "dim"), justify="right" if number in table.right else "left", overflow="fold",
            no_wrap=number == 0,
        )  # fmt: skip
    for row in table.rows:
        shown.add_row(*(_text((cell,)) for cell in row))
    title: list[RenderableType] = [Text(table.title, "bold")] if table.title else []
    return [*title, shown]
