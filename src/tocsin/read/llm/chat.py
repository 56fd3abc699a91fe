"""A client of OpenAI-compatible chat completions: one request, one answer, with patience where the service is busy.

Not for what is asked or what the answer means. The key goes into one header and nowhere else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import msgspec
from msgspec.structs import replace

from tocsin.errors import FormError, ModelError
from tocsin.ports.model import Completing, Completion, Finish, ModelAccess, Question
from tocsin.read.llm.pace import Pace
from tocsin.read.llm.stream import is_stream, joined

ONE_BY_ONE = httpx.Limits(max_keepalive_connections=0)  # an answer takes seconds; nothing is left open after it
LONGEST = 8_000_000  # bytes of an answer
WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # seconds before each further try, where the service does not say
PATIENCE = 120.0  # the longest wait that a service may ask for; beyond it, the run is better started again
LOOPBACK = ("localhost", "127.0.0.1", "::1")
BUSY = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
FINISHES: Mapping[str, Finish] = {"length": "length", "max_tokens": "length", "content_filter": "refused"}
ADVICE = {
    401: "it does not take the key; set TOCSIN_LLM_KEY, or llm_key_file",
    403: "the key may not use it; ask whoever runs the service",
    404: "there is no such model or address; check llm_url (it ends in /v1, mostly) and llm_model",
    413: "the request is too large for it",
}


class ChatProvider:
    """Services that speak OpenAI's protocol: hosted ones, Ollama, vLLM, llama.cpp."""

    def open(self, access: ModelAccess) -> Completing:
        """A client of the service. Raises `ModelError` where its address is none or would give the key away."""
        return ChatClient(access)


