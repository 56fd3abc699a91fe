"""Anchors of one event brought together within a document.

The rule is to attach unless something speaks against it: a text dwells on few events and comes back to each. What
speaks against: sites far apart, days that do not meet, types that exclude each other, other named victims, "another".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import cos, hypot, radians

from tocsin.read.rules.anchors import Anchor, Argument
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.status import StatusFound
from tocsin.read.rules.tolls import TollFound
from tocsin.read.rules.types import compatible
from tocsin.read.rules.words import reports
from tocsin.record.values import When
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound

FAR_KM = 60.0
OLD = timedelta(days=60)
WINDOW = 30  # a text comes back to the last so many events; keeps long texts linear
INDEFINITE = frozenset(("a", "an", "two", "three", "several"))
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
def time_of(anchor: Anchor) -> TimeFound | None:
    """The time that the sentence gives to the event: the nearest point in time that grammar gives to its trigger."""
    at = anchor.sentence.tokens[anchor.start].start
    points = [t for t in anchor.line.times if t.kind == "point" and (t.when.earliest or t.when.latest)]
    return min((t for t in points if _owns(anchor, t)), key=lambda t: abs(t.start - at), default=None)


def _owns(anchor: Anchor, time: TimeFound) -> bool:
    """Whether a time is the trigger's: "Friday's attack", "the attack on Friday", "were killed on Friday".

    Not the day of a statement ("said on Friday that ..."), nor that of another verb that stands between.
    """
    sentence = anchor.sentence
    first, last = sentence.token_at(time.start), sentence.token_at(time.end - 1)
    if sentence.class_at(last + 1) == "S":
        group = sentence.noun_at.get(last + 2)
        return group is not None and group.start <= anchor.end - 1 < group.end
    if sentence.class_at(last + 1) in "NU" and (group := sentence.noun_at.get(last + 1)) is not None:
        return group.start <= anchor.end - 1 < group.end
    if looks_back(anchor):
        return False
    verbs = [v for v in sentence.verbs if v.end <= first]
    following = next((v for v in sentence.verbs if v.start > last), None)
    if not verbs:
        return following is None or not reports(following.lemma) or following in anchor.verbs
    nearest = verbs[-1]
    if any(nearest.head == verb.head for verb in anchor.verbs):
        return True
    if reports(nearest.lemma) and not set(sentence.classes[nearest.end : first]) - set("PRNU"):
        return False  # "said on Saturday", "told reporters on Tuesday"
    if anchor.start >= nearest.end and anchor.start < first:
        return True
    if anchor.start > last:
        return following is None or following in anchor.verbs or following.start >= anchor.start
    return anchor.noun is not None and not reports(nearest.lemma) and _same_clause(anchor, nearest)


def _same_clause(anchor: Anchor, verb: VerbGroup) -> bool:
    between = anchor.sentence.classes[min(anchor.start, verb.start) : max(anchor.start, verb.start)]
    return not any(mark in between for mark in ',."W') and "C" not in between


BROAD = ("country", "admin1", "region", "water")


def sites_of(anchor: Anchor, others: Collection[int] = ()) -> list[PlaceFound]:
    """The places at which the event may have been: those that grammar ties to the trigger, else those of its clause.

    `others` are the tokens of event nouns in the sentence: a place right after one of them is that one's.
    """
    sentence = anchor.sentence
    at = sentence.tokens[anchor.start].start
    strange = [i for i in others if not anchor.start <= i < anchor.end and i not in anchor.events]
    places = [p for p in anchor.line.places if not _elsewhere(anchor, p) and not _of_another(anchor, p, strange)]
    tied = [p for p in places if _tied_place(anchor, p)]
    if looks_back(anchor):
        return tied
    own = [p for p in places if p not in tied and not _of_speaker(anchor, p)]
    if tied and all(p.level in BROAD for p in tied):
        own = [p for p in own if p.level not in BROAD and p.place.country == tied[0].place.country]
        near = tied + own  # "Tudun Biri, the village in north-western Nigeria that was bombed"
    else:
        near = tied or own
    return sorted(near, key=lambda p: (p.level in BROAD, abs(p.start - at)))


def _of_another(anchor: Anchor, place: PlaceFound, strange: Collection[int]) -> bool:
    """ "the raids came a week after the bombing in Istanbul": the place of the other event."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.start)
    group = sentence.noun_at.get(i)
    if group is not None and any(group.start <= j < group.end for j in strange):
        return True
    before = [j for j in strange if j < i and not _broken(sentence.classes[j + 1 : i])]
    return bool(before) and not (max(before) < anchor.start < i)


