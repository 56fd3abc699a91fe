"""Who is said to be responsible for it, and by whom: claimed, denied, blamed, suspected.

The words are rows of `claims.toml`; acts that a speaker tells of are the business of `told_by`. A claim is about an
event noun in its own sentence where there is one, else about the event that the text is on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.claim_terms import act_told, is_meant
from tocsin.read.rules.clauses import climb, conjuncts, subject_of
from tocsin.read.rules.describe import ARMED, HUMAN, Described
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.naming import full_span
from tocsin.read.rules.parties import GROUP, force_of, is_party, is_side, speaks_for
from tocsin.read.rules.patterns import Matched, Pattern, Patterns, matches
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.topics import is_event
from tocsin.record.values import Stance

NOBODY = frozenset(("no", "nobody", "none", "neither", "any"))
SAYING = word_set(
    "say tell announce state add declare claim report believe think suspect insist confirm admit swear boast maintain "
    "stress repeat reiterate contend allege argue note explain confess acknowledge conclude write inform assure vow"
)
DENYING = word_set("deny reject dispute refute")
SPEAKING = SAYING | DENYING
OWN = word_set("it itself its they them their themselves he his him she her we us our ours i my me")


class ClaimFound(Struct, frozen=True, kw_only=True):
    """A claim read in a line: the claimant's group, the stance, the accuser's, and the tokens that say it."""

    line: Line
    claimant: NounGroup
    described: Described
    stance: Stance
    by: NounGroup | None
    start: int
    end: int
    events: tuple[int, ...]  # tokens of event nouns in the same sentence
    act: tuple[int, int] | None = None  # line and token of the trigger, where the claim is about that one
    named_in: Line | None = None  # where the claimant stands, if not in `line`: "the group" is named before

    @property
    def home(self) -> Line:
        """The line of the claimant's name."""
        return self.named_in or self.line

    @property
    def span(self) -> tuple[int, int]:
        """The tokens of the claimant's name; not "forces of heavy shelling" where they are accused of that."""
        sentence = self.home.sentence
        start, end = full_span(sentence, self.claimant)
        events = self.events if self.named_in is None else ()
        held = any(self.claimant.end < i <= end for i in events) or sentence.class_at(end) == "G"
        return start, self.claimant.end if held else end


@cache
def _rows() -> Patterns:
    return Patterns("claims.toml", "claim")


def find_claims(scene: Scene, anchors: Sequence[Anchor]) -> Iterator[ClaimFound]:
    """The claims of a line, in order of their verbs; one for each party where several are named together."""
    sentence, done = scene.line.sentence, set()
    for verb, pattern, found in matches(sentence, _rows(), lambda group: _can_answer(scene, group)):
        if verb in done or not is_meant(scene, anchors, verb, pattern, found):
            continue
        claims = list(_claims(scene, anchors, verb, pattern, found))
        if claims:
            done.add(verb)
            yield from claims
    yield from _suspected(scene, anchors)
    yield from _believed(scene, anchors)
    yield from claims_of_nouns(scene)
    if sentence.headline and "behind" in sentence.vocabulary:
        yield from _behind(scene)


def _can_answer(scene: Scene, group: NounGroup) -> bool:
    """A party, its craft, or armed people: who of them a row may be about, `make_claim` asks."""
    return is_party(scene, group) or scene.describe(group).what in ARMED or force_of(scene, group) is not None


def make_claim(
    scene: Scene,
    claimant: NounGroup,
    stance: Stance,
    span: tuple[int, int],
    by: NounGroup | None = None,
    act: Anchor | None = None,
    *,
    persons: bool = False,
) -> ClaimFound | None:
    """A claim by or about a party; None where nobody is named, or who is named is no party.

    `persons`: a person answers for what he did or ordered, as a party does.
    """
    sentence = scene.line.sentence
    if any(sentence.lower(group.start) in NOBODY for group in conjuncts(sentence, claimant)):
        return None
    if stance in ("claimed", "denied"):
        claimant = speaks_for(scene, claimant) or claimant
    force = force_of(scene, claimant)
    claimant = force or claimant
    somebody = force is not None or (persons and scene.describe(claimant).what in HUMAN)
    if not somebody and not is_party(scene, claimant) and not _may_stand_for_party(scene, claimant):
        return None
    return ClaimFound(
        line=scene.line,
        claimant=claimant,
        described=scene.describe(claimant),
        stance=stance,
        by=by,
        start=min(claimant.start, span[0]),
        end=max(claimant.end, span[1]),
        events=tuple(sorted(scene.event_nouns)),
        act=(sentence.number, act.start) if act is not None else None,
    )


