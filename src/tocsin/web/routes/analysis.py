"""*Analysis*: rates with surges, what brings on what, forecasts with their skill."""

from __future__ import annotations

from importlib.util import find_spec
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from tocsin.analyse import GRIDS
from tocsin.analysing import BY
from tocsin.analysing.answers import SEASONS
from tocsin.errors import InputError
from tocsin.web.analysis import MOST_STREAMS, Result, question_from
from tocsin.web.bars import bars_of
from tocsin.web.desk import desk_of
from tocsin.web.templating import render

router = APIRouter(include_in_schema=False)
KINDS = {"rates": "Rates and surges", "escalation": "Escalation", "forecast": "Forecast"}
ABOUT = {
    "rates": "Events and tolls over time, by stream. Where nothing was read there is a gap, and no zero.",
    "escalation": "How many events of one stream an event of another brings on, beyond trend and season.",
    "forecast": "What to expect of the next periods, by whoever did best on this series' own past, with the skill.",
}


PLOTS = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/analysis/{kind}/plot.{form}")
def plot(request: Request, kind: str, form: str) -> Response:
    """The plot of one kind of analysis of the record, of the same address as its page."""
    if kind not in KINDS or form not in PLOTS:
        raise HTTPException(404, "there is no such plot")
    desk = desk_of(request)
    question = question_from(request.query_params.multi_items())
    drawn = desk.analyst.plot(kind, question, form, version=desk.board.version())
    return Response(drawn, media_type=PLOTS[form])


@router.get("/analysis")
@router.get("/analysis/{kind}")
def analysis(request: Request, kind: str = "rates") -> Response:
    """One kind of analysis of the record; streams, grid and days stand in the address."""
    if kind not in KINDS:
        raise HTTPException(404, f"no analysis {kind!r}; there are {', '.join(KINDS)}")
    desk = desk_of(request)
    question = question_from(request.query_params.multi_items())
    result: Result | None = None
    trouble = None
    try:
        if kind == "rates" or "asked" in request.query_params:  # the others take a while, and are not begun unasked
            result = desk.analyst.answer(kind, question, version=desk.board.version())
    except InputError as error:
        trouble = str(error)
    query = urlencode(question.pairs())
    return render(
        request,
        "analysis.html",
        {
            "kind": kind,
            "kinds": KINDS,
            "about": ABOUT[kind],
            "question": question,
            "streams": (*question.streams, *("",) * MOST_STREAMS)[:MOST_STREAMS],
            "result": result,
            "bars": [bars_of(name, steps) for name, steps in result.series.items()] if result else [],
            "trouble": trouble,
            "by": BY,
            "grids": GRIDS if kind == "rates" else tuple(SEASONS),
            "query": query,
            "plotted": result is not None and find_spec("matplotlib") is not None,
        },
        status=400 if trouble else 200,
    )
