"""Noun groups and verb groups: the shortest stretches of tokens that grammar holds together.

Found by patterns over the string of word classes (one letter a token, see `words`), so that an offset in the string
is the number of a token. Prepositional phrases are not joined here; `complement` steps from one group to the next.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tocsin.read.rules.words import BE, HAVE, MODAL, lemma_of
from tocsin.record.evidence import Field
from tocsin.resolve.remembered import Remembered
from tocsin.resolve.tokens import Token, Words
from tocsin.resolve.word_facts import Fact, Facts

T = TypeVar("T")

NOUN_GROUP = re.compile(
    r"D{0,2}(?:[MANUS]|R(?=[AME])|E(?=[AENUG])|(?<![NUM])G(?=[NU]))*[NUM]"  # the four armed men
    r"|O"  # they
    r"|D(?![DMANUERG])"  # both, all, some, standing alone
)
VERB_GROUP = re.compile(r"(?:[XR]*X[XR]*)(?:EE|[VEGNA])?|TR{0,2}(?:XX(?=E)|[VX])R?E?|R?[VEG]")
PARTICLES = frozenset(("down", "up", "off", "out", "away"))
SHARED = frozenset("RDNAUMOS")  # what may stand between two verbs of one auxiliary: an object, a particle
MANY = ("s", "people", "men", "women", "children")  # ends of a noun for several
_NOMINAL = frozenset("ANU")
BE_HAVE = BE | HAVE
NOT = frozenset(("not", "never", "n't"))
WITHIN = frozenset(("in", "with", "by", "of", "over", "from", "for", "into", "on"))
NEGATION = frozenset(("not", "n't", "never", "neither", "no", "cannot", "without", "hardly", "barely"))


_DENIES: Remembered[str, bool] = Remembered(lambda word: word in NOT or word.endswith("n't"))
_NEGATES: Remembered[str, bool] = Remembered(lambda word: word in NEGATION or word.endswith("n't"))


class NounGroup(Struct, frozen=True):
    """Tokens `start` to `end` (half-open) of a sentence; `head` is the token that names what it is."""

    start: int
    end: int
    head: int


class VerbGroup(Struct, frozen=True):
    """An auxiliary chain and its verb. `head` is the verb's token; `form` its class (V, E, G)."""

    start: int
    end: int
    head: int
    lemma: str
    form: str
    passive: bool
    negated: bool
    modal: str
    infinitive: bool


