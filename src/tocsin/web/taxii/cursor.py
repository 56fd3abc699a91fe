"""`next`: where a page ended. Opaque to clients, and not trusted when it comes back."""

from __future__ import annotations

import base64
import binascii
import struct
from hashlib import blake2b

import msgspec

from tocsin.ports.shelf import Wanted
from tocsin.web.taxii.failures import TaxiiFailure

_FORM = struct.Struct(">8sq")  # what was asked, and the last `date_added`


def make_cursor(collection: str, wanted: Wanted, last: int) -> str:
    """The cursor behind a version, for the same question alone."""
    return base64.urlsafe_b64encode(_FORM.pack(_digest(collection, wanted), last)).decode().rstrip("=")


def parse_cursor(text: str, collection: str, wanted: Wanted) -> int:
    """The `date_added` behind which to go on. Raises `TaxiiFailure` 400 for what was not made for this question."""
    try:
        digest, last = _FORM.unpack(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, struct.error) as error:
        raise TaxiiFailure(400, "`next` is none that this server gave out; begin again without it") from error
    if digest != _digest(collection, wanted) or last < 0:
        raise TaxiiFailure(400, "`next` belongs to another collection or to other filters; begin again without it")
    return int(last)


def _digest(collection: str, wanted: Wanted) -> bytes:
    return blake2b(msgspec.json.encode((collection, wanted)), digest_size=8).digest()
