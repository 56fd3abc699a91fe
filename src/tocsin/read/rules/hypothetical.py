"""What is feared, imagined, supposed or asked, and what a law speaks of: acts that the words put out of the world."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import subject_of
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import figure_words, status_words

CONDITION = frozenset(("if", "unless", "whether", "lest", "suppose", "supposing", "assuming", "provided"))
EVENTUALITY = frozenset(("case", "event"))  # "in case of an attack"
CONDITIONAL = CONDITION | EVENTUALITY
INVERTED = frozenset(("had", "were", "should"))
PERHAPS = frozenset(("may", "might", "must"))
FORECASTS = word_set("assume reckon predict forecast estimate calculate bet")
INDEFINITE = frozenset(("a", "an", "any", "another", "no", "every"))
ANYONE = word_set("anyone anybody whoever everyone everybody those people persons person someone somebody")


def is_hypothetical(anchor: Anchor) -> bool:
    """Whether the act stands in a condition, a fear, a fancy, a question, or a rule for whoever might do it."""
    return (
        _conditional(anchor)
        or _inverted(anchor)
        or _asked(anchor)
        or _perhaps_an(anchor)
        or _unfulfilled(anchor)
        or _feared(anchor)
        or _whoever(anchor)
        or _ruled(anchor)
        or _prepared_for(anchor)
        or _dreaded(anchor)
        or _deemed_likely(anchor)
        or _series_feared(anchor)
    )


DREAD = word_set(
    "fear fears worry worries risk risks chance chances danger dangers possibility likelihood prospect hope hopes "
    "concern concerns nightmare dread odds probability"
)
LIKELY = word_set("unlikely likely possible probable inevitable imminent plausible improbable conceivable feasible")
DEEMING = word_set("regard consider deem see think rate describe believe judge call view treat assess be")


def _dreaded(anchor: Anchor) -> bool:
    """ "for fear that jets will bomb the town", "the risk that gangs might storm the palace"."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or DREAD.isdisjoint(sentence.vocabulary):
        return False
    for i in range(verb.start - 1, max(0, verb.start - 9), -1):
        if sentence.class_at(i) in ".," or (i in sentence.verb_at and sentence.class_at(i) != "X"):
            return False
        if sentence.lower(i) == "that":
            return sentence.lower(i - 1) in DREAD
    return False


FEARING = frozenset(("fear", "expect", "predict", "anticipate", "dread", "foresee"))


def _series_feared(anchor: Anchor) -> bool:
    """ "Officials fear a new wave of bombings"."""
    sentence, noun = anchor.sentence, anchor.noun
    held = sentence.noun_at.get(noun.start - 2) if noun is not None and sentence.lower(noun.start - 1) == "of" else None
    verb = sentence.verb_at.get(held.start - 1) if held is not None else None
    return verb is not None and verb.lemma in FEARING and not verb.passive


def _deemed_likely(anchor: Anchor) -> bool:
    """ "regard an attack on the rigs as unlikely", "a raid on the camp is imminent": none has been yet."""
    sentence, noun = anchor.sentence, anchor.noun
    if noun is None or LIKELY.isdisjoint(sentence.vocabulary):
        return False
    kind = sentence.lower(noun.start) in INDEFINITE or noun.start == anchor.start
    for i in range(anchor.end, min(len(sentence.folded), anchor.end + 9)) if kind else ():
        if sentence.class_at(i) in ".,W":
            return False
        if sentence.lower(i) in LIKELY:
            before = sentence.verb_at.get(i - 1) or (anchor.carrier if sentence.lower(i - 1) == "as" else None)
            return before is not None and (before.lemma in DEEMING or sentence.class_at(before.start) == "X")
    return False


def _conditional(anchor: Anchor) -> bool:
    sentence = anchor.sentence
    if CONDITIONAL.isdisjoint(sentence.vocabulary):
        return False
    for i in range(anchor.start - 1, max(0, anchor.start - 12) - 1, -1):
        if sentence.class_at(i) in ".,":
            break
        word = sentence.lower(i)
        if word in CONDITION or (word in EVENTUALITY and _is_eventuality(sentence, i)):
            return True
    return False


def _is_eventuality(sentence: Sentence, i: int) -> bool:
    """ "in case of an attack", "in the event of"; "in the case of the murder" is one before a court."""
    before = sentence.lower(i - 1)
    if sentence.lower(i + 1) not in ("of", "that"):
        return False
    named = sentence.lower(i) == "case" and sentence.lower(i + 2) in ("the", "a", "his", "her", "this")
    return before == "in" or (before == "the" and not (named and sentence.lower(i + 2) != "a"))


def _inverted(anchor: Anchor) -> bool:
    """ "Had the car bomb exploded, hundreds would have died": a condition without "if"."""
    sentence, verb = anchor.sentence, anchor.verb
    if (
        sentence.lower(0) not in INVERTED
        or sentence.class_at(0) != "X"
        or sentence.lower(len(sentence.folded) - 1) == "?"
    ):
        return False
    comma = sentence.classes.find(",")
    if sentence.class_at(1) not in "DNUOM":
        return False
    perhaps = verb is not None and bool(verb.modal) and "have" in sentence.folded[verb.start : verb.end]
    return 0 < anchor.start < comma or (perhaps and anchor.start > comma > 0)


