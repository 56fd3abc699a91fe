"""Who is said to have done it, and by whom: claimed, denied, blamed, suspected.

A claim is about an event noun in its own sentence where there is one, else about the event that the text is on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import conjuncts, objects_of, phrases_after, subject_of, verb_before
from tocsin.read.rules.describe import HUMAN, Described
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.naming import full_span
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.words import lemma_of
from tocsin.record.values import Stance
from tocsin.resolve.remembered import Remembered

INVOLVEMENT = word_set("responsibility involvement involved role part hand link links connection complicity blame")
BEHIND = frozenset(("behind", "responsible"))
NOBODY = frozenset(("no", "nobody", "none", "neither", "any"))
NO_PARTY = frozenset(  # things, and people who are no party: an accused person is a suspect, not a claimant
    "event facility vehicle device infrastructure property civilian suspect number person pronoun other".split()
)
# The verbs of all steps below; only "is behind" needs none of its own.
CLAIM_VERBS = word_set(
    "accuse claim assume take accept admit deny reject disclaim disavow dismiss blame attribute pin hold carry stage "
    "mount conduct"
)
_MAY_CLAIM: Remembered[str, bool] = Remembered(lambda word: lemma_of(word) in CLAIM_VERBS)
SAYING = word_set("say tell announce state add declare claim report believe think suspect insist")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFound:
    """A claim read in a line: the claimant's group, the stance, the accuser's, and the tokens that say it."""

    line: Line
    claimant: NounGroup
    described: Described
    stance: Stance
    by: NounGroup | None
    start: int
    end: int
    events: tuple[int, ...]  # tokens of event nouns in the same sentence

    @property
    def span(self) -> tuple[int, int]:
        """The tokens of the claimant's name; not "forces of heavy shelling" where they are accused of that."""
        start, end = full_span(self.line.sentence, self.claimant)
        held = any(self.claimant.end < i <= end for i in self.events) or self.line.sentence.class_at(end) == "G"
        return start, self.claimant.end if held else end


def find_claims(scene: Scene, anchors: list[Anchor]) -> Iterator[ClaimFound]:
    """The claims of a line, in order of their verbs; one for each party where several are named together."""
    sentence = scene.line.sentence
    behind = not BEHIND.isdisjoint(sentence.folded)
    # A look at the words first: in most sentences no verb claims anything, and in many no group is ever asked for.
    verbs = sentence.verbs if behind or any(map(_MAY_CLAIM.__getitem__, sentence.folded)) else ()
    for verb in verbs:
        if verb.lemma not in CLAIM_VERBS and not behind:
            continue
        for step in (_accused, _claimed, _denied, _blamed, _held, _behind):
            found = [claim for claim in step(scene, verb, anchors) if claim is not None]
            if found:
                yield from found
                break
    yield from _suspected(scene, anchors)


Claims = Iterator["ClaimFound | None"]


def _make(
    scene: Scene, claimant: NounGroup | None, stance: Stance, verb: VerbGroup, end: int, by: NounGroup | None = None
) -> ClaimFound | None:
    if claimant is None or any(
        scene.line.sentence.lower(group.start) in NOBODY for group in conjuncts(scene.line.sentence, claimant)
    ):
        return None
    described = scene.describe(claimant)
    if described.what in NO_PARTY and described.actor is None:
        return None
    events = tuple(i for i in sorted(scene.event_nouns))
    return ClaimFound(
        line=scene.line,
        claimant=claimant,
        described=described,
        stance=stance,
        by=by,
        start=min(claimant.start, verb.start),
        end=max(end, claimant.end, verb.end),
        events=events,
    )


def _event_in(scene: Scene, group: NounGroup) -> bool:
    return any(group.start <= i < group.end for i in scene.event_nouns)


def _by_phrase(scene: Scene, i: int) -> NounGroup | None:
    return next((p.group for p in phrases_after(scene.line.sentence, i) if p.preposition == "by"), None)