@dataclasses.dataclass(slots=True, eq=False)
class Sentence:
    """One sentence as the steps of the cascade see it. `number` counts from 0 through the document.

    `headline`: a title, or a line without a full stop that is the whole text; written in the grammar of telegrams.
    `texts`, `folded`, `starts` and `ends` are its tokens, item by item. Classes and groups are there once it is
    settled.
    """

    number: int
    field: Field
    cased: bool
    texts: list[str]
    folded: list[str]  # the look-up form of each token
    starts: list[int]
    ends: list[int]
    paragraph: int = 0
    noise: bool = False  # a line of the page that is no part of the report: it tells no event
    headline: bool = False
    item: bool = False  # of a list of unrelated items, which tell news in the present tense
    facts: Facts | None = None  # of the words that it was cut from, and ...
    first: int = 0  # ... which of them is its first token
    classes: str = ""  # what `settle` gives, and all that follows
    nouns: list[NounGroup] = dataclasses.field(init=False)  # the noun groups, in order
    verbs: list[VerbGroup] = dataclasses.field(init=False)
    noun_at: dict[int, NounGroup] = dataclasses.field(init=False)  # the noun groups by each of their tokens
    verb_at: dict[int, VerbGroup] = dataclasses.field(init=False)
    vocabulary: frozenset[str] = dataclasses.field(init=False)  # the folded words: a rule sees if its own are there
    subjects: dict[int, tuple[VerbGroup, NounGroup | None]] = dataclasses.field(init=False)  # found so far (`clauses`)

    # No `__getattr__` and no properties for what is asked often: either costs every access. Measured: 4 to 5 % of the
    # reader's time (Python 3.11).
    def settle(self, classes: str) -> None:
        """Give each token its class, and find the groups."""
        self.classes = classes
        self.verbs, self.verb_at = _verb_groups(self)
        self.nouns, self.noun_at = _noun_groups(classes, self.verb_at)
        self._part_places()
        self.vocabulary = frozenset(self.folded)
        if "police" in self.vocabulary:
            self._part_police()
        self.subjects = {}

    def _part_places(self) -> None:
        """ "In Kunduz gunmen shot a judge": a name after the preposition that opens a clause is a group."""
        for at, group in enumerate(self.nouns):
            if group.start < 1 or group.end - group.start < 2 or self.classes[group.start] != "U":
                continue
            opens = group.start == 1 or self.classes[group.start - 2] in ",.CW"
            if not opens or self.folded[group.start - 1] not in ("in", "at", "near", "outside"):
                continue
            end = next((i for i in range(group.start, group.end) if self.classes[i] != "U"), group.end)
            verb = self.verb_at.get(group.end)
            if end == group.end or verb is None or set(self.classes[end : group.end]) - {"N", "A"}:
                continue
            self._part(at, end)
            return

    def _part_police(self) -> None:
        """ "one of three people police arrested", "told police Jones had fled": two groups with no word between."""
        for at, group in enumerate(self.nouns):
            i = next((i for i in range(group.start, group.end) if self.folded[i] == "police"), -1)
            if i < 0 or self.classes[i] != "N":
                continue
            alone = i == group.head and i > group.start and self.folded[i - 1].endswith(MANY)
            if not (alone and self.verb_at.get(i + 1)):
                told = i == group.start < group.head and self.folded[i - 1] in ("told", "tell", "tells", "telling")
                if not told or self.classes[i + 1] != "U":
                    continue
                i += 1
            self._part(at, i)
            return

    def _part(self, at: int, i: int) -> None:
        """Cut noun group `at` in two before token `i`."""
        group = self.nouns[at]
        parts = [NounGroup(group.start, i, i - 1), NounGroup(i, group.end, group.head)]
        self.nouns[at : at + 1] = parts
        for part in parts:
            self.noun_at.update(dict.fromkeys(range(part.start, part.end), part))

    def row(self, fact: Fact[T]) -> Sequence[T]:
        """What is known of each of its tokens by itself."""
        if self.facts is None:
            self.facts = Facts(self.texts)
        return self.facts.row(fact, self.first, self.first + len(self.texts))

    @property
    def tokens(self) -> list[Token]:
        """The tokens as objects."""
        return Words(self.texts, self.folded, self.starts, self.ends).tokens()

    @property
    def start(self) -> int:
        """The offset of the first token."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """The offset after the last token."""
        return self.ends[-1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of tokens `start` to `end` (half-open)."""
        return self.starts[start], self.ends[end - 1]

    def lower(self, i: int) -> str:
        """The folded word at a token; empty outside the sentence."""
        try:  # an index is seldom outside: a quarter quicker than asking first, and asked thirty times a sentence
            return self.folded[i] if i >= 0 else ""
        except IndexError:
            return ""

    def class_at(self, i: int) -> str:
        """The word class at a token; a full stop outside the sentence."""
        try:
            return self.classes[i] if i >= 0 else "."
        except IndexError:
            return "."

    def token_at(self, offset: int) -> int:
        """The number of the first token that ends after an offset."""
        return bisect_right(self.ends, offset)

    def words(self, start: int, end: int) -> str:
        """The folded words of tokens `start` to `end`, joined by blanks."""
        return " ".join(self.folded[start:end])


def _noun_groups(classes: str, verb_at: dict[int, VerbGroup]) -> tuple[list[NounGroup], dict[int, NounGroup]]:
    """The noun groups in order, and by each of their tokens."""
    taken = bytearray(len(classes))
    for i in verb_at:
        taken[i] = 1
    nouns: list[NounGroup] = []
    noun_at: dict[int, NounGroup] = {}
    for m in NOUN_GROUP.finditer(classes):
        start, end = m.span()
        if taken.find(1, start, end) >= 0:  # what is left after a verb group
            start = taken.find(0, start, end)
            if start < 0 or taken.find(1, start, end) >= 0:
                continue
        group = NounGroup(start, end, end - 1)
        nouns.append(group)
        noun_at[start] = group
        if end - start > 1:
            for i in range(start + 1, end):
                noun_at[i] = group
    return nouns, noun_at


def _verb_groups(sentence: Sentence) -> tuple[list[VerbGroup], dict[int, VerbGroup]]:
    """The verb groups in order, and by each of their tokens."""
    verbs: list[VerbGroup] = []
    verb_at: dict[int, VerbGroup] = {}
    for m in VERB_GROUP.finditer(sentence.classes):
        group = _verb_group(sentence, *m.span())
        if group is not None:
            if verbs and group.start == group.head and sentence.classes[group.start - 1] == "C":
                group = _shared(sentence, verbs[-1], group)
            verbs.append(group)
            for i in range(group.start, group.end):
                verb_at[i] = group
    return verbs, verb_at