def _tied_place(anchor: Anchor, place: PlaceFound) -> bool:
    """Inside the trigger's group or an argument, or in the phrases right after them."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.start)
    groups = [a.group for a in anchor.arguments if a.via not in ("subject", "by", "'s", "pre")]
    if anchor.noun is not None:
        groups.append(anchor.noun)
    if any(g.start <= i < g.end for g in groups):
        return True
    ends = [g.end for g in groups] + [anchor.end]
    return any(end <= i < end + 14 and not _broken(sentence.classes[end:i]) for end in ends)


def _broken(between: str) -> bool:
    return any(mark in between for mark in "VXW.") or "CN" in between


def _in_list_of_motion(sentence: Sentence, i: int) -> bool:
    """ "were taken to Turkey, Sudan and Kenya": the later items of a list go where the first goes."""
    while i > 1 and (sentence.class_at(i - 1) in "C," and sentence.class_at(i - 2) == "U"):
        i -= 2
    return sentence.lower(i - 1) in MOTION


MOTION = frozenset("from to told toward towards for".split())
PEOPLE_VERBS = frozenset(("warn", "tell", "accuse", "blame", "urge", "inform", "alert"))


def _elsewhere(anchor: Anchor, place: PlaceFound) -> bool:
    """An origin, a destination, or a state that acts: not a site."""
    sentence = anchor.sentence
    i, j = sentence.token_at(place.start), sentence.token_at(place.end - 1)
    if sentence.lower(i - 1) in MOTION or _in_list_of_motion(sentence, i):
        return True
    if any(sentence.lower(k) == "since" for k in range(anchor.end, i)):
        return True
    if place.level == "country" and any(
        a.group.start <= i < a.group.end and a.via in ("subject", "by", "'s") for a in anchor.arguments
    ):
        return True
    verb = sentence.verb_at.get(i - 1)
    return (verb is not None and verb.lemma in PEOPLE_VERBS) or (
        sentence.lower(j + 1) == "'s" and place.level == "country"
    )


def _of_speaker(anchor: Anchor, place: PlaceFound) -> bool:
    """ "officials in the Moscow region said": where somebody speaks is not where it happened."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.end - 1)
    verb = next((v for v in sentence.verbs if v.start > i), None)
    return verb is not None and reports(verb.lemma) and "," not in sentence.classes[i : verb.start]


def is_background(prepared: Prepared, anchor: Anchor, when: TimeFound | None) -> bool:
    """Whether the sentence tells an old event: long before the report, or on its anniversary."""
    words = {token.lower for token in anchor.sentence.tokens}
    if words & ANNIVERSARY:
        return True
    if when is None or prepared.published is None:
        return False
    if when.when.precision == "year" and (when.when.earliest or "9999")[:4] < str(prepared.published.year):
        return True
    latest = when.when.latest or when.when.earliest
    return latest is not None and date.fromisoformat(latest[:10]) < prepared.published - OLD


# ------------------------------------------------------------------------------------------------ merging
def merge(drafts: Sequence[Draft]) -> list[Event]:
    """Events out of drafts, in the order of the text."""
    events: list[Event] = []
    for draft in drafts:
        home = _home(events[-WINDOW:], draft)
        if home is None:
            if draft.anchor.row.strength in ("effect", "generic"):
                continue
            events.append(Event([draft]))
        else:
            home.drafts.append(draft)
    return [event for event in events if _stands(event)]


