"""Fetching an address: one polite client for feeds, pages, archives and whatever else is had from the network.

It asks robots.txt first, keeps requests to a host apart, asks only for what has changed, follows a few redirects and
judges each anew, and stops at its limits of size and time. It keeps no cookies, sends no credentials, takes no proxy
from the environment and verifies TLS.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore2
import httpx2

from tocsin import __version__
from tocsin.errors import FetchError
from tocsin.gather.http.addresses import AddressRefused, Resolve, resolve_name
from tocsin.gather.http.connect import Deadline, GuardedBackend, GuardedTransport
from tocsin.gather.http.inflate import ACCEPTED, TooMuch, body_of
from tocsin.gather.http.pace import Busy, Pace
from tocsin.gather.http.robots import MOST, Robots
from tocsin.ports import Clock

AGENT = f"tocsin/{__version__}"
_ANSWERED = {200, 203, 206}
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_GONE = {404, 410}
_BUSY = {429, 503}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may take: bytes of the body (as sent and in the clear), seconds over all, redirects.

    `apart` are the seconds between two requests to a host, where it does not ask for more.
    """

    bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    apart: float = 1.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a host said of the version it sent last, by which it can say that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer to a fetch.

    `url` is where it came from in the end; `moved_to` the address that the host wants used from now on, None where it
    said nothing of the kind. `body` is in the clear, and empty where it has `not_modified` since the validators.
    `media_type` is that of the header, in lower case without parameters; `charset` what it says of the encoding.
    """

    url: str
    status: int
    body: bytes
    media_type: str
    charset: str | None
    validators: Validators
    moved_to: str | None = None

    @property
    def not_modified(self) -> bool:
        """Whether the host has nothing new."""
        return self.status == 304


class Client:
    """Fetches addresses. Safe to use from several threads; `close` it at the end, or use it in a `with`.

    `allowed` are names of hosts that may lie at private addresses. `agent` tells hosts who asks: the program, and how
    to reach whoever runs it.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        limits: Limits | None = None,
        allowed: Collection[str] = (),
        agent: str = AGENT,
        resolve: Resolve = resolve_name,
        now: Callable[[], float] = monotonic,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._agent = agent
        self._clock = clock
        self._deadline = Deadline()
        self._pace = Pace(apart=self._limits.apart, now=now, wait=wait)
        self._robots = Robots(self._robots_file, agent=agent.partition("/")[0], now=now)
        backend = GuardedBackend(
            self._deadline, allowed=frozenset(host.lower().rstrip(".") for host in allowed), resolve=resolve
        )
        self._http = httpx2.Client(
            transport=GuardedTransport(backend),
            headers={"User-Agent": agent, "Accept-Encoding": ACCEPTED},
            timeout=10.0,
            trust_env=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def fetch(self, url: str, *, validators: Validators | None = None, accept: str = "*/*") -> Fetched:
        """What is at an address. Raises `FetchError`.

        A host that answers 429 or 503 is left alone for as long as it asks, which others' fetches then learn at once.
        """
        return self._follow(url, validators or Validators(), accept, robots=True, most=self._limits.bytes)

    def _robots_file(self, url: str) -> bytes:
        return self._follow(url, Validators(), "text/plain", robots=False, most=MOST).body

    def _follow(self, url: str, validators: Validators, accept: str, *, robots: bool, most: int) -> Fetched:
        at, moved_to, for_good = checked(url), None, True
        for _ in range(self._limits.redirects + 1):
            if robots and not self._robots.may_fetch(_origin(at), at):
                raise FetchError(at, "robots", "the host's robots.txt does not want it fetched by programs")
            answer = self._ask(at, validators, accept, most)
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=moved_to)
            status, target = answer
            was, at = at, checked(urljoin(at, target))
            if was.startswith("https:") and not at.startswith("https:"):
                raise FetchError(url, "redirects", f"leads from https to plain http ({at})")
            for_good = for_good and status in _FOR_GOOD
            moved_to = at if for_good else moved_to
        raise FetchError(url, "redirects", f"leads on and on (more than {self._limits.redirects} redirects)")

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str]) -> None:
        """Send a body to an address, as the person says who runs this: robots.txt is not asked. Raises `FetchError`.

        Any answer of the kind 2xx is taken for a yes, and its body is not read. Redirects are refused.
        """
        url = checked(url)
        host = urlsplit(url).hostname or ""
        with (
            self._faults(url, self._limits.bytes),
            self._pace.turn(host, apart=0.0),
            self._deadline.within(self._limits.seconds),
            self._http.stream("POST", url, content=body, headers=dict(headers)) as answer,
        ):
            if not answer.is_success:
                self._answer(url, host, answer, self._limits.bytes)
                raise FetchError(url, "failed", f"the host answered {answer.status_code}", status=answer.status_code)

    def _ask(self, url: str, validators: Validators, accept: str, most: int) -> Fetched | tuple[int, str]:
        """One request, in its turn: the answer, or the status and where it redirects to."""
        host = urlsplit(url).hostname or ""
        with (
            self._faults(url, most),
            self._pace.turn(host, apart=self._robots.apart(_origin(url))),
            self._deadline.within(self._limits.seconds),
            self._http.stream("GET", url, headers=_headers(validators, accept)) as answer,
        ):
            return self._answer(url, host, answer, most)

    @contextmanager
    def _faults(self, url: str, most: int) -> Iterator[None]:
        """Every exception of a request as a `FetchError`."""
        try:
            yield
        except Busy as error:
            raise FetchError(url, "busy", f"the host is {error}", retry_after=error.seconds) from error
        except AddressRefused as error:
            raise FetchError(
                url, "refused", f"{error}; allow the host by name if it is meant (allowed_hosts)"
            ) from error
        except TooMuch as error:
            raise FetchError(url, "too large", f"is larger than {most} bytes, the most that is taken") from error
        except ValueError as error:
            raise FetchError(url, "broken", str(error)) from error
        except (httpcore2.TimeoutException, httpx2.TimeoutException) as error:
            raise FetchError(url, "too slow", f"did not answer in full within {self._limits.seconds:.0f} s") from error
        except (httpcore2.ProtocolError, httpx2.ProtocolError) as error:
            raise FetchError(url, "broken", f"what came is no HTTP, or broke off ({error})") from error
        except ssl.SSLError as error:
            raise FetchError(url, "failed", f"the host did not prove who it is ({error.reason or error})") from error
        except (httpcore2.NetworkError, httpx2.TransportError, OSError) as error:
            raise FetchError(url, "failed", f"no connection ({error})") from error

    def _answer(self, url: str, host: str, answer: httpx2.Response, most: int) -> Fetched | tuple[int, str]:
        status, headers = answer.status_code, answer.headers
        target = headers.get("location")
        if status in _MOVED and target:
            return status, target
        if status in _BUSY:
            seconds = _seconds(headers.get("retry-after"), self._clock.now())
            self._pace.hold(host, 60.0 if seconds is None else seconds)
            raise FetchError(url, "busy", f"the host is busy ({status})", status=status, retry_after=seconds)
        if status in _GONE:
            raise FetchError(url, "gone", f"is not there ({status})", status=status)
        if status != 304 and status not in _ANSWERED:
            raise FetchError(url, "failed", f"the host answered {status}", status=status)
        body = b""
        if status != 304:
            encoding = headers.get("content-encoding", "")
            body = body_of(answer.iter_raw(), encoding=encoding, most=most)
        media_type, _, parameters = headers.get("content-type", "").partition(";")
        return Fetched(
            url=url,
            status=status,
            body=body,
            media_type=media_type.strip().lower(),
            charset=answer.charset_encoding if parameters else None,
            validators=Validators(headers.get("etag"), headers.get("last-modified")),
        )


def checked(url: str) -> str:
    """The address without its fragment. Raises `FetchError` for one that is none of the web, or holds a password."""
    try:
        parts = urlsplit(url.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(url, "refused", f"is no address ({error})") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(url, "refused", "is no address of the web (http or https)")
    if parts.username or parts.password:
        raise FetchError(f"{parts.scheme}://{host}", "refused", "holds a name or a password, which is not sent")
    return urlunsplit(parts._replace(path=parts.path or "/", fragment=""))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _headers(validators: Validators, accept: str) -> dict[str, str]:
    headers = {"Accept": accept}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _seconds(retry_after: str | None, now: str) -> float | None:
    """The seconds of a Retry-After, given as such or as a date; at least 1 and at most a day."""
    if not retry_after:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
    else:
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        seconds = (at - datetime.fromisoformat(now)).total_seconds()
    return min(max(seconds, 1.0), 86_400.0)
