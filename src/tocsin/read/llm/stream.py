"""Answers that come in pieces (server-sent events), as some services send them though they were asked not to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tocsin.errors import FormError

DONE = b"[DONE]"


class _Delta(msgspec.Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Piece(msgspec.Struct, frozen=True):
    delta: _Delta = _Delta()
    finish_reason: str | None = None


class _Chunk(msgspec.Struct):
    choices: list[_Piece] = []
    usage: dict[str, Any] | None = None


def is_stream(content_type: str, body: bytes) -> bool:
    """Whether an answer is in pieces."""
    return content_type.startswith("text/event-stream") or body.lstrip()[:6] in (b"data: ", b"event:")


def joined(body: bytes) -> bytes:
    """The completion that the pieces make, as if it had come in one.

    Raises `FormError` where they break off before their end, and `msgspec.DecodeError` for a piece that is none.
    """
    content: list[str] = []
    refusal: list[str] = []
    finish, usage, ended = None, None, False
    for piece in _pieces(body):
        if piece == DONE:
            ended = True
            break
        chunk = msgspec.json.decode(piece, type=_Chunk)
        usage = chunk.usage or usage
        for choice in chunk.choices[:1]:
            content.append(choice.delta.content or "")
            refusal.append(choice.delta.refusal or "")
            finish = choice.finish_reason or finish
    if not ended and finish is None:
        raise FormError("answer", "it breaks off in the middle of a stream")
    message = {"content": "".join(content), "refusal": "".join(refusal) or None}
    return msgspec.json.encode({"choices": [{"message": message, "finish_reason": finish}], "usage": usage})


def _pieces(body: bytes) -> Iterator[bytes]:
    """What stands after `data:` in each event."""
    for line in body.replace(b"\r\n", b"\n").split(b"\n"):
        if line.startswith(b"data:"):
            yield line[5:].strip()
