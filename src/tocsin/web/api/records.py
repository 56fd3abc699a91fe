"""Incidents and documents as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from tocsin import pipeline, review
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import Json, document_form, reading_form
from tocsin.view.clean import clean
from tocsin.view.decisions_page import decision_form
from tocsin.view.search_page import hit_form
from tocsin.watching.ringing import incident_of
from tocsin.web.api.answers import MOST, answer, page, page_form, tagged
from tocsin.web.desk import Desk, desk_of
from tocsin.web.draft import draft_of
from tocsin.web.filters import filters_from, order_of
from tocsin.web.lines import Line
from tocsin.web.visitor import Known

router = APIRouter(prefix="/api/v1", tags=["record"])
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items at most.")]
Cursor = Annotated[str | None, Query(description="The `next` of the part before; none for the first.")]
Moment = Annotated[str | None, Query(description="A date (its end) or a date-time.")]
OWN = ("limit", "cursor", "view")


@router.get("/incidents", summary="Incidents, in parts")
def incidents(
    request: Request,
    visitor: Known,
    q: Annotated[str, Query(description="Words of the title or the place.")] = "",
    country: Annotated[list[str] | None, Query(description="ISO 3166-1 alpha-2.")] = None,
    type: Annotated[list[str] | None, Query(description="Event types.")] = None,
    family: Annotated[list[str] | None, Query(description="violence and plot where it is left out; all.")] = None,
    actor: Annotated[str, Query(description="An id of the actor register.")] = "",
    since: Annotated[str, Query(description="A day.")] = "",
    until: Annotated[str, Query(description="A day.")] = "",
    region: Annotated[str, Query(description="A division of the first order, by its name.")] = "",
    at: Annotated[str, Query(description="A place, by its number in GeoNames.")] = "",
    killed: Annotated[str, Query(description="At least so many.")] = "",
    review: Annotated[str, Query(description="A state of review; all but dismissed where it is left out.")] = "",
    sort: Annotated[str, Query(description="when, recorded, killed or reports.")] = "",
    view: Annotated[Literal["record", "line"], Query(description="Whole records, or a few fields.")] = "record",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """What the filters take: `tocsin.incident/1`, or a few fields of each with `view=line`."""
    desk = desk_of(request)
    filters = filters_from((n, v) for n, v in request.query_params.multi_items() if n not in OWN)

    def make() -> Json:
        found = filters.chosen(desk.board.lines())
        shown, following = page(found, key=order_of(filters.sort), cursor=cursor, limit=limit)
        forms = [line_form(line) for line in shown] if view == "line" else _records(desk, shown)
        return page_form(forms, next=following, total=len(found))

    return tagged(request, desk.board.version(), make)


def _records(desk: Desk, lines: Any) -> list[Json]:
    known = {each.incident: each for each in desk.ledger.incidents(ids=[line.id for line in lines])}
    found = (incident_of(known.get(line.id)) for line in lines)
    return [incident_form(each) for each in found if each is not None]


def line_form(line: Line) -> Json:
    """The few fields of a list. Days are null where open or unknown."""
    form: Json = msgspec.to_builtins(line)
    form["countries"] = sorted(line.countries)
    for name in ("killed_words", "injured_words", "dated", "sequence"):
        form.pop(name)
    return {"schema": "tocsin.line/1", **form}


@router.get("/map", summary="What the filters take, as points")
def points(request: Request, visitor: Known) -> Response:
    """Every incident with a place, for a map: x east and y south in degrees, how far off it may be, the dead at least.

    It takes the filters of `/incidents`.
    """
    desk = desk_of(request)
    filters = filters_from(request.query_params.multi_items())

    def make() -> Json:
        placed = (line for line in filters.chosen(desk.board.lines()) if line.spot is not None)
        return {"schema": "tocsin.map/1", "points": [_point(line) for line in placed]}

    return tagged(request, desk.board.version(), make)


def _point(line: Line) -> Json:
    spot = line.spot
    assert spot is not None
    return {
        "id": line.id, "x": spot.longitude, "y": -spot.latitude, "radius_km": spot.radius_km, "killed": line.killed,
        "family": line.family, "title": clean(line.title),
    }  # fmt: skip


@router.get("/incidents/{id}", summary="One incident")
def incident(request: Request, visitor: Known, id: str, as_of: Moment = None, as_recorded: Moment = None) -> Response:
    """`tocsin.incident/1`, as it stands, as published by a moment, or as this ledger said it at one."""
    desk = desk_of(request)
    found = pipeline.incident(desk.ledger, id, as_of=as_of, as_recorded=as_recorded)
    line = desk.board.line(found.id)
    state = f"{line.sequence if line else ''}.{desk.board.version() if as_of else ''}"
    return tagged(request, state, lambda: incident_form(found))


@router.get("/incidents/{id}/draft", summary="An incident as a draft row of UCDP GED")
def draft(request: Request, visitor: Known, id: str) -> Response:
    """The columns of UCDP GED; `blocked` says what keeps it from being a row, and is null where nothing does."""
    found = draft_of(pipeline.incident(desk_of(request).ledger, id))
    if found is None:
        raise HTTPException(404, "it is no single event of violence that took place, which those columns are for")
    form: Json = {"schema": "tocsin.draft/1", "layout": "ucdp", "blocked": found.blocked or None}
    return answer({**form, "cells": {name: value or None for name, value in found.cells}})


@router.get("/incidents/{id}/decisions", summary="What people decided about an incident")
def decisions_on(request: Request, visitor: Known, id: str) -> Response:
    """`tocsin.decision/1`, in the order of entry."""
    desk = desk_of(request)
    found = review.decisions_on(desk.ledger, pipeline.incident(desk.ledger, id))
    return answer(page_form([decision_form(each) for each in found], next=None, total=len(found)))


@router.get("/documents/{name:path}", summary="One document with what was read in it")
def document(request: Request, visitor: Known, name: str) -> Response:
    """`tocsin.reading/1` with the text; the document alone where nothing was read in it. By its id or its key."""
    desk = desk_of(request)
    doc = desk.ledger.document(name)
    if doc is None:
        raise HTTPException(404, f"the ledger has no document {name!r}")
    reading = desk.ledger.active_reading(doc.key)

    def make() -> Json:
        if reading is not None:
            return reading_form(reading, with_text=True)
        return {"schema": "tocsin.document/1", "document": document_form(doc, with_text=True)}

    return tagged(request, f"{doc.key}.{reading.id if reading else ''}", make)


@router.get("/search", summary="Documents by their words")
def search(request: Request, visitor: Known, q: Annotated[str, Query(max_length=400)], limit: Limit = 50) -> Response:
    """`tocsin.hit/1`: the documents that hold all the words, the likest first, each with the incidents it tells."""
    desk = desk_of(request)
    found = desk.ledger.search(q, most=limit) if q.strip() else []
    told = desk.board.telling(hit.id for hit in found)
    forms = [hit_form(hit, [line.id for line in told[hit.id]]) for hit in found]
    return answer(page_form(forms, next=None, total=len(forms)))
