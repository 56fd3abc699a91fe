"""What an armed group or an unnamed caller says will be done: "told them that they would be shot".

Only what the speaker's own side will do, or what will be done by nobody named, is a threat: "the rebels said the army
would attack" is none.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import climb, phrases_after, subject_of, verb_before
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.foretold import by_armed, is_armed
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.parties import ISSUED, SIDES, author_of
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.status_words import StatusFound, status_words

WILL = frozenset(("would", "will", "'ll"))
SAYING = word_set("say tell announce declare add state promise pledge swear vow write warn ring phone inform advise")
PRESSING = word_set("give allow set order tell warn demand urge ask")  # "gave them a week to leave or be killed"
UNNAMED = word_set(
    "caller callers voice note notes message messages letter letters leaflet leaflets banner banners pamphlet "
    "pamphlets poster posters graffiti recording sermon video email call calls flyer flyers"
)
OWN = word_set("it they he she we i its their his our")
PHONED = word_set("telephoned phoned rang telephone phone anonymous anonymously")
SOMEBODY = word_set("man woman person somebody someone men voice stranger youth")
REACH = 16  # tokens between the word of saying and what will be done


def by_promise(anchor: Anchor) -> StatusFound | None:
    """Threatened, where whoever says that it will be done would do it; None where nobody says so."""
    if anchor.row.type == "threat" and anchor.verb is not None:
        return _or_else(anchor, anchor.verb)  # "to leave or face death"
    if anchor.row.family != "violence":
        return None
    if anchor.verb is None:
        return _promised(anchor)
    verb, sentence = anchor.verb, anchor.sentence
    if verb.negated or anchor.row.strength == "effect":
        return None
    if verb.modal not in WILL and not _sees(sentence, verb):
        return _or_else(anchor, verb)
    if verb.modal not in WILL and (found := _or_else(anchor, verb)) is not None:
        return found
    saying = verb_before(sentence, verb.start)
    while saying is not None and saying.lemma not in SAYING and verb.start - saying.end <= REACH:
        saying = verb_before(sentence, saying.start)  # "any teacher who opened a school would be shot"
    near = saying is not None and saying.lemma in SAYING and verb.start - saying.end <= REACH
    if not near or saying is None:
        return _or_else(anchor, verb) or _said_after(anchor, verb)
    if not (_threatens(anchor, saying) or _of_a_band(anchor, saying, verb)) or not _own(anchor, verb):
        return None
    return StatusFound("threatened", saying.head, saying.head + 1)


def _promised(anchor: Anchor) -> StatusFound | None:
    """ "promised more bombings", "vowed attacks on the port": a noun that is the object of a word of promise."""
    carrier, noun = anchor.carrier, anchor.noun
    if carrier is None or noun is None or carrier.end > noun.start or carrier.negated:
        return None
    if carrier.lemma == "face" and anchor.sentence.lower(carrier.start - 1) == "or":
        return StatusFound("threatened", carrier.head, carrier.head + 1)  # "lay down its arms or face bombardment"
    if carrier.modal in WILL and carrier.lemma in TAKING_UP:
        return _taken_up(anchor, carrier)
    threat = status_words("governor").get(carrier.lemma) == "threatened" and carrier.lemma != "warn"
    if not threat or anchor.sentence.lower(noun.start) in ("the", "no") or not by_armed(anchor, carrier):
        return None
    return StatusFound("threatened", carrier.head, carrier.head + 1)


TAKING_UP = word_set("resume continue renew step intensify begin start launch mount carry stage unleash repeat")
ITSELF = frozenset(("it", "they", "he", "we", "its", "their"))


def _taken_up(anchor: Anchor, carrier: VerbGroup) -> StatusFound | None:
    """ "said it would resume attacks on convoys": what an armed group says it will take up."""
    sentence = anchor.sentence
    subject, saying = subject_of(sentence, carrier), verb_before(sentence, carrier.start)
    own = subject is not None and sentence.lower(subject.start) in ITSELF
    if saying is None or not own or saying.lemma not in SAYING or not _threatens(anchor, saying):
        return None
    return StatusFound("threatened", saying.head, saying.head + 1)


def _sees(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "will see their vehicles burned", "have his tongue cut out": what is done to those who are told."""
    seen = sentence.noun_at.get(verb.start - 1)
    before = sentence.verb_at.get(seen.start - 1) if seen is not None else None
    seeing = before is not None and before.lemma in ("see", "have", "find")
    return seeing and before is not None and (before.modal in WILL or sentence.lower(before.start - 1) == "or")


