"""What did they know, and when did they know it: the log of what was told, with when it was fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from tocsin.ports import Ledger
from tocsin.ports.partners import Handover
from tocsin.record.json_form import Json

SCHEMA = "tocsin.handover/1"


class Told(Struct, frozen=True, kw_only=True):
    """A handover, when the partner first fetched it (None where they have not), and the incident's name as told."""

    handover: Handover
    fetched_at: str | None
    name: str


def told(
    ledger: Ledger,
    *,
    partner: str | None = None,
    incident: str | None = None,
    until: str | None = None,
    most: int | None = None,
) -> list[Told]:
    """What was told, in order, to a partner or all, of an incident or all, up to a moment (ISO 8601 in UTC).

    `most`: only so many, the last ones.
    """
    found = ledger.partners.log(partner=partner, incident=incident, until=until)
    found = found if most is None else found[-most:]
    return [Told(handover=each, fetched_at=_fetched(ledger, each, until), name=_name(each)) for each in found]


def held_at(found: Sequence[Told]) -> list[Told]:
    """Of a log, what stands at its end: the last word on each incident in each form, unless it was taken back."""
    last = {(each.handover.partner, each.handover.incident, each.handover.variant): each for each in found}
    return [each for each in last.values() if each.handover.kind != "withdrawn"]


def objects_in(handover: Handover) -> list[Json]:
    """The objects that were told, as they were; none for what was taken back or erased since."""
    forms: Any = msgspec.json.decode(handover.form) if handover.form else []
    return forms if isinstance(forms, list) else []


def told_form(each: Told, *, content: bool) -> Json:
    """One line of the log as `tocsin.handover/1`; with the objects themselves where asked for."""
    handover = each.handover
    form: Json = {"schema": SCHEMA, "fetched_at": each.fetched_at, "name": each.name}
    form |= {name: value for name, value in msgspec.to_builtins(handover).items() if name not in ("form", "documents")}
    return {**form, "content": objects_in(handover)} if content else form


def _fetched(ledger: Ledger, handover: Handover, until: str | None) -> str | None:
    """When the incident's object of a handover first left for its partner."""
    for id, version in handover.objects:
        if id.startswith("incident--"):
            left = [
                fetch.at
                for fetch, version_ in ledger.shelf.receipts(id)
                if fetch.partner == handover.partner and version_.version == version
            ]
            return min((at for at in left if until is None or at <= until), default=None)
    return None


def _name(handover: Handover) -> str:
    objects = objects_in(handover)
    return next((str(each["name"]) for each in objects if each["type"] == "incident"), "")
