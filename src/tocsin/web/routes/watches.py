"""*Watches* and *Alerts*: the standing questions, and what they rang for."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response

from tocsin.errors import InputError, TocsinError, WatchFileError
from tocsin.ports import Mute, StoredAlert
from tocsin.watch import Watches
from tocsin.watching import load_watches
from tocsin.watching.alert_pages import made
from tocsin.watching.watch_pages import changes_words, looks_words, silence
from tocsin.watching.writing import add_watch
from tocsin.web.desk import Desk, desk_of
from tocsin.web.filters import USUAL, day, filters_from
from tocsin.web.templating import redirect, render
from tocsin.web.visitor import Analyst, OwnForm, text_in, texts_in

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


@router.post("/watches")
def keep(request: Request, visitor: Analyst, form: OwnForm) -> Response:
    """Keep the filters of a list as a watch, under a name."""
    desk = desk_of(request)
    filters = filters_from((name, value) for name, value in form.multi_items() if isinstance(value, str))
    families = list(filters.family) or ([] if filters.type else sorted(USUAL))
    fields: dict[str, object] = {
        "countries": list(filters.country),
        "types": list(filters.type),
        "families": [] if "all" in families else families,
        "actors": [filters.actor] if filters.actor else [],
        "at_least": {"killed": filters.killed} if filters.killed else None,
        "words": [filters.q] if filters.q else [],
        "about": f"kept by {visitor.name} on {desk.clock.now()[:10]}",
    }
    name = text_in(form, "watch").replace(" ", "-")
    try:
        with desk.writing:
            add_watch(Path(desk.settings.watches), name, fields, desk.names)
    except WatchFileError as error:
        raise InputError(str(error)) from error
    return redirect("/watches")


@router.post("/watches/{name}/mute")
def mute(request: Request, visitor: Analyst, form: OwnForm, name: str) -> Response:
    """Silence a watch until the end of a day, or for good, or have it ring again."""
    desk = desk_of(request)
    if watches_of(desk).named(name) is None:
        raise InputError(f"there is no watch {name!r}")
    if text_in(form, "do") == "ring":
        desk.ledger.outbox.unmute(name)
    else:
        until = day("until", text_in(form, "until")) or None
        desk.ledger.outbox.mute(Mute(watch=name, by=visitor.name, set_at=desk.clock.now(), until=until))
    return redirect("/watches")


@router.post("/alerts/acknowledge")
def acknowledge(request: Request, visitor: Analyst, form: OwnForm) -> Response:
    """Say that one has seen alerts."""
    desk = desk_of(request)
    desk.ledger.outbox.acknowledge(texts_in(form, "alert"), by=visitor.name, at=desk.clock.now())
    return redirect("/alerts")


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
