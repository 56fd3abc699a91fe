"""A toll as it was found, and how its value is made from a figure and the words beside it."""

from __future__ import annotations

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import MEMBERS
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup
from tocsin.read.rules.naming import words_of
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.read.rules.toll_doers import doers_among
from tocsin.read.rules.toll_scopes import scope_of
from tocsin.record.values import Bound, Measure, Scope, Toll, TollClass
from tocsin.resolve.counts import CountFound

CLASSES: dict[str, TollClass] = {
    "civilian": "civilian",
    "security": "security_force",
    "armed": "combatant",
    "armed_org": "combatant",
}


ANYBODY = word_set(  # people of whom nothing is said: fighters, for all that one knows
    "people person persons individuals individual men man members member victims victim casualties dead wounded "
    "injured others youths bodies corpses"
)


class TollFound(Struct, frozen=True, kw_only=True):
    """A toll read in a line, the tokens that say it, and the anchor that it hangs on, if any."""

    line: Line
    toll: Toll
    start: int
    end: int
    anchor: Anchor | None


def figure_tokens(line: Line, count: CountFound) -> tuple[int, int]:
    """The tokens of a count, half-open; a count that runs on into the next sentence ends with its own."""
    known = line.figures.get(count.start)  # every rule for tolls asks it of every count
    if known is None:
        sentence = line.sentence
        known = sentence.token_at(count.start), min(sentence.token_at(count.end - 1) + 1, len(sentence.texts))
        line.figures[count.start] = known
    return known


def make_toll(
    scene: Scene,
    measure: Measure,
    bound: Bound,
    start: int,
    end: int,
    *,
    argument: Argument | None = None,
    count: CountFound | None = None,
    scope: Scope | None = None,
) -> Toll:
    """The toll that tokens `start` to `end` tell; the scope is read from the clause where none is given."""
    count = count or (argument.what.count if argument else None)
    whom, class_ = _whom(scene.line, argument, count)
    if class_ == "civilian" and whom is not None and whom.lower().split()[-1] in ANYBODY:
        class_ = "unknown"
    earlier = count.earlier if count else None
    one = bound.best == 1 and (
        count is None or count.article
    )  # "the teacher whom rebels hanged in 1950" is nobody's sum
    read = ("event" if one else scope_of(scene, start, end)) if scope is None else scope
    if read == "event" and count is not None and count.other:
        read = "additional"
    return Toll(
        includes_perpetrators=doers_among(scene.line, end, whom),
        measure=measure,
        low=bound.low,
        high=bound.high,
        best=bound.best,
        approximate=bound.approximate,
        whom=whom,
        class_=class_,
        scope=read,
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
    if tag is None and (group := line.sentence.noun_at.get(i)) is not None:
        return _members(line, i, group)
    if tag is None or tag.start < i or any(line.sentence.class_at(j) not in "AENU" for j in range(i, tag.start)):
        return None, "unknown"
    return words_of(line.sentence, tag.start, tag.end), CLASSES.get(tag.class_, "unknown")


def _members(line: Line, i: int, group: NounGroup) -> tuple[str | None, TollClass]:
    """ "nine Al-Shabaab members": fighters by the name of what they belong to."""
    named = any(i <= a.start < group.head and a.actor is not None for a in line.actors)
    if not named or line.sentence.lower(group.head) not in MEMBERS:
        return None, "unknown"
    return words_of(line.sentence, i, group.end), "unknown"
