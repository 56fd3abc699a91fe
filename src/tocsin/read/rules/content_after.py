"""Content that follows its reporting word: a quotation, a clause, or for some words an object; and where it ends."""

from __future__ import annotations

from itertools import compress

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence, next_noun
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import MOMENTS, Span, speaker_before
from tocsin.read.rules.speech import (
    INVERTS,
    QUOTE_ONLY,
    TELLS,
    WH,
    Content,
    SpeechLine,
    is_clause,
    skip_adverbs,
    skip_frame,
    skip_recipient,
)

# Verbs whose object says what is claimed, blamed or wanted; other verbs need a clause or a quotation.
OBJECT_KINDS = word_set("accuse blame condemn deny threaten vow urge claim warn confirm admit")
NO_OBJECT = word_set(
    "name identify link compare single finger suspect count record support carry challenge question contest doubt "
    "express voice contradict agree disagree allow dub brand label term protest object undertake guarantee order "
    "direct instruct invite request propose encourage alert advise maintain insist contend allege complain plan intend "
    "commit assure certify attest back counter attribute ascribe assert regret apologize concede understand swear "
    "slam blast promise confess stand"
)
OBJECTS = word_set(
    "describe welcome praise predict fear oppose want demand hail expect consider thank commend "
    "call view regard favor favour"
)
# What is talked about, hoped for or agreed to, by the preposition that the verb takes.
PREPOSITIONS = {
    verb: frozenset(words.split(","))
    for verb, words in (
        pair.split(":")
        for pair in (
            "warn:of,for,about,against,on call:for,on,upon appeal:for,to speak:of,about,against,for,on talk:about,of "
            "complain:of,about,for plead:for believe:in worry:about,over apologize:for apologise:for hope:for wish:for "
            "agree:with,on,to disagree:with,on argue:for,against insist:on push:for press:for object:to boast:of,about "
            "joke:about,of comment:on,about think:of,about dream:of,about vote:for,against protest:against "
            "know:of,about learn:of,about hear:of,about inquire:about wonder:about speculate:about,on"
        ).split()
    )
}
MINDS = word_set(
    "want wish hope expect plan intend seek decide vow pledge promise threaten urge demand claim agree refuse "
    "swear aim prefer call appeal ask order tell encourage recommend believe warn request invite instruct direct "
    "advise commit"
)
ONLY_TO = word_set("plan aim")
NOT_SAID = word_set("life lives goodbye prayer prayers nothing no hello mass more less")
SWORN = frozenset(("allegiance", "loyalty", "fealty"))  # what is sworn to somebody is not said of anything
# What is said needs no verb after these: nobody says a thing.
SAYS = word_set("say state add think believe insist argue contend assert reckon hope")
NO_QUOTE = word_set("name identify dub label brand term link compare count record find allow consider show")


def content_after(scene: SpeechLine, cue: Cue, source: Span, high: int) -> Content | None:
    """Content that follows its verb: a quotation, a clause, or for some verbs an object."""
    sentence = scene.sentence
    start = max(cue.end, cue.verb.end if cue.verb is not None else cue.end)
    told = skip_recipient(sentence, start, high) if cue.lemma in TELLS else start
    at = skip_frame(sentence, told, high)
    told = skip_adverbs(sentence, told, high)
    quoted = quotation_at(scene, at, cue)
    if quoted is not None and cue.lemma in NO_QUOTE:
        return None
    if quoted is not None:
        return quote_content(scene, quoted, source)
    opening = _opening(sentence, cue, at, told, high)
    if opening is None or (cue.lemma in QUOTE_ONLY and sentence.lower(opening[0] - 1) != "that"):
        return None
    start, is_object = opening
    if cue.verb is not None and cue.verb.form == "G" and sentence.lower(start - 1) != "that":
        before = sentence.class_at(cue.verb.start - 1)
        if before in "PC" or cue.kind == "report" or cue.lemma in ("find", "document", "indicate", "suggest", "reveal"):
            return None  # "blamed for denying them entry", "a man showing signs of abuse"
    if is_object and not _takes_object(sentence, cue, start, told):
        return None
    relative = (
        sentence.class_at(source.head) == "W" or sentence.class_at(start) in "VX"
    )  # "the mayor, who believes it is unsafe, stayed away"
    end = end_of(scene, cue, start, high, turns="GWPRV" if is_object else "VX" if relative else "")
    pieces = (sentence.span(start, end),) if start < end else ()
    return Content(pieces, source, (), end) if pieces else None


