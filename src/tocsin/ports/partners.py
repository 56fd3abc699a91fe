"""Partners: who they are, the keys that they come with, and what was told to whom, when, under which policy.

Not for what may be told: that is a policy. Keys come here hashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from tocsin.tlp import Tlp

HandoverKind = Literal["shared", "warned", "withdrawn"]


class Partner(Struct, frozen=True, kw_only=True):
    """Somebody with whom the record is shared. `collection` is the UUID of what is put out for them.

    One that was revoked fetches nothing any more, and nothing new is put out for them.
    """

    name: str
    collection: str
    added_at: str
    added_by: str
    about: str | None = None
    revoked_at: str | None = None


class PartnerKey(Struct, frozen=True, kw_only=True):
    """A key of a partner. `id` is its beginning and no secret; `hash` is all that is kept of the rest.

    Moments are ISO 8601 in UTC; a key without `expires_at` does not expire.
    """

    id: str
    partner: str
    hash: str
    made_at: str
    made_by: str
    expires_at: str | None = None
    revoked_at: str | None = None


class ObjectStamp(Struct, frozen=True, kw_only=True):
    """When an object was first put out and when what it says last changed, by its id, and a hash of what it says.

    `used` is the latest moment that any version of it has borne, a withdrawal included: the next is later.
    """

    id: str
    created: str
    modified: str
    used: str
    hash: str


class Marking(Struct, frozen=True, kw_only=True):
    """How far a report may be passed on, as its source or a person has said it: a level of TLP 2.0. By document id."""

    document: str
    tlp: Tlp
    marked_at: str
    marked_by: str


class Handover(Struct, frozen=True, kw_only=True):
    """Something that was told to a partner, or taken back.

    `variant` is the form in which it was told, `policy` the version of the policy, `revision` the number of the
    revision of the incident, 0 for none. `objects` are the ids and versions of what was put out; `form` is what was
    told, `tocsin.incident/1` as the partner may see it, and `hash` its SHA-256; both are empty for what was taken back.
    `documents` are the ids of the reports behind it. `number` is 0 until it is kept.
    """

    partner: str
    incident: str
    kind: HandoverKind
    at: str
    by: str
    policy: str
    variant: str
    revision: int = 0
    reason: str | None = None
    objects: tuple[tuple[str, str], ...] = ()
    form: str = ""
    hash: str = ""
    documents: tuple[str, ...] = ()
    number: int = 0


class Partners(Protocol):
    """Partners, their keys, and the log of what they were told. Everything may be done inside a transaction."""

    def add(self, partner: Partner) -> None:
        """A new partner. Raises `InputError` where there is one of this name, revoked ones included."""
        ...

    def all(self) -> Sequence[Partner]:
        """Every partner, by name, revoked ones included."""
        ...

    def partner(self, name: str) -> Partner:
        """The partner of a name. Raises `UnknownNameError`."""
        ...

    def revoke(self, name: str, *, at: str) -> int:
        """Let a partner in no longer, with any key; how many keys that were good are not any more."""
        ...

    def add_key(self, key: PartnerKey) -> None:
        """Keep a key."""
        ...

    def key(self, id: str) -> PartnerKey | None:
        """The key that begins so, whatever has become of it; None where there is none."""
        ...

    def keys(self, partner: str) -> Sequence[PartnerKey]:
        """The keys of a partner, the newest first."""
        ...

    def expire_keys(self, partner: str, *, at: str, but: str) -> int:
        """Have the other keys of a partner expire at a moment, if they do not sooner; how many."""
        ...

    def mark(self, markings: Iterable[Marking]) -> None:
        """Mark reports; a new marking replaces the one before."""
        ...

    def markings(self, documents: Iterable[str]) -> Mapping[str, Marking]:
        """The markings of those of some reports that bear one, by document id."""
        ...

    def keep_policy(self, id: str, text: str, *, at: str) -> None:
        """Keep the text of a version of a policy, once."""
        ...

    def policy(self, id: str) -> str | None:
        """The text of a version of a policy; None where none such was ever used."""
        ...

    def stamps(self, ids: Iterable[str]) -> Mapping[str, ObjectStamp]:
        """The stamps of those objects that were put out before, by id."""
        ...

    def stamp(self, stamps: Iterable[ObjectStamp]) -> None:
        """Keep stamps; a new one replaces the one before."""
        ...

    def hand(self, handover: Handover) -> int:
        """Write down what was told; its number."""
        ...

    def standing(self, partner: str) -> Sequence[Handover]:
        """The last handover of each incident and variant to a partner, without `form`, in order of number."""
        ...

    def told(self, number: int) -> str:
        """The `form` of a handover; empty where it was erased, or has none."""
        ...

    def log(
        self, *, partner: str | None = None, incident: str | None = None, until: str | None = None
    ) -> Sequence[Handover]:
        """What was told, in order, to a partner or all, of an incident or all, up to a moment."""
        ...
