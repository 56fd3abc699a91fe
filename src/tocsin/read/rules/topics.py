"""What an accusation, a claim or a charge is about: an act of violence or a part in it, and not a delay or a poem."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import Phrase
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup, complement
from tocsin.read.rules.patterns import Matched
from tocsin.read.rules.scene import Anchor, Scene

PART = word_set(
    "responsibility involvement involved complicity complicit participation behind responsible part hand role "
    "masterminding orchestrating ordering planning directing financing"
)
IT = word_set(
    "it this that them these those both violence bloodshed death deaths incident incidents tragedy crime crimes"
)
ABOUT = word_set("for over of behind about")
ABOUT_PART = ABOUT | {"in", "with", "to", "from"}  # "a hand in", "a link to"; but "claimed responsibility in a letter"
SHARES = word_set("involvement complicity participation part hand role link links connection itself themselves")
HARM = ("violence", "plot")


def told_after(scene: Scene, anchors: Sequence[Anchor], i: int) -> bool:
    """Whether an act of violence is named from token `i` to the end of the sentence."""
    return any(a.start >= i and a.row.family in HARM for a in anchors) or any(n >= i for n in scene.event_nouns)


def about_violence(scene: Scene, anchors: Sequence[Anchor], found: Matched, verb: VerbGroup, *, said: bool) -> bool:
    """Whether what a row is about is violence. `said`: it must be named; else silence about the topic is enough."""
    sentence = scene.line.sentence
    if said and not _leads_there(scene, anchors, found):
        return False
    shares = said or sentence.lower(found.end - 1) in SHARES
    about = ABOUT_PART if shares else ABOUT
    owned = {group.end for group in found.who}  # "blamed the Union of the Faithful": of the party itself
    topics = [p for p in found.phrases if p.preposition in about and p.group not in found.who]
    topics = [p for p in topics if p.preposition != "of" or p.at not in owned]
    names = told_after(scene, anchors, verb.end)
    if names and (not topics or _reaches(scene, anchors, found, topics)):
        return True
    if any(sentence.lower(p.group.head) in IT for p in topics):
        return True
    return _of_subject(scene, verb) or (not said and not topics)


def _reaches(scene: Scene, anchors: Sequence[Anchor], found: Matched, topics: Sequence[Phrase]) -> bool:
    """Whether the first topic is an event, or leads to one: "for the deaths in the raid", "for ordering the murder"."""
    first = topics[0]
    return told_after(scene, anchors, first.at) or any(
        found.end <= a.start < first.at and a.row.family in HARM
        for a in anchors  # "a role in killing of two"
    )


def _of_subject(scene: Scene, verb: VerbGroup) -> bool:
    """Whether an event is named in the clause before the verb: "blame for the ambush fell on", "it was the work of"."""
    sentence = scene.line.sentence
    opened = max((v.end for v in sentence.verbs if v.end <= verb.start), default=0)
    if verb.start > 0 and sentence.lower(verb.start - 1) in IT:
        return True
    return any(opened <= n < verb.start for n in scene.event_nouns)


def has_part(sentence: Sentence, i: int) -> bool:
    """Whether the next words speak of a part in something: "of having a hand in", "of being behind"."""
    return not PART.isdisjoint(sentence.folded[i : i + 20])


def is_event(scene: Scene, group: NounGroup) -> bool:
    """Whether a group names an act: "the bus bombing"."""
    return any(group.start <= i < group.end for i in scene.event_nouns)


def _leads_there(scene: Scene, anchors: Sequence[Anchor], found: Matched) -> bool:
    """Whether the words right after are an act or of one: "behind the wave of bombings"; not "behind schedule in"."""
    sentence = scene.line.sentence
    near = [p for p in found.phrases if "," not in sentence.classes[found.end : p.at]]
    first = next((p for p in near if p.preposition in ABOUT_PART and p.group not in found.who), None)
    if first is None:
        return True
    group, end = first.group, first.group.end
    if sentence.lower(group.head) in IT or is_event(scene, group):
        return True
    chain = complement(sentence, group)
    if chain is not None and chain[0] in ("of", "in"):
        return is_event(scene, chain[1]) or sentence.lower(chain[1].head) in IT
    return sentence.class_at(first.at + 1) == "G" or end >= len(sentence.texts) - 1
