"""CAP messages in one Atom feed, or as files in a folder: the two ways in which those who relay alerts fetch them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import uuid5

from tocsin.atom import Entry, Link, write_feed
from tocsin.cap import MEDIA_TYPE, Message
from tocsin.cap.xml import document, element
from tocsin.care.withdrawal import Reason, Withdrawn, is_withdrawn
from tocsin.errors import TocsinError
from tocsin.record import Incident
from tocsin.record.json_form import dumps
from tocsin.share.cap.message import cancel_of, message_of, outside, thread_of_record
from tocsin.share.exporter import Exported
from tocsin.share.terms import Terms, required

FEED = "feed.atom.xml"


class CapExporter:
    """Writes the newest message of each incident, and a Cancel for each that was withdrawn."""

    def __init__(self, terms: Terms | None = None) -> None:
        self._terms = terms

    def on(self, terms: Terms) -> CapExporter:
        """The exporter on these terms."""
        return CapExporter(terms)

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """An Atom feed with a message in each entry. Raises `FormError` where it was not told on what terms."""
        round = _Round(incidents, required(self._terms, "cap"))
        _write(round.terms, (_entry(each, body=True) for each in round.messages()), out)
        return round.done()

    def write_folder(self, incidents: Iterable[Incident], folder: Path) -> Exported:
        """A file for each message, and a feed that links to those of this round. Messages that are there stay.

        Raises `TocsinError` where the folder cannot be written, and `FormError` without terms.
        """
        round = _Round(incidents, required(self._terms, "cap"))

        def entries() -> Iterator[Entry]:
            for message in round.messages():
                path = folder / _file_name(message)
                if not path.exists():
                    _put(path, document(message))
                yield _entry(message, body=False)

        try:
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f".{FEED}"
            with part.open("wb") as out:
                _write(round.terms, entries(), out)
            part.replace(folder / FEED)
        except OSError as error:
            raise TocsinError(f"{folder} cannot be written ({error})") from error
        return round.done()


class _Round:
    """One pass over the incidents, and what came of it."""

    def __init__(self, incidents: Iterable[Incident], terms: Terms) -> None:
        self.terms = terms
        self._incidents = incidents
        self._written = self._left_out = 0
        self._why: dict[str, None] = {}

    def messages(self) -> Iterator[Message]:
        """The messages: of the incidents in their order, then those that take others back."""
        for incident in self._incidents:
            why = outside(incident, self.terms)
            if is_withdrawn(incident) or why is not None:
                yield from self._taken_back(incident, why)
            else:
                self._written += 1
                yield message_of(incident, self.terms)
        for withdrawn in self.terms.withdrawn():
            yield from self._cancel(withdrawn)

    def _taken_back(self, incident: Incident, why: str | None) -> Iterator[Message]:
        """The Cancel of an incident that there is no message of, or none any more."""
        thread = thread_of_record(incident.id, self.terms)
        at = thread.ended or self.terms.stamps(incident.id).modified
        reason: Reason = "dismissed" if is_withdrawn(incident) else "outside"
        told = self.terms.versions is not None or reason == "dismissed"
        cancels = list(self._cancel(Withdrawn(id=incident.id, reason=reason, at=at))) if told else []
        if not cancels:
            self._left_out += 1
            self._why[why or "they were withdrawn before anything was said of them"] = None
        yield from cancels

    def _cancel(self, withdrawn: Withdrawn) -> Iterator[Message]:
        message = cancel_of(withdrawn, thread_of_record(withdrawn.id, self.terms), self.terms)
        if message is not None:
            yield message

    def done(self) -> Exported:
        """What came of it. A message that takes others back counts neither as written nor as left out."""
        return Exported(self._written, self._left_out, "; ".join(self._why))


def _write(terms: Terms, entries: Iterable[Entry], out: BinaryIO) -> None:
    feed = uuid5(terms.namespace, dumps(["feed", "cap", terms.variant, terms.tlp, terms.status]))  # type: ignore[arg-type]
    write_feed(entries, out, id=f"urn:uuid:{feed}", title=f"Alerts: {terms.producer}", author=terms.producer)


def _entry(message: Message, *, body: bool) -> Entry:
    """An entry that holds the message, or links to its file."""
    title = message.info.headline if message.info is not None else message.note or "Cancelled"
    return Entry(
        id=message.identifier,
        title=title,
        updated=message.sent,
        categories=((message.msg_type, "urn:tocsin:cap:msgType"),),
        links=() if body else (Link(href=_file_name(message), type=MEDIA_TYPE),),
        summary=None if body or message.info is None else message.info.description,
        body=element(message) if body else None,
        media_type=MEDIA_TYPE,
    )


def _file_name(message: Message) -> str:
    return f"{message.identifier.removeprefix('urn:uuid:')}.xml"


def _put(path: Path, content: bytes) -> None:
    """Write a file as a whole: whoever polls the folder sees all of it or nothing."""
    part = path.with_name(f".{path.name}")
    part.write_bytes(content)
    part.replace(path)