def _stands(event: Event) -> bool:
    return any(a.row.strength not in ("effect", "generic") for a in event.anchors)


def _home(events: Sequence[Event], draft: Draft) -> Event | None:
    tied = _tied(events, draft)
    if tied is not None:
        return tied
    if looks_back(draft.anchor):
        number = draft.anchor.sentence.number
        events = [e for e in events if any(a.sentence.number < number for a in e.anchors)]
    same = [e for e in events if e.last_line == draft.anchor.sentence.number]
    same.sort(key=lambda e: _shares_doer(e, draft.anchor))
    told = [*reversed(same), *reversed([e for e in events if e not in same])]
    for event in sorted(told, key=lambda e: not _same_word(e, draft.anchor)):
        if not conflict(event, draft):
            return event
    return None


def _same_word(event: Event, anchor: Anchor) -> bool:
    """ "the 13 November bombing" takes up "the bombing in Istanbul" sooner than the raids told since."""
    if anchor.noun is None or anchor.sentence.lower(anchor.noun.start) not in ("the", "that", "this"):
        return False
    word = anchor.sentence.lower(anchor.end - 1)
    return any(a.noun is not None and a.sentence.lower(a.end - 1) == word for a in event.anchors)


def _shares_doer(event: Event, anchor: Anchor) -> bool:
    mine = {a.group for a in anchor.arguments if a.via in ("subject", "by")}
    return any(a.group in mine for other in event.anchors if other.line is anchor.line for a in other.arguments)


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
    if _another(anchor) or _introduced(event, draft):
        return "another"
    if _status_conflict(event, draft):
        return "status"
    if not _types_fit(event, draft):
        return "type"
    if _apart(event, draft):
        return "place"
    if _days_disjoint(event, draft):
        return "time"
    if _other_victims(event, anchor):
        return "victims"
    return None


SURE = ("strong", "device")


def _types_fit(event: Event, draft: Draft) -> bool:
    """A sure type must meet one of the event's sure types, where it has any; a weak one any of its types."""
    typed = [d for d in event.drafts if _typed(d.anchor)]
    typed = [d for d in typed if d.anchor.row.effect is None or d.anchor.row.strength in SURE] or typed
    sure = [d for d in typed if d.anchor.row.strength in SURE]
    against = sure if sure and draft.anchor.row.strength in SURE else typed
    return not against or any(_types_meet(other, draft) for other in against)


def _typed(anchor: Anchor) -> bool:
    return anchor.row.strength not in ("effect", "generic")


def _types_meet(other: Draft, draft: Draft) -> bool:
    near = other.anchor.sentence.number == draft.anchor.sentence.number
    back = _refers_back(draft.anchor) or (draft.when is None and not draft.sites)
    return compatible(other.anchor.row, draft.anchor.row, same_sentence=near or back)


def _refers_back(anchor: Anchor) -> bool:
    """The doer is "they" or "the attackers": somebody whom the text has named before."""
    doers = anchor.of_role("perpetrator")
    return any(a.what.what == "pronoun" or (a.what.what in ARMED and a.what.definite) for a in doers)


def _introduced(event: Event, draft: Draft) -> bool:
    """A new weapon or doer, with a day of its own, after a text has told of its event for a paragraph or more."""
    anchor, first = draft.anchor, event.anchors[0]
    if draft.when is None or first.sentence.field == "title" or first.sentence.paragraph == anchor.sentence.paragraph:
        return False
    subjects = [a for a in anchor.arguments if a.via == "subject"]
    return any(anchor.sentence.lower(a.group.start) in INDEFINITE for a in subjects)


BACK = frozenset("after following since before for over despite avenge avenging".split())


def looks_back(anchor: Anchor) -> bool:
    """ "in retaliation for the airport attack", "after the bombing": an event told earlier, not this sentence's own."""
    group = anchor.noun
    if group is None:
        return False
    before = anchor.sentence.lower(group.start - 1)
    return before in BACK or (before == "with" and anchor.sentence.lower(group.start - 2) == "connection")


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