def _claimed(scene: Scene, verb: VerbGroup, anchors: list[Anchor]) -> Claims:
    """ "X claimed responsibility", "X claimed the attack", "the attack was claimed by X", "X took credit"."""
    sentence = scene.line.sentence
    if verb.lemma not in ("claim", "assume", "take", "accept", "admit") or verb.negated:
        return
    objects = objects_of(sentence, verb)
    subject = subject_of(sentence, verb)
    if verb.passive or (verb.form == "E" and not objects):
        about = subject is not None and (
            _event_in(scene, subject) or sentence.lower(subject.head) in ("responsibility", "credit", "attack")
        )
        by = _by_phrase(scene, verb.end)
        if about and by and verb.lemma == "claim":
            yield _make(scene, by, "claimed", verb, by.end)
        return
    if not objects:
        return
    word = sentence.lower(objects[0].head)
    credit = word == "responsibility" or (word == "credit" and verb.lemma in ("claim", "take"))
    it = word in ("it", "this") and sentence.class_at(objects[0].end) in ".,C;"
    if credit or (verb.lemma == "claim" and (it or _event_in(scene, objects[0]))):
        yield _make(scene, subject, "claimed", verb, objects[0].end)


def _denied(scene: Scene, verb: VerbGroup, anchors: list[Anchor]) -> Claims:
    """ "X denied involvement", "X denied bombing the village", "X rejected any suggestion that it had a hand"."""
    sentence = scene.line.sentence
    if verb.lemma not in ("deny", "reject", "disclaim", "disavow", "dismiss") or verb.negated:
        return
    words = [sentence.lower(i) for i in range(verb.end, min(len(sentence.texts), verb.end + 14))]
    gerund = any(a.verb is not None and a.verb.form == "G" and 0 <= a.start - verb.end <= 2 for a in anchors)
    claimed = any(v.lemma == "claim" for v in sentence.verbs)
    involved = gerund or (claimed and words[:1] == ["it"]) or ("any" in words[:1] and "suggestion" in words)
    if not (involved or INVOLVEMENT & set(words)) or (verb.lemma == "dismiss" and "responsibility" not in words):
        return
    end = min(len(sentence.texts), verb.end + 4)
    yield _make(scene, subject_of(sentence, verb), "denied", verb, end)


def _blamed(scene: Scene, verb: VerbGroup, anchors: list[Anchor]) -> Claims:
    """ "X blamed Y and Z for the attack", "blamed the attack on Y", "the attack was blamed on / attributed to Y"."""
    sentence = scene.line.sentence
    if verb.lemma not in ("blame", "attribute", "pin") or verb.negated or _declined(scene, verb):
        return
    subject = None if verb.passive else subject_of(sentence, verb)
    objects = [] if verb.passive else objects_of(sentence, verb)
    after = phrases_after(sentence, objects[-1].end if objects else verb.end)
    onto = [p.group for p in after if p.preposition in ("on", "to")]
    parties = [g for g in onto if scene.describe(g).what not in NO_PARTY | {"place"}]
    if not parties and verb.lemma == "blame" and objects and not _event_in(scene, objects[0]):
        parties = objects
    for party in parties[: 1 if onto else None]:
        yield _make(scene, party, "blamed", verb, party.end, subject)


def _held(scene: Scene, verb: VerbGroup, anchors: list[Anchor]) -> Claims:
    """ "X held Y responsible for the attack", "Y was held responsible"."""
    sentence = scene.line.sentence
    if verb.lemma != "hold" or verb.negated:
        return
    held = [] if verb.passive else objects_of(sentence, verb)
    end = held[-1].end if held else verb.end
    if sentence.lower(end) not in ("responsible", "accountable"):
        return
    subject = subject_of(sentence, verb)
    parties = held or (conjuncts(sentence, subject) if subject else [])
    for party in parties:
        yield _make(scene, party, "blamed", verb, end + 1, subject if held else _by_phrase(scene, end))


def _declined(scene: Scene, verb: VerbGroup) -> bool:
    before = verb_before(scene.line.sentence, verb.start)
    return before is not None and before.lemma in ("decline", "refuse", "avoid") and verb.start - before.end <= 1


