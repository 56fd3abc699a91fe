"""Whom "the group", "the army", "it" and "they" stand for: the side that the text named last and that they can mean.

For those who answer for an act, and no further: a wrong antecedent turns a claim round, so that none is taken where
more than the words before speak for another. Nothing is looked up before a claim asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.claims import ClaimFound
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.groups import NounGroup
from tocsin.read.rules.parties import GROUP, is_side
from tocsin.read.rules.scene import Scene

PRONOUNS = word_set("it they")
BACK = 6  # sentences that a name holds for "the group"; a pronoun reaches the sentence before it


def settle_claimants(scenes: Sequence[Scene], claims: Sequence[ClaimFound]) -> Iterator[ClaimFound]:
    """The claims, each with its claimant as the text named it; those of a pronoun for nobody are left out."""
    for claim in claims:
        scene = scenes[claim.line.sentence.number]
        found = _antecedent(scenes, scene, claim)
        if found is not None:
            where, group = found
            described = where.describe(group)
            yield replace(claim, claimant=group, described=described, named_in=where.line)
        elif claim.described.what != "pronoun":
            yield claim


def _antecedent(scenes: Sequence[Scene], scene: Scene, claim: ClaimFound) -> tuple[Scene, NounGroup] | None:
    described, sentence = claim.described, scene.line.sentence
    head = sentence.lower(claim.claimant.head)
    if described.actor is not None:
        return None
    if described.what == "pronoun":
        return _subject_before(scenes, sentence.number, plural=head == "they") if head in PRONOUNS else None
    if not described.definite or claim.claimant.end - claim.claimant.start > 2:
        return None  # "a new group", "the Kurdish group": named well enough as it is
    if head in GROUP:
        return _last(scenes, sentence.number, claim.claimant.start, armed=True, head="")
    if described.what in ("security", "government"):
        return _last(scenes, sentence.number, claim.claimant.start, armed=False, head=head)
    return None


def _sides(scene: Scene, before: int) -> Iterator[NounGroup]:
    """The sides named in a line before a token, from the last back."""
    for group in reversed(scene.line.sentence.nouns):
        if group.end <= before and is_side(scene, group):
            yield group


def _last(
    scenes: Sequence[Scene], number: int, start: int, *, armed: bool, head: str
) -> tuple[Scene, NounGroup] | None:
    """The last side named: an armed one of the register or by its name, or a force under the same noun."""
    for scene in reversed(scenes[max(0, number - BACK) : number + 1]):
        before = start if scene.line.sentence.number == number else len(scene.line.sentence.texts)
        for group in _sides(scene, before):
            described = scene.describe(group)
            if head and (scene.line.sentence.lower(group.head) != head or described.actor is None):
                continue
            if armed and not (described.what in ARMED and described.actor is not None):
                continue
            return scene, group
    return None


def _subject_before(scenes: Sequence[Scene], number: int, *, plural: bool) -> tuple[Scene, NounGroup] | None:
    """The side with which the sentence before opens, where it is of the pronoun's number."""
    if number == 0 or scenes[number - 1].line.sentence.field != scenes[number].line.sentence.field:
        return None
    scene = scenes[number - 1]
    sides = list(_sides(scene, len(scene.line.sentence.texts)))
    first = sides[-1] if sides else None
    if first is None or len({scene.describe(side).actor for side in sides}) > 1:
        return None
    described = scene.describe(first)
    many = described.plural or described.what in ("armed_org", "security", "government")
    return (scene, first) if (many if plural else described.kind != "group") else None
