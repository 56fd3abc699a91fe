"""The words that govern an event: the verb, noun or adjective of which it is the object, the content or the kind.

"Foiled an attack", "threatened to kill", "the plot to bomb", "a failed raid". Each function gives the status that the
governing word says, `"none"` where it says that there is no event to tell of, None where no such word stands there.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import subject_of, verb_before
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound, figure_words, news_words, status_words
from tocsin.read.rules.summing import in_series
from tocsin.record.values import Status

TRIED: dict[str, Status] = {  # "an assassination attempt", "a bombing plot"
    "attempt": "attempted", "attempts": "attempted", "bid": "attempted", "plot": "planned", "plots": "planned",
}  # fmt: skip


def foiled(anchor: Anchor) -> StatusFound | None:
    """ "foiled a planned shooting": what was foiled stays foiled, whatever else is said of it."""
    if anchor.verb is not None and (at := _found_in_time(anchor)) is not None:
        return StatusFound("foiled", at, at + 1)
    verb = anchor.carrier
    if verb is None or verb.negated or verb.lemma in ("stop", "intercept", "repel") or _in_vain(anchor, verb):
        return None
    if (at := _dealt_with(anchor)) is not None:
        return StatusFound("foiled", at, at + 1)
    warded = verb.lemma in figure_words("warding") and anchor.sentence.lower(verb.end) in ("off", "back")
    found = anchor.row.strength == "device" and anchor.row.type == "bombing" and verb.lemma in figure_words("discovery")
    if warded or found:
        return StatusFound("foiled", verb.head, verb.head + 1)
    if status_words("governor").get(verb.lemma) == "foiled":
        return StatusFound("foiled", verb.head, verb.head + 1)
    return None


UNABLE = frozenset(("unable", "powerless", "late", "helpless", "incapable"))
VAINLY = frozenset(("fail", "struggle", "neglect"))


def _in_vain(anchor: Anchor, verb: VerbGroup) -> bool:
    """ "were unable to prevent the bombing", "failed to stop the raid", "too late to avert": it came about."""
    if not verb.infinitive:
        return False
    before = verb_before(anchor.sentence, verb.start)
    failed = before is not None and before.lemma in VAINLY and verb.start - before.end <= 1
    return failed or anchor.sentence.lower(verb.start - 1) in UNABLE


def _ends(sentence: Sentence, verb: VerbGroup) -> bool:
    """Whether a verb foils: "averted", "was broken up"."""
    broken = verb.lemma == "break" and sentence.lower(verb.end) == "up"
    return broken or status_words("governor").get(verb.lemma) == "foiled"


def _dealt_with(anchor: Anchor) -> int | None:
    """ "A letter bomb addressed to the consulate was neutralised": what became of the bomb itself."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or anchor.row.family != "violence":
        return None
    bomb = anchor.row.strength == "device" and anchor.row.type == "bombing"
    for verb in sentence.verbs:
        if verb.start < noun.end or not verb.passive or verb.negated or verb.lemma in ("stop", "intercept", "repel"):
            continue
        ended = (bomb and verb.lemma in figure_words("discovery")) or _ends(sentence, verb)
        if ended and subject_of(sentence, verb) == noun:
            return verb.head
    return None


def _found_in_time(anchor: Anchor) -> int | None:
    """ "a mine attached to the hull was discovered and removed": the verb that finds what was planted."""
    if anchor.row.id != "plant-v" or not anchor.passive:
        return None
    sentence = anchor.sentence
    devices = [a.group for a in anchor.arguments if a.via == "object"]
    before = verb_before(sentence, devices[0].start) if devices else None
    if before is not None and before.end == devices[0].start and not before.negated and _finds(sentence, before):
        return before.head  # "made safe two devices left outside a college"
    after = [v for v in sentence.verbs if v.start >= anchor.end and not v.negated]
    for verb in after:
        ended = verb.lemma in figure_words("discovery") or status_words("governor").get(verb.lemma) == "foiled"
        if ended and verb.passive and subject_of(sentence, verb) in devices:
            return verb.head
        if verb.lemma in ("explode", "go", "detonate", "blow"):
            return None
    return None


def _finds(sentence: Sentence, verb: VerbGroup) -> bool:
    """Whether a verb finds a bomb, or does away with it."""
    safe = verb.lemma in ("make", "render") and sentence.lower(verb.end) in ("safe", "harmless")
    return safe or verb.lemma in figure_words("discovery") or status_words("governor").get(verb.lemma) == "foiled"


