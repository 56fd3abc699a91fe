"""Masks every string of one record under one profile: names, outlets, hidden places, links, origins of suspects.

Words of a report whose readings are not all at hand never come here: such a record is not released at all.
"""

from __future__ import annotations

import re

from tocsin.care.danger import general_words, is_sensitive, unnameable
from tocsin.care.names import Withheld, is_named, withheld_names, words_in
from tocsin.care.origins import accuses_persons, mask_origins
from tocsin.record import Incident
from tocsin.resolve.actors import find_actors, government_of
from tocsin.resolve.countries import country_by_name
from tocsin.share.parties import actor_of
from tocsin.share.policy.values import FINEST, Finest, Profile
from tocsin.share.release.behind import Behind, reports_of
from tocsin.share.release.places import coarsened

HIDDEN = "[withheld]"
NOT_NAMED = "not named"
INSTITUTIONS = {
    word: kind
    for kind, words in {
        "police": "police policeman policewoman constable",
        "officials": "official officials authorities authority governor mayor spokesman spokeswoman spokesperson",
        "government": "government ministry minister president premier cabinet parliament embassy envoy ambassador",
        "military": "military army navy forces troops soldiers general colonel commander pentagon",
        "investigators": "investigator investigators investigative prosecutor prosecutors",
        "court": "court judge magistrate tribunal",
        "health workers": "doctor doctors nurse hospital medics",
        "residents": "resident residents villager villagers locals",
        "witnesses": "witness witnesses survivor survivors",
        "relatives": "relative relatives family families",
        "media": "media newspaper newspapers broadcaster",
        "analysts": "analyst analysts researcher researchers expert experts monitor",
        "lawyers": "lawyer lawyers attorney",
        "rebels": "rebels militants insurgents separatists",
    }.items()
    for word in words.split()
}
NAMED = frozenset({"organization", "state_force", "government"})
SITES = frozenset({"facility", "infrastructure", "vehicle"})
# An address or a handle may lead to propaganda, and is no evidence (design 8 (e)).
LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)@\w{3,}|\S+@\S+\.\w+", re.IGNORECASE)
REVIEWED = frozenset({"confirmed", "corrected"})


