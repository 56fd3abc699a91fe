"""People accused, outside the grammar of an arrest: "the involvement of four men from X", "suspected of".

An accused stays a suspect: `role` suspect, modality alleged, the accuser kept where one is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.read.rules.clauses import phrases_after
from tocsin.read.rules.conditions import CUSTODY
from tocsin.read.rules.describe import HUMAN
from tocsin.read.rules.groups import NounGroup, next_noun
from tocsin.read.rules.scene import Anchor, Argument, Scene

INVOLVEMENT = frozenset(("involvement", "participation", "role", "complicity"))
TELLING = INVOLVEMENT | {"suspected", "accused"}  # one of these stands in every sentence that `involved` knows


def involved(scene: Scene) -> Iterator[Argument]:
    """People whose involvement a sentence asserts: "the involvement of four men from Tajikistan"."""
    sentence = scene.line.sentence
    if TELLING.isdisjoint(sentence.folded):
        return
    for group in sentence.nouns:
        if sentence.lower(group.head) in INVOLVEMENT:
            for phrase in phrases_after(sentence, group.end):
                own = phrase.preposition == "of" and phrase.at == group.end  # not "a role in the killing of four men"
                if own and scene.describe(phrase.group).what in HUMAN:
                    yield Argument("suspect", phrase.group, scene.describe(phrase.group), "of")
                break
        suspected = sentence.lower(group.end) in ("suspected", "accused") and sentence.lower(group.end + 1) == "of"
        suspected = suspected and sentence.lower(group.end + 2) not in ("belonging", "being", "having", "ties", "links")
        if suspected and scene.describe(group).what in HUMAN:
            yield Argument("suspect", group, scene.describe(group), "of")


def in_custody(anchor: Anchor) -> NounGroup | None:
    """The accused or captive whom a sentence about abuse is about; None where it is about nobody in custody."""
    sentence = anchor.sentence
    for group in sentence.nouns:
        words = {sentence.lower(i) for i in range(group.start, group.end)}
        held = sentence.lower(group.end) in ("accused", "suspected", "detained", "arrested", "charged")
        held = held and next_noun(sentence, group.end + 1) is None  # not "the police arrested the officers"
        if held or words & CUSTODY - {"custody", "detained", "arrested"}:
            return group
    return None
