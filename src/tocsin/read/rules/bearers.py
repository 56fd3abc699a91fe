"""The persons of a reading as the record has them, each in the standing that the whole document gives.

A post beside the name has given a standing already (`roles`). Here the rest of the document is asked: what they do
("who commands the rebels"), what is done to them, whose kin they are, how old. Where it says nothing, the standing
stays `unknown`. A sign of public standing has to be strong, for the name will be shown; one of private life need not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.doubtful import KIN, WHOSE, is_person_word
from tocsin.read.rules.groups import next_noun
from tocsin.read.rules.identity import PersonFound
from tocsin.read.rules.names import fold
from tocsin.read.rules.nouns import PEOPLE, is_one_person
from tocsin.read.rules.persons import has_age_after
from tocsin.read.rules.posts import RANK, PostFound, find_posts
from tocsin.read.rules.standing import ARMED_KINDS
from tocsin.read.rules.steps import Steps
from tocsin.record import Mention, Participant, Person
from tocsin.record.reading import Standing
from tocsin.resolve.actors import state_side

LEADS = word_set("leads led heads headed commands commanded runs ran lead command")
TEACHES = word_set("teach lecture research study")
IN_OFFICE = TEACHES | word_set("say call speak lead head command run")
SCHOLARLY = word_set("institute university college forum studies research think")
BODIES = word_set("administration agency ministry government parliament assembly council commission bureau authority")
CHAMBERS = word_set("council parliament assembly cabinet senate congress legislature government knesset duma")
LIVES = word_set(  # what people do of whom news has nothing else to say
    "flee hide sleep weep lose sell live cook wash farm bury survive faint wake remember keep wear carry pray mourn "
    "cry scream laugh graze herd beg sob"
)
OWNS = word_set(
    "body house home shop barn flat wife husband brother brothers sister son sons daughter mother father parents widow "
    "family cousin nephew niece uncle aunt neighbour neighbor phone shoes grave funeral"
)
FIGHTERS = word_set("fighters militia militiamen gunmen rebels troops insurgents guerrillas henchmen faction")
FORMS_OF_ADDRESS = word_set("mr mrs ms miss")
HARMED = word_set(
    "kill shoot murder wound injure stab behead execute abduct kidnap arrest charge sentence convict jail detain free "
    "rescue release bury slay"
)
LEADING = word_set(
    "leader chief head boss commander spokesman spokeswoman founder ruler general official minister member"
)
CREDITS = word_set("by photo photograph photographs picture reporting writing text")


def persons_of(steps: Steps, mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """Every person whom the document names, the doubtful ones with them, in the order of the text."""
    prepared = steps.prepared
    found = [*steps.persons, *steps.doubtful]
    told = _told(prepared, found)
    harmed = set(_harmed(mentions))
    records = []
    for each in found:
        standing = _settled(each, told.get(_key(each)), _key(each) in harmed)
        records.append(_record(replace(each, standing=standing), prepared))
    return _with_named_victims(tuple(records), mentions)


def _settled(person: PersonFound, told: Standing | None, harmed: bool) -> Standing:
    """The standing that counts: a post's, unless the document says more of an unknown or shows who commands."""
    if told == "combatant_leader" and person.standing in ("official", "unknown"):
        return "combatant_leader"
    if harmed and person.standing in ("unknown", "expert") and told in (None, "private"):
        return "private"  # a professor shot dead is no analyst here
    return told if told is not None and person.standing == "unknown" else person.standing


def _key(person: PersonFound) -> str:
    return fold(person.full_name)


def _record(found: PersonFound, prepared: Prepared) -> Person:
    sentence = prepared.lines[found.line].sentence
    start, end = sentence.span(found.start, found.end)
    evidence = prepared.evidence(prepared.lines[found.line], start, end)
    return Person(name=evidence.quote, start=start, end=end, field=evidence.field, standing=found.standing)


def _harmed(mentions: Sequence[Mention]) -> Iterator[str]:
    """The folded names of victims and suspects."""
    for mention in mentions:
        for statement in mention.of("participant"):
            value = statement.value
            if isinstance(value, Participant) and value.kind == "person" and value.role in ("victim", "suspect"):
                yield fold(value.name)