def by_adjective(anchor: Anchor) -> StatusFound | str | None:
    """ "the foiled bombing", "an assassination attempt"."""
    noun = anchor.noun
    if noun is None:
        return None
    rows = status_words("adjective")
    tried = next((i for i in range(anchor.start, noun.end) if anchor.sentence.lower(i) in TRIED), None)
    if tried is not None and status_words("governor").get(anchor.carrier.lemma if anchor.carrier else "") != "foiled":
        return StatusFound(TRIED[anchor.sentence.lower(tried)], tried, tried + 1)
    for i in range(anchor.start - 1, noun.start - 1, -1):
        word = anchor.sentence.lower(i)
        status = rows.get(word)
        if status == "none" and anchor.sentence.headline and word in news_words():
            continue
        if status == "none" and word == "similar" and _one_like_it(anchor):
            continue
        if status == "none":
            return "none"
        if status:
            return StatusFound(status, i, i + 1)  # type: ignore[arg-type]
    return None


def _one_like_it(anchor: Anchor) -> bool:
    """ "a similar assault on a barracks": one that was, and not any that might be."""
    single = anchor.noun is not None and anchor.sentence.lower(anchor.noun.start) in ("a", "another", "one")
    return single and any(a.via in ("on", "by", "against", "at", "of") for a in anchor.arguments)


def by_holder(anchor: Anchor) -> StatusFound | str | None:
    """The noun that holds the event: "threat of attacks", "an attempt to kill", "plans to bomb"."""
    sentence = anchor.sentence
    start = anchor.noun.start if anchor.noun else anchor.verb.start if anchor.verb else anchor.start
    start = _past_doer(anchor, start)
    link = sentence.lower(start - 1)
    infinitive = anchor.verb is not None and anchor.verb.infinitive
    if (near := _close_to(anchor)) is not None:
        return StatusFound("planned", near, near + 1)
    if link == "with" and not infinitive and anchor.row.strength not in ("effect", "generic"):
        before = verb_before(sentence, start - 1)
        threat = before is not None and before.lemma == "threaten" and start - before.end <= 6
        return StatusFound("threatened", before.head, before.head + 1) if threat and before is not None else None
    if not infinitive and link not in ("of", "for", "at", "to"):
        return None
    if link == "for" and _is_any(anchor) and (plotted := _plotted_for(anchor, start)) is not None:
        return plotted
    if link == "of" and sentence.lower(start - 2) == "ahead" and _is_any(anchor):
        return StatusFound("planned", start - 2, start)  # "ordered to leave ahead of air strikes"
    at = start - 1 if infinitive else start - 2
    if infinitive and sentence.lower(at) == "out" and sentence.lower(at - 1) in ("set", "sets", "setting"):
        return StatusFound("attempted", at - 1, at + 1)  # "a mob that had set out to lynch two thieves"
    status = status_words("before").get(sentence.lower(at))
    if status is None or in_series(anchor) or (at in sentence.verb_at and sentence.lower(at) in ("try", "attempt")):
        return None
    if status == "none":
        return "none" if not (anchor.noun and _named(anchor)) else None
    verb = verb_before(sentence, at)
    if verb is not None and verb.lemma in BRACING and sentence.lower(verb.end) in ("for", "against"):
        return "none"  # "should brace for attempts to blow up a plane"
    if verb is not None and status_words("governor").get(verb.lemma) == "foiled":
        return StatusFound("foiled", verb.head, verb.head + 1)
    ended = next((v for v in sentence.verbs if v.start >= anchor.end and v.passive and _ends(sentence, v)), None)
    held = sentence.noun_at.get(at)
    opens = held is not None and verb_before(sentence, held.start) is None
    own = opens or (ended is not None and subject_of(sentence, ended) == held)
    if ended is not None and not ended.negated and held is not None and own:
        return StatusFound("foiled", ended.head, ended.head + 1)  # "a plot to kidnap the governor was broken up"
    after = sentence.verb_at.get(anchor.end)
    if after is not None and status_words("governor").get(after.lemma) == "foiled":
        return StatusFound("foiled", after.head, after.head + 1)
    if (stopped := _doer_stopped(anchor)) is not None:
        return StatusFound("foiled", stopped.head, stopped.head + 1)
    return StatusFound(status, at, at + 1)  # type: ignore[arg-type]


def _doer_stopped(anchor: Anchor) -> VerbGroup | None:
    """ "thwarted poachers who were about to ambush a convoy": the verb that stops those who would do it."""
    sentence = anchor.sentence
    doer = next((a.group for a in anchor.arguments if a.via == "subject"), None)
    verb = verb_before(sentence, doer.start) if doer is not None else None
    if verb is None or doer is None or verb.end != doer.start or verb.negated or verb.passive:
        return None
    return verb if status_words("governor").get(verb.lemma) == "foiled" else None


PLOTS = word_set("plot plots plan plans preparations scheme")


