"""A sentence as attributions are read from it: its reporting words, and the quotations that reach into it."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import Sentence, next_noun
from tocsin.read.rules.quotations import Quotation
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import Span

# Words that report only where a quotation or "that" stands beside them: "the war continued", "shots were heard".
QUOTE_ONLY = word_set(
    "continue begin read give shout cry post publish speak talk answer respond emerge transpire allow carry "
    "broadcast display support go cite refer object hear order count record monitor document establish counter "
    "leak yell scream"
)
# Verbs whose object is who was told.
TELLS = word_set(
    "tell inform warn remind assure notify urge ask order advise alert brief reassure persuade convince caution"
)

# Verbs that stand before their speaker: "said Jane Doe".
INVERTS = word_set(
    "say add write report explain note tweet argue reply ask continue announce comment remark observe state "
    "recall insist warn claim declare conclude admit quip stress shout cry exclaim reveal joke"
)
WH = word_set("what why how whether if who where when which")


class Content(Struct, frozen=True):
    """Pieces as offsets, the speaker's tokens, the quotations that are held, and the token up to which it was read."""

    pieces: tuple[tuple[int, int], ...]
    source: Span | None
    quotations: tuple[int, ...]
    until: int


@dataclass(slots=True)
class SpeechLine:
    """A line with its cues and quotations. `inside` has the number of the speech in which each token stands, or -1."""

    lines: list[Line]
    number: int
    cues: list[Cue]
    quotations: list[Quotation]
    inside: list[int]
    source: Span | None = None
    read_to: int = 0

    @staticmethod
    def of(lines: list[Line], number: int, cues: list[Cue], quotations: list[Quotation], at: int) -> SpeechLine:
        """The scene of a line; `at` is the first quotation that may reach into it."""
        sentence = lines[number].sentence
        inside = [-1] * len(sentence.texts)
        i = 0
        while at < len(quotations) and quotations[at].start < sentence.end:
            quotation = quotations[at]
            if quotation.speech:
                for i in range(sentence.token_at(quotation.start), len(inside)):
                    if sentence.starts[i] >= quotation.end:
                        break
                    inside[i] = at
            at += 1
        return SpeechLine(lines, number, cues, quotations, inside)

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.lines[self.number]

    @property
    def sentence(self) -> Sentence:
        """The sentence of the line."""
        return self.lines[self.number].sentence

    def region(self, cue: Cue) -> tuple[int, int]:
        """The tokens among which a cue finds its speaker and content: its quotation, else the sentence."""
        own = self.inside[cue.start]
        if own < 0:
            return 0, len(self.inside)
        low, high = cue.start, cue.end
        while low > 0 and self.inside[low - 1] == own:
            low -= 1
        while high < len(self.inside) and self.inside[high] == own:
            high += 1
        low += self.sentence.class_at(low) == '"'
        high -= self.sentence.class_at(high - 1) == '"'
        return low, high


TOLD = word_set(
    "police reporters journalists authorities investigators detectives officers jurors parliament lawmakers mourners "
    "her him them me us you"
)


def skip_recipient(sentence: Sentence, i: int, high: int) -> int:
    """ "told LA Weekly", "asked the council": the token after whoever was told; `i` where nobody was."""
    j = i
    while j < high and sentence.class_at(j) in "RZ":
        j += 1
    if sentence.class_at(j) == "T":
        return i
    if sentence.lower(j) in TOLD and sentence.class_at(j + 1) in "UODX" and j + 1 < high:
        return j + 1  # "told police he had", "told her she was"
    group = next_noun(sentence, j)
    if group is None or group.end > high or sentence.class_at(group.end) in "VX":
        return i
    end = group.end
    while sentence.lower(end) in ("of", "and", "at", "from") and (more := next_noun(sentence, end + 1)):
        if sentence.class_at(more.end) in "VX":
            break
        end = more.end
    return end


def skip_frame(sentence: Sentence, i: int, high: int) -> int:
    """Past "on Tuesday", "in a statement", "to reporters", "late": what stands between a verb and what is said."""
    framed = False
    while i < high:
        kind = sentence.class_at(i)
        if kind in "RZ" and not (sentence.lower(i) == "there" and sentence.class_at(i + 1) == "X"):
            i += 1
        elif kind in "PT" and (group := next_noun(sentence, i + 1)) and group.end <= high:
            if sentence.lower(i) in ("against", "for") or (sentence.lower(i) == "of" and not framed):
                return i
            framed = True
            i = group.end
        elif kind in "VE" and framed and (end := _past_participle(sentence, i, high)):
            i = end
        elif kind == "P" and sentence.class_at(i + 1) == "Z":
            i += 1
        else:
            return i
    return i


def _past_participle(sentence: Sentence, i: int, high: int) -> int:
    """ "said in a leaflet found near the body that": the token of "that", past what is said of the paper; else 0."""
    group = next_noun(sentence, i + 2) if sentence.class_at(i + 1) == "P" else None
    found = group is not None and group.end < high and sentence.lower(group.end) == "that"
    return group.end if found and group is not None else 0


def skip_adverbs(sentence: Sentence, i: int, high: int) -> int:
    """Past "also", "on Tuesday"; but "there" may be the subject: "said there were"."""
    while (
        i < high
        and sentence.class_at(i) in "RZ"
        and not (sentence.lower(i) == "there" and sentence.class_at(i + 1) == "X")
    ):
        i += 1
    return i


def is_clause(sentence: Sentence, i: int, high: int) -> bool:
    """Whether a subject with its finite verb follows; the verb of a relative clause does not count."""
    for verb in sentence.verbs:
        if verb.start < i or verb.infinitive:
            continue
        if verb.start >= high:
            return False
        before = verb.start - 1
        while before > i and sentence.class_at(before) in "R":
            before -= 1
        finite = sentence.class_at(verb.start) == "X" or verb.form == "V"
        reduced = verb.end - verb.start == 1 and sentence.lower(verb.end) == "by"
        there = sentence.lower(before) == "there" and verb.start > i
        if sentence.class_at(before) == "O" and "W" in sentence.classes[i:before]:
            continue
        if finite and not reduced and (there or (verb.start > i and sentence.class_at(before) in 'NUOMDAE)",')):
            return True
    return False
