"""The party that a speaker stands for: the group of its spokesman, the authors of a statement, a side itself."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.groups import NounGroup, complement
from tocsin.read.rules.naming import names_a_body
from tocsin.read.rules.scene import Scene
from tocsin.resolve.actors import government_of
from tocsin.resolve.countries import countries_by_demonym

SPOKEN = word_set(
    "commander commanders spokesman spokeswoman spokesperson spokesmen mouthpiece representative spokespeople"
)
ISSUED = word_set(
    "statement video message communique letter note claim announcement recording post audio tape footage posting "
    "bulletin channel account pamphlet leaflet caller"
)
NO_PARTY = frozenset(  # things, and people who are no party: an accused person is a suspect, not a claimant
    "event facility vehicle device infrastructure property civilian suspect number person pronoun other".split()
)
GROUP = word_set(
    "group groups movement organisation organization militia faction outfit sect network cell gang rebels militants "
    "insurgents guerrillas separatists jihadists extremists fighters paramilitaries branch wing affiliate arm offshoot"
)
SIDES = word_set("party front coalition alliance clan tribe junta regime brigade league brotherhood")
OF_WHOM = frozenset(("by", "from", "of", "for"))


def is_party(scene: Scene, group: NounGroup) -> bool:
    """Whether a group can answer for an act as a side: an organisation, a force, a state; not a person or a thing."""
    described = scene.describe(group)
    if described.actor is not None or names_a_body(scene.line.sentence, group):
        return True
    if described.what == "place":
        return government_of(scene.line.sentence.words(described.start, described.end)) is not None
    if described.what in ("other", "civilian") and scene.line.sentence.lower(group.head) in SIDES:
        return True
    if described.what == "other":
        return scene.line.sentence.lower(group.head) in GROUP
    if described.what == "civilian" and described.kind == "organization" and "political" in described.tags:
        return True  # "the Kurdish party"
    lone = described.what == "armed" and described.kind == "person"  # "the work of a suicide bomber"
    return described.what not in NO_PARTY and not lone and "doer" not in described.tags


FORCES = word_set("force army navy military police militia coalition")


def force_of(scene: Scene, group: NounGroup) -> NounGroup | None:
    """ "blamed an air force jet": the force whose craft is named; None where it is no craft, or nobody's."""
    if scene.describe(group).what != "vehicle":
        return None
    sentence = scene.line.sentence
    end = next((i + 1 for i in range(group.start, group.head) if sentence.lower(i) in FORCES), None)
    return NounGroup(group.start, end, end - 1) if end is not None else None


def speaks_for(scene: Scene, group: NounGroup) -> NounGroup | None:
    """The group that a speaker stands for, itself included; None where that is no party."""
    sentence = scene.line.sentence
    head = sentence.lower(group.head)
    outlet = "agency" in sentence.folded[group.start : group.end]  # "the Islamic State's news agency Amaq"
    if head in SPOKEN or head in ISSUED or outlet or scene.describe(group).what == "person":
        after = complement(sentence, group)
        if after is not None and after[0] in OF_WHOM and is_party(scene, after[1]):
            return after[1]
        inner = _named_inside(scene, group)
        if inner is not None:
            return inner
    if head in ISSUED:
        return None
    pronoun = sentence.number > 0 and head in ("it", "they")  # `coreference` settles whom it stands for
    return group if pronoun or is_party(scene, group) else None


SIGNED = word_set("sign send leave write issue attribute deliver")


def author_of(scene: Scene, letter: NounGroup) -> NounGroup | None:
    """Who wrote it: "a letter signed by the superintendent", "a statement attributed to the cartel"."""
    sentence = scene.line.sentence
    i = letter.end + (sentence.class_at(letter.end) == ",")
    signed = sentence.verb_at.get(i)
    i = signed.end if signed is not None and signed.lemma in SIGNED else i
    return sentence.noun_at.get(i + 1) if sentence.lower(i) in ("by", "from", "to") else None


def _named_inside(scene: Scene, group: NounGroup) -> NounGroup | None:
    """ "Taliban spokesman", "the army's spokesman": the party named before the head of the group."""
    line = scene.line
    for actor in line.actors:
        if group.start <= actor.start < group.head and actor.actor is not None:
            return NounGroup(actor.start, min(actor.end, group.head), min(actor.end, group.head) - 1)
    mark = next((i for i in range(group.start, group.head) if line.sentence.class_at(i) == "S"), None)
    end = group.head if mark is None else mark
    inner = NounGroup(group.start, end, end - 1) if end > group.start else None
    return inner if inner is not None and end - 1 in line.nouns and is_party(scene, inner) else None


def is_side(scene: Scene, group: NounGroup) -> bool:
    """Whether a group names a side that can be blamed: by name, as a force, or by what it fights for; not "gunmen"."""
    described = scene.describe(group)
    if "suspected" in described.adjectives:
        return False
    if described.actor is not None or described.what in ("security", "armed_org", "government"):
        return True
    if described.what in ARMED:
        nation = any(map(countries_by_demonym, scene.line.sentence.texts[group.start : group.head]))
        return nation or not {"side", "cyber"}.isdisjoint(described.tags)
    if described.what == "place":
        return is_party(scene, group)
    return described.what == "name" and described.kind == "organization"
