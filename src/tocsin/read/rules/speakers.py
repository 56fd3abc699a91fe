"""Who says it: the noun group that is the subject of a reporting word, and the person or body it stands for."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import NOW, QUALIFIED
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup, next_noun
from tocsin.read.rules.nouns import names_person
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.words import reports

CHAIN = word_set("of for from at in with to on like within by against into inside near across under about")
MOMENTS = word_set("after before since during until following amid")
OWNERS = word_set("his her their its my our your")
REACH = 30


class Span(NamedTuple):
    """Tokens `start` to `end` (half-open), and the token that names who it is."""

    start: int
    end: int
    head: int


def speaker_before(sentence: Sentence, cue: Cue, low: int, depth: int = 0) -> Span | None:
    """The subject of a reporting verb, looked for to its left, not beyond token `low`."""
    i = (cue.verb.start if cue.verb is not None else cue.start) - 1
    found = _subject(sentence, i, low, depth)
    if found is not None and cue.verb is not None and cue.verb.form == "G":
        return _of_participle(sentence, found, i, low)
    return found


def _of_participle(sentence: Sentence, found: Span, i: int, low: int) -> Span | None:
    """ "clashed with residents demanding", "rushed in claiming": people right before it, else who does the rest."""
    done = next((v for v in sentence.verbs if found.start < v.start and v.end <= found.end and v.form == "V"), None)
    group = sentence.noun_at.get(i) if done is not None else None
    if done is None or group is None:
        return found
    people = group.end == i + 1 and names_person(sentence.lower(group.head))
    return Span(group.start, group.end, group.head) if people else _subject(sentence, done.start - 1, low, 1)


def subject_of(sentence: Sentence, verb: VerbGroup, low: int) -> Span | None:
    """The subject of any finite verb, looked for to its left, not beyond token `low`."""
    return _subject(sentence, verb.start - 1, low, 0)


def owner_of(sentence: Sentence, source: Span) -> Span:
    """ "his answer", "the general's reply": whose it is; the source itself where it is nobody's."""
    mark = sentence.classes.find("S", source.start, source.head)
    if mark > source.start:
        return Span(source.start, mark, mark - 1)
    alone = sentence.lower(source.start) in OWNERS and source.head > source.start
    return Span(source.start, source.start + 1, source.start) if alone else source


def _subject(sentence: Sentence, i: int, low: int, depth: int) -> Span | None:
    first, classes = i, sentence.classes
    while i >= low and (
        classes[i] in "RZ" or (classes[i] == "P" and (sentence.class_at(i + 1) == "Z" or sentence.lower(i + 1) in NOW))
    ):
        i -= 1
    if sentence.lower(i) == "part" and sentence.lower(i - 1) in OWNERS and sentence.lower(i - 2) == "for":
        i -= 3 + (sentence.class_at(i - 3) == ",")  # "the army for its part said"
    if i < low or depth > 3:
        return None
    unnamed = _unnamed(sentence, i, low)
    if unnamed is not None:
        return _chain(sentence, unnamed, low)
    if classes[i] == "A" and i > low and classes[i - 1] in "NU":
        i -= 1  # "a group unknown until now has said"
    if sentence.class_at(i) == ")" and (opened := sentence.classes.rfind("(", low, i)) > low:
        i = opened - 1
    group = _group_ending(sentence, i, low)
    if group is not None:
        return _chain(sentence, group, low)
    kind = sentence.class_at(i)
    if kind in "VE" and i < first and (group := sentence.noun_at.get(i - 1)) is not None and group.start >= low:
        return _chain(sentence, group, low)  # "a poll released on Tuesday found"
    if kind == "W" and sentence.lower(i) in ("who", "which", "that"):
        return Span(i, i + 1, i)
    if kind == ",":
        return _over_apposition(sentence, i, low)
    if kind in "CT":
        return _shared(sentence, i, low, depth)
    return None


NAMELESS = word_set("named identified quoted anonymity anonymous anonymously unnamed")


def _unnamed(sentence: Sentence, i: int, low: int) -> NounGroup | None:
    """ "an official who asked not to be named in line with the rules said": who it was, before the clause."""
    if NAMELESS.isdisjoint(sentence.vocabulary):
        return None
    who = next((j for j in range(i, low, -1) if sentence.lower(j) == "who"), 0)
    if not who or NAMELESS.isdisjoint(sentence.folded[who : i + 1]) or sentence.lower(who - 1) == "and":
        return None
    group = sentence.noun_at.get(who - (2 if sentence.class_at(who - 1) == "," else 1))
    return group if group is not None and group.start >= low else None


def _group_ending(sentence: Sentence, i: int, low: int) -> NounGroup | None:
    """The noun group up to token `i`, cut there where it runs on, as far as it can be seen from the classes."""
    if sentence.class_at(i) not in "NUMOD":
        return None
    group = sentence.noun_at.get(i)
    start = group.start if group is not None else i
    while group is None and start > low and sentence.class_at(start - 1) == sentence.class_at(i) == "U":
        start -= 1
    return NounGroup(max(start, low), i + 1, i)


