"""*Now*: the latest incidents, what a filter in the address takes of them, and where they were."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from tocsin.record import EVENT_TYPES
from tocsin.view.words import country_name
from tocsin.web.desk import desk_of
from tocsin.web.filters import FAMILIES, REVIEWS, SORTS, filters_from
from tocsin.web.paging import page_of
from tocsin.web.strip import strip_of
from tocsin.web.templating import render
from tocsin.web.visitor import visitor_of
from tocsin.web.world import world_map

router = APIRouter(include_in_schema=False)


@router.get("/")
def now(request: Request) -> Response:
    """The incidents that the filters take, newest event first."""
    filters = filters_from(request.query_params.multi_items())
    every = desk_of(request).board.lines()
    found = filters.chosen(every)
    everywhere = filters.wherever().chosen(every) if filters.box else found
    part = page_of(found, request.query_params.get("page"))
    visitor = visitor_of(request)
    since = visitor.visited_at if visitor is not None and not filters.changed else None
    countries = sorted({code for line in every for code in line.countries}, key=country_name)
    return render(
        request,
        "now.html",
        {
            "filters": filters,
            "since_visit": since,
            "fresh": sum(line.recorded_at >= since for line in found) if since else 0,
            "part": part,
            "total": len(found),
            "held": len(every),
            "map": world_map(everywhere, filters.part),
            "strip": strip_of(found),
            "placeless": sum(line.spot is None for line in everywhere),
            "dateless": sum(not line.dated for line in found),
            "countries": [(code, country_name(code)) for code in countries],
            "types": sorted(EVENT_TYPES),
            "families": FAMILIES,
            "reviews": REVIEWS,
            "sorts": SORTS,
        },
    )
