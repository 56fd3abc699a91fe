"""Whether the workbench works: for whoever keeps it running."""

from __future__ import annotations

from fastapi import APIRouter, Request

from tocsin import __version__
from tocsin.web.desk import desk_of

router = APIRouter(include_in_schema=False)


@router.get("/health")
def health(request: Request) -> dict[str, str]:
    """`ok` once the ledger answers."""
    desk_of(request).ledger.outbox.newest()
    return {"status": "ok", "version": __version__}
