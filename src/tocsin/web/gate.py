"""The gate: nobody comes further who is not known, but to the door itself. Closed to every address not named."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.clock import later
from tocsin.secret import hash_of
from tocsin.web.desk import Desk
from tocsin.web.visitor import Visitor

COOKIE = "tocsin_session"
IDLE_SECONDS = 12 * 3600
OPEN = ("/health", "/healthz", "/readyz", "/login", "/favicon.ico")
OPEN_UNDER = ("/static/", "/welcome/")
ELSEWHERE = "/taxii2/"  # the TAXII server knows its own partners, and has limits and errors of its own
MOST_BYTES = 1_000_000


class Gate:
    """Finds out who asks, and turns away those whom nobody knows."""

    def __init__(self, app: ASGIApp, *, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if f"{path}/".startswith(ELSEWHERE):
            await self._app(scope, receive, send)
            return
        is_open = path in OPEN or path.startswith(OPEN_UNDER)
        headers = Headers(scope=scope)
        visitor = None if path.startswith("/static/") else await run_in_threadpool(self._visitor, headers)
        scope.setdefault("state", {})["visitor"] = visitor
        if visitor is None and not is_open:
            await _to_the_door(scope)(scope, receive, send)
        elif int(headers.get("content-length") or 0) > MOST_BYTES:
            await PlainTextResponse("that is too much at once\n", 413)(scope, receive, send)
        else:
            await self._app(scope, _counted(receive), send)

    def _visitor(self, headers: Headers) -> Visitor | None:
        desk = self._desk
        if desk.demo:
            return Visitor(name="demo", right="editor", by="demo", form_token=desk.form_token)
        now = desk.clock.now()
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secret:
            return self._program(secret.strip(), now)
        secret = cookie_in(headers)
        if not secret:
            return None
        session = desk.ledger.accounts.session(hash_of(secret), now=now, idle_since=later(now, -IDLE_SECONDS))
        if session is None:
            return None
        account = session.account
        return Visitor(
            name=account.name,
            right=account.right,
            by="session",
            form_token=session.form_token,
            visited_at=account.visited_at,
        )

    def _program(self, secret: str, now: str) -> Visitor | None:
        found = self._desk.ledger.accounts.token(hash_of(secret), now=now)
        if found is None:
            return None
        token, account = found
        right = token.right if account.may(token.right) else account.right
        return Visitor(name=account.name, right=right, by="token")


def cookie_in(headers: Headers) -> str:
    """The secret of the session in the cookies, empty where there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _to_the_door(scope: Scope) -> Response:
    """The answer to somebody unknown: the page to sign in at, and back from there; 401 for programs."""
    path: str = scope["path"]
    if path.startswith("/api/") or scope["method"] not in ("GET", "HEAD"):
        words = "sign in, or send a token of your account: Authorization: Bearer TOKEN"
        form = {"schema": "tocsin.error/1", "status": 401, "error": words}
        return JSONResponse(form, 401, {"WWW-Authenticate": 'Bearer realm="tocsin"'})
    query = scope["query_string"].decode("latin-1")
    back = quote(f"{path}?{query}" if query else path, safe="/")
    return RedirectResponse("/login" if back == "/" else f"/login?next={back}", 303)


def _counted(receive: Receive) -> Receive:
    """What comes in, cut off where it is more than any form of ours holds."""
    total = 0

    async def counting() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return counting
