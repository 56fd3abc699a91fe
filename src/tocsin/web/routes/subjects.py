"""*Actors* and *Places*: what the record tells of one of them, over time, on the map and as a list."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from tocsin.web.desk import desk_of
from tocsin.web.filters import Filters, filters_from
from tocsin.web.lines import Line
from tocsin.web.paging import page_of
from tocsin.web.strip import strip_of
from tocsin.web.subjects import (
    Subject,
    Tally,
    actor_subject,
    by_actor,
    by_country,
    by_place,
    country_subject,
    place_subject,
)
from tocsin.web.templating import render
from tocsin.web.world import world_map

router = APIRouter(include_in_schema=False)
OWN = ("page", "find")
AT_ONCE = 100


def filters_of(request: Request) -> Filters:
    """The filters in the address of a subject's page."""
    return filters_from((n, v) for n, v in request.query_params.multi_items() if n not in OWN)


def place_filters(id: str, filters: Filters) -> Filters:
    """The filters narrowed to a country, by its code, or to a place, by its number. Raises a failure for neither."""
    if id.isdecimal() and len(id) < 12:
        return filters.among(at=int(id))
    if len(id) == 2 and id.isascii() and id.isalpha():
        return filters.among(country=id.upper())
    raise HTTPException(404, "a place is a country by its code, or a number of GeoNames")


def subject_of(id: str, lines: Sequence[Line], filters: Filters) -> Subject:
    """A country or a place. Raises a failure where the record has no incident there."""
    found = place_subject(lines, filters) if filters.at is not None else country_subject(id.upper(), lines, filters)
    if found is None or not lines:
        raise HTTPException(404, "the record has no incident there")
    return found


@router.get("/actors")
def actors(request: Request) -> Response:
    """The actors of the register that incidents name, the most named first; `find` narrows by name."""
    return _roll(request, "Actors", by_actor(desk_of(request).board.lines()), twin="/api/v1/actors")


@router.get("/places")
def places(request: Request) -> Response:
    """The countries in which there were incidents, and the places of the gazetteer; `find` narrows by name."""
    lines = desk_of(request).board.lines()
    return _roll(request, "Places", [*by_country(lines), *by_place(lines)], twin="/api/v1/places")


def _roll(request: Request, title: str, rows: list[Tally], *, twin: str) -> Response:
    find = request.query_params.get("find", "").strip()
    found = [row for row in rows if find.casefold() in row.name.casefold()]
    part = page_of(found, request.query_params.get("page"), size=AT_ONCE)
    return render(request, "roll.html", {"title": title, "part": part, "find": find, "total": len(found), "twin": twin})


@router.get("/actors/{id}")
def actor(request: Request, id: str) -> Response:
    """One actor of the register: an organisation, a force or a government."""
    filters = filters_of(request).among(actor=id)
    every = desk_of(request).board.lines()
    found = actor_subject(id, filters.chosen(every), filters)
    if found is None:
        raise HTTPException(404, "the register has no actor of this id")
    return _page(request, found, every, filters, twin=f"/api/v1/actors/{id}")


@router.get("/places/{id}")
def place(request: Request, id: str) -> Response:
    """One country or place."""
    filters = place_filters(id, filters_of(request))
    every = desk_of(request).board.lines()
    return _page(request, subject_of(id, filters.chosen(every), filters), every, filters, twin=f"/api/v1/places/{id}")


def _page(request: Request, subject: Subject, every: Sequence[Line], filters: Filters, *, twin: str) -> Response:
    found = filters.chosen(every)
    everywhere = filters.wherever().chosen(every) if filters.box else found
    return render(
        request,
        "subject.html",
        {
            "subject": subject,
            "filters": filters,
            "part": page_of(found, request.query_params.get("page")),
            "total": len(found),
            "map": world_map(everywhere, filters.part, fit=True),
            "strip": strip_of(found),
            "placeless": sum(line.spot is None for line in everywhere),
            "dateless": sum(not line.dated for line in found),
            "twin": twin,
        },
    )
