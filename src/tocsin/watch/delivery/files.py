"""Alerts into files: lines of JSON, and an Atom feed. CAP messages: `cap_files`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from tocsin.errors import DeliveryError
from tocsin.markup import xml_words
from tocsin.record.json_form import dumps
from tocsin.watch.alert_values import Alert, form
from tocsin.watch.channels import AtomSpec, JsonlSpec
from tocsin.watch.delivery.text import subject, text_of

ATOM = "http://www.w3.org/2005/Atom"


class JsonlChannel:
    """Appends a line for each alert; it is on the disk when `send` returns."""

    def __init__(self, name: str, spec: JsonlSpec, stdout: BinaryIO) -> None:
        self._name, self._spec, self._stdout = name, spec, stdout

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Write the lines. Raises `DeliveryError`."""
        lines = b"".join(dumps(form(alert)).encode() + b"\n" for alert in alerts)
        try:
            if self._spec.file == "-":
                self._stdout.write(lines)
                self._stdout.flush()
                return
            with Path(self._spec.file).open("ab", buffering=0) as file:
                file.write(lines)
                os.fsync(file.fileno())
        except OSError as error:
            raise DeliveryError(self._name, f"{self._spec.file} cannot be written ({error})", passing=True) from error


class AtomChannel:
    """Rewrites a feed with the newest alerts first. An alert that is in it already stays one entry."""

    def __init__(self, name: str, spec: AtomSpec) -> None:
        self._name, self._spec = name, spec

    def send(self, alerts: Sequence[Alert], *, id: str) -> None:
        """Put the alerts into the feed. Raises `DeliveryError`."""
        try:
            entries = {_id(alert): _entry(alert) for alert in reversed(alerts)}
            for old in self._old_entries():
                entries.setdefault(str(old.findtext(f"{{{ATOM}}}id")), old)
            self._write(list(entries.values())[: self._spec.most], alerts[-1].made_at)
        except (OSError, etree.XMLSyntaxError) as error:
            raise DeliveryError(self._name, f"{self._spec.file} cannot be written ({error})", passing=True) from error

    def _old_entries(self) -> list[etree._Element]:
        path = Path(self._spec.file)
        if not path.exists():
            return []
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return list(etree.fromstring(path.read_bytes(), parser).iterfind(f"{{{ATOM}}}entry"))

    def _write(self, entries: Sequence[etree._Element], updated: str) -> None:
        feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
        _add(feed, "title", self._spec.title)
        _add(feed, "id", f"urn:tocsin:feed:{self._name}")
        _add(feed, "updated", updated)
        _add(_add(feed, "author"), "name", "Tocsin")
        feed.extend(entries)
        replace_file(Path(self._spec.file), etree.tostring(feed, encoding="utf-8", xml_declaration=True))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as a whole: whoever reads it sees the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _id(alert: Alert) -> str:
    return f"urn:tocsin:alert:{alert.id}"


def _entry(alert: Alert) -> etree._Element:
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM})
    _add(entry, "title", subject([alert]))
    _add(entry, "id", _id(alert))
    _add(entry, "updated", alert.made_at)
    if alert.link:
        _add(entry, "link", href=alert.link)
    _add(entry, "category", term=alert.kind)
    _add(entry, "content", text_of([alert]), type="text")
    return entry


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{tag}", {k: xml_words(v) for k, v in attributes.items()})
    child.text = None if text is None else xml_words(text)
    return child
