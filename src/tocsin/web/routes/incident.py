"""*Incident*: one record with the words behind every value, as it stands or stood."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from tocsin import pipeline, review
from tocsin.errors import InputError
from tocsin.record import Incident
from tocsin.view.changes_page import changes_page
from tocsin.view.decisions_page import act_words
from tocsin.view.incident_page import documents_of, link_reason
from tocsin.web.addresses import incident_address
from tocsin.web.chronicle import chronicle
from tocsin.web.curve import curves_of
from tocsin.web.desk import Desk, desk_of
from tocsin.web.draft import draft_of
from tocsin.web.incident_view import incident_view
from tocsin.web.lines import line_of
from tocsin.web.proof import Prover
from tocsin.web.templating import redirect, render
from tocsin.web.told import just_decided
from tocsin.web.world import around, world_map

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{id}")
def incident(request: Request, id: str) -> Response:
    """One incident; `as_of` and `as_recorded` in the address say at which moment, `why` asks why it is one event."""
    desk = desk_of(request)
    as_of, as_recorded = _moment(request, "as_of"), _moment(request, "as_recorded")
    if as_of and as_recorded:
        raise InputError("as_of and as_recorded are different clocks; give one of them")
    with desk.ledger.snapshot():
        found = pipeline.incident(desk.ledger, id, as_of=as_of, as_recorded=as_recorded)
        if found.id != id and not as_of and not as_recorded:
            return redirect(incident_address(found.id))
        return _page(request, desk, found, as_of=as_of, as_recorded=as_recorded)


def _page(request: Request, desk: Desk, found: Incident, *, as_of: str | None, as_recorded: str | None) -> Response:
    view = incident_view(
        found, Prover(desk.ledger, (*found.documents, *found.coverage)), copies=review.copies_among(desk.ledger, found)
    )
    current = not as_of and not as_recorded
    dated, undated = chronicle(view, desk.board.line if current else _nothing_later)
    decided = review.decisions_on(desk.ledger, found)
    line = desk.board.line(found.id) if current else None
    there = line_of(found, recorded_at="", sequence=0)
    why = "why" in request.query_params
    return render(
        request,
        "incident.html",
        {
            "view": view,
            "curves": curves_of(found.toll_history),
            "dated": dated,
            "undated": undated,
            "decisions": [(each, act_words(each.decision)) for each in reversed(decided)],
            "as_of": as_of,
            "as_recorded": as_recorded,
            "moments": _moments(found),
            "why": why,
            "linked": [link_reason(each, documents_of(found)) for each in review.why_together(desk.ledger, found)]
            if why
            else [],
            "line": line,
            "draft": draft_of(found),
            "grown": line is not None and line.grown,
            "map": world_map([there], around(there.spot)) if there.spot else None,
            **just_decided(request, desk),
        },
    )


@router.get("/incidents/{id}/changes")
def changes(request: Request, id: str) -> Response:
    """What changed in an incident between two moments, `start` and `end`, of publication or (`clock`) of the ledger."""
    desk = desk_of(request)
    found = pipeline.incident(desk.ledger, id)
    start, end = _moment(request, "start"), _moment(request, "end")
    recorded = request.query_params.get("clock") == "recorded"
    page = None
    if start:
        between = pipeline.changes_between(desk.ledger, found.id, start=start, end=end, recorded=recorded)
        page = changes_page(between.changes, of=between.after or between.before, start=start, end=end)
    context = {"incident": found, "start": start, "end": end, "recorded": recorded, "page": page}
    return render(request, "changes.html", {**context, "moments": _moments(found)})


def _nothing_later(_id: str) -> None:
    """The line of an incident as it stands today, which says too much beside one as it stood."""


def _moment(request: Request, name: str) -> str | None:
    """A moment of the address, None where it is left out."""
    return request.query_params.get(name, "").strip() or None


def _moments(incident: Incident) -> list[str]:
    """The days on which its reports were published."""
    published = {support.published[:10] for support in incident.type.support if support.published}
    published |= {point.published[:10] for point in incident.toll_history if point.published}
    return sorted(published)