def _shared(sentence: Sentence, first: VerbGroup, second: VerbGroup) -> VerbGroup:
    """ "would be hunted down and slaughtered", "threatened to kidnap and kill": what "and" and "or" hold together."""
    joint = sentence.folded[second.start - 1]
    end = first.end + (sentence.folded[first.end] in PARTICLES)  # "hunted down and slaughtered"
    between = sentence.classes[end : second.start - 1]
    if (
        joint not in ("and", "or")
        or not (first.modal or first.infinitive)
        or not set(between) <= SHARED
        or len(between) > 6
    ):
        return second
    bare = sentence.folded[second.head] == second.lemma
    if first.passive and second.form in "VE" and (not bare or second.lemma in ("set", "cut", "hit", "put", "shut")):
        passive = True
    elif not first.passive and second.form == "V" and bare:
        passive = False
    else:
        return second
    return replace(
        second, modal=first.modal, infinitive=first.infinitive, passive=passive, negated=first.negated and joint == "or"
    )


def _verb_group(sentence: Sentence, start: int, end: int) -> VerbGroup | None:
    classes, folded = sentence.classes, sentence.folded
    head, whole = end - 1, end
    if classes[head] in "NA":  # "was dead", "were police": the auxiliary alone is the verb group
        head, end = head - 1, end - 1
    while head > start and classes[head] == "R":
        head, end = head - 1, end - 1
    form, lemma = classes[head], lemma_of(folded[head])
    negated = start > 0 and folded[start - 1] in ("never", "not", "longer")
    negated = negated or (end < len(folded) and folded[end] == "not")
    if head == start:
        if form in "EG" and start and classes[start - 1] in "DAMS" and classes[head + 1 : head + 2] in _NOMINAL:
            return None  # "the devastating attack", "a televised address"
        if form == "E" and start and folded[start - 1] in WITHIN and classes[head + 1 : head + 2] in _NOMINAL:
            return None  # "men in stolen uniforms"
        negated = negated or _DENIES[folded[head]] or (end < whole and not NOT.isdisjoint(folded[end:whole]))
        return VerbGroup(start, end, head, lemma, form, False, negated, "", form == "T")
    words = folded[start:head]
    auxiliaries = [word for word in words if word in BE_HAVE]
    be_last = bool(auxiliaries) and auxiliaries[-1] in BE
    passive = form == "E" and (be_last or (bool(auxiliaries) and "been" in words))
    passive = passive or (form == "E" and lemma_of(words[-1]) == "get")
    negated = negated or any(map(_NEGATES.__getitem__, words))
    modal = next(filter(MODAL.__contains__, words), "")
    return VerbGroup(start, end, head, lemma, form, passive, negated, modal, classes[start] == "T")


def next_noun(sentence: Sentence, i: int) -> NounGroup | None:
    """The noun group that starts at token `i`, opening quotation marks and adverbs passed over."""
    noun_at = sentence.noun_at
    group = noun_at.get(i)
    while group is None or group.start != i:
        if i >= len(sentence.texts) or sentence.class_at(i) not in '"R':
            return None
        i += 1
        group = noun_at.get(i)
    return group


def complement(sentence: Sentence, group: NounGroup) -> tuple[str, NounGroup] | None:
    """The preposition right after a group and the group that it governs; None where none follows."""
    i = group.end
    if sentence.class_at(i) not in "PT":
        return None
    following = next_noun(sentence, i + 1)
    return (sentence.lower(i), following) if following else None


def coordinated(sentence: Sentence, group: NounGroup) -> list[NounGroup]:
    """The group and those joined to it by commas and a conjunction: "a guard, two drivers and a cook".

    A description put after a name ("Cano, director of a newspaper, and Leal") is passed over, not taken for a member.
    """
    chain = [group]
    classes = sentence.classes
    if group.end >= len(classes) or classes[group.end] not in ",CPTR":
        return chain
    last = group
    while True:
        i = _end_of_chain(sentence, last)
        within = i > last.end and sentence.class_at(i - 1) == "N" and sentence.class_at(last.end + 1) == "N"
        j = i + 1 if sentence.class_at(i) == "," else i
        joined = sentence.class_at(j) == "C" and sentence.lower(j) in ("and", "or", "&", "plus")
        j += joined
        if not joined and (beside := _beside(sentence, j)):
            joined, j = True, j + beside
        following = next_noun(sentence, j) if j > i else None
        if following is None or _begins_clause(sentence, following) or _is_part(sentence, following):
            return chain
        if sentence.class_at(i) == "," and joined and _begins_long_clause(sentence, following):
            return chain
        if within and sentence.class_at(following.start) not in "DMU":
            return chain  # "four workers of an oil and gas company"
        if not joined and _is_subject_of_rest(sentence, last, following):
            return chain
        if not joined and not _list_goes_on(sentence, following) and not _ends_headline(sentence, last, following):
            return chain
        described = last is chain[-1] and describes(sentence, last, following)
        if not joined and (described or is_named(sentence, last, following)):
            last = following
            continue
        chain.append(following)
        last = following


