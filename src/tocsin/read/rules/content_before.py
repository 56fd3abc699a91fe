"""Content that stands before its speaker: "content, X said", and a quotation that is taken up again after it."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.content_after import end_of
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import Span
from tocsin.read.rules.speech import QUOTE_ONLY, TELLS, Content, SpeechLine, skip_frame, skip_recipient

GOES_ON = word_set("because when where if since although though while unless until which who")


def content_before(scene: SpeechLine, cue: Cue, source: Span, first: int, last: int, low: int) -> Content | None:
    """ "content, X said" and "content, said X": `first` and `last` are the bounds of speaker and verb."""
    sentence = scene.sentence
    while first > low and sentence.class_at(first - 1) in "RZ" and sentence.class_at(first - 2) in ',"':
        first -= 1
    i = first - 1
    if i < low:
        return _line_before(scene, source, last) if low == 0 and scene.inside[cue.start] < 0 else None
    if sentence.lower(i) == "as" and sentence.class_at(i - 1) == ",":
        i -= 1  # "the war, as the general put it, is a slow fire"
    if sentence.class_at(i) not in ',"-' or not _speaks(cue):
        return None
    told = skip_recipient(sentence, last, len(sentence.texts)) if cue.lemma in TELLS else last
    quoted = _speech_ending(scene, i, scene.inside[cue.start])
    after = sentence.class_at(skip_frame(sentence, told, len(sentence.texts)))
    closes = after in '.,"C(-' or (quoted is not None and after == "P")  # "said of her rival"
    if not closes and source.start < cue.start:
        return None  # something follows that is no content: "users reported trouble"
    if quoted is not None:
        return _around(scene, quoted, source, last)
    start = scene.read_to if low < scene.read_to < i - 1 else low  # all of it, where what was read last ends here too
    while start < i and (sentence.class_at(start) in "C,." or sentence.classes[start : start + 2] == "R,"):
        start += 1
    if cue.lemma in QUOTE_ONLY or start >= i:
        return None
    if sentence.field == "title" or any(start <= verb.start < i for verb in sentence.verbs):
        return _with_rest(scene, cue, source, (start, i), told) or Content((sentence.span(start, i),), source, (), last)
    return resumed(scene, cue, source, (start, i), told)


def _with_rest(scene: SpeechLine, cue: Cue, source: Span, first: tuple[int, int], told: int) -> Content | None:
    """ "It was a mistake, he said, to trust them", "nine died, police said, when a mine went off"."""
    sentence = scene.sentence
    high = scene.region(cue)[1]
    comma = skip_frame(sentence, told, high)
    if sentence.class_at(comma) != "," or comma + 1 >= high or source.start > cue.start:
        return None
    if sentence.class_at(comma + 1) != "T" and sentence.lower(comma + 1) not in GOES_ON:
        return None
    end = end_of(scene, cue, comma + 1, high)
    return Content((sentence.span(*first), sentence.span(comma + 1, end)), source, (), end)


def resumed(scene: SpeechLine, cue: Cue, source: Span, first: tuple[int, int], told: int) -> Content | None:
    """ "The militia, the army said, had fled": a clause that the speaker parts; its verb follows."""
    sentence = scene.sentence
    high = scene.region(cue)[1]
    comma = skip_frame(sentence, told, high)
    verb = sentence.verb_at.get(comma + 1) or sentence.verb_at.get(comma + 2)
    if sentence.class_at(comma) != "," or verb is None or verb.start < comma or sentence.class_at(verb.start) == "G":
        return None
    if verb.start > comma + 1 and sentence.class_at(comma + 1) != "R":
        return None
    end = end_of(scene, cue, comma + 1, high)
    return Content((sentence.span(*first), sentence.span(comma + 1, end)), source, (), end)


def _speaks(cue: Cue) -> bool:
    said = cue.lemma in ("allege", "complain", "lament")
    return said or cue.kind not in ("accuse", "blame", "condemn", "urge", "threaten", "vow")


def _line_before(scene: SpeechLine, source: Span, last: int) -> Content | None:
    """ "Will you?" he asked: the quotation ended the line before."""
    if scene.number == 0:
        return None
    before = scene.lines[scene.number - 1].sentence
    if before.paragraph != scene.sentence.paragraph:
        return None
    for number, quotation in enumerate(scene.quotations):
        if quotation.speech and quotation.end == before.end:
            return _around(scene, number, source, last)
    return None


def _speech_ending(scene: SpeechLine, i: int, cue_inside: int) -> int | None:
    """The speech that ends at token `i` or before the comma there, unless it only ends a clause of plain words."""
    own = scene.inside[i] if scene.inside[i] >= 0 else scene.inside[i - 1] if i else -1
    if own < 0 or own == cue_inside:
        return None
    opened = next(j for j in range(len(scene.inside)) if scene.inside[j] == own)
    sentence = scene.sentence
    whole = opened <= scene.read_to or sentence.class_at(opened - 1) in ".,:"
    return own if whole else None


def _around(scene: SpeechLine, number: int, source: Span, last: int) -> Content:
    """A quotation before its speaker, and the one that takes it up again: "A," X said, "B." """
    quotation = scene.quotations[number]
    sentence = scene.sentence
    i = skip_frame(sentence, last, len(sentence.texts))
    while i < len(scene.inside) and scene.inside[i] < 0 and (sentence.class_at(i) == "," or sentence.texts[i] == ":"):
        i += 1
    again = scene.inside[i] if i < len(scene.inside) else -1
    if again < 0 or again == number:
        return Content(((quotation.start, quotation.end),), source, (number,), last)
    more = scene.quotations[again]
    pieces = ((quotation.start, quotation.end), (more.start, more.end))
    return Content(pieces, source, (number, again), sentence.token_at(more.end))
