"""How many were killed, injured, ...: from the victims of an effect, and from set phrases around a number.

A toll keeps its scope: "another 12", "including 3 children", "12 this year" never stand for the event's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import HUMAN
from tocsin.read.rules.document import Line
from tocsin.read.rules.naming import words_of
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.record.values import Bound, Measure, Scope, Toll, TollClass
from tocsin.resolve.counts import CountFound

MEASURE_WORDS: dict[str, Measure] = {
    "dead": "killed",
    "killed": "killed",
    "deaths": "killed",
    "death": "killed",
    "fatalities": "killed",
    "lives": "killed",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "injuries": "injured",
    "hospitalized": "injured",
    "hospitalised": "injured",
    "casualties": "casualties",
    "hospital": "injured",
    "treated": "injured",
    "missing": "missing",
    "kidnapped": "abducted",
    "abducted": "abducted",
    "hostage": "abducted",
    "displaced": "displaced",
}
HEADED = {"death": "killed", "toll": "killed", "dead": "killed", "killed": "killed", "injured": "injured"}
HARMED = word_set("dead death deaths died killed fatalities injured wounded casualties victims")
SUBSET = frozenset(("including", "among", "whom", "them", "included"))
SKIP = word_set("people persons others more were was are have had been has is left civilians as being still in")
PERIOD = word_set("year month week decade years months decades")
MEMBERS = word_set(  # one of a force, not a force: "Soldier killed in ambush"
    "soldier policeman policewoman officer cop patrolman peacekeeper serviceman servicewoman trooper constable "
    "commander captain colonel general lieutenant major sergeant corporal guard sheriff deputy detective recruit "
    "paramilitary commando pilot sailor marine guardsman inspector jawan conscript reservist sniper airman"
)
CLASSES: dict[str, TollClass] = {"civilian": "civilian", "security": "security_force", "armed": "combatant"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TollFound:
    """A toll read in a line, the tokens that say it, and the anchor that it hangs on, if any."""

    line: Line
    toll: Toll
    start: int
    end: int
    anchor: Anchor | None


def tolls_of_anchor(scene: Scene, anchor: Anchor) -> Iterator[TollFound]:
    """The tolls of an anchor whose trigger has an effect on people: one for each victim group."""
    measure = anchor.row.effect
    if measure is None:
        return
    victims = [a for a in anchor.of_role("harmed", "victim", "suspect") if a.what.what in HUMAN | {"number", "name"}]
    for argument in victims:
        bound = _bound_of(argument, scene.line.sentence.lower(argument.group.head))
        if bound is None:
            continue
        start = min(argument.group.start, anchor.start)
        end = max(argument.group.end, anchor.end)
        toll = _toll(scene.line, measure, bound, argument.group.start, argument)  # type: ignore[arg-type]
        yield TollFound(
            line=scene.line, toll=toll, start=_count_start(scene.line, argument, start), end=end, anchor=anchor
        )


def _count_start(line: Line, argument: Argument, start: int) -> int:
    count = argument.what.count
    return min(start, line.sentence.token_at(count.start)) if count else start


def _bound_of(argument: Argument, head: str) -> Bound | None:
    what = argument.what
    if what.count is not None:
        return what.count.bound
    if what.what in ("number", "name") or what.what == "armed_org":
        return None
    if what.what == "person" or not what.plural:
        one = what.what != "government" and what.kind != "government"
        if one and what.kind == "state_force":
            one = head in MEMBERS
        return Bound.exactly(1) if one else None
    return Bound(low=2)


def tolls_of_phrases(scene: Scene) -> Iterator[TollFound]:
    """The tolls that set phrases tell: "40 dead", "left 180 injured", "the death toll rose to 115"."""
    line = scene.line
    for count in line.counts:
        if getattr(count, "article", False):
            continue
        found = _after_count(line, count) or _before_count(line, count)
        if found is None:
            continue
        measure, start, end = found
        toll = _toll(line, measure, count.bound, start, None, count)
        yield TollFound(line=line, toll=toll, start=start, end=end, anchor=None)


def _after_count(line: Line, count: CountFound) -> tuple[Measure, int, int] | None:
    """ "more than 100 wounded", "40 people dead", "12 deaths": a measure right after the number or its noun."""
    sentence = line.sentence
    start, i = sentence.token_at(count.start), sentence.token_at(count.end - 1) + 1
    group = sentence.noun_at.get(i - 1)
    stop = max(i, group.end if group else i) + 1
    for j in range(i, min(stop + 2, len(sentence.texts))):
        word = sentence.lower(j)
        if word in MEASURE_WORDS and not _is_verb_with_object(line, j) and not _killed_by_name(line, j):
            return MEASURE_WORDS[word], start, j + 1
        if word not in SKIP and not (group and j < group.end):
            return None
    return None


def _is_verb_with_object(line: Line, i: int) -> bool:
    sentence = line.sentence
    verb = sentence.verb_at.get(i)
    after = sentence.noun_at.get(i + 1)
    return verb is not None and verb.head == i and not verb.passive and after is not None and after.start == i + 1


def _killed_by_name(line: Line, i: int) -> bool:
    return line.sentence.lower(i) == "death" and line.sentence.lower(i + 1) in ("squad", "squads", "threats", "toll")


def _before_count(line: Line, count: CountFound) -> tuple[Measure, int, int] | None:
    """ "the death toll rose to 115", "the number of injured stood at 40", "killed: 12"."""
    sentence = line.sentence
    start, end = sentence.token_at(count.start), sentence.token_at(count.end - 1) + 1
    link = sentence.lower(start - 1)
    if link not in ("to", "at", "of", "as", "reached", "hit", "is", "was", "topped", "passed", "exceeded", "now", ":"):
        return None
    for i in range(start - 1, max(-1, start - 18), -1):
        word = sentence.lower(i)
        if sentence.class_at(i) == ".":
            return None
        if word == "toll":
            return _headed(line, i, start), i, end
        if word == "figure" and link in ("at", "to", "as"):
            near = {sentence.lower(j) for j in range(max(0, i - 4), start)}
            return (_headed(line, i, start), i, end) if near & (HARMED | {"earlier", "higher", "lower"}) else None
        if word in ("number", "count", "tally") and sentence.lower(i + 1) == "of":
            harmed = HARMED & {sentence.lower(j) for j in range(i, start)}
            return (_headed(line, i, start), i, end) if harmed else None
        if word == "death" and sentence.lower(i + 1) == "of":
            return ("killed", i, end) if link == "of" and i == start - 2 else None
    return None


def _headed(line: Line, i: int, start: int) -> Measure:
    words = {line.sentence.lower(j) for j in range(max(0, i - 2), start)}
    return "injured" if words & {"injured", "wounded", "injuries"} and "dead" not in words else "killed"


def _toll(
    line: Line, measure: Measure, bound: Bound, start: int, argument: Argument | None, count: CountFound | None = None
) -> Toll:
    count = count or (argument.what.count if argument else None)
    whom, class_ = _whom(line, argument, count)
    earlier = count.earlier if count else None
    return Toll(
        measure=measure,
        low=bound.low,
        high=bound.high,
        best=bound.best,
        approximate=bound.approximate,
        whom=whom,
        class_=class_,
        scope=_scope(line, start, count),
        supersedes=(earlier.best or earlier.low) if earlier else None,
    )


def _whom(line: Line, argument: Argument | None, count: CountFound | None) -> tuple[str | None, TollClass]:
    if argument is not None and argument.what.what != "number":
        start, end = argument.what.start, argument.what.end
        text = words_of(line.sentence, start, end) if start < end else None
        return text, CLASSES.get(argument.what.what, "unknown")
    if count is None:
        return None, "unknown"
    i = line.sentence.token_at(count.end - 1) + 1
    tag = next((line.nouns[j] for j in range(i, i + 3) if j in line.nouns), None)
    if tag is None or tag.start < i or any(line.sentence.class_at(j) not in "AENU" for j in range(i, tag.start)):
        return None, "unknown"
    return words_of(line.sentence, tag.start, tag.end), CLASSES.get(tag.class_, "unknown")


def _scope(line: Line, start: int, count: CountFound | None) -> Scope:
    sentence = line.sentence
    before = [sentence.lower(i) for i in range(max(0, start - 4), start)]
    if count is not None and count.other:
        return "additional"
    if SUBSET & set(before) and not {"killing", "wounding"} & set(before):
        return "subset"
    words = sentence.folded
    if "since" in words[start:]:
        after = words[words.index("since", start) + 1 :][:14]
        if any(w.isdigit() and len(w) == 4 for w in after) or {"war", "conflict", "start", "began"} & set(after):
            return "conflict_to_date"
    window = words[max(0, start - 8) : start + 14]
    if _whole_year(line) and not _particular(line):
        return "period"
    for i, word in enumerate(window):
        whole = word in PERIOD and i and window[i - 1] in ("this", "last", "past", "every")
        if whole and (i < 2 or window[i - 2] not in ("earlier", "late", "later", "early")):
            return "period"
    return "event"


def _whole_year(line: Line) -> bool:
    """The sentence speaks of a year and of no day: "3,035 civilians were killed in 2020"."""
    points = [t.when.precision for t in line.times if t.kind == "point"]
    return "year" in points and "day" not in points


EVENT_WORDS = word_set(
    "attack bombing blast explosion assault shooting massacre raid strike airstrike ambush siege bombings attacks "
    "blasts explosions killing murder assassination"
)


def _particular(line: Line) -> bool:
    """It names an event, or a place finer than a country: then the year dates an event and sums up nothing."""
    words = set(line.sentence.folded)
    return bool(words & EVENT_WORDS) or any(p.level not in ("country", "region") for p in line.places)


EARLIER = word_set("earlier previously initially previous initial originally")


def settle_tolls(tolls: list[TollFound]) -> list[TollFound]:
    """The tolls of one event held against each other.

    "Another 12" is additional only beside a figure of the same measure; a figure that its sentence calls an earlier
    one is superseded by the event's own.
    """
    settled = []
    for i, found in enumerate(tolls):
        toll = found.toll
        same = [t.toll for t in tolls[:i] if t.toll.measure == toll.measure and t.toll.bound == toll.bound]
        if toll.scope == "additional" and same:
            continue  # "nine others" told twice
        if toll.scope == "additional" and not any(t.toll.measure == toll.measure for t in tolls[:i]):
            found = replace(found, toll=replace(toll, scope="event"))
        settled.append(found)
    current = [t for t in settled if not _earlier(t)]
    for old in [t for t in settled if _earlier(t)]:
        newer = next((t for t in current if _newer(t, old)), None)
        if newer is None:
            current.append(old)
        else:
            at = current.index(newer)
            current[at] = replace(newer, toll=replace(newer.toll, supersedes=old.toll.best or old.toll.low))
    return current


def _earlier(found: TollFound) -> bool:
    sentence = found.line.sentence
    start, end = max(0, found.start - 14), min(len(sentence.texts), found.end + 5)
    before = [sentence.lower(i) for i in range(start, found.start)]
    after = [sentence.lower(i) for i in range(found.end, end)]
    return (bool(EARLIER & set(before)) and "to" not in before[-1:]) or "earlier" in after[:3]


def _newer(found: TollFound, old: TollFound) -> bool:
    same = found.toll.measure == old.toll.measure and found.toll.scope == "event"
    return same and found.toll.bound != old.toll.bound and found.toll.bound != Bound(low=2)
