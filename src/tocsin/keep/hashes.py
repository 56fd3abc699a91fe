"""The hash that an entry carries, so that damage shows. Not a seal: whoever can write the file can hash anew."""

from __future__ import annotations

import hashlib

HASH_VERSION = "1"


def hash_parts(*parts: str) -> str:
    """A version character and the SHA-256, in hex, of the parts. Each part goes in with its length before it."""
    digest = hashlib.sha256(HASH_VERSION.encode())
    for part in parts:
        raw = part.encode()
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return HASH_VERSION + digest.hexdigest()


def entry_hash(*, kind: str, schema: str, recorded_at: str, actor: str, payload: str) -> str:
    """The hash of an entry: everything in it but its place in the sequence."""
    return hash_parts(kind, schema, recorded_at, actor, payload)


def form_hash(form: str) -> str:
    """The hash of a stored incident form, by which a fold sees what has changed."""
    return hash_parts(form)
