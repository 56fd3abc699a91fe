"""Actors and places as JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from tocsin.record.json_form import Json
from tocsin.web.api.answers import page, page_form, tagged
from tocsin.web.api.records import Cursor, Limit
from tocsin.web.desk import desk_of
from tocsin.web.routes.subjects import filters_of, place_filters, subject_of
from tocsin.web.subjects import Tally, actor_subject, by_actor, by_country, by_place, subject_form, tally_form
from tocsin.web.visitor import Known

router = APIRouter(prefix="/api/v1", tags=["record"])


@router.get("/actors", summary="The actors that incidents name")
def actors(request: Request, visitor: Known, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Organisations, forces and governments of the register, those named most first."""
    desk = desk_of(request)
    return tagged(request, desk.board.version(), lambda: _part(by_actor(desk.board.lines()), cursor, limit))


@router.get("/places", summary="Where incidents were")
def places(request: Request, visitor: Known, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Countries and places of the gazetteer, those with most incidents first."""
    desk = desk_of(request)

    def make() -> Json:
        lines = desk.board.lines()
        return _part([*by_country(lines), *by_place(lines)], cursor, limit)

    return tagged(request, desk.board.version(), make)


def _part(rows: list[Tally], cursor: str | None, limit: int) -> Json:
    ordered = sorted(rows, key=_key)
    shown, following = page(ordered, key=_key, cursor=cursor, limit=limit)
    return page_form([tally_form(row) for row in shown], next=following, total=len(rows))


def _key(row: Tally) -> tuple[int, str]:
    return (-(row.acts + row.others), row.href or "")


@router.get("/actors/{id}", summary="One actor")
def actor(request: Request, visitor: Known, id: str) -> Response:
    """`tocsin.subject/1`: counts of what the filters in the address take of it."""
    filters = filters_of(request).among(actor=id)
    found = actor_subject(id, filters.chosen(desk_of(request).board.lines()), filters)
    if found is None:
        raise HTTPException(404, "the register has no actor of this id")
    return tagged(request, desk_of(request).board.version(), lambda: subject_form(found, id=id, kind="actor"))


@router.get("/places/{id}", summary="One country or place")
def place(request: Request, visitor: Known, id: str) -> Response:
    """`tocsin.subject/1`, by the code of a country or the number of a place in GeoNames."""
    filters = place_filters(id, filters_of(request))
    found = subject_of(id, filters.chosen(desk_of(request).board.lines()), filters)
    return tagged(request, desk_of(request).board.version(), lambda: subject_form(found, id=id, kind="place"))