class Masker:
    """What may be shown of one record, string by string."""

    def __init__(self, incident: Incident, profile: Profile, behind: Behind) -> None:
        self._profile = profile
        self._behind = behind
        self._incident = incident
        self.sensitive = profile.sites != "as_others" and is_sensitive(incident)
        self.finest = _finest(profile, sensitive=self.sensitive)
        self._persons = Withheld(self._withheld_persons())
        self._outlets = self._outlet_names()
        self._others = Withheld((*self._outlets, *self._hidden_places()), mask=HIDDEN)
        self._organisations = _organisations(incident)
        self._public = self._public_persons()
        self._origins = not profile.origins and accuses_persons(incident)
        self._reports = {id: f"report-{n}" for n, id in enumerate(reports_of(incident), 1)}

    # ------------------------------------------------------------------------------------------ strings
    def words(self, text: str | None) -> str | None:
        """Words from outside with everything masked that may not go out; None where they have to be dropped."""
        if text is None:
            return None
        masked = self._persons.clean(LINK.sub("[link removed]", text))
        if masked is not None and self._origins:
            masked = mask_origins(masked, self._behind.peoples, names=self._organisations)
        return None if masked is None else self._others.clean(masked, keep=general_words())

    def quote(self, text: str | None) -> str | None:
        """Words of a report: only where quotations go out, and never of a sensitive site."""
        return self.words(text) if self._profile.quotes and not self.sensitive else None

    def description(self, text: str | None) -> str | None:
        """Words for people and things ("four men"): only where descriptions go out, never of a sensitive site."""
        return self.words(text) if self._profile.descriptions and not self.sensitive else None

    def speaker(self, text: str | None) -> str | None:
        """Who says something or had a part, never so that a private person could be found by it.

        Where descriptions go out, the words themselves. Else a person in a public role by name, an organisation by the
        name that the register has for it, and of all others what sort they are: "police", "a person or group".
        """
        return None if text is None else self.any_speaker(text)

    def any_speaker(self, text: str) -> str:
        """As `speaker`, of one who is told."""
        if self._profile.descriptions and not self.sensitive:
            return self.words(text) or NOT_NAMED
        masked = self.words(text)
        if masked == text and text in self._public:
            return text
        return actor_name(government_of(masked or "")) or _actor_in(masked or "") or _institution(text) or NOT_NAMED

    def organisation(self, text: str) -> str | None:
        """The name of an organisation that is not in the register, where it is a name and no description."""
        return self.words(text) if is_named(text) and not self.sensitive else None

    def source(self, name: str | None) -> str | None:
        """The name of an outlet."""
        return self.words(name) if self._profile.sources else None

    def moment(self, published: str | None) -> str | None:
        """When a report came out: only the day, where its outlet is not told; the minute would name it."""
        return published if published is None or self._profile.sources else published[:10]

    def report(self, id: str) -> str:
        """The id of a report, a number in its place where the outlet is not told or the id may hold a name."""
        whole = self._profile.sources and self._persons.clean_link(id) and self._others.clean_link(id)
        return id if whole else self._reports[id]

    # --------------------------------------------------------------------------------------- what is hidden
    def _withheld_persons(self) -> set[str]:
        """The names that are in no string, by the profile and by the care that no profile lifts."""
        readings = self._behind.all_readings()
        everybody = {person.name for reading in readings for person in reading.persons}
        everybody |= {f.value.name for f in self._incident.participants if f.value.kind == "person"}
        private = withheld_names(readings, [self._incident])
        if self._profile.names == "none":
            return private | {name for name in everybody if is_named(name)}
        if self._profile.names == "public":
            return private
        reviewed = self._incident.review.state in REVIEWED
        return private if not reviewed else set(unnameable(readings, private)) | self._vulnerable(private)

    def _public_persons(self) -> frozenset[str]:
        """The names of persons that may be told: those that no string masks."""
        if self._profile.names == "none":
            return frozenset()
        told = {person.name for reading in self._behind.all_readings() for person in reading.persons}
        return frozenset(name for name in told if self._persons.clean(name) == name)

    def _vulnerable(self, private: set[str]) -> set[str]:
        """All of them, where the record itself is of children or of sexual violence."""
        people = (folded.value for folded in self._incident.participants)
        told = any("children" in each.tags for each in people) or self._incident.type.value == "sexual_violence"
        return private if told else set()

    def _outlet_names(self) -> tuple[str, ...]:
        if self._profile.sources:
            return ()
        documents = [reading.document for reading in self._behind.all_readings()]
        return tuple(dict.fromkeys(doc.source for doc in documents if doc.source))

    def _hidden_places(self) -> list[str]:
        """The names of places that are finer than what goes out, save those that are shown of others."""
        each = [place for f in self._incident.where for place in (f.value, *(r.value for r in f.rivals))]
        shown = [place for place in (coarsened(place, self.finest) for place in each) if place is not None]
        names = {place.name for place in shown} | {place.admin1 for place in shown}
        hidden = {place.name for place in each} - names
        if FINEST.index(self.finest) > FINEST.index("city"):
            hidden |= self._towns() - names
        if self.sensitive:
            people = (folded.value for folded in self._incident.participants)
            hidden |= {who.name for who in people if who.kind in SITES} - names
        return sorted(name for name in hidden if is_named(name))

    def _towns(self) -> set[str]:
        """Every place that the reports name, but countries and capitals, which news has for governments."""
        told = {place.name for reading in self._behind.all_readings() for place in reading.places}
        return {name for name in told if not country_by_name(name) and not government_of(name)}


def _finest(profile: Profile, *, sensitive: bool) -> Finest:
    if not sensitive or profile.sites == "as_others":
        return profile.places
    return max(profile.places, "admin2", key=FINEST.index)


def _organisations(incident: Incident) -> tuple[str, ...]:
    """The names of organisations, forces and governments that have a part, as said and as the register has them."""
    names = [f.value.name for f in incident.participants if f.value.kind in NAMED]
    names += [f.value.claimant for f in incident.claims if f.value.actor]
    names += [actor_name(f.value.actor) or "" for f in incident.claims]
    return tuple(dict.fromkeys(name for name in names if name))


def actor_name(actor: str | None) -> str | None:
    """The name of an actor in the register, or of a branch of a state; None where neither knows this id."""
    known = actor_of(actor)
    return known.name if known else None


def _actor_in(words: str) -> str | None:
    """The name in the register of the first actor that some words name."""
    each = words.split()
    found = find_actors([word.lower() for word in each], each)
    return next((one.actor.name for one in found if one.actor is not None), None)


def _institution(words: str) -> str | None:
    """What sort of people or office speaks: "police", "officials"."""
    folded = [word.folded for word in words_in(words)]
    return next((INSTITUTIONS[word] for word in reversed(folded) if word in INSTITUTIONS), None)
