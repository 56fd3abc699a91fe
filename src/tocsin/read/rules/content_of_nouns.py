"""What is held in nouns and adjectives: "Moscow's claim that", "his promise to", "aides are confident that"."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.content_after import end_of
from tocsin.read.rules.groups import NounGroup, Sentence, next_noun
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import Span, owner_of, speaker_before, subject_of
from tocsin.read.rules.speech import WH, Content, SpeechLine, is_clause

# What is done with a word, so that its subject is who says it: "made a promise to", "issued a warning that".
LEND = word_set(
    "make give issue have express voice raise offer repeat reiterate level deliver file take reach float share send "
    "announce renew abandon keep hold defend"
)
# Nouns that are followed by what is promised, wanted or denied; all of them take "that".
TO = word_set(
    "promise promises pledge pledges vow vows decision plan plans threat threats refusal call calls demand demands "
    "request requests desire hope hopes wish offer offers willingness readiness intention intentions determination "
    "reluctance appeal appeals"
)
OF = word_set(
    "fear fears belief denial accusation accusations allegation allegations claim claims criticism condemnation "
    "endorsement rejection threat threats promise promises assessment description suspicion suspicions hopes"
)
FOR = word_set("call calls appeal appeals demand demands plea request requests hopes hope support plan plans")
SOURCES = word_set("of among by from in within")
ABOUT = word_set("of about")
KNOWING = word_set("aware unaware conscious mindful sure certain")  # of a thing, they say nothing about it


def content_of_noun(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "Moscow's claim that content", "a warning from the police that content": whose claim or warning it is."""
    sentence = scene.sentence
    group = sentence.noun_at.get(cue.start)
    if group is None or group.end != cue.end or group.start < low:
        return None
    beside = _beside(sentence, cue.end, high)
    at = beside[1] if beside else cue.end
    start = _complement(sentence, cue, at, high, told=beside is not None)
    source = start and (_owner(sentence, group) or (beside and beside[0]) or _lender(sentence, group, low))
    if not start or not source or source.start < low:
        return None
    end = end_of(scene, cue, start, high, turns="VX" if sentence.lower(start - 1) == "that" else "VXCGWPR")
    end = _before_verb(sentence, cue, start, end)
    return Content((sentence.span(start, end),), source, (), end) if start < end else None


def content_of_state(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "aides are confident that content", "he is eager to go", "farmers are wary of the deal"."""
    sentence = scene.sentence
    at = cue.end
    while at < high and sentence.class_at(at) in "RZ":
        at += 1
    if at + 1 >= high:
        return None
    if sentence.lower(at) == "that":
        at += 1
    elif not (
        sentence.class_at(at) == "T"
        or sentence.lower(at) in WH
        or (sentence.class_at(at) == "P" and sentence.lower(at) in ABOUT and cue.lemma not in KNOWING)
        or (sentence.class_at(at) in "DNUOM" and is_clause(sentence, at, high))
    ):
        return None
    source = speaker_before(sentence, cue, low)
    if source is None or sentence.lower(source.start) in ("it", "there"):
        return None
    end = end_of(scene, cue, at, high, turns="GW")
    return Content((sentence.span(at, end),), source, (), end) if at < end else None


def _beside(sentence: Sentence, i: int, high: int) -> tuple[Span, int] | None:
    """ "among voters", "from the F.B.I.": who, and the token after it."""
    if sentence.class_at(i) != "P" or sentence.lower(i) not in SOURCES:
        return None
    group = next_noun(sentence, i + 1)
    if (
        group is None
        or group.end >= high
        or (sentence.class_at(group.end) != "T" and sentence.lower(group.end) != "that")
    ):
        return None
    return Span(group.start, group.end, group.head), group.end


def _complement(sentence: Sentence, cue: Cue, at: int, high: int, *, told: bool) -> int:
    """The token at which what is claimed begins; 0 where nothing of the kind follows."""
    word, noun = sentence.lower(at), cue.lemma.split()[-1]
    if word == "that" and at + 2 < high:
        finite = is_clause(sentence, at + 1, high) and sentence.class_at(at + 1) not in "VX"
        return at + 1 if finite else 0  # not "a claim that failed"
    if sentence.class_at(at) == "T" and noun in TO and sentence.class_at(at + 1) in "VXR":
        return at
    fits = (word == "of" and noun in OF) or (word == "for" and noun in FOR)
    return at if fits and not told and at + 1 < high else 0


def _owner(sentence: Sentence, group: NounGroup) -> Span | None:
    """ "Moscow's", "his"."""
    whole = Span(group.start, group.end, group.head)
    owner = owner_of(sentence, whole)
    return owner if owner != whole else None


def _lender(sentence: Sentence, group: NounGroup, low: int) -> Span | None:
    """ "he made a promise to": the subject of the verb whose object the noun is."""
    verb = sentence.verb_at.get(group.start - 1)
    if verb is None or verb.lemma not in LEND or verb.passive or verb.form == "G" or verb.infinitive:
        return None
    return subject_of(sentence, verb, low)


def _before_verb(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where the verb begins whose subject the noun is: "drew", in "his claim that it was so drew laughter"."""
    if sentence.verb_at.get(cue.start - 1) is not None:
        return end
    plain = sentence.lower(start - 1) == "that"
    finite = [v for v in sentence.verbs if start <= v.start < end and sentence.class_at(v.start) in "VX"]
    finite = [v for v in finite if sentence.class_at(v.start - 1) not in "WC"]
    before = any(v.start < cue.start and not v.infinitive and v.form == "V" for v in sentence.verbs)
    if before or len(finite) <= plain:
        return end
    return finite[1 if plain else 0].start