def _told(prepared: Prepared, found: Sequence[PersonFound]) -> Mapping[str, Standing]:
    """The highest standing that signs anywhere in the document give to each person, by folded full name."""
    by_line: dict[int, list[PersonFound]] = {}
    for each in sorted(found, key=lambda p: (p.line, p.start)):
        by_line.setdefault(each.line, []).append(each)
    told: dict[str, Standing] = {}
    for number, people in by_line.items():
        line = prepared.lines[number]
        shared = _shared(line, people)
        for person in people:
            for sign in (shared.get(person.start), *_signs(line, person)):
                held = told.get(_key(person))
                if sign is not None and (held is None or RANK.index(sign) < RANK.index(held)):
                    told[_key(person)] = sign
    return told


# ------------------------------------------------------------------------------------------------ signs in a line
def _signs(line: Line, person: PersonFound) -> Iterator[Standing]:
    """What the words of one line say of the standing of a person in it."""
    sentence, end = line.sentence, person.end
    leads = _leads(line, end)
    if leads is not None:
        yield leads
    if sentence.class_at(end) == "S" and sentence.lower(end + 1) in FIGHTERS:
        yield "combatant_leader"
    if sentence.lower(end) in ("of", "at") or (sentence.class_at(end) == "," and sentence.lower(end + 1) == "of"):
        body = _body(line, end + 1 + (sentence.class_at(end) == ","))
        if body is not None:
            yield body
    if (
        has_age_after(sentence, end)
        or _is_kin(line, person)
        or _is_laid_bare(line, person)
        or _is_done_to(line, person)
    ):
        yield "private"
    if _lives(line, end):
        yield "private"
    if sentence.class_at(end) == "," and _sits_in_chamber(line, end + 1):
        yield "official"


def _lives(line: Line, end: int) -> bool:
    """ "X lost two sons", "X, who sells rice", "X's shop", "X is 24"."""
    sentence = line.sentence
    if sentence.class_at(end) == "S":
        return sentence.lower(end + 1) in OWNS
    if sentence.lower(end) in ("is", "was") and sentence.lower(end + 1).isdigit():
        return True
    i = end + (sentence.class_at(end) == ",")
    who = sentence.lower(i) == "who"
    verb = sentence.verb_at.get(i + who)
    if verb is not None and verb.lemma in LIVES:
        return True
    return who and (
        verb is None or verb.lemma not in TEACHES | {"say", "call", "speak", "lead", "head", "command", "run"}
    )


def _sits_in_chamber(line: Line, i: int) -> bool:
    """ "X, a member of the provincial council"."""
    words = line.sentence.folded[i : i + 8]
    return "member" in words[:3] and bool(CHAMBERS & set(words))


def _leads(line: Line, end: int) -> Standing | None:
    """ "X, who commands the rebels", "X heads the ministry", "X, who lectures at a university"."""
    sentence = line.sentence
    i = end + (sentence.class_at(end) == ",")
    i += sentence.lower(i) in WHOSE
    if sentence.lower(i) in LEADS:  # "who commands": a noun to the word classes
        return _led(line, i + 1)
    verb = sentence.verb_at.get(i)
    if verb is None or verb.passive or verb.negated:
        return None
    if sentence.lower(verb.head) in LEADS:
        return _led(line, verb.end)
    near = set(sentence.folded[verb.end : verb.end + 8])
    return "expert" if verb.lemma in TEACHES and near & SCHOLARLY else None


def _led(line: Line, i: int) -> Standing | None:
    group = next_noun(line.sentence, i)
    if group is None:
        return None
    tags = [line.nouns[i].class_ for i in range(group.start, group.end) if i in line.nouns]
    actors = [a.actor for a in line.actors if a.actor is not None and a.start < group.end and a.end > group.start]
    if "armed" in tags or "armed_org" in tags or any(a.kind in ARMED_KINDS for a in actors):
        return "combatant_leader"
    if {"government", "security", "official"} & set(tags) or any(map(state_side, actors)):
        return "official"
    return None


def _body(line: Line, i: int) -> Standing | None:
    """ "X of the interim administration", "X of the Pacific Security Forum"."""
    group = next_noun(line.sentence, i)
    if group is None or group.start != i:
        return None
    words = {line.sentence.lower(j) for j in range(group.start, group.end)}
    if words & SCHOLARLY:
        return "expert"
    return "official" if line.sentence.lower(group.head) in BODIES else None


