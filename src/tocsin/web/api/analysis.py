"""Analysis as JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from tocsin.web.analysis import question_from
from tocsin.web.api.answers import tagged
from tocsin.web.desk import desk_of
from tocsin.web.visitor import Known

router = APIRouter(prefix="/api/v1", tags=["analysis"])


@router.get("/analysis/{kind}", summary="Rates, escalation or a forecast")
def analysis(
    request: Request,
    visitor: Known,
    kind: Literal["rates", "escalation", "forecast"],
    stream: Annotated[
        list[str] | None, Query(description='"NAME: KEY=VALUE KEY=VALUE"; all violence without one.')
    ] = None,
    by: Annotated[str, Query(description="A stream for each country, type, family, actor or region.")] = "",
    grid: Annotated[str, Query(description="day, week, month, quarter or year.")] = "",
    since: Annotated[str, Query(description="A day.")] = "",
    until: Annotated[str, Query(description="A day.")] = "",
    what: Annotated[str, Query(description="events or killed, for a forecast.")] = "",
    marks: Annotated[str, Query(description="1: deadlier events may bring on more, for escalation.")] = "",
    places: Annotated[str, Query(description="1: what an event brings on lies around its place.")] = "",
    by_volume: Annotated[str, Query(description="1: the background goes with how much was read.")] = "",
    changed: Annotated[str, Query(description="A stream by its name: what if it were other than it was.")] = "",
    factor: Annotated[str, Query(description="By what that stream is scaled; 0, where it is gone, without one.")] = "",
) -> Response:
    """`tocsin.rates/1`, `tocsin.escalation/1` or `tocsin.forecast/1`, with what it does not show."""
    desk = desk_of(request)
    question = question_from(request.query_params.multi_items())
    version = desk.board.version()
    return tagged(request, version, lambda: desk.analyst.answer(kind, question, version=version).form)
