"""The lists as files for other programs: what `tocsin export` writes, of what the filters take."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from tocsin import exporting
from tocsin.record import Incident
from tocsin.share import EXPORTERS, OnTerms
from tocsin.watching.ringing import incident_of
from tocsin.web.desk import Desk, desk_of
from tocsin.web.filters import filters_from
from tocsin.web.lines import Line
from tocsin.web.visitor import Known

router = APIRouter(include_in_schema=False)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "ucdp": "text/csv; charset=utf-8",
    "acled": "text/csv; charset=utf-8",
    "gtd": "text/csv; charset=utf-8",
    "stix": "application/stix+json;version=2.1",
}


@router.get("/export/{format}")
def export(request: Request, visitor: Known, format: str) -> Response:
    """What the filters take, in one of the formats that name no private person."""
    if format not in TYPES:
        raise HTTPException(404, f"no format {format!r}; there are {', '.join(TYPES)}")
    desk = desk_of(request)
    lines = filters_from(request.query_params.multi_items()).chosen(desk.board.lines())
    exporter = EXPORTERS.make(format)
    if isinstance(exporter, OnTerms):
        exporter = exporter.on(exporting.terms_of(desk.ledger, desk.settings, withdrawn=False))
    out = BytesIO()
    exporter.write(exporting.Within(_whole(desk, lines), desk.ledger, desk.settings.tlp), out)
    ending = {"geojson": "geojson", "stix": "json"}.get(format, "csv")
    headers = {"Content-Disposition": f'attachment; filename="tocsin-{format}.{ending}"'}
    return Response(out.getvalue(), media_type=TYPES[format], headers=headers)


def _whole(desk: Desk, lines: list[Line]) -> Iterator[Incident]:
    """The incidents of some lines, in their order."""
    wanted = {line.id for line in lines}
    found = {each.incident: each for each in desk.ledger.incidents(ids=wanted)}
    for line in lines:
        incident = incident_of(found.get(line.id))
        if incident is not None:
            yield incident
