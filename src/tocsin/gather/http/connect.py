"""How the client connects: to judged addresses only, and with one time limit over all that a fetch waits for.

A time limit for each read alone would let a host keep us for ever with a byte now and then.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2

from tocsin.gather.http.addresses import Resolve, addresses_of, resolve_name


class Deadline(threading.local):
    """The moment at which the fetch of this thread has to be over."""

    until: float | None = None

    def left(self, timeout: float | None) -> float | None:
        """The seconds that one wait may take. Raises `ReadTimeout` where none are left."""
        if self.until is None:
            return timeout
        rest = self.until - time.monotonic()
        if rest <= 0:
            raise httpcore2.ReadTimeout("the time for the whole fetch is over")
        return rest if timeout is None else min(timeout, rest)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """A span in which every wait of this thread counts."""
        self.until = time.monotonic() + seconds
        try:
            yield
        finally:
            self.until = None


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections to judged addresses, whose reads and writes end at the deadline."""

    def __init__(self, deadline: Deadline, *, allowed: Collection[str], resolve: Resolve = resolve_name) -> None:
        self._deadline = deadline
        self._allowed = allowed
        self._resolve = resolve
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that takes it."""
        try:
            addresses = addresses_of(host, port, allowed=self._allowed, resolve=self._resolve)
        except UnicodeError as error:
            raise httpcore2.ConnectError(f"{host!r} is no name of a host") from error
        problem: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except httpcore2.ConnectError as error:
                problem = error
                continue
            return _TimedStream(stream, self._deadline)
        raise problem


class _TimedStream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedTransport(httpx2.BaseTransport):
    """The transport of the client, over guarded connections. Errors are those of httpcore2."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(), network_backend=backend, max_connections=64, keepalive_expiry=15.0
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer of the host, its body still to be read."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        body = _Body(answer)
        return httpx2.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
