"""Who may use the workbench: accounts, invitations, sessions and tokens. Secrets come and go as hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, get_args

from msgspec import Struct

Right = Literal["reader", "analyst", "editor", "administrator"]
RIGHTS: tuple[Right, ...] = get_args(Right)  # each may do what those before it may


class Account(Struct, frozen=True, kw_only=True):
    """A person who may sign in under `name`. `disabled_at` says since when no longer; moments are UTC.

    `visited_at` is when the session before the last one began, None where there was none.
    """

    name: str
    right: Right
    made_at: str
    made_by: str
    disabled_at: str | None = None
    signed_in_at: str | None = None
    visited_at: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the account has a right, or one that holds it."""
        return self.disabled_at is None and RIGHTS.index(self.right) >= RIGHTS.index(right)


class Invitation(Struct, frozen=True, kw_only=True):
    """A link that makes an account once, or gives the one of `name` a new password, until `expires_at`."""

    right: Right
    made_at: str
    made_by: str
    expires_at: str
    name: str | None = None


class Session(Struct, frozen=True, kw_only=True):
    """A browser that is signed in. `seen_at` is about when it last asked for something."""

    account: Account
    form_token: str
    began_at: str
    seen_at: str
    expires_at: str


class Token(Struct, frozen=True, kw_only=True):
    """A key for programs, which may do what its account may, and never more than `right`."""

    id: str
    account: str
    label: str
    right: Right
    made_at: str
    used_at: str | None = None


class Accounts(Protocol):
    """Ordinary tables beside the ledger. Every secret is handed in as its hash."""

    def all(self) -> Sequence[Account]:
        """Every account, by name."""
        ...

    def account(self, name: str) -> Account | None:
        """The account of a name, however its letters are written; None where there is none."""
        ...

    def password_of(self, name: str) -> str | None:
        """The hash of the password; None where there is no account that may sign in."""
        ...

    def invite(self, secret: str, invitation: Invitation) -> None:
        """Keep an invitation; those before it for the same name are void."""
        ...

    def invitation(self, secret: str, *, now: str) -> Invitation | None:
        """The invitation of a secret; None where it was used, or its time is over."""
        ...

    def accept(self, secret: str, *, name: str, password: str, now: str) -> Account:
        """Make the account, or give it a new password and end its sessions; the invitation is used up.

        Raises `InputError` where the invitation holds no longer, or the name is taken.
        """
        ...

    def set_password(self, name: str, password: str) -> None:
        """A new password; every session of the account ends."""
        ...

    def set_right(self, name: str, right: Right) -> None:
        """What an account may do from now on. Raises `InputError` for the last administrator's."""
        ...

    def set_disabled(self, name: str, at: str | None) -> None:
        """Let an account in no longer, or again. Raises `InputError` for the last administrator."""
        ...

    def begin_session(self, secret: str, *, name: str, form_token: str, now: str, expires_at: str) -> None:
        """Sign a browser in."""
        ...

    def session(self, secret: str, *, now: str, idle_since: str) -> Session | None:
        """The session of a secret; None where it ended, was last seen before `idle_since`, or the account is disabled.

        Notes now and then that it was seen.
        """
        ...

    def end_session(self, secret: str) -> None:
        """Sign a browser out."""
        ...

    def add_token(self, secret: str, token: Token) -> None:
        """Keep a token."""
        ...

    def tokens(self, account: str) -> Sequence[Token]:
        """The tokens of an account, the newest first."""
        ...

    def token(self, secret: str, *, now: str) -> tuple[Token, Account] | None:
        """The token of a secret and its account; None where there is none, or the account is disabled."""
        ...

    def drop_token(self, id: str, *, account: str) -> bool:
        """Make a token of an account worthless; whether there was one."""
        ...
