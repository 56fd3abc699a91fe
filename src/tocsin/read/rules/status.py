"""Whether it happened: the status of an anchor from the words that govern its trigger.

None means that nothing is said to have happened, to have been tried or to be coming: hypotheses, habits, fears,
films. Words and their statuses are rows of `status.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.clauses import verb_before
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.words import word_table
from tocsin.record.values import Status


class StatusFound(NamedTuple):
    """A status and the tokens that say it; the trigger's own where nothing else does."""

    status: Status
    start: int
    end: int


@cache
def _rows(kind: str) -> dict[str, str]:
    return {word: row["status"] for row in load_toml("status.toml")[kind] for word in row["words"]}


TRIED: dict[str, Status] = {  # "an assassination attempt", "a bombing plot"
    "attempt": "attempted", "attempts": "attempted", "bid": "attempted", "plot": "planned", "plots": "planned",
}  # fmt: skip
HABIT = word_set("often usually regularly frequently routinely sometimes always typically traditionally")
CONDITION = frozenset(("if", "unless", "whether", "lest", "suppose"))


def status_of(anchor: Anchor) -> StatusFound | None:
    """The status of the event that an anchor tells of, or None where it tells of none."""
    own = StatusFound("occurred", anchor.start, anchor.end)
    if (
        _by_own_hand(anchor)
        or _conditional(anchor)
        or _unreported(anchor)
        or _generic_plural(anchor)
        or _any_old(anchor)
    ):
        return None
    for step in (_foiled, _by_adjective, _by_holder, _by_governor, _by_modal, _by_tense):
        found = step(anchor)
        if found == "none":
            return None
        if isinstance(found, StatusFound):
            return found
    if anchor.row.id == "defuse-v":
        return own._replace(status="foiled")
    return own


def _conditional(anchor: Anchor) -> bool:
    sentence = anchor.sentence
    if CONDITION.isdisjoint(sentence.folded):
        return False
    start = max(0, anchor.start - 12)
    for i in range(anchor.start - 1, start - 1, -1):
        if sentence.class_at(i) in ".,":
            break
        if sentence.lower(i) in CONDITION:
            return True
    return False


def _by_own_hand(anchor: Anchor) -> bool:
    """ "hanged himself in his cell": no act against others, unless a bomb went with it."""
    if anchor.verb is None or anchor.row.frame_name == "self" or anchor.of_role("weapon"):
        return False
    return anchor.sentence.lower(anchor.verb.end) in ("himself", "herself", "themselves")


def _unreported(anchor: Anchor) -> bool:
    """ "no confirmed reports that they have been executed": what nobody says has happened."""
    sentence = anchor.sentence
    if anchor.noun is not None and sentence.lower(anchor.noun.start) in ("the", "that", "this"):
        return False  # "no sign that X had to do with the shooting": the shooting stands
    if "that" not in sentence.folded:
        return False
    for i in range(anchor.start - 1, max(0, anchor.start - 14), -1):
        if sentence.lower(i) == "that" and sentence.lower(i - 1) in ("reports", "evidence", "indication", "sign"):
            return bool({sentence.lower(j) for j in range(max(0, i - 5), i)} & {"no", "unconfirmed", "without"})
    return False


def _generic_plural(anchor: Anchor) -> bool:
    """A bare plural ("attacks on civilians are common") with nothing that ties it to a time, a place or a number."""
    noun = anchor.noun
    if noun is None or not anchor.sentence.lower(anchor.end - 1).endswith("s"):
        return False
    first = anchor.sentence.lower(noun.start)
    if first in ("the", "these", "those", "both", "two", "three", "four", "five", "six", "several", "twin"):
        return False
    if anchor.sentence.class_at(noun.start) == "M" or any(a.via == "'s" for a in anchor.arguments):
        return False
    if anchor.sentence.headline:
        return False
    tied = any(a.via in ("by", "on", "against", "at", "of", "between") for a in anchor.arguments)
    past = any(_past(anchor.sentence, verb) for verb in anchor.sentence.verbs)
    if anchor.row.family in ("response", "warning"):
        return not past
    carried = anchor.carrier is not None and _past(anchor.sentence, anchor.carrier)
    counted = any(count.start > anchor.sentence.ends[anchor.end - 1] for count in anchor.line.counts)
    return not ((past and (tied or carried)) or (tied and anchor.carrier is not None and counted))


