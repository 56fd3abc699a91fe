"""What surrounds the record as JSON: the queue, decisions, sources, watches, alerts, the figures; and deciding."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from tocsin import pipeline, review
from tocsin.errors import InputError
from tocsin.record.json_form import Json
from tocsin.record.json_load import loads
from tocsin.view.decisions_page import decision_form
from tocsin.view.sources_page import source_form
from tocsin.watching.watch_pages import changes_words, looks_words, silence
from tocsin.web.api.answers import answer, page, page_form
from tocsin.web.api.records import Cursor, Limit, line_form
from tocsin.web.deciding import decide
from tocsin.web.desk import desk_of
from tocsin.web.figures import benchmarks
from tocsin.web.routes.watches import watches_of
from tocsin.web.visitor import Analyst, Known

router = APIRouter(prefix="/api/v1", tags=["desk"])


class Act(BaseModel):
    """A decision about an incident, as the review pages make it."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["confirm", "correct", "merge", "split", "retract", "dismiss"]
    reason: str = Field(min_length=1, max_length=1000)
    property: str | None = Field(None, description="What is corrected or retracted.")
    words: str | None = Field(None, description='The corrected value: "137", "at least 130", "Kano, Nigeria".')
    cites: str | None = Field(None, description="The report that bears a correction out.")
    quote: str | None = Field(None, description="Its words; they have to stand in it.")
    others: list[str] = Field(default_factory=list, description="Incidents that are merged with this one.")
    documents: list[str] = Field(default_factory=list, description="Reports that leave, or are retracted.")


@router.post("/incidents/{id}/decisions", status_code=201, summary="Decide about an incident")
def act(request: Request, visitor: Analyst, id: str, body: Act) -> Response:
    """Enter a decision under the name of the token's account. The record is folded anew before or soon after."""
    if visitor.by != "token":
        raise HTTPException(403, "decide with a token; browsers use the review pages")
    desk = desk_of(request)
    found = pipeline.incident(desk.ledger, id)
    fields: list[tuple[str, UploadFile | str]] = [
        (name, value) for name, value in body.model_dump().items() if isinstance(value, str)
    ]
    fields += [("others", each) for each in body.others] + [("documents", each) for each in body.documents]
    number, _ = decide(desk.ledger, found.id, FormData(fields), visitor)
    folded = desk.folding.fold()
    form: Json = {"schema": "tocsin.decided/1", "entry": number, "incident": found.id, "folded": folded}
    return answer(form, status=201)


@router.get("/decisions", summary="Every decision, the newest first")
def decisions(request: Request, visitor: Known, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """`tocsin.decision/1`. `incidents` are those of the first mentions that each is anchored to."""
    ledger = desk_of(request).ledger
    if cursor is not None and not (cursor.isdecimal() and len(cursor) < 12):
        raise InputError("cursor: give the `next` of the part before, or none")
    found, older = review.latest_decisions(ledger, before=int(cursor) if cursor else None, most=limit)
    following = None if older is None else str(older)
    return answer(page_form([decision_form(each) for each in found], next=following, total=ledger.decided.count()))


@router.get("/review", summary="What waits for a person")
def queue(request: Request, visitor: Known, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """The incidents that nobody has judged, the weightiest first, each with why it waits."""
    desk = desk_of(request)
    found = desk.queue()
    shown, following = page(found, key=lambda each: (-each.weight, each.line.id), cursor=cursor, limit=limit)
    forms = [{**line_form(each.line), "weight": each.weight, "why": list(each.why)} for each in shown]
    return answer(page_form(forms, next=following, total=len(found)))


@router.get("/sources", summary="The sources that are followed")
def sources(request: Request, visitor: Known) -> Response:
    """`tocsin.source/1`, with how each fares."""
    found = desk_of(request).ledger.sources.all()
    return answer(page_form([source_form(*each) for each in found], next=None, total=len(found)))


@router.get("/watches", summary="The watches")
def watches(request: Request, visitor: Known) -> Response:
    """Each watch in words: what it looks for, what makes it ring, whether it is silent."""
    desk = desk_of(request)
    mutes = {mute.watch: mute for mute in desk.ledger.outbox.mutes()}
    forms: list[Json] = [
        {
            "schema": "tocsin.watch/1",
            "name": watch.name,
            "about": watch.about,
            "looks_for": looks_words(watch),
            "rings_for": changes_words(watch),
            "silent": silence(watch, mutes.get(watch.name)) or None,
        }
        for watch in watches_of(desk).watches
    ]
    return answer(page_form(forms, next=None, total=len(forms)))


@router.get("/alerts", summary="What the watches rang for, the newest first")
def alerts(
    request: Request,
    visitor: Known,
    watch: str | None = None,
    all: Annotated[bool, Query(description="Also those that were acknowledged.")] = False,
    limit: Limit = 50,
) -> Response:
    """`tocsin.alert/1`, each with who acknowledged it and when."""
    found = desk_of(request).ledger.outbox.alerts(watch=watch, open_only=not all, most=limit)
    forms: list[Json] = [
        {**loads(each.form), "acknowledged_by": each.acknowledged_by, "acknowledged_at": each.acknowledged_at}
        for each in found
    ]
    return answer(page_form(forms, next=None, total=len(forms)))


@router.get("/figures", summary="How often the reader is right")
def figures(request: Request, visitor: Known) -> Response:
    """The measured accuracy by benchmark."""
    forms: list[Json] = [
        {"title": each.title, "about": list(each.about), "head": list(each.head), "rows": [list(r) for r in each.rows]}
        for each in benchmarks()
    ]
    return answer(page_form(forms, next=None, total=len(forms)))


@router.get("/accounts", summary="Who may come in", include_in_schema=False)
def accounts(request: Request, visitor: Known) -> Response:
    """The accounts, for administrators."""
    if not visitor.may("administrator"):
        raise HTTPException(403, "only an administrator may see the accounts")
    found = desk_of(request).ledger.accounts.all()
    return answer(page_form([msgspec.to_builtins(each) for each in found], next=None, total=len(found)))
