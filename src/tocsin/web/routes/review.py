"""*Review*: what waits for a person, one after another, and what he or she decides about it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from tocsin import pipeline, review
from tocsin.disputes import disputes_in
from tocsin.errors import InputError
from tocsin.record import EVENT_TYPES, Incident
from tocsin.view.decisions_page import act_words
from tocsin.web.addresses import incident_address
from tocsin.web.deciding import RETRACTABLE, decide
from tocsin.web.desk import Desk, desk_of
from tocsin.web.dispute_view import disputes_view
from tocsin.web.incident_view import incident_view
from tocsin.web.paging import page_of
from tocsin.web.proof import Prover
from tocsin.web.queue import after, likely_same
from tocsin.web.templating import redirect, render
from tocsin.web.told import just_decided
from tocsin.web.visitor import Analyst, Known, OwnForm, text_in

router = APIRouter(include_in_schema=False)
PANELS = ("", "correct", "merge", "split", "retract", "dismiss")


@router.get("/review")
def queue(request: Request, visitor: Analyst) -> Response:
    """Everything that waits, the weightiest first."""
    desk = desk_of(request)
    found = desk.queue()
    part = page_of(found, request.query_params.get("page"))
    return render(request, "queue.html", {"part": part, "total": len(found), **just_decided(request, desk)})


@router.get("/review/{id}")
def item(request: Request, visitor: Analyst, id: str) -> Response:
    """One incident to be judged; `panel` in the address opens one of the acts."""
    desk = desk_of(request)
    with desk.ledger.snapshot():
        return _item(request, desk, pipeline.incident(desk.ledger, id))


def _item(request: Request, desk: Desk, found: Incident, *, status: int = 200, **more: object) -> Response:
    tried = more.pop("tried", None)
    panel = str(tried) if tried in PANELS else request.query_params.get("panel", "")
    if panel not in PANELS:
        raise InputError(f"panel: expected one of {', '.join(PANELS[1:])}")
    prover = Prover(desk.ledger, (*found.documents, *found.coverage))
    view = incident_view(found, prover, copies=review.copies_among(desk.ledger, found))
    queue = desk.queue()
    line = desk.board.line(found.id)
    following = after(queue, found.id)
    waiting = next((each for each in queue if each.line.id == found.id), None)
    property = request.query_params.get("property", "")
    shown = [each for each in view.values if each.property == property] if property else []
    context = {
        "view": view,
        "line": line,
        "panel": panel,
        "property": property,
        "shown": shown,
        "waiting": waiting,
        "following": following,
        "left": len(queue),
        "correctable": review.CORRECTABLE,
        "retractable": RETRACTABLE,
        "types": sorted(EVENT_TYPES),
        "same": likely_same(line, desk.board.lines()) if panel == "merge" and line else [],
        "disputes": disputes_view(disputes_in(desk.ledger, found)),
        "decisions": [(d, act_words(d.decision)) for d in reversed(review.decisions_on(desk.ledger, found))],
        "given": {},
        **just_decided(request, desk),
        **more,
    }
    return render(request, "review.html", context, status=status)


@router.post("/review/{id}")
def act(request: Request, visitor: Analyst, form: OwnForm, id: str) -> Response:
    """Enter a decision, and lead to what comes next in the queue."""
    desk = desk_of(request)
    found = pipeline.incident(desk.ledger, id)
    following = after(desk.queue(), found.id)
    line = desk.board.line(found.id)
    try:
        if line is not None and text_in(form, "seen") and text_in(form, "seen") != str(line.sequence):
            raise HTTPException(409, "the record changed while you looked at it; load it again and judge it anew")
        number, _ = decide(desk.ledger, found.id, form, visitor)
    except InputError as error:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        return _item(request, desk, found, status=400, words=str(error), given=given, tried=given.get("act"))
    if text_in(form, "then") == "stay" or following is None:
        desk.folding.fold()
        stay = text_in(form, "then") == "stay"
        return redirect(f"{incident_address(found.id) if stay else '/review'}?done={number}")
    desk.folding.fold_soon(found.id)  # the next item does not wait for it
    return redirect(f"/review/{following.line.id}?done={number}")


@router.post("/decisions/{number}/undo")
def undo(request: Request, visitor: Analyst, form: OwnForm, number: int) -> Response:
    """Take a decision back: one's own, or as an editor anybody's."""
    desk = desk_of(request)
    entered = desk.ledger.decided.one(number)
    if entered is not None and entered.decision.by != visitor.name and not visitor.may("editor"):
        raise HTTPException(
            403, f"{entered.decision.by} decided that; only an editor may take back what others decided"
        )
    reason = text_in(form, "reason")
    if not reason:
        raise InputError("say why; the reason is kept with the decision")
    done = review.undo(desk.ledger, by=visitor.name, reason=reason, entry=number)
    desk.folding.fold()
    back = text_in(form, "incident")
    return redirect(f"{incident_address(back) if back else '/decisions'}?done={done}")


@router.get("/decisions")
def decisions(request: Request, visitor: Known) -> Response:
    """Every decision, the newest first: who changed what, when and why; `state` and `by` narrow it."""
    desk = desk_of(request)
    state, by = request.query_params.get("state", ""), request.query_params.get("by", "")
    given = request.query_params.get("before", "")
    before = int(given) if given.isdecimal() and len(given) < 12 else None
    found, older = review.latest_decisions(desk.ledger, before=before, by=by or None, state=state or None)
    titles = {id: line for each in found for id in each.incidents if (line := desk.board.line(id)) is not None}
    context = {
        "rows": [(each, act_words(each.decision), titles) for each in found],
        "older": older,
        "before": before,
        "total": desk.ledger.decided.count(),
        "state": state,
        "by": by,
        "people": desk.ledger.decided.people(),
    }
    return render(request, "decisions.html", {**context, **just_decided(request, desk)})