def _any_old(anchor: Anchor) -> bool:
    """ "makes a killing", "an attack": one of a kind, with nothing said of it that would make it this one."""
    noun = anchor.noun
    if noun is not None and anchor.row.strength == "device" and not anchor.sentence.headline:
        bare = noun.start == anchor.start and not anchor.sentence.lower(anchor.end - 1).endswith("s")
        if bare and anchor.sentence.class_at(noun.start - 1) in "PC":
            return True  # "by rocket or car bomb"
    if noun is None or anchor.row.strength != "weak" or anchor.sentence.lower(noun.start) not in ("a", "an"):
        return False
    named = any(a.what.what != "pronoun" for a in anchor.arguments)
    return not (named or anchor.line.times or anchor.line.places or (anchor.carrier and anchor.carrier.lemma != "make"))


def _past(sentence: Sentence, verb: VerbGroup) -> bool:
    tags = word_table().get(sentence.lower(verb.head), ("d", ""))[0]
    return not verb.infinitive and not verb.modal and (verb.passive or (verb.form in "VE" and "d" in tags))


def _foiled(anchor: Anchor) -> StatusFound | None:
    """ "foiled a planned shooting": what was foiled stays foiled, whatever else is said of it."""
    verb = anchor.carrier
    if verb is None or verb.negated or verb.lemma in ("stop", "intercept", "repel"):
        return None
    if _rows("governor").get(verb.lemma) == "foiled":
        return StatusFound("foiled", verb.head, verb.head + 1)
    return None


def _by_adjective(anchor: Anchor) -> StatusFound | str | None:
    noun = anchor.noun
    if noun is None:
        return None
    rows = _rows("adjective")
    tried = next((i for i in range(anchor.end - 1, noun.end) if anchor.sentence.lower(i) in TRIED), None)
    if tried is not None and _rows("governor").get(anchor.carrier.lemma if anchor.carrier else "") != "foiled":
        return StatusFound(TRIED[anchor.sentence.lower(tried)], tried, tried + 1)
    for i in range(anchor.start - 1, noun.start - 1, -1):
        status = rows.get(anchor.sentence.lower(i))
        if status == "none":
            return "none"
        if status:
            return StatusFound(status, i, i + 1)  # type: ignore[arg-type]
    return None


def _by_holder(anchor: Anchor) -> StatusFound | str | None:
    """The noun that holds the event: "threat of attacks", "an attempt to kill", "plans to bomb"."""
    sentence = anchor.sentence
    start = anchor.noun.start if anchor.noun else anchor.verb.start if anchor.verb else anchor.start
    link = sentence.lower(start - 1)
    infinitive = anchor.verb is not None and anchor.verb.infinitive
    if not infinitive and link not in ("of", "for", "at", "to"):
        return None
    at = start - 1 if infinitive else start - 2
    status = _rows("before").get(sentence.lower(at))
    if status is None:
        return None
    if status == "none":
        return "none" if not (anchor.noun and _named(anchor)) else None
    verb = verb_before(sentence, at)
    if verb is not None and _rows("governor").get(verb.lemma) == "foiled":
        return StatusFound("foiled", verb.head, verb.head + 1)
    after = sentence.verb_at.get(anchor.end)
    if after is not None and _rows("governor").get(after.lemma) == "foiled":
        return StatusFound("foiled", after.head, after.head + 1)
    return StatusFound(status, at, at + 1)  # type: ignore[arg-type]


def _named(anchor: Anchor) -> bool:
    return any(a.via in ("'s", "by") for a in anchor.arguments) or bool(anchor.line.times)


def _governor(anchor: Anchor) -> VerbGroup | None:
    """The verb of which the event is the object or the infinitive, or by which it is passively governed."""
    sentence = anchor.sentence
    if anchor.noun is not None:
        if sentence.lower(anchor.noun.start - 1) in ("for", "on") and anchor.row.family != "violence":
            return sentence.verb_at.get(anchor.noun.start - 2) or anchor.carrier  # "pushed for a ceasefire"
        return anchor.carrier
    verb = anchor.verb
    if verb is None or not (verb.infinitive or verb.form == "G" or _that_clause(anchor)):
        return None
    before = verb_before(sentence, verb.start)
    if before is None:
        return None
    if verb.form == "G" and before.end < verb.start and sentence.lower(verb.start - 1) not in ("of", "from", "to"):
        return None
    return before if verb.start - before.end <= 8 else None


def _that_clause(anchor: Anchor) -> bool:
    verb = anchor.verb
    if verb is None:
        return False
    before = verb_before(anchor.sentence, verb.start)
    if before is None or _rows("governor").get(before.lemma) != "denied":
        return False
    return "that" in {anchor.sentence.lower(i) for i in range(before.end, verb.start)}