def _asked(anchor: Anchor) -> bool:
    """ "Did the army bomb the clinic?": asked, and not told. What a question takes for granted stands."""
    sentence = anchor.sentence
    if sentence.folded[-1] != "?" or anchor.noun is not None:
        return False
    first = sentence.verbs[0] if sentence.verbs else None
    return sentence.class_at(0) == "X" and first is not None and not _subordinate(sentence, anchor)


def _subordinate(sentence: Sentence, anchor: Anchor) -> bool:
    return any(sentence.lower(i) in ("after", "when", "since", "who", "which") for i in range(anchor.start))


def _perhaps_an(anchor: Anchor) -> bool:
    """ "an attack on the grid might leave millions in the dark": no act yet of which a may-be is told."""
    noun, verb = anchor.noun, anchor.carrier
    if noun is None or verb is None or status_words("modal").get(verb.modal) != "none":
        return False
    plural = anchor.sentence.lower(anchor.end - 1).endswith("s") and noun.start == anchor.start
    return anchor.sentence.lower(noun.start) in INDEFINITE or plural


def _unfulfilled(anchor: Anchor) -> bool:
    """ "might have lynched him if", "could have been killed but for": what did not come to pass."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or verb.modal not in PERHAPS or "have" not in sentence.folded[verb.start : verb.end]:
        return False
    after = set(sentence.folded[verb.end :])
    return "if" in after or ("but" in after and "for" in after) or "not" in after


def _feared(anchor: Anchor) -> bool:
    """ "fear that bandits will raid", "afraid of being shelled", "imagined gunmen bursting in"."""
    sentence, verb = anchor.sentence, anchor.verb
    start = verb.start if verb is not None else anchor.noun.start if anchor.noun is not None else anchor.start
    if sentence.lower(start - 1) in ("of", "about", "over") and sentence.lower(start - 2) in figure_words("afraid"):
        return True
    words = figure_words("fancy")
    if verb is None:
        return False
    before = [
        v
        for v in sentence.verbs
        if v.end <= verb.start and v.lemma in words and not v.negated and (verb.modal or v.lemma not in FORECASTS)
    ]
    return any(_reaches(sentence, fancy, verb) for fancy in before)


OPENING = word_set("after when who which because as while")  # words with which a clause of its own begins


def _reaches(sentence: Sentence, fancy: VerbGroup, verb: VerbGroup) -> bool:
    """Whether what is fancied goes on to the verb: through "that", or a noun and its gerund, and no other clause."""
    between = sentence.classes[fancy.end : verb.start]
    if set(between) & set(".,") or verb.start - fancy.end > 12:
        return False
    finite = [v for v in sentence.verbs if fancy.end <= v.start < verb.start and v.form == "V"]
    return not finite and not any(
        w in ("after", "when", "who", "which", "because", "as", "while")
        for w in sentence.folded[fancy.end : verb.start]
    )


RULED = word_set("any every a an each no whoever anyone anybody those")
MUST = word_set("may can shall will must could would might should faces face risks risk is are commits")


def _ruled(anchor: Anchor) -> bool:
    """ "any officer who orders the bombing of a hospital may be tried": a rule for whoever does it."""
    sentence, verb = anchor.sentence, anchor.carrier
    if (
        anchor.noun is None
        or verb is None
        or set(sentence.classes[verb.start : verb.head]) - {"R"}
        or verb.end > anchor.noun.start
    ):
        return False
    word = sentence.lower(verb.head)
    if word != verb.lemma and not word.endswith("s"):
        return False
    i = verb.start - 1
    while sentence.class_at(i) == "R":
        i -= 1
    who = sentence.noun_at.get(i - 1) if sentence.lower(i) in ("who", "that", "which") else None
    if who is None or sentence.lower(who.start) not in RULED:
        return False
    main = next((v for v in sentence.verbs if v.start > anchor.end), None)
    return main is not None and sentence.lower(main.start) in MUST


COPING = word_set(
    "respond react prepare deal cope handle survive withstand guard protect defend treat evacuate identify"
)


def _prepared_for(anchor: Anchor) -> bool:
    """ "practised how to respond to a gas attack": an act of a kind, for which somebody makes ready."""
    sentence, noun = anchor.sentence, anchor.noun
    if noun is None or COPING.isdisjoint(sentence.vocabulary):
        return False
    kind = sentence.lower(noun.start) in ("a", "an", "any") or sentence.lower(anchor.end - 1).endswith("s")
    verb = sentence.verb_at.get(noun.start - 2) or sentence.verb_at.get(noun.start - 1)
    if verb is None and sentence.lower(noun.start - 1) == "of":  # "how to treat victims of a gas attack"
        verb = sentence.verb_at.get(noun.start - 3)
    return kind and verb is not None and verb.infinitive and verb.lemma in COPING


def _whoever(anchor: Anchor) -> bool:
    """ "anyone who kidnaps a child": a rule, and no act."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or ANYONE.isdisjoint(sentence.vocabulary):
        return False
    subject = subject_of(sentence, verb)
    word = sentence.lower(subject.head) if subject is not None else ""
    present = sentence.lower(verb.head) == verb.lemma or sentence.lower(verb.head).endswith("s")
    return word in ANYONE and present and verb.form == "V" and sentence.class_at(verb.start - 1) in "WO"
