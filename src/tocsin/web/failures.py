"""What went wrong, as a page for people and as JSON for programs, in one place."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tocsin.errors import InputError, TocsinError, UnknownIncident, UnknownNameError
from tocsin.web.templating import render

log = logging.getLogger(__name__)

TITLES = {
    400: "That cannot be done",
    401: "Please sign in",
    403: "You may not do that",
    404: "There is no such page",
    405: "Not in this way",
    409: "It has changed meanwhile",
    422: "That cannot be read",
    429: "Too many tries",
    500: "Something broke",
}
ERROR_SCHEMA = "tocsin.error/1"


def add_failures(app: FastAPI) -> None:
    """Have every failure of an app answered by a page, or by JSON under /api."""
    app.add_exception_handler(TocsinError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _broken)


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith("/api/") or request.url.path.endswith(".json")


def status_of(error: TocsinError) -> int:
    """The status of one of our own errors."""
    if isinstance(error, UnknownIncident):
        return 404
    return 400 if isinstance(error, (InputError, UnknownNameError)) else 500


def answer(request: Request, status: int, words: str) -> Response:
    """A failure in a sentence."""
    if wants_json(request):
        return JSONResponse({"schema": ERROR_SCHEMA, "status": status, "error": words}, status_code=status)
    title = TITLES.get(status, "That did not work")
    return render(request, "failure.html", {"title": title, "words": words, "status": status}, status=status)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, TocsinError)
    status = status_of(error)
    if status == 500:
        log.error("request failed", exc_info=error)
    return answer(request, status, str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found = answer(request, error.status_code, str(error.detail))
    found.headers.update(error.headers or {})
    return found


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = (f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors())
    return answer(request, 422, "; ".join(faults))


def _broken(request: Request, error: Exception) -> Response:
    log.error("request broke", exc_info=error)
    return answer(request, 500, "this is a fault of the program; what was entered before is safe in the ledger")
