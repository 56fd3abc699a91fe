"""API keys of partners: random, shown once, kept hashed, with an end. Whoever holds one is that partner.

A key is `tocsin_ID_SECRET`, with 256 random bits in the secret. So many need no slow hash: nobody tries them all. What
is kept is the SHA-256 of the whole key, found by its id and compared in constant time.
"""

from __future__ import annotations

import hmac
import re
import secrets

from tocsin.ports import Clock, Ledger
from tocsin.ports.guests import Guest
from tocsin.ports.partners import PartnerKey
from tocsin.secret import hash_of

PREFIX = "tocsin"
SECRET_BYTES = 32
_SHAPE = re.compile(r"tocsin_([0-9a-f]{12})_[\w-]{43}")
_NOBODY = hash_of("nobody's key")


def give_key(ledger: Ledger, partner: str, *, by: str, now: str, expires_at: str | None) -> str:
    """Make a key for a partner and keep its hash. The key itself, which nobody can show again."""
    id = secrets.token_hex(6)
    secret = f"{PREFIX}_{id}_{secrets.token_urlsafe(SECRET_BYTES)}"
    ledger.partners.add_key(
        PartnerKey(id=id, partner=partner, hash=hash_of(secret), made_at=now, made_by=by, expires_at=expires_at)
    )
    return secret


class Keys:
    """Knows partners by their keys (`tocsin.ports.guests.Doorkeeper`)."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def admit(self, secret: str, *, name: str | None = None) -> Guest | None:
        """The partner whose key this is; None where it is nobody's, has expired or was revoked.

        `name`: the partner has to bear it. What changes about keys holds for the next call.
        """
        shape = _SHAPE.fullmatch(secret)
        key = self._ledger.partners.key(shape[1]) if shape else None
        fits = hmac.compare_digest(hash_of(secret), key.hash if key is not None else _NOBODY)
        if key is None or not fits or not is_good(key, self._clock.now()) or name not in (None, key.partner):
            return None
        partner = self._ledger.partners.partner(key.partner)
        if partner.revoked_at is not None:
            return None
        return Guest(partner=partner.name, key=key.id, collections=(partner.collection,))


def is_good(key: PartnerKey, now: str) -> bool:
    """Whether a key opens anything at a moment."""
    return key.revoked_at is None and (key.expires_at is None or now < key.expires_at)
