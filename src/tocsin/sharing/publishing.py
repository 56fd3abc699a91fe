"""Putting out: every partner's collection is brought to what the policy lets them have of the record as it stands.

What changed is put out as a new version, what they may have no longer is revoked, and each is written into the log with
its content, in the transaction that puts it out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from tocsin.care.origins import Peoples
from tocsin.errors import InputError, TocsinError
from tocsin.pipeline import whole_id
from tocsin.ports import Clock, Ledger
from tocsin.ports.partners import Handover, HandoverKind, Partner
from tocsin.ports.shelf import Collection, Parcel, Wanted
from tocsin.record.json_form import Json, dumps
from tocsin.settings import Settings
from tocsin.share.policy import STRICTEST, Policy
from tocsin.share.release import Refused, tells_release
from tocsin.sharing.desk import WARNING, Desk, Offer
from tocsin.sharing.policies import load_policy
from tocsin.sharing.stamping import Settled

STRETCH = 200  # incidents that are put out in one transaction
REVOCABLE = frozenset({"incident", "location", "relationship", "note", "report", "opinion"})
ANOTHER_FORM = "it is shown in another form now"
SPENT = "part of it had been taken back before, so it is shown under another id"
OF_THE_PROGRAM = "tocsin"


class Published(Struct, frozen=True, kw_only=True):
    """What came of bringing one partner up to date: how many incidents were told anew or otherwise, and taken back.

    `due` is when something that still waits may go out, None where nothing waits. `error` says why nothing was done for
    them.
    """

    partner: str
    told: int = 0
    withdrawn: int = 0
    due: datetime | None = None
    error: TocsinError | None = None


def publish(
    ledger: Ledger,
    settings: Settings,
    *,
    clock: Clock,
    peoples: Peoples,
    by: str = OF_THE_PROGRAM,
    only: Iterable[str] | None = None,
) -> list[Published]:
    """Bring the collections of partners up to date. One whose policy is wrong gets nothing, and the others go on."""
    wanted = None if only is None else set(only)
    desk = Desk(ledger, settings, now=clock.now(), peoples=peoples)
    found = []
    for partner in ledger.partners.all():
        if partner.revoked_at is not None or (wanted is not None and partner.name not in wanted):
            continue
        try:
            policy, text = load_policy(settings.policies, partner.name)
        except TocsinError as error:
            found.append(Published(partner=partner.name, error=error))
            continue
        found.append(Putting(ledger, desk, partner, policy, text, now=clock.now(), by=by).all())
    return found


def warn(
    ledger: Ledger,
    settings: Settings,
    partner: str,
    id: str,
    *,
    clock: Clock,
    peoples: Peoples,
    by: str,
    reason: str,
    message: str | None = None,
) -> Handover:
    """Tell a partner of an incident at once: reviewed or not, with no embargo, whatever the policy asks for.

    Names, sources and words stay hidden as the policy has them, and its TLP level holds. `message` goes along as a
    note, `reason` is kept and goes nowhere. The receipt. Raises `InputError` where it may not go out even so,
    `PolicyError`, `UnknownIncident` and `UnknownNameError`.
    """
    found = partner_of(ledger, partner)
    policy, text = load_policy(settings.policies, partner)
    desk = Desk(ledger, settings, now=clock.now(), peoples=peoples)
    putting = Putting(ledger, desk, found, policy, text, now=clock.now(), by=by)
    return putting.warn(whole_id(ledger, id), reason, None if message is None else " ".join(message.split()))


def partner_of(ledger: Ledger, name: str) -> Partner:
    """The partner of a name, who may be told something. Raises `InputError` where revoked, and `UnknownNameError`."""
    found = ledger.partners.partner(name)
    if found.revoked_at is not None:
        raise InputError(f"{name} was revoked on {found.revoked_at[:10]}; add them under another name first")
    return found


def at_once(policy: Policy) -> Policy:
    """The policy for a warning: its level and what it hides stay; nothing else is asked for, or waited for."""
    show = structs.replace(policy.show, review="none", embargo_hours=0, sites_hours=0)
    return structs.replace(STRICTEST, tlp=policy.tlp, countries=None, families=None, show=show)


class Putting:
    """Everything that one partner gets at one moment."""

    def __init__(
        self, ledger: Ledger, desk: Desk, partner: Partner, policy: Policy, text: str, *, now: str, by: str
    ) -> None:
        self._ledger = ledger
        self._desk = desk
        self._partner = partner
        self._policy = policy
        self._text = text
        self._now = now
        self._by = by
        self._held: dict[str, dict[str, Handover]] = defaultdict(dict)  # incident -> variant -> the last word on it
        for each in ledger.partners.standing(partner.name):
            self._held[each.incident][each.variant] = each
        self._told = self._withdrawn = 0

    def all(self) -> Published:
        """Bring the collection up to date."""
        self._desk.due = None
        ids = self._candidates()
        for at in range(0, len(ids), STRETCH):
            with self._ledger.transaction():
                self._open()
                for id in ids[at : at + STRETCH]:
                    self._bring(id)
        return Published(partner=self._partner.name, told=self._told, withdrawn=self._withdrawn, due=self._desk.due)

    def warn(self, id: str, reason: str, message: str | None) -> Handover:
        """Put out a warning; the receipt."""
        policy = at_once(self._policy)
        offer = self._desk.offer(id, policy, generation=self._generation(id, policy), message=message)
        if isinstance(offer, Offer) and message is None:
            offer = self._with_notes(offer)
        if isinstance(offer, Refused):
            raise InputError(f"{self._partner.name} cannot be warned of {id}: {offer.reason}")
        with self._ledger.transaction():
            self._open()
            return self._put(offer, "warned", reason=reason)

    # ------------------------------------------------------------------------------------- one incident
    def _candidates(self) -> list[str]:
        """The incidents that they may have, or hold; those that cannot go out unreviewed are not looked at."""
        held = dict.fromkeys(self._held)
        if self._policy.show.review != "none":
            return list(held | dict.fromkeys(self._desk.reviews))
        return list(held | dict.fromkeys(revision.incident for revision in self._ledger.incidents()))

    def offer(self, id: str) -> Offer | Refused:
        """What they may have of an incident now, or why nothing."""
        newest = self._desk.newest(id)
        told = bool(self._held.get(id)) and newest is not None and tells_release(newest)
        return self._desk.offer(id, self._policy, generation=self._generation(id, self._policy), told=told)

    def standing(self) -> Iterator[Offer]:
        """What they hold, in the order in which it was first told; to be asked once everything is put out."""
        for id, held in self._held.items():
            for offer in (self.offer(id), self._warning(id)):
                if isinstance(offer, Offer) and offer.variant in held and held[offer.variant].kind != "withdrawn":
                    yield offer

    def _bring(self, id: str) -> None:
        offer = self.offer(id)
        if isinstance(offer, Offer) and self._is_spent(offer):
            self._withdraw(self._held[id][offer.variant], SPENT)
            offer = self.offer(id)
        warning = self._warning(id)
        if isinstance(offer, Offer):
            self._put(offer, "shared")
        if isinstance(warning, Offer):
            self._put(warning, "warned")
        kept = {each.variant for each in (offer, warning) if isinstance(each, Offer)}
        reason = offer.reason if isinstance(offer, Refused) else ANOTHER_FORM
        for variant, held in list(self._held.get(id, {}).items()):
            if held.kind != "withdrawn" and variant not in kept:
                self._withdraw(held, reason)

    def _warning(self, id: str) -> Offer | Refused | None:
        """What a warning that they were given says by now; None where they were given none."""
        if not any(held.kind == "warned" for held in self._held.get(id, {}).values()):
            return None
        policy = at_once(self._policy)
        offer = self._desk.offer(id, policy, generation=self._generation(id, policy))
        return self._with_notes(offer) if isinstance(offer, Offer) else offer

    def _with_notes(self, offer: Offer) -> Offer:
        """A warning with what was told besides before."""
        held = self._held.get(offer.incident, {}).get(offer.variant)
        notes = (
            () if held is None else tuple(each for each in self._objects_of(held) if each.get("abstract") == WARNING)
        )
        return structs.replace(offer, objects=(*offer.objects, *notes))

    def _is_spent(self, offer: Offer) -> bool:
        """Whether something of it was taken back before by itself, such as a claim that nobody tells for a while.

        What was taken back stays so for ever; what comes after needs other ids.
        """
        held = self._held.get(offer.incident, {}).get(offer.variant)
        if held is None or held.kind == "withdrawn":
            return False
        standing = {id for id, _ in held.objects}
        ids = {str(each["id"]) for each in offer.objects if each["type"] in REVOCABLE} - standing
        if not ids:
            return False
        wanted = Wanted(ids=tuple(sorted(ids)))
        found = self._ledger.shelf.page(self._partner.collection, wanted, limit=len(ids)).versions
        return any(msgspec.json.decode(each.form).get("revoked") for each in found)

    def _generation(self, id: str, policy: Policy) -> int:
        """How often this form of it was taken back from them."""
        taken = [held for held in self._held.get(id, {}).values() if held.kind == "withdrawn"]
        return sum(held.variant.partition("~")[0] == policy.show.id for held in taken)

    # ------------------------------------------------------------------------------------------- putting
    def _open(self) -> None:
        self._ledger.shelf.open(
            Collection(id=self._partner.collection, title=f"For {self._partner.name}", description=self._partner.about)
        )
        self._ledger.partners.keep_policy(self._policy.id, self._text, at=self._now)

    def _put(self, offer: Offer, kind: HandoverKind, *, reason: str | None = None) -> Handover:
        """Put out what is new of an offer; the handover that stands for it, an older one where nothing is."""
        held = self._held.get(offer.incident, {}).get(offer.variant)
        settled = self._settled(offer.objects)
        objects = settled.all(offer.objects)
        refs = tuple((str(each["id"]), str(each.get("modified") or each["created"])) for each in objects)
        if held is not None and held.kind == kind and held.objects == refs and reason is None:
            return held
        known = set(held.objects) if held is not None else set()
        fresh = [each for each, ref in zip(objects, refs, strict=True) if ref not in known]
        gone = [] if held is None else [each for each in self._objects_of(held) if each["id"] not in dict(refs)]
        self._shelve([*fresh, *(settled.revoked(each) for each in gone)], settled, offer.documents)
        form = dumps(objects)  # type: ignore[arg-type]
        self._told += 1
        return self._hand(
            incident=offer.incident, kind=kind, variant=offer.variant, revision=offer.revision, reason=reason,
            objects=refs, form=form, hash=hashlib.sha256(form.encode()).hexdigest(), documents=offer.documents,
        )  # fmt: skip

    def _withdraw(self, held: Handover, reason: str) -> None:
        """Revoke everything of an incident that they hold in one form."""
        objects = self._objects_of(held)
        settled = self._settled(objects)
        revoked = [settled.revoked(each) for each in objects]
        self._shelve(revoked, settled, ())
        refs = tuple((str(each["id"]), str(each["modified"])) for each in revoked)
        self._hand(
            incident=held.incident, kind="withdrawn", variant=held.variant, revision=held.revision, reason=reason,
            objects=refs,
        )  # fmt: skip
        self._withdrawn += 1

    def _objects_of(self, held: Handover) -> list[Json]:
        """The objects of a handover that are of its incident alone; what was erased is known by its id only."""
        found = self._ledger.partners.told(held.number)
        forms: list[Json] = msgspec.json.decode(found) if found else []
        if not forms:
            forms = [_bare(id, version) for id, version in held.objects if id.startswith("incident--")]
        return [each for each in forms if each["type"] in REVOCABLE]

    def _settled(self, objects: Sequence[Json]) -> Settled:
        return Settled(self._ledger.partners.stamps(str(each["id"]) for each in objects), now=self._now)

    def _shelve(self, objects: Sequence[Json], settled: Settled, documents: tuple[str, ...]) -> None:
        own = {str(each["id"]) for each in objects if each["type"] in REVOCABLE and not each.get("revoked")}
        parcels = [
            Parcel(form=dumps(each).encode(), documents=documents if each["id"] in own else ()) for each in objects
        ]
        self._ledger.partners.stamp(settled.new.values())
        self._ledger.shelf.put(self._partner.collection, parcels)

    def _hand(self, **fields: Any) -> Handover:
        made = Handover(partner=self._partner.name, at=self._now, by=self._by, policy=self._policy.id, **fields)
        kept = structs.replace(made, number=self._ledger.partners.hand(made))
        self._held[kept.incident][kept.variant] = kept
        return kept


def _bare(id: str, version: str) -> Json:
    """What is left of an object whose content was erased."""
    return {"type": "incident", "spec_version": "2.1", "id": id, "created": version, "modified": version}
