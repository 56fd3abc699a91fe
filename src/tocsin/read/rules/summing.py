"""Whether a trigger sums up several events: "40 attacks this year", "a wave of bombings", "attacked 112 times"."""

from __future__ import annotations

import re

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.scene import Anchor, Argument

SERIES = word_set("series wave waves spate string campaign rash surge spree flurry succession epidemic barrage upsurge")
COUNTED = word_set("dozens scores hundreds thousands several many numerous countless multiple repeated some various")
ONE_ATTACK = word_set("two twin three both double triple")  # two bombs of one attack
FEW = "two|three|four|five|six|seven|eight|nine|ten|twelve"
LONG = r"(?:days|weeks|months|years|decades|hours|quarters?|week|month|year|decade|century)"
MONTHS = "january february march april may june july august september october november december"
SEASON = rf"(?:{'|'.join(MONTHS.split())}|spring|summer|autumn|winter|easter|whitsun|christmas|ramadan|harvest)"
AGAIN = (
    r"\b(night|day|morning|week|month|year) after \1\b|\b(?:almost |nearly )(?:daily|nightly)\b"
    r"|\b(?:almost |nearly |virtually )?every (?:single )?(?:night|day|morning|evening|week|month)\b"
)
REPEATED = re.compile(AGAIN)
SPAN = re.compile(
    r"\b(?:over|in|during|for|within|through|across) (?:the |its |their )?"
    rf"(?:past|last|previous|first|preceding|{FEW}|several|many|recent|\d+)(?: \w+)? {LONG}\b"
    rf"|\bover (?:the )?{LONG}\b|\bthis (?:\w+ )?(?:year|season|spring|summer|autumn|winter)\b|"
    rf"\b(?:over|in|during) the (?:course|space) of (?:the |a |this |last )?(?:{LONG}|{SEASON})\b"
    r"|\bso far\b|\blast year\b|\blast month\b|\bin recent {LONG}\b"
    rf"|\bsince (?:the \w+|{'|'.join(MONTHS.split())}|\d{{4}}|last \w+|then|early|late|mid)\b"
    r"|\bbetween \d{4} and \d{4}\b|\bfrom \d{4} to \d{4}\b"
    rf"|\b(?:a|per|each) (?:year|month|week)\b|\bto date\b"
    rf"|\b(?:between {SEASON} and|from {SEASON} to) {SEASON}\b"
    rf"|\b(?:in|during) the (?:first|second) (?:half|quarter) of (?:the year|\d{{4}})\b"
    rf"|{AGAIN}"
)
TIMES = re.compile(
    r"\b(?:\d[\d,]*|three|four|five|six|seven|eight|nine|ten|dozens of|hundreds of|several|many) (?:times|occasions)\b"
)
CHANGE = word_set(
    "fall fell rise drop climb double treble triple increase decrease decline surge soar jump halve total"
)
OVER = re.compile(r"\bover the (?:years|course of)\b")
PERFECT = frozenset(("has", "have"))
HELD = frozenset(("hold", "detain", "besiege", "blockade", "encircle", "displace"))  # one long act


def sums_up(anchor: Anchor) -> bool:
    """Whether several events are told as one."""
    if anchor.row.family != "violence":
        return False
    if anchor.noun is not None:
        if _numbered(anchor) or in_series(anchor):
            return True
        return _plural(anchor) and (_changed(anchor) or (_is_subject(anchor) and _over_time(anchor)))
    return _times_over(anchor) or (_many(anchor) and _over_time(anchor))


def _times_over(anchor: Anchor) -> bool:
    """ "was attacked 112 times", "repeatedly shelled", and not "shot him 12 times"."""
    sentence = anchor.sentence
    if "repeatedly" in sentence.vocabulary and any(
        sentence.lower(i) == "repeatedly" for verb in anchor.verbs for i in range(verb.start - 1, verb.end + 1)
    ):
        return True
    if sentence.vocabulary.isdisjoint(("times", "occasions")) or TIMES.search(" ".join(sentence.folded)) is None:
        return False
    if anchor.sentence.lower(anchor.end - 1) == "times":
        return False  # "fired four times"
    harmed = anchor.of_role("harmed", "victim")
    return not any(a.what.what == "person" or sentence.lower(a.group.start) in ("a", "an") for a in harmed)


def _changed(anchor: Anchor) -> bool:
    """ "abductions rose to 90": how many there were."""
    sentence = anchor.sentence
    verb = next((v for v in sentence.verbs if v.start >= anchor.end), None)
    if _peaked(anchor):
        return True
    if verb is None or verb.lemma not in CHANGE:
        return False
    perfect = not PERFECT.isdisjoint(sentence.folded[verb.start : verb.head])
    return perfect or any(count.start > sentence.ends[verb.end - 1] for count in anchor.line.counts)


