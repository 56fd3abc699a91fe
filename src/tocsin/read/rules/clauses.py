"""Who does what to whom around a verb: subject, objects and prepositional phrases, by position.

No parse tree is built. Each function answers one question about one verb group from the groups beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup, coordinated, describes, is_named, next_noun
from tocsin.read.rules.nouns import is_act, names_person
from tocsin.read.rules.relatives import is_finite, past_age, resumed_subject
from tocsin.read.rules.words import COMPASS, reports

REACH = 30  # tokens that a clause may run on after its verb; longer ones are lists or lost punctuation
CAUSING = word_set("order force tell ask allow urge lead cause send get help instruct direct command let")
HOLDERS = word_set(
    "attempt attempts plot plots plan plans bid bids effort efforts threat threats conspiracy scheme order orders "
    "decision call calls intention operation campaign mission failure ability capability desire refusal"
)
SPANS = word_set("hour hours day days week weeks month months minutes deadline ultimatum")
STRANDED = frozenset(("inside", "outside", "aboard", "nearby", "below", "above", "opposite", "underneath", "within"))
NOW = frozenset(("now", "then", "recently"))
STRESSING = frozenset(("himself", "herself", "itself", "themselves"))
RELATIVE = frozenset(("who", "which", "that"))
SUBORDINATE = frozenset(("while", "as"))
CLAUSAL = word_set("as after before until till since")  # these begin a clause more often than a phrase
BURSTING = word_set("explode go detonate blow burst collapse")  # what these do harms by itself


SPOTS = word_set("over in at near into outside inside across along down")  # before where something happened


class Phrase(Struct, frozen=True):
    """A preposition and the noun group that it governs; `at` is the token of the preposition."""

    preposition: str
    group: NounGroup
    at: int


def conjuncts(sentence: Sentence, group: NounGroup) -> list[NounGroup]:
    """The group and those joined to it on its left: "soldiers and their allies fought"."""
    chain = [group]
    while True:
        i = chain[0].start - 1
        kind = sentence.class_at(i)
        if kind == "C" and sentence.folded[i] in ("and", "or", "plus", "nor"):
            i -= 1
            if sentence.class_at(i) == "," and _told_before(sentence, i):
                return chain  # "blew up two of its pillars, and a driver died": a clause of its own
        elif not (kind == "," and (len(chain) > 1 or _lists(sentence, i))):
            return chain
        if sentence.class_at(i) == ",":
            i -= 1
        if sentence.class_at(i) == ")":
            i = _before_brackets(sentence, i)
        before = sentence.noun_at.get(i)
        if before is None or before.end != i + 1 or _is_object(sentence, before):
            return chain
        if sentence.lower(before.start - 1) == "including":
            return chain  # "including three children, and 180 were hurt"
        at = before.start - (3 if sentence.class_at(before.start - 2) == "P" else 2)
        if sentence.lower(before.start - 1) in SPOTS and sentence.verb_at.get(at) is not None:
            return chain  # "crashed into the desert and its crew died"
        chain.insert(0, _described(sentence, before))


def _lists(sentence: Sentence, comma: int) -> bool:
    """ "Bombs in station, market kill 27": the comma of a headline between two nouns before the verb."""
    if not sentence.headline or sentence.class_at(comma - 1) != "N" or sentence.class_at(comma + 1) != "N":
        return False
    return sentence.class_at(comma + 2) == "V"


def _told_before(sentence: Sentence, comma: int) -> bool:
    """Whether a finite verb stands before the comma of ", and", and no other comma after it: no list ends there."""
    opened = max(sentence.classes.rfind(mark, 0, comma) for mark in ",.W")
    return any(opened < v.start < comma and is_finite(sentence, v) for v in sentence.verbs)


def _described(sentence: Sentence, group: NounGroup) -> NounGroup:
    """ "Okoro, a clerk, and his son": who the group before a comma describes, or names; else the group itself."""
    one = sentence.noun_at.get(group.start - 2) if sentence.class_at(group.start - 1) == "," else None
    if one is None or one.end != group.start - 1:
        return group
    return one if describes(sentence, one, group) or is_named(sentence, one, group) else group


def _is_object(sentence: Sentence, group: NounGroup) -> bool:
    """Whether a verb stands right before a group: "killed three", "shot dead three"."""
    i = group.start - 1
    return sentence.verb_at.get(i - (sentence.class_at(i) in "RA-")) is not None


def verb_before(sentence: Sentence, i: int) -> VerbGroup | None:
    """The last verb group that ends at or before token `i`."""
    for verb in reversed(sentence.verbs):
        if verb.end <= i:
            return verb
    return None


def finite_verb_before(sentence: Sentence, i: int) -> VerbGroup | None:
    """The last finite or passive verb group that ends at or before token `i`."""
    return next((v for v in reversed(sentence.verbs) if v.end <= i and is_finite(sentence, v)), None)


QUALIFIED = word_set(  # adjectives after a noun, with a phrase of their own
    "responsible loyal close opposed allied linked hostile sympathetic affiliated aligned belonging attached faithful"
)


def climb(sentence: Sentence, group: NounGroup) -> NounGroup:
    """The noun group on which a chain of prepositional phrases hangs: "the leader of the group in Lima"."""
    link = sentence.lower(group.start - 1)
    if link not in ("and", "of") and sentence.class_at(group.start - 1) not in "PT":
        return group
    other = sentence.noun_at.get(group.start - 2) if link == "and" else None
    if other is not None and sentence.lower(other.start - 1) == "between":
        group = other  # "a gun battle between police and robbers"
    group = _qualified(sentence, group)
    while sentence.class_at(group.start - 1) in "PT" and sentence.noun_at.get(group.start - 2):
        before = sentence.noun_at[group.start - 2]
        if before.end != group.start - 1 or sentence.lower(group.start - 1) in (
            "after",
            "before",
            "since",
            "when",
            "by",
        ):
            break
        if sentence.lower(group.start - 1) in SUBORDINATE and _opens_clause(sentence, group):
            break  # "left the room as rebels threw a grenade", "Scores hurt as grenade tears through rally"
        group = before
    return _before_direction(sentence, _qualified(sentence, group))


def _qualified(sentence: Sentence, group: NounGroup) -> NounGroup:
    """ "militiamen loyal to the governor", "the cell responsible for the raid": whom the adjective is said of."""
    if sentence.lower(group.start - 1) not in ("to", "for") or sentence.lower(group.start - 2) not in QUALIFIED:
        return group
    whom = sentence.noun_at.get(group.start - 3)
    return whom if whom is not None and whom.end == group.start - 2 else group


def _opens_clause(sentence: Sentence, group: NounGroup) -> bool:
    """Whether a verb stands after the group, and one before it: "as" joins two clauses there."""
    after = sentence.verb_at.get(group.end + (sentence.class_at(group.end) == "R"))
    told = finite_verb_before(sentence, group.start) is not None
    return sentence.headline or (told and after is not None and is_finite(sentence, after))


def _before_direction(sentence: Sentence, group: NounGroup) -> NounGroup:
    """ "an attack north of Kirkuk": the group before the direction."""
    i = group.start - 2
    if sentence.lower(group.start - 1) == "of" and sentence.lower(i) in COMPASS:
        before = sentence.noun_at.get(i - 1)
        return climb(sentence, before) if before is not None and before.end == i else group
    return group


ACCUSING = word_set(
    "accuse suspect charge convict indict try arrest detain sentence jail acquit wanted blame implicate hold question"
)
OF_VERBS = word_set("accuse suspect convict acquit rob strip deprive rid clear relieve inform warn dispose speak die")


def accuser_of(sentence: Sentence, verb: VerbGroup) -> VerbGroup | None:
    """The verb in "charged a nurse with killing", "was accused of bombing", whose object is said to have done it."""
    at = verb.start - 1
    gerund = verb.form == "G" or sentence.lower(verb.start) in ("having", "being")
    if not gerund or sentence.lower(at) not in ("of", "with", "for", "over"):
        return None
    before = verb_before(sentence, at)
    return before if before is not None and before.lemma in ACCUSING and at - before.end <= 16 else None


def _before_ages(sentence: Sentence, i: int) -> int:
    """ "two children, aged nine and eleven, were killed": the token before the ages; `i` where none stand there."""
    if "aged" not in sentence.vocabulary:
        return i
    at = i - (sentence.class_at(i) == ",")
    while at > 0 and (sentence.class_at(at) in "M,C" or sentence.lower(at) in ("years", "year", "one", "months")):
        at -= 1
    if sentence.lower(at) != "aged" or at == i:
        return i
    return at - 1 - (sentence.class_at(at - 1) == ",")


KEEPING = word_set("stop prevent keep block deter bar ban stopped discourage")


def _kept_from(sentence: Sentence, verb: VerbGroup) -> NounGroup | None:
    """ "stopped a woman from stealing a van": who did not do it after all; None for any other gerund."""
    if verb.form != "G" or sentence.lower(verb.start - 1) != "from":
        return None
    before = verb_before(sentence, verb.start - 1)
    if before is None or before.lemma not in KEEPING or before.passive:
        return None
    kept = objects_of(sentence, before)
    return kept[0] if kept and kept[-1].end <= verb.start - 1 else None


def subject_of(sentence: Sentence, verb: VerbGroup, depth: int = 0) -> NounGroup | None:
    """The noun group that is the grammatical subject of a verb group, or None."""
    if depth:
        return _subject_of(sentence, verb, depth) if depth <= DEEPEST else None
    known = sentence.subjects.get(verb.start)  # asked of a verb again and again, by one rule after another
    if known is not None and known[0] is verb:
        return known[1]
    found = _subject_of(sentence, verb, 0)
    sentence.subjects[verb.start] = verb, found
    return found


DEEPEST = 3  # verbs climbed in search of one subject


def _subject_of(sentence: Sentence, verb: VerbGroup, depth: int) -> NounGroup | None:
    accuser = accuser_of(sentence, verb)
    if accuser is not None and not accuser.passive:
        accused = objects_of(sentence, accuser)
        beside = sentence.noun_at.get(accuser.start - 1) if not accused and accuser.start == accuser.head else None
        if beside is not None and beside.end == accuser.start and finite_verb_before(sentence, beside.start):
            return beside  # "a sentence for the man accused of stabbing the writer"
        return accused[0] if accused else subject_of(sentence, accuser, depth + 1)
    kept = _kept_from(sentence, verb)
    if kept is not None:
        return kept
    i, classes = verb.start - 1, sentence.classes
    while i >= 0 and (
        classes[i] in 'R"Z'
        or (classes[i] == "P" and (classes[i + 1] == "Z" or sentence.lower(i + 1) in NOW))
        or (i == verb.start - 1 and sentence.lower(i) in STRANDED)  # "both clerks inside were shot"
    ):
        i -= 1
    if i >= 0 and classes[i] in ")-":
        i = _before_brackets(sentence, i)
    i = _before_ages(sentence, i)
    if i < 0 or (i == 0 and sentence.lower(verb.start) == "being"):  # "After being kidnapped, the nephew"
        return _later_subject(sentence, verb, depth) if verb.form == "G" or _fronted(sentence, verb) or not i else None
    if sentence.lower(i) == "whom" and sentence.lower(i - 1) == "of" and sentence.class_at(i - 2) in "MO":
        return sentence.noun_at.get(i - 2)  # "seven were hurt, two of whom died"
    if classes[i] == "W" and sentence.lower(i) in RELATIVE:
        j = i - 1 if sentence.class_at(i - 1) == "," else i
        antecedent = past_age(sentence, sentence.noun_at.get(j - 1))
        named = antecedent is not None and (
            sentence.class_at(antecedent.head) == "U"
            or (sentence.lower(antecedent.head).isdigit() and sentence.lower(antecedent.start - 1) == "of")
        )  # "a man of 88 who bombed"
        if antecedent is not None and (named or verb.lemma in BURSTING | HARMING):
            return _climb_to(sentence, antecedent, verb, sentence.lower(i), named=named)
        return antecedent
    if sentence.lower(i) in STRESSING and sentence.noun_at.get(i - 1) is not None:
        i -= 1  # "the president himself had ordered it"
    if classes[i] == "A" and i and classes[i - 1] in "NU":
        i -= 1  # "a group unknown until now has said"
    group = sentence.noun_at.get(i)
    if group is not None and group.end == i + 1:
        return _group_subject(sentence, verb, group, depth)
    if classes[i] == "," and verb.form != "G":
        apposed = _before_aside(sentence, i) or _before_apposition(sentence, i)
        if apposed is not None:
            return apposed
    return _shared_subject(sentence, verb, i, depth)


def _climb_to(sentence: Sentence, group: NounGroup, verb: VerbGroup, pronoun: str, *, named: bool) -> NounGroup:
    """What a relative clause is about: the nearest noun for a person of whom "who" can be said, what can go off."""
    top = group
    if pronoun == "who" and sentence.lower(group.start - 1) in BESIDE:
        return group  # "claims against Clark, who shot"
    while True:
        link = sentence.class_at(top.start - 1)
        above = sentence.noun_at.get(top.start - 2) if link == "P" else None
        if above is None or above.end != top.start - 1:
            break
        top = above
        word = sentence.lower(top.head)
        if pronoun == "who" and named and names_person(word):
            return top
        if pronoun != "who" and verb.lemma in BURSTING and word in DEVICES:
            return top
        if pronoun != "who" and verb.lemma in HARMING and is_act(word) and not names_person(sentence.lower(group.head)):
            return top  # "the bombing of a market in Yobe that killed ten"
    return climb(sentence, group) if named else group


BESIDE = word_set("against about on over with by to towards concerning regarding")
DEVICES = word_set(
    "bomb bombs device devices mine mines grenade shell rocket missile charge explosives parcel bomb-vest"
)


def _fronted(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "Held for nine hours, the baker was let go": a participle that opens the sentence, and whose subject follows."""
    return verb.head == verb.start and verb.form in "VE" and sentence.class_at(verb.end) in "PRZT,"


