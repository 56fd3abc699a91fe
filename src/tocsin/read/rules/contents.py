"""What is said: the stretch of words that a reporting word governs, before it, after it, or around it."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.content_after import NO_OBJECT, OBJECT_KINDS, announced, content_after, end_of
from tocsin.read.rules.content_before import content_before
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import Span, speaker_after, speaker_before
from tocsin.read.rules.speech import Content, SpeechLine, is_clause

INVERTS = word_set(
    "say add write report explain note tweet argue reply ask continue announce comment remark observe state "
    "recall insist warn claim declare conclude admit quip stress shout cry exclaim reveal joke"
)


def content_of(scene: SpeechLine, cue: Cue) -> Content | None:
    """What the cue reports and who says it, or None where it reports nothing."""
    low, high = scene.region(cue)
    if cue.kind == "according":
        return _according(scene, cue, low, high)
    if cue.kind == "noun":
        return _noun(scene, cue, low, high)
    if cue.verb is not None and cue.verb.passive:
        return _passive(scene, cue, low, high)
    if cue.verb is not None and (cue.verb.infinitive or (cue.verb.form == "E" and cue.verb.start == cue.verb.head)):
        return None  # "to say", "the deaths reported on Sunday"
    inverted = _inverted(scene, cue, low, high)
    if inverted is not None:
        return inverted
    source = _source(scene, cue, low)
    if source is None or _cannot_speak(scene, cue, source):
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


def _source(scene: SpeechLine, cue: Cue, low: int) -> Span | None:
    """The speaker before the verb; for ", adding that", the one who spoke last in the sentence."""
    sentence = scene.sentence
    start = cue.verb.start if cue.verb is not None else cue.start
    if cue.verb is not None and cue.verb.form == "G" and sentence.class_at(start - 1) in ",PC":
        return scene.source or _main_subject(scene, start, low)
    if sentence.class_at(start - 1) == "C" and scene.source is not None and scene.source.end > low:
        return scene.source
    return speaker_before(sentence, cue, low)


def _main_subject(scene: SpeechLine, i: int, low: int) -> Span | None:
    """The subject of the first finite verb of the sentence, for a participle that hangs on it."""
    sentence = scene.sentence
    for verb in sentence.verbs:
        if low <= verb.start and verb.end <= i and verb.form == "V" and not verb.infinitive:
            return speaker_before(sentence, Cue(verb.head, verb.end, "say", "", verb.lemma, verb), low)
    return None


def _cannot_speak(scene: SpeechLine, cue: Cue, source: Span) -> bool:
    """ "The blast claimed 12 lives": a thing or a happening says nothing, though a study may show."""
    noun = scene.line.nouns.get(source.head)
    mute = noun is not None and noun.class_ in (
        "event_other",
        "facility",
        "vehicle",
        "device",
        "infrastructure",
        "property",
    )
    return (
        mute
        and scene.sentence.class_at(source.head) != "U"
        and cue.kind in ("claim", "threaten", "blame", "accuse", "condemn", "vow", "deny", "confirm")
    )


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


def _noun(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "Moscow's claim that content": the owner of the claim says it."""
    sentence = scene.sentence
    group = sentence.noun_at.get(cue.start)
    if group is None or sentence.lower(cue.end) != "that":
        return None
    mark = sentence.classes.find("S", group.start, cue.start)
    if mark > group.start:
        source = Span(group.start, mark, mark - 1)
    elif sentence.lower(group.start) in ("his", "her", "their", "its"):
        return None
    else:
        return None
    end = end_of(scene, cue, cue.end + 1, high)
    return Content((sentence.span(cue.end + 1, end),), source, (), end) if cue.end + 1 < end else None


def _passive(scene: SpeechLine, cue: Cue, low: int, high: int) -> Content | None:
    """ "The attack was condemned by X", "claimed by X": the speaker stands after "by"."""
    sentence = scene.sentence
    i = _by(sentence, cue.end, high)
    if i is None or cue.kind not in OBJECT_KINDS or cue.lemma in NO_OBJECT:
        return None
    source = speaker_after(sentence, i + 1, high)
    said = speaker_before(sentence, cue, low)
    if source is None or said is None:
        return None
    return Content((sentence.span(said.start, said.end),), source, (), source.end)


def _by(sentence: Sentence, i: int, high: int) -> int | None:
    for j in range(i, min(i + 4, high)):
        if sentence.lower(j) == "by":
            return j
        if sentence.class_at(j) not in "RZ":
            return None
    return None
