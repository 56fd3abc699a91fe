"""What is said: the stretch of words that a reporting word governs, before it, after it, or around it."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.content_after import NO_OBJECT, OBJECT_KINDS, announced, content_after, end_of
from tocsin.read.rules.content_before import content_before, resumed
from tocsin.read.rules.content_of_nouns import content_of_noun, content_of_state
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.mute import can_speak, is_person
from tocsin.read.rules.nouns import names_person
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import Span, speaker_after, speaker_before, subject_of
from tocsin.read.rules.speech import INVERTS, TELLS, Content, SpeechLine, is_clause

# What one does with saying: "refused to say", "went on to argue", "was forced to admit".
TO_SAY = word_set(
    "refuse decline fail go continue begin start appear seem try use tend force compel rush hasten dare manage hesitate"
)
ISSUE = word_set("issue release publish post send deliver write put make give tweet air broadcast distribute")


def content_of(scene: SpeechLine, cue: Cue) -> Content | None:
    """What the cue reports and who says it, or None where it reports nothing."""
    low, high = scene.region(cue)
    if cue.kind == "according":
        return _according(scene, cue, low, high)
    if cue.kind == "noun":
        return content_of_noun(scene, cue, low, high)
    if cue.kind == "mind":
        return content_of_state(scene, cue, low, high)
    if cue.verb is not None and cue.verb.passive:
        return _passive(scene, cue, low, high)
    if cue.verb is not None and (cue.verb.infinitive or (cue.verb.form == "E" and cue.verb.start == cue.verb.head)):
        governor = _governor(scene.sentence, cue) if cue.verb.infinitive else None
        source = subject_of(scene.sentence, governor, low) if governor is not None else None
        return content_after(scene, cue, source, high) if source is not None else None
    inverted = _inverted(scene, cue, low, high)
    if inverted is not None:
        return inverted
    source = _source(scene, cue, low)
    if source is None or not can_speak(scene.line, source, cue):
        return None
    if scene.inside[source.start - 1 if source.start else 0] >= 0 > scene.inside[cue.start]:
        before = content_before(scene, cue, source, source.start, cue.end, low)
        if before is not None:
            return before
    return (
        content_after(scene, cue, source, high)
        or announced(scene, cue, source, high)
        or content_before(scene, cue, source, source.start, cue.end, low)
    )


def _governor(sentence: Sentence, cue: Cue) -> VerbGroup | None:
    """ "refused to say": the verb right before the infinitive, whose subject is then who says it or does not."""
    assert cue.verb is not None
    verb = sentence.verb_at.get(cue.verb.start - 1)
    return verb if verb is not None and verb.lemma in TO_SAY and not verb.infinitive and verb.form != "G" else None


def _source(scene: SpeechLine, cue: Cue, low: int) -> Span | None:
    """The speaker before the verb; for ", adding that", the one who spoke last in the sentence."""
    sentence = scene.sentence
    start = cue.verb.start if cue.verb is not None else cue.start
    if cue.verb is not None and cue.verb.form == "G" and sentence.class_at(start - 1) in ",PC":
        return scene.source or _main_subject(scene, start, low)
    if sentence.class_at(start - 1) == "C" and scene.source is not None and scene.source.end > low:
        return scene.source
    source = speaker_before(sentence, cue, low)
    if source is not None and sentence.lower(cue.start).endswith("ing"):
        out = sentence.lower(source.start - 1) == "out"  # "put out a statement saying"
        somebody = is_person(scene.line, source) or names_person(sentence.lower(source.head))
        placed = sentence.class_at(source.start - 1) in "PT" and not somebody
        verb = sentence.verb_at.get(source.start - (2 if out or placed else 1))
        if verb is not None and (out or placed or verb.lemma in ISSUE or not can_speak(scene.line, source, cue)):
            # "issued a statement saying", "took to the streets of the town demanding"
            return scene.source or _main_subject(scene, start, low)
    return source


def _main_subject(scene: SpeechLine, i: int, low: int) -> Span | None:
    """The subject of the first finite verb of the sentence, for a participle that hangs on it."""
    sentence = scene.sentence
    for verb in sentence.verbs:
        if low <= verb.start and verb.end <= i and verb.form == "V" and not verb.infinitive:
            return speaker_before(sentence, Cue(verb.head, verb.end, "say", "", verb.lemma, verb), low)
    return None


def _inverted(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "content, said X": the speaker after the verb."""
    sentence = scene.sentence
    start = cue.verb.start if cue.verb is not None else cue.start
    if cue.lemma not in INVERTS or sentence.class_at(cue.start) == "G":
        return None
    if start > low and sentence.class_at(start - 1) not in ',"-':
        return None
    source = speaker_after(sentence, cue.end, high)
    if source is None or sentence.class_at(source.end) in "VX" or sentence.lower(source.start) in ("that", "it"):
        return None
    return content_before(scene, cue, source, start, source.end, low)


