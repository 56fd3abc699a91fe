"""Who may use the workbench, over the store of a ledger: ordinary tables. The port is `tocsin.ports.accounts`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tocsin.errors import InputError
from tocsin.keep.store import Store
from tocsin.keep.tables import accounts, invitations, sessions, tokens
from tocsin.ports.accounts import Account, Invitation, Right, Session, Token

_PUBLIC = tuple(accounts.c[name] for name in Account.__struct_fields__)
_TOKEN = tuple(tokens.c[name] for name in Token.__struct_fields__ if name != "account")
NOTED = 16  # of a moment: to the minute, so that a session is written to once a minute at most


def key_of(name: str) -> str:
    """What tells names apart: letters are the same however written, and white space is one space."""
    return " ".join(name.casefold().split())


class SqlAccounts:
    """The accounts of a ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---------------------------------------------------------------------------------------- accounts
    def all(self) -> Sequence[Account]:
        """Every account, by name."""
        return [_account(row) for row in self._store.rows(select(*_PUBLIC).order_by(accounts.c.key))]

    def account(self, name: str) -> Account | None:
        """The account of a name, however its letters are written; None where there is none."""
        found = self._store.rows(select(*_PUBLIC).where(accounts.c.key == key_of(name)))
        return _account(found[0]) if found else None

    def password_of(self, name: str) -> str | None:
        """The hash of the password; None where there is no account that may sign in."""
        here = (accounts.c.key == key_of(name)) & accounts.c.disabled_at.is_(None)
        found = self._store.rows(select(accounts.c.password).where(here))
        return found[0].password if found else None

    def set_password(self, name: str, password: str) -> None:
        """A new password; every session of the account ends."""
        with self._store.writing() as connection:
            _new_password(connection, key_of(name), password)

    def set_right(self, name: str, right: Right) -> None:
        """What an account may do from now on. Raises `InputError` for the last administrator's."""
        with self._store.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.key == key_of(name)).values(right=right))
            _require_administrator(connection)

    def set_disabled(self, name: str, at: str | None) -> None:
        """Let an account in no longer, or again. Raises `InputError` for the last administrator."""
        key = key_of(name)
        with self._store.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.key == key).values(disabled_at=at))
            if at is not None:
                connection.execute(delete(sessions).where(sessions.c.account == key))
            _require_administrator(connection)

    # ------------------------------------------------------------------------------------- invitations
    def invite(self, secret: str, invitation: Invitation) -> None:
        """Keep an invitation; those before it for the same name are void."""
        with self._store.writing() as connection:
            if invitation.name is not None:
                connection.execute(delete(invitations).where(invitations.c.name == invitation.name))
            row = {name: getattr(invitation, name) for name in Invitation.__struct_fields__}
            connection.execute(insert(invitations).values(secret=secret, **row))

    def invitation(self, secret: str, *, now: str) -> Invitation | None:
        """The invitation of a secret; None where it was used, or its time is over."""
        fields = tuple(invitations.c[name] for name in Invitation.__struct_fields__)
        here = (invitations.c.secret == secret) & (invitations.c.expires_at > now)
        found = self._store.rows(select(*fields).where(here))
        return Invitation(**found[0]._mapping) if found else None

    def accept(self, secret: str, *, name: str, password: str, now: str) -> Account:
        """Make the account, or give it a new password and end its sessions; the invitation is used up.

        Raises `InputError` where the invitation holds no longer, or the name is taken.
        """
        with self._store.writing() as connection:
            invitation = self.invitation(secret, now=now)
            if invitation is None:
                raise InputError("this invitation was used, or its time is over; ask for another")
            connection.execute(delete(invitations).where(invitations.c.secret == secret))
            key = key_of(invitation.name or name)
            known = self.account(key)
            if known is None:
                row = {"key": key, "name": " ".join((invitation.name or name).split()), "right": invitation.right}
                made = {"password": password, "made_at": now, "made_by": invitation.made_by}
                connection.execute(insert(accounts).values(**row, **made))
            elif invitation.name is None:
                raise InputError(f"there is an account {known.name!r} already; choose another name")
            else:
                _new_password(connection, key, password)
            found = self.account(key)
            assert found is not None
            return found

    # ---------------------------------------------------------------------------------------- sessions
    def begin_session(self, secret: str, *, name: str, form_token: str, now: str, expires_at: str) -> None:
        """Sign a browser in."""
        key = key_of(name)
        with self._store.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            row = {"account": key, "form_token": form_token, "began_at": now, "seen_at": now, "expires_at": expires_at}
            connection.execute(insert(sessions).values(secret=secret, **row))
            moved = {"visited_at": accounts.c.signed_in_at, "signed_in_at": now}
            connection.execute(update(accounts).where(accounts.c.key == key).values(moved))

    def session(self, secret: str, *, now: str, idle_since: str) -> Session | None:
        """The session of a secret; None where it ended, was last seen before `idle_since`, or the account is disabled.

        Notes now and then that it was seen.
        """
        own = (sessions.c.form_token, sessions.c.began_at, sessions.c.seen_at, sessions.c.expires_at)
        both = select(*_PUBLIC, *own).join(accounts, accounts.c.key == sessions.c.account)
        holds = (sessions.c.expires_at > now) & (sessions.c.seen_at > idle_since) & accounts.c.disabled_at.is_(None)
        found = self._store.rows(both.where((sessions.c.secret == secret) & holds))
        if not found:
            return None
        row = found[0]
        if row.seen_at[:NOTED] != now[:NOTED]:
            with self._store.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.secret == secret).values(seen_at=now))
        return Session(account=_account(row), **{column.name: row._mapping[column] for column in own})

    def end_session(self, secret: str) -> None:
        """Sign a browser out."""
        with self._store.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.secret == secret))

    # ------------------------------------------------------------------------------------------ tokens
    def add_token(self, secret: str, token: Token) -> None:
        """Keep a token."""
        row = {name: getattr(token, name) for name in Token.__struct_fields__}
        with self._store.writing() as connection:
            connection.execute(insert(tokens).values({**row, "account": key_of(token.account), "secret": secret}))

    def tokens(self, account: str) -> Sequence[Token]:
        """The tokens of an account, the newest first."""
        query = select(*_TOKEN).where(tokens.c.account == key_of(account)).order_by(tokens.c.made_at.desc())
        return [Token(account=account, **row._mapping) for row in self._store.rows(query)]

    def token(self, secret: str, *, now: str) -> tuple[Token, Account] | None:
        """The token of a secret and its account; None where there is none, or the account is disabled."""
        found = self._store.rows(select(tokens.c.account, *_TOKEN).where(tokens.c.secret == secret).join(accounts))
        owner = self.account(found[0].account) if found else None
        if owner is None or owner.disabled_at is not None:
            return None
        row = found[0]
        if (row.used_at or "")[:NOTED] != now[:NOTED]:
            with self._store.writing() as connection:
                connection.execute(update(tokens).where(tokens.c.secret == secret).values(used_at=now))
        return Token(**{**row._mapping, "account": owner.name}), owner

    def drop_token(self, id: str, *, account: str) -> bool:
        """Make a token of an account worthless; whether there was one."""
        here = (tokens.c.id == id) & (tokens.c.account == key_of(account))
        with self._store.writing() as connection:
            return bool(connection.execute(delete(tokens).where(here)).rowcount)


def _account(row: Row[Any]) -> Account:
    return Account(**{column.name: row._mapping[column] for column in _PUBLIC})


def _new_password(connection: Connection, key: str, password: str) -> None:
    connection.execute(update(accounts).where(accounts.c.key == key).values(password=password))
    connection.execute(delete(sessions).where(sessions.c.account == key))


def _require_administrator(connection: Connection) -> None:
    """Raise `InputError` where nobody is left who could let others in; the transaction is undone with it."""
    left = (accounts.c.right == "administrator") & accounts.c.disabled_at.is_(None)
    if not connection.scalar(select(func.count()).select_from(accounts).where(left)):
        raise InputError("this is the last administrator; make another one first")
