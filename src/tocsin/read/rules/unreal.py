"""What a sentence speaks of without telling that it happened: conditions, rumours denied, kinds and habits."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import subject_of
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.hypothetical import is_hypothetical
from tocsin.read.rules.nouns import names_person
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound, figure_words, status_words
from tocsin.read.rules.summing import head_word, in_series, is_habit, sums_up
from tocsin.read.rules.words import BE, HAVE, word_table

HABIT = word_set("often usually regularly frequently routinely sometimes always typically traditionally")


def is_unreal(anchor: Anchor) -> bool:
    """Whether the words around a trigger make it a condition, a kind of event, or something that nobody reports."""
    return (
        _by_own_hand(anchor)
        or is_hypothetical(anchor)
        or _unreported(anchor)
        or _generic_plural(anchor)
        or _any_old(anchor)
        or _left_undone(anchor)
        or _seemed(anchor)
        or is_nobodys(anchor)
        or _under_nothing(anchor)
        or _is_no_truce(anchor)
        or _clears_mines(anchor)
        or _plagues(anchor)
    )


PLAGUING = word_set("plague beset haunt wrack rack bedevil trouble")


def _plagues(anchor: Anchor) -> bool:
    """ "a city long plagued by gang violence": what it suffers from, and no event."""
    return _hangs_on(anchor, "by", PLAGUING)


def _is_no_truce(anchor: Anchor) -> bool:
    """ "rejected a truce", "fighting resumed after the truce ended": none that was agreed."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or anchor.row.type != "ceasefire_agreement":
        return False
    lost = figure_words("no_truce")
    if sentence.lower(noun.start - 1) == "of" and sentence.lower(noun.start - 2) in figure_words("truce_undone"):
        return True  # "the offering of a truce", "the collapse of the ceasefire"
    before = next((v for v in reversed(sentence.verbs) if v.end == noun.start), None)
    after = next((v for v in sentence.verbs if v.start == noun.end), None)
    return any(verb is not None and verb.lemma in lost for verb in (before, after))


def _clears_mines(anchor: Anchor) -> bool:
    """ "are removing mines from the district": the work of years, and no attack that was foiled."""
    verb, sentence = anchor.verb, anchor.sentence
    if verb is None or anchor.row.id not in ("find-bomb-v", "defuse-v") or verb.form != "G":
        return False
    mines = (a for a in anchor.arguments if a.via == "object" and sentence.lower(a.group.head) == "mines")
    return any(a.what.count is None for a in mines)


def _under_nothing(anchor: Anchor) -> bool:
    """ "a reform that had been under attack since Easter": of what no weapon reaches."""
    sentence, noun = anchor.sentence, anchor.noun
    if noun is None or noun.start != anchor.start or sentence.lower(noun.start - 1) != "under":
        return False
    if anchor.arguments or sentence.lower(anchor.end - 1) not in ("attack", "fire", "siege", "assault"):
        return False
    verb = next((v for v in reversed(sentence.verbs) if v.end <= noun.start), None)
    of = subject_of(sentence, verb) if verb is not None else None
    if of is None or sentence.class_at(of.head) in "UO" or of.head in anchor.line.nouns:
        return False
    return not names_person(sentence.lower(of.head))


TRUTH = frozenset(("truth", "basis", "foundation", "substance", "merit"))
SAID_OF = word_set("reports evidence indication sign")
NOT_DOING = word_set(
    "without instead than less alone mind"
)  # "without firing", "instead of bombing", "rather than attack"
NOBODY = word_set("nobody none no-one neither nothing no")
NEGATING = NOBODY | {"not"}
AT_LEAST = word_set("fewer less more later doubt")  # "no fewer than 12"


def _left_undone(anchor: Anchor) -> bool:
    """ "left without burning the store", "instead of bombing the bridge"."""
    sentence = anchor.sentence
    if NOT_DOING.isdisjoint(sentence.vocabulary):
        return False
    start = anchor.verb.start if anchor.verb is not None else anchor.noun.start if anchor.noun is not None else 0
    before = sentence.lower(start - 1)
    if before in ("or", "nor") and anchor.verb is not None:
        first = next((v for v in reversed(sentence.verbs) if v.end < start and v.form == anchor.verb.form), None)
        start = first.start if first is not None and start - first.end < 8 else start
        before = sentence.lower(start - 1)  # "still less burned its huts or raped its women"
    if before == "of" and sentence.lower(start - 2) == "instead":
        return True
    if before in ("less", "alone", "mind") and sentence.lower(start - 2) in ("still", "much", "let", "never"):
        return True  # "had never set foot in the hamlet, still less burned its huts"
    rather = before == "than" and sentence.lower(start - 2) == "rather"
    return rather or (before == "without" and anchor.row.family in ("violence", "plot"))


