"""Alerts into chat services, through Apprise (the extra `tocsin[alerts]`), which knows a hundred of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tocsin.errors import DeliveryError
from tocsin.watch.alert_values import Alert
from tocsin.watch.channels import ChatSpec
from tocsin.watch.delivery.port import Judge
from tocsin.watch.delivery.text import subject, text_of

# In "slack://token/token" the place of the host holds a token, in "json://localhost" a host.
HOST = re.compile(r"localhost|\[.*\]|.*\..*|[^.]*:\d+", re.IGNORECASE)


class ChatChannel:
    """Sends one message for each delivery."""

    def __init__(self, name: str, spec: ChatSpec, judge: Judge, *, url: str) -> None:
        self._name, self._spec, self._judge, self._url = name, spec, judge, url

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Send the message. Raises `DeliveryError`, which never holds the address: it is a secret."""
        try:
            import apprise
        except ImportError as error:
            raise DeliveryError(self._name, "chat needs Apprise: pip install 'tocsin[alerts]'", passing=True) from error
        self._require_public()
        service = apprise.Apprise()
        if not service.add(self._url):
            raise DeliveryError(self._name, f"{self._spec.url_from} holds no address that Apprise knows", passing=False)
        if not service.notify(title=subject(alerts), body=text_of(alerts), body_format=apprise.NotifyFormat.TEXT):
            raise DeliveryError(self._name, "the service did not take the message", passing=True)

    def _require_public(self) -> None:
        parts = urlsplit(self._url)
        host = parts.hostname or ""
        if host and HOST.fullmatch(parts.netloc.rpartition("@")[2]):
            try:
                self._judge.require_public(host, parts.port or 443, allowed=self._spec.allow)
            except OSError as error:
                raise DeliveryError(
                    self._name, "the host is unknown, or at a private address", passing=False
                ) from error
