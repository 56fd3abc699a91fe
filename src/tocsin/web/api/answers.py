"""How the API answers: canonical JSON, entity tags, and lists in parts by a cursor."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

from tocsin.errors import InputError
from tocsin.record.json_form import Json, dumps

T = TypeVar("T")
MOST = 200
PAGE_SCHEMA = "tocsin.page/1"


def answer(form: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A form as JSON."""
    return Response(dumps(form), status, headers, "application/json")


def tagged(request: Request, state: str, make: Callable[[], Json]) -> Response:
    """The form that `make` makes; 304 and no form, where the asker holds it as of this state already."""
    words = f"{state}\0{request.url.path}\0{request.url.query}"
    tag = f'W/"{blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()}"'
    headers = {"ETag": tag}
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return answer(make(), headers=headers)


def page(
    items: Sequence[T], *, key: Callable[[T], Sequence[Any]], cursor: str | None, limit: int
) -> tuple[Sequence[T], str | None]:
    """The items after a cursor, and the cursor of the next ones, None at the end. The items are in the order of `key`.

    A cursor stays good when items come and go. Raises `InputError` for one that is none.
    """
    start = 0
    if cursor is not None:
        after = _read(cursor)
        try:
            start = next((at for at, item in enumerate(items) if list(key(item)) > after), len(items))
        except TypeError as error:
            raise InputError("cursor: it is of another list; begin without one") from error
    shown = items[start : start + limit]
    more = start + limit < len(items)
    return shown, _write(key(shown[-1])) if more and shown else None


def page_form(items: Sequence[Json], *, next: str | None, total: int) -> Json:
    """A part of a list. `next` goes into `cursor` for the part after it, null at the end."""
    return {"schema": PAGE_SCHEMA, "items": list(items), "next": next, "total": total}


def _write(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def _read(cursor: str) -> list[Any]:
    try:
        found = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise InputError("cursor: give the `next` of the part before, or none") from error
    if not isinstance(found, list):
        raise InputError("cursor: give the `next` of the part before, or none")
    return found