def announced(scene: SpeechLine, cue: Cue, source: Span, high: int) -> Content | None:
    """A line that ends in a colon, the quotation in the next: "X wrote on his page:"."""
    if high < len(scene.inside) or scene.sentence.texts[-1] != ":" or scene.cues[-1] is not cue:
        return None
    quoted = quotation_at(scene, high - 1, cue)
    return quote_content(scene, quoted, source) if quoted is not None else None


def quotation_at(scene: SpeechLine, i: int, cue: Cue) -> int | None:
    """The speech that begins at token `i`, commas, colons and "that" passed over; it may begin the next line."""
    sentence = scene.sentence
    while i < len(scene.inside) and scene.inside[i] < 0:
        if sentence.class_at(i) != "," and sentence.texts[i] != ":" and sentence.lower(i) not in ("that", "-", "as"):
            return None
        i += 1
    if i < len(scene.inside):
        own = scene.inside[i]
        return own if own != scene.inside[cue.start] else None
    if sentence.texts[-1] not in ",:" or scene.number + 1 >= len(scene.lines):
        return None
    start = scene.lines[scene.number + 1].sentence.start
    return next((n for n, q in enumerate(scene.quotations) if q.start == start and q.speech), None)


def quote_content(scene: SpeechLine, number: int, source: Span) -> Content:
    """A whole quotation as content."""
    quotation = scene.quotations[number]
    return Content(((quotation.start, quotation.end),), source, (number,), scene.sentence.token_at(quotation.end))


def _opening(sentence: Sentence, cue: Cue, at: int, told: int, high: int) -> tuple[int, bool] | None:
    """Where content begins, and whether it is an object; None where nothing follows."""
    if sentence.lower(at) == "that" and at + 1 < high:
        return at + 1, False
    if sentence.class_at(at) == "," and sentence.lower(at + 1) == "that":
        return at + 2, False
    if (
        at > told
        and sentence.class_at(at) not in ".,C"
        and cue.kind in ("say", "claim", "confirm")
        and cue.lemma != "find"
        and is_clause(sentence, at, high)
    ):
        return at, False
    if told < high and sentence.lower(told) in WH:
        return told, False
    if told >= high or sentence.class_at(told) in ".,C)" or sentence.lower(told) in SWORN:
        return None
    if cue.lemma in ONLY_TO and sentence.class_at(told) != "T":
        return None
    if sentence.class_at(told) == "T" and sentence.lower(told - 1) in ("not", "never"):
        return told - 1, True  # "decided not to leave"
    if sentence.lower(told) == "that":
        return told + 1, False
    group = sentence.noun_at.get(told)
    if group is not None and sentence.lower(told - 1) in MOMENTS and sentence.lower(group.end) == "that":
        return group.end + 1, False  # "said soon after the raid that 20 were missing"
    fits = cue.lemma in SAYS and sentence.class_at(told) not in "PT" and high - told > 3
    return told, not (fits or (sentence.class_at(told) not in "PT" and is_clause(sentence, told, high)))


def _takes_object(sentence: Sentence, cue: Cue, start: int, told: int) -> bool:
    """Whether the words after the verb, no clause, are something that is said, blamed, wanted or feared."""
    kind = sentence.class_at(start)
    if kind == "T" or (kind == "R" and sentence.class_at(start + 1) == "T"):
        return cue.lemma in MINDS
    if sentence.lower(start) in NOT_SAID or sentence.lower(start + 1) in NOT_SAID:
        return False
    if kind == "P":
        return sentence.lower(start) in PREPOSITIONS.get(cue.lemma, ())
    if kind not in "DNMAUOGE":
        return False
    if cue.lemma in TELLS and sentence.class_at(told) == "T":
        return True
    if cue.lemma == "accuse":
        return "of" in (sentence.lower(i) for i in range(start, min(start + 20, len(sentence.texts))))
    return (cue.kind in OBJECT_KINDS and cue.lemma not in NO_OBJECT) or cue.lemma in OBJECTS


