"""The TAXII 2.1 application: its endpoints, as they stand in sections 4 and 5 of the standard. Read-only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Route

from tocsin import __version__
from tocsin.ports.guests import Doorkeeper, Guest
from tocsin.ports.shelf import Collection, Page, Shelf, Which
from tocsin.web.taxii import contract
from tocsin.web.taxii.cursor import make_cursor
from tocsin.web.taxii.failures import TaxiiFailure, failure
from tocsin.web.taxii.gate import Answered, Gate
from tocsin.web.taxii.limits import Limits
from tocsin.web.taxii.media import STIX, TAXII, is_taxii
from tocsin.web.taxii.moments import write_moment
from tocsin.web.taxii.query import MATCHES, Asked, parse_query

ROOT = "/api/"


def make_taxii(
    shelf: Callable[[], Shelf],
    doorkeeper: Callable[[], Doorkeeper],
    *,
    now: Callable[[], str],
    producer: str,
    contact: str = "",
    mount: str = "/taxii2",
    limits: Limits | None = None,
) -> FastAPI:
    """The application, to be mounted at `mount`, which is `/taxii2` at the root of a host by the standard.

    Args:
        shelf: what is put out; called for each request, from any thread.
        doorkeeper: who knows the partners; called likewise.
        now: tells the time, ISO 8601.
        producer: whose record it is.
        contact: where the operator is reached, empty for nowhere.
        mount: the path in front of every address here.
        limits: what one answer and one key may take.
    """
    limits = limits or Limits()
    app = FastAPI(
        title="Tocsin over TAXII 2.1",
        version=__version__,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.add_exception_handler(TaxiiFailure, _failed)
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_middleware(Gate, shelf=shelf, doorkeeper=doorkeeper, now=now, limits=limits)
    _add_roots(app, producer=producer, contact=contact, root=f"{mount}{ROOT}", limits=limits)
    _add_collections(app, shelf)
    _add_objects(app, shelf, limits)
    _add_refusals(app)
    return app


# --------------------------------------------------------------------------------------------- endpoints
def _add_roots(app: FastAPI, *, producer: str, contact: str, root: str, limits: Limits) -> None:
    @app.get("/", **contract.plain("Discovery", contract.DISCOVERY))
    def discovery() -> Response:
        words = {"title": f"The record of {producer}", "default": root, "api_roots": [root]}
        return _taxii(words | ({"contact": contact} if contact else {}))

    @app.get(ROOT, **contract.plain("API root", contract.API_ROOT))
    def api_root() -> Response:
        words = {"title": f"Political violence, as {producer} records it", "versions": [TAXII]}
        return _taxii({**words, "max_content_length": limits.content})

    @app.get(ROOT + "status/{status_id}/", **contract.plain("Status", contract.ERROR, found=False))
    def status(status_id: str) -> Response:
        raise TaxiiFailure(404, "nothing can be added here, so that there is no status to ask for")


def _add_collections(app: FastAPI, shelf: Callable[[], Shelf]) -> None:
    @app.get(ROOT + "collections/", **contract.plain("Collections", contract.COLLECTIONS))
    def collections(request: Request) -> Response:
        found = [_described(each) for each in shelf().collections(_guest(request).collections)]
        return _taxii({"collections": found} if found else {})

    @app.get(ROOT + "collections/{collection_id}/", **contract.plain("A collection", contract.COLLECTION))
    def collection(request: Request, collection_id: str) -> Response:
        for each in shelf().collections([_allowed(request, collection_id)]):
            return _taxii(_described(each))
        raise _unknown(collection_id)


def _add_objects(app: FastAPI, shelf: Callable[[], Shelf], limits: Limits) -> None:
    here = ROOT + "collections/{collection_id}/"

    @app.get(here + "manifest/", **contract.pages("Manifest", contract.MANIFEST, MATCHES))
    def manifest(request: Request, collection_id: str) -> Response:
        asked, page = ask(request, collection_id, MATCHES, forms=False)
        entries = [
            {"id": each.id, "date_added": write_moment(each.date_added), "version": each.version, "media_type": STIX}
            for each in page.versions
        ]
        return _listed("objects", entries, page, _allowed(request, collection_id), asked)

    @app.get(here + "objects/", **contract.pages("Objects", contract.ENVELOPE, MATCHES))
    def objects(request: Request, collection_id: str) -> Response:
        asked, page = ask(request, collection_id, MATCHES)
        return _envelope(page, _allowed(request, collection_id), asked)

    @app.get(here + "objects/{object_id}/", **contract.pages("An object", contract.ENVELOPE, contract.OF_OBJECT))
    def object_by_id(request: Request, collection_id: str, object_id: str) -> Response:
        asked, page = ask(request, collection_id, contract.OF_OBJECT, object=object_id)
        return _envelope(page, _allowed(request, collection_id), asked)

    @app.get(
        here + "objects/{object_id}/versions/",
        **contract.pages("Versions of an object", contract.VERSIONS, contract.OF_VERSIONS),
    )
    def versions(request: Request, collection_id: str, object_id: str) -> Response:
        filters = contract.OF_VERSIONS
        asked, page = ask(request, collection_id, filters, object=object_id, versions=("all",), forms=False)
        found = [each.version for each in page.versions]
        return _listed("versions", found, page, _allowed(request, collection_id), asked)

    def ask(
        request: Request,
        collection_id: str,
        matches: tuple[str, ...],
        *,
        object: str | None = None,
        versions: tuple[Which, ...] = ("last",),
        forms: bool = True,
    ) -> tuple[Asked, Page]:
        collection = _allowed(request, collection_id)
        asked = parse_query(
            request.query_params.multi_items(),
            collection=collection,
            matches=matches,
            limits=limits,
            object=object,
            versions=versions,
        )
        if object is not None and not shelf().holds(collection, object):
            raise TaxiiFailure(404, "this collection has no object of this id")
        page = shelf().page(
            collection, asked.rest, limit=asked.limit, most_bytes=limits.page_bytes if forms else None, forms=forms
        )
        answered: Answered = request.state.answered
        answered.collection = collection
        if forms:  # what was only listed did not leave
            answered.wanted, answered.page = asked.rest, page
        return asked, page


def _add_refusals(app: FastAPI) -> None:
    """The endpoints of the standard that write. Nobody may use them, and what is sent is not read."""
    here = ROOT + "collections/{collection_id}/objects/"

    @app.post(here, **contract.refusal("Add objects", body=True))
    def add_objects(request: Request, collection_id: str) -> Response:
        if not is_taxii(request.headers.get("content-type")):
            raise TaxiiFailure(415, f"send {TAXII}")
        _allowed(request, collection_id)
        raise TaxiiFailure(403, "nothing can be added to this collection (`can_write` is false)")

    @app.delete(here + "{object_id}/", **contract.refusal("Delete an object"))
    def delete_object(request: Request, collection_id: str, object_id: str) -> Response:
        _allowed(request, collection_id)
        raise TaxiiFailure(403, "nothing can be deleted from this collection (`can_write` is false)")


# ------------------------------------------------------------------------------------------------ rights
def _guest(request: Request) -> Guest:
    guest: Guest = request.state.guest
    return guest


def _allowed(request: Request, collection: str) -> str:
    """The id of a collection that the guest may read. Raises `TaxiiFailure` 404: what others have is not told."""
    id = collection.lower()
    if id not in _guest(request).collections:
        raise _unknown(collection)
    return id


def _unknown(collection: str) -> TaxiiFailure:
    return TaxiiFailure(404, f"there is no collection {collection[:60]!r} that your key opens")


# ----------------------------------------------------------------------------------------------- answers
def _taxii(words: Mapping[str, Any], *, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(words), media_type=TAXII, headers=dict(headers or {}))


def _described(collection: Collection) -> dict[str, Any]:
    words: dict[str, Any] = {"id": collection.id, "title": collection.title}
    if collection.description:
        words["description"] = collection.description
    return {**words, "can_read": True, "can_write": False, "media_types": [STIX]}


def _envelope(page: Page, collection: str, asked: Asked) -> Response:
    """The objects as they are stored: their bytes are joined, not encoded anew."""
    if not page.versions:
        return _taxii({})
    more = f'{{"more":true,"next":"{_next(page, collection, asked)}",' if page.more else '{"more":false,'
    objects = b",".join([each.form for each in page.versions])
    body = b"".join((more.encode(), b'"objects":[', objects, b"]}"))
    return Response(body, media_type=TAXII, headers=_added(page))


def _listed(name: str, entries: list[Any], page: Page, collection: str, asked: Asked) -> Response:
    """A manifest, or versions. The standard has no `next` in these, but its clients go on by it."""
    if not entries:
        return _taxii({})
    more = {"next": _next(page, collection, asked)} if page.more else {}
    return _taxii({"more": page.more, **more, name: entries}, headers=_added(page))


def _next(page: Page, collection: str, asked: Asked) -> str:
    return make_cursor(collection, asked.wanted, page.versions[-1].date_added)


def _added(page: Page) -> dict[str, str]:
    first, last = (write_moment(each.date_added) for each in (page.versions[0], page.versions[-1]))
    return {"X-TAXII-Date-Added-First": first, "X-TAXII-Date-Added-Last": last}


# ---------------------------------------------------------------------------------------------- failures
def _failed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, TaxiiFailure)
    return failure(error.status, error.words, headers=error.headers)


def _unrouted(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = {"Allow": ", ".join(sorted(_methods(request)))}
        return failure(405, f"this address is asked for with {allowed['Allow']}", headers=allowed)
    return failure(404, "there is no such address; those of TAXII end in a slash")


def _methods(request: Request) -> set[str]:
    """The methods of an address. Starlette itself names those of the first route only."""
    here = [route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE]
    return {method for route in here if isinstance(route, Route) for method in route.methods or ()}
