"""Times, places and tolls that a model proposes, settled by our own resolvers from the words of the text."""

from __future__ import annotations

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from tocsin.read.llm import judge as why
from tocsin.read.llm.align import Span
from tocsin.read.llm.answers import SaidPlace, SaidTime, SaidToll
from tocsin.read.llm.ground import Figure
from tocsin.read.llm.judge import Judge
from tocsin.read.rules.toll_values import CLASSES
from tocsin.record import Bound, Evidence, Place, Statement, Toll, Voice, When
from tocsin.record.values import Scope, TollClass

KINDS = ("point", "since", "until", "anchored")
NAME_WORDS = 8
AFTER, BEFORE = 3, 1  # words between a figure and whom it counts, where those stand after it or before


def time_of(judge: Judge, said: SaidTime, *, piece: Span, trigger: Evidence, happened: bool) -> Statement | None:
    """When an event was, from the words of the time."""
    quote = judge.quoted("when", said.quote, piece=piece, near=trigger)
    words = judge.inside("when", said.words, quote) if quote else None
    if words is None:
        return None
    times = [
        time for time in judge.ground.times(words) if time.kind in KINDS and (time.when.earliest or time.when.latest)
    ]
    if len(times) != 1 or not _is_day(times[0].when, said.day) or (happened and _to_come(judge, times[0].when)):
        judge.drop("when", why.NO_DAY, said.words)
        return None
    judge.keep()
    return Statement(property="when", value=times[0].when, original=words.quote, evidence=(words,))


def _is_day(when: When, day: str | None) -> bool:
    """Whether the day that the model takes the words for is one that they can mean."""
    if day is None or len(day) != 10:
        return day is None
    earliest, latest = (when.earliest or "")[:10], (when.latest or "9999")[:10]
    end = (when.end.latest or "9999")[:10] if when.end is not None else latest
    return earliest <= day <= max(latest, end)


def _to_come(judge: Judge, when: When) -> bool:
    published = judge.ground.published
    return published is not None and when.earliest is not None and when.earliest[:10] > published.isoformat()


# ------------------------------------------------------------------------------------------------- places
def place_of(judge: Judge, said: SaidPlace, *, piece: Span, trigger: Evidence) -> Statement | None:
    """Where an event was, from the name in the text."""
    quote = judge.quoted("where", said.quote, piece=piece, near=trigger)
    name = judge.inside("where", said.name, quote) if quote else None
    if name is None:
        return None
    place = _settled(judge, name, said)
    if place is None or judge.ground.person(name) is not None:
        judge.drop("where", why.NO_PLACE, said.name)
        return None
    judge.keep()
    value = replace(place, role=said.role)
    return Statement(property="where", value=value, original=name.quote, evidence=(name,))


def _settled(judge: Judge, name: Evidence, said: SaidPlace) -> Place | None:
    found = [place for place in judge.ground.places(name) if not place.dateline or said.role == "about"]
    if found:
        best = max(found, key=lambda place: min(place.end, name.end) - max(place.start, name.start))
        agrees = said.country is None or best.place.country in (None, said.country.upper())
        return best.place if agrees else None
    if judge.ground.english or len(name.quote.split()) > NAME_WORDS:
        return None
    return Place(name=" ".join(name.quote.split()))  # a name in a language whose names we do not know stays open


