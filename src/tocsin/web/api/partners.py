"""Partners as JSON, and what they would get as the bytes that they would get."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from tocsin.errors import InputError, TocsinError
from tocsin.record.json_form import Json
from tocsin.share.release import Refused
from tocsin.sharing.log import told, told_form
from tocsin.sharing.pages import partners_rows, policy_words
from tocsin.sharing.policies import load_policy
from tocsin.web.api.answers import answer, page_form
from tocsin.web.desk import Desk, desk_of
from tocsin.web.routes.partners import FORMATS, bytes_of, format_in, offer_of
from tocsin.web.visitor import Editor

router = APIRouter(prefix="/api/v1/partners", tags=["partners"])
MOST = 200


@router.get("", summary="Everybody with whom the record is shared")
def partners(request: Request, visitor: Editor) -> Response:
    """Each partner with how many keys are good, until when, and how many incidents they hold. For editors."""
    rows = partners_rows(desk_of(request).ledger, now=desk_of(request).clock.now())
    return answer(page_form(rows, next=None, total=len(rows)))


@router.get("/{name}", summary="One partner with keys and policy")
def partner(request: Request, visitor: Editor, name: str) -> Response:
    """The partner, the keys without their hashes, and the policy as it is understood."""
    desk = desk_of(request)
    found = desk.ledger.partners.partner(name)
    keys = [
        {key: value for key, value in msgspec.to_builtins(each).items() if key != "hash"}
        for each in desk.ledger.partners.keys(name)
    ]
    return answer({"schema": "tocsin.partner/1", **msgspec.to_builtins(found), "keys": keys, **_policy(desk, name)})


def _policy(desk: Desk, name: str) -> Json:
    try:
        policy, _ = load_policy(desk.settings.policies, name)
    except TocsinError as error:
        return {"policy": None, "error": str(error)}
    return {"policy": dict(policy_words(policy))}


@router.get("/{name}/log", summary="What a partner was told, and when they fetched it")
def log(request: Request, visitor: Editor, name: str, content: bool = False) -> Response:
    """`tocsin.handover/1`, the newest first, at most 200; with the objects themselves where asked for."""
    desk = desk_of(request)
    desk.ledger.partners.partner(name)
    forms = [told_form(each, content=content) for each in told(desk.ledger, partner=name, most=MOST)[::-1]]
    return answer(page_form(forms, next=None, total=len(forms)))


@router.get("/{name}/preview", summary="Exactly what a partner would get of an incident")
def preview(
    request: Request,
    visitor: Editor,
    name: str,
    incident: Annotated[str, Query(description="Its id, or the beginning of it.")],
    format: Annotated[str, Query(description="stix, jsonl, csv, geojson or cap.")] = "stix",
) -> Response:
    """The bytes that would leave if it were put out now; 400 with the reason where they get nothing."""
    desk = desk_of(request)
    chosen = format_in(request)
    offer = offer_of(desk, name, incident)
    if isinstance(offer, Refused):
        raise InputError(f"{name} gets nothing of it: {offer.reason}")
    headers = {"X-Tocsin-TLP": offer.level}
    return Response(bytes_of(desk, offer, chosen), media_type=FORMATS[chosen], headers=headers)