class ChatClient:
    """Asks one model at one address. Safe to use from several threads."""

    def __init__(
        self,
        access: ModelAccess,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._access, self._sleep, self._monotonic = access, sleep, monotonic
        self._url = _address(access)
        self._pace = Pace(access.per_minute, sleep=sleep, monotonic=monotonic)
        self._form = _Form()
        headers = {"Accept": "application/json"}
        if access.key:
            headers["Authorization"] = f"Bearer {access.key.reveal()}"
        limits = httpx.Timeout(access.seconds, connect=min(10.0, access.seconds))
        self._http = httpx.Client(
            headers=headers, timeout=limits, follow_redirects=False, trust_env=False, limits=ONE_BY_ONE
        )

    def complete(self, question: Question) -> Completion:
        """The answer, after as many tries as it takes. Raises `ModelError`."""
        late = False
        for wait in (*WAITS[: self._access.tries - 1], None):
            self._pace.wait()
            try:
                return self._once(question)
            except ModelError as error:
                if not error.passing or wait is None or (late and isinstance(error, _Late)):
                    raise
                late = isinstance(error, _Late)
                pause = wait if error.retry_after is None else error.retry_after
                if pause > PATIENCE:
                    raise self._error(f"it asks to wait {pause:.0f} seconds; run again then", passing=True) from error
                self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _once(self, question: Question) -> Completion:
        status, headers, body = self._post(self._body(question))
        while status in (400, 422) and not _is_too_long(body) and (form := self._form.without(body)) is not None:
            self._form = form
            status, headers, body = self._post(self._body(question))
        if status in (400, 413) and _is_too_long(body):
            return Completion(text="", finish="length")
        if status in BUSY:
            raise self._error(f"it is busy (status {status})", passing=True, retry_after=_seconds(headers))
        if status != 200:
            advice = ADVICE.get(status, f"it answers with status {status}: {_told(body)}")
            raise self._error(advice, final=status in (401, 403, 404))
        return self._completion(body, headers.get("content-type", ""))

    def _post(self, content: bytes) -> tuple[int, Mapping[str, str], bytes]:
        """One exchange, bounded in time and size."""
        until = self._monotonic() + self._access.seconds
        pieces: list[bytes] = []
        size = 0
        try:
            with self._http.stream(
                "POST", self._url, content=content, headers={"Content-Type": "application/json"}
            ) as response:
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > LONGEST:
                        raise self._error(f"its answer is longer than {LONGEST:,} bytes")
                    if self._monotonic() > until:
                        raise self._late()
                return response.status_code, response.headers, b"".join(pieces)
        except httpx.TimeoutException as error:
            raise self._late() from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = f"no connection to {self._url} ({type(error).__name__}); is it running?"
            raise self._error(reason, passing=True) from error

    def _body(self, question: Question) -> bytes:
        form = self._form
        body: dict[str, Any] = {
            "model": self._access.model,
            "messages": [{"role": turn.role, "content": turn.content} for turn in question.turns],
            form.limit: question.most,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
        if form.temperature:
            body["temperature"] = 0
        if form.strict:
            schema = {"name": "reading", "strict": True, "schema": question.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        return msgspec.json.encode(body)

    def _completion(self, body: bytes, content_type: str) -> Completion:
        try:
            answer = msgspec.json.decode(joined(body) if is_stream(content_type, body) else body, type=_Answer)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, FormError) as error:
            reason = f"its answer is no chat completion ({error}); check llm_url"
            raise self._error(reason, passing=True) from error
        if not answer.choices:
            raise self._error("its answer holds no choice", passing=True)
        choice = answer.choices[0]
        refused = choice.message.refusal is not None
        usage = answer.usage or _Usage()
        return Completion(
            text=choice.message.content or "",
            finish="refused" if refused else FINISHES.get(choice.finish_reason or "", "stop"),
            tokens_in=max(0, usage.prompt_tokens or 0),
            tokens_out=max(0, usage.completion_tokens or 0),
        )

    def _late(self) -> ModelError:
        reason = f"no answer within {self._access.seconds:g} seconds; raise llm_seconds, or lower llm_answer"
        return _Late(self._access.model, reason, passing=True)

    def _error(
        self, reason: str, *, passing: bool = False, final: bool = False, retry_after: float | None = None
    ) -> ModelError:
        return ModelError(self._access.model, reason, passing=passing, final=final, retry_after=retry_after)


class _Late(ModelError):
    """An answer that did not come in time: asked for once more, since the same question takes as long again."""


class _Form(msgspec.Struct, frozen=True):
    """How a service wants to be asked; what it does not take is learned from its errors."""

    strict: bool = True
    limit: str = "max_tokens"
    temperature: bool = True

    def without(self, body: bytes) -> _Form | None:
        """The form without what an error names, None where it names nothing that can be left out."""
        words = body[:2000].lower()
        if self.limit == "max_tokens" and b"max_completion_tokens" in words:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and b"temperature" in words:
            return replace(self, temperature=False)
        if self.strict and any(word in words for word in (b"response_format", b"schema")):
            return replace(self, strict=False)
        return None


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0


class _Answer(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def _address(access: ModelAccess) -> str:
    """Where completions are asked for. Raises `ModelError` for no address, or one that gives the key away."""
    parts = urlsplit(access.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        reason = f"{access.url!r} is no address; set llm_url, such as http://localhost:11434/v1"
        raise ModelError(access.model, reason, final=True)
    if parts.username or parts.password:
        raise ModelError(access.model, "llm_url holds a password; give it as TOCSIN_LLM_KEY", final=True)
    if access.key and parts.scheme == "http" and parts.hostname not in LOOPBACK:
        reason = f"the key would go to {parts.hostname} in the clear; use https, or no key"
        raise ModelError(access.model, reason, final=True)
    base = access.url.rstrip("/")
    return base if base.endswith("/chat/completions") else f"{base}/chat/completions"


def _seconds(headers: Mapping[str, str]) -> float | None:
    """How long the service asks to be left alone: `Retry-After`, in seconds or as a date."""
    words = headers.get("retry-after", "").strip()
    if not words:
        return None
    try:
        return max(0.0, float(words))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _is_too_long(body: bytes) -> bool:
    """Whether a service says that the question and the room for its answer exceed what the model can hold."""
    words = body[:2000].lower()
    return b"context" in words and any(word in words for word in (b"length", b"size", b"exceed", b"maximum", b"window"))


def _told(body: bytes) -> str:
    """What a service says of its error, in one short line."""
    return " ".join(body[:300].decode("utf-8", "replace").split()) or "nothing more"
