"""What the law does with whom it holds to have done it: charged, tried, convicted, acquitted, let go.

The words are rows of `justice.toml`. An accused stays a suspect, whatever the
outcome: `role` suspect, modality alleged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import conjuncts, phrases_after, verb_before
from tocsin.read.rules.describe import HUMAN
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, VerbGroup, complement
from tocsin.read.rules.parties import is_party
from tocsin.read.rules.patterns import Matched, Pattern, Patterns, matches
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.tolls import MEMBERS
from tocsin.read.rules.topics import HARM, IT
from tocsin.record.values import Outcome

CRIMES = word_set(
    "murder manslaughter terrorism terror terrorist homicide murders killing killings genocide atrocities violence "
    "disappearance disappearances abduction hijacking stabbing shooting massacre war-crimes crimes "
    "kidnapping arson rape torture assault wounding attack attacks bombing plot treason sedition"
)
REASONS = word_set("for over of with in on to after about")
ASKED = frozenset(("for", "over", "of", "with"))
LEGAL = word_set("charge charges bail trial murder evidence court suspicion arrest custody")
ACCUSED = word_set("alleged suspected accused charged convicted")
HELD = word_set("questioned interrogated held arrested detained charged accused suspected convicted")
TERMS = word_set("years year months life")
UNWILLING = word_set("decline refuse fail agree plan ask seek hope intend vow expect want consider promise")
PRONOUNS = word_set("he she they him her them who both all")


class Proceeding(Struct, frozen=True, kw_only=True):
    """Somebody before the law: the group that names them in a line, and what the line says became of them."""

    line: Line
    group: NounGroup
    outcome: Outcome | None
    known: bool  # counts only of somebody who is a suspect already
    start: int
    end: int


@cache
def _rows() -> Patterns:
    return Patterns("justice.toml", "step")


def find_proceedings(scene: Scene, anchors: Sequence[Anchor]) -> Iterator[Proceeding]:
    """Whom the law deals with in a line, in order of the verbs."""
    done: set[VerbGroup] = set()
    for verb, pattern, found in matches(scene.line.sentence, _rows(), lambda group: _is_somebody(scene, group)):
        if verb in done or not _holds(scene, anchors, verb, pattern, found):
            continue
        for group in (_without_term(scene, each) for each in found.who):
            if _is_somebody(scene, group):
                done.add(verb)
                yield Proceeding(
                    line=scene.line,
                    group=group,
                    outcome=pattern.row.get("outcome"),
                    known=pattern.says("topic") == "known" and not _is_known(scene, anchors, verb, found, group),
                    start=min(group.start, verb.start),
                    end=max(group.end, found.end),
                )
    yield from _in_court(scene, anchors)


COURTS = ("in court", "in dock", "in the dock", "on trial", "in custody", "under arrest")


def _in_court(scene: Scene, anchors: Sequence[Anchor]) -> Iterator[Proceeding]:
    """ "Teenager in court over mosque arson": a headline without a verb."""
    sentence = scene.line.sentence
    group = sentence.nouns[0] if sentence.headline and sentence.nouns else None
    if group is None or sentence.class_at(group.end) != "P" or not _is_somebody(scene, group):
        return
    court = next((words for words in COURTS if sentence.words(group.end, group.end + 3).startswith(words)), None)
    if court is None:
        return
    end = group.end + court.count(" ") + 1
    over = [p for p in phrases_after(sentence, end) if p.preposition in ASKED]
    if any(_is_crime(scene, anchors, p.at, p.group) for p in over):
        yield Proceeding(line=scene.line, group=group, outcome=None, known=False, start=group.start, end=end)


def _without_term(scene: Scene, group: NounGroup) -> NounGroup:
    """ "three guards" in "three guards ten years"."""
    sentence = scene.line.sentence
    cut = next((i for i in range(group.start + 1, group.head) if sentence.class_at(i) == "M"), None)
    if cut is None or sentence.lower(group.head) not in TERMS:
        return group
    return NounGroup(group.start, cut, cut - 1)


TRIED = word_set(
    "guilty held charged accused suspected convicted acquitted wanted arrested detained questioned tried jailed trial "
    "sentenced cleared indicted custody"
)


def is_charge(anchor: Anchor) -> bool:
    """ "held over the letter bomb", "guilty of the murder": what the law deals with, whatever it makes of it."""
    sentence, noun = anchor.sentence, anchor.noun
    named = noun is not None and anchor.row.family in HARM and sentence.lower(noun.start - 1) in ASKED
    return named and noun is not None and sentence.lower(noun.start - 2) in TRIED


WITNESSES = word_set("witness witnesses bystander bystanders onlooker onlookers")
TRIABLE = HUMAN - {"armed_org"} | {"name", "number"}


def _is_somebody(scene: Scene, group: NounGroup) -> bool:
    """Whether a group can stand before a court: people, by noun, number, name or pronoun."""
    sentence, described = scene.line.sentence, scene.describe(group)
    if described.what == "pronoun":
        return sentence.lower(group.head) in PRONOUNS
    people = described.what in TRIABLE and sentence.lower(group.head) not in WITNESSES
    return people and not any(sentence.lower(g.start) in ("no", "nobody") for g in conjuncts(sentence, group))


def _is_known(scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup, found: Matched, group: NounGroup) -> bool:
    """Whether a suspect needs no naming before: accused by his own words, or dealt with over a crime."""
    if is_accused(scene, group):
        return True
    over = [p for p in phrases_after(scene.line.sentence, verb.end) if p.preposition in ("for", "over")]
    return any(_is_crime(scene, anchors, p.at, p.group) for p in over if p.group not in found.who)


def _is_side(scene: Scene, group: NounGroup) -> bool:
    """A party as a whole: "the police", "rebels"; not one of its men, nor so many of them."""
    described = scene.describe(group)
    counted = described.count is not None and not described.count.article
    one = scene.line.sentence.lower(group.head) in MEMBERS or (counted and described.plural)
    return is_party(scene, group) and not one


def is_accused(scene: Scene, group: NounGroup) -> bool:
    """Whether a group is a suspect by its own words: "the suspect", "the alleged bomber", "men held over"."""
    sentence = scene.line.sentence
    if scene.describe(group).what == "suspect" or not ACCUSED.isdisjoint(sentence.folded[group.start : group.end]):
        return True
    if sentence.lower(group.end) in HELD:
        return True
    clause = sentence.class_at(group.end) == "W"  # "the man whom they had held over the stabbing"
    verb = next((v for v in sentence.verbs if v.start > group.end), None) if clause else None
    return verb is not None and sentence.lower(verb.head) in HELD


# ------------------------------------------------------------------------------------------------ whether it counts
def _holds(scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup, pattern: Pattern, found: Matched) -> bool:
    """Whether a row is meant: done, by a body of the law, and about violence."""
    sentence = scene.line.sentence
    if verb.modal in ("would", "could", "might", "may", "should", "can"):
        return False
    if verb.negated and "not" not in pattern.after:
        return False
    if verb.infinitive and (before := verb_before(sentence, verb.start)) is not None and before.lemma in UNWILLING:
        return False  # "declined to file charges against"
    if pattern.row.get("passive") and not found.passive:
        return False
    if pattern.row.get("term") and TERMS.isdisjoint(sentence.folded[found.end - 1 : found.end + 4]):
        return False
    if pattern.row.get("person") and all(_is_side(scene, group) for group in found.who):
        return False  # a side that is accused is blamed; see `claims`
    match pattern.says("topic"):
        case "crime":
            return _of_violence(scene, anchors, verb, found, said=False)
        case "crime!":
            return _of_violence(scene, anchors, verb, found, said=True)
        case "known":
            return not _by_doers(scene, found)
        case _:
            return bool(sentence.texts)


def _by_doers(scene: Scene, found: Matched) -> bool:
    """ "the kidnappers released two men": those whom an armed group lets go are no suspects."""
    return found.by is not None and scene.describe(found.by).what in ("armed", "armed_org")


def _of_violence(scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup, found: Matched, *, said: bool) -> bool:
    """Whether the reason given is violence; where none is given, silence is enough unless it must be said."""
    sentence = scene.line.sentence
    reasons = [p for p in phrases_after(sentence, verb.end) if p.preposition in REASONS and p.group not in found.who]
    doing = [a for a in anchors if a.row.family in HARM and a.start > verb.end and a.verb is not None]
    if any(a.verb.form == "G" and sentence.lower(a.start - 1) in ASKED for a in doing if a.verb is not None):
        return True  # "accused of shooting"
    if any(_is_asked_for(scene, a, verb) for a in anchors):
        return True  # "accused of inciting the stabbing"
    asked = [p for p in reasons if p.preposition in ASKED]
    if any(_is_crime(scene, anchors, p.at, p.group) for p in asked or reasons):
        return True
    return not asked and (bool(doing) or not said)


def _is_asked_for(scene: Scene, anchor: Anchor, verb: VerbGroup) -> bool:
    carrier = anchor.carrier
    if anchor.noun is None or carrier is None or anchor.row.family not in HARM or carrier.form != "G":
        return False
    return carrier.start > verb.end and scene.line.sentence.lower(carrier.start - 1) in ASKED


SHARES = frozenset(("part", "role", "involvement", "hand", "complicity", "participation"))


def _is_crime(scene: Scene, anchors: Sequence[Anchor], at: int, group: NounGroup) -> bool:
    sentence = scene.line.sentence
    share = complement(sentence, group) if sentence.lower(group.head) in SHARES else None
    if share is not None and share[0] == "in":  # "for their part in the bombing"
        return _is_crime(scene, anchors, group.end, share[1])
    words = sentence.folded[group.start : group.end]
    if not CRIMES.isdisjoint(words) or sentence.lower(group.head) in IT:
        return True
    event = any(group.start <= i < group.end for i in scene.event_nouns)
    return event or any(a.row.family in HARM and at < a.start <= at + 2 for a in anchors)