def _may_stand_for_party(scene: Scene, group: NounGroup) -> bool:
    """A pronoun that may take up a side of the sentence before; `coreference` settles it or drops the claim."""
    sentence = scene.line.sentence
    return sentence.number > 0 and sentence.lower(group.start) in ("it", "they", "them")


def _claims(
    scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup, pattern: Pattern, found: Matched
) -> Iterator[ClaimFound]:
    sentence = scene.line.sentence
    stance: Stance = pattern.says("stance")  # type: ignore[assignment]
    negated = verb.negated or _none_of(sentence, verb, pattern)
    span = (verb.start, found.end)
    saying = _saying_before(sentence, verb)
    if pattern.row.get("none") and not negated and (saying is None or saying.lemma not in DENYING):
        return
    if pattern.row.get("mutual") or _reciprocal(sentence, verb, pattern):
        yield from _mutual(scene, found, verb, span)
        return
    if pattern.row.get("own") or pattern.says("topic") == "self":
        yield from _of_own(scene, verb, pattern, found, span, negated=negated)
        return
    if negated or (stance in ("claimed", "denied") and verb.modal):
        return
    if verb.modal:
        stance = "suspected"
    by = found.by if found.by not in found.who else None
    act = act_told(anchors, verb) if pattern.says("topic") == "object" else None
    if pattern.says("topic") == "object" and stance == "claimed" and _says_something_of(sentence, verb):
        return
    for each in found.who:
        if thought_to_be(scene, each) is not None:
            continue
        group = _taken_up(scene, each) if stance in ("claimed", "denied") else each
        persons = bool(pattern.row.get("person"))
        group = _named_for(scene, verb, group) if found.passive else group
        claim = make_claim(scene, group, stance, span, by, act, persons=persons)
        if claim is not None:
            yield claim