def _chain(sentence: Sentence, group: NounGroup, low: int) -> Span | None:
    """The whole phrase that ends in `group`: "the spokesman for the ministry in Kabul", "a nurse and a guard"."""
    start, head = group.start, group.head
    while start - 2 >= low:
        before, i = sentence.class_at(start - 1), start - 2
        earlier = sentence.noun_at.get(i)
        if earlier is None or earlier.end != start - 1 or earlier.start < low:
            break
        word = sentence.lower(start - 1)
        joins = before in "PT" and word in CHAIN
        listed = before == "C" and word in ("and", "or", "&") and sentence.class_at(earlier.start - 1) not in "VEGPX"
        if not joins and not listed:
            break
        start, head = earlier.start, earlier.head
    climbed = _over_participle(sentence, start, low) or _over_relative(sentence, start, low)
    if climbed is not None:
        whole = _chain(sentence, climbed, low)
        return None if whole is None else Span(whole.start, group.end, whole.head)
    before = sentence.class_at(start - 1) if start > low else "."
    if before == "P" and sentence.lower(start - 1) in MOMENTS | {"in", "on", "at", "by"} and start != group.start:
        start, head = group.start, group.head  # "in the capital of the province police said"
    return Span(start, group.end, head)


def _over_participle(sentence: Sentence, start: int, low: int) -> NounGroup | None:
    """ "a letter seen by the agency says", "a study documenting cases found": the group before the participle."""
    i = start - 1
    if sentence.class_at(i) == "P":
        i -= 1
        while i > low and sentence.class_at(i) == "R":
            i -= 1
        if sentence.class_at(i) not in "EGV" and sentence.lower(i) not in QUALIFIED:
            return None
    elif sentence.class_at(i) != "G":
        return None
    group = sentence.noun_at.get(i - 1)
    if group is not None and sentence.class_at(i) == "V" and sentence.class_at(group.head) == "O":
        return None  # "When he came in he told"
    return group if group is not None and group.end == i and group.start >= low else None


def _over_relative(sentence: Sentence, start: int, low: int) -> NounGroup | None:
    """ "an adviser who was in the room said": the group before "who", where one verb, not of saying, is between."""
    opened = sentence.classes.rfind("W", low, start)
    if opened <= low or any(class_ in sentence.classes[opened:start] for class_ in ',."C'):
        return None
    verbs = [verb for verb in sentence.verbs if opened < verb.start < start and not verb.infinitive]
    if len(verbs) != 1 or verbs[0].start != opened + 1 or reports(verbs[0].lemma):
        return None
    group = sentence.noun_at.get(opened - 1)
    return group if group is not None and group.end == opened and group.start >= low else None


def _over_apposition(sentence: Sentence, comma: int, low: int) -> Span | None:
    """ "X, a senior fellow at Y, said": the phrase before the first of the two commas."""
    opened = sentence.classes.rfind(",", low, comma)
    first: Span | None = None
    while opened > low and comma - opened < REACH:
        group = sentence.noun_at.get(opened - 1)
        if group is not None and group.end == opened and not _has_clause(sentence, opened + 1, comma):
            first = _chain(sentence, group, low)
            named = first is not None and sentence.class_at(first.head) == "U" and first.end - first.start > 1
            if first is not None and (named or sentence.class_at(first.start - 1) != ","):
                return first
        opened = sentence.classes.rfind(",", low, opened)
    if first is None and opened < low:
        return _subject(sentence, comma - 1, low, 3)  # "the envoy for Burma, says"
    return first


def _has_clause(sentence: Sentence, start: int, end: int) -> bool:
    inside = sentence.classes[start:end]
    return (
        not inside.startswith("W")
        and any(v.form == "V" and not v.infinitive for v in sentence.verbs if start <= v.start < end)
        and "W" not in inside
    )


def _shared(sentence: Sentence, i: int, low: int, depth: int) -> Span | None:
    """ "condemned the attack and said": the subject of the finite verb before."""
    for verb in reversed(sentence.verbs):
        if low <= verb.start and verb.end <= i and not verb.infinitive and verb.form != "G":
            if _is_reduced(sentence, verb):
                continue
            return _subject(sentence, verb.start - 1, low, depth + 1)
    return None


def _is_reduced(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "spoke of 11 civilians killed, and said": a bare past form after what a preposition governs has no subject."""
    group = sentence.noun_at.get(verb.start - 1)
    bare = verb.start == verb.head and sentence.lower(verb.head).endswith(("ed", "en"))
    return bare and group is not None and group.end == verb.start and sentence.class_at(group.start - 1) == "P"


def speaker_after(sentence: Sentence, i: int, high: int) -> Span | None:
    """The speaker that follows its verb: "said Jane Doe, 34"; "said a spokesman for the ministry"."""
    group = next_noun(sentence, i)
    if group is None or group.end > high:
        return None
    cut = _number_after_name(sentence, group)
    if cut is not None:
        return Span(group.start, cut, cut - 1)
    end = group.end
    while end + 1 < high and sentence.class_at(end) in "PT" and sentence.lower(end) in CHAIN:
        more = next_noun(sentence, end + 1)
        if more is None or more.end > high:
            break
        end = more.end
    if sentence.class_at(end) == "G" and sentence.class_at(end + 1) in ".,P" and end == group.end:
        end += 1  # "according to an Internet posting"
    return Span(group.start, end, group.head)


def _number_after_name(sentence: Sentence, group: NounGroup) -> int | None:
    """ "the Interior Ministry over 345 pilgrims": two phrases that no comma parts."""
    for i in range(group.start + 1, group.end):
        if sentence.class_at(i) in "MR" and sentence.class_at(i - 1) == "U" and i + 1 < group.end:
            return i
    return None