TOPS = word_set("record peak high low level")


def _peaked(anchor: Anchor) -> bool:
    """ "attacks on aid workers hit a record high": how many there were."""
    sentence = anchor.sentence
    verb = next((v for v in sentence.verbs if v.start >= anchor.end), None)
    if verb is None or verb.lemma not in ("hit", "reach", "touch", "near"):
        return False
    return not TOPS.isdisjoint(sentence.folded[verb.end : verb.end + 4])


def in_series(anchor: Anchor) -> bool:
    """ "a series of bombings", "the cartel's campaign of assassinations"."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or sentence.lower(noun.start - 1) != "of":
        around = [*sentence.folded[noun.start : anchor.start], *sentence.folded[anchor.end : noun.end]] if noun else []
        return bool(SERIES & set(around)) and _plural(anchor)  # not the barrage of "a barrage of shots"
    return sentence.lower(noun.start - 2) in SERIES


def _is_subject(anchor: Anchor) -> bool:
    """Of events told about, not of those that are named in passing ("fought with bombs and ambushes")."""
    return not _known(anchor) and (anchor.carrier is not None or bool(anchor.arguments))


def _known(anchor: Anchor) -> bool:
    """ "either of the attacks so far": those that the text has told of."""
    return anchor.noun is not None and anchor.sentence.lower(anchor.noun.start) in ("the", "these", "those", "both")


def head_word(anchor: Anchor) -> str:
    """The word of a noun trigger that says whether it is one or many: "hail" of "a hail of bullets"."""
    words = anchor.sentence.folded[anchor.start : anchor.end]
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _plural(anchor: Anchor) -> bool:
    word = head_word(anchor)
    return word.endswith("s") and not word.endswith("ss")


def _numbered(anchor: Anchor) -> bool:
    """ "five separate bombings", "dozens of attacks", "300 cases of shelling", "repeated arson attacks"."""
    noun, sentence = anchor.noun, anchor.sentence
    assert noun is not None
    inside = set(sentence.folded[noun.start : anchor.start])
    held = sentence.noun_at.get(noun.start - 2) if sentence.lower(noun.start - 1) == "of" else None
    holder = set(sentence.folded[held.start : held.end]) if held is not None else set()
    if (inside | holder) & ONE_ATTACK and not inside & {"separate", "different"}:
        return False
    number = "M" in sentence.classes[noun.start : anchor.start]
    if _plural(anchor):
        return number or bool((inside | holder) & COUNTED)
    cases = holder & {"cases", "incidents", "instances", "acts", "counts"}
    return bool(cases) and held is not None and sentence.class_at(held.start) == "M"


def _over_time(anchor: Anchor) -> bool:
    return bool(SPAN.search(" ".join(anchor.sentence.folded)))


def _many(anchor: Anchor) -> bool:
    """ "have abducted more than 1,100 people since January": the perfect over a span, of more than one could be."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or verb.lemma in HELD:
        return False
    harmed = anchor.of_role("harmed", "victim", "target")
    if any(_many_things(a) for a in harmed) or _repeated(sentence):
        return True
    perfect = not PERFECT.isdisjoint(sentence.folded[verb.start : verb.head])
    if not perfect and OVER.search(" ".join(sentence.folded)) is None:
        return False
    large = any(
        a.what.count is not None and (a.what.count.bound.best or a.what.count.bound.low or 0) >= 5 for a in harmed
    )
    counted = any(COUNTED & set(sentence.folded[max(0, a.group.start - 2) : a.group.end]) for a in harmed)
    return large or counted


def _repeated(sentence: Sentence) -> bool:
    """ "night after night", "almost daily"."""
    words = sentence.vocabulary
    return (
        not words.isdisjoint(("after", "daily", "nightly")) and REPEATED.search(" ".join(sentence.folded)) is not None
    )


def _many_things(argument: Argument) -> bool:
    """ "burned down 40 villages", "hijacked 14 trawlers": more than one blow could strike."""
    count = argument.what.count
    struck = argument.what.what in ("facility", "vehicle", "infrastructure", "property") and count is not None
    return struck and count is not None and (count.bound.best or count.bound.low or 0) >= 5


def is_habit(sentence: Sentence) -> bool:
    """ "every month the rebels ambush a convoy"."""
    words = sentence.folded
    if PERIODS.isdisjoint(sentence.vocabulary):
        return False
    return any(words[i] in ("every", "each") and words[i + 1] in PERIODS for i in range(len(words) - 1))


PERIODS = word_set("day night week month year summer winter spring autumn morning evening weekend hour")
