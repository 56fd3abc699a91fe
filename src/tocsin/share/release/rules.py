"""Whether a record goes to a partner at all, and if not, why. What it looks like is another matter: `redact`."""

from __future__ import annotations

from msgspec import Struct

from tocsin.care.danger import is_sensitive
from tocsin.care.withdrawal import is_withdrawn
from tocsin.record import Incident
from tocsin.record.grades import information
from tocsin.selection import countries_of
from tocsin.share.policy.values import CREDIBILITIES, Policy
from tocsin.share.release.behind import Behind
from tocsin.tlp import TLPS


class Refused(Struct, frozen=True):
    """A record that does not go out, and why, for whoever shares. `withdrawn`: nobody holds it to be true any more."""

    reason: str
    withdrawn: bool = False


def refusal(incident: Incident, policy: Policy, behind: Behind, *, told: bool = False) -> Refused | None:
    """Why an incident does not go out under a policy; None where it does.

    `told` is for what a partner must hear because it was told of the charge: a release or an acquittal. Only what may
    never go out, and a policy that lets nobody have anything, still hold it back.
    """
    if is_withdrawn(incident):
        return Refused("a person dismissed it, or withdrew its reports", withdrawn=True)
    return _care(incident, policy, behind) or _nobody(policy) or (None if told else _wish(incident, policy))


def _nobody(policy: Policy) -> Refused | None:
    """An empty group is nobody, whatever happens."""
    if policy.countries is not None and not policy.countries:
        return Refused("`countries` is empty, which is nobody")
    if policy.families is not None and not policy.families and not policy.types:
        return Refused("`families` is empty, which is nobody")
    return None


def _care(incident: Incident, policy: Policy, behind: Behind) -> Refused | None:
    """What keeps it back whoever asks."""
    if behind.missing(incident):
        return Refused("a report behind it is not in the ledger any more, so that nobody knows whose names it holds")
    level = behind.level(incident)
    if TLPS.index(level) > TLPS.index(policy.tlp):
        return Refused(f"it is TLP:{level.upper()}, and they may have TLP:{policy.tlp.upper()} at most")
    if policy.show.sites == "withheld" and is_sensitive(incident):
        return Refused("it is at a sensitive site, and those are withheld")
    return None


def _wish(incident: Incident, policy: Policy) -> Refused | None:
    """What the policy does not ask for."""
    return _by_place(incident, policy) or _by_type(incident, policy) or _by_trust(incident, policy)


def _by_place(incident: Incident, policy: Policy) -> Refused | None:
    if policy.countries is None:
        return None
    countries = countries_of(incident)
    if not countries:
        return Refused("no report says in which country it was, and they may have some countries only")
    if strange := sorted(countries - policy.countries):
        return Refused(f"it was in {', '.join(strange)}, which is none of their countries")
    return None


def _by_type(incident: Incident, policy: Policy) -> Refused | None:
    if policy.families is None or incident.family in policy.families or incident.type.value in policy.types:
        return None
    return Refused(f"they do not get what is a {incident.type.value.replace('_', ' ')} ({incident.family})")


def _by_trust(incident: Incident, policy: Policy) -> Refused | None:
    if CREDIBILITIES.index(incident.type.credibility) < CREDIBILITIES.index(policy.credibility):
        has, wanted = (words.replace("_", " ") for words in (incident.type.credibility, policy.credibility))
        return Refused(f"its credibility is {has}, and they get {wanted} at least")
    grade = information(incident.type)
    if grade > policy.information:
        return Refused(f"its information is graded {grade}, and they get {policy.information} or better")
    return None
