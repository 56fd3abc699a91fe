"""Alerts as pages and text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.ports import Delivery, StoredAlert
from tocsin.record.json_load import convert, loads
from tocsin.view.clean import clean, clean_line
from tocsin.view.page import Page, Table, Words
from tocsin.view.words import label
from tocsin.watch.alert_values import SCHEMA, Alert
from tocsin.watch.delivery.text import text_of


def list_page(alerts: Iterable[StoredAlert]) -> Page:
    """A table of alerts."""
    return Page(tables=(Table(None, ("ALERT", "MADE", "WATCH", "WHAT", "SEEN BY"), tuple(_row(a) for a in alerts)),))


def _row(stored: StoredAlert) -> tuple[Words, ...]:
    alert = made(stored)
    what = "erased with a document" if alert is None else "; ".join(_what(alert))
    return (
        Words(stored.id[:10], "label"),
        Words(stored.made_at[:16].replace("T", " ")),
        Words(stored.watch),
        Words(what, "faint" if alert is None else "plain"),
        Words(stored.acknowledged_by or "–", "faint"),
    )


def _what(alert: Alert) -> list[str]:
    return [alert.headline, *(words for words in alert.changed if words not in alert.headline)]


def made(stored: StoredAlert) -> Alert | None:
    """The alert as it was made, None where it was erased."""
    form = loads(stored.form)
    return convert(form, Alert, "alert") if form.pop("schema") == SCHEMA else None


def alert_text(stored: StoredAlert, ways: Sequence[Delivery]) -> str:
    """An alert in full, and how it went out."""
    alert = made(stored)
    told = [f"{stored.kind}: erased with a document"] if alert is None else text_of([alert]).splitlines()
    lines = "".join(f"{clean_line(line)}\n" for line in told)
    for way in ways:
        lines += f"To {way.channel}: {_way(way)}\n"
    if stored.acknowledged_by:
        lines += f"Seen by {clean(stored.acknowledged_by)}, {stored.acknowledged_at}\n"
    return lines


def _way(way: Delivery) -> str:
    tries = f", {way.attempts} failed attempt{'s' if way.attempts > 1 else ''}" if way.attempts else ""
    last = f" ({clean(way.error)})" if way.error else ""
    when = f"due {way.due_at}" if way.state == "waiting" else f"{way.settled_at}"
    return f"{way.state} {when}{tries}{last}"


def dead_page(ways: Iterable[Delivery]) -> Page:
    """A table of what was given up."""
    rows = tuple(
        (
            Words(way.alert[:10], "label"),
            Words(way.channel),
            Words((way.settled_at or "")[:16].replace("T", " ")),
            Words(str(way.attempts)),
            Words(label(way.error or ""), "alleged"),
        )
        for way in ways
    )
    return Page(tables=(Table(None, ("ALERT", "CHANNEL", "GIVEN UP", "TRIES", "LAST ERROR"), rows, frozenset({3})),))
