"""The clause in which a figure stands: as far as what is said of time and number there can be said of the figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import NounGroup, Sentence
from tocsin.read.rules.words import HAVE

RANKING = word_set("deadliest worst heaviest highest biggest largest bloodiest first second third latest most")


class Clause(Struct, frozen=True):
    """Tokens `start` to `end` of a sentence, and the noun group before it that a relative pronoun takes up.

    `aside`: tokens within it that tell of its place and not of the figure, "where the war is in its third year".
    """

    sentence: Sentence
    start: int
    end: int
    taken_up: NounGroup | None = None
    aside: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        """The folded words, one blank between them."""
        folded, (opened, closed) = self.sentence.folded, self.aside
        if closed:
            return " ".join([*folded[self.start : opened], *folded[closed : self.end]])
        return " ".join(folded[self.start : self.end])

    def holds(self, i: int) -> bool:
        """Whether a token stands in it, or in the noun group that it takes up."""
        taken = self.taken_up
        inside = self.start <= i < self.end and not self.aside[0] <= i < self.aside[1]
        return inside or (taken is not None and taken.start <= i < taken.end)

    def holds_offset(self, offset: int) -> bool:
        """The same for an offset into the text."""
        return self.holds(self.sentence.token_at(offset))

    @property
    def perfect(self) -> bool:
        """ "have killed": what has gone on until now."""
        return any(self.sentence.lower(v.start) in HAVE and self.holds(v.start) for v in self.sentence.verbs)

    @property
    def at_occasion(self) -> bool:
        """ "at a meeting", "inside the mosque": one occasion."""
        pairs = range(self.start, self.end - 1)
        return any(
            self.sentence.lower(i) in ("at", "inside", "outside") and self.sentence.lower(i + 1) in ("a", "an", "the")
            for i in pairs
        )

    @property
    def subject_words(self) -> frozenset[str]:
        """The heads of the noun groups before its first verb, and of what a relative pronoun takes up."""
        verb = next((v.start for v in self.sentence.verbs if v.start >= self.start and v.form in "VE"), self.end)
        opened, closed = self.aside
        if opened < verb < closed:
            verb = closed
        heads = [g.head for g in self.sentence.nouns if self.start <= g.head < min(verb, self.end)]
        heads = [i for i in heads if not opened <= i < closed]
        heads = [i for i in heads if self.sentence.lower(_before(self.sentence, i)) not in ("since", "after", "by")]
        if self.taken_up is not None:
            heads.append(self.taken_up.head)
        return frozenset(self.sentence.lower(i) for i in heads)


def _before(sentence: Sentence, head: int) -> int:
    group = sentence.noun_at.get(head)
    return (group.start if group else head) - 1


def pieces_of(sentence: Sentence) -> list[tuple[int, int]]:
    """The pieces of which clauses are put together, in tokens, from left to right."""
    folded, classes = sentence.folded, sentence.classes
    may_cut = [i for i in range(1, len(folded)) if classes[i - 1] in ".," or classes[i] in "WC" or folded[i] in CUTTING]
    cuts = [0, *(i for i in may_cut if _cuts(sentence, i)), len(folded)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def clause_of(sentence: Sentence, pieces: Sequence[tuple[int, int]], start: int, end: int) -> Clause:
    """The clause of the figure at tokens `start` to `end`, out of the pieces of its sentence."""
    at = next((n for n, (a, b) in enumerate(pieces) if a <= end - 1 < b), 0)
    first, last = at, at
    if at > 1 and _is_interrupted(sentence, pieces[at], pieces[at - 1]):
        first = at - 2  # "the killings, which began in 2019, have taken 18 lives"
    if at == 2 and sentence.lower(0) == "since" and _is_said(sentence, pieces[1]):
        first = 0  # "since he took office, the president told reporters, 890 have died"
    while first > 0 and _joins(sentence, pieces[first - 1], fronted=first == 1):
        first -= 1
    while last + 1 < len(pieces) and _trails(sentence, pieces[last + 1]):
        last += 1
    a, b = pieces[first][0], pieces[last][1]
    aside = next((p for p in pieces[first:at] if p[0] > a and sentence.lower(p[0]) in ASIDES), (0, 0))
    return Clause(sentence, a, b, _antecedent(sentence, a), aside)


ASIDES = frozenset(("where", "whose", "now", "once", "long"))
SUBORDINATING = word_set("as after before when until")
RAISING = word_set("bringing raising taking pushing lifting")
CUTTING = SUBORDINATING | RAISING


def _cuts(sentence: Sentence, i: int) -> bool:
    """Whether a new piece begins at a token: after a mark, at a relative pronoun, at a conjunction with its verb."""
    kind = sentence.class_at(i)
    if sentence.class_at(i - 1) in ".,":
        return True
    if kind == "W":
        return sentence.lower(i - 1) not in ("of", "in", "for", "to")
    if kind == "C" or sentence.lower(i) in SUBORDINATING:
        return _own_verb(sentence, i + 1)
    return sentence.lower(i) in RAISING


def _is_interrupted(sentence: Sentence, piece: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether a piece opens with the verb of what stands before a relative clause."""
    verb = sentence.verb_at.get(piece[0])
    return verb is not None and verb.form in "VE" and sentence.class_at(before[0]) == "W"


