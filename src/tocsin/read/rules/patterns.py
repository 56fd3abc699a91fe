"""Patterns of a verb and what stands around it: rows of `claims.toml` and `justice.toml` held against a verb group.

A row names a verb and, where it takes them, the heads of its subject and its object and the words right after. It
says in which slots the roles of the row stand: `subject`, `object` (of the active voice; the passive turns them
round) or a preposition. Knowledge of what the row means belongs to whoever loads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.clauses import Phrase, climb, conjuncts, objects_of, phrases_after, subject_of, verb_before
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup, complement
from tocsin.read.rules.nouns import names_person
from tocsin.read.rules.relatives import object_before, resumed_subject
from tocsin.read.rules.triggers import inflect

Fits = Callable[[NounGroup], bool]

PARTICLES = word_set("out off up down back")
ASIDE = 4  # tokens of adverbs and days that may stand before the words that a row wants
ASIDE_OF = frozenset(("by", "on", "in", "at"))  # "was named on the radio by the ministry as the author of"
UNCHANGED = word_set("put set let cut hit hurt shut")
PASSIVE_ENDINGS = ("ed", "n", "t", "ung", "id", "eld")


class Pattern(Struct, frozen=True, kw_only=True):
    """One row: what must stand around the verb, and in which slot each role stands."""

    id: str
    verbs: frozenset[str]
    subject: frozenset[str]  # heads that the subject must have; empty: any
    object: frozenset[str]
    after: Mapping[str, list[list[str]]]  # words of which some must follow the verb and its object, by the first
    who: str
    by: str
    row: Mapping[str, Any]
    needs: tuple[frozenset[str], ...]  # of each, some word must be in the sentence

    def may_stand(self, vocabulary: frozenset[str]) -> bool:
        """Whether a sentence of these words can hold the row: of most, it cannot, and no grammar need be looked at."""
        return not any(map(vocabulary.isdisjoint, self.needs))

    def says(self, key: str) -> str:
        """What the row says under a key of its own; empty where it says nothing."""
        return str(self.row.get(key, ""))


class Matched(Struct, frozen=True):
    """The groups in the roles of a row, the token after its fixed words, and the phrases that follow."""

    who: list[NounGroup]
    by: NounGroup | None
    end: int
    passive: bool
    phrases: list[Phrase]


class Voiced(Struct, frozen=True):
    """A verb with the passive turned round: who does it, and to whom."""

    subject: list[NounGroup]
    objects: list[NounGroup]
    end: int
    passive: bool


class Patterns:
    """The rows of a table, by the lemma of their verb, and the words without which none of them can hold."""

    def __init__(self, file: str, table: str) -> None:
        self._by_lemma: dict[str, list[Pattern]] = {}
        words: set[str] = set()
        for row in load_toml(file)[table]:
            pattern = _pattern(row)
            words |= _telling(pattern)
            for lemma in pattern.verbs:
                self._by_lemma.setdefault(lemma, []).append(pattern)
        self._words = frozenset(words)

    def of(self, lemma: str) -> Sequence[Pattern]:
        """The rows of a verb, in the order of the file."""
        return self._by_lemma.get(lemma, ())

    def may_stand(self, sentence: Sentence) -> bool:
        """Whether a sentence has any word that a row needs: a look that spares most sentences the rest."""
        return not self._words.isdisjoint(sentence.vocabulary)


def _pattern(row: Mapping[str, Any]) -> Pattern:
    subject, object_ = frozenset(row.get("subject", ())), frozenset(row.get("object", ()))
    after = _by_first(words.split(" ") for words in row.get("after", ()))
    return Pattern(
        id=row["id"],
        verbs=frozenset(row["verbs"]),
        subject=subject,
        object=object_,
        after=after,
        needs=tuple(words for words in (subject, object_, frozenset(after)) if words),
        who=row["who"],
        by=row.get("by", ""),
        row=row,
    )


def _by_first(phrases: Iterable[list[str]]) -> Mapping[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for words in phrases:
        found.setdefault(words[0], []).append(words)
    return found


COMMON = word_set("be have do go take put hold find come get")


def _telling(pattern: Pattern) -> frozenset[str]:
    """Words of which one must stand where the row holds: fixed nouns, else the forms of the verb or what follows it."""
    if pattern.object or pattern.subject:
        return pattern.object or pattern.subject
    if pattern.verbs & COMMON:
        return frozenset(max(words, key=len) for phrases in pattern.after.values() for words in phrases)
    return frozenset(form for verb in pattern.verbs for form in inflect(verb))


def voicings(sentence: Sentence, verb: VerbGroup) -> Iterator[Voiced]:
    """The subject and the objects of a verb as the active voice would have them; "by" names the subject of a passive.

    A bare past form is tried as a finite verb first and then as a participle: "three men held over the murder".
    """
    subject = subject_of(sentence, verb)
    if verb.passive:
        yield _turned(sentence, verb, conjuncts(sentence, subject) if subject else [])
        return
    objects = objects_of(sentence, verb)
    if not objects and sentence.lower(verb.end) in PARTICLES:
        objects = objects_of(sentence, replace(verb, end=verb.end + 1))  # "threw out the charges"
    if not objects and sentence.lower(verb.end) == "as":
        objects = _shifted(sentence, verb)  # "dismissed as lies a report that"
    taken_up = object_before(sentence, subject, verb) if not objects else None
    if taken_up is None and not objects and subject is not None:
        taken_up = _before_subject(sentence, subject, verb)
    objects = [taken_up] if taken_up is not None else objects
    doers = conjuncts(sentence, subject) if subject else []
    after = objects[-1].end if objects and objects[-1].start >= verb.end else verb.end
    yield Voiced(doers, objects, after, False)
    if not objects and _reduced(sentence, verb):
        held = _held_by(sentence, verb)
        yield _turned(sentence, verb, [held] if held else doers)
        main = _main_subject(sentence, verb, held)
        if main is not None:
            yield _turned(sentence, verb, [main])


def _shifted(sentence: Sentence, verb: VerbGroup) -> list[NounGroup]:
    """ "dismissed as lies a report": the object after what it is called."""
    called = sentence.noun_at.get(verb.end + 1)
    end = called.end if called is not None else verb.end + 1 + (sentence.class_at(verb.end + 1) in "AE")
    group = sentence.noun_at.get(end)
    return [group] if group is not None and group.start == end and end > verb.end + 1 else []


def _before_subject(sentence: Sentence, subject: NounGroup, verb: VerbGroup) -> NounGroup | None:
    """ "an accusation the group rejected": the noun right before the subject, where no pronoun joins the clause."""
    before = sentence.noun_at.get(subject.start - 1)
    joined = before is not None and before.end == subject.start and subject.end == verb.start
    return before if joined and sentence.class_at(subject.start) == "D" else None


def _turned(sentence: Sentence, verb: VerbGroup, objects: list[NounGroup]) -> Voiced:
    doer = next((p.group for p in phrases_after(sentence, verb.end) if p.preposition == "by"), None)
    return Voiced([doer] if doer else [], objects, verb.end, True)


def _reduced(sentence: Sentence, verb: VerbGroup) -> bool:
    """Whether a verb without an object may be a participle: "three men held over the murder", "Man charged with"."""
    word = sentence.lower(verb.head)
    present = word == verb.lemma and word not in UNCHANGED  # "police suspect that"
    return verb.form in "VE" and verb.start == verb.head and word.endswith(PASSIVE_ENDINGS) and not present


def _held_by(sentence: Sentence, verb: VerbGroup) -> NounGroup | None:
    """The group right before a bare participle, a comma or "who" passed over."""
    if verb.start == 0:
        return subject_of(sentence, verb)
    resumed = resumed_subject(sentence, verb) if sentence.headline else None
    if resumed is not None:
        return resumed  # "Sniper who killed driver jailed for life"
    i = verb.start - 1
    while i > 0 and sentence.class_at(i) in "RZ,W":
        i -= 1
    group = sentence.noun_at.get(i)
    if group is None or group.end != i + 1:
        return None
    placed = sentence.class_at(group.head) == "U" and sentence.lower(group.start - 1) in ("in", "from", "near", "at")
    return climb(sentence, group) if placed else group  # "a trader in Bangui suspected of"


def _main_subject(sentence: Sentence, verb: VerbGroup, held: NounGroup | None) -> NounGroup | None:
    """ "A baker appeared in the dock charged with": the subject, where a phrase stands before the participle."""
    if held is None or sentence.class_at(held.start - 1) != "P" or names_person(sentence.lower(held.head)):
        return None  # "a sentence for the man accused of": it is the man who is accused
    before = verb_before(sentence, held.start)
    return subject_of(sentence, before) if before is not None else None


def match(sentence: Sentence, verb: VerbGroup, pattern: Pattern, around: Voiced, fits: Fits) -> Matched | None:
    """The roles of a row around a verb, or None where its fixed words do not stand there.

    `fits` says whether a group after a preposition can play the part of `who`.
    """
    if pattern.subject and not _headed(sentence, around.subject, pattern.subject):
        return None
    if pattern.object and not _headed(sentence, around.objects, pattern.object):
        return None
    end = _after(sentence, around.end, pattern.after)
    if end is None and around.passive and pattern.after:
        past = (p.group.end for p in phrases_after(sentence, verb.end) if p.preposition in ASIDE_OF)
        end = next((e for at in past if (e := _after(sentence, at, pattern.after)) is not None), None)
    if end is None and around.end > verb.end:
        end = _after(sentence, verb.end, pattern.after)  # "was the work of", "are the prime suspects in"
    if end is None:
        return None
    phrases = list(phrases_after(sentence, end - (end > around.end and sentence.class_at(end - 1) in "PT")))
    who = _slot(sentence, pattern.who, around, phrases, fits)
    by = _slot(sentence, pattern.by, around, phrases, fits)
    return Matched(who, by[0] if by else None, end, around.passive, phrases) if who else None


def _headed(sentence: Sentence, groups: Sequence[NounGroup], heads: frozenset[str]) -> bool:
    return any(sentence.lower(group.head) in heads for group in groups)


def _after(sentence: Sentence, i: int, wanted: Mapping[str, list[list[str]]]) -> int | None:
    """The token after the first of the wanted words that stand at a token; adverbs may stand before them."""
    if not wanted:
        return i
    if sentence.class_at(i) == "," and sentence.class_at(i + 1) == "M" and sentence.class_at(i + 2) == ",":
        i += 3  # "found Declan Moyne, 51, guilty"
    start = i
    while start <= i + ASIDE:
        for words in wanted.get(sentence.lower(start), ()):
            end = start + len(words)
            if sentence.folded[start:end] == words:
                return end
        dated = sentence.class_at(start) == "P" and sentence.class_at(start + 1) == "Z"  # "itself on Monday from"
        if not dated and sentence.class_at(start) not in "RZ":
            return None
        start += 1
    return None


def _slot(sentence: Sentence, slot: str, around: Voiced, phrases: Sequence[Phrase], fits: Fits) -> list[NounGroup]:
    if slot == "subject":
        return around.subject
    if slot == "object":
        return around.objects
    fitting = [p for p in phrases if p.preposition == slot and fits(p.group)] if slot else []
    if slot == "of" and not fitting:
        owners = [owner for group in around.objects if (owner := _owner(sentence, group)) is not None and fits(owner)]
        if owners:
            return owners
    if slot in ("of", "against") and not fitting:
        held = (complement(sentence, group) for group in (*around.objects, *around.subject))
        return [each[1] for each in held if each is not None and each[0] == slot and fits(each[1])][:1]
    return [p.group for p in fitting if p.at == fitting[0].at]


def _owner(sentence: Sentence, group: NounGroup) -> NounGroup | None:
    """ "the imam's conviction": whose it is."""
    mark = sentence.classes.find("S", group.start, group.head)
    return NounGroup(group.start, mark, mark - 1) if mark > group.start else None


def matches(sentence: Sentence, patterns: Patterns, fits: Fits) -> Iterator[tuple[VerbGroup, Pattern, Matched]]:
    """Each verb of a sentence with every row that holds of it, in the order of the rows."""
    if not patterns.may_stand(sentence):
        return
    for verb in sentence.verbs:
        rows = patterns.of(verb.lemma)
        rows = [row for row in rows if row.may_stand(sentence.vocabulary)] if rows else rows
        for around in voicings(sentence, verb) if rows else ():
            for pattern in rows:
                found = match(sentence, verb, pattern, around, fits)
                if found is not None:
                    yield verb, pattern, found
