"""Who asks: known by a session of the browser or by a token of a program, and what he or she may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from tocsin.ports.accounts import RIGHTS, Right
from tocsin.web.secrets import same

WORDS: dict[Right, str] = {
    "reader": "see the record",
    "analyst": "see the record and decide about it",
    "editor": "decide, and say what is shared",
    "administrator": "everything, and let others in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who may be here. `form_token` proves that a form was ours; a program has none.

    `visited_at` is when the visit before this one began, None where there was none.
    """

    name: str
    right: Right
    by: Literal["session", "token", "demo"]
    form_token: str = ""
    visited_at: str | None = None

    def may(self, right: Right) -> bool:
        """Whether he or she has a right, or one that holds it."""
        return RIGHTS.index(self.right) >= RIGHTS.index(right)


def visitor_of(request: Request) -> Visitor | None:
    """Who asks; None where nobody has to be known."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


def known(request: Request) -> Visitor:
    """Who asks. Raises the failure that leads to the door."""
    found = visitor_of(request)
    if found is None:
        raise HTTPException(401, "sign in first")
    return found


def may(right: Right) -> Callable[[Request], Visitor]:
    """A dependency that lets through who has a right, and hands over who that is."""

    def allowed(request: Request) -> Visitor:
        found = known(request)
        if not found.may(right):
            raise HTTPException(403, f"you are signed in as {found.right}; only an {right} may do that")
        return found

    return allowed


Known = Annotated[Visitor, Depends(known)]
Analyst = Annotated[Visitor, Depends(may("analyst"))]
Editor = Annotated[Visitor, Depends(may("editor"))]
Administrator = Annotated[Visitor, Depends(may("administrator"))]


def is_ours(request: Request) -> bool:
    """Whether a request that changes something comes from one of our own pages, as far as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or (origin != "null" and urlsplit(origin).netloc == request.headers.get("host"))


async def open_form(request: Request) -> FormData:
    """The fields of a form that somebody sends who is not known yet."""
    if not is_ours(request):
        raise HTTPException(403, "this form came from another site")
    return await request.form(max_files=0, max_fields=400)


async def own_form(request: Request) -> FormData:
    """The fields of a form of ours, sent by who is known. Raises a failure for one from elsewhere or a past visit."""
    visitor = known(request)
    form = await open_form(request)
    token = form.get("form_token", "")
    if visitor.by == "token" or not isinstance(token, str) or not same(token, visitor.form_token):
        raise HTTPException(403, "this form is of a past visit; go back, load the page again and send it once more")
    return form


OpenForm = Annotated[FormData, Depends(open_form)]
OwnForm = Annotated[FormData, Depends(own_form)]


def text_in(form: FormData, name: str) -> str:
    """A field of a form without the white space around it; empty where it is missing."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def texts_in(form: FormData, name: str) -> list[str]:
    """Every value of a field that may come several times."""
    return [value.strip() for value in form.getlist(name) if isinstance(value, str) and value.strip()]
