"""Channels made of what the file says, with what they need of the outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, assert_never

from tocsin.errors import DeliveryError
from tocsin.ports import Clock
from tocsin.watch.channels import AtomSpec, CapSpec, ChannelSpec, ChatSpec, JsonlSpec, MailSpec, WebhookSpec
from tocsin.watch.delivery.files import AtomChannel, JsonlChannel
from tocsin.watch.delivery.port import Channel, Judge, Poster


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What channels reach the outside with. `environment` holds the secrets.

    `poster` gives what posts to public hosts, and to those that are allowed by name.
    """

    clock: Clock
    judge: Judge
    stdout: BinaryIO
    poster: Callable[[Collection[str]], Poster]
    environment: Mapping[str, str] = field(repr=False)


def make_channel(name: str, spec: ChannelSpec, outside: Outside) -> Channel:
    """The channel of a name. Raises `DeliveryError` where a secret is not in the environment."""
    match spec:
        case JsonlSpec():
            return JsonlChannel(name, spec, outside.stdout)
        case AtomSpec():
            return AtomChannel(name, spec)
        case CapSpec():
            from tocsin.watch.delivery.cap_files import CapChannel

            return CapChannel(name, spec)
        case WebhookSpec():
            from tocsin.watch.delivery.webhook import WebhookChannel

            secret = _secret(name, spec.secret_from, outside)
            return WebhookChannel(name, spec, outside.poster(spec.allow), secret=secret, clock=outside.clock)
        case MailSpec():
            from tocsin.watch.delivery.mail import MailChannel

            return MailChannel(name, spec, outside.judge, password=_secret(name, spec.password_from, outside))
        case ChatSpec():
            from tocsin.watch.delivery.chat import ChatChannel

            return ChatChannel(name, spec, outside.judge, url=_secret(name, spec.url_from, outside) or "")
        case _:
            assert_never(spec)


def _secret(channel: str, variable: str | None, outside: Outside) -> str | None:
    """A secret of the environment, None where none is asked for."""
    if variable is None:
        return None
    value = outside.environment.get(variable)
    if not value:
        raise DeliveryError(channel, f"the variable {variable} of the environment is empty", passing=True)
    return value
