"""Anchors of one event brought together within a document.

The rule is to attach unless something speaks against it: a text dwells on few events and comes back to each. What
speaks against: sites far apart, days that do not meet, types that exclude each other, other named victims, "another".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import cos, hypot, radians

from tocsin.read.rules.anchors import Anchor, Argument
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.status import StatusFound
from tocsin.read.rules.tolls import TollFound
from tocsin.read.rules.types import compatible
from tocsin.record.values import When
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound

FAR_KM = 60.0
OLD = timedelta(days=60)
ANOTHER = frozenset("another second third fourth separate other similar previous earlier fifth".split())
ANNIVERSARY = frozenset(
    "anniversary commemorate commemorated commemorates commemorating commemoration remembered memorial".split()
)


@dataclass(slots=True)
class Draft:
    """One anchor that tells of an event, with the day, the site and the toll that its sentence gives."""

    anchor: Anchor
    status: StatusFound
    order: int
    when: TimeFound | None = None
    sites: list[PlaceFound] = field(default_factory=list)
    background: bool = False


@dataclass(slots=True)
class Event:
    """The drafts of one event of a document, in the order of the text."""

    drafts: list[Draft]
    tolls: list[TollFound] = field(default_factory=list)

    @property
    def anchors(self) -> list[Anchor]:
        """The anchors of the drafts."""
        return [draft.anchor for draft in self.drafts]

    @property
    def background(self) -> bool:
        """Told only as history: every draft is."""
        return all(draft.background for draft in self.drafts)

    @property
    def last_line(self) -> int:
        """The number of the last sentence that speaks of the event."""
        return max(draft.anchor.sentence.number for draft in self.drafts)

    def arguments(self) -> list[Argument]:
        """The arguments of all its anchors."""
        return [a for anchor in self.anchors for a in anchor.arguments]


# ---------------------------------------------------------------------------------------- time and place
REPORTING = frozenset("say tell report announce state add confirm".split())


def time_of(anchor: Anchor) -> TimeFound | None:
    """The time that the sentence gives to the event: the nearest point in time that is not the day of a statement."""
    line, at = anchor.line, anchor.sentence.tokens[anchor.start].start
    points = [t for t in line.times if t.kind == "point" and (t.when.earliest or t.when.latest)]
    points = [t for t in points if not _day_of_statement(line, t)]
    return min(points, key=lambda t: abs(t.start - at), default=None)


def _day_of_statement(line: Line, time: TimeFound) -> bool:
    i = line.sentence.token_at(time.start) - 1
    while i >= 0 and line.sentence.lower(i) in ("on", "late", "early"):
        i -= 1
    verb = line.sentence.verb_at.get(i)
    return verb is not None and verb.lemma in REPORTING


def sites_of(anchor: Anchor) -> list[PlaceFound]:
    """The places of the sentence at which the event may have been, the nearest to the trigger first."""
    at = anchor.sentence.tokens[anchor.start].start
    places = [p for p in anchor.line.places if p.place.role == "site" and not _from(anchor.line, p)]
    return sorted(places, key=lambda p: abs(p.start - at))


def _from(line: Line, place: PlaceFound) -> bool:
    i = line.sentence.token_at(place.start) - 1
    return line.sentence.lower(i) in ("from", "to", "told", "toward", "towards") or line.sentence.lower(i + 1) == "of"


def is_background(prepared: Prepared, anchor: Anchor, when: TimeFound | None) -> bool:
    """Whether the sentence tells an old event: long before the report, or on its anniversary."""
    words = {token.lower for token in anchor.sentence.tokens}
    if words & ANNIVERSARY:
        return True
    if when is None or prepared.published is None:
        return False
    latest = when.when.latest or when.when.earliest
    return latest is not None and date.fromisoformat(latest[:10]) < prepared.published - OLD


# ------------------------------------------------------------------------------------------------ merging
def merge(drafts: Sequence[Draft]) -> list[Event]:
    """Events out of drafts, in the order of the text."""
    events: list[Event] = []
    for draft in drafts:
        home = _home(events, draft)
        if home is None:
            if draft.anchor.row.strength in ("effect", "generic", "support"):
                continue
            events.append(Event([draft]))
        else:
            home.drafts.append(draft)
    return [event for event in events if _stands(event)]


def _stands(event: Event) -> bool:
    return any(a.row.strength not in ("effect", "generic", "support") for a in event.anchors)


def _home(events: Sequence[Event], draft: Draft) -> Event | None:
    tied = _tied(events, draft)
    if tied is not None:
        return tied
    same = [e for e in events if e.last_line == draft.anchor.sentence.number]
    for event in [*reversed(same), *reversed([e for e in events if e not in same])]:
        if not conflict(event, draft):
            return event
    return None


def _tied(events: Sequence[Event], draft: Draft) -> Event | None:
    """The event whose noun is an argument of this trigger: "the blast killed two"."""
    anchor = draft.anchor
    for event in reversed(events):
        for other in event.anchors:
            if other.line is not anchor.line or other.row.family != anchor.row.family:
                continue
            nouns = set(other.events) if other.noun is not None else set()
            if nouns & set(anchor.events) or (anchor.noun is not None and set(anchor.events) & set(other.events)):
                return event if compatible(other.row, anchor.row, same_sentence=True) else None
    return None


def conflict(event: Event, draft: Draft) -> str | None:
    """Why a draft cannot be of an event, in a word; None where nothing speaks against it."""
    anchor = draft.anchor
    first = event.anchors[0]
    if first.row.family != anchor.row.family and {first.row.family, anchor.row.family} != {"violence", "plot"}:
        return "family"
    if first.row.family in ("response", "warning") and first.row.type != anchor.row.type:
        return "type"
    if event.background != draft.background:
        return "background"
    if _another(anchor):
        return "another"
    if _status_conflict(event, draft):
        return "status"
    if all(not _types_meet(other, draft) for other in event.drafts if _typed(other.anchor)):
        if any(_typed(other.anchor) for other in event.drafts):
            return "type"
    if _apart(event, draft):
        return "place"
    if _days_disjoint(event, draft):
        return "time"
    if _other_victims(event, anchor):
        return "victims"
    return None


def _typed(anchor: Anchor) -> bool:
    return anchor.row.strength not in ("effect", "generic", "support")


def _types_meet(other: Draft, draft: Draft) -> bool:
    near = other.anchor.sentence.number == draft.anchor.sentence.number
    back = _refers_back(draft.anchor)
    return compatible(other.anchor.row, draft.anchor.row, same_sentence=near or back)


def _refers_back(anchor: Anchor) -> bool:
    """The doer is "they" or "the attackers": somebody whom the text has named before."""
    doers = anchor.of_role("perpetrator")
    return any(a.what.what == "pronoun" or (a.what.what in ARMED and a.what.definite) for a in doers)


def _another(anchor: Anchor) -> bool:
    group = anchor.noun
    if group is None:
        return False
    return any(anchor.sentence.lower(i) in ANOTHER for i in range(group.start, anchor.start))


def _status_conflict(event: Event, draft: Draft) -> bool:
    done = {d.status.status for d in event.drafts}
    new = draft.status.status
    if new == "occurred":
        return bool(done) and done <= {"foiled", "threatened", "planned"} and draft.anchor.row.strength != "generic"
    if new in ("foiled", "threatened", "planned"):
        return done <= {"occurred"}
    return False


def _apart(event: Event, draft: Draft) -> bool:
    mine = _best_site(draft.sites)
    theirs = [s for d in event.drafts if (s := _best_site(d.sites)) is not None]
    return mine is not None and bool(theirs) and all(_far(mine, other) for other in theirs)


def _best_site(sites: Sequence[PlaceFound]) -> PlaceFound | None:
    return next((s for s in sites if s.place.latitude is not None and s.level in ("city", "venue", "admin2")), None)


def _far(a: PlaceFound, b: PlaceFound) -> bool:
    first, second = a.place, b.place
    if None in (first.latitude, first.longitude, second.latitude, second.longitude):
        return False
    return _km(first.latitude, first.longitude, second.latitude, second.longitude) > FAR_KM  # type: ignore[arg-type]


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance in kilometres; good to a percent below some hundred kilometres, which is all that is asked."""


    return 111.2 * hypot(lat1 - lat2, (lon1 - lon2) * cos(radians((lat1 + lat2) / 2)))


def _days_disjoint(event: Event, draft: Draft) -> bool:
    if draft.when is None:
        return False
    known = [d.when for d in event.drafts if d.when is not None]
    return bool(known) and all(_disjoint(draft.when.when, other.when) for other in known)


def _disjoint(a: When, b: When) -> bool:
    def after(x: When, y: When) -> bool:
        return bool(x.earliest and y.latest and x.earliest[:10] > y.latest[:10])

    return after(a, b) or after(b, a)


def _other_victims(event: Event, anchor: Anchor) -> bool:
    """Both tell of one killed or seized person by name, and the names share no word."""
    mine = _names(anchor)
    if not mine or anchor.row.effect is None:
        return False
    theirs = [names for other in event.anchors if other.row.effect and (names := _names(other))]
    return bool(theirs) and all(not (mine & names) for names in theirs)


def _names(anchor: Anchor) -> frozenset[str]:
    return frozenset(
        anchor.sentence.lower(i)
        for a in anchor.of_role("harmed", "victim")
        if a.what.what == "person"
        for i in range(a.what.start, a.what.end)
    )