SAYING = word_set("say tell report add write note estimate")


def _is_said(sentence: Sentence, piece: tuple[int, int]) -> bool:
    """Whether a piece only says who says it."""
    verbs = [v for v in sentence.verbs if piece[0] <= v.start < piece[1]]
    return len(verbs) == 1 and verbs[0].lemma in SAYING


def _own_verb(sentence: Sentence, i: int) -> bool:
    """Whether a clause with a subject of its own begins at a token."""
    group = sentence.noun_at.get(i)
    if group is None or group.start != i:
        return False
    j = group.end
    while sentence.class_at(j) in "RZ":
        j += 1
    verb = sentence.verb_at.get(j)
    if verb is None or verb.start != j or verb.form not in "VE":
        return False
    shared = sentence.class_at(group.start) == "M" and verb.start == verb.head and sentence.lower(j) in SHARING
    return not shared


SHARING = word_set("wounded injured hurt killed missing displaced")  # "40 were killed and 90 wounded in 2020"


def _has_verb(sentence: Sentence, piece: tuple[int, int]) -> bool:
    return any(piece[0] <= v.start < piece[1] and v.form in "VE" for v in sentence.verbs)


def _has_figure(sentence: Sentence, piece: tuple[int, int]) -> bool:
    return any(sentence.class_at(i) == "M" for i in range(*piece))


def _joins(sentence: Sentence, piece: tuple[int, int], *, fronted: bool) -> bool:
    """Whether a piece before that of the figure belongs to it: words before the subject, "in the past six months, "."""
    if fronted and sentence.lower(piece[0]) == "since":
        return True  # "since the offensive began, 31 medics have been killed"
    if _has_verb(sentence, piece) or sentence.class_at(piece[1] - 1) == ".":
        return False
    return fronted or not _has_figure(sentence, piece)


def _trails(sentence: Sentence, piece: tuple[int, int]) -> bool:
    """Whether a piece after it does: without a verb, a figure of its own, or a word that ranks it among others."""
    if _has_verb(sentence, piece) or _has_figure(sentence, piece) or sentence.class_at(piece[0]) == "W":
        return False
    return not RANKING & {sentence.lower(i) for i in range(*piece)}


def _antecedent(sentence: Sentence, start: int) -> NounGroup | None:
    if sentence.lower(start) not in ("which", "that", "who"):
        return None
    i = start - 1
    while i >= 0 and sentence.class_at(i) in ',"':
        i -= 1
    return sentence.noun_at.get(i)
