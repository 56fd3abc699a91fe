"""Errors as the standard has them: a body with a title, whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from tocsin.web.taxii.media import TAXII

TITLES = {
    400: "The request is not understood",
    401: "A key is needed",
    403: "You may not do that",
    404: "There is nothing here",
    405: "This cannot be asked for in this way",
    406: "No media type that you accept is had here",
    413: "The request is too large",
    414: "The address is too long",
    415: "The media type of the request is not had here",
    429: "Too many requests",
    500: "The server failed",
    503: "The server cannot answer now",
}


class TaxiiFailure(Exception):
    """A request that gets an error. `words` say what was wrong and what to do."""

    def __init__(self, status: int, words: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.headers = dict(headers or {})


def failure(status: int, words: str, *, headers: Mapping[str, str] | None = None, id: str | None = None) -> Response:
    """The answer to a request that failed. `id` finds it in the log."""
    body: dict[str, Any] = {"title": TITLES[status], "description": words, "http_status": str(status)}
    if id is not None:
        body["error_id"] = id
    return Response(msgspec.json.encode(body), status_code=status, media_type=TAXII, headers=dict(headers or {}))