def _beside(sentence: Sentence, i: int) -> int:
    """The length of "along with", "together with" at a token where kin of those before are told: else 0."""
    if sentence.lower(i) not in ("along", "together") or sentence.lower(i + 1) != "with":
        return 0
    return 2 if sentence.lower(i + 2) in ("his", "her", "their") else 0


def _end_of_chain(sentence: Sentence, group: NounGroup) -> int:
    """The token after the group and what it is of."""
    i = group.end
    while (after := complement(sentence, NounGroup(group.start, i, group.head))) and after[0] == "of":
        i = after[1].end
    return i


def describes(sentence: Sentence, name: NounGroup, following: NounGroup) -> bool:
    """After a comma, a common noun without number says who the name is."""
    named = sentence.class_at(name.head) == "U" and sentence.class_at(following.head) == "N"
    return named and sentence.class_at(following.start) != "M"


def is_named(sentence: Sentence, one: NounGroup, following: NounGroup) -> bool:
    """ "his wife, Ana Reyes, and her father": a name after a comma says who the one person before it is."""
    named = all(sentence.class_at(i) == "U" for i in range(following.start, following.end))
    single = sentence.class_at(one.head) == "N" and not sentence.lower(one.head).endswith("s")
    return named and single and sentence.class_at(one.start) == "D" and sentence.cased


def _is_subject_of_rest(sentence: Sentence, last: NounGroup, following: NounGroup) -> bool:
    """ "After the shooting of Kim Gray, protests and riots have erupted": what opens a sentence ends at the comma."""
    if sentence.class_at(0) not in "PC" or any(v.end <= last.start and v.form in "VE" for v in sentence.verbs):
        return False
    more = next_noun(sentence, following.end + 1) if sentence.lower(following.end) == "and" else None
    return more is not None and _begins_clause(sentence, more)


THEM = frozenset(("them", "whom", "which", "these", "those"))


def _is_part(sentence: Sentence, group: NounGroup) -> bool:
    """ "31 commuters, eight of them seriously": some of those told before, and nobody beside them."""
    return sentence.lower(group.end) == "of" and sentence.lower(group.end + 1) in THEM


def _begins_clause(sentence: Sentence, group: NounGroup) -> bool:
    """Whether a finite verb follows, so that the group is the subject of a clause of its own."""
    i = group.end
    while sentence.class_at(i) == "R":
        i += 1
    return sentence.class_at(i) in "VX" and sentence.lower(group.head) not in ("wounded", "injured", "dead")


def _begins_long_clause(sentence: Sentence, group: NounGroup) -> bool:
    """ ", and a senator from Ohio wants": a finite verb after what hangs on the group, in a clause of its own."""
    i, steps = group.end, 0
    while steps < 3 and (after := complement(sentence, NounGroup(group.start, i, group.head))):
        i, steps = after[1].end, steps + 1
    return steps > 0 and sentence.class_at(i) in "VX"


KIN = frozenset(  # told beside others, and none of them: "kills teacher, activist" may be of one
    "wife husband son daughter mother father brother sister girlfriend boyfriend fiancee fiance girl boy baby child "
    "toddler infant grandmother grandfather grandson granddaughter niece nephew cousin uncle aunt stepson "
    "stepdaughter stepfather stepmother mother-in-law father-in-law brother-in-law sister-in-law".split()
)


def _ends_headline(sentence: Sentence, last: NounGroup, following: NounGroup) -> bool:
    """ "Man kills wife, daughter": the comma of a headline joins as "and" does."""
    if not sentence.headline or sentence.class_at(last.end) != "," or sentence.lower(following.head) not in KIN:
        return False
    bare = all(sentence.class_at(i) in "NA" for i in range(following.start, following.end))
    return bare and (following.end >= len(sentence.texts) or sentence.class_at(following.end) in ".P")


def _list_goes_on(sentence: Sentence, group: NounGroup) -> bool:
    """After a comma, a list goes on only if a conjunction comes before the sentence turns elsewhere."""
    i = group.end
    for _ in range(14):
        if sentence.lower(i) in ("and", "or", "&"):
            return sentence.class_at(i - 1) != "," or True
        if sentence.class_at(i) in "VXW.":
            return False
        i += 1
    return False
