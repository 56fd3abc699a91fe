"""On what terms STIX objects are made: whose they are, how far they may go, when each was made and changed.

An id follows from the ledger's own namespace and the record's id, never from names, dates or places: two bombings in
one town on one day stay two objects, and a corrected title keeps its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from msgspec import Struct

from tocsin.cap import Status
from tocsin.care.withdrawal import Withdrawn, is_withdrawn
from tocsin.errors import FormError
from tocsin.record import Incident
from tocsin.record.json_form import Json, dumps
from tocsin.share.versions import Thread, Version, thread_of
from tocsin.tlp import Tlp

TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP_IDS: dict[Tlp, str] = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}


class Stamps(Struct, frozen=True):
    """When an incident was first recorded, and when what stands of it was: ISO 8601 in UTC."""

    created: str
    modified: str


class Terms(Struct, frozen=True, kw_only=True):
    """The terms of one export.

    `namespace` is the ledger's own; `producer` the name of whoever runs it; `tlp` marks every object, by default with
    the strictest level. `stamps` gives the moments of an incident by its id. `variant` names the form in which the
    records are shown: another form of a record is another object, with another id.

    `versions` gives those of a record by its id, oldest first, and `withdrawn` the records that hold no longer and are
    not among the incidents; without them only the `stamps` are known. A redacted form has redacted versions, and says
    so with `redacted`: only then may outlets and words of reports go out. `status` and `cap_sender` are what CAP
    messages bear; without a sender it is the namespace.
    """

    namespace: UUID
    stamps: Callable[[str], Stamps]
    producer: str = "A user of Tocsin"
    tlp: Tlp = "red"
    variant: str = "full"
    versions: Callable[[str], Iterable[Version]] | None = None
    withdrawn: Callable[[], Iterable[Withdrawn]] = tuple
    status: Status = "Draft"
    cap_sender: str = ""
    redacted: bool = False

    def id(self, type: str, record: str) -> str:
        """The id of an object of a type that stands for something of the record."""
        return f"{type}--{uuid5(self.namespace, dumps([type, record, self.variant]))}"  # type: ignore[arg-type]

    @property
    def sender(self) -> str:
        """Who sends CAP messages."""
        return self.cap_sender or f"urn:uuid:{self.namespace}"

    def thread(
        self, record: str, shown: Callable[[Incident], bytes | None], incident: Incident | None = None
    ) -> Thread:
        """When what is shown of a record changed. `incident` is the record as it is now, where it holds."""
        holds = incident is not None and not is_withdrawn(incident) and shown(incident) is not None
        if self.versions is not None:
            thread = thread_of(self.versions(record), shown)
            if not holds or (thread.moments and thread.ended is None):
                return thread
        stamps = self.stamps(record)
        if holds:
            return Thread(moments=tuple(dict.fromkeys((stamps.created, stamps.modified))))
        return Thread(moments=(stamps.created,), ended=stamps.modified)

    @property
    def identity(self) -> str:
        """The id of the producer."""
        return f"identity--{uuid5(self.namespace, dumps(['identity', 'producer']))}"  # type: ignore[arg-type]


def required(terms: Terms | None, format: str) -> Terms:
    """The terms. Raises `FormError` where there are none."""
    if terms is None:
        raise FormError(format, "needs terms: a namespace, and when each incident was recorded")
    return terms


def moment(words: str) -> str:
    """A moment as STIX writes it: UTC, with milliseconds and `Z`. A bare day is its beginning."""
    at = datetime.fromisoformat(words)
    at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def tlp_marking(tlp: Tlp) -> Json:
    """The published object of a TLP 2.0 level: it is the same everywhere, byte for byte."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP_IDS[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{tlp.upper()}",
        "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": tlp}},
    }


def common(terms: Terms, type: str, record: str, stamps: Stamps, **more: Any) -> Json:
    """An object of the producer, marked and stamped; properties that are None are left out."""
    form = {
        "type": type,
        "spec_version": "2.1",
        "id": terms.id(type, record),
        "created_by_ref": terms.identity,
        "created": moment(stamps.created),
        "modified": moment(stamps.modified),
        "object_marking_refs": [TLP_IDS[terms.tlp]],
        **more,
    }
    return {name: value for name, value in form.items() if value is not None}