def _according(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "According to X, content" and "content, according to X"."""
    sentence = scene.sentence
    source = speaker_after(sentence, cue.end, high)
    before = cue.start - 1
    if source is None or (before < low and cue.lemma in ("citing", "quoting")):
        return None
    start = max(low, scene.read_to)
    while start < before and sentence.class_at(start) in "C,":
        start += 1
    if before >= start and any(start <= v.start < before and v.form in "VE" for v in sentence.verbs):
        end = before if sentence.class_at(before) in ",C" else before + 1
        if sentence.class_at(before - 1) != "W":  # "a policy which, according to X, failed"
            return Content((sentence.span(start, end),), source, (), source.end)
    if cue.lemma in ("citing", "quoting"):
        return None
    if start < before and sentence.class_at(before) == ",":
        parted = resumed(scene, cue, source, (start, before), source.end)
        if parted is not None:
            return parted
    begin = _past_apposition(sentence, source.end, high)
    end = end_of(scene, cue, begin, high)
    return Content((sentence.span(begin, end),), source, (), end) if begin < end else None


def _past_apposition(sentence: Sentence, i: int, high: int) -> int:
    """Past ", a senior fellow at Y," to where the content begins."""
    while i < high and sentence.class_at(i) != ",":
        if i in sentence.noun_at and sentence.class_at(i - 1) not in "PWCS" and is_clause(sentence, i, high):
            return i
        i += 1
    i += 1
    closing = sentence.classes.find(",", i, high)
    described = i < high and (sentence.class_at(i) in "WD" or sentence.class_at(i) in "NAU")
    if closing > 0 and sentence.lower(i) in ("a", "an"):
        return closing + 1
    if closing > 0 and described and not is_clause(sentence, i, closing) and is_clause(sentence, closing + 1, high):
        return closing + 1
    if closing > 0 and sentence.class_at(i) == "W":
        return closing + 1
    return i


def _passive(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "The attack was condemned by X", "was told by X that", "is believed by X to": the speaker stands after "by"."""
    sentence = scene.sentence
    i = _by(sentence, cue.end, high)
    charge = cue.lemma == "accuse" and i is None
    i = _by_after(sentence, cue.end, high) if charge else i
    source = speaker_after(sentence, i + 1, high) if i is not None else None
    said = speaker_before(sentence, cue, low)
    if source is None or said is None or i is None:
        return None
    subject = sentence.span(said.start, said.end)
    if charge:
        return Content((subject, sentence.span(cue.end, i)), source, (), source.end)
    if sentence.lower(source.end) == "that" and cue.lemma in TELLS and source.end + 1 < high:
        end = end_of(scene, cue, source.end + 1, high)
        return Content((sentence.span(source.end + 1, end),), source, (), end)
    if sentence.class_at(source.end) == "T" and cue.kind in ("believe", "say", "accuse", "report"):
        end = end_of(scene, cue, source.end, high)
        return Content((subject, sentence.span(source.end, end)), source, (), end)
    if cue.kind not in OBJECT_KINDS or cue.lemma in NO_OBJECT:
        return None
    return Content((subject,), source, (), source.end)


def _by_after(sentence: Sentence, i: int, high: int) -> int | None:
    """The "by" after "accused of lying"."""
    if sentence.lower(i) != "of":
        return None
    for j in range(i + 2, min(i + 12, high)):
        if sentence.lower(j) == "by":
            return j
        if sentence.class_at(j) in ".,VXWC":
            return None
    return None


def _by(sentence: Sentence, i: int, high: int) -> int | None:
    for j in range(i, min(i + 4, high)):
        if sentence.lower(j) == "by":
            return j
        if sentence.class_at(j) not in "RZ":
            return None
    return None
