"""The HTTP contract of the endpoints, for the OpenAPI document: parameters, answers, and their schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.web.taxii.media import STIX, TAXII
from tocsin.web.taxii.query import ID, SPEC_VERSION, TYPE

OF_OBJECT = ("version", "spec_version")
OF_VERSIONS = ("spec_version",)

Schema = dict[str, Any]
_WORD: Schema = {"type": "string"}
_MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"}


def _object(required: Sequence[str] = (), **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of, "minItems": 1}


ERROR = _object(("title",), title=_WORD, description=_WORD, http_status=_WORD, error_id=_WORD)
DISCOVERY = _object(("title",), title=_WORD, contact=_WORD, default=_WORD, api_roots=_list(_WORD))
API_ROOT = _object(
    ("title", "versions", "max_content_length"),
    title=_WORD,
    versions=_list(_WORD),
    max_content_length={"type": "integer", "minimum": 1},
)
COLLECTION = _object(
    ("id", "title", "can_read", "can_write"),
    id=_WORD,
    title=_WORD,
    description=_WORD,
    can_read={"const": True},
    can_write={"const": False},
    media_types=_list({"const": STIX}),
)
COLLECTIONS = _object(collections=_list(COLLECTION))
_ENTRY = _object(("id", "date_added"), id=_WORD, date_added=_MOMENT, version=_WORD, media_type={"const": STIX})
MANIFEST = _object(more={"type": "boolean"}, next=_WORD, objects=_list(_ENTRY))
ENVELOPE = _object(more={"type": "boolean"}, next=_WORD, objects=_list(_object(("type", "id"), type=_WORD, id=_WORD)))
VERSIONS = _object(more={"type": "boolean"}, next=_WORD, versions=_list(_WORD))

_ADDED = {"description": "when the server added it", "schema": _MOMENT}
_HEADERS = {"X-TAXII-Date-Added-First": _ADDED, "X-TAXII-Date-Added-Last": _ADDED}
_WHY = {
    400: "a filter, `limit` or `next` that cannot be",
    401: "no key, or one that opens nothing",
    403: "nobody may write",
    404: "not there, or not for this key",
    406: "accepts no TAXII 2.1",
    413: "too large",
    414: "too long",
    415: "not of TAXII's media type",
    429: "too often; `Retry-After` says when to try again",
    503: "the record cannot be reached now",
}
_ALWAYS = (401, 406, 413, 414, 429, 503)


def plain(title: str, schema: Schema, *, found: bool = True) -> dict[str, Any]:
    """What a route without parameters in its query says of itself."""
    answers = {200: _answer(title, schema)} if found else {}
    return {
        "summary": title,
        "responses": {**answers, **_failures(404, *_ALWAYS)},
        "status_code": 200 if found else 404,
    }


def pages(title: str, schema: Schema, matches: Sequence[str]) -> dict[str, Any]:
    """What a route says of itself that answers page after page."""
    answers = {200: {**_answer(title, schema), "headers": _HEADERS}, **_failures(400, 404, *_ALWAYS)}
    parameters = [*_PLAIN, *(_match(name) for name in matches)]
    return {"summary": title, "openapi_extra": {"parameters": parameters}, "responses": answers}


def refusal(title: str, *, body: bool = False) -> dict[str, Any]:
    """What a route says of itself that nobody may use. `body`: something would be sent to it."""
    sent = {"requestBody": {"required": True, "content": {TAXII: {"schema": _object()}}}} if body else {}
    answers = _failures(403, 404, *((415,) if body else ()), *_ALWAYS)
    return {"summary": f"{title}: refused", "responses": answers, "status_code": 403, "openapi_extra": sent}


def _answer(words: str, schema: Schema) -> dict[str, Any]:
    return {"description": words, "content": {TAXII: {"schema": schema}}}


def _failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: _answer(_WHY[status], ERROR) for status in statuses}


def _parameter(name: str, words: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


_SHORT = r"[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,12})?Z"
_VALUES = {"id": ID, "type": TYPE, "spec_version": SPEC_VERSION, "version": f"({_SHORT}|first|last)"}
_PLAIN = (
    _parameter("added_after", "only what was added later", {"type": "string", "pattern": f"^{_SHORT}$"}),
    _parameter("limit", "at most so many", {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}),
    _parameter("next", "where the last page ended, as it says", {"type": "string"}),
)


def _match(name: str) -> dict[str, Any]:
    pattern = f"^{_VALUES[name]}(,{_VALUES[name]}){{0,9}}$"
    if name == "version":
        pattern = f"^(all|{_VALUES[name]}(,{_VALUES[name]}){{0,9}})$"
    return _parameter(f"match[{name}]", f"only these, commas between ({name})", {"type": "string", "pattern": pattern})
