"""What an export needs of a ledger: its terms, how each record came to be as it is, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tocsin.care.withdrawal import Reason, Withdrawn, is_withdrawn
from tocsin.ports import Ledger
from tocsin.record import Incident
from tocsin.record.incident_load import stored_incident
from tocsin.selection import EVERYTHING, Selection
from tocsin.settings import Settings
from tocsin.share.release.behind import reports_of
from tocsin.share.terms import Stamps, Terms
from tocsin.share.versions import Version
from tocsin.tlp import Tlp, allows


def terms_of(
    ledger: Ledger,
    settings: Settings,
    *,
    selection: Selection = EVERYTHING,
    as_recorded: str | None = None,
    withdrawn: bool = True,
) -> Terms:
    """The terms on which incidents of a ledger are shared. `selection` says which withdrawals are told, if any are."""

    def gone() -> Iterable[Withdrawn]:
        if not withdrawn:
            return ()
        return withdrawn_of(ledger, selection=selection, as_recorded=as_recorded, tlp=settings.tlp)

    return Terms(
        namespace=ledger.namespace(),
        stamps=lambda id: _stamps(ledger, id, as_recorded),
        producer=settings.producer,
        tlp=settings.tlp,
        versions=lambda id: versions_of(ledger, id, as_recorded=as_recorded),
        withdrawn=gone,
        status=settings.cap_status,
        cap_sender=settings.cap_sender,
    )


class Within:
    """The incidents among some that may go out at a level: no report behind them bears a stricter one.

    `held_back` is how many may not, once all have come.
    """

    def __init__(self, incidents: Iterable[Incident], ledger: Ledger, tlp: Tlp) -> None:
        self._incidents = incidents
        self._barred = barred_at(ledger, tlp)
        self.held_back = 0

    def __iter__(self) -> Iterator[Incident]:
        for incident in self._incidents:
            if self._barred and not self._barred.isdisjoint(reports_of(incident)):
                self.held_back += 1
            else:
                yield incident


def barred_at(ledger: Ledger, tlp: Tlp) -> frozenset[str]:
    """The ids of the documents that may not go out at a level."""
    return frozenset(id for id, level in ledger.levels().items() if not allows(tlp, level))


def versions_of(ledger: Ledger, id: str, *, as_recorded: str | None = None) -> Iterator[Version]:
    """Every version of a record, oldest first."""
    for _, revision in ledger.revisions(id, as_recorded=as_recorded):
        stands = revision.state == "stands"
        yield Version(
            at=revision.recorded_at,
            incident=stored_incident(revision.form) if stands else None,
            erased=revision.state == "erased",
        )


def withdrawn_of(
    ledger: Ledger, *, selection: Selection = EVERYTHING, as_recorded: str | None = None, tlp: Tlp = "red"
) -> Iterator[Withdrawn]:
    """The records that hold no longer and that a selection took, and a level let pass, while they held.

    Those that a person dismissed are among them where the selection leaves them out. One that was erased whole is
    always among them: nobody can tell what it said, and whoever holds it has to learn of it.
    """
    moved = ledger.redirects()
    barred = barred_at(ledger, tlp)

    def told(last: Incident) -> bool:
        return selection.takes(last) and barred.isdisjoint(reports_of(last))

    for revision in ledger.ended(as_recorded=as_recorded):
        versions = tuple(versions_of(ledger, revision.incident, as_recorded=as_recorded))
        last = _last_that_held(versions)
        erased = any(version.erased for version in versions)
        if erased if last is None else told(last):
            reason: Reason = "merged" if revision.incident in moved else "erased" if erased else "gone"
            yield Withdrawn(
                id=revision.incident, reason=reason, at=revision.recorded_at, into=moved.get(revision.incident)
            )
    if not selection.dismissed:
        yield from _dismissed(ledger, told, as_recorded)


def _dismissed(ledger: Ledger, told: Callable[[Incident], bool], as_recorded: str | None) -> Iterator[Withdrawn]:
    for revision in ledger.incidents(as_recorded=as_recorded):
        if not is_withdrawn(stored_incident(revision.form)):
            continue
        versions = tuple(versions_of(ledger, revision.incident, as_recorded=as_recorded))
        last = _last_that_held(versions)
        if last is not None and told(last):
            yield Withdrawn(id=revision.incident, reason="dismissed", at=_since(versions))


def _last_that_held(versions: Iterable[Version]) -> Incident | None:
    """The record as it was before it was withdrawn; None where it never held, or that was erased."""
    held = [v.incident for v in versions if v.incident is not None and not is_withdrawn(v.incident)]
    return held[-1] if held else None


def _since(versions: tuple[Version, ...]) -> str:
    """The moment since which a record is withdrawn without a break."""
    since = versions[-1].at
    for version in reversed(versions):
        if version.incident is None or not is_withdrawn(version.incident):
            break
        since = version.at
    return since


def _stamps(ledger: Ledger, id: str, as_recorded: str | None) -> Stamps:
    if as_recorded is None:
        return Stamps(*ledger.stamps(id))
    moments = [revision.recorded_at for _, revision in ledger.revisions(id, as_recorded=as_recorded)]
    return Stamps(moments[0], moments[-1])
