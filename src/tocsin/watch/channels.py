"""What a file of watches says of a channel, as frozen values. Secrets stand in the environment, their names here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from tocsin.cap import NO_NAME, STATUSES, Status
from tocsin.tlp import TLPS, Tlp
from tocsin.written.table import Table


class JsonlSpec(Struct, frozen=True, kw_only=True):
    """A file that a line of JSON is appended to for each alert; "-" is standard output."""

    file: str


class AtomSpec(Struct, frozen=True, kw_only=True):
    """An Atom feed in a file, rewritten as a whole, with the newest `most` alerts."""

    file: str
    title: str = "Tocsin alerts"
    most: int = 200


class WebhookSpec(Struct, frozen=True, kw_only=True):
    """An address that alerts are posted to, signed with the secret in the variable `secret_from` of the environment."""

    url: str
    secret_from: str | None = None
    allow: tuple[str, ...] = ()


class MailSpec(Struct, frozen=True, kw_only=True):
    """A mail server and whom to write to. `tls` is starttls, tls (from the first byte on) or none."""

    server: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    tls: str = "starttls"
    user: str | None = None
    password_from: str | None = None
    allow: tuple[str, ...] = ()


class ChatSpec(Struct, frozen=True, kw_only=True):
    """A chat service, by the address that Apprise has for it, in the variable `url_from` of the environment."""

    url_from: str
    allow: tuple[str, ...] = ()


class CapSpec(Struct, frozen=True, kw_only=True):
    """A folder that a CAP message is written into for each alert, with a feed of the newest `most`.

    `sender` is a name that nobody else in the world has, `sender_name` one for people. `status` is what messages are;
    `tlp` how far they may go: only `clear` is public.
    """

    folder: str
    sender: str
    sender_name: str = "Tocsin"
    title: str = "Tocsin alerts"
    status: Status = "Draft"
    tlp: Tlp = "red"
    most: int = 200


ChannelSpec = JsonlSpec | AtomSpec | CapSpec | WebhookSpec | MailSpec | ChatSpec
TLS = ("starttls", "tls", "none")


def parse_channel(table: Table) -> ChannelSpec | None:
    """The channel of a table; None where its faults were noted."""
    kind = table.text("kind", among=KINDS)
    if kind is None:
        known = ", ".join(KINDS)
        table.faults.note(table.where, f"a channel needs a kind, one of {known}")
        table.forgive()
        return None
    return KINDS[kind](table)


def _jsonl(table: Table) -> ChannelSpec:
    return JsonlSpec(file=needed(table, "file"))


def _atom(table: Table) -> ChannelSpec:
    usual = AtomSpec(file="")
    return AtomSpec(
        file=needed(table, "file"),
        title=table.text("title") or usual.title,
        most=table.whole("most", least=1, most=10_000) or usual.most,
    )


def _cap(table: Table) -> ChannelSpec:
    usual = CapSpec(folder="", sender="")
    sender = needed(table, "sender")
    if not NO_NAME.isdisjoint(sender):
        table.fault("sender", "expected a name without spaces, commas, < and &")
    status = (table.text("status", among=[each.lower() for each in STATUSES]) or usual.status).capitalize()
    return CapSpec(
        folder=needed(table, "folder"),
        sender=sender,
        sender_name=table.text("sender_name") or usual.sender_name,
        title=table.text("title") or usual.title,
        status=next(each for each in STATUSES if each == status),
        tlp=next(each for each in TLPS if each == (table.text("tlp", among=TLPS) or usual.tlp)),
        most=table.whole("most", least=1, most=10_000) or usual.most,
    )


def _webhook(table: Table) -> ChannelSpec:
    url = needed(table, "url")
    if url and not url.startswith(("http://", "https://")):
        table.fault("url", "expected an address that begins with https://")
    return WebhookSpec(url=url, secret_from=table.text("secret_from"), allow=tuple(table.texts("allow")))


def _mail(table: Table) -> ChannelSpec:
    tls = table.text("tls", among=TLS) or "starttls"
    to = tuple(table.texts("to"))
    if not to:
        table.faults.note(table.where, 'a mail channel needs to, such as to = ["desk@example.org"]')
    for address in (*to, sender := needed(table, "from")):
        if address and ("@" not in address or any(c in address for c in "\r\n,;")):
            table.fault("to", f"{address!r} is no mail address")
    return MailSpec(
        server=needed(table, "server"),
        sender=sender,
        to=to,
        port=table.whole("port", least=1, most=65_535) or (465 if tls == "tls" else 587),
        tls=tls,
        user=table.text("user"),
        password_from=table.text("password_from"),
        allow=tuple(table.texts("allow")),
    )


def _chat(table: Table) -> ChannelSpec:
    return ChatSpec(url_from=needed(table, "url_from"), allow=tuple(table.texts("allow")))


def needed(table: Table, key: str) -> str:
    """The words of a key that has to be there, empty after a fault."""
    value = table.text(key)
    if value is None:
        table.faults.note(table.where, f"a channel of this kind needs {key}")
    return value or ""


KINDS: Mapping[str, Callable[[Table], ChannelSpec]] = {
    "jsonl": _jsonl,
    "atom": _atom,
    "cap": _cap,
    "webhook": _webhook,
    "mail": _mail,
    "chat": _chat,
}
