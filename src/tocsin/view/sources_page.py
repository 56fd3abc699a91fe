"""The sources that are followed and how they fare, as a table, and what a source has to offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tocsin.record.json_form import Json
from tocsin.record.source import Health, Item, Source
from tocsin.view.page import Card, Page, Row, Table, Words, line

COLUMNS = ("ID", "NAME", "VIA", "GRADE", "LAST SUCCESS", "ITEMS", "KEPT", "WAITING", "STATE")
NUMBERS = frozenset({5, 6, 7})


def sources_page(found: Iterable[tuple[Source, Health]]) -> Page:
    """A row for each source; what is wrong with it stands in the last column."""
    return Page(tables=(Table(None, COLUMNS, tuple(_row(*each) for each in found), NUMBERS),))


def _row(source: Source, health: Health) -> tuple[Words, ...]:
    return (
        Words(source.id, "faint"),
        Words(source.name or source.url, "label"),
        Words(source.via),
        Words(source.grade or "-"),
        Words((health.succeeded_at or "never")[:16].replace("T", " ")),
        Words(f"{health.items:,}"),
        Words(f"{health.kept:,}"),
        Words(f"{health.waiting:,}"),
        _state(health),
    )


def _state(health: Health) -> Words:
    if health.errors:
        times = "once" if health.errors == 1 else f"{health.errors} times"
        return Words(f"failed {times}: {health.error}", "denied")
    return Words("well", "good") if health.succeeded_at else Words("not asked yet", "faint")


def source_form(source: Source, health: Health) -> Json:
    """One source with its health, as `tocsin.source/1`."""
    form: Json = {"schema": "tocsin.source/1", "id": source.id}
    return {**form, **msgspec.to_builtins(source), "health": msgspec.to_builtins(health)}


def offered_page(name: str | None, items: Sequence[Item], *, most: int) -> Page:
    """What a source has to offer: its first items, a card each."""
    heading = line(Words(name or "no name", "headline"), Words(f" · {len(items)} items", "faint"))
    return Page(heading=(heading,), cards=tuple(_card(item) for item in items[:most]))


def _card(item: Item) -> Card:
    rows = [Row("published", line(item.published or Words("not said", "faint")))]
    if item.url:
        rows.append(Row("page", line(item.url)))
    if item.words:
        rows.append(Row("words", line(Words(" ".join(item.words.split())[:200], "quote"))))
    return Card(line(Words(item.title or item.key, "headline")), tuple(rows))