def _says_something_of(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "claimed the explosions at the base were an accident": what is claimed is said of the act."""
    object = sentence.noun_at.get(verb.end)
    after = (v for v in sentence.verbs if object is not None and v.start >= object.end)
    second = next((v for v in after if sentence.class_at(v.start) == "X"), None)
    if object is None or second is None or "W" in sentence.classes[object.end : second.start]:
        return False
    subject = subject_of(sentence, second)
    return subject is not None and subject.start == object.start


def _taken_up(scene: Scene, group: NounGroup) -> NounGroup:
    """ "A faction issued a leaflet in which it took credit": the party with which the sentence opens, for "it"."""
    word = scene.line.sentence.lower(group.head)
    if word not in ("it", "they") or group.start != group.head:
        return group
    return _taken_up_by(scene, word, group.start) or group


def _taken_up_by(scene: Scene, pronoun: str, before: int) -> NounGroup | None:
    """The party with which a sentence opens, before a pronoun at a token that may stand for it."""
    sentence = scene.line.sentence
    opening = next((v for v in sentence.verbs if v.form == "V" or v.passive), None)
    subject = subject_of(sentence, opening) if opening is not None and opening.end <= before else None
    party = speaks_for(scene, subject) if subject is not None and subject.end <= before else None
    fits = party is not None and is_party(scene, party)
    return party if fits and party is not None and (pronoun != "it" or not scene.describe(party).plural) else None


EACH_OTHER = frozenset(("each other", "one another"))


def _reciprocal(sentence: Sentence, verb: VerbGroup, pattern: Pattern) -> bool:
    return pattern.who == "object" and sentence.words(verb.end, verb.end + 2) in EACH_OTHER


def _mutual(scene: Scene, found: Matched, verb: VerbGroup, span: tuple[int, int]) -> Iterator[ClaimFound]:
    """ "the army and the rebels blamed each other": each party by each other one."""
    subject = subject_of(scene.line.sentence, verb)
    sides = conjuncts(scene.line.sentence, subject) if subject is not None and not verb.negated else []
    for side in sides:
        for other in sides:
            claim = make_claim(scene, side, "blamed", span, other) if side != other else None
            if claim is not None:
                yield claim


def _none_of(sentence: Sentence, verb: VerbGroup, pattern: Pattern) -> bool:
    """ "has no part in": where the row is about having none, a "no" before its object."""
    words = sentence.folded[verb.end : verb.end + 3]
    return pattern.row.get("none") is True and not {"no", "any", "nothing"}.isdisjoint(words)


def _named_for(scene: Scene, verb: VerbGroup, group: NounGroup) -> NounGroup:
    """The people named last before "arrested two boys aged 15 and 17, accused of", where the group is no party."""
    sentence = scene.line.sentence
    if sentence.class_at(verb.start - 1) != "," or verb.start != verb.head:
        return group
    before = [g for g in sentence.nouns if g.end <= verb.start]
    return next((g for g in reversed(before) if scene.describe(g).what in HUMAN | {"name"}), group)


def _of_own(
    scene: Scene, verb: VerbGroup, pattern: Pattern, found: Matched, span: tuple[int, int], *, negated: bool
) -> Iterator[ClaimFound]:
    """What is said of a side by itself is claimed or denied, by another blamed: "X said it was not behind it"."""
    saying = _saying_before(scene.line.sentence, verb)
    speaker = subject_of(scene.line.sentence, saying) if saying is not None else None
    denying = saying is not None and saying.lemma in DENYING
    self_only = pattern.says("topic") == "self"
    persons, told = bool(pattern.row.get("person")), not pattern.row.get("said") or saying is not None
    for group in found.who:
        claim = None
        if saying is not None and _clears(scene.line.sentence, saying, group):
            continue
        if pattern.row.get("armed") and (speaker is None or scene.describe(speaker).what not in ARMED):
            continue
        if pattern.row.get("speaker") and speaker is not None and _is_of_one(scene, verb, speaker):
            other = _taken_up_by(scene, "it", verb.start)
            claim = make_claim(scene, other, "blamed", span, speaker) if other is not None and not negated else None
        elif is_own(scene, group, speaker) or (pattern.row.get("speaker") and speaker is not None):
            denies = negated or denying or pattern.says("stance") == "denied"
            if speaker is not None and (denies or not self_only):
                others = conjuncts(scene.line.sentence, speaker)[:-1]
                each = (make_claim(scene, s, "denied" if denies else "claimed", span, persons=persons) for s in others)
                yield from (found for found in each if found is not None)
                claim = make_claim(scene, speaker, "denied" if denies else "claimed", span, persons=persons)
        elif saying is not None and saying.negated and saying.lemma in ("believe", "think"):
            continue  # "do not believe that a gang ordered it"
        elif not self_only and not negated and not denying and told and _said_plainly(scene.line.sentence, verb):
            claim = make_claim(scene, group, "suspected" if verb.modal else "blamed", span, speaker, persons=persons)
        if claim is not None:
            yield claim


CLEARING = word_set("release free clear acquit exonerate discharge")


def _clears(sentence: Sentence, saying: VerbGroup, group: NounGroup) -> bool:
    """ "Police released the men, saying they had no part in it": those let go are meant, and they say nothing."""
    if saying.form != "G" or sentence.lower(group.start) not in ("they", "he", "she"):
        return False
    before = (v for v in sentence.verbs if v.end <= saying.start)
    return any(v.lemma in CLEARING and not v.negated for v in before)


def is_disowned(anchor: Anchor) -> bool:
    """ "The army denied having fired on the camp": its doer is told of by its denial alone."""
    verb = anchor.verb
    before = next((v for v in anchor.sentence.verbs if verb is not None and v.end == verb.start), None)
    return before is not None and before.lemma in DENYING and not before.negated


def is_own(scene: Scene, group: NounGroup, speaker: NounGroup | None) -> bool:
    """Whether a group is the speaker's own side: "it", "their men", "the group" in the mouth of an armed one."""
    sentence = scene.line.sentence
    if sentence.lower(group.start) in OWN:
        return True
    if sentence.lower(group.end) == "of" and sentence.lower(group.end + 1) in OWN:
        return True  # "one of their fighters"
    if speaker is None or sentence.lower(group.head) not in GROUP or sentence.lower(group.start) != "the":
        return False
    party = speaks_for(scene, climb(sentence, speaker)) or speaker
    return party != group and group.end - group.start == 2 and scene.describe(party).what in ARMED


def _is_of_one(scene: Scene, verb: VerbGroup, speaker: NounGroup) -> bool:
    """ "which officials insist was its doing": "its" is not the officials'."""
    described = scene.describe(speaker)
    return "its" in scene.line.sentence.folded[verb.end : verb.end + 2] and described.plural


def _said_plainly(sentence: Sentence, verb: VerbGroup) -> bool:
    return verb.form != "G" and sentence.lower(verb.start) != "being"


def _saying_before(sentence: Sentence, verb: VerbGroup) -> VerbGroup | None:
    """The verb of saying right before: the "said" of "police said rebels were behind it"."""
    reach = 8
    if "statement" in sentence.vocabulary:
        reach = 14  # "said in a statement on its channel that it was behind the blasts"
    before = [v for v in sentence.verbs if v.end <= verb.start and v.lemma in SPEAKING]
    return before[-1] if before and not before[-1].passive and before[-1].end >= verb.start - reach else None


def _behind(scene: Scene) -> Iterator[ClaimFound]:
    """ "Lima says Maoists behind ambush": what a headline says without a verb."""
    sentence = scene.line.sentence
    at = sentence.folded.index("behind")
    party, act = sentence.noun_at.get(at - 1), sentence.noun_at.get(at + 1)
    if party is None or act is None or party.end != at or not is_event(scene, act):
        return
    saying = sentence.verb_at.get(party.start - 1) or next((v for v in sentence.verbs if v.start >= act.end), None)
    said = saying is not None and saying.lemma in SAYING
    by = subject_of(sentence, saying) if said and saying is not None and saying.end <= party.start else None
    doubted = saying is not None and saying.lemma in ("believe", "think", "suspect")
    claim = make_claim(scene, party, "suspected" if doubted else "blamed", (party.start, act.end), by)
    if claim is not None:
        yield claim


ISSUED_BY = frozenset(("from", "by"))
CLAIM = {"claim": "claimed", "claims": "claimed", "denial": "denied", "denials": "denied"}


def claims_of_nouns(scene: Scene) -> Iterator[ClaimFound]:
    """ "an immediate claim of responsibility from separatists", "a denial of involvement by the rebels"."""
    sentence = scene.line.sentence
    if CLAIM.keys().isdisjoint(sentence.vocabulary):
        return
    for group in sentence.nouns:
        stance = CLAIM.get(sentence.lower(group.head))
        if stance is not None and (claim := _claim_by(scene, group, stance)) is not None:
            yield claim
            continue
        held = sentence.noun_at.get(group.end + 1) if sentence.lower(group.end) == "of" else None
        if stance is None or held is None or sentence.lower(held.head) not in OF_ACTS:
            continue
        party = sentence.noun_at.get(held.end + 1) if sentence.lower(held.end) in ISSUED_BY else None
        unmade = {"no", "any", "without"} & set(sentence.folded[max(0, group.start - 1) : group.head])
        if party is None or unmade:
            continue
        claim = make_claim(scene, party, stance, (group.start, party.end))  # type: ignore[arg-type]
        if claim is not None:
            yield claim


def _claim_by(scene: Scene, group: NounGroup, stance: str) -> ClaimFound | None:
    """ "the claim by an unknown cell that it killed the banker"."""
    sentence = scene.line.sentence
    party = sentence.noun_at.get(group.end + 1) if sentence.lower(group.end) in ISSUED_BY else None
    if party is None or sentence.lower(party.end) != "that" or sentence.lower(party.end + 1) not in OWN:
        return None
    return make_claim(scene, party, stance, (group.start, party.end))  # type: ignore[arg-type]


OF_ACTS = frozenset(("responsibility", "involvement", "authorship", "credit", "complicity"))
BELIEVED = frozenset(("believe", "think", "suspect", "presume", "assume"))


def _believed(scene: Scene, anchors: Sequence[Anchor]) -> Iterator[ClaimFound]:
    """ "Boko Haram is believed to have carried out the abduction": a suspicion with no accuser."""
    sentence = scene.line.sentence
    for verb in sentence.verbs:
        done = sentence.verb_at.get(verb.end) if verb.passive and verb.lemma in BELIEVED and not verb.negated else None
        if done is None or not done.infinitive or sentence.lower(done.start + 1) != "have":
            continue
        act = next((a for a in anchors if done in a.verbs and a.row.family == "violence"), None)
        subject = subject_of(sentence, verb)
        if act is None or subject is None or not is_side(scene, subject):
            continue
        claim = make_claim(scene, subject, "suspected", (verb.start, act.end), None, act)
        if claim is not None:
            yield claim


def thought_to_be(scene: Scene, group: NounGroup) -> NounGroup | None:
    """ "militants suspected to be from al-Shabaab", "men believed to be members of the Front": the side meant."""
    sentence = scene.line.sentence
    i = group.end
    if sentence.lower(i) not in ("suspected", "believed", "thought") or sentence.words(i + 1, i + 3) != "to be":
        return None
    i += 3
    held = sentence.noun_at.get(i) if sentence.class_at(i) not in "PT" else None
    i = held.end if held is not None else i
    return sentence.noun_at.get(i + 1) if sentence.lower(i) in ("from", "of", "with") else held


def _suspected(scene: Scene, anchors: Sequence[Anchor]) -> Iterator[ClaimFound]:
    """ "suspected Boko Haram militants", "believed to be members of the group": a suspicion with no accuser."""
    for anchor in anchors:
        for argument in anchor.of_role("perpetrator"):
            if (of := thought_to_be(scene, argument.group)) is not None:
                claim = make_claim(scene, of, "suspected", (argument.group.start, of.end))
                if claim is not None:
                    yield claim
            opening = anchor.sentence.lower(argument.group.start - 1)  # "Suspected rebels": read as a verb at the head
            if "suspected" in (*argument.what.adjectives, opening) and argument.what.actor is not None:
                claim = make_claim(scene, argument.group, "suspected", (argument.group.start, argument.group.end))
                if claim is not None:
                    yield replace(claim, described=argument.what)  # "a suspected Israeli air strike": Israel's forces
