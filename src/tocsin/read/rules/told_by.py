"""Acts that a speaker tells of: by its own side they are claimed, by another side blamed, by neither denied.

"The militia said it had shelled the camp" claims, "the army said the militia had shelled it" blames, "the militia
said it had not shelled it" denies. Who speaks is what the attributions say, who acts what the anchors say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.lexicon import word_set
from tocsin.read.rules.attributions import AttributionFound, speaker_at
from tocsin.read.rules.claims import OWN, ClaimFound, is_own, make_claim, thought_to_be
from tocsin.read.rules.clauses import climb
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.groups import NounGroup
from tocsin.read.rules.parties import is_party, is_side, speaks_for
from tocsin.read.rules.relatives import antecedent_of
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.read.rules.status_words import StatusFound
from tocsin.read.rules.words import BE
from tocsin.record.values import Stance

HEARD = frozenset(("urge", "threaten", "vow", "warn", "condemn"))  # what is said there has not happened
LEARNT = word_set(
    "hear hears heard learn learns learned learnt know knew knows read see saw notice noticed discover discovered"
)
WE = word_set("we us our ours i my me")
THEY = word_set("they them their themselves")
IT = word_set("it its itself")
DONE = ("occurred", "attempted")


def told_claims(
    scene: Scene,
    told: Sequence[tuple[Anchor, StatusFound | None]],
    said: Sequence[AttributionFound],
    claimed: Sequence[ClaimFound],
) -> Iterator[ClaimFound]:
    """The claims that lie in what a speaker tells; `told`: the anchors of the line and what became of each."""
    if not said:
        return
    taken = {claim.claimant for claim in claimed}
    denied = any(claim.stance == "denied" for claim in claimed)
    for anchor, status in told:
        if anchor.row.family != "violence" or anchor.row.strength == "effect":
            continue
        stance = _stance(anchor, status)
        voice = speaker_at(tuple(said), anchor.sentence.number, anchor.sentence.starts[anchor.start])
        if (
            stance is None
            or voice is None
            or voice.kind in HEARD
            or scene.line.sentence.lower(_cue_of(scene, voice)) in LEARNT
            or voice.line != anchor.sentence.number
        ):
            continue
        denying = voice.kind == "deny" or voice.negated
        for argument in _doers(anchor):
            if argument.group in taken or (denied and scene.line.sentence.lower(argument.group.start) in OWN):
                continue  # "the rebels disputed army claims that they planted the mine"
            if _was_not(anchor, argument.group):
                stance = "denied"
            claim = _claim(scene, anchor, argument, voice, "denied" if denying and stance == "claimed" else stance)
            if claim is not None:
                taken.add(argument.group)
                yield claim


def _stance(anchor: Anchor, status: StatusFound | None) -> Stance | None:
    """What a doer says of its own act: that it did it, or that it did not."""
    if any(verb.negated for verb in anchor.verbs):
        return "denied"
    if status is not None and status.status == "denied":
        return "denied"
    return "claimed" if status is not None and status.status in DONE else None


def _was_not(anchor: Anchor, group: NounGroup) -> bool:
    """ "It was not our unit that ambushed the convoy"."""
    sentence = anchor.sentence
    being = sentence.verb_at.get(group.start - 1 - (sentence.lower(group.start - 1) == "not"))
    cleft = being is not None and being.lemma in BE and being.negated and sentence.lower(being.start - 1) == "it"
    return cleft and sentence.class_at(group.end) == "W"


def _doers(anchor: Anchor) -> Iterator[Argument]:
    for argument in anchor.arguments:
        quoted = anchor.sentence.class_at(argument.group.start - 1) == '"'  # somebody's word in another's phrase
        quoted = quoted and anchor.sentence.lower(argument.group.start) not in WE
        if (
            not quoted
            and argument.via in ("subject", "by")
            and argument.role in ("perpetrator", "party", "weapon", "by_class")
        ):
            yield argument


def _claim(
    scene: Scene, anchor: Anchor, argument: Argument, voice: AttributionFound, stance: Stance
) -> ClaimFound | None:
    speaker = _speaker_party(scene, voice)
    span = (argument.group.start, anchor.end)
    if _is_own(scene, argument.group, voice):
        return make_claim(scene, speaker, stance, span, act=anchor) if speaker is not None else None
    if stance == "denied" or not is_side(scene, argument.group) or argument.role == "party":
        return None
    if speaker is not None and (speaker == argument.group or _same_actor(scene, speaker, argument.group)):
        return None
    if not _tells_first(voice) or scene.line.sentence.lower(argument.group.start) in OWN:
        return None  # "rebels ambushed a truck, police said" is a report, and no accusation
    if thought_to_be(scene, argument.group) is not None:
        return None  # "militants suspected to be from al-Shabaab": those whom `claims` has found suspected
    if scene.describe(argument.group).what in ARMED and speaker is None and not _inquires(scene, voice):
        return None
    doubted = voice.kind == "believe" or scene.line.sentence.lower(_cue_of(scene, voice)).startswith("suspect")
    believed: Stance = "suspected" if doubted else "blamed"
    return make_claim(scene, argument.group, believed, span, _source(scene, voice), act=anchor)


INQUIRING = word_set(
    "mission inquiry commission tribunal investigators prosecutors detectives experts panel monitors observers "
    "ministry investigation report embassy court indictment intelligence authorities officials"
)


def _inquires(scene: Scene, voice: AttributionFound) -> bool:
    """Whether it is the business of the speaker to find out who did it: an inquiry, prosecutors, a mission."""
    source = _source(scene, voice)
    return source is not None and scene.line.sentence.lower(source.head) in INQUIRING


def _cue_of(scene: Scene, voice: AttributionFound) -> int:
    """The token of the word of saying."""
    return scene.line.sentence.token_at(voice.cue[0])


def _tells_first(voice: AttributionFound) -> bool:
    """Whether the speaker and the word of saying stand before what is said."""
    return voice.cue[0] < min(start for start, _ in voice.content)


def _speaker_party(scene: Scene, said: AttributionFound) -> NounGroup | None:
    """The party for which a speaker of this line speaks: what a spokesman is said to belong to, else the speaker."""
    sentence = scene.line.sentence
    if said.affiliation is not None and said.affiliation.line == sentence.number:
        at = sentence.token_at(said.affiliation.start)
        group = sentence.noun_at.get(at)
        if group is not None:
            first, last = sentence.token_at(said.affiliation.start), sentence.token_at(said.affiliation.end - 1)
            inner = NounGroup(first, min(last + 1, group.end), min(last, group.end - 1))
            if is_party(scene, inner):
                return inner
    at = sentence.token_at(said.source[0])
    group = sentence.noun_at.get(at) or antecedent_of(sentence, at)  # "the Front, which said that it did it"
    return speaks_for(scene, climb(sentence, group)) if group is not None else None


def _source(scene: Scene, voice: AttributionFound) -> NounGroup | None:
    sentence = scene.line.sentence
    group = sentence.noun_at.get(sentence.token_at(voice.source[0]))
    return group if group is not None and sentence.lower(group.start) not in OWN else None


def _same_actor(scene: Scene, first: NounGroup, second: NounGroup) -> bool:
    a, b = scene.describe(first).actor, scene.describe(second).actor
    return a is not None and a is b


def _is_own(scene: Scene, group: NounGroup, voice: AttributionFound) -> bool:
    """Whether the doer is the speaker's side: "it", "they", "we", "its fighters", with nobody else between."""
    sentence = scene.line.sentence
    source = _speaker_party(scene, voice) or sentence.noun_at.get(sentence.token_at(voice.source[0]))
    word = sentence.lower(group.start)
    if word in WE:
        return True
    if voice.direct and word in OWN:
        return False  # "their forces do target hospitals", in somebody's own words
    if source is None or not is_own(scene, group, source):
        return False
    if word in OWN and not _agrees(scene, source, word):
        return False
    first = sentence.token_at(min(start for start, _ in voice.content))
    others = [g for g in sentence.nouns if first <= g.start < group.start and g.end <= group.start]
    return not any(is_side(scene, g) or scene.describe(g).what in ("armed", "suspect") for g in others)


def _agrees(scene: Scene, source: NounGroup, word: str) -> bool:
    described = scene.describe(source)
    if word in IT:
        return described.kind != "person"
    if word in THEY:
        return described.plural or described.kind != "person"
    return described.what in ARMED and not described.plural
