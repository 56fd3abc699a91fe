"""Alerts posted to an address, signed so that the receiver can tell that they are ours and not sent again by others.

The signature is `sha256=` and the HMAC-SHA-256 of the timestamp, a dot and the body, under the shared secret.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from tocsin.errors import DeliveryError, FetchError
from tocsin.ports import Clock
from tocsin.record.json_form import dumps
from tocsin.watch.alert_values import Alert, form
from tocsin.watch.channels import WebhookSpec
from tocsin.watch.delivery.port import Poster

SCHEMA = "tocsin.alerts/1"
FINAL = frozenset(range(400, 500)) - {408, 425, 429}  # what asking again will not change


class WebhookChannel:
    """Posts `{"schema", "id", "alerts": [...]}` as JSON."""

    def __init__(self, name: str, spec: WebhookSpec, poster: Poster, *, secret: str | None, clock: Clock) -> None:
        self._name, self._spec, self._poster, self._secret, self._clock = name, spec, poster, secret, clock

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Post the alerts. Raises `DeliveryError`."""
        body = dumps({"schema": SCHEMA, "id": id, "alerts": [form(alert) for alert in alerts]}).encode()
        at = self._clock.now()
        headers = {"Content-Type": "application/json", "X-Tocsin-Id": id, "X-Tocsin-Timestamp": at}
        if self._secret is not None:
            headers["X-Tocsin-Signature"] = signature(self._secret, at, body)
        try:
            self._poster.post(self._spec.url, body, headers=headers)
        except FetchError as error:
            passing = error.passing and error.status not in FINAL
            raise DeliveryError(self._name, error.reason, passing=passing, retry_after=error.retry_after) from error


def signature(secret: str, at: str, body: bytes) -> str:
    """What the receiver works out as well, and compares."""
    return "sha256=" + hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
