"""Who fought or did what to whom, as the layouts of other schemes ask for it: two sides, their names and kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from tocsin.record import Folded, Incident, Participant
from tocsin.resolve.actors import Actor, load_actors
from tocsin.resolve.countries import country_by_code
from tocsin.share.flat import site_of

ATTACKER = ("perpetrator", "initiated_by")
ORGANISED = frozenset({"organization", "state_force", "government"})
STATE = frozenset({"state_force", "government"})
STATE_KINDS = frozenset({"state_forces", "government", "external_forces"})
BRANCHES = {"government": "government", "military": "state_forces", "police": "state_forces"}


class Party(Struct, frozen=True, kw_only=True):
    """One side. `name` is that of the register where it knows the actor, else the words of the reports.

    `kind` is the sort of actor (`rebel_group`, ...; `civilians` for people who are no organisation), None for unknown.
    `country` is the code of the state whose force or government it is. A private person is never a party by name: he or
    she is one of the `civilians`.
    """

    name: str
    id: str | None = None
    kind: str | None = None
    country: str | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it is told which it is: civilians, an actor of the register, a state's, or one with a proper name.

        "The rebel alliance" may be any.
        """
        if self.kind == "civilians" or self.id is not None or self.country is not None:
            return True
        words = self.name.removeprefix("The ").split()
        return self is not NOBODY_KNOWN and not self.is_state and any(word[:1].isupper() for word in words)

    @property
    def is_state(self) -> bool:
        """Whether it is a state's force or a government."""
        return self.kind in STATE_KINDS

    @property
    def is_organised(self) -> bool:
        """Whether it is anything but civilians and unknown people."""
        return self.kind not in (None, "civilians", "unknown")


CIVILIANS = Party(name="Civilians", kind="civilians")
NOBODY_KNOWN = Party(name="Unidentified armed group", kind="unknown")


def two_sides(incident: Incident) -> tuple[Party | None, Party | None]:
    """The doer or first side, and the struck or second; None for one that is not known.

    Only what an outlet asserts or the actor itself claims counts: an accusation settles no side. "Soldiers" and
    "police" without a country are those of the country where it happened, as readers take it.
    """
    site = site_of(incident)
    host = site.country if site else None
    vouched = [f.value for f in incident.participants if _is_vouched_for(f)]
    doers = [p for p in vouched if p.role in ATTACKER]
    fighters = [p for p in vouched if p.role == "party"]
    struck = [p for p in vouched if p.role == "victim"]
    if doers:
        ours = _party(doers, host, others=NOBODY_KNOWN)
        rest = [p for p in (*fighters, *struck) if p.actor is None or ours is None or p.actor != ours.id]
        return ours, _party(rest, host)
    if len(fighters) >= 2:
        side = fighters[0].side
        ours_too = [p for p in fighters if p.side == side] if side else fighters[:1]
        theirs = [p for p in fighters if p not in ours_too]
        return _party(ours_too, host, others=NOBODY_KNOWN), _party(theirs, host, others=NOBODY_KNOWN)
    return None, _party(struck, host)


def actor_of(id: str | None) -> Actor | None:
    """The actor of an id: of the register, or the government, the military or the police of a country."""
    known = load_actors().get(id or "")
    if known is not None or id is None:
        return known
    branch, _, code = id.rpartition("-")
    country = country_by_code(code.upper()) if branch in BRANCHES else None
    if country is None:
        return None
    name = f"{branch.capitalize()} of {country.name}"
    return Actor(id=id, name=name, kind=BRANCHES[branch], countries=(country.code,))


def identifier(party: Party, scheme: str) -> str | None:
    """The party's id in another scheme ("ucdp"), where the register has one."""
    row = load_actors().get(party.id or "")
    found = [each for each in row.identifiers if each.startswith(f"{scheme}:")] if row else []
    return found[0].partition(":")[2] if found else None


def _is_vouched_for(folded: Folded[Participant]) -> bool:
    return any(s.modality in ("asserted", "claimed") for s in folded.support)


def _party(people: Sequence[Participant], host: str | None, *, others: Party = CIVILIANS) -> Party | None:
    """The organisation among some people; `others` where they are none ("gunmen" who did it, "villagers" struck)."""
    organised = _first(people, ORGANISED)
    if organised is None and any("side" in p.tags for p in people):
        return NOBODY_KNOWN
    if organised is None:
        return others if people else None
    actor = actor_of(organised.actor)
    kind = actor.kind if actor else organised.actor_kind or ("state_forces" if organised.kind in STATE else "unknown")
    party = Party(name=actor.name if actor else organised.name, id=organised.actor, kind=kind)
    if not party.is_state:
        return party
    if actor is not None:
        return structs.replace(party, country=actor.countries[0] if len(actor.countries) == 1 else None)
    return structs.replace(party, country=host) if organised.origin is None else party


def _first(people: Iterable[Participant], kinds: frozenset[str]) -> Participant | None:
    return next((p for p in people if p.kind in kinds), None)
