"""One's own account with its tokens, and, for administrators, everybody's."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from tocsin.errors import InputError
from tocsin.ports.accounts import RIGHTS, Account, Right, Token
from tocsin.secret import hash_of
from tocsin.web.desk import Desk, desk_of
from tocsin.web.inviting import invite_link
from tocsin.web.secrets import hash_password, is_password, new_secret
from tocsin.web.templating import redirect, render
from tocsin.web.visitor import WORDS, Administrator, Known, OwnForm, Visitor, text_in

router = APIRouter(include_in_schema=False)
TOKEN_MARK = "tocsin_"


@router.get("/account")
def account_page(request: Request, visitor: Known) -> Response:
    """One's own account: password and tokens."""
    return _account_page(request, visitor)


def _account_page(request: Request, visitor: Visitor, *, status: int = 200, **more: object) -> Response:
    tokens = [] if visitor.by == "demo" else desk_of(request).ledger.accounts.tokens(visitor.name)
    allowed = RIGHTS[: RIGHTS.index(visitor.right) + 1]
    return render(request, "account.html", {"tokens": tokens, "rights": allowed, "means": WORDS, **more}, status=status)


@router.post("/account/password")
def change_password(request: Request, visitor: Known, form: OwnForm) -> Response:
    """A new password; every session ends, this one too."""
    _require_account(visitor)
    accounts = desk_of(request).ledger.accounts
    try:
        if not is_password(accounts.password_of(visitor.name), str(form.get("old", ""))):
            raise InputError("the old password is another one")
        accounts.set_password(visitor.name, hash_password(str(form.get("new", "")), name=visitor.name))
    except InputError as error:
        return _account_page(request, visitor, status=400, words=str(error))
    return redirect("/login")


@router.post("/account/tokens")
def make_token(request: Request, visitor: Known, form: OwnForm) -> Response:
    """A token for a program, shown this once."""
    _require_account(visitor)
    desk = desk_of(request)
    right = _right(text_in(form, "right"))
    if not visitor.may(right):
        raise HTTPException(403, "a token may do no more than you may")
    label = text_in(form, "label")[:80]
    if not label:
        return _account_page(request, visitor, status=400, words="say what the token is for")
    secret = TOKEN_MARK + new_secret()
    token = Token(id=hash_of(secret)[:12], account=visitor.name, label=label, right=right, made_at=desk.clock.now())
    desk.ledger.accounts.add_token(hash_of(secret), token)
    return _account_page(request, visitor, made=secret)


@router.post("/account/tokens/{id}/drop")
def drop_token(request: Request, visitor: Known, form: OwnForm, id: str) -> Response:
    """Make a token worthless."""
    _require_account(visitor)
    desk_of(request).ledger.accounts.drop_token(id, account=visitor.name)
    return redirect("/account")


@router.get("/accounts")
def accounts_page(request: Request, visitor: Administrator) -> Response:
    """Everybody who may come in."""
    return _accounts_page(request)


def _accounts_page(request: Request, *, status: int = 200, **more: object) -> Response:
    found = desk_of(request).ledger.accounts.all()
    return render(
        request, "accounts.html", {"accounts": found, "rights": RIGHTS, "means": WORDS, **more}, status=status
    )


@router.post("/accounts/invite")
def invite(request: Request, visitor: Administrator, form: OwnForm) -> Response:
    """A link that makes an account, or gives the one of `name` a new password; shown this once."""
    desk = desk_of(request)
    name = text_in(form, "name")
    known = _account(desk, name) if name else None
    right = known.right if known else _right(text_in(form, "right"))
    name = known.name if known else ""
    base = str(request.base_url)
    link = invite_link(desk.ledger.accounts, right, clock=desk.clock, by=visitor.name, base=base, name=name or None)
    return _accounts_page(request, link=link, invited=right, link_for=name)


@router.post("/accounts/change")
def change_account(request: Request, visitor: Administrator, form: OwnForm) -> Response:
    """Another right for an account, or the end or the return of it."""
    desk = desk_of(request)
    account = _account(desk, text_in(form, "name"))
    try:
        match text_in(form, "do"):
            case "disable":
                desk.ledger.accounts.set_disabled(account.name, desk.clock.now())
            case "enable":
                desk.ledger.accounts.set_disabled(account.name, None)
            case _:
                desk.ledger.accounts.set_right(account.name, _right(text_in(form, "right")))
    except InputError as error:
        return _accounts_page(request, status=400, words=str(error))
    return redirect("/accounts")


def _account(desk: Desk, name: str) -> Account:
    found = desk.ledger.accounts.account(name)
    if found is None:
        raise InputError(f"there is no account {name!r}")
    return found


def _right(words: str) -> Right:
    if words not in RIGHTS:
        raise InputError(f"right: {words!r} is not known; expected one of {', '.join(RIGHTS)}")
    return words


def _require_account(visitor: Visitor) -> None:
    if visitor.by != "session":
        raise HTTPException(403, "sign in with your password to do that")
