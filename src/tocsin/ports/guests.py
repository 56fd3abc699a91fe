"""Who may fetch from the shelf. Keys are kept and checked behind this port; who asks with one is a guest."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Guest(Struct, frozen=True, kw_only=True):
    """A partner at the door. `key` names the key that was shown and is no secret; `collections` are their ids."""

    partner: str
    key: str
    collections: tuple[str, ...]


class Doorkeeper(Protocol):
    """Knows partners by their keys."""

    def admit(self, secret: str, *, name: str | None = None) -> Guest | None:
        """The partner whose key this is; None where it is nobody's, has expired or was revoked.

        `name`: the partner has to bear it. Keys are compared in constant time. What changes about keys and rights
        holds for the next call.
        """
        ...