def _plotted_for(anchor: Anchor, start: int) -> StatusFound | None:
    """ "uncovered a plot to smuggle in explosives for an attack": what the plot was to end in."""
    sentence = anchor.sentence
    at = next((i for i in range(start - 1, max(-1, start - 14), -1) if sentence.lower(i) in PLOTS), None)
    if at is None or any(sentence.class_at(i) in ".,W" for i in range(at, start)):
        return None
    verb = verb_before(sentence, at)
    stopped = verb is not None and status_words("governor").get(verb.lemma) == "foiled"
    return StatusFound("foiled" if stopped else "planned", at, at + 1)


def _is_any(anchor: Anchor) -> bool:
    """ "air strikes", "an attack": none that the text has told of."""
    noun = anchor.noun
    if noun is None:
        return False
    plural = noun.start == anchor.start and anchor.sentence.lower(anchor.end - 1).endswith("s")
    return plural or anchor.sentence.lower(noun.start) in ("a", "an", "possible", "expected", "planned")


BRINK = word_set("verge brink point eve cusp")
TIMES = word_set("minutes hours days weeks months minute hour day week month")


def _close_to(anchor: Anchor) -> int | None:
    """ "were days away from carrying out a massacre", "on the verge of attacking": the word that says how close."""
    verb, sentence = anchor.verb or anchor.carrier, anchor.sentence
    if verb is None or verb.form != "G":
        return None
    at = verb.start - 1
    if sentence.lower(at) == "from" and sentence.lower(at - 1) == "away" and sentence.lower(at - 2) in TIMES:
        return at - 1
    return at - 1 if sentence.lower(at) == "of" and sentence.lower(at - 1) in BRINK else None


BRACING = frozenset(("brace", "prepare", "ready", "watch", "look", "guard", "allow"))


def _past_doer(anchor: Anchor, start: int) -> int:
    """ "an attempt by militants to overrun the base": where the infinitive would stand without its doer."""
    sentence = anchor.sentence
    doer = sentence.noun_at.get(start - 1) if anchor.verb is not None and anchor.verb.infinitive else None
    if doer is None or doer.end != start or sentence.lower(doer.start - 1) not in ("by", "of"):
        return start
    return doer.start - 1 if sentence.lower(doer.start - 2) in status_words("before") else start


def _named(anchor: Anchor) -> bool:
    """Whether a doer or a time, told after it, makes it one act: "fears after the attack on Monday"."""
    after = anchor.sentence.ends[anchor.end - 1]
    return any(a.via in ("'s", "by") for a in anchor.arguments) or any(t.start > after for t in anchor.line.times)


def _governor(anchor: Anchor) -> VerbGroup | None:
    """The verb of which the event is the object or the infinitive, or by which it is passively governed."""
    sentence = anchor.sentence
    if anchor.noun is not None:
        if sentence.lower(anchor.noun.start - 1) in ("for", "on") and anchor.row.family != "violence":
            return sentence.verb_at.get(anchor.noun.start - 2) or anchor.carrier  # "pushed for a ceasefire"
        return anchor.carrier
    verb = anchor.verb
    gerund = verb is not None and (verb.form == "G" or sentence.lower(verb.start) == "being")
    if verb is None or not (verb.infinitive or gerund or _that_clause(anchor)):
        return None
    before = verb_before(sentence, verb.start)
    if before is None:
        return None
    if gerund and before.end < verb.start and sentence.lower(verb.start - 1) not in ("of", "from", "to"):
        return None
    return before if verb.start - before.end <= 8 else None


def _that_clause(anchor: Anchor) -> bool:
    verb = anchor.verb
    if verb is None:
        return False
    before = verb_before(anchor.sentence, verb.start)
    if before is None or status_words("governor").get(before.lemma) != "denied":
        return False
    return "that" in {anchor.sentence.lower(i) for i in range(before.end, verb.start)}


ORDERING = frozenset(("order", "authorize", "authorise", "help", "encourage", "incite"))
DISCUSSING = frozenset(("discuss", "study", "escape", "evade", "consider", "depict", "portray"))
WANTING = frozenset(("call", "expect", "oppose"))


def _stands(anchor: Anchor, governor: VerbGroup) -> bool:
    """ "ordered the murder", "opposed the massacre of villagers": whoever did that, the act itself stands."""
    noun = anchor.noun
    if noun is None:
        return False
    owned = any(a.via == "'s" for a in anchor.arguments) or "S" in anchor.sentence.classes[noun.start : anchor.start]
    if governor.lemma in DISCUSSING and (owned or anchor.sentence.lower(noun.start) in ("the", "that", "this")):
        return True  # "discussed Tuesday's raid on the registry"
    if anchor.sentence.lower(noun.start) != "the":
        return False
    of_somebody = any(a.via in ("of", "on") for a in anchor.arguments)
    return governor.lemma in ORDERING or (governor.lemma in WANTING and of_somebody)


