"""What a partner would get of one incident if it were put out now; nothing is put out or written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import BinaryIO
from uuid import UUID, uuid5

from tocsin.care.origins import Peoples
from tocsin.pipeline import whole_id
from tocsin.ports import Clock, Ledger
from tocsin.record.json_form import Json, dumps
from tocsin.settings import Settings
from tocsin.share import EXPORTERS, Exported, OnTerms
from tocsin.share.release import Refused
from tocsin.share.terms import Stamps, Terms
from tocsin.sharing.desk import Desk, Offer
from tocsin.sharing.policies import load_policy
from tocsin.sharing.publishing import Putting
from tocsin.sharing.stamping import Settled


def preview_of(
    ledger: Ledger, settings: Settings, partner: str, id: str, *, clock: Clock, peoples: Peoples
) -> Offer | Refused:
    """What a partner would get of an incident, or why they get nothing.

    Raises `UnknownNameError`, `UnknownIncident` and `PolicyError`.
    """
    found = ledger.partners.partner(partner)
    policy, text = load_policy(settings.policies, partner)
    whole = whole_id(ledger, id)
    now = clock.now()
    desk = Desk(ledger, settings, now=now, peoples=peoples)
    if found.revoked_at is not None:
        return Refused(f"{partner} was revoked on {found.revoked_at[:10]}")
    return Putting(ledger, desk, found, policy, text, now=now, by="").offer(ledger.redirects().get(whole, whole))


def bundle_of(ledger: Ledger, offer: Offer, *, now: str) -> str:
    """The objects that would be put out, in a bundle, one a line, with the moments that they would bear."""
    settled = Settled(ledger.partners.stamps(str(each["id"]) for each in offer.objects), now=now)
    return bundle(settled.all(offer.objects), id=uuid5(ledger.namespace(), f"preview {offer.shown.id}"))


def bundle(objects: Iterable[Json], *, id: UUID) -> str:
    """Objects in a bundle, one a line."""
    lines = ",\n".join(dumps(each) for each in objects)
    return f'{{"type":"bundle","id":"bundle--{id}","objects":[\n{lines}\n]}}\n'


def exported(offer: Offer, format: str, ledger: Ledger, settings: Settings, out: BinaryIO, *, now: str) -> Exported:
    """The record of an offer in another format, as of a moment. Raises `UnknownNameError`."""
    exporter = EXPORTERS.make(format)
    if isinstance(exporter, OnTerms):
        terms = Terms(
            namespace=ledger.namespace(),
            stamps=lambda _: Stamps(now, now),
            producer=settings.producer,
            tlp=offer.level,
            variant=offer.variant,
            status=settings.cap_status,
            cap_sender=settings.cap_sender,
            redacted=True,
        )
        exporter = exporter.on(terms)
    return exporter.write(iter([offer.shown]), out)


def until_moment(words: str | None) -> str | None:
    """A date (its end) or a date-time as the log writes moments; None where none was given."""
    from tocsin.fuse.moments import parse_moment

    at = None if words is None else parse_moment(words)
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")
