"""*Document*: a text with everything that was read from it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from tocsin.view.reading_page import FROM
from tocsin.web.desk import desk_of
from tocsin.web.document_view import document_view, mark_of
from tocsin.web.filters import FAMILIES
from tocsin.web.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/documents/{name:path}")
def document(request: Request, name: str) -> Response:
    """One document by its id or key; `mark` in the address is lit, `from` says where the part shown begins."""
    desk = desk_of(request)
    doc = desk.ledger.document(name)
    if doc is None:
        raise HTTPException(404, "the ledger has no document of this name; it may have been erased")
    given = request.query_params.get("from", "")
    start = int(given) if given.isdecimal() and len(given) < 10 else 0
    reading = desk.ledger.active_reading(doc.key)
    view = document_view(doc, reading, lit=mark_of(request.query_params.get("mark")), start=start)
    told = desk.board.telling([doc.id])[doc.id]
    incidents = sorted(told, key=lambda line: FAMILIES.index(line.family))
    published = f" ({FROM[doc.published_from]})" if doc.published and doc.published_from else ""
    context = {"view": view, "doc": doc, "incidents": incidents, "known_from": published}
    return render(request, "document.html", context)
