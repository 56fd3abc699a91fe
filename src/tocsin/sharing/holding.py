"""What a partner holds, for any export format: the records as they are put out, and when they were told.

A file is given to a partner like a collection: all is put out first, so that it is in the log, and the file says the
same and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid5

from msgspec import Struct

from tocsin.care.origins import Peoples
from tocsin.care.withdrawal import Withdrawn
from tocsin.ports import Clock, Ledger
from tocsin.ports.partners import Handover
from tocsin.record import Incident
from tocsin.record.json_form import Json
from tocsin.settings import Settings
from tocsin.share.terms import Stamps, Terms
from tocsin.share.versions import Version
from tocsin.sharing.desk import Desk
from tocsin.sharing.log import objects_in
from tocsin.sharing.policies import load_policy
from tocsin.sharing.publishing import OF_THE_PROGRAM, Published, Putting, partner_of


class Holding(Struct, frozen=True, kw_only=True):
    """The records that a partner holds, in the order in which they were first told, and the terms of an export of them.

    Every record bears the level that the policy allows, so that one stricter report changes the ids of no other
    record. What was taken back is among the terms. `objects` are those of STIX as they were told. `id` is the
    bundle's, the same for a partner at any time. `published` is what came of putting it out.
    """

    id: UUID
    published: Published
    shown: tuple[Incident, ...]
    terms: Terms
    objects: tuple[Json, ...]


def put_out_and_hold(
    ledger: Ledger, settings: Settings, partner: str, *, clock: Clock, peoples: Peoples, by: str = OF_THE_PROGRAM
) -> Holding:
    """Bring a partner's collection up to date; what they hold then.

    Raises `InputError` where the partner was revoked, `UnknownNameError` and `PolicyError`.
    """
    found = partner_of(ledger, partner)
    policy, text = load_policy(settings.policies, partner)
    now = clock.now()
    desk = Desk(ledger, settings, now=now, peoples=peoples)
    putting = Putting(ledger, desk, found, policy, text, now=now, by=by)
    published = putting.all()
    told = _by_record(ledger.partners.log(partner=partner), desk)
    standing = [each[-1] for each in told.values() if each[-1].kind != "withdrawn"]
    return Holding(
        id=uuid5(ledger.namespace(), f"collection {found.collection}"),
        published=published,
        shown=tuple(offer.shown for offer in putting.standing()),
        terms=Terms(
            namespace=ledger.namespace(),
            stamps=lambda record: Stamps(told[record][0].at, told[record][-1].at),
            producer=settings.producer,
            tlp=policy.tlp,
            variant=policy.show.id,
            versions=lambda record: _versions(told[record]),
            withdrawn=lambda: _taken_back(told),
            status=settings.cap_status,
            cap_sender=settings.cap_sender,
            redacted=True,
        ),
        objects=tuple({str(o["id"]): o for each in standing for o in objects_in(each)}.values()),
    )


def _by_record(log: Sequence[Handover], desk: Desk) -> dict[str, list[Handover]]:
    """The handovers by the id under which the record was shown."""
    found: dict[str, list[Handover]] = defaultdict(list)
    for each in log:
        found[desk.shown_id(each.incident, each.variant)].append(each)
    return found


def _versions(told: list[Handover]) -> Iterator[Version]:
    """A version for each handover: what exactly was shown before is not kept as a record, that something was is."""
    for each in told:
        yield Version(at=each.at, erased=each.kind != "withdrawn")


def _taken_back(told: dict[str, list[Handover]]) -> Iterator[Withdrawn]:
    """The records that were told and taken back. Why is not said: it may tell what a policy hides."""
    for record, handovers in told.items():
        if handovers[-1].kind == "withdrawn":
            yield Withdrawn(id=record, reason="outside", at=handovers[-1].at)