def _before_brackets(sentence: Sentence, closed: int) -> int:
    """The token before the brackets, or the two dashes, that close at a token; that token where none are open."""
    opened = sentence.classes.rfind("(" if sentence.class_at(closed) == ")" else "-", 0, closed)
    return opened - 1 if opened >= 0 else closed


def _group_subject(sentence: Sentence, verb: VerbGroup, group: NounGroup, depth: int) -> NounGroup | None:
    if verb.infinitive and sentence.lower(group.head) in HOLDERS:
        return None  # "an attempt to kill": the noun holds the act, and does not do it
    if verb.infinitive and sentence.lower(group.head) in SPANS:
        return None  # "gave the officers a week to resign"
    if verb.infinitive:
        previous = verb_before(sentence, verb.start)
        if previous is None or previous.lemma in CAUSING or previous.passive:
            top = climb(sentence, group) if previous is not None else group
            return (
                top if previous is not None and top.start >= previous.end else group
            )  # "ordered a son of the victim to"
        return subject_of(sentence, previous, depth + 1)
    bare = verb.form == "G" and sentence.class_at(verb.start) != "X"
    act = _act_before(sentence, verb, group) if bare else None
    if act is not None:
        return subject_of(sentence, act, depth + 1)
    if bare and sentence.class_at(group.start - 1) in "P" and sentence.lower(group.start - 1) != "of":
        return group  # "with rebels shelling"; not "police in Lyon are investigating"
    resumed = resumed_subject(sentence, verb)
    if resumed is not None:
        return climb(sentence, resumed)
    top = climb(sentence, _before_and(sentence, group))
    if top is not group and top.start == 1 and sentence.class_at(0) == "P" and sentence.lower(0) not in CLAUSAL:
        return group  # "In the first hour of the year pirates hijacked": what a preposition governs is no subject
    if _names(sentence, top):
        i = top.start - 3 - (sentence.class_at(top.start - 3) in ",X")
        return sentence.noun_at.get(i) or top
    i = top.start - 1 if sentence.class_at(top.start - 1) in "PT" else top.start
    i -= i < top.start and sentence.class_at(i - 1) == "P"  # "rockets fired from across the border have killed"
    if i < top.start and sentence.lower(i) in CLAUSAL:
        return top  # "watched as rebels killed"
    while i < top.start and (
        sentence.class_at(i - 1) == "Z" or (sentence.class_at(i - 1) == "P" and sentence.class_at(i) == "Z")
    ):
        i -= 1  # "villagers held for a week over the lynching were let go"
    reduced = sentence.verb_at.get(i - 1)
    if i == top.start and sentence.class_at(i - 1) == "C" and verb.passive:
        first = sentence.noun_at.get(i - 2)
        busy = sentence.verb_at.get(first.start - 1) if first is not None else None
        if first is not None and busy is not None and busy.form == "G" and busy.end == first.start:
            reduced, i = busy, first.start  # "a deputy questioning a woman and a man outside a flat was shot"
    if (
        reduced is not None
        and reduced.end == i
        and _clause_verb(verb)
        and not (reduced.form == "G" and reports(reduced.lemma) and reduced.lemma != "question")
        and (i < top.start or reduced.form == "G" or reduced.infinitive or _in_relative(sentence, reduced))
    ):
        return subject_of(sentence, reduced, depth + 1)  # "a bomb planted by rebels exploded"
    return top


