"""What a partner may have of one incident now: which revision, in which form, as which objects; or why nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from uuid import uuid5

from msgspec import Struct

from tocsin.care.danger import is_sensitive
from tocsin.care.origins import Peoples
from tocsin.ports import Ledger, Revision
from tocsin.record import Incident, Reading
from tocsin.record.decision import Act
from tocsin.record.incident_load import stored_incident
from tocsin.record.json_form import Json, dumps
from tocsin.review import decisions
from tocsin.settings import Settings
from tocsin.share.policy import Policy, Profile
from tocsin.share.release import (
    Behind,
    Chosen,
    Refused,
    Reviewed,
    Stood,
    choose,
    redact,
    refusal,
    reports_of,
    with_outcomes,
)
from tocsin.share.release.masker import Masker
from tocsin.share.stix.marked import marked
from tocsin.share.stix.objects import objects_of
from tocsin.share.terms import Stamps, Terms, common
from tocsin.tlp import TLPS, Tlp

REVIEWS: frozenset[Act] = frozenset(("confirm", "correct"))
WARNING = "Warning"  # the abstract of the note that goes along with one
GONE = Refused(
    "it stands no longer: no report tells it any more, it was erased, or it is part of another", withdrawn=True
)


class Offer(Struct, frozen=True, kw_only=True):
    """What a partner may have of an incident: the record in its form, and the objects that are put out.

    `objects` have no moments yet, those that others refer to come first; `documents` are the ids of the reports behind
    what is shown.
    """

    incident: str
    shown: Incident
    level: Tlp
    variant: str
    revision: int
    objects: tuple[Json, ...]
    documents: tuple[str, ...]


class Desk:
    """A look at a ledger at one moment. `due` is when the first of what was found waiting may go out."""

    def __init__(self, ledger: Ledger, settings: Settings, *, now: str, peoples: Peoples) -> None:
        self._ledger = ledger
        self._settings = settings
        self._now = now
        self._peoples = peoples
        self.due: datetime | None = None
        self._namespace = ledger.namespace()
        self._histories: dict[str, tuple[Stood, ...]] = {}
        self._readings: dict[str, tuple[Reading, ...]] = {}

    @cached_property
    def reviews(self) -> Mapping[str, tuple[Reviewed, ...]]:
        """The confirmations and corrections that stand, by incident, in order."""
        found: dict[str, list[Reviewed]] = defaultdict(list)
        for each in decisions(self._ledger):
            if each.state == "stands" and each.decision.act in REVIEWS:
                for incident in each.incidents:
                    review = Reviewed(sequence=each.sequence, recorded_at=each.recorded_at, act=each.decision.act)
                    found[incident].append(review)
        return {incident: tuple(reviews) for incident, reviews in found.items()}

    @cached_property
    def _levels(self) -> Mapping[str, Tlp]:
        """The levels with which others passed reports on."""
        return self._ledger.levels()

    def newest(self, id: str) -> Incident | None:
        """The record as it stands; None where it does not."""
        history = self._history(id)
        return history[-1].incident if history else None

    def offer(
        self, id: str, policy: Policy, *, generation: int = 0, told: bool = False, message: str | None = None
    ) -> Offer | Refused:
        """What may be had of an incident under a policy; or why nothing.

        `generation` counts how often this form of it was taken back from whoever asks: what was taken back stays so
        for ever, and what comes after has other ids. `told`: they were told of a charge that has fallen. `message` are
        words of whoever shares it, which go along as a note; they may say nothing that the policy hides.
        """
        newest = self.newest(id)
        if newest is None:
            return GONE
        if newest.review.state == "dismissed":
            return refusal(newest, policy, self._behind(newest)) or GONE
        chosen = self._choose(id, policy.show, newest)
        if chosen.stood is None or chosen.stood.incident is None:
            return Refused(chosen.reason)
        incident = self._with_outcomes(chosen.stood.incident, newest)
        behind = self._behind(incident)
        refused = refusal(incident, policy, behind, told=told)
        if refused is not None:
            return refused
        variant = policy.show.id + (f"~{generation}" if generation else "")
        if message is not None:
            masked = Masker(incident, policy.show, behind).words(message)
            if masked != " ".join(message.split()):
                return Refused(f"the message says what their policy hides; without it: {masked or 'nothing'}")
        return self._made(incident, chosen.stood.number, policy.show, behind, variant, message)

    # ---------------------------------------------------------------------------------------- the revision
    def _choose(self, id: str, profile: Profile, newest: Incident) -> Chosen:
        """The revision that may go out: of a sensitive site later than of others."""
        chosen = self._chosen_after(id, profile, profile.embargo_hours)
        shown = None if chosen.stood is None else chosen.stood.incident
        if shown is not None and profile.sites != "as_others" and (is_sensitive(shown) or is_sensitive(newest)):
            chosen = self._chosen_after(id, profile, max(profile.embargo_hours, profile.sites_hours))
        if chosen.due is not None:
            self.due = min(chosen.due, self.due or chosen.due)
        return chosen

    def _chosen_after(self, id: str, profile: Profile, hours: int) -> Chosen:
        return choose(self._history(id), self.reviews.get(id, ()), profile, now=self._now, delay_hours=hours)

    def _with_outcomes(self, shown: Incident, newest: Incident) -> Incident:
        """With every release and acquittal that the record, or what answered to it, tells by now."""
        for state in (newest, *(self.newest(link.incident) for link in newest.responses)):
            shown = with_outcomes(shown, state)
        return shown

    def _history(self, id: str) -> tuple[Stood, ...]:
        if id not in self._histories:
            self._histories[id] = tuple(_stood(*each) for each in self._ledger.revisions(id))
        return self._histories[id]

    # ------------------------------------------------------------------------------------- what is behind it
    def _behind(self, incident: Incident) -> Behind:
        reports = reports_of(incident)
        marked = {id: marking.tlp for id, marking in self._ledger.partners.markings(reports).items()}
        for id in self._levels.keys() & set(reports):
            marked[id] = max(marked.get(id, "clear"), self._levels[id], key=TLPS.index)
        return Behind(
            readings={id: self._readings_of(id) for id in reports},
            peoples=self._peoples,
            marked=marked,
            unmarked=self._settings.tlp,
        )

    def _readings_of(self, id: str) -> tuple[Reading, ...]:
        """The readings of all texts that a report ever had: an older revision quotes older ones."""
        if id not in self._readings:
            found: list[Reading] = []
            document = self._ledger.document(id)
            while document is not None:
                reading = self._ledger.active_reading(document.key)
                if reading is None:
                    found = []
                    break
                found.append(reading)
                document = self._ledger.document(document.replaces) if document.replaces else None
            self._readings[id] = tuple(found)
        return self._readings[id]

    # -------------------------------------------------------------------------------------------- the form
    def _made(
        self, incident: Incident, number: int, profile: Profile, behind: Behind, variant: str, message: str | None
    ) -> Offer:
        shown = redact(incident, profile, behind, ids=lambda id: self.shown_id(id, variant))
        level = max(behind.level(incident), profile.mark, key=TLPS.index)
        terms = Terms(
            namespace=self._namespace,
            stamps=lambda _: Stamps(self._now, self._now),
            producer=self._settings.producer,
            tlp=level,
            variant=variant,
            redacted=True,
        )
        return Offer(
            incident=incident.id,
            shown=shown,
            level=level,
            variant=variant,
            revision=number,
            objects=marked((*objects_of(shown, terms), *_note(message, shown, terms)), terms, statement=profile.terms),
            documents=reports_of(incident),
        )

    def shown_id(self, incident: str, variant: str) -> str:
        """The id under which a record is shown in a form: whoever has two forms cannot tell that they are of one."""
        return str(uuid5(self._namespace, dumps(["record", incident, variant])))  # type: ignore[arg-type]


def _note(message: str | None, shown: Incident, terms: Terms) -> Iterator[Json]:
    """The words of whoever warns, about the incident."""
    if message is not None:
        yield common(
            terms,
            "note",
            f"{shown.id}/warning",
            terms.stamps(shown.id),
            abstract=WARNING,
            content=message,
            object_refs=[terms.id("incident", shown.id)],
        )


def _stood(number: int, revision: Revision) -> Stood:
    standing = revision.state == "stands"
    return Stood(
        number=number,
        sequence=revision.sequence,
        recorded_at=revision.recorded_at,
        incident=stored_incident(revision.form) if standing else None,
    )
