"""What was just decided, told on the page that follows."""

from __future__ import annotations

from fastapi import Request

from tocsin.view.decisions_page import act_words
from tocsin.web.desk import Desk


def just_decided(request: Request, desk: Desk) -> dict[str, object]:
    """The decision whose number stands in the address, to be told of and undone, and what went wrong in folding."""
    done = request.query_params.get("done", "")
    entered = dict(desk.ledger.decisions()) if done.isdecimal() and len(done) < 12 else {}
    decision = entered.get(int(done)) if entered else None
    words = act_words(decision) if decision is not None else ""
    return {"done": int(done) if decision is not None else None, "done_words": words, "trouble": desk.folding.trouble}