DOCUMENTS = word_set(
    "statement statements communique letter note message video recording leaflet leaflets post tweet email bulletin "
    "audio tape pamphlet declaration report"
)
HARMING = word_set("kill injure wound hurt maim destroy damage leave")
PLACED = word_set("in at on near outside inside into")
SHOWING = word_set("see watch hear film show catch find report depict accuse leave have include involve")


def _act_before(sentence: Sentence, verb: VerbGroup, group: NounGroup) -> VerbGroup | None:
    """ "A bomb exploded in the market killing two", with no comma: the verb whose subject killed, not the market."""
    act = finite_verb_before(sentence, group.start)
    if act is not None and act.end == group.start and sentence.lower(group.head) in DOCUMENTS and not act.passive:
        return act  # "issued a statement saying"
    if verb.lemma not in HARMING or verb.end - verb.start > 1:
        return None
    if act is None or act.lemma in SHOWING:
        return None
    return act if act.end == group.start or sentence.lower(group.start - 1) in PLACED else None


def _in_relative(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "who on Friday had burned the mill": a verb whose subject is a relative pronoun."""
    i = verb.start - 1
    while sentence.class_at(i) in "RZP":
        i -= 1
    return sentence.class_at(i) == "W" and sentence.lower(i) in RELATIVE and sentence.class_at(i - 1) in "NUO,"


WHERE = frozenset(("on", "at", "against", "between", "in"))


def _before_and(sentence: Sentence, group: NounGroup) -> NounGroup:
    """ "attacks on the mosque and the market killed 40": the first of what one preposition governs."""
    i = group.start - 1
    if sentence.lower(i) != "and" and not (sentence.class_at(i) == "," and _lists(sentence, i)):
        return group
    before = conjuncts(sentence, group)[0]
    if _names(sentence, before):
        return before
    before_it = finite_verb_before(sentence, i)
    if before_it is not None and before_it.start > 0:
        return group  # "bombs went off in the mosque and the blast injured 20"
    if before is group or sentence.lower(before.start - 1) not in WHERE:
        return group
    return before if sentence.noun_at.get(before.start - 2) is not None else group


def _names(sentence: Sentence, group: NounGroup) -> bool:
    """ "two men, identified as X and Y": whether a verb that gives names stands before."""
    return sentence.lower(group.start - 1) == "as" and sentence.lower(group.start - 2) in NAMING


NAMING = word_set("identified named known")


def _clause_verb(verb: VerbGroup) -> bool:
    return verb.form == "V" or verb.passive or verb.end - verb.start > 1


RANKS = word_set("first second third fourth fifth latest last worst deadliest bloodiest biggest largest only most")


def _before_aside(sentence: Sentence, comma: int) -> NounGroup | None:
    """ "The tribesmen, a councillor claimed, had burned": the group before words that only say who says so."""
    telling = sentence.verb_at.get(comma - 1)
    opened = sentence.classes.rfind(",", 0, comma)
    group = sentence.noun_at.get(opened - 1)
    if telling is None or group is None or group.end != opened or not reports(telling.lemma) or telling.passive:
        return None
    if not set(sentence.classes[opened + 1 : telling.start]) <= ASIDE or telling.start == opened + 1:
        return None
    clause = max(sentence.classes.rfind(mark, 0, opened) for mark in ".,WC")
    told = any(clause < v.start < opened for v in sentence.verbs)
    return None if told else climb(sentence, group)


ASIDE = frozenset("DANUMOSPR")


def _before_apposition(sentence: Sentence, comma: int) -> NounGroup | None:
    """ "X, a Y of Z, attacked": the group before the first of the two commas."""
    opened = sentence.classes.rfind(",", 0, comma)
    while opened > 0 and comma - opened < 25:
        group = sentence.noun_at.get(opened - 1)
        inside = sentence.classes[opened + 1 : comma]
        ranked = (
            sentence.lower(opened + 1) == "the" and sentence.lower(opened + 2) in RANKS
        )  # ", the first since X fell,"
        relative = ranked or inside.startswith("W") or sentence.class_at(opened + 1) in "PEG"
        relative = relative or inside[:2] in ("VP", "VT")  # "the mayor, accused of smuggling, was shot"
        if group is not None and group.end == opened and (relative or not ("V" in inside or "X" in inside)):
            return climb(sentence, group)
        opened = sentence.classes.rfind(",", 0, opened)
    return None


def _shared_subject(sentence: Sentence, verb: VerbGroup, i: int, depth: int) -> NounGroup | None:
    """ "stormed the bank and killed two", "before fleeing", ", killing five": the subject of the verb before."""
    if sentence.class_at(i) not in "C,PTVEGWNA" and not verb.infinitive:
        return None
    last = verb_before(sentence, verb.start)
    if sentence.lower(i) == "or" and last is not None and last.infinitive and sentence.class_at(verb.start) in "XV":
        return subject_of(sentence, last, depth + 1)  # "a week to resign or be killed"
    previous = finite_verb_before(sentence, verb.start) or last
    if verb.form == "G" and sentence.class_at(i) == "," and (previous is None or previous.lemma not in BURSTING):
        previous = _main_verb_before(sentence, verb.start) or previous
    elif sentence.class_at(i) == "C":
        telling = None
        if sentence.class_at(i - 1) == ",":
            telling = _telling_before(sentence, verb, i) or _out_of_report(sentence, verb, previous)
        previous = telling or _out_of_clause(sentence, previous)
    if previous is None or previous is verb:
        return _later_subject(sentence, verb, depth) if verb.form == "G" else None
    if verb.infinitive and previous.lemma in CAUSING:
        between = sentence.noun_at.get(verb.start - 1)
        if between is not None and between.start >= previous.end:
            return between
    return subject_of(sentence, previous, depth + 1)


def _telling_before(sentence: Sentence, verb: VerbGroup, i: int) -> VerbGroup | None:
    """ "rejected claims that its men had fired, and blamed residents": who tells once more is who told before."""
    if not reports(verb.lemma):
        return None
    return next(
        (v for v in reversed(sentence.verbs) if v.end < i and reports(v.lemma) and is_finite(sentence, v)), None
    )


def _out_of_report(sentence: Sentence, verb: VerbGroup, previous: VerbGroup | None) -> VerbGroup | None:
    """ "insisted that its men had not fired, and put the blame on a gang": the verb of saying, by its tense."""
    if previous is None or sentence.lower(previous.start) != "had" or verb.start != verb.head or verb.form != "V":
        return None
    telling = verb_before(sentence, previous.start)
    if telling is None or not reports(telling.lemma) or not is_finite(sentence, telling) or telling.passive:
        return None
    past = sentence.lower(telling.start) != "had" and sentence.lower(verb.head) != verb.lemma
    return telling if (past or sentence.lower(verb.head) in ("put", "set", "cut")) else None


def _out_of_clause(sentence: Sentence, verb: VerbGroup | None) -> VerbGroup | None:
    """ "entered while cadets slept and opened fire": the verb outside the clause that "while" opens."""
    if verb is None:
        return None
    main = finite_verb_before(sentence, verb.start)
    if main is None or not SUBORDINATE & {sentence.lower(i) for i in range(main.end, verb.start)}:
        return verb
    return main


def _main_verb_before(sentence: Sentence, i: int) -> VerbGroup | None:
    """The last finite verb before a token that is not in a relative clause: "bombed a hall where X slept, killing"."""
    main, end = None, 0
    for verb in sentence.verbs:
        if verb.end <= i and is_finite(sentence, verb):
            main = main if "W" in sentence.classes[end : verb.start] else verb
            end = verb.end
    return main


def _later_subject(sentence: Sentence, verb: VerbGroup, depth: int) -> NounGroup | None:
    later = next((v for v in sentence.verbs if v.start > verb.end and is_finite(sentence, v)), None)
    return subject_of(sentence, later, depth + 1) if later else None


def objects_of(sentence: Sentence, verb: VerbGroup) -> list[NounGroup]:
    """The direct objects of an active verb group: the noun groups right after it, a list taken whole."""
    i = verb.end
    while sentence.class_at(i) in "RZ" and i < len(sentence.texts):
        i += 1
    group = next_noun(sentence, i)
    groups = coordinated(sentence, group) if group else []
    return [*groups, *_listed(sentence, groups[-1])] if groups and sentence.headline else groups


def _listed(sentence: Sentence, last: NounGroup) -> Iterator[NounGroup]:
    """The counted groups that follow without an "and", as headlines list them: "kills 3 soldiers, 2 civilians"."""
    while sentence.class_at(last.end) == "," and sentence.class_at(last.end + 1) == "M":
        after = sentence.noun_at.get(last.end + 1)
        if after is None or sentence.class_at(after.head) == "M" or sentence.class_at(after.end) in "VXE":
            return
        if any(sentence.class_at(i) in "VE" for i in range(after.start, after.end)):
            return  # "kills 3 soldiers, 2 wounded guards"
        yield after
        last = after


def phrases_after(sentence: Sentence, i: int) -> Iterator[Phrase]:
    """The prepositional phrases from token `i` to the end of the clause, in order."""
    folded, classes = sentence.folded, sentence.classes
    stop = min(len(folded), i + REACH)
    while i < stop:
        kind = classes[i]
        if folded[i] == "since":
            return
        if kind in "PT":
            group = next_noun(sentence, i + 1)
            if group is not None and not (kind == "T" and classes[i + 1] == "V"):
                members = coordinated(sentence, group)
                for member in members:
                    yield Phrase(folded[i], member, i)
                i = members[-1].end
                continue
        elif kind in ".W" or (kind in "VX" and i in sentence.verb_at) or sentence.texts[i] in DASHES:
            return
        i += 1


DASHES = frozenset(("--", "—", "–", "---"))


def complement_of(sentence: Sentence, group: NounGroup) -> NounGroup | None:
    """What the group is of: "a group of guerrillas" gives "guerrillas"."""
    if sentence.lower(group.end) == "of":
        return next_noun(sentence, group.end + 1)
    return None