# -------------------------------------------------------------------------------------------------- tolls
def toll_of(judge: Judge, said: SaidToll, *, piece: Span, trigger: Evidence) -> Statement | None:
    """How many people were harmed, from the words of the figure and what stands beside it."""
    ground = judge.ground
    quote = judge.quoted("toll", said.quote, piece=piece, near=trigger)
    figure = judge.inside("toll", said.figure, quote) if quote else None
    if quote is None or figure is None:
        return None
    found = _figure(judge, figure, said.number)
    if found is None:
        judge.drop("toll", why.NO_NUMBER, said.figure)
        return None
    ruled = [toll for toll in ground.toll(figure) if toll.toll.bound == found.bound]
    of_measure = [toll for toll in ruled if toll.toll.measure == said.measure]
    if (ruled and not of_measure) or not ground.follows("measures", said.measure, quote):
        judge.drop("toll", why.NO_MEASURE, said.quote)
        return None
    voice = voice_of(judge, said.said_by, quote)
    if voice is UNSET:
        judge.drop("toll", why.NO_SPEAKER, said.said_by or "")
        return None
    rule = of_measure[0].toll if of_measure else None
    whom = _whom(judge, said.whom, quote, figure)
    value = Toll(
        measure=said.measure,
        low=found.bound.low,
        high=found.bound.high,
        best=found.bound.best,
        approximate=found.bound.approximate,
        whom=" ".join(whom.quote.split()) if whom else (rule.whom if rule else None),
        class_=rule.class_ if rule else _class(judge, said.class_, whom),
        side=rule.side if rule else None,
        scope=rule.scope if rule else _scope(judge, said.scope, found, quote),
    )
    judge.keep()
    return Statement(property="toll", value=value, original=figure.quote, evidence=(figure,), attribution=voice or None)


def _whom(judge: Judge, words: str | None, quote: Evidence, figure: Evidence) -> Evidence | None:
    """Whom a figure counts: words in it, right before it, or a few words after it."""
    found = judge.beside(words, quote, around=0)
    if found is None:
        return None
    text = judge.ground.doc.field(figure.field)
    after, before = text[figure.end : found.start].split(), text[found.end : figure.start].split()
    return found if len(after) <= AFTER and len(before) <= BEFORE else None


def _class(judge: Judge, said: TollClass, whom: Evidence | None) -> TollClass:
    """What those counted are: in English by the noun that the rules know for them, else as proposed."""
    if not judge.ground.english:
        return said
    described = judge.ground.described(whom) if whom is not None else None
    return CLASSES.get(described.what, "unknown") if described is not None else "unknown"


def _figure(judge: Judge, words: Evidence, number: int | None) -> Figure | None:
    """The count in the words that the number is one of; a person named is one."""
    figures = judge.ground.figures(words)
    fitting = [each for each in figures if number is None or fits(each.bound, number)]
    if figures:
        unlike = {each.bound for each in fitting}
        return fitting[0] if len(unlike) == 1 else None
    if judge.ground.person(words) is not None and number in (None, 1):
        return Figure(Bound.exactly(1))
    return None


def fits(bound: Bound, number: int) -> bool:
    """Whether a number is one that a bound allows, or the figure that it is made of ("over 130": 130)."""
    if bound.best is not None and bound.low is None and bound.high is None:
        return number == bound.best
    low = bound.low if bound.low is not None else 0
    return (
        low - 1 <= number
        and (bound.high is None or number <= bound.high)
        and (bound.high is not None or bound.low is None or number <= max(low, low * 4))
    )


def _scope(judge: Judge, said: Scope, figure: Figure, quote: Evidence) -> Scope:
    """What a figure is of: the words, where they say, may only make it less than the event's own."""
    ground = judge.ground
    if ground.english and ground.follows("scopes", "conflict_to_date", quote):
        return "conflict_to_date"
    if ground.english and ground.follows("scopes", "period", quote):
        return "period" if said in ("event", "additional", "subset") else said
    if said == "event":
        return "additional" if figure.other else "subset" if figure.part else "event"
    return said


# ---------------------------------------------------------------------------------------------- who says so
def voice_of(judge: Judge, said_by: str | None, evidence: Evidence) -> Voice | UnsetType | None:
    """Who says so: by the rules, else as proposed and found beside the words. `UNSET` where it is not found.

    An accusation keeps its accuser: where the model names one that the text does not, the value is not the outlet's.
    """
    voice = judge.ground.voice(evidence)
    if voice is not None or not said_by:
        return voice
    found = judge.beside(said_by, evidence)
    if found is None:
        return UNSET
    return Voice(name=" ".join(found.quote.split()), evidence=(found,))
