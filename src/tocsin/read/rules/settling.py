"""Whom a speaker's words stand for: the person of that name, the body, or, for "he added", who spoke last."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.identity import PersonFound
from tocsin.read.rules.names import belongs_to_others
from tocsin.read.rules.naming import words_of
from tocsin.read.rules.nouns import PEOPLE, is_one_person, names_person
from tocsin.read.rules.speakers import Span

SINGULAR = word_set("he she him her his himself herself")
PLURAL = word_set("they them these those both their")
FIRST = word_set("i we us me my our")
EMPTY = word_set(
    "i'm it's that's he's she's there's we're they're you he'd it there this that which what one nobody no "
    "nothing everything something none"
)

MANY = ("s", "people", "police", "men", "women", "children", "media")
BODIES = ("armed_org", "security", "government")


@dataclass(slots=True)
class Speakers:
    """The speakers so far, from the latest back, so that "he added" finds its name.

    A pronoun of nobody known stands for itself. `opening` is the body with which the sentence before opens: "it", first
    in a sentence, is that one sooner than who spoke last.
    """

    persons: dict[int, list[PersonFound]]
    person: PersonFound | str | None = None
    body: str | None = None
    latest: PersonFound | str | None = None
    opening: str | None = None

    def pass_over(self, line: Line) -> None:
        """Go on to the sentence after this one."""
        sentence = line.sentence
        start = 1 if sentence.lower(0) in ("the", "a", "an") else 0
        group = sentence.noun_at.get(start)
        self.opening = None
        if group is None or sentence.class_at(group.end) not in "VX" or sentence.lower(group.head).endswith("s"):
            return
        noun = line.nouns.get(group.head)
        body = noun.class_ in BODIES if noun is not None else sentence.class_at(group.head) == "U"
        if body and not any(p.start < group.end and p.end > group.start for p in self.persons.get(sentence.number, [])):
            self.opening = _plain(sentence, Span(group.start, group.end, group.head))

    def settle(self, line: Line, span: Span) -> PersonFound | str | None:
        """The person, or the words, that the span stands for; None where it stands for nobody."""
        sentence = line.sentence
        word = sentence.lower(span.head)
        alone = span.end - span.start == 1
        if alone and sentence.class_at(span.head) == "W":
            return self._antecedent(line, span)
        if alone and word in SINGULAR:
            return self.person or self._last_person(line, span) or sentence.tokens[span.head].text
        if alone and word in PLURAL:
            if sentence.class_at(span.start - 1) == "W" and (opening := self._opens(line, span)) is not None:
                return opening
            latest = self.latest if isinstance(self.latest, str) and self.latest.lower().endswith(MANY) else None
            return self.body or latest or sentence.tokens[span.head].text
        if alone and word == "it":
            if self.opening is not None and span.start == 0:
                return self.opening
            return self.body if self.body and not self.body.lower().endswith("s") else None
        if alone and word in FIRST:
            return sentence.texts[span.head]
        if alone and word in EMPTY:
            return None
        person = self._person_in(line, span)
        found = person or _plain(sentence, span)
        single = person is not None or _is_single(line, span) or _is_surname(line, span)
        self._remember(found, is_person=single)
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

    def _opens(self, line: Line, span: Span) -> str | None:
        """ "Police seek a man who they say shot her": those with whom the sentence opens, where they can be many."""
        group = line.sentence.noun_at.get(1 if line.sentence.class_at(0) == "D" else 0)
        if group is None or group.end > span.start or group.head not in line.nouns:
            return None
        noun = line.nouns[group.head]
        many = noun.class_ in BODIES or (noun.class_ in PEOPLE and line.sentence.lower(group.head).endswith("s"))
        return _plain(line.sentence, Span(group.start, group.end, group.head)) if many else None

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
        person.post is not None and person.post.line == person.line and person.post.end <= sentence.ends[person.start]
    )
    return (
        person.end == span.end
        and titled
        and person.post is not None
        and person.post.start >= sentence.starts[span.start]
    )


def _is_single(line: Line, span: Span) -> bool:
    """Whether one human being may be meant: "a police officer", not "the ministry" nor "the police"."""
    word = line.sentence.lower(span.head)
    return is_one_person(line.nouns.get(span.head), word) or (not word.endswith(("s", "men")) and names_person(word))


def _is_surname(line: Line, span: Span) -> bool:
    """ "Plants said he was pleased": one name that is no side's, no country's and no place's."""
    sentence, at = line.sentence, span.start
    if span.end - at != 1 or sentence.class_at(at) != "U" or belongs_to_others(sentence.lower(at)):
        return False
    text = sentence.texts[at]
    own = any(a.start <= at < a.end for a in line.actors)
    placed = any(p.start <= sentence.starts[at] < p.end for p in line.places)
    return text[0].isupper() and text[1:].islower() and not own and not placed


def _plain(sentence: Sentence, span: Span) -> str:
    """The words of a span without the article before them."""
    start = span.start
    while start < span.end - 1 and sentence.lower(start) in ("the", "a", "an", "what"):
        start += 1
    return words_of(sentence, start, span.end)
