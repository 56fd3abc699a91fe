"""*Sources*: what is followed and how it fares."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from tocsin.web.desk import desk_of
from tocsin.web.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/sources")
def sources(request: Request) -> Response:
    """Every source, those in trouble first."""
    found = desk_of(request).ledger.sources.all()
    rows = sorted(found, key=lambda each: (not each[1].errors, each[1].succeeded_at is not None))
    return render(request, "sources.html", {"rows": rows, "failing": sum(bool(h.errors) for _, h in found)})