APT = word_set("likely able expected ready willing keen eager certain sure bound unlikely capable free")


def _only_likely(anchor: Anchor, governor: VerbGroup) -> bool:
    """ "are likely to try to carry out attacks": what may be done."""
    verb: VerbGroup | None = governor
    for _ in range(3):
        if verb is None or not verb.infinitive or verb.end > anchor.start:
            return False
        if anchor.sentence.lower(verb.start - 1) in APT:
            return True
        before = verb_before(anchor.sentence, verb.start)
        verb = before if before is not None and before.end == verb.start else None
    return False


def _does_itself(anchor: Anchor, governor: VerbGroup) -> bool:
    """Whether the event noun stands before an active verb of wanting or trying, so that it is none of its objects."""
    before = anchor.noun is not None and governor.start >= anchor.end and not governor.passive
    return before and governor.lemma != "fail"


GOING_OFF = word_set("explode detonate go ignite kill hit reach materialise materialize happen")
HIRING = frozenset(("pay", "hire", "recruit", "contract", "commission", "ready"))
DROPPED = frozenset(("abandon", "abort", "call"))  # "the raid was abandoned"
PRACTISED = frozenset(("rehearse", "practise", "practice", "discuss", "learn", "study"))


def _is_crime(anchor: Anchor) -> bool:
    """Whether it is nobody of the state who does it: what soldiers practise is a drill."""
    return not any(a.what.what in ("security", "government", "official") for a in anchor.of_role("perpetrator"))


def by_governor(anchor: Anchor) -> StatusFound | str | None:
    """ "tried to bomb", "planned a raid", "denied that rebels attacked"."""
    governor, sentence = _governor(anchor), anchor.sentence
    if anchor.noun is not None and governor is not None and _only_likely(anchor, governor):
        return "none"
    if governor is None:
        return "none" if anchor.verb is not None and anchor.verb.infinitive else None
    status = status_words("governor").get(governor.lemma)
    if governor.lemma == "try" and governor.passive:
        return None  # "will be tried over the bombing"
    if governor.lemma == "fail" and anchor.noun is not None and anchor.noun.end <= governor.start:
        aim = next((v for v in sentence.verbs if v.start >= governor.end), None)
        if aim is not None and aim.infinitive and aim.start == governor.end and aim.lemma not in GOING_OFF:
            return None  # "the blast failed to stop the flow of crude"
    by_itself = not governor.passive and sentence.lower(governor.end) != "by"
    if governor.lemma == "stop" and by_itself and anchor.noun is not None and anchor.noun.end <= governor.start:
        return None  # "appealed for the killings to stop", "the shelling stopped"
    if governor.lemma in HIRING and anchor.noun is not None:
        return None  # "the abduction had been paid for by his creditors"
    if governor.lemma in DROPPED and anchor.noun is not None and governor.passive and not governor.negated:
        off = governor.lemma != "call" or sentence.lower(governor.end) == "off"
        return StatusFound("attempted", governor.head, governor.head + 1) if off else None
    if anchor.noun is not None and (status == "occurred" or governor.lemma in ("warn", "promise", "mean", "stop")):
        status = "foiled" if governor.lemma == "stop" and anchor.row.type != "armed_clash" else None
    if anchor.noun is not None and governor.negated and status is None and not governor.passive:
        return None
    if status is None:
        return "none" if anchor.verb is not None and anchor.verb.infinitive else None
    if _does_itself(anchor, governor) and status in ("attempted", "planned", "threatened", "none"):
        return None  # "Survivors of the attack seek damages"
    done = anchor.verb is not None and "have" in sentence.folded[anchor.verb.start : anchor.verb.end]
    if governor.lemma == "fear" and governor.passive and done:
        return None  # "is feared to have been abducted"
    if _stands(anchor, governor):
        return None
    if status == "denied" and sentence.lower(governor.start - 1) == "nor":
        return None  # "neither confirmed nor denied that it had bombed"
    if status == "denied" and anchor.noun is not None:
        return None  # "denied the attack": a claim denied; `claims` sees to it
    if (
        status == "none"
        and governor.lemma in PRACTISED
        and sentence.lower(anchor.start - 2) == "how"
        and _is_crime(anchor)
    ):
        return StatusFound("planned", governor.head, governor.head + 1)
    if status == "none":
        return "none"
    if status == "foiled" and _in_vain(anchor, governor):
        return None
    if governor.negated and status in ("attempted", "planned", "threatened"):
        return "none"
    if status in ("attempted", "planned") and status_words("modal").get(governor.modal) == "none":
        return "none"  # "might try to seize a plane"
    return StatusFound(status, governor.head, governor.head + 1)  # type: ignore[arg-type]
