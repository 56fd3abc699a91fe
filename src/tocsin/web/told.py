"""What was just decided, told on the page that follows."""

from __future__ import annotations

from fastapi import Request

from tocsin.view.decisions_page import act_words
from tocsin.web.desk import Desk


def just_decided(request: Request, desk: Desk) -> dict[str, object]:
    """The decision whose number stands in the address, to be told of and undone, and what went wrong in folding."""
    done = request.query_params.get("done", "")
    entered = desk.ledger.decided.one(int(done)) if done.isdecimal() and len(done) < 12 else None
    words = act_words(entered.decision) if entered is not None else ""
    return {"done": entered.sequence if entered else None, "done_words": words, "trouble": desk.folding.trouble}
