"""Anchors of one event brought together within a document.

The rule is to attach unless something speaks against it: a text dwells on few events and comes back to each. What
speaks against: sites far apart, days that do not meet, types that exclude each other, other named victims, "another".
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.events import Draft, Event
from tocsin.read.rules.justice import TRIED, is_charge
from tocsin.read.rules.nouns import ANSWERING
from tocsin.read.rules.others import same_victim, told_apart
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.siting import is_tied
from tocsin.read.rules.summing import in_series
from tocsin.read.rules.timing import is_spoken_of, looks_back
from tocsin.read.rules.types import compatible
from tocsin.record.values import When
from tocsin.resolve.places import PlaceFound

FAR_KM = 30.0  # on MUC-4 train 15 to 100 do about as well, and the lower the more events are told apart
MOST = 100  # tellings kept of one event; the next would say nothing more
WINDOW = 30  # a text comes back to the last so many events; keeps long texts linear


def merge(drafts: Sequence[Draft], *, items: bool = False) -> list[Event]:
    """Events out of drafts, in the order of the text. `items`: the paragraphs are unrelated to one another."""
    events: list[Event] = []
    for draft in drafts:
        home = _home([e for e in events[-WINDOW:] if not items or _same_paragraph(e, draft)], draft)
        if home is None:
            if draft.mishap or draft.anchor.row.strength in ("effect", "generic"):
                continue
            events.append(Event([draft]))
        elif len(home.drafts) < MOST:
            home.add(draft)
    standing = [event for event in events if _stands(event)]
    return [event for event in standing if not items or _has_cause(event, standing)]


LEGAL = frozenset(("arrest", "trial", "investigation"))


def _has_cause(event: Event, events: Sequence[Event]) -> bool:
    """In a list of unrelated items, an arrest or a trial counts where its item tells of violence."""
    if event.first.row.type not in LEGAL:
        return True
    acts = [other for other in events if other.first.row.family in ("violence", "plot")]
    return any(_same_paragraph(act, draft) for act in acts for draft in event.drafts)


def _same_paragraph(event: Event, draft: Draft) -> bool:
    here = (draft.anchor.sentence.field, draft.anchor.sentence.paragraph)
    return any((a.sentence.field, a.sentence.paragraph) == here for a in event.anchors)


def _stands(event: Event) -> bool:
    return any(a.row.strength not in ("effect", "generic") for a in event.anchors)


def _home(events: Sequence[Event], draft: Draft) -> Event | None:
    tied = _tied(events, draft) or _detailed(events, draft) or _charged_over(events, draft) or _trailed(events, draft)
    if tied is not None:
        return tied
    if looks_back(draft.anchor):
        number = draft.anchor.sentence.number
        events = [e for e in events if any(a.sentence.number < number for a in e.anchors)]
    same = [e for e in events if e.last_line == draft.anchor.sentence.number]
    if len(same) > 1:
        same.sort(key=lambda e: _shares_doer(e, draft.anchor))
    told = [*reversed(same), *reversed([e for e in events if e not in same] if same else events)]
    if draft.anchor.row.strength == "effect":
        told.sort(key=_is_only_answered)
    if _of_wounds(draft.anchor):
        told.sort(key=lambda e: not any(anchor.row.effect for anchor in e.anchors))
    word = _taking_up(draft.anchor)
    for event in sorted(told, key=lambda e: _fits_badly(e, draft, word)) if word else told:
        if not conflict(event, draft):
            return event
    acts = [e for e in told if e.first.row.family == "violence"]
    old = [e for e in acts if e.background]
    alone = old and len(old) == len(acts)
    # Where a text tells of an old attack alone, "the attack" is that one, and so is "200 people were hurt".
    return old[0] if alone and (_definite(draft) or _is_harm_alone(draft)) else None


WOUNDS = word_set("wounds injuries wound injury burns")


def _of_wounds(anchor: Anchor) -> bool:
    """ "A girl later died of her injuries": of an act that hurt people, sooner than of what was told since."""
    return anchor.row.id == "die-v" and not WOUNDS.isdisjoint(anchor.sentence.folded[anchor.end : anchor.end + 4])


def _is_only_answered(event: Event) -> bool:
    """ "A strike in reply to the attack on the bus. Six civilians died": the dead are those of the strike."""
    noun, sentence = event.first.noun, event.first.sentence
    if len(event.drafts) > 1 or noun is None or sentence.lower(noun.start) not in ("the", "that", "this"):
        return False
    return sentence.lower(noun.start - 1) in ("to", "for") and sentence.lower(noun.start - 2) in ANSWERING


def _is_harm_alone(draft: Draft) -> bool:
    """ "More than 200 people were injured": nothing said of when, where and by whom."""
    anchor = draft.anchor
    bare = draft.when is None and not draft.sites and not anchor.of_role("perpetrator")
    return bare and anchor.row.effect is not None and anchor.row.strength in ("weak", "effect")


def _definite(draft: Draft) -> bool:
    anchor = draft.anchor
    named = anchor.noun is not None and anchor.sentence.lower(anchor.noun.start) in ("the", "that", "this")
    return named and draft.when is None and anchor.row.family == "violence"


def _taking_up(anchor: Anchor) -> str:
    """ "bombing" of "the 13 November bombing": it takes up "the bombing in Istanbul" sooner than the raids told since.

    Empty where the words take up nothing.
    """
    if anchor.noun is None or anchor.sentence.lower(anchor.noun.start) not in ("the", "that", "this"):
        return ""
    return anchor.sentence.lower(anchor.end - 1)


def _fits_badly(event: Event, draft: Draft, word: str) -> int:
    """How badly a definite noun takes up an event: 0 where it was called so, 1 where it can be of that type, else 2."""
    if _has_word(event, word):
        return 0
    row = draft.anchor.row
    alike = row.strength not in SURE or any(a.row.type == row.type and a.row.strength in SURE for a in event.anchors)
    return 1 if alike else 2


def _has_word(event: Event, word: str) -> bool:
    return any(a.noun is not None and a.sentence.lower(a.end - 1) == word for a in event.anchors)


def _shares_doer(event: Event, anchor: Anchor) -> bool:
    mine = {a.group for a in anchor.arguments if a.via in ("subject", "by")}
    return any(a.group in mine for other in event.anchors if other.line is anchor.line for a in other.arguments)


def _tied(events: Sequence[Event], draft: Draft) -> Event | None:
    """The event whose noun is an argument of this trigger: "the blast killed two"."""
    anchor = draft.anchor
    mine = set(anchor.events)
    if not mine:
        return None
    for event in reversed(events):
        for other in event.anchors:
            if other.line is not anchor.line or other.row.family != anchor.row.family:
                continue
            if (other.noun is not None or anchor.noun is not None) and not mine.isdisjoint(other.events):
                return event if compatible(other.row, anchor.row, same_sentence=True) else None
    return None


def _detailed(events: Sequence[Event], draft: Draft) -> Event | None:
    """The event of which a gerund tells how it went: "attacked a school, setting a dormitory alight"."""
    anchor = draft.anchor
    if anchor.verb is None or anchor.verb.form != "G" or anchor.row.family != "violence":
        return None
    mine = {a.group for a in anchor.arguments if a.via == "subject"}
    for event in reversed(events):
        for other in event.anchors:
            same = other.line is anchor.line and other.verb is not None and other.row.family == "violence"
            if same and other.end <= anchor.start and mine & {a.group for a in other.arguments if a.via == "subject"}:
                return None if _apart(event, draft) or _status_conflict(event, draft) else event
    return None


def _trailed(events: Sequence[Event], draft: Draft) -> Event | None:
    """The event of the verb that "killing six" follows after a comma: "a car was driven into a crowd, killing six"."""
    anchor = draft.anchor
    if anchor.verb is None or anchor.verb.form != "G" or anchor.row.effect is None:
        return None
    sentence = anchor.sentence
    if sentence.class_at(anchor.verb.start - 1) != ",":
        return None
    before = [v for v in sentence.verbs if v.end <= anchor.verb.start and v.form in "VE" and not v.infinitive]
    told = ((e, a) for e in reversed(events) for a in e.anchors if a.line is anchor.line and before)
    return next((e for e, a in told if before[-1] in a.verbs and a.row.family == "violence"), None)


OVER = word_set("over for in after following")
CHARGED_WITH = word_set("with of")


def _charged_over(events: Sequence[Event], draft: Draft) -> Event | None:
    """The attack of "charged with murder over the attack", told from either side."""
    here = draft.anchor.sentence
    if draft.anchor.noun is None or TRIED.isdisjoint(here.vocabulary):
        return None
    for event in (e for e in reversed(events) if e.last_line == here.number):
        for other in event.anchors:
            crime, act = sorted((other, draft.anchor), key=lambda anchor: anchor.start)
            if other.line is not draft.anchor.line or crime.noun is None or act.noun is None:
                continue
            sentence = crime.sentence
            charged = sentence.lower(crime.noun.start - 1) in CHARGED_WITH or is_charge(crime)
            if charged and sentence.lower(crime.noun.end) in OVER and act.noun.start - crime.noun.end <= 1:
                return event if {crime.row.family, act.row.family} == {"violence"} else None
    return None


def conflict(event: Event, draft: Draft) -> str | None:
    """Why a draft cannot be of an event, in a word; None where nothing speaks against it."""
    anchor = draft.anchor
    first = event.first
    if first.row.family != anchor.row.family and {first.row.family, anchor.row.family} != {"violence", "plot"}:
        return "family"
    if first.row.family in ("response", "warning") and first.row.type != anchor.row.type:
        return "type"
    if "interception_seizure" in (first.row.type, anchor.row.type) and first.row.type != anchor.row.type:
        return "type"
    if _summed_apart(event, draft):
        return "unit"
    if event.background != draft.background and not _dates(draft, event) and not _goes_on(event, draft):
        return "background"
    if _status_conflict(event, draft):
        return "status"
    if not _types_fit(event, draft):
        return "type"
    result = anchor.passive and anchor.row.type == "looting_property_destruction"  # "was wrecked after a raid on it"
    if event.first.line is anchor.line and looks_back(event.first) and anchor.row.strength in SURE and not result:
        return "after"  # "The missile was fired three days after the bombing"
    if _apart(event, draft):
        return "place"
    if _days_disjoint(event, draft):
        return "time"
    return told_apart(event, draft)


def _goes_on(event: Event, draft: Draft) -> bool:
    """ "eleven years after a bomber attacked it ... The bomber had mingled with families": the old act is told on."""
    told = event.background and draft.when is None and event.first.line is not draft.anchor.line
    return told and _refers_back(draft.anchor)


def _dates(draft: Draft, event: Event) -> bool:
    """ "Acquitted over the bombing of a bus ... the device that tore through the bus in 2014": it was long ago."""
    spoken_of = any(is_spoken_of(anchor) for anchor in event.anchors[:2])  # "charged with murder over the bombing"
    return spoken_of and draft.when is not None and all(d.when is None for d in event.drafts)


def _summed_apart(event: Event, draft: Draft) -> bool:
    """ "40 attacks this year. An attack on Monday ...": one of many is not the many."""
    if draft.anchor.row.strength in ("effect", "generic") or draft.anchor.row.family != "violence":
        return False
    if event.last_line == draft.anchor.sentence.number:
        named = draft.anchor.noun is not None and draft.anchor.row.strength in SURE
        return (
            named and in_series(event.first) and not draft.summed
        )  # "behind a series of raids, condemned the bombing"
    return event.drafts[0].summed != draft.summed and (draft.when is not None or draft.summed)


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
    """Whether the types can be those of one event; of two kinds of act that each hit somebody, each is its own."""
    near = other.anchor.sentence.number == draft.anchor.sentence.number
    hit, hit_now = _hit(other.anchor), _hit(draft.anchor)
    alike = _definite(draft) or not (hit and hit_now) or not hit.isdisjoint(hit_now)
    bare = draft.when is None and not draft.sites and alike
    back = bare or _refers_back(draft.anchor)
    same = near or back or _is_damage(other, draft) or same_victim(other.anchor, draft.anchor)
    return compatible(other.anchor.row, draft.anchor.row, same_sentence=same)


DAMAGE = frozenset(("arson", "looting_property_destruction"))


RIOTS = frozenset(("armed_clash", "mob_violence", "violent_demonstration"))


def _is_damage(other: Draft, draft: Draft) -> bool:
    """ "Villagers clashed ... Houses were burned": what was done in the course of a clash, by nobody in particular."""
    if other.anchor.row.type not in RIOTS:
        return False
    bare = draft.when is None and not draft.sites and not draft.anchor.of_role("perpetrator")
    return bare and draft.anchor.passive and draft.anchor.row.type in DAMAGE


def _hit(anchor: Anchor) -> frozenset[str]:
    """Who or what it says was hit, by the head words: "a police truck" and "the truck" are one."""
    return frozenset(anchor.sentence.lower(a.group.head) for a in anchor.of_role("harmed", "victim", "target"))


def _refers_back(anchor: Anchor) -> bool:
    """The doer is "they" or "the attackers": somebody whom the text has named before."""
    doers = anchor.of_role("perpetrator")
    return bool(doers) and any(a.what.what == "pronoun" or (a.what.what in ARMED and a.what.definite) for a in doers)


def _status_conflict(event: Event, draft: Draft) -> bool:
    first, new = event.drafts[0].status.status, draft.status.status
    if first == new or "occurred" not in (first, new):
        return False  # most are told as having happened, and nothing more need be asked
    done = {first, *(d.status.status for d in event.drafts if not _taken_up(d))}
    if new == "occurred":
        taken_up = draft.anchor.row.strength == "generic" or _taken_up(draft)
        return done <= UNDONE and not taken_up
    return new in UNDONE and done <= {"occurred"} and not (new == "planned" and _taken_up(draft))


UNDONE = frozenset(("foiled", "threatened", "planned"))


def _taken_up(draft: Draft) -> bool:
    """ "The attack was days away": an event named before, whatever became of it."""
    anchor = draft.anchor
    return not anchor.arguments and not draft.sites and anchor.row.strength == "weak" and _definite(draft)


def _apart(event: Event, draft: Draft) -> bool:
    if not draft.sites or _only_near(draft):
        return False
    countries = [d.countries for d in event.drafts if d.countries]
    if draft.countries and countries and all(draft.countries.isdisjoint(other) for other in countries):
        return True
    theirs = [d.spot for d in event.drafts if d.spot is not None]
    return draft.spot is not None and bool(theirs) and all(_far(draft.spot, other) for other in theirs)


def _only_near(draft: Draft) -> bool:
    """ "The police of Solvik look into the attack": a place in the sentence, which nothing ties to the event."""
    anchor = draft.anchor
    return anchor.noun is not None and _definite(draft) and not any(is_tied(anchor, site) for site in draft.sites)


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
    if draft.anchor.row.id in (
        "die-v",
        "found-dead-v",
    ):  # those hurt may die days later: "two more died of their wounds on Tuesday"
        known = [d.when for d in event.drafts if d.when is not None]
        return bool(known) and all(_after(other.when, draft.when.when) for other in known)
    known = [d.when for d in event.drafts if d.when is not None]
    return bool(known) and all(_disjoint(draft.when.when, other.when) for other in known)


def _disjoint(a: When, b: When) -> bool:
    return _after(a, b) or _after(b, a)


def _after(a: When, b: When) -> bool:
    return bool(a.earliest and b.latest and a.earliest[:10] > b.latest[:10])