def _by_governor(anchor: Anchor) -> StatusFound | str | None:
    governor = _governor(anchor)
    if governor is None:
        return "none" if anchor.verb is not None and anchor.verb.infinitive else None
    status = _rows("governor").get(governor.lemma)
    if anchor.noun is not None and (status == "occurred" or governor.lemma in ("warn", "promise", "mean", "stop")):
        status = "foiled" if governor.lemma == "stop" else None
    if anchor.noun is not None and governor.negated and status is None and not governor.passive:
        return None
    if status is None:
        return "none" if anchor.verb is not None and anchor.verb.infinitive else None
    if status == "denied" and anchor.noun is not None:
        return None  # "denied the attack": a claim denied; `claims` sees to it
    if status == "none":
        return "none"
    if governor.negated and status in ("attempted", "planned", "threatened"):
        return "none"
    return StatusFound(status, governor.head, governor.head + 1)  # type: ignore[arg-type]


def _by_modal(anchor: Anchor) -> StatusFound | str | None:
    for verb in anchor.verbs:
        if verb is anchor.carrier and verb.start < anchor.start and anchor.noun is None:
            continue
        if verb is anchor.verb and verb.negated:
            return "none"
        status = _rows("modal").get(verb.modal)
        perfect = anchor.sentence.lower(verb.start + 1) == "have"
        if status and verb is anchor.verb:
            if perfect and verb.modal in ("may", "might", "must"):
                return None
            return "none" if status == "none" else StatusFound(status, verb.start, verb.start + 1)  # type: ignore[arg-type]
    if anchor.noun is not None and _none_of(anchor.sentence, anchor.noun):
        return "none"
    return None


def _none_of(sentence: Sentence, noun: NounGroup) -> bool:
    """ "no shelling", "no fighting or shelling"."""
    if sentence.lower(noun.start) in ("no", "any"):
        return True
    return sentence.lower(noun.start - 1) in ("or", "nor") and sentence.lower(noun.start - 3) in (
        "no",
        "any",
        "neither",
    )


def _by_tense(anchor: Anchor) -> str | None:
    """In running text the simple present tells a habit ("militants attack convoys"); in a headline, news."""
    verb = anchor.verb
    if verb is None or anchor.sentence.headline or not anchor.sentence.cased:
        return None
    around = {anchor.sentence.lower(i) for i in range(max(0, verb.start - 2), verb.end + 2)}
    if around & HABIT:
        return "none"
    if verb.form != "V" or verb.start != verb.head or _one_occasion(anchor):
        return None
    tags = word_table().get(anchor.sentence.lower(verb.head), ("", ""))[0]
    return "none" if ("v" in tags or "z" in tags) and "d" not in tags else None


def _one_occasion(anchor: Anchor) -> bool:
    """A number, or one doer among others, makes the present a report: "a suicide bombing kills 14 people"."""
    doers = [a for a in anchor.arguments if a.via == "subject"]
    return any(a.what.count is not None for a in anchor.arguments) or any(
        a.what.what == "event" or anchor.sentence.lower(a.group.start) in ("a", "an", "two", "three") for a in doers
    )


def hedge_of(anchor: Anchor) -> tuple[int, int] | None:
    """The tokens that leave it to others to vouch for the event ("signs of abuse", "allegedly beaten"), if any do."""
    words, sentence = _rows("hedge"), anchor.sentence
    group = anchor.noun
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
    near = [i for i in range(max(0, verb.start - 1), verb.end) if sentence.lower(i) in words]
    return (near[0], anchor.end) if near else None


def is_heading(sentence: Sentence) -> bool:
    """A short line without a full stop, in the body of a text: it names a topic and reports nothing."""
    return not sentence.headline and len(sentence.texts) <= 10 and sentence.classes[-1] not in '."'


def is_label(anchor: Anchor) -> bool:
    """A trigger in the topic that opens an item of a list: "- Civil war, Battle of Mosul - The army says ..."."""
    sentence = anchor.sentence
    if sentence.texts[0] not in ITEM_MARKS:
        return False
    dash = next((i for i in range(anchor.end, len(sentence.texts) - 1) if _stands_apart(sentence, i)), None)
    return dash is not None and not any(verb.start < dash for verb in sentence.verbs)


ITEM_MARKS = frozenset("-*•–")


def _stands_apart(sentence: Sentence, i: int) -> bool:
    starts, ends = sentence.starts, sentence.ends
    return sentence.texts[i] in "-–—" and ends[i - 1] < starts[i] and ends[i] < starts[i + 1]
