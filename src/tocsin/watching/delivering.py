"""Sending what waits in the outbox, at least once: first sent, then marked.

Between the two a crash lets an alert go twice, under the same id; nowhere else. What fails is tried again, later each
time, and given up after some days; what will never do is given up at once. Both are listed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from threading import Event, Thread
from typing import BinaryIO

from msgspec import structs

from tocsin.clock import later
from tocsin.errors import DeliveryError, TocsinError
from tocsin.gather.http import Client, Limits
from tocsin.gather.http.addresses import addresses_of
from tocsin.ports import Clock, Delivery, Ledger
from tocsin.record.json_load import convert, loads
from tocsin.watch.alert_values import SCHEMA, Alert
from tocsin.watch.channels import ChannelSpec
from tocsin.watch.delivery.making import Outside, make_channel
from tocsin.watch.delivery.port import Channel, Poster

FIRST_RETRY = 30.0  # seconds; each further one waits three times as long
LONGEST_RETRY = 21_600.0
MOST_ATTEMPTS = 16  # about three days
CLAIMED = 300.0  # seconds that a claim holds; longer than any channel may take for one message
AT_ONCE = 200  # deliveries that are claimed together
NAP = 30.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one message: the deliveries as they stand now, and what went wrong, None where it was sent."""

    deliveries: tuple[Delivery, ...]
    error: DeliveryError | None


class Judge:
    """Says which hosts may be reached (`watch.delivery.port.Judge`)."""

    def require_public(self, host: str, port: int, *, allowed: Collection[str]) -> None:
        """Raise `OSError` where a host is unknown, or lies at a private address and is not allowed by name."""
        addresses_of(host, port, allowed=frozenset(each.lower().rstrip(".") for each in allowed))


def make_outside(clock: Clock, *, stdout: BinaryIO, environment: Mapping[str, str]) -> Outside:
    """The outside as it is: the network, under the rules of the client, and standard output."""

    def poster(allowed: Collection[str]) -> Poster:
        return Client(clock=clock, allowed=allowed, limits=Limits(apart=0.0, seconds=15.0))

    return Outside(clock=clock, judge=Judge(), stdout=stdout, poster=poster, environment=environment)


class Courier:
    """Sends what is due over the channels of a file of watches. Several may do so: each claims what it sends."""

    def __init__(
        self, ledger: Ledger, specs: Mapping[str, ChannelSpec], outside: Outside, *, random: Random | None = None
    ) -> None:
        self._outbox = ledger.outbox
        self._ledger = ledger
        self._specs = specs
        self._outside = outside
        self._random = random or Random()
        self._made: dict[str, Channel] = {}

    def use(self, specs: Mapping[str, ChannelSpec]) -> None:
        """Use other channels from now on."""
        self._specs, self._made = specs, {}

    def deliver(self) -> Iterator[Sent]:
        """Send everything that is due, message by message, and mark each as soon as it is sent."""
        while True:
            now = self._outside.clock.now()
            due = self._outbox.due(now=now, most=AT_ONCE)
            if not due:
                return
            mine = self._outbox.claim(due, until=later(now, CLAIMED))
            for message in _messages(mine):
                yield self._send(message)
            if not mine:
                return  # somebody else is at it

    def _send(self, message: Sequence[Delivery]) -> Sent:
        channel = message[0].channel
        alerts = [alert for each in message if (alert := self._alert(each.alert)) is not None]
        error: DeliveryError | None = None
        try:
            if alerts:
                self._channel(channel).send(alerts, id=message_id(message))
        except DeliveryError as caught:
            error = caught
        now = self._outside.clock.now()
        settled = tuple(self._settled(each, error, now) for each in message)
        self._outbox.settle(settled)
        return Sent(settled, error)

    def _channel(self, name: str) -> Channel:
        if name not in self._made:
            spec = self._specs.get(name)
            if spec is None:
                raise DeliveryError(name, "the file of watches has no channel of this name any more", passing=False)
            self._made[name] = make_channel(name, spec, self._outside)
        return self._made[name]

    def _alert(self, id: str) -> Alert | None:
        """The alert as it was made; None where it was erased meanwhile."""
        form = loads(self._outbox.alert(id).form)
        return convert(form, Alert, "alert") if form.pop("schema") == SCHEMA else None

    def _settled(self, delivery: Delivery, error: DeliveryError | None, now: str) -> Delivery:
        if error is None:
            return structs.replace(delivery, state="sent", error=None, settled_at=now)
        attempts = delivery.attempts + 1
        failed = structs.replace(delivery, attempts=attempts, error=error.reason)
        if not error.passing or attempts >= MOST_ATTEMPTS:
            return structs.replace(failed, state="dead", settled_at=now)
        wait = min(FIRST_RETRY * 3.0 ** (attempts - 1), LONGEST_RETRY) * self._random.uniform(0.8, 1.2)
        return structs.replace(failed, due_at=later(now, max(wait, error.retry_after or 0.0)))


def _messages(due: Sequence[Delivery]) -> list[tuple[Delivery, ...]]:
    """What goes together: the deliveries of a bundle to one channel, each other one by itself."""
    together: dict[tuple[str, str], list[Delivery]] = {}
    for each in due:
        together.setdefault((each.channel, each.bundle or each.alert), []).append(each)
    return [tuple(each) for each in together.values()]


def message_id(message: Sequence[Delivery]) -> str:
    """The id of the alert, or for several one made of theirs."""
    if len(message) == 1:
        return message[0].alert
    ids = sorted(each.alert for each in message)
    return "1" + hashlib.sha256("\0".join(ids).encode()).hexdigest()[:31]


class Background:
    """A courier in a thread of its own, so that a slow channel keeps nobody waiting. Use it in a `with`.

    `wake` has it look at once; at the end it sends what is due once more.
    """

    def __init__(self, courier: Courier, tell: Callable[[Sent | TocsinError], None]) -> None:
        self._courier = courier
        self._tell = tell
        self._woken = Event()
        self._over = Event()
        self._thread = Thread(target=self._run, name="courier", daemon=True)

    def __enter__(self) -> Background:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._woken.set()
        self._thread.join(timeout=CLAIMED)

    def wake(self) -> None:
        """Have it look at what is due now."""
        self._woken.set()

    def _run(self) -> None:
        while True:
            last = self._over.is_set()
            self._woken.clear()
            try:
                for sent in self._courier.deliver():
                    self._tell(sent)
            except TocsinError as error:  # a ledger that is busy today may be free tomorrow
                self._tell(error)
            if last:
                return
            self._woken.wait(NAP)
