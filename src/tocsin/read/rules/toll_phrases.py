"""Tolls that set phrases tell, whatever the trigger: "40 dead", "left 180 injured", "the death toll rose to 115"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import subject_of
from tocsin.read.rules.document import Line
from tocsin.read.rules.naming import words_of
from tocsin.read.rules.nouns import PEOPLE
from tocsin.read.rules.scene import Scene
from tocsin.read.rules.toll_values import CLASSES, TollFound, figure_tokens, make_toll
from tocsin.record.values import Measure, Toll
from tocsin.resolve.counts import CountFound

MEASURE_WORDS: dict[str, Measure] = {
    "dead": "killed",
    "killed": "killed",
    "slain": "killed",
    "martyred": "killed",
    "deaths": "killed",
    "death": "killed",
    "fatalities": "killed",
    "lives": "killed",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "injuries": "injured",
    "injury": "injured",
    "hospitalized": "injured",
    "hospitalised": "injured",
    "casualties": "casualties",
    "hospital": "injured",
    "hospitals": "injured",
    "treated": "injured",
    "wounds": "injured",
    "fatally": "killed",
    "killings": "killed",
    "murders": "killed",
    "homicides": "killed",
    "missing": "missing",
    "kidnapped": "abducted",
    "abducted": "abducted",
    "hostage": "abducted",
    "displaced": "displaced",
    "uprooted": "displaced",
    "homeless": "displaced",
    "bodies": "killed",
    "corpses": "killed",
}
STAYING = word_set("still remain remained remains remaining")
DYING = word_set("die died dies dying perished succumbed")
PRESENT = frozenset(("die", "dies"))  # told as news in headlines alone
HARMED = word_set("dead death deaths died killed fatalities injured wounded casualties victims")
SKIP = word_set(
    "people persons others more was were are is have been had has left civilians as being still in reported said "
    "feared confirmed believed presumed found shot"
)
EXCEEDING = word_set("topped tops topping exceeded exceeds exceeding surpassed surpasses surpassing")
LINKS = EXCEEDING | word_set(
    "to at of as reached reaches reach hit hits is was passed passes now : stands stood number numbers numbered"
)
INCLUDING = word_set("including among amongst")
DEAD = word_set("dead died killed die dies")
UNSURE = word_set("could may might would expected likely feared will")
OWN_DEAD = word_set("dead losses fatalities deaths")
WALK = 14  # tokens between a number and what it counts
BACK = 24  # tokens between a number and the word "toll" before it


def tolls_of_phrases(scene: Scene) -> Iterator[TollFound]:
    """The tolls of set phrases around the numbers of a line."""
    line = scene.line
    for count in line.counts:
        if count.article and not _of_one(line, count):
            continue
        if (lost := _lost(line, count)) is not None:
            yield _found(scene, count, *lost)
            continue
        if _is_share(line, count):
            continue
        at = line.sentence.lower(figure_tokens(line, count)[0] - 1) == "at"  # "put their losses at six dead"
        found = (at and _before_count(line, count)) or _raised(line, count)
        found = found or _after_count(line, count) or _before_count(line, count)
        if found is None:
            continue
        yield _found(scene, count, *found)


def _found(scene: Scene, count: CountFound, measure: Measure, start: int, end: int) -> TollFound:
    """The toll of a figure, of whose phrase `start` and `end` are the tokens."""
    own, stop = figure_tokens(scene.line, count)
    toll = make_toll(scene, measure, count.bound, own, max(stop, end if start == own else stop), count=count)
    return TollFound(line=scene.line, toll=_of_own(scene.line, toll, start), start=start, end=end, anchor=None)


SURVIVED = word_set("survived survive survives lived escaped")
NEAR = 6  # tokens between a figure and the verb that says that none of them lived


def _lost(line: Line, count: CountFound) -> tuple[Measure, int, int] | None:
    """ "none of its five crew survived": all of them died."""
    sentence = line.sentence
    if SURVIVED.isdisjoint(sentence.vocabulary):
        return None
    start, end = figure_tokens(line, count)
    before = start - 2 if sentence.class_at(start - 1) in "DX" else start - 1
    if sentence.lower(before) != "of" or sentence.lower(before - 1) not in NONE:
        return None
    for i in range(end, min(end + NEAR, len(sentence.texts))):
        if sentence.lower(i) in SURVIVED:
            return "killed", start, i + 1
        if sentence.class_at(i) in ".,VXC":
            return None
    return None


def _is_share(line: Line, count: CountFound) -> bool:
    """ "four in ten of the casualties", "two of four fishermen", "two of the four", "none of the four"."""
    start = figure_tokens(line, count)[0]
    before = start - 2 if line.sentence.class_at(start - 1) == "D" else start - 1
    if line.sentence.lower(before) == "of" and line.sentence.lower(before - 1) in NONE:
        return True
    if line.sentence.lower(before) == "of" and line.sentence.class_at(before - 1) == "M":
        return not whole_is_harmed(line, count)  # "eleven of the 30 passengers were killed"
    return line.sentence.lower(start - 1) == "in" and line.sentence.class_at(start - 2) == "M"


def whole_is_harmed(line: Line, count: CountFound) -> bool:
    """ "freed 21 of the 270 girls abducted in May": the harm is said of those whom the part is of."""
    sentence = line.sentence
    group = sentence.noun_at.get(figure_tokens(line, count)[1])
    if group is None:
        return False
    kind = sentence.class_at(group.end)
    others = (v for v in sentence.verbs if v.end < group.start or (v.start > group.end and v.form == "X"))
    return kind == "E" or (kind == "V" and any(others))


SUFFERING = word_set("sustain sustains sustained suffer suffers suffered receive receives received")
NONE = word_set("none neither")
ONE = word_set("wounded injured hurt killed missing dead")


def _of_one(line: Line, count: CountFound) -> bool:
    """ "a guard was killed and another wounded", "a man is dead": one person, told by an article."""
    sentence = line.sentence
    i = figure_tokens(line, count)[1]
    if count.other and (sentence.lower(i) in ONE or sentence.lower(i) in SUFFERING):
        return True
    group = sentence.noun_at.get(i)
    if group is None or group.head not in line.nouns or line.nouns[group.head].class_ not in PEOPLE:
        return False
    if sentence.lower(figure_tokens(line, count)[0] - 1) == "of":
        return False  # "8 fighters of a rebel faction dead"
    after = sentence.lower(group.end + (sentence.class_at(group.end) == "X"))
    return after in ("dead", "missing")


def _after_count(line: Line, count: CountFound) -> tuple[Measure, int, int] | None:
    """ "more than 100 wounded", "40 people dead", "8 fighters of a faction dead": a measure after what is counted."""
    sentence = line.sentence
    start, i = figure_tokens(line, count)
    verbs, after = 0, i
    for j in range(i, min(i + WALK, len(sentence.texts))):
        if j < after:
            continue
        word, kind = sentence.lower(j), sentence.class_at(j)
        if kind == "," and sentence.lower(j + 1) in INCLUDING:
            after = _past_parts(line, j + 1)  # "five people, including a soldier, were killed"
            continue
        if word in PRESENT and sentence.headline:
            return "killed", start, j + 1
        if word in DYING:
            return None  # "five more died in hospital": whoever died is no patient (`die-v` tells of them)
        if word == "hostage" and j == i:
            continue  # "one hostage dead": a noun, and not what was done
        if word in MEASURE_WORDS and not _is_verb_with_object(line, j) and not _killed_by_name(line, j):
            return (MEASURE_WORDS[word], start, j + 1) if _fits(line, i, j) else None
        if word in ACCUSED and sentence.class_at(j + 1) not in "NAU":
            return None  # "3 charged in shooting death of teen"; but "7 suspected rebels dead"
        if word in SKIP or (word in SUFFERING and j == i) or (word in TOWARDS and _leads_to_harm(line, j)):
            continue
        if kind == "C" and j > i and _goes_on(line, j):
            continue  # "seven soldiers and eleven guerrillas dead"
        if (
            kind in ".,W(C"
            or (kind == "M" and j > i and sentence.class_at(j - 1) != "C")
            or (kind == "P" and word not in ("of", "from", "in", "at"))
        ):
            return None
        if kind in "VXT":
            verbs += 1
            if kind != "V" or verbs > 1 or not _reduced(line, j):
                return None
    return None


ACCUSED = word_set("charged arrested accused sought convicted sentenced jailed indicted suspected wanted questioned")
TOWARDS = word_set("to with from suffering")
GUNSHOT = word_set("gunshot bullet shrapnel stab knife multiple serious minor the a local area nearby")


def _leads_to_harm(line: Line, j: int) -> bool:
    """ "sent four people to the hospital", "three men with gunshot wounds", "suffering from stab wounds"."""
    sentence = line.sentence
    i = j + 1
    while sentence.lower(i) in GUNSHOT or sentence.lower(i) == "from":
        i += 1
    return sentence.lower(i) in ("hospital", "hospitals", "wounds")


def _goes_on(line: Line, j: int) -> bool:
    """Whether the words after "and" are a figure of other people with a word of harm right after them."""
    sentence = line.sentence
    group = sentence.noun_at.get(j + 1)
    if sentence.class_at(j + 1) != "M" or group is None or group.head == j + 1:
        return False
    return sentence.lower(group.end) in MEASURE_WORDS and sentence.class_at(group.end) not in "V"


def _past_parts(line: Line, j: int) -> int:
    """The token after "including ..." and the comma or before the verb that ends it."""
    sentence = line.sentence
    for k in range(j, min(j + WALK, len(sentence.texts))):
        if sentence.class_at(k) == "X" or (sentence.class_at(k) == "E" and sentence.lower(k) in MEASURE_WORDS):
            return k
        if sentence.class_at(k) == "," and sentence.class_at(k + 1) in "XEV":
            return k + 1
    return len(sentence.texts)


def _fits(line: Line, i: int, j: int) -> bool:
    """Whether a measure at token `j` can be that of a number that ends at `i`: nouns of harm follow it directly."""
    word = line.sentence.lower(j)
    if word in ("hospital", "hospitals", "treated") and STAYING & {line.sentence.lower(k) for k in range(i, j)}:
        return False  # "107 were still being treated": of those hurt, the ones not yet well
    if word in ("hospital", "hospitals", "treated", "lives", "death"):
        return j - i <= 4
    if word == "wounds":
        between = {line.sentence.lower(k) for k in range(i, j)}
        return line.sentence.lower(j - 1) in GUNSHOT and not between & DEAD and bool(between & TOWARDS)
    if word in ("killings", "murders", "homicides"):
        return j == i
    if word in ("deaths", "fatalities", "casualties", "injuries", "injury", "bodies", "corpses"):
        return j - i <= 2
    return True


def _reduced(line: Line, j: int) -> bool:
    """ "two militants linked to abductions killed": a past form with a preposition after it."""
    return line.sentence.class_at(j + 1) in "PT"


def _is_verb_with_object(line: Line, i: int) -> bool:
    sentence = line.sentence
    verb = sentence.verb_at.get(i)
    after = sentence.noun_at.get(i + 1)
    return verb is not None and verb.head == i and not verb.passive and after is not None and after.start == i + 1


def _killed_by_name(line: Line, i: int) -> bool:
    return line.sentence.lower(i) == "death" and line.sentence.lower(i + 1) in (
        "squad",
        "squads",
        "threats",
        "toll",
        "row",
    )


def _before_count(line: Line, count: CountFound) -> tuple[Measure, int, int] | None:
    """ "the death toll rose to 115", "the number of injured stood at 40", "killed: 12"."""
    sentence = line.sentence
    start, end = figure_tokens(line, count)
    start += sentence.lower(start) in EXCEEDING  # "the toll topped 180": the verb is a part of the figure
    link = sentence.lower(start - 1)
    ranging = link in ("from", "between") and sentence.lower(start - 2) in RANGING
    if link not in LINKS and not ranging:
        return None
    for i in range(start - 1, max(-1, start - BACK), -1):
        word = sentence.lower(i)
        if sentence.class_at(i) == "." and word != link:
            return None
        if word in UNSURE:
            return None  # "the toll could rise to 20"
        if word in OWN_DEAD and link == "at" and sentence.lower(i - 1) in ("its", "their", "own"):
            return "killed", i, end
        if word == "toll":
            return _headed(line, i, start), i, end
        if word == "figure" and link in ("at", "to", "as"):
            near = {sentence.lower(j) for j in range(max(0, i - 4), start)}
            return (_headed(line, i, start), i, end) if near & (HARMED | {"earlier", "higher", "lower"}) else None
        if word in ("number", "count", "tally") and (sentence.lower(i + 1) == "of" or sentence.lower(i + 1) in HARMED):
            harmed = HARMED & {sentence.lower(j) for j in range(i, start)}
            return (_headed(line, i, start), i, end) if harmed else None
        if word in HARMED and _set_at(line, i, start):
            return _headed(line, i, i + 1), i, end  # "put the dead at 22", "bringing the week's dead to 41"
        if word in HARMED and (ranging or link in NUMBERING) and sentence.lower(i - 1) in ("the", "its", "their"):
            return _headed(line, i, i + 1), i, end  # "the dead in the massacre number 130"
        if (
            word in REMAINS
            and link == "of"
            and sentence.lower(end) != "of"
            and i == start - 2 - (sentence.lower(start - 2) == "some")
        ):
            return "killed", i, end  # "the bodies of seven policemen"
        if word in ("death", "deaths") and sentence.lower(i + 1) == "of":
            return ("killed", i, end) if link == "of" and i == start - 2 else None
    return None


SET_AT = {"at": word_set("put place estimate set"), "to": word_set("bring take raise push lift")}


def _set_at(line: Line, i: int, start: int) -> bool:
    """Whether a verb puts those harmed, at token `i`, at the figure at `start`."""
    sentence = line.sentence
    verb = next((v for v in reversed(sentence.verbs) if v.end <= i), None)
    setting = SET_AT.get(sentence.lower(start - 1), frozenset())
    if verb is None or i - verb.end > NEAR or "," in sentence.classes[verb.end : start]:
        return False
    return verb.lemma in setting and not verb.modal and not verb.passive


REMAINS = word_set("bodies corpses remains")
RANGING = word_set("range ranges ranged ranging vary varies varied varying")
NUMBERING = frozenset(("number", "numbers", "numbered"))
RAISING = word_set("raise lower revise bring push take lift cut reduce increase put drive send")
TALLIES = word_set("number toll count tally total figure")
AHEAD = 16  # tokens from "the number of" to the word of harm


def _raised(line: Line, count: CountFound) -> tuple[Measure, int, int] | None:
    """ "raised to 58 from 41 the number of people killed": what is counted is said after the figure."""
    sentence = line.sentence
    start, end = figure_tokens(line, count)
    if sentence.lower(start - 1) not in ("to", "at") or TALLIES.isdisjoint(sentence.vocabulary):
        return None
    if not any(v.lemma in RAISING for v in sentence.verbs if start - 4 <= v.end <= start - 1):
        return None
    i = end + 2 if sentence.lower(end) == "from" and sentence.class_at(end + 1) == "M" else end
    i += sentence.class_at(i) == "D"
    i += sentence.lower(i) == "death"
    if sentence.lower(i) not in TALLIES:
        return None
    stop = min(i + AHEAD, len(sentence.texts))
    harm = next((j for j in range(i - 1, stop) if sentence.lower(j) in MEASURE_WORDS), None)
    if harm is None:
        return ("killed", start, i + 1) if sentence.lower(i) == "toll" else None
    return MEASURE_WORDS[sentence.lower(harm)], start, harm + 1


def _of_own(line: Line, toll: Toll, start: int) -> Toll:
    """ "The rebels put their own dead at five": a toll of those who give it."""
    sentence = line.sentence
    if sentence.lower(start) not in OWN_DEAD or sentence.lower(start - 1) not in ("its", "their", "own"):
        return toll
    verb = next((v for v in reversed(sentence.verbs) if v.end <= start), None)
    who = subject_of(sentence, verb) if verb is not None else None
    if who is None or sentence.class_at(who.head) == "O":
        return toll
    noun = line.nouns.get(who.head)
    first = who.start + (sentence.class_at(who.start) == "D")
    return replace(
        toll,
        whom=words_of(sentence, first, who.end),
        class_=CLASSES.get(noun.class_, "unknown") if noun is not None else "unknown",
    )


def _headed(line: Line, i: int, start: int) -> Measure:
    words = {line.sentence.lower(j) for j in range(max(0, i - 2), start)}
    return "injured" if words & {"injured", "wounded", "injuries"} and "dead" not in words else "killed"
