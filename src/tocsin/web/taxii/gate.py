"""The gate: who asks, how often, in what form; and what was answered is written down before the answer leaves."""

from __future__ import annotations

import base64
import binascii
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.errors import LedgerError
from tocsin.ports.guests import Doorkeeper, Guest
from tocsin.ports.shelf import Fetch, Page, Shelf, Wanted
from tocsin.web.taxii.failures import TaxiiFailure, failure
from tocsin.web.taxii.limits import Limits, Rates
from tocsin.web.taxii.media import takes_taxii

log = logging.getLogger(__name__)

CHALLENGE = {"WWW-Authenticate": 'Basic realm="TAXII", charset="UTF-8", Bearer realm="TAXII"'}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LONGEST_KEY = 1_024  # characters; nobody's key is longer, and none is hashed that is


@dataclass(slots=True)
class Answered:
    """What an endpoint says of its answer, for the record of fetches."""

    collection: str | None = None
    wanted: Wanted | None = None
    page: Page | None = None


class Gate:
    """Lets in who has a key, and no more often than the limits allow."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        shelf: Callable[[], Shelf],
        doorkeeper: Callable[[], Doorkeeper],
        now: Callable[[], str],
        limits: Limits,
    ) -> None:
        self._app = app
        self._shelf = shelf
        self._doorkeeper = doorkeeper
        self._now = now
        self._limits = limits
        self._rates = Rates(burst=limits.burst, per_second=limits.per_second)
        self._wrong = Rates(burst=limits.wrong_burst, per_second=limits.wrong_per_second)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            guest = await anyio.to_thread.run_sync(self._admit, scope)
        except TaxiiFailure as failed:
            await _safe(failure(failed.status, failed.words, headers=failed.headers))(scope, receive, send)
        except LedgerError as error:
            await _safe(_closed(error))(scope, receive, send)
        else:
            await self._serve(guest, scope, receive, send)

    async def _serve(self, guest: Guest, scope: Scope, receive: Receive, send: Send) -> None:
        answered = Answered()
        scope["state"] = {**scope.get("state", {}), "guest": guest, "answered": answered}
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                fetch = self._fetch(guest, scope, message["status"], answered)
                await anyio.to_thread.run_sync(lambda: self._shelf().note(fetch))
                begun = True
                for name, value in HEADERS.items():
                    MutableHeaders(scope=message).setdefault(name, value)
            await send(message)

        try:
            self._check(guest, scope)
            await self._app(scope, receive, noted)
        except TaxiiFailure as failed:
            await failure(failed.status, failed.words, headers=failed.headers)(scope, receive, noted)
        except LedgerError as error:
            if begun:
                raise
            await _safe(_closed(error))(scope, receive, send)  # it could not be noted either
        except Exception as error:
            if begun:
                raise
            answered.page = None  # nothing of it leaves
            await _broken(error)(scope, receive, noted)

    # ------------------------------------------------------------------------------------------- checks
    def _admit(self, scope: Scope) -> Guest:
        """Who asks. Raises `TaxiiFailure` 401, or 429 where too many keys were wrong."""
        named = credentials(Headers(scope=scope).get("authorization"))
        if named is None:
            raise _unknown("send your key with HTTP Basic (your name and the key) or as a Bearer")
        name, secret = named
        guest = self._doorkeeper().admit(secret, name=name) if len(secret) <= LONGEST_KEY else None
        if guest is None:
            log.warning("a key was refused")
            if wait := self._wrong.take((scope.get("client") or ("",))[0]):
                raise _too_many(wait, "too many wrong keys came from your address")
            raise _unknown("this key opens nothing: it is wrong, has expired, or was revoked")
        return guest

    def _check(self, guest: Guest, scope: Scope) -> None:
        """Raises `TaxiiFailure` for a request that is too much, or takes no TAXII."""
        if wait := self._rates.take(guest.key):
            raise _too_many(wait, "your key has asked too often")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._limits.address:
            raise TaxiiFailure(414, f"path and query may have {self._limits.address} bytes; ask for fewer ids at once")
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:20]) > self._limits.content:
            raise TaxiiFailure(413, f"a request may have {self._limits.content} bytes")
        if not takes_taxii(headers.get("accept")):
            raise TaxiiFailure(406, "accept application/taxii+json;version=2.1")

    def _fetch(self, guest: Guest, scope: Scope, status: int, answered: Answered) -> Fetch:
        path = scope["path"]
        query = scope["query_string"].decode("latin-1")
        asked = f"{path}?{query}" if query else path
        versions = answered.page.versions if answered.page is not None else ()
        return Fetch(
            at=self._now(),
            partner=guest.partner,
            key=guest.key,
            method=scope["method"],
            asked=asked[: self._limits.address],
            status=status,
            collection=answered.collection,
            wanted=answered.wanted,
            first=versions[0].date_added if versions else None,
            last=versions[-1].date_added if versions else None,
            count=len(versions),
            newest=answered.page.newest if answered.page is not None else None,
        )


def credentials(header: str | None) -> tuple[str | None, str] | None:
    """The name, where one was given, and the key of an `Authorization` header; None where there is no key in it."""
    scheme, _, words = (header or "").partition(" ")
    words = words.strip()
    match scheme.lower():
        case "bearer" | "token" if words:
            return None, words
        case "basic":
            try:
                text = base64.b64decode(words, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError, ValueError):
                return None
            name, _, secret = text.partition(":")
            return (name or None, secret) if secret else None
        case _:
            return None


def _unknown(words: str) -> TaxiiFailure:
    return TaxiiFailure(401, words, headers=CHALLENGE)


def _too_many(wait: int, words: str) -> TaxiiFailure:
    return TaxiiFailure(429, f"{words}; try again in {wait} s", headers={"Retry-After": str(wait)})


def _safe(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _closed(error: LedgerError) -> Response:
    log.error("the ledger cannot be used", exc_info=error)
    return failure(503, "the record cannot be reached now; try again in a while", headers={"Retry-After": "30"})


def _broken(error: Exception) -> Response:
    id = str(uuid.uuid4())
    log.error("request broke", exc_info=error, extra={"error_id": id})
    return failure(500, "this is a fault of the server; tell its operator the `error_id`", id=id)
