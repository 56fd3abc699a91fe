"""Invitations: links that let somebody in once."""

from __future__ import annotations

from tocsin.clock import later
from tocsin.ports import Clock
from tocsin.ports.accounts import Accounts, Invitation, Right
from tocsin.secret import hash_of
from tocsin.web.secrets import new_secret

INVITED_SECONDS = 3 * 24 * 3600


def invite_link(accounts: Accounts, right: Right, *, clock: Clock, by: str, base: str, name: str | None = None) -> str:
    """The address of a new invitation, good once and for three days; with a name, for a new password of that account.

    `base` is the address of the workbench.
    """
    secret, now = new_secret(), clock.now()
    expires = later(now, INVITED_SECONDS)
    accounts.invite(hash_of(secret), Invitation(right=right, made_at=now, made_by=by, expires_at=expires, name=name))
    return f"{base.rstrip('/')}/welcome/{secret}"
