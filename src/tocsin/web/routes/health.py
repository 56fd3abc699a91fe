"""Whether the workbench works: for whoever, or whatever, keeps it running."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse, PlainTextResponse

from tocsin import __version__
from tocsin.errors import LedgerError
from tocsin.web.desk import desk_of
from tocsin.web.metrics import MEDIA_TYPE, metrics
from tocsin.web.traffic import Traffic

router = APIRouter(include_in_schema=False)


@router.get("/health")
def health(request: Request) -> dict[str, str]:
    """`ok` once the ledger answers."""
    desk_of(request).ledger.outbox.newest()
    return {"status": "ok", "version": __version__}


@router.get("/healthz")
def alive() -> dict[str, str]:
    """`ok` as long as the program answers at all. Where it does not, start it again."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(request: Request) -> Response:
    """`ok` where the ledger answers, else 503. Where it does not, send nobody here, and wait."""
    try:
        desk_of(request).ledger.outbox.newest()
    except LedgerError:
        return JSONResponse({"status": "the ledger does not answer"}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def scraped(request: Request) -> Response:
    """What Prometheus scrapes. It has to bring the token of an account."""
    desk = desk_of(request)
    traffic: Traffic = request.app.state.traffic
    return PlainTextResponse(metrics(desk.ledger, traffic, now=desk.clock.now()), media_type=MEDIA_TYPE)