def _threatens(anchor: Anchor, saying: VerbGroup) -> bool:
    if saying.passive:
        return _by_letter(anchor, saying)
    return by_armed(anchor, saying) or _unnamed(anchor, saying)


def _of_a_band(anchor: Anchor, saying: VerbGroup, verb: VerbGroup) -> bool:
    """ "the clan said it would burn every house": people who say of themselves what they will do, and do not rule."""
    sentence = anchor.sentence
    subject = subject_of(sentence, saying)
    if subject is None or verb.passive or saying.passive or saying.lemma not in ("say", "vow", "swear", "declare"):
        return False
    doers = [a for a in anchor.arguments if a.via == "subject"]
    scene = Scene(anchor.line, {})
    described = scene.describe(subject)
    band = described.plural or sentence.lower(subject.head) in SIDES
    own = bool(doers) and sentence.lower(doers[0].group.start) in ("it", "they", "its", "their")
    return band and own and described.what in ("other", "civilian", "armed", "armed_org")


def _unnamed(anchor: Anchor, saying: VerbGroup) -> bool:
    """ "a caller told", "the letter, signed by the rebels, said": nobody in authority wrote it."""
    sentence = anchor.sentence
    subject = subject_of(sentence, saying)
    if subject is None:
        return False
    top = climb(sentence, subject)
    heads = {sentence.lower(subject.head), sentence.lower(top.head)}
    if not PHONED.isdisjoint(sentence.vocabulary) and not heads.isdisjoint(SOMEBODY):
        return True  # "a man telephoned the station and said a bomb would explode"
    if heads.isdisjoint(UNNAMED | ISSUED):
        return False
    scene = Scene(anchor.line, {})
    author = author_of(scene, top)
    if author is not None and is_armed(scene, author):
        return True
    ruling = author is not None and scene.describe(author).what in RULING
    return not ruling and not heads.isdisjoint(UNNAMED)


RULING = frozenset(("security", "government", "official"))


def _by_letter(anchor: Anchor, saying: VerbGroup) -> bool:
    """ "were told in an anonymous letter", "was warned by the gang that"."""
    for phrase in phrases_after(anchor.sentence, saying.end):
        if phrase.at >= anchor.start:
            return False
        if phrase.preposition in ("in", "by", "through", "over") and (
            anchor.sentence.lower(phrase.group.head) in UNNAMED
            or (phrase.preposition == "by" and Scene(anchor.line, {}).describe(phrase.group).what in ARMED)
        ):
            scene = Scene(anchor.line, {})
            author = author_of(scene, phrase.group)
            return author is None or scene.describe(author).what not in RULING
    return False


def _or_else(anchor: Anchor, verb: VerbGroup) -> StatusFound | None:
    """ "gave them a week to leave or be killed", "told him to pay or see his shop burned"."""
    sentence = anchor.sentence
    if "or" not in sentence.vocabulary:
        return None
    opened = max((i for i in range(verb.start) if sentence.lower(i) == "or"), default=-1)
    if opened < 0 or verb.start - opened > 6 or sentence.class_at(opened + 1) not in "XVE":
        return None
    before = verb_before(sentence, opened)
    if before is None or not (before.infinitive or "demanded" in sentence.vocabulary):
        return None
    while (
        before is not None and before.infinitive and before.lemma not in PRESSING and opened - before.start <= 2 * REACH
    ):
        before = verb_before(sentence, before.start)
    if before is None or before.lemma not in PRESSING or not _threatens(anchor, before):
        return None
    return StatusFound("threatened", before.head, before.head + 1)


def _said_after(anchor: Anchor, verb: VerbGroup) -> StatusFound | None:
    """ "Drivers will be shot, the separatists said in a note"."""
    sentence = anchor.sentence
    saying = next((v for v in sentence.verbs if v.start > verb.end and v.lemma in SAYING and v.form in "VE"), None)
    if saying is None or not _own(anchor, verb) or "," not in sentence.classes[verb.end : saying.start]:
        return None
    return StatusFound("threatened", saying.head, saying.head + 1) if _threatens(anchor, saying) else None


def _own(anchor: Anchor, verb: VerbGroup) -> bool:
    """Whether it is done by the speaker, by a thing, or by nobody that is named."""
    if anchor.passive or verb.passive:
        return not any(argument.via == "by" for argument in anchor.arguments)
    doers = [argument for argument in anchor.arguments if argument.via == "subject"]
    return all(anchor.sentence.lower(a.group.start) in OWN or a.what.what == "device" for a in doers)
