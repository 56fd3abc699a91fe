"""Passwords, tokens and links: made here, and kept elsewhere as hashes only."""

from __future__ import annotations

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tocsin.errors import InputError

LEAST, MOST = 12, 512  # characters of a password
_AT_ONCE = BoundedSemaphore(2)  # each costs 64 MiB for a moment; a crowd at the door must not fill the memory


def new_secret() -> str:
    """A secret that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return secrets.compare_digest(one.encode(), other.encode())


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """The hash of a password that nobody has: a name that is not there takes as long as one that is."""
    return _hasher().hash(new_secret())


def hash_password(password: str, *, name: str) -> str:
    """The argon2id hash of a new password. Raises `InputError` for one that is too short, too long, or the name."""
    if len(password) < LEAST:
        raise InputError(f"a password needs at least {LEAST} characters; a few words in a row are good")
    if len(password) > MOST:
        raise InputError(f"a password of more than {MOST} characters is not taken; write a shorter one")
    if len(set(password)) < 5 or password.casefold().strip() in (name.casefold(), name.casefold() * 2):
        raise InputError("that password is guessed too easily; a few words in a row are good")
    with _AT_ONCE:
        return _hasher().hash(password)


def is_password(hash: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; no hash is nobody's, and takes as long."""
    if len(password) > MOST:
        return False
    with _AT_ONCE:
        try:
            _hasher().verify(hash or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return hash is not None
