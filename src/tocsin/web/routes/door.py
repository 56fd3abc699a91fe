"""The door: signing in and out, taking up an invitation."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from tocsin.clock import later
from tocsin.errors import InputError
from tocsin.secret import hash_of
from tocsin.web.desk import Desk, desk_of
from tocsin.web.gate import COOKIE, cookie_in
from tocsin.web.secrets import hash_password, is_password, new_secret
from tocsin.web.templating import redirect, render
from tocsin.web.visitor import OpenForm, OwnForm, text_in, visitor_of

router = APIRouter(include_in_schema=False)
SESSION_SECONDS = 7 * 24 * 3600
NAME = re.compile(r"[\w][\w .@'-]{0,59}$")


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form to sign in with."""
    if visitor_of(request) is not None:
        return redirect("/")
    desk = desk_of(request)
    nobody = not desk.ledger.accounts.all()
    return render(request, "login.html", {"back": _back(request.query_params.get("next", "")), "nobody": nobody})


@router.post("/login")
def login(request: Request, form: OpenForm) -> Response:
    """Sign in with name and password."""
    desk = desk_of(request)
    name, password = text_in(form, "name")[:200], str(form.get("password", ""))
    address = request.client.host if request.client else "?"
    now = desk.clock.now()
    back = _back(text_in(form, "next"))
    wait = desk.throttle.wait(name, address, now=now)
    if wait:
        words = f"too many tries; wait {-(-wait // 60)} minutes"
        page = render(request, "login.html", {"back": back, "words": words, "name": name}, status=429)
        page.headers["Retry-After"] = str(wait)
        return page
    if not is_password(desk.ledger.accounts.password_of(name), password):
        desk.throttle.failed(name, address, now=now)
        words = "no account has this name and this password"
        return render(request, "login.html", {"back": back, "words": words, "name": name}, status=401)
    desk.throttle.succeeded(name, address)
    return _signed_in(request, desk, name, back)


@router.post("/logout")
def logout(request: Request, form: OwnForm) -> Response:
    """Sign out."""
    desk_of(request).ledger.accounts.end_session(hash_of(cookie_in(request.headers)))
    answer = redirect("/login")
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/welcome/{secret}")
def welcome_page(request: Request, secret: str) -> Response:
    """The form to take up an invitation with."""
    desk = desk_of(request)
    invitation = desk.ledger.accounts.invitation(hash_of(secret), now=desk.clock.now())
    status = 200 if invitation else 404
    return render(request, "welcome.html", {"invitation": invitation, "secret": secret}, status=status)


@router.post("/welcome/{secret}")
def welcome(request: Request, secret: str, form: OpenForm) -> Response:
    """Make the account of an invitation, or give it a new password, and sign in."""
    desk = desk_of(request)
    accounts, now = desk.ledger.accounts, desk.clock.now()
    invitation = accounts.invitation(hash_of(secret), now=now)
    name = (invitation.name if invitation else None) or text_in(form, "name")
    try:
        if not NAME.match(name):
            raise InputError("a name has letters, digits, spaces and . @ ' - in it, 60 at most")
        hashed = hash_password(str(form.get("password", "")), name=name)
        account = accounts.accept(hash_of(secret), name=name, password=hashed, now=now)
    except InputError as error:
        context = {"invitation": invitation, "secret": secret, "words": str(error), "name": name}
        return render(request, "welcome.html", context, status=400)
    return _signed_in(request, desk, account.name, "/")


def _signed_in(request: Request, desk: Desk, name: str, back: str) -> Response:
    """The way back, with a session in a cookie that scripts do not see."""
    secret, now = new_secret(), desk.clock.now()
    desk.ledger.accounts.begin_session(
        hash_of(secret), name=name, form_token=new_secret(), now=now, expires_at=later(now, SESSION_SECONDS)
    )
    answer = redirect(back)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, secret, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)
    return answer


def _back(address: str) -> str:
    """Where to go after signing in: an address of ours, whatever was asked for."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\", "/login"))
    return address if ours and address.isprintable() and "\\" not in address else "/"
