"""The app: where pages, the API and whatever else answers over HTTP are put together, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from tocsin import __version__
from tocsin.ports import Clock, Ledger
from tocsin.settings import Settings
from tocsin.sharing.keys import Keys
from tocsin.web.api import analysis as analysis_api
from tocsin.web.api import events, records, work
from tocsin.web.api import partners as partners_api
from tocsin.web.api import subjects as subjects_api
from tocsin.web.desk import Desk
from tocsin.web.failures import add_failures
from tocsin.web.gate import Gate
from tocsin.web.headers import LOOPBACK, SafeHeaders
from tocsin.web.routes import (
    analysis,
    document,
    door,
    export,
    figures,
    health,
    incident,
    now,
    partners,
    people,
    review,
    search,
    sources,
    subjects,
    watches,
)
from tocsin.web.taxii import make_taxii
from tocsin.web.taxii.mount import PATH, mount_taxii
from tocsin.web.traffic import Counting, Traffic


def routers() -> Iterable[APIRouter]:
    """Every router, in the order in which addresses are tried. A new room of addresses is named here."""
    rooms = (health, now, incident, document, search, subjects, analysis, sources, watches, export, figures, review)
    apis = (partners, door, people, records, subjects_api, analysis_api, partners_api, work, events)
    return tuple(room.router for room in (*rooms, *apis))


class Assets(StaticFiles):
    """The package's own files. Their address holds a digest of their bytes, so a browser need not ask again."""

    def file_response(self, *args: Any, **more: Any) -> Response:
        """A file, to be kept for a year."""
        answer = super().file_response(*args, **more)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


def make_app(
    opener: Callable[[], Ledger],
    settings: Settings,
    *,
    clock: Clock,
    demo: bool = False,
    hosts: Iterable[str] | None = LOOPBACK,
) -> FastAPI:
    """The workbench over a ledger.

    Args:
        opener: opens the ledger; called once, at the first request, from any thread.
        settings: what the program runs under.
        clock: tells the time.
        demo: whoever comes may do what an editor may, without an account; for a ledger of one's own machine only.
        hosts: the names under which the app may be asked for, None for any.
    """
    desk = Desk(opener=opener, settings=settings, clock=clock, demo=demo)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Tocsin",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.state.traffic = Traffic()
    app.add_middleware(Gate, desk=desk)
    app.add_middleware(SafeHeaders, hosts=hosts)
    app.add_middleware(Counting, traffic=app.state.traffic)
    add_failures(app)
    for router in routers():
        app.include_router(router)
    app.mount("/static", Assets(directory=str(files("tocsin.web") / "static")), name="static")
    mount_taxii(app, _taxii_of(desk))
    return app


def _taxii_of(desk: Desk) -> FastAPI:
    """What partners fetch from, with keys of their own; accounts of the workbench open nothing there."""
    return make_taxii(
        lambda: desk.ledger.shelf,
        lambda: Keys(desk.ledger, desk.clock),
        now=desk.clock.now,
        producer=desk.settings.producer,
        contact=desk.settings.contact,
        mount=PATH,
    )
