"""Changes as they come: server-sent events, for pages and programs that stay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from tocsin.ports import Ledger
from tocsin.record.json_form import dumps
from tocsin.watching.ringing import incident_of
from tocsin.web.desk import Desk, desk_of
from tocsin.web.visitor import Known

router = APIRouter(prefix="/api/v1", tags=["record"])
PAUSE_SECONDS = 1.0
BEAT_SECONDS = 15.0
MOST_LISTENERS = 64
MOST_AT_ONCE = 500


@router.get("/events", summary="Changes of incidents, as they come", response_class=StreamingResponse)
async def events(
    request: Request,
    visitor: Known,
    after: Annotated[int | None, Query(ge=0, description="The number of the last event that was seen.")] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """`text/event-stream`: an event `incident` for each that changed, `gone` for each that stands no longer.

    Without a number to go on from it begins with what comes next.
    """
    desk = desk_of(request)
    if desk.listeners >= MOST_LISTENERS:
        raise HTTPException(503, "too many listen already; try again later", {"Retry-After": "30"})
    start = int(last_event_id) if last_event_id and last_event_id.isdecimal() else after
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(desk, start), media_type="text/event-stream", headers=headers)


async def _told(desk: Desk, start: int | None) -> AsyncIterator[str]:
    """The events, and a beat now and then that shows that somebody still listens."""
    ledger = desk.ledger
    seen = await run_in_threadpool(ledger.outbox.newest) if start is None else start
    desk.listeners += 1
    quiet = 0.0
    try:
        yield f"retry: 5000\nid: {seen}\n\n"
        while not desk.closing:
            seen, words = await run_in_threadpool(_since, ledger, seen)
            if words:
                yield words
                quiet = 0.0
            elif quiet >= BEAT_SECONDS:
                yield ": still here\n\n"
                quiet = 0.0
            await asyncio.sleep(PAUSE_SECONDS)
            quiet += PAUSE_SECONDS
    finally:
        desk.listeners -= 1


def _since(ledger: Ledger, seen: int) -> tuple[int, str]:
    """What turned since a number, as events, and the number now."""
    newest = min(ledger.outbox.newest(), seen + MOST_AT_ONCE)
    if newest <= seen:
        return seen, ""
    parts = []
    for turned in ledger.outbox.turned(after=seen, until=newest):
        incident = incident_of(turned.after)
        kind = "gone" if incident is None else "incident"
        form = {"id": turned.incident, "title": incident.title if incident else None, "new": turned.before is None}
        parts.append(f"id: {turned.number}\nevent: {kind}\ndata: {dumps(form)}\n\n")
    return newest, "".join(parts) or f"id: {newest}\n\n"
