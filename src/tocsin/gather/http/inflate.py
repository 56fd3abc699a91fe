"""Compressed bodies, taken apart piece by piece, so that a small one cannot grow beyond what we take."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

ACCEPTED = "gzip, deflate"
_GZIP_OR_ZLIB = 47  # zlib's window bits: 15, and find out from the head which of the two it is
_BARE = -15
_PIECE = 1 << 16


class TooMuch(Exception):
    """A body holds more than is taken."""


def body_of(pieces: Iterable[bytes], *, encoding: str, most: int) -> bytes:
    """The body in the clear. `encoding` is the header Content-Encoding.

    Raises `TooMuch` beyond `most` bytes, as sent or in the clear, and `ValueError` for an encoding or bytes that
    cannot be read.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return b"".join(_no_more(pieces, most))
    if name not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"the body is encoded as {name!r}, which we did not ask for")
    return b"".join(_no_more(_inflated(_no_more(pieces, most)), most))


def _no_more(pieces: Iterable[bytes], most: int) -> Iterable[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooMuch
        yield piece


def _inflated(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """The bytes in the clear, at most 64 kB at a time; members of gzip that follow one another are all read."""
    unpack = None
    for piece in pieces:
        rest = piece
        while rest:
            if unpack is None:
                unpack = zlib.decompressobj(_bits(rest))
            try:
                yield unpack.decompress(rest, _PIECE)
            except zlib.error as error:
                raise ValueError(f"the compressed body is damaged ({error})") from error
            rest = unpack.unconsumed_tail
            if unpack.eof:
                rest, unpack = unpack.unused_data.lstrip(b"\0"), None
    if unpack is not None:
        raise ValueError("the compressed body breaks off")


def _bits(head: bytes) -> int:
    """Servers send as deflate both zlib's format and the bare stream: a head of zlib is a multiple of 31."""
    wrapped = head[:2] == b"\x1f\x8b" or (len(head) > 1 and head[0] & 15 == 8 and (head[0] << 8 | head[1]) % 31 == 0)
    return _GZIP_OR_ZLIB if wrapped else _BARE
