"""*Watches* and *Alerts*: the standing questions, and what they rang for."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response

from tocsin.errors import TocsinError
from tocsin.ports import StoredAlert
from tocsin.watch import Watches
from tocsin.watching import load_watches
from tocsin.watching.alert_pages import made
from tocsin.watching.watch_pages import changes_words, looks_words, silence
from tocsin.web.desk import Desk, desk_of
from tocsin.web.templating import render

router = APIRouter(include_in_schema=False)
MOST = 200


def watches_of(desk: Desk) -> Watches:
    """The watches of the settings' file, none where there is no such file. Raises `WatchFileError`."""
    return load_watches(Path(desk.settings.watches), desk.names, missing_ok=True)


@router.get("/watches")
def watches(request: Request) -> Response:
    """Every watch: what it looks for, what makes it ring, and whether it is silenced."""
    desk = desk_of(request)
    fault = None
    found = Watches()
    try:
        found = watches_of(desk)
    except TocsinError as error:
        fault = str(error)
    mutes = {mute.watch: mute for mute in desk.ledger.outbox.mutes()}
    rows = [
        {
            "watch": watch,
            "looks": looks_words(watch),
            "rings": changes_words(watch),
            "to": ", ".join(watch.to or found.channels),
            "silent": silence(watch, mutes.get(watch.name)),
        }
        for watch in found.watches
    ]
    context = {"rows": rows, "file": desk.settings.watches, "fault": fault}
    return render(request, "watches.html", context)


@router.get("/alerts")
def alerts(request: Request) -> Response:
    """What the watches rang for, the newest first; `all` in the address shows the acknowledged too."""
    desk = desk_of(request)
    every = "all" in request.query_params
    name = request.query_params.get("watch") or None
    found = desk.ledger.outbox.alerts(watch=name, open_only=not every, most=MOST)
    context = {"alerts": [(each, made(each)) for each in found], "every": every, "watch": name, "most": MOST}
    return render(request, "alerts.html", context)


@router.get("/alerts/{id}")
def alert(request: Request, id: str) -> Response:
    """One alert in full: what changed, who says so, why it rang, and how it went out."""
    desk = desk_of(request)
    stored: StoredAlert = desk.ledger.outbox.alert(id)
    ways = desk.ledger.outbox.deliveries_of(stored.id)
    return render(request, "alert.html", {"stored": stored, "alert": made(stored), "ways": ways})