def end_of(scene: SpeechLine, cue: Cue, start: int, high: int, *, turns: str = "") -> int:
    """The token at which the content ends: where another speaker takes over, else the end of the sentence.

    `turns`: classes of words which after a comma end it, too.
    """
    sentence = scene.sentence
    end = high
    for other in scene.cues:
        if other.start > start and scene.inside[other.start] == scene.inside[cue.start]:
            cut = _break_before(scene, other, start)
            if cut is not None and start < cut < end:
                end = cut
    i = sentence.classes.find(",", start + 1, end) if turns else -1
    while i >= 0:
        if sentence.class_at(i + 1) in turns and scene.inside[i] == scene.inside[cue.start]:
            end = i
            break
        i = sentence.classes.find(",", i + 1, end)
    if "P" in turns:
        colon = sentence.texts.index(":", start, end) if ":" in sentence.texts[start:end] else end
        end = colon if scene.inside[start] < 0 else end
        end = _before_next_verb(sentence, start, end)
    if _is_headline(sentence) and ";" in sentence.texts[start:end] and scene.inside[start] < 0:
        end = sentence.texts.index(";", start, end)  # "Front claims bombing; 40 dead": the rest is the outlet's
    while end > start and sentence.class_at(end - 1) in ".,":
        end -= 1
    return end


def _is_headline(sentence: Sentence) -> bool:
    """A line above the text that ends as headlines do, without a full stop."""
    return sentence.headline and sentence.texts[-1] != "."


def _before_next_verb(sentence: Sentence, start: int, end: int) -> int:
    """ "condemned the raid and offered help": an object ends where a conjunction brings the next finite verb."""
    for i in compress(range(start + 1, end - 1), map("C".__eq__, sentence.classes[start + 1 : end - 1])):
        if sentence.folded[i] in ("and", "but", "or", "yet"):
            verb = sentence.verb_at.get(i + 1) or sentence.verb_at.get(i + 2 if sentence.class_at(i + 1) == "R" else -1)
            if (
                verb is not None
                and verb.form == "V"
                and (verb.lemma != sentence.lower(verb.head) or verb.start < verb.head)
            ):
                return _before_comma(sentence, i)
    return end


def _break_before(scene: SpeechLine, other: Cue, start: int) -> int | None:
    """Where the words of a later cue begin, if they stand beside this content and not inside it."""
    sentence = scene.sentence
    if other.kind in ("noun", "mind") or other.lemma in QUOTE_ONLY:
        return None
    first = other.verb.start if other.verb is not None else other.start
    if other.kind == "according":
        return first - 1 if sentence.class_at(first - 1) == "," else None
    if other.verb is not None and other.verb.form == "G":
        return _participle_break(sentence, first)
    if other.verb is not None and (other.verb.passive or other.verb.modal or other.verb.infinitive):
        return None
    if sentence.class_at(first - 1) == "C":
        return _before_comma(sentence, first - 1)
    if sentence.class_at(first - 1) == "," and other.lemma in INVERTS and next_noun(sentence, other.end):
        return first - 1  # ", said Mr. Orton"
    source = speaker_before(sentence, other, start)
    if source is None or source.start <= start:
        return None
    before = source.start - 1
    if sentence.texts[before] == ";":
        return before
    if sentence.class_at(before) == "C" and sentence.lower(before) not in ("because", "if", "though", "although"):
        return _before_comma(sentence, before)
    closes = sentence.class_at(skip_frame(sentence, other.end, len(sentence.texts))) in '.,"'
    return before if sentence.class_at(before) == "," and closes else None


def _participle_break(sentence: Sentence, first: int) -> int | None:
    """ ", adding that", ", with X reporting that"."""
    if sentence.class_at(first - 1) in ",C":
        return _before_comma(sentence, first - (1 if sentence.class_at(first - 1) == "C" else 0))
    group = sentence.noun_at.get(first - 1)
    if group is not None and sentence.lower(group.start - 1) == "with":
        return _before_comma(sentence, group.start - 1)
    return None


def _before_comma(sentence: Sentence, i: int) -> int:
    return i - 1 if sentence.class_at(i - 1) == "," else i