def _is_kin(line: Line, person: PersonFound) -> bool:
    """ "his brother X", "his driver, X", "X and his wife", "Mrs X"."""
    sentence = line.sentence
    before = person.start - 1
    before -= sentence.lower(before) == "."
    if sentence.lower(before) in FORMS_OF_ADDRESS:
        return True
    before -= sentence.class_at(before) == ","
    if sentence.lower(before) in KIN:
        return True
    return sentence.lower(person.end) == "and" and sentence.lower(person.end + 2) in KIN


def _is_laid_bare(line: Line, person: PersonFound) -> bool:
    """Whether a trade or a plain part stands beside the name: "a butcher, X", "X, a coffee grower", "Photo: X"."""
    sentence, before = line.sentence, person.start - 1
    if before == 0 and sentence.lower(0) in CREDITS:
        return True
    if before == 1 and sentence.lower(0) in CREDITS and sentence.lower(1) in (":", "by"):
        return True
    before -= sentence.class_at(before) == ","
    if _is_plain(line, before):
        return True
    if sentence.class_at(person.end) != ",":
        return False
    group = next_noun(sentence, person.end + 1)
    return (
        group is not None
        and group.start == person.end + 1
        and group.end - group.start > 1
        and _is_plain(line, group.head)
    )


def _is_plain(line: Line, i: int) -> bool:
    """Whether the noun at a token names a human being of no office and no rank."""
    sentence = line.sentence
    word = sentence.lower(i)
    if word in LEADING or sentence.class_at(i) != "N":
        return False
    noun = line.nouns.get(i)
    if noun is not None and noun.class_ in PEOPLE:
        return noun.class_ in ("civilian", "suspect") and is_one_person(noun, word)
    return is_person_word(word)


def _is_done_to(line: Line, person: PersonFound) -> bool:
    """ "X was shot", "arrested X", "X, who was sentenced"."""
    sentence = line.sentence
    i = person.end + (sentence.class_at(person.end) == ",")
    i += sentence.lower(i) in WHOSE
    after, before = sentence.verb_at.get(i), sentence.verb_at.get(person.start - 1)
    if after is not None and after.passive and after.lemma in HARMED:
        return True
    return before is not None and not before.passive and before.lemma in HARMED


def _shared(line: Line, people: Sequence[PersonFound]) -> Mapping[int, Standing]:
    """By first token, the standing of a post that several names share: "X, Y and Z, all members of parliament"."""
    sentence = line.sentence
    shared: dict[int, Standing] = {}
    row: list[PersonFound] = []
    posts: list[PostFound] | None = None
    for person in people:
        joined = row and all(sentence.lower(i) in (",", "and", "&") for i in range(row[-1].end, person.start))
        row = [*row, person] if joined else [person]
        if len(row) > 1 and sentence.class_at(person.end) == ",":
            posts = find_posts(sentence) if posts is None else posts
            post = next((p for p in posts if person.end < p.start <= person.end + 4), None)
            if post is not None and post.standing != "unknown" and sentence.lower(person.end + 1) in PLURAL:
                shared |= {each.start: post.standing for each in row}
    return shared


PLURAL = word_set("all both the two three four five")


# ------------------------------------------------------------------------------------------------ victims by name
def _with_named_victims(persons: tuple[Person, ...], mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """The persons and, beside them, whoever is harmed by name and was not taken for a person before."""
    taken = [(p.field, p.start, p.end) for p in persons]
    more = []
    for mention in mentions:
        for statement in mention.of("participant"):
            value, evidence = statement.value, statement.evidence[0]
            named = isinstance(value, Participant) and value.kind == "person" and evidence.quote[:1].isupper()
            span = (evidence.field, evidence.start, evidence.end)
            if named and not any(f == span[0] and a < span[2] and b > span[1] for f, a, b in taken):
                taken.append(span)
                more.append(Person(name=evidence.quote, start=span[1], end=span[2], field=span[0]))
    return tuple(sorted((*persons, *more), key=lambda p: (p.field == "text", p.start)))
