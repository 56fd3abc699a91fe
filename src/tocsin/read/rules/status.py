"""Whether it happened: the status of an anchor from the words that govern its trigger.

None means that nothing is said to have happened, to have been tried or to be coming: hypotheses, habits, fears,
films. Words and their statuses are rows of `status.toml`.
"""

from __future__ import annotations

from tocsin.read.rules.clauses import accuser_of, subject_of, verb_before
from tocsin.read.rules.denial import by_denial
from tocsin.read.rules.failing import by_failure, by_halt
from tocsin.read.rules.figures import is_figure
from tocsin.read.rules.foretold import by_warning
from tocsin.read.rules.governing import by_adjective, by_governor, by_holder, foiled
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.promised import by_promise
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound, status_words
from tocsin.read.rules.unreal import by_modal, by_tense, is_unreal

STEPS = (
    by_denial, by_promise, by_warning, foiled, by_halt, by_failure, by_adjective, by_holder, by_governor, by_modal,
    by_tense,
)  # fmt: skip


def status_of(anchor: Anchor) -> StatusFound | None:
    """The status of the event that an anchor tells of, or None where it tells of none."""
    if is_unreal(anchor) or is_figure(anchor):
        return None
    for step in STEPS:
        found = step(anchor)
        if found is not None:
            return found if isinstance(found, StatusFound) else None
    return StatusFound(anchor.row.status, anchor.start, anchor.end)


HELD = frozenset(
    (
        "say",
        "believe",
        "report",
        "allege",
        "think",
        "suspect",
        "presume",
        "understand",
        "rumour",
        "fear",
        "claim",
        "know",
    )
)


def hedge_of(anchor: Anchor) -> tuple[int, int] | None:
    """The tokens that leave it to others to vouch for the event ("signs of abuse", "allegedly beaten"), if any do."""
    words, sentence = status_words("hedge"), anchor.sentence
    group = anchor.noun
    if group is not None and (said := _speaks_of(anchor)) is not None:
        return said
    if group is not None:
        before = [i for i in range(group.start, anchor.start) if sentence.lower(i) in words]
        if before:
            return before[0], anchor.end
        if sentence.lower(group.start - 1) == "of" and sentence.lower(group.start - 2) in words:
            return group.start - 2, anchor.end
        return None
    verb = anchor.verb
    if verb is None:
        return None
    if (held := _held_that(anchor) or _rumoured(anchor)) is not None:
        return held
    if (saying := _said_to(sentence, verb)) is not None:
        return saying.start, anchor.end  # "is said to have been beaten"
    if verb.form == "G" and verb.start == verb.head and (shown := _seems_to_show(sentence, verb)) is not None:
        return shown.start, anchor.end
    accuser = accuser_of(sentence, verb)
    if accuser is not None:
        return accuser.start, anchor.end  # "accused mercenaries of having executed traders"
    near = [i for i in range(max(0, verb.start - 1), verb.end) if sentence.lower(i) in words]
    return (near[0], anchor.end) if near else None


def _said_to(sentence: Sentence, verb: VerbGroup) -> VerbGroup | None:
    """ "is said to have stormed the post and lynched two": the passive verb of saying, for what "and" joins too."""
    if not verb.infinitive and sentence.lower(verb.start - 1) == "and" and verb.start == verb.head:
        first = verb_before(sentence, verb.start - 1)
        perfect = first is not None and first.infinitive and sentence.lower(first.start + 1) == "have"
        verb = first if perfect and first is not None else verb
    saying = sentence.verb_at.get(verb.start - 1) if verb.infinitive else None
    return saying if saying is not None and saying.passive and saying.lemma in HELD else None


SEEMING = frozenset(("appear", "seem", "purport", "claim"))
SHOWING = frozenset(("show", "depict", "capture"))


def _seems_to_show(sentence: Sentence, verb: VerbGroup) -> VerbGroup | None:
    """ "Video footage appears to show soldiers shooting two prisoners": the verb that leaves it open."""
    showing = next((v for v in reversed(sentence.verbs) if v.end <= verb.start and v.lemma in SHOWING), None)
    seeming = sentence.verb_at.get(showing.start - 1) if showing is not None and showing.infinitive else None
    return seeming if seeming is not None and seeming.lemma in SEEMING else None


def _rumoured(anchor: Anchor) -> tuple[int, int] | None:
    """ "Rumours spread that vigilantes had killed a boy": what only a rumour or a report is said to tell."""
    sentence = anchor.sentence
    doer = next((a.group for a in anchor.arguments if a.via in ("subject", "object")), None)
    if doer is None or sentence.lower(doer.start - 1) != "that" or doer.start > anchor.start:
        return None
    telling = sentence.verb_at.get(doer.start - 2)
    teller = subject_of(sentence, telling) if telling is not None else sentence.noun_at.get(doer.start - 2)
    if teller is None or sentence.lower(teller.head) not in status_words("hedge"):
        return None
    return teller.start, anchor.end


IT_IS = frozenset(("is", "was", "has"))


def _held_that(anchor: Anchor) -> tuple[int, int] | None:
    """ "It is alleged that guards set fire to the stalls": what opens the sentence, and leaves it to others."""
    sentence = anchor.sentence
    if sentence.lower(0) != "it" or sentence.lower(1) not in IT_IS:
        return None
    saying = sentence.verb_at.get(1)
    if saying is None or not saying.passive or saying.lemma not in HELD - {"know"}:
        return None
    if sentence.lower(saying.end) != "that" or "." in sentence.classes[saying.end : anchor.start]:
        return None
    return saying.start, anchor.end


TOLD_OF = frozenset(("speak", "tell", "mention", "suggest", "indicate", "describe"))


def _speaks_of(anchor: Anchor) -> tuple[int, int] | None:
    """ "Unconfirmed reports speak of an ambush": what only reports and rumours tell."""
    sentence, group = anchor.sentence, anchor.noun
    if group is None:
        return None
    at = group.start - 1 if sentence.lower(group.start - 1) == "of" else group.start
    verb = sentence.verb_at.get(at - 1)
    teller = sentence.noun_at.get(verb.start - 1) if verb is not None and verb.lemma in TOLD_OF else None
    if teller is None or sentence.lower(teller.head) not in status_words("hedge"):
        return None
    return teller.start, anchor.end