SEEMING = word_set("sound look seem feel smell")


def _seemed(anchor: Anchor) -> bool:
    """ "what sounded like gunfire": whatever it was is told elsewhere."""
    return _hangs_on(anchor, "like", SEEMING)


def _hangs_on(anchor: Anchor, preposition: str, lemmas: frozenset[str]) -> bool:
    """Whether the trigger is a noun after this preposition, with one of these verbs right before it."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or sentence.lower(noun.start - 1) != preposition:
        return False
    verb = sentence.verb_at.get(noun.start - 2)
    return verb is not None and verb.lemma in lemmas


def is_nobodys(anchor: Anchor) -> bool:
    """ "nobody was hurt", "neither village was raided", "killed none of them": done by nobody, or to nobody."""
    if anchor.verb is None or NEGATING.isdisjoint(anchor.sentence.vocabulary):
        return False
    return any(
        _nobody(anchor.sentence, a.group) for a in anchor.arguments if a.via in ("subject", "object", "on", "at")
    )


def _nobody(sentence: Sentence, group: NounGroup) -> bool:
    at = group.start if sentence.lower(group.start) == "not" else group.start - 1
    if sentence.lower(at) == "not" and sentence.lower(at + 1) in ("a", "one"):
        return True  # "not a single shot was fired", "not one of them was hurt"
    first = group.start - 2 if sentence.lower(group.start - 1) == "of" else group.start
    return any(
        sentence.lower(i) in NOBODY and sentence.lower(i + 1) not in AT_LEAST for i in (first, group.start, group.head)
    )


def _by_own_hand(anchor: Anchor) -> bool:
    """ "hanged himself in his cell": no act against others, unless a bomb went with it."""
    if anchor.verb is None or anchor.row.frame_name == "self" or anchor.of_role("weapon"):
        return False
    i = anchor.verb.end
    own = anchor.sentence.lower(i) in ("himself", "herself", "themselves")
    return own and anchor.sentence.lower(i + 1) not in ("and", "along", "together")  # "himself and seven others"


def _unreported(anchor: Anchor) -> bool:
    """ "no confirmed reports that they have been executed": what nobody says has happened."""
    sentence = anchor.sentence
    if anchor.noun is not None and sentence.lower(anchor.noun.start) in ("the", "that", "this"):
        return False  # "no sign that X had to do with the shooting": the shooting stands
    if SAID_OF.isdisjoint(sentence.vocabulary):
        return False
    for i in range(anchor.start - 1, max(0, anchor.start - 14), -1):
        if sentence.lower(i) == "that" and sentence.lower(i - 1) in SAID_OF:
            if TRUTH & {sentence.lower(j) for j in range(max(0, i - 5), i)}:
                return False  # "no truth in reports that": denied, see `denial`
            return bool({sentence.lower(j) for j in range(max(0, i - 5), i)} & {"no", "unconfirmed", "without"})
    return False


RIFE = word_set("rife common commonplace frequent rampant widespread routine endemic rare")


def _is_rife(sentence: Sentence, noun: NounGroup) -> bool:
    """ "Kidnappings for ransom are rife": how common they are, and none of them."""
    verb = next((v for v in sentence.verbs if v.start >= noun.end), None)
    return verb is not None and verb.lemma in BE | {"become", "remain"} and sentence.lower(verb.end) in RIFE


def _generic_plural(anchor: Anchor) -> bool:
    """A bare plural ("attacks on civilians are common") with nothing that ties it to a time, a place or a number."""
    noun = anchor.noun
    if noun is None or not head_word(anchor).endswith("s"):
        return False
    if _is_rife(anchor.sentence, noun):
        return True
    if in_series(anchor) or sums_up(anchor):
        return False
    first = anchor.sentence.lower(noun.start)
    if first in ("the", "these", "those", "both", "two", "three", "four", "five", "six", "several", "twin"):
        return False
    if "S" in anchor.sentence.classes[noun.start : anchor.start]:
        return False  # "Tuesday's train bombings"
    if anchor.sentence.class_at(noun.start) == "M" or any(a.via == "'s" for a in anchor.arguments):
        return False
    if anchor.sentence.headline or _some_fell_in(anchor, noun):
        return False
    tied = any(a.via in ("by", "on", "against", "at", "of", "between", "with") for a in anchor.arguments)
    past = any(_past(anchor.sentence, verb) for verb in anchor.sentence.verbs)
    if anchor.row.family in ("response", "warning"):
        return not past
    carried = anchor.carrier is not None and _past(anchor.sentence, anchor.carrier)
    counted = any(count.start > anchor.sentence.ends[anchor.end - 1] for count in anchor.line.counts)
    return not ((past and (tied or carried)) or (tied and anchor.carrier is not None and counted))


def _some_fell_in(anchor: Anchor, noun: NounGroup) -> bool:
    """ "14 officers were killed in clashes": those of the day, whatever they were."""
    verb = anchor.sentence.verb_at.get(noun.start - 2)
    if verb is None or anchor.sentence.lower(noun.start - 1) != "in" or not _past(anchor.sentence, verb):
        return False
    perfect = anchor.sentence.lower(verb.start) in HAVE  # "dozens have been killed in clashes": over years
    return not perfect and any(count.end <= anchor.sentence.starts[verb.start] for count in anchor.line.counts)


def _any_old(anchor: Anchor) -> bool:
    """ "makes a killing", "an attack": one of a kind, with nothing said of it that would make it this one."""
    noun = anchor.noun
    if noun is not None and anchor.row.strength == "device" and not anchor.sentence.headline:
        bare = noun.start == anchor.start and not anchor.sentence.lower(anchor.end - 1).endswith("s")
        said = anchor.sentence.class_at(noun.start) in "PC"  # "because of a bomb"
        if bare and not said and anchor.sentence.class_at(noun.start - 1) in "PC":
            return True  # "by rocket or car bomb"
    if noun is None or anchor.row.strength != "weak" or anchor.sentence.lower(noun.start) not in ("a", "an"):
        return False
    if anchor.sentence.lower(noun.start - 1) in ("after", "in", "during") and any(
        _past(anchor.sentence, verb) for verb in anchor.sentence.verbs if verb.end <= noun.start
    ):
        return False  # "fled after an attack"
    named = any(a.what.what != "pronoun" for a in anchor.arguments)
    return not (named or anchor.line.times or anchor.line.places or (anchor.carrier and anchor.carrier.lemma != "make"))


def is_past(anchor: Anchor) -> bool:
    """Whether the trigger is a verb in a past tense."""
    return anchor.verb is not None and _past(anchor.sentence, anchor.verb)


def _past(sentence: Sentence, verb: VerbGroup) -> bool:
    tags = word_table().get(sentence.lower(verb.head), ("d", ""))[0]
    return not verb.infinitive and not verb.modal and (verb.passive or (verb.form in "VE" and "d" in tags))


def by_modal(anchor: Anchor) -> StatusFound | str | None:
    """ "would attack", "will attack", "did not attack", "no attack"."""
    for verb in anchor.verbs:
        if verb is anchor.carrier and verb.start < anchor.start and anchor.noun is None:
            continue
        if verb is anchor.verb and (verb.negated or _at_no_time(anchor)):
            return None if anchor.row.is_absence else _own_denial(anchor, verb) or "none"
        status = status_words("modal").get(verb.modal)
        perfect = anchor.sentence.lower(verb.start + 1) == "have"
        if status == "planned" and verb is anchor.verb and _on_condition(anchor):
            status = "threatened"
        if status and verb is anchor.verb:
            if perfect and verb.modal in ("may", "might", "must"):
                return None
            return "none" if status == "none" else StatusFound(status, verb.start, verb.start + 1)  # type: ignore[arg-type]
    if anchor.noun is not None and _is_said_not_to_be(anchor):
        return "none"
    if anchor.noun is not None and _is_cried(anchor.sentence, anchor.noun):
        return "none"
    if anchor.noun is not None and not anchor.row.is_absence and _none_of(anchor.sentence, anchor.noun):
        return "none"
    return None


OWN = frozenset(("it", "its", "they", "their", "we", "our"))
INSISTING = word_set("say insist state maintain add stress declare swear repeat tell reply deny claim")


def _own_denial(anchor: Anchor, verb: VerbGroup) -> StatusFound | None:
    """ "insisted that its men had not fired on the priest": what a party says it did not do, others say it did."""
    sentence, doers = anchor.sentence, [a for a in anchor.arguments if a.via == "subject"]
    held = any(a.via in ("object", "on", "at", "against") and a.what.what != "pronoun" for a in anchor.arguments)
    if not doers or not held or sentence.lower(doers[0].group.start) not in OWN or verb.modal or anchor.passive:
        return None
    saying = next((v for v in reversed(sentence.verbs) if v.end <= doers[0].group.start), None)
    near = saying is not None and doers[0].group.start - saying.end <= 3
    if saying is None or not near or saying.lemma not in INSISTING or saying.negated or saying.modal:
        return None
    return StatusFound("denied", saying.head, saying.head + 1)


def _at_no_time(anchor: Anchor) -> bool:
    """ "at no time had soldiers opened fire"."""
    sentence = anchor.sentence
    for i in range(max(0, anchor.start - 8), anchor.start - 1):
        if (
            sentence.lower(i) == "no"
            and sentence.lower(i - 1) in ("at", "on", "in", "under")
            and sentence.lower(i + 1) in TIMES
        ):
            return True
    return False


TIMES = frozenset(("time", "point", "stage", "occasion", "circumstances", "way", "moment"))


def _is_said_not_to_be(anchor: Anchor) -> bool:
    """ "the fire was not arson"."""
    verb, noun = anchor.carrier, anchor.noun
    before = verb is not None and noun is not None and verb.end <= noun.start
    return before and verb is not None and verb.negated and verb.lemma in BE


def _on_condition(anchor: Anchor) -> bool:
    """ "unless work is halted, the front will shoot the engineers": what is said to those who can still prevent it."""
    sentence = anchor.sentence
    if anchor.row.family not in ("violence", "plot") or sentence.vocabulary.isdisjoint(("if", "unless", "until")):
        return False
    doers = anchor.of_role("perpetrator")
    return not doers or any(a.what.what in ARMED or a.what.what == "pronoun" for a in doers)


def _is_cried(sentence: Sentence, noun: NounGroup) -> bool:
    """ "shouting death to the king": what is wished, not done."""
    wished = noun.end - noun.start == 1 and sentence.lower(noun.start) == "death"
    return wished and sentence.lower(noun.end) == "to" and sentence.lower(noun.start - 1) != "to"


def _none_of(sentence: Sentence, noun: NounGroup) -> bool:
    """ "no shelling", "no fighting or shelling"."""
    if sentence.lower(noun.start) in ("no", "any"):
        return True
    return sentence.lower(noun.start - 1) in ("or", "nor") and sentence.lower(noun.start - 3) in (
        "no",
        "any",
        "neither",
    )


def by_tense(anchor: Anchor) -> str | None:
    """In running text the simple present tells a habit ("militants attack convoys"); in headlines and lists, news."""
    verb = anchor.verb
    if verb is None or anchor.sentence.headline or not anchor.sentence.cased:
        return None
    if is_habit(anchor.sentence) and verb.form == "V" and verb.start == verb.head:
        return "none" if anchor.sentence.lower(verb.head) == verb.lemma else None
    if not HABIT.isdisjoint(anchor.sentence.folded[max(0, verb.start - 2) : verb.end + 2]):
        return "none"
    if anchor.sentence.item:
        return None
    seen = _was_seen(anchor.sentence, verb)
    if verb.form != "V" or verb.start != verb.head or verb.lemma == "remain" or seen or _one_occasion(anchor):
        return None  # "her mother remains in hospital"
    tags = word_table().get(anchor.sentence.lower(verb.head), ("", ""))[0]
    return "none" if ("v" in tags or "z" in tags) and "d" not in tags else None


PERCEIVING = word_set("see watch hear notice observe witness film feel")


def _was_seen(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "had seen the abductors kill the envoy": a bare infinitive."""
    seen = sentence.noun_at.get(verb.start - 1)
    before = sentence.verb_at.get(seen.start - 1) if seen is not None else None
    return before is not None and before.lemma in PERCEIVING and verb.lemma == sentence.lower(verb.head)


def _one_occasion(anchor: Anchor) -> bool:
    """A number, or one doer among others, makes the present a report: "a suicide bombing kills 14 people"."""
    doers = [a for a in anchor.arguments if a.via == "subject"]
    return any(a.what.count is not None for a in anchor.arguments) or any(
        a.what.what == "event" or anchor.sentence.lower(a.group.start) in ("a", "an", "two", "three") for a in doers
    )