def _accused(scene: Scene, verb: VerbGroup, anchors: list[Anchor]) -> Claims:
    """ "X accused Y and Z of killing W": only where what follows is violence or having a part in it."""
    sentence = scene.line.sentence
    if verb.lemma != "accuse" or verb.negated:
        return
    violent = any(_within_reach(sentence, verb, a) and a.row.family == "violence" for a in anchors)
    words = {sentence.lower(i) for i in range(verb.end, min(len(sentence.texts), verb.end + 20))}
    if not violent and not (words & {"involvement", "complicity"} or (words & BEHIND)):
        return
    by = _by_phrase(scene, verb.end) if verb.passive else subject_of(sentence, verb)
    subject = subject_of(sentence, verb)
    if not verb.passive and sentence.class_at(verb.start - 1) == "," and not objects_of(sentence, verb):
        subject = _just_named(scene, verb.start) or subject
    accused = (
        ([subject] if subject else [])
        if verb.passive or (verb.start == verb.head and not objects_of(sentence, verb))
        else objects_of(sentence, verb)
    )
    for group in accused:
        found = _make(scene, group, "blamed", verb, group.end, by if by != group else None)
        if found is not None:
            yield found


def _within_reach(sentence: Sentence, verb: VerbGroup, anchor: Anchor) -> bool:
    """After the verb, and before the clause goes on: "the mayor, accused of smuggling, was shot"."""
    between = [
        v for v in sentence.verbs if verb.end <= v.start <= anchor.start and "W" not in _classes(sentence, verb, v)
    ]
    return anchor.start > verb.end and not any(v.passive or (v.form == "V" and not v.infinitive) for v in between)


def _classes(sentence: Sentence, first: VerbGroup, second: VerbGroup) -> str:
    return sentence.classes[first.end : second.start]


def _just_named(scene: Scene, i: int) -> NounGroup | None:
    """The people named last before a token: "arrested two teenagers aged 15 and 17, accused of plotting"."""
    before = [g for g in scene.line.sentence.nouns if g.end <= i]
    return next((g for g in reversed(before) if scene.describe(g).what in HUMAN | {"name"}), None)


OWN = word_set("it its they their he she we our i")


def _behind(scene: Scene, verb: VerbGroup, anchors: list[Anchor]) -> Claims:
    """ "X was behind the attack", "X said its fighters were behind it", "X said it carried out the attack"."""
    sentence = scene.line.sentence
    following = {sentence.lower(i) for i in range(verb.end, verb.end + 2)}
    carried = verb.lemma in ("carry", "stage", "mount", "conduct") and any(
        a.carrier is verb and a.row.family == "violence" for a in anchors
    )
    if not (carried or BEHIND & following) or not _said_plainly(scene, verb):
        return
    subject = subject_of(sentence, verb)
    if subject is None:
        return
    speaker = _speaker_before(scene, verb)
    end = min(len(sentence.texts), verb.end + 1)
    if sentence.lower(subject.start) in OWN:
        if speaker is not None and speaker != subject:
            yield _make(scene, speaker, "claimed", verb, end)
    elif not carried or speaker is not None:
        for party in conjuncts(sentence, subject):
            yield _make(scene, party, "blamed", verb, end, speaker)


def _said_plainly(scene: Scene, verb: VerbGroup) -> bool:
    gerund = verb.form == "G" or scene.line.sentence.lower(verb.start) == "being"
    return not (verb.negated or verb.modal or gerund)


def _speaker_before(scene: Scene, verb: VerbGroup) -> NounGroup | None:
    """The subject of a verb of saying right before: the "police" of "police said rebels were behind it"."""
    sentence = scene.line.sentence
    before = [v for v in sentence.verbs if v.end <= verb.start and v.lemma in SAYING and v.end >= verb.start - 8]
    if not before or before[-1].passive:
        return None
    return subject_of(sentence, before[-1])


def _suspected(scene: Scene, anchors: list[Anchor]) -> Iterator[ClaimFound]:
    """ "suspected Boko Haram militants", "believed to be members of the group": a suspicion with no accuser."""
    for anchor in anchors:
        for argument in anchor.of_role("perpetrator"):
            if "suspected" in argument.what.adjectives and argument.what.actor is not None:
                yield ClaimFound(
                    line=scene.line,
                    claimant=argument.group,
                    described=argument.what,
                    stance="suspected",
                    by=None,
                    start=argument.group.start,
                    end=argument.group.end,
                    events=tuple(sorted(scene.event_nouns)),
                )
