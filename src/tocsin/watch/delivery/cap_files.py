"""Alerts as CAP 1.2 messages in a folder: a file for each, and a feed of the newest, for those who relay alerts.

The folder is the record of what was said: an alert about an incident that it holds a message of is an Update of those,
one that says that the incident holds no longer a Cancel, and what comes after that an Alert again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from msgspec import Struct

from tocsin.atom import Entry, Link, write_feed
from tocsin.cap import (
    LONGEST_HEADLINE,
    MEDIA_TYPE,
    NAMESPACE,
    Area,
    Circle,
    Info,
    Message,
    MsgType,
    Reference,
    Status,
)
from tocsin.cap.xml import document
from tocsin.errors import DeliveryError, FormError
from tocsin.watch.alert_values import Alert, Standing
from tocsin.watch.channels import CapSpec
from tocsin.watch.delivery.files import replace_file
from tocsin.watch.delivery.text import subject, text_of

FEED = "feed.atom.xml"
EXPIRES_HOURS = 24
REVIEWED = frozenset({"confirmed", "corrected"})
_NO_NAME = re.compile(r"[^\w-]")


class CapChannel:
    """Writes a message for each alert. An alert that is there already is not written again."""

    def __init__(self, name: str, spec: CapSpec) -> None:
        self._name, self._spec = name, spec
        self._folder = Path(spec.folder)

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Write the messages, then the feed. Raises `DeliveryError`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for alert in alerts:
                path = self._folder / _file_name(alert)
                if not path.exists() and (message := self._message(alert)) is not None:
                    replace_file(path, document(message))
            self._write_feed()
        except FormError as error:
            raise DeliveryError(self._name, str(error), passing=False) from error
        except (OSError, etree.XMLSyntaxError) as error:
            raise DeliveryError(self._name, f"{self._folder} cannot be written ({error})", passing=True) from error

    def _message(self, alert: Alert) -> Message | None:
        """The message of an alert; None where it takes back what was never sent."""
        before = self._before(alert)
        if alert.ended and not before:
            return None
        kind: MsgType = "Cancel" if alert.ended else "Update" if before else "Alert"
        spec = self._spec
        public = spec.tlp == "clear"
        label = f"TLP:{spec.tlp.upper()}"
        return Message(
            identifier=_identifier(alert),
            sender=spec.sender,
            sent=alert.made_at,
            status=_status(alert, spec),
            msg_type=kind,
            source=f"Tocsin, watch {alert.watch}",
            scope="Public" if public else "Restricted",
            restriction=None if public else label,
            codes=(label.lower(),),
            note="; ".join(alert.changed) or None if alert.ended else None,
            references=before,
            incidents=(alert.incident,) if alert.incident else alert.incidents,
            info=None if alert.ended else _info(alert, spec),
        )

    def _before(self, alert: Alert) -> tuple[Reference, ...]:
        """The messages of the same incident and watch that still hold, oldest first."""
        if not alert.incident:
            return ()
        found = [_read(path) for path in self._folder.glob(f"{_thread(alert)}.*.xml")]
        found.sort(key=lambda each: (each.reference.sent, each.kind == "Cancel", each.reference.identifier))
        cancelled = max((n for n, each in enumerate(found) if each.kind == "Cancel"), default=-1)
        return tuple(each.reference for each in found[cancelled + 1 :])

    def _write_feed(self) -> None:
        newest = sorted(self._entries(), key=lambda each: (each.updated, each.id), reverse=True)[: self._spec.most]
        part = self._folder / f".{FEED}"
        with part.open("wb") as out:
            write_feed(newest, out, id=f"urn:tocsin:cap:{self._name}", title=self._spec.title, author="Tocsin")
        part.replace(self._folder / FEED)

    def _entries(self) -> Iterator[Entry]:
        for path in self._folder.glob("*.*.xml"):
            if path.name != FEED and not path.name.startswith("."):
                yield _entry(_read(path))


def _status(alert: Alert, spec: CapSpec) -> Status:
    """What was asked for; but what no person has reviewed is no more than a draft of what others would relay."""
    reviewed = alert.ended or (alert.record is not None and alert.record.review in REVIEWED)
    return "Draft" if spec.status == "Actual" and not reviewed else spec.status


def _identifier(alert: Alert) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:tocsin:alert:{alert.id}')}"


def _thread(alert: Alert) -> str:
    """What the files of one incident and watch begin with."""
    words = f"{alert.watch}\0{alert.incident or alert.id}"
    return f"{_NO_NAME.sub('', alert.incident) or 'surge'}-{sha256(words.encode()).hexdigest()[:8]}"


def _file_name(alert: Alert) -> str:
    return f"{_thread(alert)}.{_NO_NAME.sub('', alert.id)}.xml"


class _Sent(Struct, frozen=True, kw_only=True):
    """A message in the folder, as far as later ones and the feed need it."""

    path: Path
    kind: str
    reference: Reference
    title: str


def _read(path: Path) -> _Sent:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    alert = etree.parse(path, parser).getroot()

    def said(*names: str) -> str:
        return str(alert.findtext("/".join(f"{{{NAMESPACE}}}{name}" for name in names)) or "")

    return _Sent(
        path=path,
        kind=said("msgType"),
        reference=Reference(sender=said("sender"), identifier=said("identifier"), sent=said("sent")),
        title=said("info", "headline") or said("note") or "Cancelled",
    )


def _entry(sent: _Sent) -> Entry:
    return Entry(
        id=sent.reference.identifier,
        title=sent.title,
        updated=sent.reference.sent,
        categories=((sent.kind, "urn:tocsin:cap:msgType"),),
        links=(Link(href=sent.path.name, type=MEDIA_TYPE),),
    )


def _info(alert: Alert, spec: CapSpec) -> Info:
    record = alert.record
    headline = subject([alert])
    return Info(
        event=_event(alert),
        urgency=record.urgency if record else "Unknown",
        severity=record.severity if record else "Unknown",
        certainty=record.certainty if record else "Unknown",
        expires=(datetime.fromisoformat(alert.made_at) + timedelta(hours=EXPIRES_HOURS)).isoformat(),
        headline=headline if len(headline) <= LONGEST_HEADLINE else f"{headline[: LONGEST_HEADLINE - 1].rstrip()}…",
        description=text_of([alert]).strip(),
        sender_name=spec.sender_name,
        web=alert.link,
        parameters=tuple(_parameters(alert)),
        areas=(_area(record),) if record is not None else (),
    )


def _event(alert: Alert) -> str:
    return (
        alert.record.type.replace("_", " ").capitalize() if alert.record else alert.kind.replace("_", " ").capitalize()
    )


def _parameters(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "watch", alert.watch
    yield "change", alert.kind
    yield "credibility", alert.credibility
    yield "likelihood", alert.likelihood
    record = alert.record
    if record is not None:
        yield from (("type", record.type), ("family", record.family), ("status", record.status))
        yield from (("review", record.review), ("reports", str(record.reports)))
        days = (("when.earliest", record.earliest), ("when.latest", record.latest))
        yield from ((name, day) for name, day in days if day)


def _area(record: Standing) -> Area:
    """The circle within which it was; never a point."""
    circles: tuple[Circle, ...] = ()
    if record.latitude is not None and record.longitude is not None and record.radius_km:
        circles = (Circle(latitude=record.latitude, longitude=record.longitude, radius_km=record.radius_km),)
    return Area(
        description="; ".join(record.where) or "Place not known",
        circles=circles,
        geocodes=tuple(("ISO3166-1", country) for country in record.countries),
    )
