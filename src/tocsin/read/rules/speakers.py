"""Who says it: the noun group that is the subject of a reporting word, and the person or body it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, next_noun
from tocsin.read.rules.names import word_set
from tocsin.read.rules.persons import PersonFound
from tocsin.read.rules.reporting import Cue

SINGULAR = word_set("he she him her himself herself")
PLURAL = word_set("they them these those both")
FIRST = word_set("i we us me")
EMPTY = word_set(
    "i'm it's that's he's she's there's we're they're you he'd it there this that which what one nobody no "
    "nothing everything something none some most many few"
)
CHAIN = word_set("of for from at in with to on like within by against into inside near across under about")
MOMENTS = word_set("after before since during until following amid")
REACH = 30


class Span(NamedTuple):
    """Tokens `start` to `end` (half-open), and the token that names who it is."""

    start: int
    end: int
    head: int


def speaker_before(sentence: Sentence, cue: Cue, low: int, depth: int = 0) -> Span | None:
    """The subject of a reporting verb, looked for to its left, not beyond token `low`."""
    i = (cue.verb.start if cue.verb is not None else cue.start) - 1
    return _subject(sentence, i, low, depth)


def _subject(sentence: Sentence, i: int, low: int, depth: int) -> Span | None:
    while i >= low and (
        sentence.class_at(i) in "RZ" or (sentence.class_at(i) == "P" and sentence.class_at(i + 1) == "Z")
    ):
        i -= 1
    if i < low or depth > 3:
        return None
    if sentence.class_at(i) == ")" and (opened := sentence.classes.rfind("(", low, i)) > low:
        i = opened - 1
    group = _group_ending(sentence, i, low)
    if group is not None:
        return _chain(sentence, group, low)
    kind = sentence.class_at(i)
    if kind == "W" and sentence.lower(i) in ("who", "which", "that"):
        return Span(i, i + 1, i)
    if kind == ",":
        return _over_apposition(sentence, i, low)
    if kind in "CT":
        return _shared(sentence, i, low, depth)
    return None


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
    climbed = _over_participle(sentence, start, low)
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
        if sentence.class_at(i) not in "EGV":
            return None
    elif sentence.class_at(i) != "G":
        return None
    group = sentence.noun_at.get(i - 1)
    return group if group is not None and group.end == i and group.start >= low else None


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
            return _subject(sentence, verb.start - 1, low, depth + 1)
    return None


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


@dataclass(slots=True)
class Speakers:
    """The speakers so far, from the latest back, so that "he added" finds its name."""

    persons: dict[int, list[PersonFound]]
    person: PersonFound | str | None = None
    body: str | None = None
    latest: PersonFound | str | None = None
    seen: list[str] = field(default_factory=list)

    def settle(self, line: Line, span: Span) -> PersonFound | str | None:
        """The person, or the words, that the span stands for; None where it stands for nobody."""
        sentence = line.sentence
        word = sentence.lower(span.head)
        alone = span.end - span.start == 1
        if alone and sentence.class_at(span.head) == "W":
            return self._antecedent(line, span)
        if alone and word in SINGULAR:
            return self.person or self._last_person(line, span)
        if alone and word in PLURAL:
            return self.body or self.latest
        if alone and word == "it":
            return self.body if self.body and not self.body.lower().endswith("s") else None
        if alone and word in FIRST:
            return sentence.tokens[span.head].text
        if alone and word in EMPTY:
            return None
        person = self._person_in(line, span)
        found = person or _plain(sentence, span)
        self._remember(found, is_person=person is not None or _is_single(line, span))
        return found

    def _remember(self, found: PersonFound | str, *, is_person: bool) -> None:
        self.latest = found
        if is_person:
            self.person = found
        elif isinstance(found, str):
            self.body = found

    def _person_in(self, line: Line, span: Span) -> PersonFound | None:
        people = self.persons.get(line.sentence.number, [])
        inside = [p for p in people if p.start < span.end and p.end > span.start]
        return next((p for p in inside if _is_meant(line.sentence, span, p)), None)

    def _last_person(self, line: Line, span: Span) -> PersonFound | None:
        number = line.sentence.number
        for at in range(number, max(-1, number - 4), -1):
            people = [p for p in self.persons.get(at, []) if at < number or p.end <= span.start]
            if people:
                return people[-1]
        return None

    def _antecedent(self, line: Line, span: Span) -> PersonFound | str | None:
        sentence = line.sentence
        i = span.start - 2 if sentence.class_at(span.start - 1) == "," else span.start - 1
        group = sentence.noun_at.get(i)
        if group is None:
            return None
        return self.settle(line, Span(group.start, group.end, group.head))


def _is_meant(sentence: Sentence, span: Span, person: PersonFound) -> bool:
    """Whether the span stands for the person, not for somebody beside: "a doctor treating X" is not X."""
    if person.start <= span.head < person.end or sentence.lower(person.start - 1) in ("like", "by"):
        return True
    titled = (
        person.post is not None
        and person.post.line == person.line
        and person.post.end <= sentence.tokens[person.start].end
    )
    return (
        person.end == span.end
        and titled
        and person.post is not None
        and person.post.start >= sentence.tokens[span.start].start
    )


def _is_single(line: Line, span: Span) -> bool:
    """Whether one human being may be meant: "a police officer", not "the ministry" nor "the police"."""
    noun = line.nouns.get(span.head)
    return (
        noun is not None
        and noun.kind == "person"
        and not line.sentence.lower(span.head).endswith(("s", "men", "people"))
    )


def _plain(sentence: Sentence, span: Span) -> str:
    """The words of a span without the article before them."""
    start = span.start
    while start < span.end - 1 and sentence.lower(start) in ("the", "a", "an"):
        start += 1
    tokens = sentence.tokens[start : span.end]
    return "".join(
        ("" if i == 0 or tokens[i - 1].end == token.start else " ") + token.text for i, token in enumerate(tokens)
    )
